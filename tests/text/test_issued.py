import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmkg.text.issued import find_dates, publication_date


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("date 2024-03-08 8 March 2024 17:37 (UTC+04:00)", "2024-03-08"),
        ("8 March 2024 [17:20] - PORTAL", "2024-03-08"),
        ("Published : Mar. 8, 2024 - 09:12", "2024-03-08"),
        ("08.03.2024 14:55", "2024-03-08"),
        ("3/8/2024 6:11:02 AM", "2024-03-08"),
        ("25/3/2024", "2024-03-25"),
        ("3/25/2024", "2024-03-25"),
        ("08-03-2024 14:21 IST", "2024-03-08"),
        ("3-8-2024 2:21 PST", "2024-03-08"),
        ("08/03/2024 21:40", "2024-03-08"),
        ("Fri 8 Mar 2024 | 09:20 GMT", "2024-03-08"),
        ("ID: 4711 - Friday 8th of March 2024 - 12:07", "2024-03-08"),
        ("MARCH 8, 2024 4:12AM PT", "2024-03-08"),
        ("Accra/08.03.24/Agency:", "2024-03-08"),
        ("2024-03-08T10:00:00+03:00", "2024-03-08"),
        ("8-Mar-2024", "2024-03-08"),
        ("-0- WIRE 8Mar2024", "2024-03-08"),
        ("Updated: 10-03-2024 14:21 IST | Created: 08-03-2024 14:21 IST", "2024-03-08"),
        ("Last Updated at March 8, 2024", "2024-03-08"),
        ("05/05/2024", "2024-05-05"),
        ("3/8/2024 (8 March 2024)", "2024-03-08"),
    ],
)
def test_the_day_of_publication_is_read(line: str, day: str) -> None:
    assert publication_date(find_dates(line)) == day


@pytest.mark.parametrize(
    "line",
    [
        "",
        "no date",
        "10/7/2024",  # July or October
        "March 2024",
        "8 March",
        "4-7 March 2024",
        "26 April – 2 May 2024",
        "31.02.2024",
        "08.03.3024",
        "7 PM",
        "No. 14",
    ],
)
def test_what_is_no_whole_day_is_none(line: str) -> None:
    assert publication_date(find_dates(line)) is None


@given(
    st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)),
    st.sampled_from(["%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%d.%m.%Y", "%b %d, %Y", "%A, %d %b %Y", "%d %B, %Y 12:30"]),
)
def test_every_day_is_read_in_every_usual_form(day: dt.date, form: str) -> None:
    line = f"Posted {day.strftime(form)}"
    found = find_dates(line)
    assert publication_date(found) == day.isoformat()
    assert line[found[0].start_char :].endswith(
        line[found[0].start_char : found[0].end_char] + line[found[0].end_char :]
    )


@given(st.text(max_size=300))
def test_no_text_breaks_it(line: str) -> None:
    for date in find_dates(line):
        assert 0 <= date.start_char < date.end_char <= len(line)
        assert all(dt.date.fromisoformat(reading) for reading in date.readings)

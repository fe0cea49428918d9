"""The day of an article whose header lines tell none."""

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmkg.model import Article
from filmkg.text.credits import credit_days
from filmkg.text.settling import settle, year_of
from filmkg.text.undated import find_day, find_time

BODY = "The embassy showed a film at the Odeon on Friday evening, and the ambassador thanked all for coming.\n"
OPENING = "Lake Inform, 11.04.2024. The 3rd week of film took place in the town, as the club that made it reports"


@pytest.mark.parametrize(
    ("top", "day"),
    [
        ("LAKE FILM DIGEST\nDAY 2 – Tuesday, 14 March 2023\nToday at the market\n", "2023-03-14"),
        ("Lake Association of Critics\nMunich, 18 September 2024\nThe choice of the year\n", "2024-09-18"),
        ("Film week opens\nPublished 9 August 2024, 4:15pm PGT · by Jane Roe\n", "2024-08-09"),
        ("A handshake\nCaracas, lunes 21 de agosto de 2006 (English translation)\n", "2006-08-21"),
        ("A handshake\n24 mai 2019 (translated by our readers)\n", "2019-05-24"),
        ("Film week opens\n11 XII 2012\n", "2012-12-11"),
        ("Film week opens\n15-X-2015\n", "2015-10-15"),
        ("Film week opens\nPublished: 2. 10. 2018.\n", "2018-10-02"),
        (f"Film week opens\n{OPENING} and kept it for all these years.\n", "2024-04-11"),
    ],
)
def test_a_line_above_the_text_tells_the_day(read: Callable[[str], Article], top: str, day: str) -> None:
    assert read(f"{top}\n{BODY}").header.issued == day


@pytest.mark.parametrize(
    ("last", "day"),
    [
        ("Lake Press Agency 2025", "2025-08-16"),
        ("LPA © 2022 All rights reserved", "2022-08-16"),
        ("(Dated: 2025)", "2025-08-16"),
        ("The festival is sponsored by a maker of lanterns from the old town. (2022)", "2022-08-16"),
        ("The festival was first held in 1998, when the town had no cinema of its own.", None),
    ],
)
def test_the_last_line_gives_the_year_of_a_dateline(read: Callable[[str], Article], last: str, day: str | None) -> None:
    assert read(f"Film shown\n\nISLAMABAD, Aug 16 (LPA): {BODY}\n{last}\n").header.issued == day


def test_running_text_of_short_lines_tells_no_day(read: Callable[[str], Article]) -> None:
    text = "The week of Danish film opened in the old town on\n5 May 2020 with The Mill, said one\nwho had come for it."
    assert read(f"Film week opens\n\n{text}\n\n{BODY}").header.issued is None


def test_the_only_year_of_the_first_lines_counts(read: Callable[[str], Article]) -> None:
    top = "Lantern Awards 2019: all winners\nPosted Sat 7 Dec, 22.58 CET\n"
    assert read(f"{top}\n{BODY}").header.issued == "2019-12-07"


def test_a_weekday_that_is_another_gives_no_day(read: Callable[[str], Article]) -> None:
    assert read(f"Lantern Awards 2018: all winners\nPosted Sat 7 Dec, 22.58 CET\n\n{BODY}").header.issued is None


@pytest.mark.parametrize(
    "top",
    [
        "The week opens on 5 May 2020 in the old town",
        "Lantern Festival, 3–31 May 2022",
        "A season from 6 June 2019",
        "Lake newsletter, May 2004",
    ],
)
def test_a_day_on_which_something_happens_is_none(read: Callable[[str], Article], top: str) -> None:
    assert read(f"{top}\n\n{BODY}").header.issued is None


@pytest.mark.parametrize(
    "written",
    [
        "Film week opens\n\nAddis Ababa, November 5/2022 (ENA) ",
        "Film week opens\nNovember, 5/2022 - 21:02\n\n",
        "Film week opens\n[English summary, 5/XI/2022]\n\n",
        "Film week opens\nTORSDAG 5. NOV 2022\n\n",
        "Film week opens\nDate : 5/11/2022\n\nKUWAIT, Nov 5 (KUNA) -- ",
        "Film week opens\nPublished on 05/11/2022 - 16:42\n\n",
    ],
)
def test_ways_to_write_a_day(read: Callable[[str], Article], written: str) -> None:
    assert read(f"{written}{BODY}").header.issued == "2022-11-05"


@pytest.mark.parametrize(
    ("credit", "day"),
    [
        ("Lantern Wort, English edition, 13 October 2017", "2017-10-13"),
        ("The Lake Advertiser, October 13, 2017. The weekend is sponsored by a ferry.", "2017-10-13"),
        ("The two towns signed their first agreement in the old hall in 1956. — 13 October 2017", "2017-10-13"),
        ("The guests saw a drama of 1961 that had been found last year. – VNB, October 13, 2017", "2017-10-13"),
        ("Lantern Screen, 13 October 2017\n\nBy Jane Roe", "2017-10-13"),
        ("Opening on 13 October 2017", None),
        ("Lantern Wort, 13-15 October 2017", None),
        ("Lantern Wort, 13 October 2017 and tickets are still to be had", None),
    ],
)
def test_an_outlet_signs_with_a_day(read: Callable[[str], Article], credit: str, day: str | None) -> None:
    assert read(f"Film shown\n\n{BODY}\n{BODY}\n{BODY}\n{BODY}\n{BODY}\n{credit}\n").header.issued == day


@pytest.mark.parametrize("name", ["Lantern Festival", "Odeon Theatre, Lake City", "Munich", "Opening on", "Doors open"])
def test_what_happens_on_a_day_is_no_credit(name: str) -> None:
    assert [*credit_days(["Film shown", BODY, f"{name}, 13 October 2017", BODY])] == []


@pytest.mark.parametrize(
    "line",
    [
        "(El Lantern Cultural, English page, July 22, 2015)",
        "Lake Notes, 22 July 2015, by Jane Roe",
        "Lettres du Lac, n° 88, 22 July 2015",
        "(Lake Screen, 22 July 2015.) The decision is valid for three editions.",
    ],
)
def test_an_outlet_signs_below_the_lead(read: Callable[[str], Article], line: str) -> None:
    lead = f"Nobody had thought that it could be done, {'and yet it was done in the end, ' * 5}one wit said."
    assert read(f"{lead}\n\n{line}\n\n{BODY}").header.issued == "2015-07-22"


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("It runs from 11 to 16 March.", "2025-03-07"),
        ("It opened on March 5.", "2025-03-07"),
        ("It opened on July 2.", "2025-07-03"),
        ("It opened on July 2 and goes on in March.", "2025-07-03"),
        ("It opened on 5 May.", None),
        ("It opened on 5 May 2021.", None),
        ("Nobody knows when.", None),
    ],
)
def test_the_text_settles_which_way_round(read: Callable[[str], Article], told: str, day: str | None) -> None:
    written = "03/07/2025" if day == "2025-07-03" else "07/03/2025"
    assert read(f"Lake Fund – News – {written}\n\nFILM WEEK OPENS\n\n{BODY}{told}\n").header.issued == day


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("The letter, dated January 24, 2012, came by ship.", "2012-01-30"),
        ("It was signed on 29 January 2012 in the old hall.", "2012-01-30"),
        ("He spoke on Sunday. It began on 19 January 2012.", "2012-01-30"),
        ("He spoke on Wednesday. It began on 19 January 2012.", None),
        ("It was signed on 29 January 2012, and again on 29 January 2009.", None),
        ("It was signed on 29 October 2011.", None),
        ("It was signed in 2012.", None),
    ],
)
def test_a_day_that_lies_near_gives_the_year(read: Callable[[str], Article], told: str, day: str | None) -> None:
    text = "The society has been told that its festival is on the list."
    assert read(f"Nod for a festival\n\nMuscat, Jan 30 (ONA) — {text} {told}\n").header.issued == day


@pytest.mark.parametrize(
    ("top", "period"),
    [
        ("Lake Society\nMembers' circular, March 2009\n", "2009-03"),
        ("Bulletin of the Lake Archives – No. 41, October 2016\n", "2016-10"),
        ("Lake archive\nProgramme, March 2020\n", "2020-03"),
        ("Lake archive, programme of November 2016\n", "2016-11"),
        ("TREATY WATCH\nOttawa, June 2013\n", "2013-06"),
        ("NORDIC FILM LETTER · No. 3/2017 · In brief\n", "2017"),
        ("CULTURE DIGEST\nWeek 7/2008 (11–17 February)\n", "2008"),
        ("Film page of the lake\nSpring 2018\n", "2018"),
        ("Lake sheets, issue 88 / March–April 2022\n", "2022"),
        ("Lantern Film Week 2024: full timetable\n", "2024"),
        ("Lantern is a drama of 2011\n", None),
        ("Jane Roe (Munich, 1958)\n", None),
        ("Film week to open in May 2020\n", None),
        ("Bulletin, March 2009\nBulletin, April 2010\n", None),
    ],
)
def test_a_masthead_tells_the_month_or_the_year(read: Callable[[str], Article], top: str, period: str | None) -> None:
    header = read(f"{top}\n{BODY}").header
    assert (header.issued, header.period) == (None, period)


@pytest.mark.parametrize(
    ("last", "period"),
    [
        ("Kultuurivahe, July 2021. Asked by Jane Roe", "2021-07"),
        ("All items checked with the parties. © 2022", "2022"),
        ("Munich, July 2021", None),
        ("Lantern Festival, July 2021", None),
    ],
)
def test_a_last_line_tells_the_month_or_the_year(read: Callable[[str], Article], last: str, period: str | None) -> None:
    assert read(f"Five questions\n\n{BODY}\n{BODY}\n{last}\n").header.period == period


def test_a_day_leaves_no_period(read: Callable[[str], Article]) -> None:
    header = read(f"Newsletter, May 2004\nPosted 9 May 2004\n\n{BODY}").header
    assert (header.issued, header.period) == ("2004-05-09", None)


@given(st.text(st.sampled_from("1 9\n.,-–()ap2OctMay©SunIX/"), max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    day, time = find_day(text.splitlines()), find_time(text.splitlines())
    assert day is None or len(day) == 10
    assert time is None or len(time) in (4, 7)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2089, 12, 31)), st.integers(-400, 400))
def test_what_is_settled_is_one_of_the_readings(day: dt.date, away: int) -> None:
    readings = [day.isoformat(), (day + dt.timedelta(days=61)).isoformat()]
    other = day + dt.timedelta(days=away)
    text = f"It opened on {other.day} {other:%B} {other.year}."
    assert settle(readings, text) in {*readings, None}
    year = year_of(day.isoformat()[5:], text)
    assert year is None or abs(int(year) - other.year) <= 1

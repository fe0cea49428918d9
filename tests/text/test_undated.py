"""The day of an article whose header lines tell none."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmkg.model import Article
from filmkg.text.undated import find_day

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
        ("LPA/jr", None),
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


@given(st.text(st.sampled_from("1 9\n.,-–()ap2OctMay©SunIX/"), max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    day = find_day(text.splitlines())
    assert day is None or len(day) == 10

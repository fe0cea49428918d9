from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmkg.annotate.calendar import (
    Direction,
    Partial,
    complete,
    find_season,
    find_weekday,
    follow,
    precede,
    shift_months,
    shift_weeks,
)

ISSUED = date(2025, 5, 16)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(-170, 170))
def test_a_day_within_half_a_year_gets_its_own_year(issued: date, n_days: int) -> None:
    day = issued + timedelta(days=n_days)
    if (day.month, day.day) != (2, 29):
        assert complete(Partial(None, day.month, day.day), issued, Direction.OPEN) == Partial.of(day)


@pytest.mark.parametrize(
    ("month", "direction", "year"),
    [(2, Direction.PAST, 2025), (2, Direction.FUTURE, 2026), (5, Direction.PAST, 2025), (5, Direction.FUTURE, 2025),
     (12, Direction.PAST, 2024), (12, Direction.OPEN, 2024), (9, Direction.OPEN, 2025)],
)  # fmt: skip
def test_a_month_looks_where_the_words_look(month: int, direction: Direction, year: int) -> None:
    assert complete(Partial(None, month), ISSUED, direction) == Partial(year, month)


@pytest.mark.parametrize(
    ("month", "day", "direction", "year"),
    [(12, 5, Direction.FUTURE, 2025), (12, 5, Direction.OPEN, 2024), (11, 5, Direction.OPEN, 2025),
     (11, 5, Direction.PAST, 2024), (1, 20, Direction.FUTURE, 2025), (5, 2, Direction.FUTURE, 2025)],
)  # fmt: skip
def test_a_day_far_away_looks_where_the_words_look(month: int, day: int, direction: Direction, year: int) -> None:
    assert complete(Partial(None, month, day), ISSUED, direction) == Partial(year, month, day)


def test_a_leap_day_takes_a_leap_year() -> None:
    assert complete(Partial(None, 2, 29), ISSUED, Direction.OPEN) == Partial(2024, 2, 29)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 6), st.booleans())
def test_weekdays_lie_within_a_week_on_the_side_asked_for(issued: date, weekday: int, strictly: bool) -> None:
    after = find_weekday(weekday, issued, Direction.FUTURE, strictly=strictly)
    before = find_weekday(weekday, issued, Direction.PAST, strictly=strictly)
    assert after.weekday() == before.weekday() == weekday
    least = 1 if strictly else 0
    assert least <= (after - issued).days <= 6 + least
    assert least <= (issued - before).days <= 6 + least


def test_ranges_over_new_year() -> None:
    assert follow(Partial(2024, 12, 28), Partial(None, 1, 3)) == Partial(2025, 1, 3)
    assert precede(Partial(None, 12, 28), Partial(2025, 1, 3)) == Partial(2024, 12, 28)


def test_a_week_is_as_exact_as_the_month_or_year_that_holds_it() -> None:
    assert shift_weeks(ISSUED, 0) == Partial(2025, 5)
    assert shift_weeks(date(2025, 4, 30), 0) == Partial(2025)
    assert shift_weeks(ISSUED, 1) == Partial(2025, 5)


def test_months_are_counted_over_new_year() -> None:
    assert shift_months(date(2025, 1, 31), -1) == Partial(2024, 12)
    assert shift_months(date(2025, 12, 31), 1) == Partial(2026, 1)


@pytest.mark.parametrize(
    ("season", "direction", "year"),
    [("spring", Direction.FUTURE, 2026), ("autumn", Direction.FUTURE, 2025), ("summer", Direction.PAST, 2024),
     ("winter", Direction.PAST, 2024), ("summer", Direction.OPEN, 2025)],
)  # fmt: skip
def test_seasons(season: str, direction: Direction, year: int) -> None:
    assert find_season(season, ISSUED, direction) == Partial(year)

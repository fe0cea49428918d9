"""Weekdays and days without a year that fall into the days of an event."""

import pytest

from filmkg.annotate.dates import annotate_dates
from filmkg.annotate.eventdays import Days, days_of
from filmkg.model import Article, Header, Part, Sentence, Span


def read(text, issued):
    sentences, start = [], 0
    for line in text.split("|"):
        sentences.append(Sentence(Span(start, start + len(line)), 0, Part.BODY))
        start += len(line) + 1
    article = Article("key", "origin", text, Header(issued=issued), tuple(sentences))
    return {mention.name: mention.value for mention in annotate_dates(article)}


# 12 December 2012 is a Wednesday.
WEEK = "The week runs from 12 to 16 December 2012."


@pytest.mark.parametrize(
    ("text", "issued", "name", "value"),
    [
        (f"{WEEK}|A lecture will be given on Friday.", "2012-12-03", "Friday", "2012-12-14/2012-12-14"),
        (f"Friday: a lecture.|{WEEK}", "2012-12-03", "Friday", "2012-12-14/2012-12-14"),
        (f"{WEEK}|A lecture will be given on Friday.", None, "Friday", "2012-12-14/2012-12-14"),
        (f"{WEEK}|A lecture will be given on 14 December.", None, "14 December", "2012-12-14/2012-12-14"),
        # what is told of the days before the article
        (f"{WEEK}|The fund said so on Friday.", "2012-12-03", "Friday", "2012-11-30/2012-11-30"),
        (f"{WEEK}|A lecture will be given next Friday.", "2012-12-03", "next Friday", "2012-12-07/2012-12-07"),
        # the event has begun
        (f"{WEEK}|A lecture was given on Wednesday.", "2012-12-14", "Wednesday", "2012-12-12/2012-12-12"),
        # no such day, or two of them
        (f"{WEEK}|A lecture will be given on Monday.", "2012-12-03", "Monday", "2012-12-03/2012-12-03"),
        (
            "The week runs from 12 to 26 December 2012.|A lecture will be given on Friday.",
            "2012-12-03",
            "Friday",
            "2012-12-07/2012-12-07",
        ),
        ("A lecture will be given on Friday.", None, "Friday", ""),
    ],
)
def test_a_day_of_the_event(text, issued, name, value):
    assert read(text, issued)[name] == value


@pytest.mark.parametrize(
    "value", ["", "2012/2012", "2012-12/2013-01", "2012-12-12/", "2012-12-12/2012-12-12", "2012-01-01/2012-12-31"]
)
def test_what_is_no_range_of_days(value):
    assert days_of(value) is None


def test_a_range_of_days():
    days = days_of("2012-12-12/2012-12-16")
    assert isinstance(days, Days)
    assert days.first.isoformat() == "2012-12-12"
    assert days.last.isoformat() == "2012-12-16"

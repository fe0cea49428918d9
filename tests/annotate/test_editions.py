"""Which words speak of another edition: the examples of `data/vocabulary/editions.toml`, and names behind them."""

import tomllib

import pytest

from filmkg.model import NEXT_EDITION, OTHER_EDITIONS, PAST_EDITION
from filmkg.resources import DATA

EXAMPLES = tomllib.loads((DATA / "vocabulary" / "editions.toml").read_text(encoding="utf-8"))["examples"]


def marked(mentions, text):
    """Return a text with marks around what speaks of another edition."""
    for mention in reversed([m for m in mentions(text) if m.value in OTHER_EDITIONS]):
        start, end = mention.span
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


@pytest.mark.parametrize("example", EXAMPLES)
def test_finds_what_is_marked_in_the_examples(mentions, example):
    assert marked(mentions, example.replace("[", "").replace("]", "")) == example


def test_the_next_edition_of_what_is_named_first_there_is_what_the_article_is_about(mentions):
    text = "The next edition of the Lantern Film Festival will be held in Oslo. The Lantern Film Festival is old."
    assert marked(mentions, text) == text


def test_is_called_by_the_words_in_lower_case(mentions):
    found = mentions("The Lantern Film Festival closed. Next Edition of the Lantern Film Festival: Oslo.")
    assert [m.name for m in found if m.value in OTHER_EDITIONS] == ["next edition"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The next edition will be held in Oslo.", NEXT_EDITION),
        ("A second edition will be held in Oslo.", NEXT_EDITION),
        ("Next year's festival will be held in Oslo.", NEXT_EDITION),
        ("The previous edition was held in Oslo.", PAST_EDITION),
        ("Last year's festival was held in Oslo.", PAST_EDITION),
    ],
)
def test_tells_what_is_over_from_what_is_to_come(mentions, text, value):
    assert [m.value for m in mentions(text) if m.value in OTHER_EDITIONS] == [value]

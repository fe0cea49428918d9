"""Events without a name: each pattern of `data/vocabulary/unnamed.toml` by the examples that stand beside it."""

from __future__ import annotations

import re
import tomllib

import pytest

from filmkg.annotate.lexicon import load_lexicon
from filmkg.resources import DATA

ENTRIES = tomllib.loads((DATA / "vocabulary" / "unnamed.toml").read_text(encoding="utf-8"))["event"]
TOLD = load_lexicon().told_events
_IN_BRACKETS = re.compile(r"\[([^\]]+)\]")


def found(number: int, text: str) -> list[str]:
    """Return the words of a text that stand for an event."""
    return [match[match.lastindex or 0] for match in TOLD[number].pattern.finditer(text)]


@pytest.mark.parametrize(
    ("number", "example"), [(number, example) for number, entry in enumerate(ENTRIES) for example in entry["examples"]]
)
def test_an_entry_finds_the_words_in_brackets(number, example):
    expected = _IN_BRACKETS.findall(example)
    assert expected
    assert found(number, _IN_BRACKETS.sub(r"\1", example)) == expected


@pytest.mark.parametrize(
    ("number", "text"), [(number, text) for number, entry in enumerate(ENTRIES) for text in entry["nothing"]]
)
def test_an_entry_finds_nothing(number, text):
    assert found(number, text) == []


def test_a_pattern_has_one_group():
    for entry, told in zip(ENTRIES, TOLD, strict=True):
        assert told.pattern.groups == len(entry["patterns"]), entry["says"]
        assert (told.value, told.called) == (entry["class"], entry.get("called", False))

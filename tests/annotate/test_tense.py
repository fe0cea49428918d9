import tomllib

import pytest

from filmkg.annotate.calendar import Direction
from filmkg.annotate.tense import find_direction
from filmkg.model import Span
from filmkg.resources import DATA

VERBS = tomllib.loads((DATA / "vocabulary" / "tense.toml").read_text(encoding="utf-8"))
LOOKS = {"ahead": Direction.FUTURE, "programme": Direction.FUTURE, "back": Direction.PAST}


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        *((text, direction) for name, direction in LOOKS.items() for text in VERBS[name]["examples"]),
        ("the United States, Monday", Direction.OPEN),
        ("Monday in Rome", Direction.OPEN),
    ],
)
def test_finds_where_the_words_look(text: str, direction: Direction) -> None:
    start_char = text.index("Monday")
    assert find_direction(text, Span(start_char, start_char + 6), Span(0, len(text))) is direction


def test_the_lists_of_verbs_have_examples() -> None:
    assert VERBS.keys() == LOOKS.keys()
    assert [name for name in LOOKS if len(VERBS[name]["examples"]) < 2] == []


def test_reads_its_own_sentence_only() -> None:
    text = "It was shown. Monday. It will open."
    assert find_direction(text, Span(14, 20), Span(14, 21)) is Direction.OPEN

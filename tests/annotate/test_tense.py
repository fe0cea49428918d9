import pytest

from filmkg.annotate.calendar import Direction
from filmkg.annotate.tense import find_direction
from filmkg.model import Span


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("The pact was signed on Monday.", Direction.PAST),
        ("On Monday the festival opened in Rome.", Direction.PAST),
        ("It will be screened on Monday.", Direction.FUTURE),
        ("On Monday it is to open.", Direction.FUTURE),
        ("It leaves for Mumbai on Monday.", Direction.FUTURE),
        ("It is scheduled for Monday.", Direction.FUTURE),
        ("He said it would, on Monday", Direction.PAST),
        ("the United States, Monday", Direction.OPEN),
        ("Monday in Rome", Direction.OPEN),
    ],
)
def test_finds_where_the_words_look(text: str, direction: Direction) -> None:
    start_char = text.index("Monday")
    assert find_direction(text, Span(start_char, start_char + 6), Span(0, len(text))) is direction


def test_reads_its_own_sentence_only() -> None:
    text = "It was shown. Monday. It will open."
    assert find_direction(text, Span(14, 20), Span(14, 21)) is Direction.OPEN

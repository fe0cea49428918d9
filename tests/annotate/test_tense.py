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
        ("She announced that films would be shown on Monday.", Direction.FUTURE),
        ("It was put off to Monday.", Direction.FUTURE),
        ("The films are being shown until Monday.", Direction.FUTURE),
        ("It came to a close on Monday.", Direction.PAST),
        ("They looked at their screens on Monday.", Direction.PAST),
        ("He said it would, on Monday", Direction.FUTURE),
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

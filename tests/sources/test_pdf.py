"""Press releases in PDF as they are: columns, tables, broken words, pages that end in a sentence."""

from __future__ import annotations

import pytest
from deliveries import pdf_of, text_block, wrapped

from filmkg.model import Document
from filmkg.sources import read_document

TITLE = "Days of Kazakh Cinema open in Tbilisi"
STORY = (
    (
        "The Days of Kazakh Cinema opened in Tbilisi on Friday with the film “Steppe Man”, which was shown before a "
        "full house in the presence of its director. The ambassador thanked the Film Centre, whose staff had come."
    ),
    (
        "Twelve films will be shown until Sunday. Admission is free, and directors of five of the films will meet the "
        "audience after the showings. Similar days are planned in Yerevan, where talks with the ministry have begun."
    ),
    (
        "The Centre was founded in 2001. It supports the production of feature films, documentaries and animation, and "
        "keeps the archive of the studio, which has been restored with the help of partners in France since 2014."
    ),
)


def read(*blocks: bytes) -> list[str]:
    document = Document("release", "release.pdf", pdf_of(b"".join(blocks)), format="pdf")
    return [paragraph for paragraph in read_document(document).data.decode().split("\n\n") if paragraph.strip()]


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize("shift", [0, 4, 7])
def test_columns_are_read_one_after_the_other(columns: int, shift: int) -> None:
    """The lines of each column start where those of the last one ended, in the middle of a sentence or not."""
    lines = wrapped(STORY, chars=96 // columns - 6)[:-1]
    size = -(-len(lines) // columns)
    parts = [lines[start : start + size] for start in range(0, len(lines), size)]
    blocks = [text_block(part, x=30 + 540 // columns * at, y=760 - shift * at) for at, part in enumerate(parts)]
    found = [paragraph.strip() for paragraph in read(text_block([TITLE], x=30, y=800), *blocks)]
    if shift:  # what is left between paragraphs is lost where columns do not stand at the same height
        assert " ".join(" ".join(found).split()) == " ".join((TITLE, *STORY))
    else:
        assert found == [TITLE, *STORY]


def test_what_stands_above_and_below_columns_goes_across() -> None:
    lines = wrapped(STORY[:2], chars=44)[:-1]
    across = "The programme is supported by the Embassy of Kazakhstan, the National Film Centre and the city."
    found = read(
        text_block(wrapped([across], chars=100), x=30, y=800),
        text_block(lines[:6], x=30, y=760), text_block(lines[6:], x=300, y=760),
        text_block(wrapped([across.replace("programme", "archive")], chars=100), x=30, y=620),
    )  # fmt: skip
    assert found[0] == across
    assert found[1:-1] == list(STORY[:2])
    assert found[-1].strip() == across.replace("programme", "archive")


def test_rows_of_a_table_stay_rows() -> None:
    rows = [("Steppe Man", "Shamil Aliyev"), ("Nabat", "Elchin Musaoglu"), ("The Bra", "Veit Helmer")]
    rows += [("Red Garden", "Mirbala Salimli"), ("The Last Stop", "Ilgar Safat"), ("Down the River", "Asif Rustamov")]
    title = text_block(["Programme"], x=30, y=800)
    columns = [text_block([row[at] for row in rows], x=30 + 270 * at, y=760) for at in (0, 1)]
    assert read(title, *columns)[1].strip().split("\n") == [f"{film} {director}" for film, director in rows]


def test_a_word_that_was_broken_at_the_end_of_a_line_is_one() -> None:
    lines = ["The days were organised by the Ministry of Culture in coop-", "eration with the embassy, as in 2019."]
    assert read(text_block(lines, x=30, y=800)) == [
        "The days were organised by the Ministry of Culture in cooperation with the embassy, as in 2019.\n"
    ]

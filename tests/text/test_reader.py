import gc
import time
import unicodedata
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmkg.errors import DocumentError
from filmkg.model import Article, Document, Header, Part
from filmkg.resources import DATA
from filmkg.text import read_article

ARTICLE = """\
Lake Standard
Culture | Tuesday, November 11, 2025

Danish film week opens in Nairobi

By WANJIRU ROE

Share: Facebook Telegram

NAIROBI, Nov. 11 (Yonhap) -- The week opened on Monday. "We came. We saw," said Dr. Jane Poe.

The programme:
- The Long Way, 106 min. Dir.: John Doe
- The Mill (2023)

Admission is free. (Yonhap)

MORE STORIES
Club crashes out of cup
"""


def sentences(article: Article) -> list[tuple[str, str]]:
    return [(sentence.part.value, article.quote(sentence.span)) for sentence in article.sentences]


def check(article: Article) -> None:
    """Check what holds for every article: each character in one sentence, in order, with nothing white at the ends."""
    text = article.text
    spans = [sentence.span for sentence in article.sentences]
    assert all(before.end_char <= after.start_char for before, after in pairwise(spans))
    assert all(0 <= span.start_char < span.end_char <= len(text) for span in spans)
    assert all(article.quote(span) == article.quote(span).strip() for span in spans)
    held = "".join("".join(article.quote(span).split()) for span in spans)
    assert held == "".join(text.removeprefix("\ufeff").split())
    numbers = [sentence.paragraph for sentence in article.sentences]
    assert numbers == sorted(numbers)
    assert not numbers or (numbers[0] == 0 and set(numbers) == set(range(numbers[-1] + 1)))


def test_an_article_is_cut_into_its_parts(read: Callable[[str], Article]) -> None:
    article = read(ARTICLE)
    assert article.header == Header(
        title="Danish film week opens in Nairobi",
        issued="2025-11-11",
        creator="WANJIRU ROE",
        publisher="Lake Standard",
        url=None,
        dateline="NAIROBI",
    )
    assert sentences(article) == [
        ("header", "Lake Standard"),
        ("header", "Culture | Tuesday, November 11, 2025"),
        ("title", "Danish film week opens in Nairobi"),
        ("header", "By WANJIRU ROE"),
        ("boilerplate", "Share: Facebook Telegram"),
        ("header", "NAIROBI, Nov. 11 (Yonhap) --"),
        ("body", "The week opened on Monday."),
        ("body", '"We came. We saw," said Dr. Jane Poe.'),
        ("body", "The programme:"),
        ("list", "- The Long Way, 106 min. Dir.: John Doe"),
        ("list", "- The Mill (2023)"),
        ("body", "Admission is free."),
        ("boilerplate", "(Yonhap)"),
        ("boilerplate", "MORE STORIES"),
        ("boilerplate", "Club crashes out of cup"),
    ]
    check(article)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A film week opened on Monday.\n\nMCP 20 February 2025\n", Header(issued="2025-02-20")),
        (
            "It opened on Monday. It was full.\n\nAll left. Posted by Roe Club, 2 March 2026. Comments (4)\n",
            Header(issued="2026-03-02", creator="Roe Club"),
        ),
        (
            "MINSK — The week opened on Monday.\n\nBy Jane Roe | 11 September 2022\n\nIt was full.\n",
            Header(issued="2022-09-11", creator="Jane Roe", dateline="MINSK"),
        ),
        ("It opened.\n\nIt was full.\n\nURL: https://example.org/1\n", Header(url="https://example.org/1")),
        ("It opened.\n\nIt was full.\n\nAuthor: Jane Roe. Translation by John Doe\n", Header(creator="Jane Roe")),
        ("It opened, Azernews reports.\n\nIt was full.\n", Header(publisher="Azernews")),
        ("10/7/2024\n\nIt opened. It was full.\n", Header()),
    ],
)
def test_what_a_page_says_of_itself(read: Callable[[str], Article], text: str, expected: Header) -> None:
    article = read(text)
    assert article.header == expected
    check(article)


def test_a_byte_order_mark_counts_but_is_no_part_of_the_title(read: Callable[[str], Article]) -> None:
    article = read("\ufeffWeek opens in Minsk\n5 May 2023\n\nIt opened. It was full.\n")
    assert article.header.title == "Week opens in Minsk"
    assert article.sentences[0].span.start_char == 1
    check(article)


def test_offsets_refer_to_the_normalised_text() -> None:
    data = "Cine\u0301ma week\r\n\r\nThe cafe\u0301 opened. It was full.\r\n".encode()
    article = read_article(Document("k", "k.txt", data))
    assert article.text == unicodedata.normalize("NFC", data.decode().replace("\r\n", "\n"))
    assert article.quote(article.sentences[1].span) == "The caf\u00e9 opened."


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(DocumentError):
        read_article(Document("k", "k.txt", b"\xff\xfe"))


_LINES = st.lists(
    st.sampled_from([*ARTICLE.split("\n"), "", "", "12 May 2024", "Read also", "a b", "lower. Upper", "—"])
)


@given(st.one_of(st.text(alphabet=st.characters(codec="utf-8")), _LINES.map("\n".join)))
def test_every_character_lies_in_exactly_one_sentence(text: str) -> None:
    check(read_article(Document("k", "k.txt", text.encode())))


@given(st.permutations(ARTICLE.split("\n\n")))
def test_no_order_of_paragraphs_loses_a_character(paragraphs: list[str]) -> None:
    check(read_article(Document("k", "k.txt", "\n\n".join(paragraphs).encode())))


@pytest.mark.parametrize("path", sorted((DATA / "sample").glob("*.txt")), ids=lambda path: path.stem)
def test_the_samples_are_cut_whole(path: Path) -> None:
    article = read_article(Document(path.stem, str(path), path.read_bytes()))
    check(article)
    parts = [sentence.part for sentence in article.sentences]
    assert parts.count(Part.BODY) >= 5


@pytest.mark.parametrize(
    "unit",
    [
        "a", "word ", "\n", '"', "“", "‘a ", "«a. B ", ".", ". ", "A. ", "x\n", "Abc def.\n", "- x\n", "1", "12.08.",
        "-", "(", "a\n\n", "Share\n", "\r", "\t.", '!"\n', '"A!" B ', " ", "Aa bb\n", "ы\n", "By A B\n", "PARIS — ",
        "Read also\n",
    ],
)  # fmt: skip
def test_time_is_linear(unit: str) -> None:
    def seconds(chars: int) -> float:
        document = Document("k", "k.txt", (unit * (chars // len(unit))).encode())
        gc.disable()
        start = time.process_time()
        read_article(document)
        gc.enable()
        return time.process_time() - start

    seconds(1_000)
    small, large = min(seconds(8_000) for _ in range(3)), min(seconds(64_000) for _ in range(2))
    # Eight times the text: a quadratic step would take 64 times as long.
    assert large < 24 * small + 0.05


@pytest.mark.parametrize("unit", ["a", "\n", '"', "‘a "])
def test_the_largest_article_is_read(unit: str) -> None:
    check(read_article(Document("k", "k.txt", (unit * (1_000_000 // len(unit))).encode())))

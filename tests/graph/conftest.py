"""An article with one of everything, as the extractor would hand it over."""

import pytest

from filmkg.model import Article, Concept, Evidence, Extraction, Fact, Header, Node, Part, Sentence, Span, Value

TEXT = (
    "Days of Azerbaijani Cinema were held in Istanbul in May 2025, organised by Azerbaijan's Culture Ministry. "
    "“Paradise Dream” by Elkhan Jafarov was shown. "
    "Chairman of the Azerbaijan Producers Guild Mushfig Hatamov said: “Cinema is a bridge.” "
    "The delegation met Turkish officials. Azerbaijan and Türkiye signed a memorandum."
)


def sentences(text: str) -> tuple[Sentence, ...]:
    found, start = [], 0
    for piece in text.replace("”", "”").split(". "):
        end = min(start + len(piece) + 1, len(text))
        found.append(Sentence(Span(start, end), 0, Part.BODY))
        start = end + 1
    return tuple(found)


def make_extraction(
    nodes: list[Node], facts: list[tuple[int, str, object]], *, text: str = TEXT, key: str = "baku-days"
) -> Extraction:
    """Hang each fact (subject, property, object) on the first sentence of a text."""
    cut = sentences(text)
    evidence = Evidence(span=cut[0].span, focus=cut[0].span, rule="test.rule", confidence=0.9)
    article = Article(key, f"{key}.txt", text, Header(title="Days", issued="2025-05-16", publisher="Azernews"), cut)
    stated = tuple(Fact(subject, name, object_, evidence) for subject, name, object_ in facts)
    return Extraction(article, tuple(nodes), stated, silent=cut[-1:])


def make_node(number: int, type_: str, label: str, **values: object) -> Node:
    return Node(number, type_, label, **{"aliases": (), "span": Span(0, 4), **values})


@pytest.fixture
def node():
    return make_node


@pytest.fixture
def extraction_of():
    return make_extraction


@pytest.fixture
def extraction() -> Extraction:
    nodes = [
        make_node(0, "FilmDays", "Days of Azerbaijani Cinema", aliases=("the Days",)),
        make_node(1, "City", "Istanbul"),
        make_node(2, "Organization", "Azerbaijan's Culture Ministry", country="AZ"),
        make_node(3, "Film", "Paradise Dream"),
        make_node(4, "Person", "Elkhan Jafarov", aliases=("Jafarov",)),
        make_node(5, "Person", "Mushfig Hatamov"),
        make_node(6, "Organization", "Azerbaijan Producers Guild", aliases=("APG",)),
        make_node(7, "Position", "position", named=False),
        make_node(8, "Quotation", "quotation", named=False),
        make_node(9, "Meeting", "meeting", named=False),
        make_node(10, "Agreement", "memorandum", named=False),
        make_node(11, "Country", "Azerbaijan", code="AZ"),
        make_node(12, "Country", "Turkiye", code="TR", aliases=("Türkiye",)),
    ]
    facts = [
        (0, "place", 1),
        (0, "startDate", Value("2025-05", "gYearMonth")),
        (0, "organizer", 2),
        (0, "status", Concept("happened")),
        (0, "screens", 3),
        (3, "director", 4),
        (3, "originalTitle", Value("Cənnət yuxusu", language="az")),
        (7, "holder", 5),
        (7, "positionTitle", Value("Chairman")),
        (7, "organization", 6),
        (8, "speaker", 5),
        (8, "text", Value("Cinema is a bridge.")),
        (9, "status", Concept("happened")),
        (10, "agreementType", Concept("memorandum")),
        (10, "party", 11),
        (10, "party", 12),
        (6, "memberCount", Value("038", "integer")),
    ]
    return make_extraction(nodes, facts)

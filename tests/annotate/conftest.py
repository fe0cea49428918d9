from collections.abc import Callable

import pytest

from filmkg import annotate
from filmkg.model import Article, Document, Kind, Mention
from filmkg.text import read_article

ANCHORS = (
    Kind.FILM,
    Kind.PERSON,
    Kind.ORGANIZATION,
    Kind.EVENT,
    Kind.VENUE,
    Kind.AWARD,
    Kind.AGREEMENT,
    Kind.ROLE,
    Kind.GENRE,
)


@pytest.fixture(scope="session")
def article() -> Callable[[str], Article]:
    return lambda text: read_article(Document("key", "key.txt", text.encode()))


@pytest.fixture(scope="session")
def mentions(article: Callable[[str], Article]) -> Callable[[str], tuple[Mention, ...]]:
    """Return the mentions of a text, sorted."""
    annotator = annotate.load()
    return lambda text: annotator(article(text)).mentions


@pytest.fixture(scope="session")
def named(mentions: Callable[[str], tuple[Mention, ...]]) -> Callable[[str], list[tuple[str, str]]]:
    """Return what a text names, as (kind, name); no anaphors, no places, dates, numbers and quotations."""
    return lambda text: [(m.kind.value, m.name) for m in mentions(text) if m.kind in ANCHORS and not m.anaphor]

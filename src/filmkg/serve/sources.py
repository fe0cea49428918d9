"""A sentence that states a fact, and how many articles state it without repeating each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A sentence that states a fact, and the article it stands in.

    Attributes:
        article_iri: The article.
        title: Its title.
        issued: Its date, "" where it has none.
        start_char: Where in its text the sentence starts, in code points.
        end_char: Where it ends.
        exact: The sentence, "" where the rights in the article do not allow to keep it.
        status: Status of the fact's subject as this article puts it ("planned"), "" where it gives none.
        publisher: Whose article it is, "" where that is not known.
        original: IRI of the article that this one is a copy of, "" where it is none.
    """

    article_iri: str
    title: str
    issued: str
    start_char: int
    end_char: int
    exact: str
    status: str
    publisher: str = ""
    original: str = ""

    @property
    def fragment(self) -> str:
        """What follows `#` in the address of the sentence on the page of its article (RFC 5147)."""
        return f"char={self.start_char},{self.end_char}"


def independent_articles(sources: Iterable[Source]) -> int:
    """Count the articles that are no copy of another, not its publisher's, and do not state it in the same words."""
    groups: list[set[str]] = []
    for source in sorted(sources):
        marks = {f"article {source.article_iri}", f"article {source.original or source.article_iri}"}
        if source.exact:
            marks.add(f"words {' '.join(source.exact.split())}")
        if source.publisher:
            marks.add(f"publisher {source.publisher.casefold()}")
        for group in [group for group in groups if group & marks]:
            groups.remove(group)
            marks |= group
        groups.append(marks)
    return len(groups)

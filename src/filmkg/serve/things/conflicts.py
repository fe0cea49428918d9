"""What articles contradict each other in about a thing, side by side."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from filmkg.serve.nodes import Fact

# What a thing has one of, as in the question `08-contradictions`.
_SINGLE = frozenset(
    {
        "foundedIn", "memberCount", "memberCountryCount", "startDate", "endDate", "edition", "releaseYear", "signedOn",
        "effectiveFrom",
    }
)  # fmt: skip
_COUNTS = frozenset({"memberCount", "memberCountryCount", "edition"})


def conflicts_of(facts: Iterable[Fact]) -> tuple[tuple[str, tuple[Fact, ...]], ...]:
    """Return the properties of which different articles state values that cannot both be true, with these."""
    found = []
    for name, run in groupby(sorted(facts, key=lambda fact: fact.property), key=lambda fact: fact.property):
        told = tuple(fact for fact in run if name in _SINGLE)
        rivals = tuple(one for one in told if any(_contradict(one, other) for other in told))
        if rivals:
            found.append((name, rivals))
    return tuple(found)


def _contradict(one: Fact, other: Fact) -> bool:
    # November 2025 and 16 November 2025 agree; 3 and 38 do not.
    agree = one.label == other.label or (
        one.property not in _COUNTS and (one.label.startswith(other.label) or other.label.startswith(one.label))
    )
    articles = {source.article_iri for source in (*one.sources, *other.sources)}
    return not agree and len(articles) > 1

"""Embassies named in one breath: "the embassies of Norway, Sweden and Finland" are three."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from filmkg.annotate.lexicon import Lexicon
from filmkg.model import Kind, Mention

_HEAD = "embassy"
_SEVERAL, _SEVERAL_CHARS = re.compile(r"\b[Ee]mbassies of (?:the )?\Z"), 20
_NEXT = re.compile(r"(?:, |,? and |,? as well as |, and also )(?:of )?(?:the )?")


def find_embassies(text: str, places: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """Find the embassies of each of several countries, each where its country stands.

    Args:
        text: The article.
        places: The places that it names, sorted.
        lexicon: Word classes.
    """
    type_, found = lexicon.organization[_HEAD], list[Mention]()
    for chain in _chains(text, [place for place in places if place.kind is Kind.COUNTRY]):
        if len(chain) > 1:
            found.extend(
                Mention(Kind.ORGANIZATION, country.span, f"{_HEAD} of {country.name}", type_) for country in chain
            )
    return found


def _chains(text: str, countries: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Yield the countries of each list that begins behind "embassies of"."""
    chain: list[Mention] = []
    for country in countries:
        start = country.span.start_char
        if chain and _NEXT.fullmatch(text, chain[-1].span.end_char, start):
            chain.append(country)
            continue
        yield chain
        chain = [country] if _SEVERAL.search(text, max(0, start - _SEVERAL_CHARS), start) else []
    yield chain

"""Embassies named in one breath: "the embassies of Norway, Sweden and Finland" are three."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

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
    found: list[Mention] = []
    chain: list[Mention] = []
    countries = [place for place in places if place.kind is Kind.COUNTRY]
    for before, country in pairwise([None, *countries]):
        if chain and before and _NEXT.fullmatch(text, before.span.end_char, country.span.start_char):
            chain.append(country)
            continue
        found.extend(_embassies(chain, lexicon))
        start = country.span.start_char
        chain = [country] if _SEVERAL.search(text, max(0, start - _SEVERAL_CHARS), start) else []
    found.extend(_embassies(chain, lexicon))
    return found


def _embassies(chain: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    if len(chain) < 2:
        return []
    type_ = lexicon.organization[_HEAD]
    return [Mention(Kind.ORGANIZATION, country.span, f"{_HEAD} of {country.name}", type_) for country in chain]

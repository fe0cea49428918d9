"""Statements for editors of Wikidata, in the first syntax of https://www.wikidata.org/wiki/Help:QuickStatements.

One line a statement and source, tab-separated: subject, property, value, qualifier, then the source's address (S854)
and the day on which it was retrieved (S813). The tool adds a second source to the statement that is there already.
Nothing is sent.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from urllib.parse import urlsplit

from filmkg.link.claims import Claim, Source

_START_TIME = "P580"
# Length of a date -> what follows it, with the precision: day 11, month 10, year 9.
_PRECISION = {10: "T00:00:00Z/11", 7: "-00T00:00:00Z/10", 4: "-00-00T00:00:00Z/9"}
_STRAIGHT = str.maketrans({"\t": " ", "\n": " ", "\r": " "})


def quickstatements(
    claims: Mapping[Claim, Collection[Source]], *, min_sources: int, retrieved: str = ""
) -> tuple[tuple[str, ...], int]:
    """Write claims that enough sources state, always in the same order.

    Args:
        claims: With the articles that state each.
        min_sources: Least number of independent articles: of different sites, so that a reprint does not count twice.
        retrieved: Day of retrieval, YYYY-MM-DD; "" for the day on which each article appeared.

    Returns:
        The lines, and how many claims were left out because too few of their articles tell an address and a date.
    """
    lines, left_out = [], 0
    for claim, sources in sorted(claims.items(), key=lambda pair: _order(pair[0])):
        usable = sorted(source for source in sources if source.url and (retrieved or source.issued))
        if len(set(map(_site, usable))) >= min_sources:
            lines += ["\t".join((*_statement(claim), *_reference(source, retrieved))) for source in usable]
        elif len(sources) >= min_sources:
            left_out += 1
    return tuple(lines), left_out


def _order(claim: Claim) -> tuple[int, int, Claim]:
    return int(claim.subject[1:]), int(claim.pid[1:]), claim


def _site(source: Source) -> str:
    return (urlsplit(source.url).hostname or source.url).removeprefix("www.")


def _statement(claim: Claim) -> Iterator[str]:
    yield claim.subject
    yield claim.pid
    match claim.form:
        case "item":
            yield claim.value
        case "time":
            yield _time(claim.value)
        case "text":
            yield f'{claim.language}:"{claim.value.translate(_STRAIGHT)}"'
        case _:
            yield f'"{claim.value.translate(_STRAIGHT)}"'
    if claim.since:
        yield _START_TIME
        yield _time(claim.since)


def _reference(source: Source, retrieved: str) -> tuple[str, ...]:
    url = source.url.translate(_STRAIGHT).replace('"', "%22").replace(" ", "%20")
    return "S854", f'"{url}"', "S813", _time(retrieved or source.issued)


def _time(date: str) -> str:
    """Write a date, month or year with its precision.

    >>> _time("2021-05")
    '+2021-05-00T00:00:00Z/10'
    """
    return f"+{date}{_PRECISION[len(date)]}"

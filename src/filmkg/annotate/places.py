"""Places that an article names: a city's name that is a common word or a surname as well needs a sign that it is one.

"in Nice", "Nice-based"; "Lyon, Nice and Geneva", where another of the list is sure; "Nice, France"; "Nice" again where
it was sure.
"""

from __future__ import annotations

import re
from itertools import pairwise

from filmkg.annotate.gazetteer import annotate_places, load_gazetteer
from filmkg.model import Article, Kind, Mention

_LEADING = ("in", "In", "to", "from", "near", "via", "through")
_MAX_LEADING_CHARS = 10
_MAX_NAME_CHARS = 32
_LIST = re.compile(r"(?:,? (?:and|or|&)|[,;/])\s*")
_ITS_COUNTRY = re.compile(r",\s|\s\(")
_NAME_BEFORE = re.compile(r"[A-ZÀ-Þ][\w.’'-]{0,30} $")
_NAME_BEHIND = re.compile(r"[ -][A-ZÀ-Þ]")


def find_places(article: Article) -> list[Mention]:
    """Return the countries, demonyms and cities of an article, without what may be no city."""
    text, places = article.text, annotate_places(article)
    sure = [not _is_doubtful(place) or _is_led(text, place) for place in places]
    neighbours = [*pairwise(range(len(places)))]
    for one, other in neighbours:
        sure[one] = sure[one] or _is_in(text, places[one], places[other])
    for one, other in neighbours:  # along a list, then back
        sure[other] = sure[other] or (sure[one] and _is_listed(text, places[one], places[other]))
    for one, other in reversed(neighbours):
        sure[one] = sure[one] or (sure[other] and _is_listed(text, places[one], places[other]))
    known = {place.name for place, is_sure in zip(places, sure, strict=True) if is_sure}
    return [
        place
        for place, is_sure in zip(places, sure, strict=True)
        if is_sure or (place.name in known and not _is_part(text, place))
    ]


def _is_doubtful(place: Mention) -> bool:
    city = load_gazetteer().city_by_name.get(place.name)
    return place.kind is Kind.CITY and city is not None and city.ambiguous


def _is_led(text: str, place: Mention) -> bool:
    start, end = place.span
    before = text[max(0, start - _MAX_LEADING_CHARS) : start].split()
    return (bool(before) and before[-1] in _LEADING) or text.startswith("-based ", end)


def _is_in(text: str, city: Mention, country: Mention) -> bool:
    """Tell whether a city's own country stands behind it: "Verona, Italy"."""
    between = text[city.span.end_char : country.span.start_char]
    return country.kind is Kind.COUNTRY and country.value == city.value and _ITS_COUNTRY.fullmatch(between) is not None


def _is_listed(text: str, first: Mention, last: Mention) -> bool:
    """Tell whether two cities stand in one list."""
    between = text[first.span.end_char : last.span.start_char]
    return first.kind is last.kind is Kind.CITY and _LIST.fullmatch(between) is not None


def _is_part(text: str, place: Mention) -> bool:
    """Tell whether a capitalised word stands right beside it: "Nancy Smith", "Mayor Nancy"."""
    start, end = place.span
    if _NAME_BEFORE.search(text, max(0, start - _MAX_NAME_CHARS), start):
        return True
    return _NAME_BEHIND.match(text, end) is not None

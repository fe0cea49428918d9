"""Signatures of events: one is told by its name without edition and place, by where it is, and by its time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from filmkg.identity.description import Description
from filmkg.identity.knowledge import Knowledge
from filmkg.identity.signature import Signature, distinct
from filmkg.identity.surroundings import Town, places_of
from filmkg.naming.folding import fold

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_EDITION = re.compile(
    r"\b(?:\d+ ?(?:st|nd|rd|th)(?: ?annual)?|first|second|third|fourth|fifth|inaugural|annual)\b(?: edition)?"
)
_QUOTED = re.compile(r"[\"“„«][^\"“”„«»]+[\"”“»]")
# In which months an event without a date can be, counted from that of the article.
_AHEAD = range(7)  # what is announced
_AROUND = range(-2, 2)  # what is reported


def sign_event(one: Description, knowledge: Knowledge) -> Signature:
    """Sign an event that takes place once, an edition too."""
    towns = places_of(one, knowledge, stated=True)
    spots = {town.city for town in towns if town.city} or {town.code for town in towns}
    times = _times(one, is_described=bool(towns or one.values("venue", "organizer", "supporter")))
    return Signature(
        keys=tuple(
            f"event {key}"
            for key in distinct(
                event_key(name, knowledge, towns) for name in (*one.names, *_without_mottos(one.names, knowledge))
            )
        ),
        marks={
            "place and time": frozenset(f"{spot} {time}" for spot in spots for time in times),
            "time": frozenset(times),
        },
        weak=True,
        support=frozenset(
            f"{role}: {knowledge.bag(fold(name))}" for role in ("organizer", "venue") for name in one.values(role)
        ),
        country=next((town.code for town in towns), ""),
        tail=" ".join([*sorted(spots)[:1], *sorted(times)[:1]]),
    )


def sign_series(one: Description, knowledge: Knowledge) -> Signature:
    """Sign a festival as such."""
    return Signature(tuple(f"series {key}" for key in distinct(event_key(name, knowledge) for name in one.names)), {})


def event_key(name: str, knowledge: Knowledge, towns: tuple[Town, ...] = ()) -> str:
    """Return what an event is called without edition, year and place, countries by code; "" where nothing is left."""
    folded = " ".join(_EDITION.sub(" ", YEAR.sub(" ", fold(name))).split())
    before, inside, place = folded.rpartition(" in ")
    if inside and (place in knowledge.cities or place in knowledge.nations.codes):
        folded = before
    for town in towns:
        if town.city and folded.endswith(f" {town.city}"):  # "Korean Film Week Nairobi"
            folded = folded.removesuffix(f" {town.city}")
    return knowledge.bag(" ".join(knowledge.nations.codes.get(word, word) for word in folded.split()))


def _without_mottos(names: tuple[str, ...], knowledge: Knowledge) -> Iterator[str]:
    """Yield names without what stands in quotation marks, where words are left that tell which event it is."""
    for name in names:
        rest = _QUOTED.sub(" ", name)
        if rest != name and not knowledge.common.issuperset(event_key(rest, knowledge).split()):
            yield rest


def _times(one: Description, *, is_described: bool) -> set[str]:
    """Return the years and months that an event can be of, "2025" and "2025-05".

    Years agree where both articles give one. An event without a date is of months near the article's.
    """
    dates = one.values("startDate", "endDate")
    years = {date[:4] for date in dates} or set(YEAR.findall(" ".join(map(fold, one.names))))
    if not years and is_described and one.article.issued:
        year, month = int(one.article.issued[:4]), int(one.article.issued[5:7])
        shifts = _AHEAD if {"planned", "proposed"} & set(one.values("status")) else _AROUND
        return {f"{count // 12}-{count % 12 + 1:02}" for count in (year * 12 + month - 1 + shift for shift in shifts)}
    months = {date[:7] for date in dates if len(date) > 4}
    return years | (months or {f"{year}-{month:02}" for year in years for month in range(1, 13)})

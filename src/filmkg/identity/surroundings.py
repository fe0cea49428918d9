"""Where a thing stands: whose press its article is, who is beside it, and what country its places lie in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from filmkg.identity.description import Description, Surroundings
from filmkg.identity.knowledge import Knowledge
from filmkg.naming.folding import fold


@dataclass(frozen=True, slots=True)
class Town:
    """A place: folded city ("" for a country as such), and the code of the country."""

    city: str
    code: str


def home(article: Surroundings, knowledge: Knowledge) -> str:
    """Return the code of the country whose bodies an article names without saying so; "" where that is not sure.

    It is that of the press that published it, else the only one of which it names a body of the state, else the only
    one that it names and is set in.
    """
    if code := knowledge.press.get(fold(article.publisher)):
        return code
    states = set(_states(article.labels.get("Organization", ()), knowledge))
    if states:
        return states.pop() if len(states) == 1 else ""
    cities = {town.code for town in _towns(article.labels.get("City", ()), knowledge)}
    countries = {town.code for town in _towns(article.labels.get("Country", ()), knowledge)} or cities
    return countries.pop() if len(countries) == 1 and (not cities or countries <= cities) else ""


def companions(one: Description, knowledge: Knowledge) -> str:
    """Return the code of the one country whose state bodies do the same for an event as a body does; "" if unsure."""
    states = set(_states(one.values("-organizer/organizer", "-supporter/supporter"), knowledge))
    return states.pop() if len(states) == 1 else ""


def places_of(one: Description, knowledge: Knowledge, *, stated: bool = False) -> tuple[Town, ...]:
    """Return where a thing is: by its place, its name or its parent's place, else by that of events that it is in.

    Args:
        one: The thing.
        knowledge: What is known of places.
        stated: Whether to leave out what only its events say.
    """
    named = [name.rpartition(" in ")[2] for name in one.names if " in " in name]
    for names in (
        one.values("place"),
        named,
        one.values("parent/place", "venue/place"),
        () if stated else one.values("-organizer/place", "-supporter/place", "-venue/place"),
    ):
        if towns := tuple(_towns(names, knowledge)):
            return towns
    return ()


def only_country(towns: Iterable[Town]) -> str:
    """Return the code of the one country that places lie in, "" for several."""
    codes = {town.code for town in towns}
    return codes.pop() if len(codes) == 1 else ""


def _states(labels: Iterable[str], knowledge: Knowledge) -> Iterator[str]:
    """Yield the codes of countries whose ministries, agencies and the like are named as theirs."""
    for folded in map(fold, labels):
        code = knowledge.nations.owner(folded)
        if code and knowledge.bag(knowledge.nations.without_owner(folded)) in knowledge.generic["Organization"]:
            yield code


def _towns(names: Iterable[str], knowledge: Knowledge) -> Iterator[Town]:
    for folded in map(fold, names):
        if code := knowledge.nations.codes.get(folded):
            yield Town("", code)
        elif folded in knowledge.cities:
            yield Town(folded, knowledge.cities[folded])

"""Signatures of organisations and venues: told by what they are called within their country, and by the country."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from filmkg.identity.description import Description
from filmkg.identity.events import event_key
from filmkg.identity.knowledge import Knowledge
from filmkg.identity.signature import MIN_NAME_WORDS, Signature, distinct
from filmkg.identity.surroundings import companions, home, only_country, places_of
from filmkg.naming.folding import fold, is_acronym, is_part

_WORLDWIDE = frozenset(
    {"international", "europe"}
)  # there is one "Council of Europe", but many a "National Arts Council"
_SURE_ACRONYM_LETTERS = 5  # "TIFF" is Toronto for one article and Tbilisi for the next


def sign_body(one: Description, knowledge: Knowledge) -> Signature:
    """Sign a body; one that its country has in many places by the place as well."""
    names = _own_names(one, knowledge)
    owner = owner_of(names, knowledge)
    inner = distinct(knowledge.bag(_within(name, owner, knowledge)) for name in names) or (fold(one.names[0]),)
    if abroad := next((bag for bag in inner if bag in knowledge.abroad), ""):
        return _sign_abroad(one, abroad, owner, knowledge)
    generic = knowledge.generic["Organization"]
    words = set(inner[0].split())
    weak = (
        inner[0] in generic
        or inner[0] in knowledge.generic["Venue"]
        or (words <= knowledge.common and not words & _WORLDWIDE)
    )
    country = (
        owner
        or only_country(places_of(one, knowledge, stated=True))
        or owner_of(map(fold, one.values("parent")), knowledge)
    )
    if not country and one.type == "Organization" and (weak or _is_short(one.names[0])):
        country = companions(one, knowledge) or home(one.article, knowledge)
    keys = [_bare(generic.get(bag, bag), knowledge) for bag in inner]
    keys += [f"{fold(name)} of {country}" for name in one.names if _is_short(name) and country]
    return Signature(
        keys=tuple(f"body {key}" for key in distinct(keys)),
        marks={"country": frozenset({country}) - {""}},
        weak=weak,
        support=_support(one, knowledge),
        country=country,
        tail=country,
    )


def owner_of(names: Iterable[str], knowledge: Knowledge) -> str:
    """Return the code of the one country that folded names begin with or are of, else of the one in them, else ""."""
    names = list(names)
    nations = knowledge.nations
    owners = {nations.owner(name) for name in names} - {""}
    owners = owners or {code for name in names for code in nations.named(name.partition(" in ")[0])}
    return owners.pop() if len(owners) == 1 else ""


def _own_names(one: Description, knowledge: Knowledge) -> Sequence[str]:
    """Return the folded names that say which body it is.

    "Yunus Emre Institute" in "Yunus Emre Institute in Baku" is another body's name, unless what else stands there is
    the country. Short acronyms are told apart by their country.
    """
    label = fold(one.names[0])
    names = [
        folded
        for name in one.names
        if not _is_short(name)
        and (not is_part(folded := fold(name), label) or knowledge.nations.without_owner(label) == folded)
    ]
    return names or [label]


def _sign_abroad(one: Description, bag: str, owner: str, knowledge: Knowledge) -> Signature:
    """Sign a body that a country has in many places: whose and where together set it apart."""
    towns, native = places_of(one, knowledge), home(one.article, knowledge)
    hosts = {town.code for town in towns} - {owner} or {native} - {owner, ""}
    cities = {town.city for town in towns if town.city and town.code != owner}
    seats = hosts if knowledge.abroad[bag] == "country" else cities
    owner = owner or (native if native not in hosts else "")
    seat = f"{owner} in {min(seats)}" if owner and len(seats) == 1 else ""
    return Signature(
        keys=(f"abroad {knowledge.generic['Organization'].get(bag, bag)}",),
        marks={"country and seat": frozenset({seat}) - {""}},
        weak=True,
        support=_support(one, knowledge) if owner else frozenset(),
        country=owner,
        tail=seat,
    )


def _support(one: Description, knowledge: Knowledge) -> frozenset[str]:
    events = (event_key(name, knowledge) for name in one.values("-organizer", "-supporter", "-venue", "-participant"))
    return frozenset(
        (
            # "festival" and "meeting" are the names of too many.
            *(f"event: {key}" for key in events if len(key.split()) >= MIN_NAME_WORDS),
            *(f"head: {fold(name)}" for name in one.values("post/holder")),
            *(f"part: {knowledge.bag(fold(name))}" for name in one.values("-parent")),
        )
    )


def _within(name: str, owner: str, knowledge: Knowledge) -> str:
    """Return what a body is called within its country: without whose it is, and without where it stands."""
    rest = knowledge.nations.without_owner(name)
    above, possessive, below = rest.partition(" s ")
    if possessive and knowledge.bag(above) in knowledge.generic["Organization"]:
        rest = below  # "Culture Ministry's Film Agency"
    before, inside, _ = rest.partition(" in ")
    if inside and knowledge.bag(inner := knowledge.nations.without_owner(before)) in knowledge.abroad:
        rest = inner
    words = rest.split()
    for start in range(1, len(words)):  # "Film Center Serbia", "General Directorate of Cinema for Türkiye"
        if owner and knowledge.nations.codes.get(" ".join(words[start:])) == owner:
            return " ".join(words[:start])
    return rest


def _bare(bag: str, knowledge: Knowledge) -> str:
    """Leave out what a studio's or cinema's name can lack, where a word is left that says which one it is.

    "Oguzhan Film Studio" is "Oguzhan Studio", "Kazakhfilm studio" is "Kazakhfilm", and "Nizami Cinema Center" is
    "Nizami Cinema"; but a studio is no center.
    """
    words = set(bag.split())
    own = words - {"film", "studio", "center"}
    if len(own) != 1 or own & (knowledge.common | knowledge.cities.keys() | knowledge.nations.codes.keys()):
        return bag
    if "studio" in words:
        return " ".join(own) if min(own).endswith("film") else " ".join(sorted(own | {"studio"}))
    return " ".join(sorted(own | {"film"})) if words > own | {"film"} else bag


def _is_short(name: str) -> bool:
    return is_acronym(name) and len(name) < _SURE_ACRONYM_LETTERS

"""Which signature a description has, by its kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from filmkg.identity.bodies import owner_of, sign_body
from filmkg.identity.description import Description
from filmkg.identity.events import event_key, sign_event, sign_series
from filmkg.identity.knowledge import Knowledge
from filmkg.identity.signature import MIN_NAME_WORDS, Signature, beside, distinct
from filmkg.identity.surroundings import home, places_of
from filmkg.naming.folding import fold
from filmkg.naming.people import skeleton

_ARTICLE = re.compile(r"^(?:an?|the) ")
_SCOPED = "/article/"


def sign(one: Description, knowledge: Knowledge) -> Signature:
    """Work out the signature of a description.

    An IRI that articles share rests on the name, and for events on place and year: it is a name as well.
    """
    signature = _SIGNERS[one.kind](one, knowledge)
    if one.kind == "body" and knowledge.passing & set(fold(one.names[0]).split()):
        return Signature((f"at {one.graph} {one.iri}",), {})  # "the delegation" of one article alone
    iri = () if _SCOPED in one.iri else (f"at {one.iri}",)
    keys = (*signature.keys, *iri) or (f"at {one.graph} {one.iri}",)
    return Signature(keys, signature.marks, signature.weak, signature.support, signature.country, signature.tail)


def _sign_film(one: Description, knowledge: Knowledge) -> Signature:
    titles = distinct(_ARTICLE.sub("", fold(name)) for name in (*one.names, *one.values("originalTitle")))
    makers = one.values("director")
    events = (f"event: {key}" for name in one.values("-screens") if (key := event_key(name, knowledge)))
    return Signature(
        keys=tuple(f"film {title}" for title in titles),
        marks={
            "director": frozenset(skeleton(fold(name)) or fold(name) for name in makers),
            "release year": frozenset(one.values("releaseYear")),
            "country": frozenset(map(fold, one.values("countryOfOrigin"))),
        },
        weak=not titles or len(titles[0].split()) < MIN_NAME_WORDS,
        support=frozenset((*beside(one, "Person"), *beside(one, "Film"), *events)),
        tail=next(iter((*makers, *one.values("releaseYear", "countryOfOrigin"))), ""),
    )


def _sign_person(one: Description, knowledge: Knowledge) -> Signature:
    names = distinct(" ".join(sorted(fold(name).split())) for name in one.names)
    full = tuple(name for name in names if sum(len(word) > 1 for word in name.split()) >= MIN_NAME_WORDS)
    employers, titles = one.values("post/organization"), one.values("post/positionTitle")
    country = owner_of(map(fold, (*employers, *titles)), knowledge)
    works = (f"film: {fold(title)}" for title in one.values("-director", "-screenwriter", "-castMember", "-producer"))
    posts = (f"post: {fold(title)}, {knowledge.bag(fold(body))}" for title in titles for body in employers)
    events = (event_key(name, knowledge) for name in one.values("-organizer", "-participant"))
    events = (f"event: {key}" for key in events if len(key.split()) >= MIN_NAME_WORDS)
    return Signature(
        keys=tuple(f"person {name}" for name in full or names),
        marks={"country": frozenset({country}) - {""}},
        weak=not full,
        support=frozenset((*works, *posts, *events, *beside(one, "Person"), *beside(one, "Film"))),
        country=country or home(one.article, knowledge),
        tail=country,
    )


def _sign_place(one: Description, knowledge: Knowledge) -> Signature:
    """Sign a city or a place; those of one name in two countries are two."""
    codes = frozenset(town.code for town in places_of(one, knowledge, stated=True))
    keys = tuple(f"{one.kind} {name}" for name in distinct(map(fold, one.names)))
    return Signature(keys, {"country": codes}, tail=min(codes, default=""))


def _sign_country(one: Description, knowledge: Knowledge) -> Signature:
    code = knowledge.nations.codes.get(fold(one.names[0]), fold(one.names[0]))
    return Signature((f"country {code}",), {}, country=code)


_SIGNERS: Mapping[str, Callable[[Description, Knowledge], Signature]] = {
    "film": _sign_film, "person": _sign_person, "body": sign_body, "event": sign_event, "series": sign_series,
    "country": _sign_country, "city": _sign_place, "place": _sign_place,
}  # fmt: skip

"""Candidates for a name, scored; a match only where one of them is surely the thing.

Scores go from 0 to 100: 100 for an equal name, up to 80 for one that is alike, half of it where the types do not fit.
Where properties are given they make up 30 of the 100. What the graph does not say counts half: it is no contradiction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from filmkg.serve.reconciliation.batch import Query, identifier_of
from filmkg.serve.reconciliation.index import Index
from filmkg.serve.reconciliation.search import Found, find, take, wanted_types
from filmkg.serve.reconciliation.things import Thing
from filmkg.serve.reconciliation.values import Value, Values

# More are compared than are returned, because properties can turn the order round.
SHORTLIST = 50
# An equal name alone leads over a name that is alike by as much, and over an equal name that a property contradicts.
LEAD = 20.0
_PROPERTY_SHARE = 0.3
_UNSAID = 0.5
_OTHER_TYPE = 0.5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reconciliation candidate.

    Attributes:
        thing: The entity.
        score: 0 to 100.
        match: Whether it is surely what is meant.
        features: What the score is made of, by identifier: `name_similarity` and `property:PID` from 0 to 1,
            `type_match` as a truth value. A property that the graph says nothing of for this thing is left out.
    """

    thing: Thing
    score: float
    match: bool
    features: Mapping[str, float | bool]


def shortlist(query: Query, *, index: Index, base: str, having: Iterable[str] = ()) -> list[Found]:
    """Return what a query could mean, before its properties are looked at.

    Args:
        query: The query.
        index: All things.
        base: Start of their IRIs.
        having: Identifiers of things with a value that the query asks for, where it has no name.
    """
    wanted = wanted_types(query.types, strictness=query.strictness, index=index)
    if not query.name:
        return take(having, likeness=0.0, wanted=wanted, index=index)[:SHORTLIST]
    identifier = identifier_of(query.name, base=base)
    if index.thing(identifier):
        return take([identifier], likeness=1.0, wanted=wanted, index=index)
    return find(query.name, wanted=wanted, limit=SHORTLIST, index=index)


def rank(query: Query, found: Iterable[Found], *, values: Values, index: Index, base: str) -> list[Candidate]:
    """Score a shortlist and return the best of it, with at most one match, the first.

    Args:
        query: The query.
        found: What `shortlist` returned.
        values: Of the shortlisted things, for the properties that the query gives.
        index: All things.
        base: Start of their IRIs.
    """
    ranked = sorted(
        (_candidate(query, one, values, index) for one in found), key=lambda one: (-one.score, one.thing.id)
    )
    if ranked and _is_sure(query, ranked, base=base):
        best = ranked[0]
        ranked[0] = Candidate(best.thing, best.score, match=True, features=best.features)
    return ranked[: query.limit]


def _candidate(query: Query, found: Found, values: Values, index: Index) -> Candidate:
    features: dict[str, float | bool] = {}
    if query.name:
        features["name_similarity"] = round(found.likeness, 4)
    if query.types:
        features["type_match"] = found.fits
    for constraint in query.constraints:
        stated = values.get((found.thing.id, constraint.property_id), ())
        asked = (*constraint.texts, *constraint.ids)
        if stated and asked:
            agreement = sum(_agrees(one, stated, index) for one in asked) / len(asked)
            features[f"property:{constraint.property_id}"] = round(agreement, 4)
    score = found.likeness
    if query.constraints:
        agreements = [features.get(f"property:{one.property_id}", _UNSAID) for one in query.constraints]
        share = sum(agreements) / len(agreements)
        score = (1 - _PROPERTY_SHARE) * found.likeness + _PROPERTY_SHARE * share if query.name else share
    if not found.fits:
        score *= _OTHER_TYPE
    return Candidate(found.thing, round(100 * score, 2), match=False, features=features)


def _is_sure(query: Query, ranked: list[Candidate], *, base: str) -> bool:
    """Tell whether the best candidate is the thing: equal in name, fitting, uncontradicted, ahead, and the only one."""
    best = ranked[0]
    if not query.name or best.features["name_similarity"] < 1 or not best.features.get("type_match", True):
        return False
    compared = [value for name, value in best.features.items() if name.startswith("property:")]
    if any(value < 1 for value in compared):
        return False
    if len(ranked) > 1 and best.score - ranked[1].score < LEAD:
        return False
    return bool(compared) or identifier_of(query.name, base=base) == best.thing.id or _name_is_enough(query, best.thing)


def _name_is_enough(query: Query, thing: Thing) -> bool:
    """Tell whether a name says which thing of that name it is, by the rules that the graph has for its identifiers.

    What one article alone speaks of ("the Ministry of Culture") is named by that article too, and one edition of an
    event by its year or number. A single word is too common a title or name, unless a type is given with it.
    """
    match thing.id.partition("/")[0]:
        case "article":
            return False
        case "event":
            return any(char.isdigit() for char in query.name)
        case "film" | "person":
            return bool(query.types) or " " in query.name
    return True


def _agrees(asked: str, stated: tuple[Value, ...], index: Index) -> bool:
    return any(_is_value(asked, value, index) for value in stated)


def _is_value(asked: str, value: Value, index: Index) -> bool:
    if value.id:
        return asked in (value.id, value.text) or index.has_name(value.id, asked)
    if value.datatype and asked[:4].isdigit() and value.text[:4].isdigit():
        # A year agrees with a day in it: the one is less exact, not something else.
        return f"{value.text}-".startswith(f"{asked}-") or f"{asked}-".startswith(f"{value.text}-")
    return asked.casefold() == value.text.casefold()

"""What a slot of a rule's template stands for: things, literals or concepts."""

from __future__ import annotations

import re

from filmkg.extract.facts import Found, Object
from filmkg.extract.focus import in_focus, last_bodies, last_countries, memberships
from filmkg.extract.owners import body_of, credit_of, film_of
from filmkg.extract.reach import by_words
from filmkg.extract.reading import Reading
from filmkg.extract.rules import Rule
from filmkg.extract.values import EVENT_OBJECTS, Filler, is_literal, singular
from filmkg.model import Concept, Kind, Value

# what "its" stands for: of a credit the film, of a post the body
_OWNERS = {"@made": film_of, "@owner": body_of, "@owner?": body_of}


def objects_of(name: str, slot: str, rule: Rule, match: re.Match[str], reading: Reading) -> Found:
    """Return what a slot stands for.

    Args:
        name: The property of which it is the object, or "" for the subject of one.
        slot: Name of a group of the rule's pattern ("?" behind it: it may be empty, "*": it holds a plural), "=words"
            for a literal, "#name" for a concept, "@name" for what is in focus, "@made" and "@owner" for the film or
            body that "its" means.
        rule: The rule.
        match: Where it matches.
        reading: The article.

    Returns:
        Numbers of things, literals or concepts; and for a thing how it is reached.
    """
    if slot.startswith("="):
        return {Value(slot[1:]): None}
    if slot.startswith("#"):
        return {Concept(slot[1:]): None}
    if slot == "@countries":
        return last_countries(match.start(), reading)
    if slot == "@bodies":
        return last_bodies(match.start(), reading)
    if slot == "@membership":
        return dict.fromkeys(memberships(match.start(), reading))
    if slot in _OWNERS:
        is_made = bool(credit_of(rule, match, reading)) and film_of(match.start(), reading) is not None
        owner = _OWNERS[slot](match.start(), reading) if is_made == (slot == "@made") else None
        return {} if owner is None else {owner[0]: owner[1]}
    if slot.startswith("@"):
        focus = in_focus(slot.rstrip("?"), match.start(), reading)
        return {} if focus is None else {focus[0]: focus[1]}
    found: Found = {}
    for filler in reading.fillers(rule, match, slot.rstrip("?*")):
        if slot.endswith("*") and not _is_plural(filler, reading):
            continue
        value = _object(name, filler, reading)
        if value is not None and value not in found:
            found[value] = by_words(filler.mention, reading.annotation) if isinstance(value, int) else None
    return found


def _is_plural(filler: Filler, reading: Reading) -> bool:
    mention = reading.mention(filler)
    return mention is not None and singular(mention.name, reading.wording) != mention.name


def _object(name: str, filler: Filler, reading: Reading) -> Object | None:
    if name and is_literal(name):
        return reading.literal(name, filler)
    mention = reading.mention(filler)
    if mention is None:
        return None
    if name in EVENT_OBJECTS and mention.kind is not Kind.EVENT:
        return _series(mention.name, reading)
    return reading.cast.thing_of.get(filler.mention)


def _series(name: str, reading: Reading) -> int:
    """Return the festival that a place's or body's name stands for: "accredits Cannes, Berlin and Venice"."""
    known = reading.ledger.known_event(name)
    return known if known is not None else reading.ledger.make("FestivalSeries", label=name)

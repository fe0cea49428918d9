"""Make the nodes that rules state as a whole: a post, a grant of a prize, a membership, a quotation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product

from filmkg.extract.facts import Found, Ledger, Object
from filmkg.extract.objects import objects_of
from filmkg.extract.reach import reaching
from filmkg.extract.reading import Reading
from filmkg.extract.rules import Rule, Template
from filmkg.model import Evidence, Value

# nodes that take all fillers of a slot; of the others each filler makes a node of its own
_COLLECTIVE = frozenset({"Screening", "Event", "FilmDays", "FilmFestival", "Agreement"})

_WITHOUT_POSTS = frozenset({"Meeting", "Screening"})

_Part = tuple[str, Object]


def state_node(template: Template, rule: Rule, match: re.Match[str], evidence: Evidence, reading: Reading) -> None:
    """State a node with all its parts; nothing where a part that must be there is missing."""
    parts: list[tuple[str, list[Object]]] = []
    reached: Found = {}
    for name, slot in template.parts:
        objects = objects_of(name, slot, rule, match, reading)
        if not objects and not slot.endswith("?"):
            return
        if objects:
            parts.append((name, list(objects)))
            reached = objects | reached
    if ("organization", "@body") in template.parts and not _is_office(parts, reading):
        return  # before the model sees that the rule matched
    for name, slot in template.parts[1:]:
        reading.remember(parts[0][1], name, reading.fillers(rule, match, slot.rstrip("?*")))
    if template.make == "Position" and (
        _is_bare_profession(parts, rule, match, reading) or _is_of_visitors(parts, reading)
    ):
        return
    for group in _groups(template, parts):
        if len({value for _, value in group}) < len(group):
            continue  # nothing belongs to itself
        number = _node(template.make, group, reading.ledger)
        for name, value in group:
            if value != number:
                reading.ledger.state(number, name, value, reaching(evidence, subject=None, object=reached[value]))


def _groups(template: Template, parts: Sequence[tuple[str, list[Object]]]) -> list[list[_Part]]:
    """Return the parts of each node to be made."""
    if template.make in _COLLECTIVE:
        return [[(name, value) for name, objects in parts for value in objects]]
    names = [name for name, _ in parts]
    return [list(zip(names, values, strict=True)) for values in product(*(objects for _, objects in parts))]


def _is_bare_profession(
    parts: Sequence[tuple[str, list[Object]]], rule: Rule, match: re.Match[str], reading: Reading
) -> bool:
    """Tell whether a post is only a profession ("director", "actor"): that needs a body to be a post."""
    if any(name == "organization" for name, _ in parts):
        return False
    slots = [slot for template in rule.templates for name, slot in template.parts if name == "positionTitle"]
    mentions = [reading.mention(filler) for slot in slots for filler in reading.fillers(rule, match, slot.rstrip("*"))]
    return any(mention is not None and mention.value == "profession" for mention in mentions)


def _is_of_visitors(parts: Sequence[tuple[str, list[Object]]], reading: Reading) -> bool:
    """Tell whether the body of a post is a delegation or a meeting, which has a head and no posts."""
    bodies = [reading.ledger.thing(o) for name, of in parts if name == "organization" for o in of if isinstance(o, int)]
    return any(
        body.type in _WITHOUT_POSTS or name.lower().split()[-1] in reading.wording.visiting
        for body in bodies
        for name in body.names[:1]
    )


def _is_office(parts: Sequence[tuple[str, list[Object]]], reading: Reading) -> bool:
    """Tell whether a post is one that a body elects its members to: "treasurer", but not "artistic director"."""
    titles = [o.lexical.lower() for name, of in parts if name == "positionTitle" for o in of if isinstance(o, Value)]
    return any(title.endswith(reading.wording.officers) for title in titles)


def _node(type_: str, group: Sequence[_Part], ledger: Ledger) -> int:
    """Return the node for these parts: one that is there and agrees, or a new one."""
    sharing = {number for name, value in group for number in ledger.made_with(type_, name, value)}
    for number in sorted(sharing):
        if _agrees(number, group, ledger):
            return number
    return ledger.make(type_)


def _agrees(number: int, group: Sequence[_Part], ledger: Ledger) -> bool:
    """Tell whether a made node shares all of what both say, and at least two things where there are two."""
    shared = 0
    for name, value in group:
        known = ledger.objects(number, name)
        if known and value not in known:
            return False
        shared += bool(known)
    return shared >= min(2, len(group))

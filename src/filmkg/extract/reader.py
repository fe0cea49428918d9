"""Apply the rules to the stream: first the reductions, which shorten it, then the relations, which read it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from filmkg.extract.denial import is_denied, is_denied_of
from filmkg.extract.reading import Reading
from filmkg.extract.rules import Rule, RuleBook
from filmkg.extract.statements import state
from filmkg.extract.stream import BOUNDARY, LETTERS, Edit
from filmkg.extract.things import is_told_by_verb
from filmkg.model import Kind, Span

_EVENT = LETTERS[Kind.EVENT]
# a phrase inside a phrase inside a phrase: more is not met
_MAX_ROUNDS = 4


def apply_rules(rules: RuleBook, reading: Reading) -> None:
    """Enter into the ledger what all rules state; the stream stays as the reductions leave it."""
    for rule in rules.reductions:
        _reduce(rule, reading)
    _relate((rule for rule in rules.relations if not (rule.of_memberships or _is_of_makers(rule))), reading)


def apply_rules_of_memberships(rules: RuleBook, reading: Reading) -> None:
    """Enter into the ledger what rules state of memberships: most of these are found by the model, after the rules."""
    if any(thing.type == "Membership" for thing in reading.ledger.made):
        _relate((rule for rule in rules.relations if rule.of_memberships), reading)


def apply_rules_of_makers(rules: RuleBook, reading: Reading) -> None:
    """Enter into the ledger who made all films of a retrospective: which these are the model finds, after the rules."""
    _relate(filter(_is_of_makers, rules.relations), reading)


def _is_of_makers(rule: Rule) -> bool:
    return "filmsOf" in rule.properties


def _relate(rules: Iterable[Rule], reading: Reading) -> None:
    for rule in rules:
        for match in reading.view.matches(rule):
            text, (start, end) = reading.stream.text, match.span()
            start += text.startswith(BOUNDARY, start)  # a pattern may begin with the end of the sentence before
            floor, _ = reading.stream.sentence(start)
            if not is_denied(text, start, end, floor=floor) and not is_denied_of(
                rule.properties, text, Span(start, start), end, floor=floor
            ):
                state(rule, match, reading)


def _reduce(rule: Rule, reading: Reading) -> None:
    """Apply one reduction until it changes nothing."""
    for _ in range(_MAX_ROUNDS):
        edits: list[Edit] = []
        for match in reading.view.matches(rule):
            if _takes_verb(match, reading):
                continue
            state(rule, match, reading)
            edit = _edit(rule, match, reading)
            if edit is not None:
                edits.append(edit)
        if not edits:
            return
        reading.view = reading.view.replaced(edits)


def _takes_verb(match: re.Match[str], reading: Reading) -> bool:
    """Tell whether a phrase holds a verb that tells of an event: "received Minister Karin Holm" is no phrase."""
    start, end = match.span()
    position = reading.stream.text.find(_EVENT, start, end)
    while position >= 0:
        if is_told_by_verb(reading.annotation.mentions[reading.stream.mentions[position]], reading.annotation.article):
            return True
        position = reading.stream.text.find(_EVENT, position + 1, end)
    return False


def _edit(rule: Rule, match: re.Match[str], reading: Reading) -> Edit | None:
    """Return what a reduction makes of a match, or None where there is nothing to shorten."""
    kept = reading.fillers(rule, match, rule.keep)
    start, end = match.span()
    if not kept or end - start <= 1:
        return None
    stream = reading.stream
    letter = next(letter for letter in match[rule.keep] if letter in rule.letters[rule.keep])
    last = max(stream.ends[start], stream.ends[end - 1])
    return Edit(start, end, letter, Span(stream.starts[start], last), kept[0].mention)

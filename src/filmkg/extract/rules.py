"""Rules as data: read `data/rules/*.toml` and make each pattern a regular expression over the stream.

`patterns.py` tells how patterns are written. Rules of the same file share their macros; `macros.toml` and `verbs.toml`
serve all.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from filmkg.extract.patterns import expand, slot_letters
from filmkg.extract.requirements import Groups, Requirement, requirement_of
from filmkg.extract.verbs import verb_macros
from filmkg.resources import DATA

_OURS = DATA / "rules"
_MACRO_FILES = ("macros.toml", "verbs.toml")
_DEFAULT_CONFIDENCE = 0.9


@dataclass(frozen=True, slots=True)
class Template:
    """What a rule states, by names of slots: a triple, or the parts of a node to be made.

    Attributes:
        make: Class of the node to be made ("Position"), or "" for a plain triple.
        parts: For a triple one entry (property, object slot) with `subject` set; for a node all its properties.
        subject: Slot of the subject; "@event", "@film", "@agreement", "@person" stand for what is in focus, "@main"
            and "@body" for what the article is about, "@owner" and "@made" for the body and the film that "its" means.
    """

    make: str
    subject: str
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A text in which a rule finds something; `facts` names some of it as "subject | property | object"."""

    text: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. A rule's patterns share its examples: each finds something in one of `positive`, none in `negative`.

    Attributes:
        name: As in its file; of several patterns, with the pattern's number.
        expression: What it matches in the stream, as a regular expression.
        needs: What the stream must hold for a match.
        letters: By name of a slot, the letters of the mentions that may fill it.
        templates: What it states.
        keep: For a reduction, the slot that stays in place of the phrase; "" where the phrase stays as it is.
        confidence: In (0, 1].
        positive: Texts in which it finds something.
        negative: Texts in which it finds nothing.
        properties: What it states.
        of_memberships: Whether it states something of a membership that is known already.
    """

    name: str
    expression: str
    needs: Requirement
    letters: Mapping[str, str]
    templates: tuple[Template, ...]
    keep: str
    confidence: float
    positive: tuple[Example, ...]
    negative: tuple[str, ...]
    properties: tuple[str, ...]
    of_memberships: bool

    @property
    def pattern(self) -> re.Pattern[str]:
        """What it matches in the stream; compiled when a stream first holds what it needs, as some rules are rare."""
        return _pattern(self.expression)


@cache
def _pattern(expression: str) -> re.Pattern[str]:
    return re.compile(expression)


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Reductions in the order in which they are applied, and relations."""

    reductions: tuple[Rule, ...]
    relations: tuple[Rule, ...]


def load_rules(folder: Path = _OURS) -> RuleBook:
    """Read all rules.

    Raises:
        ValueError: A rule is malformed; the message names file and rule.
    """
    macros = dict(tomllib.loads((folder / "macros.toml").read_text(encoding="utf-8"))["macros"])
    macros.update(verb_macros(tomllib.loads((folder / "verbs.toml").read_text(encoding="utf-8"))))
    groups = Groups()
    reductions: list[Rule] = []
    relations: list[Rule] = []
    for path in sorted(folder.glob("*.toml")):
        if path.name in _MACRO_FILES:
            continue
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        local = macros | data.get("macros", {})
        for key, target in (("reduction", reductions), ("rule", relations)):
            for entry in data.get(key, ()):
                try:
                    rules = _rules_of(entry, local, groups)
                    if folder != _OURS:  # of ours tests show that they can be compiled
                        list(map(re.compile, (rule.expression for rule in rules)))
                    target.extend(rules)
                except (KeyError, re.error, ValueError) as error:
                    raise ValueError(f"{path.name}: rule {entry.get('name')!r}: {error!r}") from error
    return RuleBook(tuple(reductions), tuple(relations))


def _rules_of(entry: Mapping[str, Any], macros: Mapping[str, str], groups: Groups) -> list[Rule]:
    """Return the rules of one entry, one a pattern."""
    patterns = [entry["pattern"]] if isinstance(entry["pattern"], str) else entry["pattern"]
    templates = tuple(_template(fact) for fact in entry.get("facts", ()))
    rules = []
    for number, pattern in enumerate(patterns, 1):
        expression = expand(pattern, macros)
        rules.append(
            Rule(
                name=f"{entry['name']}/{number}" if len(patterns) > 1 else entry["name"],
                expression=expression,
                needs=requirement_of(expression, groups),
                letters=slot_letters(pattern),
                templates=templates,
                keep=entry.get("keep", ""),
                confidence=float(entry.get("confidence", _DEFAULT_CONFIDENCE)),
                positive=tuple(_example(example) for example in entry.get("positive", ())),
                negative=tuple(entry.get("negative", ())),
                properties=tuple(name for template in templates for name, _ in template.parts),
                of_memberships=any(template.subject == "@membership" for template in templates),
            )
        )
    return rules


def _example(example: str | Mapping[str, Any]) -> Example:
    return Example(example) if isinstance(example, str) else Example(example["text"], tuple(example["facts"]))


def _template(fact: Sequence[str] | Mapping[str, Any]) -> Template:
    if isinstance(fact, Mapping):
        parts = tuple(
            (name, slot)
            for name, slots in fact.items()
            if name != "make"
            for slot in (slots if isinstance(slots, list) else [slots])
        )
        return Template(fact["make"], "", parts)
    subject, name, value = fact
    return Template("", subject, ((name, value),))

"""Inflect the verbs of `data/rules/verbs.toml` and write each family as macros for the rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

_VOWELS = "aeiou"


def verb_macros(verbs: Mapping[str, Mapping[str, Sequence[str]]]) -> dict[str, str]:
    """Return a pattern by name of a macro: `organise` its finite active forms, `organise.pp`, `.ing`, `.base`, `.all`.

    Args:
        verbs: `family`, lists of verbs of which the first word is inflected; `irregular`, third person, past,
            participle and present participle by verb.
    """
    macros: dict[str, str] = {}
    for family, entries in verbs["family"].items():
        forms: dict[str, set[str]] = {"fin": set(), "pp": set(), "ing": set(), "base": set()}
        for verb in entries:
            head, _, rest = verb.partition(" ")
            tail = f" {rest}" if rest else ""
            third, past, participle, present = verbs["irregular"].get(head) or _regular(head)
            forms["base"].add(head + tail)
            forms["fin"] |= {head + tail, third + tail, past + tail}
            forms["pp"].add(participle + tail)
            forms["ing"].add(present + tail)
        for form, words in forms.items():
            macros[f"{family}.{form}" if form != "fin" else family] = rf"\b(?:{any_of(words)})\b"
        macros[f"{family}.all"] = "|".join(macros[key] for key in (family, f"{family}.pp", f"{family}.ing"))
    return macros


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that matches any of some words, of two that match the longer one.

    The words are written as a tree of their beginnings, so that the cost of a try does not grow with their number.
    """
    return _tree(sorted(set(words)))


def _tree(endings: Sequence[str]) -> str:
    """Write sorted endings of words as a pattern; the empty one, which sorts first, makes the others optional."""
    branches = [
        re.escape(letter).replace(r"\ ", " ") + _tree([ending[1:] for ending in group])
        for letter, group in groupby(filter(None, endings), key=lambda ending: ending[0])
    ]
    body = "|".join(branches)
    if not endings[0]:
        return f"(?:{body})?" if body else ""
    return f"(?:{body})" if len(branches) > 1 else body


def _regular(verb: str) -> list[str]:
    """Inflect a regular English verb: third person, past, participle, present participle."""
    if verb.endswith("e"):
        return [verb + "s", verb + "d", verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return [verb[:-1] + "ies", verb[:-1] + "ied", verb[:-1] + "ied", verb + "ing"]
    if verb.endswith(("s", "sh", "ch", "x", "z")):
        return [verb + "es", verb + "ed", verb + "ed", verb + "ing"]
    return [verb + "s", verb + "ed", verb + "ed", verb + "ing"]

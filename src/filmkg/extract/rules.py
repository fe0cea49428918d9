"""Rules as data: read `data/rules/*.toml` and compile each pattern to a regular expression over the stream.

A pattern is a regular expression in which

    {film:FILM}            is a mention of that kind, called "film"; {FILM} one without a name
    {who:PERSON|ORGANIZATION+}   is a list of mentions: "A, B and C"
    {film:FILM*}           is all such mentions from here to the last of them in the sentence
    <organise>             is a macro: a verb in its finite active forms; <organise.pp> its participle, <organise.ing>,
                           <organise.all>; or an entry of `[macros]`

Rules of the same file share their macros; `macros.toml` and `verbs.toml` serve all.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from filmkg.extract.stream import LETTERS
from filmkg.model import Kind
from filmkg.resources import DATA

_SLOT = re.compile(r"\{(?:([a-z_]+):)?([A-Z]+(?:\|[A-Z]+)*)([+*]?)\}")
_MACRO = re.compile(r"(?<!\?P)<([a-z_]+)(?:\.([a-z]+))?>")
_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Template:
    """What a rule states, by names of slots: a triple, or the parts of a node to be made.

    Attributes:
        make: Class of the node to be made ("Position"), or "" for a plain triple.
        parts: For a triple one entry (property, object slot) with `subject` set; for a node all its properties.
        subject: Slot of the subject; "@event", "@film", "@agreement", "@person" stand for what is in focus.
        respectively: True where the first of one list belongs to the first of the other.
    """

    make: str
    subject: str
    parts: tuple[tuple[str, str], ...]
    respectively: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """A text in which a rule finds something; `facts` names some of it as "subject | property | object"."""

    text: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name, pattern, what it keeps (reductions), what it states, and how sure it is.

    A rule's patterns share its examples: each pattern finds something in one of `positive`, none in `negative`.
    """

    name: str
    pattern: re.Pattern[str]
    required: frozenset[str]
    letters: Mapping[str, str]
    templates: tuple[Template, ...]
    keep: str
    confidence: float
    positive: tuple[Example, ...]
    negative: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Reductions in the order in which they are applied, and relations."""

    reductions: tuple[Rule, ...]
    relations: tuple[Rule, ...]


def load_rules(folder: Path = DATA / "rules") -> RuleBook:
    """Read and compile all rules.

    Raises:
        ValueError: A rule is malformed; the message names file and rule.
    """
    macros = dict(tomllib.loads((folder / "macros.toml").read_text(encoding="utf-8"))["macros"])
    verbs = tomllib.loads((folder / "verbs.toml").read_text(encoding="utf-8"))
    macros.update(_verb_macros(verbs))
    reductions: list[Rule] = []
    relations: list[Rule] = []
    for path in sorted(folder.glob("*.toml")):
        if path.name in ("macros.toml", "verbs.toml"):
            continue
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        local = macros | data.get("macros", {})
        for key, target in (("reduction", reductions), ("rule", relations)):
            for entry in data.get(key, ()):
                try:
                    target.extend(_compiled(entry, local))
                except (KeyError, re.error, ValueError) as error:
                    raise ValueError(f"{path.name}: rule {entry.get('name')!r}: {error!r}") from error
    return RuleBook(tuple(reductions), tuple(relations))


def _compiled(entry: Mapping[str, object], macros: Mapping[str, str]) -> list[Rule]:
    pattern = entry["pattern"]
    patterns = pattern if isinstance(pattern, list) else [str(pattern)]
    templates = tuple(_template(fact) for fact in entry.get("facts", ()))  # type: ignore[attr-defined]
    rules = []
    for number, pattern in enumerate(patterns):
        name = str(entry["name"]) + (f"/{number + 1}" if len(patterns) > 1 else "")
        rules.append(
            Rule(
                name=name,
                pattern=re.compile(expand(pattern, macros)),
                required=_required(pattern),
                letters={slot.group(1): _letters(slot.group(2)) for slot in _SLOT.finditer(pattern) if slot.group(1)},
                templates=templates,
                keep=str(entry.get("keep", "")),
                confidence=float(entry.get("confidence", 0.9)),  # type: ignore[arg-type]
                positive=tuple(_example(example) for example in entry.get("positive", ())),  # type: ignore[attr-defined]
                negative=tuple(entry.get("negative", ())),  # type: ignore[arg-type]
            )
        )
    return rules


def _example(example: str | Mapping[str, object]) -> Example:
    if isinstance(example, str):
        return Example(example)
    return Example(str(example["text"]), tuple(example["facts"]))  # type: ignore[arg-type]


def _template(fact: Sequence[str] | Mapping[str, object]) -> Template:
    if isinstance(fact, Mapping):
        parts = tuple(
            (key, str(slot))
            for key, value in fact.items()
            if key not in ("make", "respectively")
            for slot in (value if isinstance(value, list) else [value])
        )
        return Template(str(fact["make"]), "", parts, bool(fact.get("respectively", False)))
    subject, name, value = fact
    return Template("", subject, ((name, value),))


def expand(pattern: str, macros: Mapping[str, str]) -> str:
    """Turn a pattern into a regular expression; macros may stand in macros, three deep."""
    for _ in range(4):
        pattern = _MACRO.sub(lambda match: "(?:" + macros[".".join(filter(None, match.groups()))] + ")", pattern)
    return _SLOT.sub(_slot, pattern)


def _slot(match: re.Match[str]) -> str:
    name, kinds, many = match.groups()
    letters = _letters(kinds)
    one = f"[{letters}]" if len(letters) > 1 else letters
    if many == "*":
        one = rf"{one}(?:[^\n]*{one})?"
    elif many:
        article = "(?:(?:the|its|their|a|an|both|from|by|of|also|as well as|finally|then|local|his|her) ){0,2}"
        item = rf"{article}{one}(?: \([^\n()]{{0,40}}\))?"
        joint = "(?:,|;|/|,? and|,? &|,? as well as|,? together with|,? along with|,? or|, plus|,? alongside)"
        one = rf"{item}(?:{joint} {item}){{0,30}}"
    return f"(?P<{name}>{one})" if name else f"(?:{one})"


def _letters(kinds: str) -> str:
    return "".join(LETTERS[Kind(kind.lower())] for kind in kinds.split("|"))


def _required(pattern: str) -> frozenset[str]:
    """Return one set of letters of which a text must hold at least one, so that hopeless rules are skipped."""
    slots = [slot for slot in _SLOT.finditer(pattern) if "?" not in pattern[slot.end() : slot.end() + 2]]
    for slot in slots:
        depth = pattern[: slot.start()].count("(") - pattern[: slot.start()].count(")")
        if depth == 0:
            return frozenset(_letters(slot.group(2)))
    return frozenset()


def _verb_macros(verbs: Mapping[str, Mapping[str, object]]) -> dict[str, str]:
    irregular: Mapping[str, list[str]] = verbs["irregular"]  # type: ignore[assignment]
    macros: dict[str, str] = {}
    for family, entry in verbs["family"].items():
        forms: dict[str, set[str]] = {"fin": set(), "pp": set(), "ing": set(), "base": set()}
        for verb in entry:  # type: ignore[attr-defined]
            head, _, rest = str(verb).partition(" ")
            tail = f" {rest}" if rest else ""
            third, past, participle, present = irregular.get(head) or _regular(head)
            forms["base"].add(head + tail)
            forms["fin"] |= {head + tail, third + tail, past + tail}
            forms["pp"].add(participle + tail)
            forms["ing"].add(present + tail)
        for form, words in forms.items():
            alternatives = "|".join(
                sorted((re.escape(word).replace(r"\ ", " ") for word in words), key=lambda w: (-len(w), w))
            )
            macros[f"{family}.{form}" if form != "fin" else family] = rf"\b(?:{alternatives})\b"
        macros[f"{family}.all"] = "|".join(macros[key] for key in (family, f"{family}.pp", f"{family}.ing"))
    return macros


def _regular(verb: str) -> list[str]:
    """Inflect a regular English verb: third person, past, participle, present participle."""
    if verb.endswith("e"):
        return [verb + "s", verb + "d", verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return [verb[:-1] + "ies", verb[:-1] + "ied", verb[:-1] + "ied", verb + "ing"]
    if verb.endswith(("s", "sh", "ch", "x", "z")):
        return [verb + "es", verb + "ed", verb + "ed", verb + "ing"]
    return [verb + "s", verb + "ed", verb + "ed", verb + "ing"]

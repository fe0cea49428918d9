"""Words that stand right beside the name of a thing and settle what became of it: "was called off", "proposed to hold".

The learned choice of a status sees the words of a sentence but not what they belong to; these are tied to the thing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from filmkg.extract.doubts import Words, without_doubtful
from filmkg.extract.reading import Reading
from filmkg.extract.requirements import requirement_of
from filmkg.extract.things import Thing
from filmkg.model import Modality, Span
from filmkg.resources import DATA

_REACH_CHARS = 150
_OF = " of "
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of such words, as `data/vocabulary/verdicts.toml` has them; None where it has none of a kind."""

    name: str
    status: Modality
    before: Words | None
    behind: Words | None
    unless: Words | None


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules about each kind of thing, and before what a thing is not what the sentence tells something of."""

    about: dict[str, tuple[Rule, ...]]
    beside: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a sentence says became of a thing: the status, the name of the rule, the sentence, and the words."""

    status: Modality
    name: str
    sentence: int
    words: Span


@cache
def load_verdicts(path: Path = DATA / "vocabulary" / "verdicts.toml") -> Rules:
    """Read the rules."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    lead, gap = data["pieces"]["lead"], data["pieces"]["gap"]

    def words(entry: dict[str, str], name: str, start: str = "", end: str = "") -> Words | None:
        if name not in entry:
            return None
        needs = requirement_of(entry[name]).words
        expression = re.compile(f"{start}(?P<words>{entry[name]}){end}", re.IGNORECASE)
        return Words(expression, tuple(tuple(sorted(one)) for one in needs))

    rules = [
        (
            entry["of"],
            Rule(
                entry["name"],
                Modality(entry["status"]),
                words(entry, "before", end=lead),
                words(entry, "behind", start=gap),
                words(entry, "unless"),
            ),
        )
        for entry in data["verdict"]
    ]
    about = {what: tuple(rule for of, rule in rules if of in ("any", what)) for what in ("event", "agreement")}
    return Rules(about, re.compile(data["pieces"]["beside"] + lead, re.IGNORECASE))


def verdicts_on(thing: Thing, sentences: Sequence[int], what: str, reading: Reading) -> list[Verdict]:
    """Return what words beside a thing say became of it, the first of each status.

    Args:
        thing: The thing.
        sentences: Numbers of the sentences that speak of it.
        what: "event" or "agreement".
        reading: The article.
    """
    found: dict[Modality, Verdict] = {}
    for number in sentences:
        for verdict in _in_sentence(thing, number, what, reading):
            found.setdefault(verdict.status, verdict)
    return list(found.values())


def settled(verdicts: Sequence[Verdict]) -> Verdict | None:
    """Return the verdict that holds; None where there is none, or where they contradict each other.

    What was planned or proposed and then called off is called off.
    """
    by_status = {verdict.status: verdict for verdict in verdicts}
    if Modality.CANCELLED in by_status and Modality.HAPPENED not in by_status:
        return by_status[Modality.CANCELLED]
    return verdicts[0] if len(by_status) == 1 else None


def _in_sentence(thing: Thing, number: int, what: str, reading: Reading) -> Iterator[Verdict]:
    text, sentence = reading.annotation.article.text, reading.sentences.all[number].span
    rules = load_verdicts()
    for mention in thing.mentions:
        span = reading.annotation.mentions[mention].span
        if not sentence.start_char <= span.start_char < sentence.end_char:
            continue
        start, end = max(sentence.start_char, span.start_char - _REACH_CHARS), sentence.end_char
        end = min(end, span.end_char + _REACH_CHARS)
        before, behind = text[start : span.start_char], text[span.end_char : end]
        lower_before, lower_behind = before.lower(), behind.lower()
        is_other = reading.annotation.mentions[mention].anaphor and behind.startswith(
            _OF
        )  # "the exhibition of drawings"
        is_subject = not is_other and rules.beside.search(before) is None
        for rule in rules.about[what]:
            words = _found(rule.before, before, lower_before, start)
            if words is None and is_subject:
                words = _found(rule.behind, behind, lower_behind, span.end_char)
            if words is None or (
                rule.unless is not None and rule.unless.stand_in(text[start:end], text[start:end].lower())
            ):
                continue
            if rule.status is not Modality.HAPPENED or (
                _is_of_now(sentence, reading) and without_doubtful(thing, [number], what, reading)
            ):
                yield Verdict(rule.status, rule.name, number, words)


def _found(words: Words | None, text: str, lower: str, offset: int) -> Span | None:
    if words is None or not words.may_stand_in(lower):
        return None
    match = words.expression.search(text)
    return None if match is None else Span(offset + match.start("words"), offset + match.end("words"))


def _is_of_now(sentence: Span, reading: Reading) -> bool:
    """Tell whether a sentence names no year but the article's own: "was held in 2019" is of an edition gone by."""
    article = reading.annotation.article
    issued = article.header.issued or ""
    return all(year == issued[:4] for year in _YEAR.findall(article.quote(sentence)))

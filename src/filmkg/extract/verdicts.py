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

from filmkg.extract.doubts import Words, as_words, without_doubtful
from filmkg.extract.reading import Reading, Verdict
from filmkg.extract.things import Thing
from filmkg.model import Mention, Modality, Span
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
    then: Words | None
    unless: Words | None


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules about each kind of thing, words before what is not spoken of, and words that stand for a name."""

    about: dict[str, tuple[Rule, ...]]
    beside: re.Pattern[str]
    again: frozenset[str]


@cache
def load_verdicts(path: Path = DATA / "vocabulary" / "verdicts.toml") -> Rules:
    """Read the rules."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    lead, gap = data["pieces"]["lead"], data["pieces"]["gap"]

    def words(entry: dict[str, str], name: str, start: str = "", end: str = "") -> Words | None:
        if name not in entry:
            return None
        return as_words(entry[name], f"{start}(?P<words>{entry[name]}){end}")

    rules = [
        (
            entry["of"],
            Rule(
                entry["name"],
                Modality(entry["status"]),
                words(entry, "before", end=lead),
                words(entry, "behind", start=gap),
                words(entry, "then", start=r"\A"),
                words(entry, "unless"),
            ),
        )
        for entry in data["verdict"]
    ]
    about = {what: tuple(rule for of, rule in rules if of in ("any", what)) for what in ("event", "agreement")}
    return Rules(about, re.compile(data["pieces"]["beside"] + lead, re.IGNORECASE), frozenset(data["pieces"]["again"]))


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
        told = reading.verdicts.get((thing.number, number))
        if told is None:
            told = reading.verdicts[thing.number, number] = list(_in_sentence(thing, number, what, reading))
        for verdict in told:
            found.setdefault(verdict.status, verdict)
    return list(found.values())


def settled(verdicts: Sequence[Verdict]) -> Verdict | None:
    """Return the verdict that holds; None where there is none, or where they contradict each other.

    What was planned or proposed and then called off is called off; what is planned behind that may be another day.
    """
    if len(verdicts) == 1:
        return verdicts[0]
    cancelled = next((verdict for verdict in verdicts if verdict.status is Modality.CANCELLED), None)
    others = [verdict for verdict in verdicts if verdict is not cancelled]
    if cancelled is None or any(
        verdict.status is Modality.HAPPENED or verdict.sentence > cancelled.sentence for verdict in others
    ):
        return None
    return cancelled


def _in_sentence(thing: Thing, number: int, what: str, reading: Reading) -> Iterator[Verdict]:
    text, sentence = reading.annotation.article.text, reading.sentences.all[number].span
    rules = load_verdicts()
    for mention in (reading.annotation.mentions[number] for number in thing.mentions):
        span = mention.span
        if not sentence.start_char <= span.start_char < sentence.end_char or not _is_meant(mention, thing, rules):
            continue
        start = max(sentence.start_char, span.start_char - _REACH_CHARS)
        end = min(sentence.end_char, span.end_char + _REACH_CHARS)
        before, behind = text[start : span.start_char], text[span.end_char : end]
        lower_before, lower_behind = before.lower(), behind.lower()
        is_other = mention.anaphor and behind.startswith(_OF)  # "the exhibition of drawings"
        is_subject = not is_other and rules.beside.search(before) is None
        for rule in rules.about[what]:
            words = _found(rule.before, before, lower_before, start)
            if words is None and is_subject:
                words = _found(rule.behind, behind, lower_behind, span.end_char)
            if words is None or not _is_upheld(rule, text[start:end], behind):
                continue
            if _is_of_now(rule.status, sentence, reading) and (
                rule.status is not Modality.HAPPENED or without_doubtful(thing, [number], what, reading)
            ):
                yield Verdict(rule.status, rule.name, number, words)


def _is_meant(mention: Mention, thing: Thing, rules: Rules) -> bool:
    """Tell whether a mention surely speaks of a thing: its name, or a word that stands for it."""
    if not mention.anaphor:
        return True
    word = mention.name.lower().rsplit(" ", 1)[-1]
    return word in rules.again if thing.named else word in thing.names


def _found(words: Words | None, text: str, lower: str, offset: int) -> Span | None:
    if words is None or not words.may_stand_in(lower):
        return None
    match = words.expression.search(text)
    return None if match is None else Span(offset + match.start("words"), offset + match.end("words"))


def _is_upheld(rule: Rule, around: str, behind: str) -> bool:
    """Tell whether what must follow a name does, and nothing around it speaks against the rule."""
    if rule.then is not None and not rule.then.stand_in(behind, behind.lower()):
        return False
    return rule.unless is None or not rule.unless.stand_in(around, around.lower())


def _is_of_now(status: Modality, sentence: Span, reading: Reading) -> bool:
    """Tell whether the years that a sentence names fit: "was held in 2019" is of an edition gone by."""
    article = reading.annotation.article
    issued = (article.header.issued or "")[:4]
    years = _YEAR.findall(article.quote(sentence))
    if status is Modality.HAPPENED:
        return all(year == issued for year in years)
    return all(year >= issued for year in years)

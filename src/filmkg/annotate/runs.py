"""Runs of capitalised words that no head word explains, typed by a learned model.

"Spoor follow on Thursday", "the drama Charlatan", "by Nadim Cheikhrouha": film, person, body, venue, event, prize or
none. The model is a multinomial logistic regression over the words around a run and its shape, trained by
`scripts/train_names.py`; its weights are plain text in `data/model/names.tsv`. It knows no names: only which words of a
run are common English words in lower case.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from filmkg.annotate.tokens import Tokens
from filmkg.model import Kind, Mention
from filmkg.resources import DATA

KINDS = (Kind.FILM, Kind.PERSON, Kind.ORGANIZATION, Kind.VENUE, Kind.EVENT, Kind.AWARD)
_SURE = 0.6
_SURE_OF_QUOTED = 0.7
_RUN = re.compile("[tP](?:s{0,2}[tP]|\\.(?=[tP])){0,9}|[tP]+")
_PURE = re.compile("[tP]+")
_FIRST = frozenset(
    [
        "also",
        "then",
        "finally",
        "and",
        "but",
        "in",
        "on",
        "at",
        "with",
        "both",
        "for",
        "from",
        "first",
        "after",
        "among",
        "the",
        "to",
    ]
)
_ENDINGS = (
    "ov",
    "ova",
    "ev",
    "eva",
    "yan",
    "ian",
    "li",
    "lu",
    "son",
    "sen",
    "ez",
    "ski",
    "sky",
    "ska",
    "vic",
    "vić",
    "dze",
    "shvili",
    "oglu",
    "zade",
    "enko",
    "chuk",
    "off",
    "eau",
    "ini",
    "etti",
    "mann",
    "berg",
    "wala",
    "pour",
    "nejad",
    "bek",
    "uly",
    "ungo",
)


@dataclass(frozen=True, slots=True)
class NameModel:
    """Weights by feature, one for each of `KINDS`; and the common words of English."""

    weights: Mapping[str, tuple[float, ...]]
    words: frozenset[str]


def load_name_model(folder: Path = DATA / "model") -> NameModel:
    """Read the weights."""
    weights = {}
    for line in (folder / "names.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            feature, values = line.split("\t")
            weights[feature] = tuple(map(float, values.split(" ")))
    words = frozenset((folder / "words.txt").read_text(encoding="utf-8").split())
    return NameModel(weights, words)


@dataclass(frozen=True, slots=True)
class Run:
    """A run of tokens [start, end) with what is around it."""

    start: int
    end: int
    features: tuple[str, ...]


def find_runs(tokens: Tokens, letters: str, mentions: Sequence[Mention], words: frozenset[str]) -> Iterator[Run]:
    """Yield the runs of a sentence: the longest ones, and where small words join them also their parts.

    Args:
        tokens: The sentence.
        letters: Its classes as `titles.letters` writes them.
        mentions: What the rules found in it so far.
        words: Common words of English in lower case.
    """
    typed = {mention.span.start_char: mention for mention in mentions}
    for place, letter in enumerate(letters):
        if letter == "Q":
            yield Run(place, place + 1, tuple(_features(tokens, letters, place, place + 1, typed, words)))
    seen: set[tuple[int, int]] = set()
    for pattern in (_RUN, _PURE):
        for match in pattern.finditer(letters):
            start, end = match.span()
            while (
                start < end - 1
                and tokens.tokens[start].text.lower() in _FIRST - {"the"}
                and (start == 0 or tokens.classes[start - 1] in '."')
            ):
                start += 1
            if (start, end) in seen or start == end or _is_head(tokens, start, end):
                continue
            seen.add((start, end))
            yield Run(start, end, tuple(_features(tokens, letters, start, end, typed, words)))


def _is_head(tokens: Tokens, start: int, end: int) -> bool:
    """Tell whether a run is only the head of a name, with or without an article: "the Guild" points back."""
    opens = start + (tokens.tokens[start].text.lower() == "the")
    return end - opens == 1 and tokens.classes[opens] in "OEVAMRSF"


def _features(
    tokens: Tokens, letters: str, start: int, end: int, typed: Mapping[int, Mention], words: frozenset[str]
) -> Iterator[str]:
    texts = [token.text for token in tokens.tokens[start:end]]
    is_quoted = letters[start] == "Q"
    if is_quoted:
        texts = texts[0].strip("“”\"«»„‘’'.,;").split() or ["?"]
    lower = [text.lower() for text in texts]
    mention = typed.get(tokens.tokens[start].start_char)
    same = mention is not None and mention.span.end_char == tokens.tokens[end - 1].end_char
    yield "bias"
    yield f"quoted:{is_quoted}"
    if is_quoted:
        yield from (f"q:{word}" for word in {lower[0], lower[-1]} if word in words)
        yield f"Q1:{_word(tokens, letters, start - 1)}"
        yield f"QR1:{_word(tokens, letters, end)}"
    yield f"rule:{mention.kind.value if mention else 'none'}|{same}"
    if mention is not None and mention.kind is Kind.FILM:
        yield f"title:{mention.value}"
    yield f"n:{min(len(texts), 5)}"
    known = sum(word in words for word in lower)
    yield f"common:{known}/{min(len(texts), 4)}"
    yield f"first:{lower[0] if lower[0] in words else '-'}"
    yield f"small:{any(text[0].islower() for text in texts)}"
    yield f"digit:{any(text[0].isdigit() for text in texts)}"
    yield f"ending:{next((e for e in _ENDINGS if lower[-1].endswith(e)), '-')}"
    yield f"last:{tokens.classes[end - 1]}"
    yield f"classes:{tokens.classes[start:end][:4]}"
    yield f"shout:{texts[0].isupper() and len(texts[0]) > 2}"
    yield f"opens:{start == 0}"
    for distance in (1, 2, 3):
        yield f"L{distance}:{_word(tokens, letters, start - distance)}"
        yield f"R{distance}:{_word(tokens, letters, end - 1 + distance)}"
    for distance in (4, 5, 6):
        yield f"l:{_word(tokens, letters, start - distance)}"
    yield f"LL:{_word(tokens, letters, start - 2)} {_word(tokens, letters, start - 1)}"
    yield f"RR:{_word(tokens, letters, end)} {_word(tokens, letters, end + 1)}"
    yield f"RRR:{letters[end : end + 4]}"
    yield f"LLL:{letters[max(0, start - 3) : start]}"
    yield f"L1R1:{_word(tokens, letters, start - 1)} {_word(tokens, letters, end)}"
    yield f"n1:{min(len(texts), 3)}|{_word(tokens, letters, start - 1)}"
    yield f"m1:{min(len(texts), 3)}|{_word(tokens, letters, end)}"
    for token in tokens.tokens[max(0, start - 10) : end + 10]:
        if token.text.islower() and len(token.text) > 3:
            yield f"s:{token.text[:6]}"


def _word(tokens: Tokens, letters: str, index: int) -> str:
    if not 0 <= index < len(letters):
        return "^" if index < 0 else "$"
    letter = letters[index]
    return f"<{letter}>" if letter in "tPTNGDy09grO|" else tokens.tokens[index].text.lower()


def type_runs(
    text: str, tokens: Tokens, letters: str, mentions: Sequence[Mention], model: NameModel
) -> tuple[list[Mention], list[Mention]]:
    """Type the runs of a sentence.

    Returns:
        New mentions, and those of the given ones (supposed people and titles) that they take the place of.
    """
    scored = []
    for run in find_runs(tokens, letters, mentions, model.words):
        kind, probability = _best(run, model)
        if letters[run.start] == "Q" and (kind is Kind.FILM or probability < _SURE_OF_QUOTED):
            continue
        if kind is not None and probability >= _SURE:
            scored.append((-probability, run.start, run.end, kind))
    new: list[Mention] = []
    replaced: list[Mention] = []
    for _, start, end, kind in sorted(scored):
        span = tokens.span(start, end)
        if any(span.start_char < m.span.end_char and m.span.start_char < span.end_char for m in new):
            continue
        clashes = [m for m in mentions if span.start_char < m.span.end_char and m.span.start_char < span.end_char]
        if any(m.kind is kind and m.span == span for m in clashes):
            continue
        if any(m.kind not in (Kind.PERSON, Kind.FILM) for m in clashes):
            continue
        value = (
            "otherOrganization"
            if kind is Kind.ORGANIZATION
            else "FilmFestival"
            if kind is Kind.EVENT
            else ""
            if kind is not Kind.FILM
            else "learned"
        )
        name = text[span.start_char : span.end_char]
        if letters[start] == "Q":
            name = name.strip("“”\"«»„‘’'").rstrip(",.;").strip("“”\"«»„‘’'")
        new.append(Mention(kind, span, name, value))
        replaced.extend(clashes)
    return new, replaced


def _best(run: Run, model: NameModel) -> tuple[Kind | None, float]:
    scores = [0.0] * len(KINDS)
    for feature in run.features:
        found = model.weights.get(feature)
        if found is not None:
            for number, weight in enumerate(found):
                scores[number] += weight
    highest = max(0.0, *scores)
    powers = [math.exp(score - highest) for score in scores]
    total = sum(powers) + math.exp(-highest)
    probability = max(powers) / total
    return KINDS[powers.index(max(powers))], probability

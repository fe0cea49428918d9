"""Planned, proposed, cancelled or happened: the status of events, agreements and memberships."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from filmkg.extract.facts import Ledger
from filmkg.extract.things import EVENT_TYPES, Cast, Thing
from filmkg.model import Annotation, Concept, Evidence, Kind, Modality, Part, Sentence, Span, Value
from filmkg.resources import DATA

_Scores = dict[Modality, tuple[float, Span, str]]
_MONTH, _DAY = 7, 10  # length of a date as exact as a month, as a day


@dataclass(frozen=True, slots=True)
class ModalityCues:
    """Patterns over a sentence that tell how it presents a thing; `weight` decides where several speak."""

    patterns: tuple[tuple[str, Modality, re.Pattern[str], float, str], ...]


def load_modality(path: Path = DATA / "vocabulary" / "modality.toml") -> ModalityCues:
    """Read the cues."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return ModalityCues(
        tuple(
            (
                cue["name"],
                Modality(cue["status"]),
                re.compile(cue["pattern"], re.IGNORECASE),
                float(cue["weight"]),
                cue.get("of", "any"),
            )
            for cue in data["cue"]
        )
    )


def state_status(annotation: Annotation, cast: Cast, ledger: Ledger, cues: ModalityCues) -> None:
    """State the status of every event, agreement and membership that the ledger speaks of."""
    used = {subject for subject, _, _ in ledger.facts} | {o for _, _, o in ledger.facts if isinstance(o, int)}
    for thing in [*cast.things, *ledger.made]:
        if thing.number not in used and not (thing.named and thing.type in ("FilmDays", "FilmFestival")):
            continue
        if thing.type in EVENT_TYPES and thing.type != "FestivalSeries":
            _state(thing, "event", annotation, ledger, cues)
        elif thing.type == "Agreement":
            _state_type(thing, annotation, ledger)
            _state(thing, "agreement", annotation, ledger, cues)
        elif thing.type == "Membership":
            _state(thing, "membership", annotation, ledger, cues)


def _state_type(thing: Thing, annotation: Annotation, ledger: Ledger) -> None:
    """State which kind of agreement it is: the word that names it says so."""
    if not thing.mentions or not thing.value:
        return
    span = annotation.mentions[thing.mentions[0]].span
    sentence = _sentences(annotation.article.sentences, [span])
    evidence = Evidence(sentence[0].span if sentence else span, span, "carried by the name", 0.95)
    ledger.state(thing.number, "agreementType", Concept(thing.value), evidence)


def _state(thing: Thing, what: str, annotation: Annotation, ledger: Ledger, cues: ModalityCues) -> None:
    spans = [annotation.mentions[n].span for n in thing.mentions]
    if not spans:
        spans = [evidence.span for (s, _, _), evidence in ledger.facts.items() if s == thing.number]
    sentences = _sentences(annotation.article.sentences, spans)
    if not sentences:
        return
    scores: _Scores = {}
    for rank, sentence in enumerate(sentences):
        text = annotation.article.quote(sentence.span)
        fade = 1.0 / (1 + 0.35 * rank)
        for name, status, pattern, weight, of in cues.patterns:
            if of in ("any", what) and pattern.search(text):
                score, span, first = scores.get(status, (0.0, sentence.span, name))
                scores[status] = (score + weight * fade, span, first)
        _weigh_dates(scores, sentence, annotation, fade)
    issued = annotation.article.header.issued
    start = _date(ledger, thing.number, "startDate") or _date(ledger, thing.number, "signedOn")
    end = _date(ledger, thing.number, "endDate")
    if issued and what != "membership":
        under_way = end is not None and end >= issued[: len(end)] and start is None
        if under_way:
            _add(scores, Modality.HAPPENED, 1.0, sentences[0].span, "ends after the article's date")
        elif start and start[:10] > issued[: len(start)]:
            _add(scores, Modality.PLANNED, 3.0, sentences[0].span, "date after the article's")
        elif (start and len(start) == 10 and start < issued) or (end and len(end) == 10 and end < issued):
            _add(scores, Modality.HAPPENED, 3.0, sentences[0].span, "date before the article's")
    _add(scores, Modality.HAPPENED, 0.5, sentences[0].span, "told as it is")
    order = list(Modality)
    status = max(scores, key=lambda modality: (scores[modality][0], -order.index(modality)))
    score, span, name = scores[status]
    confidence = round(min(0.95, 0.6 + 0.1 * score), 3)
    ledger.state(thing.number, "status", Concept(status.value), Evidence(span, span, f"modality: {name}", confidence))


def _weigh_dates(scores: _Scores, sentence: Sentence, annotation: Annotation, fade: float) -> None:
    """Weigh the dates of a sentence that names a thing: a day to come makes it planned, a day gone by happened."""
    issued = annotation.article.header.issued
    if not issued:
        return
    starts, ends = [], []
    for mention in annotation.mentions:
        if mention.kind is Kind.DATE and sentence.span.covers(mention.span) and "/" in mention.value:
            start, end = mention.value.split("/")
            if len(start) >= _MONTH and abs(int(start[:4]) - int(issued[:4])) <= 1:
                starts.append(start)
            elif end and not start:
                ends.append(end)
    if starts and all(start > issued[: len(start)] for start in starts):
        _add(scores, Modality.PLANNED, 2.0 * fade, sentence.span, "a date to come in the sentence")
    elif any(len(start) == _DAY and start <= issued for start in starts) or any(
        end >= issued[: len(end)] for end in ends
    ):
        _add(scores, Modality.HAPPENED, 1.0 * fade, sentence.span, "a date gone by in the sentence")


def _add(
    scores: dict[Modality, tuple[float, Span, str]], status: Modality, weight: float, span: Span, name: str
) -> None:
    score, known, first = scores.get(status, (0.0, span, name))
    scores[status] = (score + weight, known, first)


def _sentences(sentences: Sequence[Sentence], spans: Sequence[Span]) -> list[Sentence]:
    """Return the sentences in which a thing is named, body before title."""
    named = [s for s in sentences if any(s.span.start_char <= span.start_char < s.span.end_char for span in spans)]
    return sorted(named, key=lambda s: (s.part is Part.TITLE, s.span))


def _date(ledger: Ledger, number: int, name: str) -> str | None:
    dates = sorted(value.lexical for value in ledger.objects(number, name) if isinstance(value, Value))
    return dates[0] if dates else None

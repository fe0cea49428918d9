"""The learned part: weighs for each candidate pair which relation, if any, the words around it state.

One multinomial logistic regression a family of pairs (`pairs.FAMILIES`), trained by `scripts/train_relations.py` from
annotated articles; the weights are plain text in `data/model/relations.tsv`. Rules come first and their findings are
features, so the model confirms, rejects and completes them. Its own findings carry "learned: …" as their rule, and the
probability as their confidence.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from filmkg.extract.facts import Ledger, Object
from filmkg.extract.families import FAMILIES
from filmkg.extract.mainevent import MAIN
from filmkg.extract.pairs import Pair
from filmkg.extract.values import Filler, literal
from filmkg.model import Annotation, Evidence, Kind, Span, Value
from filmkg.resources import DATA

_ADD_FROM = 0.5
# a rule as sure as this is never overruled; of the others, what the model finds as unlikely as this is taken out
_KEPT_FROM = 0.86
_DROP_BELOW = 0.12


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by family and feature, one for each relation of the family."""

    weights: Mapping[str, Mapping[str, tuple[float, ...]]]
    add_from: Mapping[str, float]


def load_model(path: Path = DATA / "model" / "relations.tsv") -> Model:
    """Read the weights."""
    weights: dict[str, dict[str, tuple[float, ...]]] = {
        name: {} for name in (MAIN, *(family.name for family in FAMILIES))
    }
    add_from: dict[str, float] = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#"):
                continue
            family, feature, values = line.rstrip("\n").split("\t")
            if feature == "threshold":
                add_from[family] = float(values)
            else:
                weights[family][feature] = tuple(map(float, values.split(" ")))
    return Model(weights, add_from)


def weigh_main(model: Model, features: tuple[str, ...]) -> float:
    """Return how likely an event is the one that the article is about."""
    return _softmax(model.weights[MAIN], features, 1)[0]


def probabilities(model: Model, pair: Pair) -> tuple[float, ...]:
    """Return the probability of each relation of the pair's family; what is missing to 1 is "none"."""
    return _softmax(model.weights[pair.family.name], pair.features, len(pair.family.relations))


def _softmax(table: Mapping[str, tuple[float, ...]], features: Sequence[str], count: int) -> tuple[float, ...]:
    scores = [0.0] * count
    for feature in features:
        found = table.get(feature)
        if found is not None:
            for number, weight in enumerate(found):
                scores[number] += weight
    highest = max(0.0, *scores)
    powers = [math.exp(score - highest) for score in scores]
    total = sum(powers) + math.exp(-highest)
    return tuple(power / total for power in powers)


@dataclass(frozen=True, slots=True)
class Finding:
    """The best occurrence of a pair for one relation."""

    pair: Pair
    relation: str
    probability: float


def decide(model: Model, pairs: Sequence[Pair], annotation: Annotation, ledger: Ledger) -> None:
    """Add to the ledger what the model finds, and take out what it finds unlikely."""
    best: dict[tuple[str, int, str, object], Finding] = {}
    for pair in pairs:
        for relation, probability in _weighed(pair, probabilities(model, pair)):
            key = (
                pair.family.name,
                pair.subject_thing if pair.subject_thing >= 0 else -2 - pair.subject,
                relation,
                _object_key(pair, annotation, ledger),
            )
            old = best.get(key)
            if old is None or probability > old.probability:
                best[key] = Finding(pair, relation, probability)
    _drop(best, annotation, ledger)
    for finding in sorted(
        best.values(), key=lambda f: (-f.probability, f.pair.object, f.pair.subject_thing, f.relation)
    ):
        if finding.probability >= model.add_from.get(finding.pair.family.name, _ADD_FROM):
            _add(finding, annotation, ledger)


def _weighed(pair: Pair, chances: Sequence[float]) -> list[tuple[str, float]]:
    """Return the relations with their probability; "when" is a start and an end, and counts for both."""
    weighed = dict(zip(pair.family.relations, chances, strict=True))
    both = weighed.pop("when", 0.0)
    if both:
        weighed["startDate"] += both
        weighed["endDate"] += both
    return list(weighed.items())


def _object_key(pair: Pair, annotation: Annotation, ledger: Ledger) -> object:
    mention = annotation.mentions[pair.object]
    if mention.kind in (Kind.DATE, Kind.GENRE, Kind.ROLE):
        return mention.value or mention.name
    return ledger.cast.thing_of.get(pair.object, ("mention", pair.object))


def _drop(best: Mapping[tuple[str, int, str, object], Finding], annotation: Annotation, ledger: Ledger) -> None:
    """Take out what rules stated of a pair that the model knows and finds unlikely."""
    likely: dict[tuple[int, str, Object | None], float] = {}
    for finding in best.values():
        value: Object | None
        if finding.pair.family.objects[0] in (Kind.DATE, Kind.GENRE):
            value = _literal(finding.relation, finding, annotation)
        else:
            value = ledger.cast.thing_of.get(finding.pair.object)
        weighed = (finding.pair.subject_thing, finding.relation, value)
        likely[weighed] = max(likely.get(weighed, 0.0), finding.probability)
    for key, evidence in list(ledger.facts.items()):
        probability = likely.get(key)
        if probability is None or evidence.confidence >= _KEPT_FROM:
            continue
        if probability < _DROP_BELOW:
            del ledger.facts[key]
        else:
            ledger.facts[key] = replace(evidence, confidence=round(probability, 3))


def _literal(name: str, finding: Finding, annotation: Annotation) -> Value | None:
    mention = annotation.mentions[finding.pair.object]
    return literal(name, Filler(mention.span, finding.pair.object), mention, annotation.article)


def _add(finding: Finding, annotation: Annotation, ledger: Ledger) -> None:
    pair, relation = finding.pair, finding.relation
    evidence = _evidence(finding, annotation)
    mention = annotation.mentions[pair.object]
    thing = ledger.cast.thing_of.get(pair.object)
    if pair.family.name == "person-post":
        _add_post(pair.subject_thing, _literal("positionTitle", finding, annotation), mention.value, evidence, ledger)
    elif pair.family.name == "person-body":
        _add_employer(pair.subject_thing, thing, evidence, ledger)
    elif pair.family.name.startswith("award"):
        _add_award(pair, relation, annotation, evidence, ledger)
    elif relation == "body":
        if thing is not None:
            number = _made(ledger, "Membership", "member", pair.subject_thing, "body", thing)
            ledger.state(number, "member", pair.subject_thing, evidence)
            ledger.state(number, "body", thing, evidence)
    elif pair.family.objects[0] in (Kind.DATE, Kind.GENRE):
        value = _literal(relation, finding, annotation)
        if value is not None:
            ledger.state(pair.subject_thing, relation, value, evidence)
    elif thing is not None and thing != pair.subject_thing:
        ledger.state(pair.subject_thing, relation, thing, evidence)


def _made(ledger: Ledger, type_: str, first: str, one: object, second: str, other: object) -> int:
    for thing in ledger.made:
        if (
            thing.type == type_
            and one in ledger.objects(thing.number, first)
            and other in (*ledger.objects(thing.number, second), other)
        ):
            known = ledger.objects(thing.number, second)
            if not known or other in known:
                return thing.number
    return ledger.make(type_)


def _add_post(holder: int, title: Value | None, value: str, evidence: Evidence, ledger: Ledger) -> None:
    if title is None or value == "profession":
        return
    for thing in ledger.made:
        if thing.type == "Position" and holder in ledger.objects(thing.number, "holder"):
            titles = [
                str(o.lexical).lower() for o in ledger.objects(thing.number, "positionTitle") if isinstance(o, Value)
            ]
            if any(title.lexical.lower() in known or known in title.lexical.lower() for known in titles):
                return
    number = ledger.make("Position")
    ledger.state(number, "holder", holder, evidence)
    ledger.state(number, "positionTitle", title, evidence)


def _add_employer(holder: int, body: int | None, evidence: Evidence, ledger: Ledger) -> None:
    """Give a person's post its body; a person without a post gets none, for a title is never made up."""
    if body is None:
        return
    posts = [t.number for t in ledger.made if t.type == "Position" and holder in ledger.objects(t.number, "holder")]
    if any(body in ledger.objects(number, "organization") for number in posts):
        return
    free = [number for number in posts if not ledger.objects(number, "organization")]
    if free:
        ledger.state(free[0], "organization", body, evidence)


def _add_award(pair: Pair, relation: str, annotation: Annotation, evidence: Evidence, ledger: Ledger) -> None:
    prize = annotation.mentions[pair.subject]
    award = literal("award", Filler(prize.span, pair.subject), prize, annotation.article)
    thing = ledger.cast.thing_of.get(pair.object)
    if award is None or thing is None:
        return
    if relation == "recipient":
        number = _made(ledger, "AwardGrant", "award", award, "recipient", thing)
        ledger.state(number, "award", award, evidence)
        ledger.state(number, "recipient", thing, evidence)
        return
    mention = annotation.mentions[pair.object]
    event = (
        thing
        if mention.kind is Kind.EVENT
        else next(
            (
                t.number
                for t in (*ledger.cast.things, *ledger.made)
                if t.type in ("FestivalSeries", "FilmFestival") and mention.name in t.names
            ),
            None,
        )
    )
    if event is None:
        event = ledger.make("FestivalSeries", label=mention.name)
    for made in ledger.made:
        if (
            made.type == "AwardGrant"
            and award in ledger.objects(made.number, "award")
            and not ledger.objects(made.number, "grantedAt")
        ):
            ledger.state(made.number, "grantedAt", event, evidence)


def _evidence(finding: Finding, annotation: Annotation) -> Evidence:
    pair = finding.pair
    spans = [annotation.mentions[n].span for n in (pair.subject, pair.object) if n >= 0]
    focus = Span(min(s.start_char for s in spans), max(s.end_char for s in spans))
    inside = [
        s.span
        for s in annotation.article.sentences
        if s.span.start_char < focus.end_char and focus.start_char < s.span.end_char
    ]
    span = Span(min(s.start_char for s in inside), max(s.end_char for s in inside)) if inside else focus
    return Evidence(span, focus, f"learned: {finding.relation}", round(max(finding.probability, 0.01), 3))

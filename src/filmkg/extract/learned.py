"""The learned part: weighs for each candidate pair which relation, if any, the words around it state.

Rules come first and their findings are features, so the model confirms, rejects and completes them. Its own findings
carry "learned: …" as their rule, and the probability as their confidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter

from filmkg.extract.additions import add
from filmkg.extract.carried import names_cinema
from filmkg.extract.denial import is_denied, is_denied_of
from filmkg.extract.facts import Object
from filmkg.extract.findings import Finding
from filmkg.extract.pairs import Pair
from filmkg.extract.reading import Reading
from filmkg.extract.weights import COUNT, Model
from filmkg.model import Kind, Reach
from filmkg.regression import softmax, unpack

_ADD_FROM = 0.5
# what a rule as sure as this states needs only a part of the probability that the model asks for
_SURE_FROM = 0.86
_PART_FOR_SURE = 0.5
# what a delegation has not
_OF_BODIES = ("hasMember", "employs", "place")
# what one as sure as this states stands, whatever the model says
_SETTLED_FROM = 0.95
_POSSESSIVES = ("'s", "’s")
_LITERAL_KINDS = (Kind.DATE, Kind.GENRE, Kind.ROLE, Kind.NUMBER)

_Key = tuple[str, int, str, object]


def decide(model: Model, pairs: Iterable[Pair[int]], reading: Reading) -> None:
    """Add to the ledger what the model finds, and take out what it finds unlikely."""
    best: dict[_Key, Finding] = {}
    stated: dict[int, set[str]] = {}
    for subject, name, _ in reading.ledger.facts:
        stated.setdefault(subject, set()).add(name)
    for pair, probabilities in weigh(model, pairs):
        name, thing = pair.family.name, pair.subject_thing
        add_from, stated_of_it = model.add_from.get(name, _ADD_FROM), stated.get(thing, ())
        if not stated_of_it and sum(probabilities) < add_from:
            continue  # nothing to take out, and all together would not be enough to add
        for relation, probability in _by_relation(pair, probabilities):
            if probability < add_from and relation not in stated_of_it:
                continue  # nothing to add, nothing to take out
            key = (name, thing if thing >= 0 else -2 - pair.subject, relation, _object_key(pair, reading))
            old = best.get(key)
            if old is None or probability > old.probability:
                best[key] = Finding(pair, relation, probability)
    _drop(
        [found for found in best.values() if found.relation in stated.get(found.pair.subject_thing, ())], model, reading
    )
    likely = [
        finding
        for finding in best.values()
        if _is_likely(finding, model)
        and not _is_denied(finding, reading)
        and not _is_owner(finding, reading)
        and not _is_visiting(finding, reading)
        and not _is_named_otherwise(finding, reading)
    ]
    employed = frozenset(reading.cast.thing_of.get(f.pair.object) for f in likely if f.relation == "employs")
    # posts first: an employer needs one
    order = attrgetter("pair.object", "pair.subject_thing", "relation")
    for finding in sorted(likely, key=lambda f: (f.relation != "positionTitle", -f.probability, order(f))):
        add(finding, employed, reading)


def weigh(model: Model, pairs: Iterable[Pair[int]]) -> Iterator[tuple[Pair[int], Sequence[float]]]:
    """Yield each pair with the probability of each relation of its family; what is missing to 1 is "none"."""
    for (family, _), rivals in groupby(pairs, key=attrgetter("family", "object")):
        group = list(rivals)
        count, first = len(family.relations), model.first[family.name]
        scores = [score for pair in group for score in unpack(pair.told, count, first=first, of=COUNT)]
        probabilities = softmax(scores)
        for number, pair in enumerate(group):
            yield pair, probabilities[number * count : (number + 1) * count]


def _is_owner(finding: Finding, reading: Reading) -> bool:
    """Tell whether a supposed place only owns something: "Azerbaijan's contemporary cinema" is no place of an event."""
    if finding.pair.family.name != "event-place":
        return False
    end_char = reading.annotation.mentions[finding.pair.object].span.end_char
    return reading.annotation.article.text.startswith(_POSSESSIVES, end_char)


def _is_visiting(finding: Finding, reading: Reading) -> bool:
    """Tell whether a supposed organiser is a country's delegation, which attends, or one has members, posts, a seat."""
    if finding.relation in _OF_BODIES:
        names = reading.cast.things[finding.pair.subject_thing].names
        return any(name.lower().split()[-1] in reading.wording.visiting for name in names)
    if finding.relation not in ("organizer", "supporter"):
        return False
    mention = reading.annotation.mentions[finding.pair.object]
    is_national = any(part.kind in (Kind.DEMONYM, Kind.COUNTRY) for part in mention.parts)
    return is_national and mention.name.lower().split()[-1] in reading.wording.visiting


def _is_named_otherwise(finding: Finding, reading: Reading) -> bool:
    """Tell whether an event supposed to show a country's films says in its name whose films it shows."""
    return finding.relation == "presentsCinemaOf" and names_cinema(
        reading.cast.things[finding.pair.subject_thing], reading
    )


def _is_denied(finding: Finding, reading: Reading) -> bool:
    """Tell whether a denial stands between the two of a pair, or, of what it is, right before them."""
    pair = finding.pair
    if pair.subject < 0:
        return False
    mentions = reading.annotation.mentions
    first, last = sorted((mentions[pair.subject].span, mentions[pair.object].span))
    text = reading.annotation.article.text
    if is_denied(text, first.end_char, last.start_char, floor=first.end_char):
        return True
    sentence = reading.sentences.at(first.start_char)
    floor = first.start_char if sentence is None else reading.sentences.all[sentence].span.start_char
    return is_denied_of((finding.relation,), text, first, last.start_char, floor=floor)


def _by_relation(pair: Pair[int], probabilities: Sequence[float]) -> Iterable[tuple[str, float]]:
    """Return the relations with their probability; "when" is a start and an end, and counts for both."""
    by_relation = zip(pair.family.relations, probabilities, strict=True)
    if "when" not in pair.family.relations:
        return by_relation
    of_dates = dict(by_relation)
    both = of_dates.pop("when")
    return [(relation, probability + both) for relation, probability in of_dates.items()]


def _object_key(pair: Pair[int], reading: Reading) -> object:
    mention = reading.annotation.mentions[pair.object]
    if mention.kind in _LITERAL_KINDS:
        return mention.value or mention.name
    return reading.cast.thing_of.get(pair.object, ("mention", pair.object))


def _is_likely(finding: Finding, model: Model, part: float = 1) -> bool:
    return finding.probability >= part * model.add_from.get(finding.pair.family.name, _ADD_FROM)


def _drop(findings: Iterable[Finding], model: Model, reading: Reading) -> None:
    """Take out what rules stated of a pair that the model knows and would not state itself."""
    likeliest: dict[tuple[int, str, Object | None], Finding] = {}
    for finding in findings:
        value: Object | None
        if finding.is_literal:
            value = finding.literal(finding.relation, reading)
        else:
            value = reading.cast.thing_of.get(finding.pair.object)
        key = (finding.pair.subject_thing, finding.relation, value)
        if key not in likeliest or finding.probability > likeliest[key].probability:
            likeliest[key] = finding
    facts: Mapping[tuple[int, str, Object], object] = reading.ledger.facts
    for fact in [fact for fact in facts if fact in likeliest]:
        found, evidence = likeliest[fact], reading.ledger.facts[fact]
        is_sure = evidence.confidence >= _SURE_FROM
        if evidence.confidence >= _SETTLED_FROM:
            continue
        if is_sure and evidence.object is not None and evidence.object.how is Reach.SPOKEN_OF:
            continue  # "the two institutes": the model sees the words between the two names, and not what points back
        if _is_likely(found, model, _PART_FOR_SURE if is_sure else 1):
            reading.ledger.weigh(fact, evidence._replace(confidence=round(found.probability, 3)))
        else:
            reading.ledger.retract(fact)

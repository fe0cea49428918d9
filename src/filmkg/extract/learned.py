"""The learned part: weighs for each candidate pair which relation, if any, the words around it state, and judges then.

Pairs are weighed one by one, each by the words around it. What they could state is gathered into claims, and trees
judge each claim by all of its places and by what else is claimed in the article. Rules come first and their findings
are features of both, so the model confirms, rejects and completes them. Its own findings carry "learned: …" as their
rule, and the probability as their confidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from filmkg.extract.additions import add
from filmkg.extract.carried import names_cinema
from filmkg.extract.claimfeatures import rows
from filmkg.extract.claims import UNIT, Claim, gather
from filmkg.extract.denial import is_denied, is_denied_of
from filmkg.extract.facts import Triple
from filmkg.extract.findings import Finding
from filmkg.extract.pairs import Pair
from filmkg.extract.reading import Reading
from filmkg.extract.things import EVENT_TYPES, Cast
from filmkg.extract.weights import COUNT, Model
from filmkg.model import Kind, Reach
from filmkg.regression import softmax, unpack
from filmkg.trees import probability

_STATED_FROM = 0.48
_EMPLOYER_FROM = 0.6  # a wrong one costs a reader more than a missing one
# an event of which nothing is as likely as this is not spoken of
_EVENT_FROM = 0.55
# what a rule as sure as this reads from words that point back, or of a post, a seat or a grant, stands as well
_SURE_FROM = 0.86
# what one mention tells of one subject, the likeliest
_OF_ONE = ("accredits", "employs", "grants", "hasPart")
# what a delegation has not
_OF_BODIES = ("hasMember", "employs", "place")
# what one as sure as this states stands, whatever the model says
_SETTLED_FROM = 0.95
_POSSESSIVES = ("'s", "’s")


def decide(model: Model, pairs: Iterable[Pair[int]], reading: Reading) -> None:
    """Add to the ledger what the model finds, and take out what it finds unlikely."""
    claims = gather(weigh(model, pairs), reading)
    found = judge(model, claims, reading)
    _drop(claims, found, reading)
    doubtful = _doubtful_events(found, reading.cast)
    likely = [
        (finding, claim)
        for finding, claim in zip(found, claims, strict=True)
        if finding.probability >= (_EMPLOYER_FROM if finding.relation == "employs" else _STATED_FROM)
        and finding.pair.subject_thing not in doubtful
        and not _is_denied(finding, reading)
        and not _is_owner(finding, reading)
        and not _is_visiting(finding, reading)
        and not _is_named_otherwise(finding, reading)
    ]
    employed = frozenset(reading.cast.thing_of.get(f.pair.object) for f, _ in likely if f.relation == "employs")
    likely.sort(key=lambda one: _order(one[0]))
    told: set[tuple[str, int]] = set()
    for finding, claim in likely:
        if finding.relation in _OF_ONE:
            if (where := (finding.relation, finding.pair.object)) in told:
                continue
            told.add(where)
        if not any(fact in reading.ledger.facts for fact in claim.stated):  # else the rule's words stand for it
            add(finding, employed, reading)


def _doubtful_events(found: Iterable[Finding], cast: Cast) -> frozenset[int]:
    likeliest: dict[int, float] = {}
    for finding in found:
        thing = finding.pair.subject_thing
        likeliest[thing] = max(finding.probability, likeliest.get(thing, 0.0))
    return frozenset(
        thing
        for thing, probability_of_it in likeliest.items()
        if thing >= 0 and probability_of_it < _EVENT_FROM and cast.things[thing].type in EVENT_TYPES
    )


def _order(finding: Finding) -> tuple[object, ...]:
    pair = finding.pair
    is_post = finding.relation == "positionTitle"  # posts first: an employer needs one
    return not is_post, -finding.probability, pair.object, pair.subject_thing, finding.relation


def judge(model: Model, claims: Sequence[Claim], reading: Reading) -> list[Finding]:
    """Return each claim as a finding with its probability: the judgement of the trees, or its likeliest place alone."""
    if model.trees is None:
        return [Finding(claim.best.pair, claim.key.relation, claim.best.probability / UNIT) for claim in claims]
    return [
        Finding(claim.best.pair, claim.key.relation, probability(model.trees.score(row)))
        for claim, row in zip(claims, rows(claims, reading), strict=True)
    ]


def weigh(model: Model, pairs: Iterable[Pair[int]]) -> Iterator[tuple[Pair[int], Sequence[float]]]:
    """Yield each pair with the probability of each relation of its family; what is missing to 1 is "none"."""
    for (family, _), rivals in groupby(pairs, key=attrgetter("family", "object")):
        group = list(rivals)
        count, first = len(family.relations), model.first[family.name]
        scores = [each for pair in group for each in unpack(pair.told, count, first=first, of=COUNT)]
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


def _drop(claims: Iterable[Claim], found: Iterable[Finding], reading: Reading) -> None:
    """Take out what rules stated and the model finds unlikely; what stays has its probability."""
    likeliest: dict[Triple, float] = {}
    for claim, finding in zip(claims, found, strict=True):
        for fact in claim.stated:
            likeliest[fact] = max(finding.probability, likeliest.get(fact, 0.0))
    for fact, likely in likeliest.items():
        evidence = reading.ledger.facts[fact]
        if evidence.confidence >= _SETTLED_FROM:
            continue
        # "the two institutes": the model sees the words between the two names, and not what points back
        points_back = evidence.object is not None and evidence.object.how is Reach.SPOKEN_OF
        is_between = fact[0] >= len(reading.cast.things)
        if evidence.confidence >= _SURE_FROM and (points_back or is_between):
            continue
        if likely >= _STATED_FROM:
            reading.ledger.weigh(fact, evidence._replace(confidence=round(likely, 3)))
        else:
            reading.ledger.retract(fact)

"""State what the model finds: a triple, or a node that stands between the two (a post, a membership, a grant)."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from filmkg.extract.facts import Ledger, Object
from filmkg.extract.findings import Finding, literal_of, value_of
from filmkg.extract.reach import reaching
from filmkg.extract.reading import Reading
from filmkg.model import Evidence, Kind, Reached, Value

_FESTIVALS = ("FestivalSeries", "FilmFestival")


def add(finding: Finding, employed: AbstractSet[int | None], reading: Reading) -> None:
    """Enter a finding into the ledger.

    Args:
        finding: The finding.
        employed: Things of people with an employer: what is a profession else ("director") is a post there.
        reading: The article.
    """
    pair, ledger = finding.pair, reading.ledger
    evidence = finding.evidence(reading)
    thing = reading.cast.thing_of.get(pair.object)
    if pair.family.name == "person-post":
        if reading.annotation.mentions[pair.object].value != "profession" or pair.subject_thing in employed:
            _add_post(pair.subject_thing, literal_of(pair.object, "positionTitle", reading), evidence, ledger)
    elif finding.relation == "says":
        _add_quotation(finding, evidence, reading)
    elif finding.relation == "employs":
        _add_employer(thing, pair.subject_thing, evidence, ledger)
    elif finding.relation == "recipient":
        _add_recipient(finding, thing, evidence, reading)
    elif finding.relation == "grantedAt":
        _add_occasion(finding, thing, evidence, reading)
    elif finding.relation == "accredits":
        if thing is not None:
            ledger.state(pair.subject_thing, "accredits", _festival(finding, thing, reading), evidence)
    elif finding.relation == "grants":
        _add_grants(finding, evidence, reading)
    elif finding.relation == "hasMember":
        if thing is not None:
            number = _made(ledger, "Membership", ("member", thing), ("body", pair.subject_thing))
            ledger.state(number, "member", thing, _of_made(evidence, evidence.object))
            ledger.state(number, "body", pair.subject_thing, _of_made(evidence, evidence.subject))
    elif finding.relation == "hasPart":
        _add_whole(thing, pair.subject_thing, evidence, ledger)
    else:
        value = value_of(pair, finding.relation, reading)
        if value is not None and value != pair.subject_thing:
            ledger.state(pair.subject_thing, finding.relation, value, evidence)


def _of_made(evidence: Evidence, object_: Reached | None = None) -> Evidence:
    """Return the evidence of a finding as that of a fact whose subject is the node between the two."""
    return reaching(evidence, subject=None, object=object_)


def _add_whole(part: int | None, whole: int, evidence: Evidence, ledger: Ledger) -> None:
    """State of what an event is part, unless it is known to be part of another, or the other to be within it."""
    if part is None or ledger.objects(part, "partOf") or part in _within(whole, ledger):
        return
    ledger.state(part, "partOf", whole, reaching(evidence, subject=evidence.object, object=evidence.subject))


def _within(event: int, ledger: Ledger) -> set[Object]:
    """Return an event and all that it is part of."""
    found: set[Object] = set()
    waiting: list[Object] = [event]
    while waiting:
        one = waiting.pop()
        if isinstance(one, int) and one not in found:
            found.add(one)
            waiting.extend(ledger.objects(one, "partOf"))
    return found


def _made(ledger: Ledger, type_: str, first: tuple[str, Object], second: tuple[str, Object]) -> int:
    """Return the made node that has the first part and, if any, no other second one; else a new one."""
    for number in ledger.made_with(type_, *first):
        known = ledger.objects(number, second[0])
        if not known or second[1] in known:
            return number
    return ledger.make(type_)


def _add_post(holder: int, title: Value | None, evidence: Evidence, ledger: Ledger) -> None:
    """State a person's post, unless it is known by this title or a longer or shorter one."""
    if title is None:
        return
    words = title.lexical.lower()
    for number in ledger.made_with("Position", "holder", holder):
        titles = [o.lexical.lower() for o in ledger.objects(number, "positionTitle") if isinstance(o, Value)]
        if any(words in known or known in words for known in titles):
            return
    number = ledger.make("Position")
    ledger.state(number, "holder", holder, _of_made(evidence, evidence.subject))
    ledger.state(number, "positionTitle", title, _of_made(evidence))


def _add_employer(holder: int | None, body: int, evidence: Evidence, ledger: Ledger) -> None:
    """Give a person's post its body; a person without a post gets none, for a title is never made up."""
    if holder is None:
        return
    # rules that only say who works where make posts without a title, which are left out in the end
    posts = [one for one in ledger.made_with("Position", "holder", holder) if ledger.objects(one, "positionTitle")]
    if any(body in ledger.objects(number, "organization") for number in posts):
        return
    free = [number for number in posts if not ledger.objects(number, "organization")]
    if free:
        ledger.state(free[0], "organization", body, _of_made(evidence, evidence.subject))


def _add_quotation(finding: Finding, evidence: Evidence, reading: Reading) -> None:
    """State who says the words of a quotation, unless a rule has said that."""
    words, ledger = literal_of(finding.pair.object, "text", reading), reading.ledger
    if words is None or ledger.made_with("Quotation", "text", words):
        return
    number = ledger.make("Quotation")
    ledger.state(number, "speaker", finding.pair.subject_thing, _of_made(evidence, evidence.subject))
    ledger.state(number, "text", words, _of_made(evidence))


def _add_recipient(finding: Finding, thing: int | None, evidence: Evidence, reading: Reading) -> None:
    award, ledger = literal_of(finding.pair.subject, "award", reading), reading.ledger
    if award is None or thing is None:
        return
    number = _made(ledger, "AwardGrant", ("award", award), ("recipient", thing))
    ledger.state(number, "award", award, _of_made(evidence))
    ledger.state(number, "recipient", thing, _of_made(evidence, evidence.object))


def _add_grants(finding: Finding, evidence: Evidence, reading: Reading) -> None:
    """State that a prize is granted at an event, of all grants of it that lack that."""
    award = literal_of(finding.pair.object, "award", reading)
    if award is not None:
        at = _of_made(evidence, evidence.subject)
        _state_occasion(award, finding.pair.subject_thing, at, reading.ledger)


def _add_occasion(finding: Finding, thing: int | None, evidence: Evidence, reading: Reading) -> None:
    """State where a prize is granted, of all grants of it that lack that; a city stands for its festival."""
    award, ledger = literal_of(finding.pair.subject, "award", reading), reading.ledger
    if award is None or thing is None:
        return
    _state_occasion(award, _festival(finding, thing, reading), _of_made(evidence, evidence.object), ledger)


def _festival(finding: Finding, thing: int, reading: Reading) -> int:
    """Return the event that the object of a finding names, or stands for as its city."""
    mention, ledger = reading.annotation.mentions[finding.pair.object], reading.ledger
    event = thing if mention.kind is Kind.EVENT else ledger.known_event(mention.name, _FESTIVALS)
    return ledger.make("FestivalSeries", label=mention.name) if event is None else event


def _state_occasion(award: Value, event: int, evidence: Evidence, ledger: Ledger) -> None:
    """State where a prize is granted; one of which no recipient is known gets a grant of its own."""
    grants = ledger.made_with("AwardGrant", "award", award)
    if not grants:
        grants = [ledger.make("AwardGrant")]
        ledger.state(grants[0], "award", award, _of_made(evidence))
    for number in grants:
        if not ledger.objects(number, "grantedAt"):
            ledger.state(number, "grantedAt", event, evidence)

"""What a found pair becomes: a fact, or the node that stands between the two."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from filmkg.extract.assemble import assemble
from filmkg.extract.extractor import candidate_pairs
from filmkg.extract.families import FAMILIES
from filmkg.extract.learned import decide
from filmkg.extract.parties import settle_parties
from filmkg.extract.rules import RuleBook, load_rules
from filmkg.extract.weights import Model, model
from filmkg.model import Concept, Evidence, Span, Value
from filmkg.regression import pack

Found = Callable[..., set[str]]
NO_RULES = RuleBook((), ())
NEVER, LIKELY = -9.0, 2.0


def sure_of(*relations: tuple[str, str]) -> Model:
    """Make a model that finds these relations, each with the name of its family, wherever there is a pair."""
    return model(
        {
            family.name: {
                "bias": pack(LIKELY if (family.name, name) in relations else NEVER for name in family.relations)
            }
            for family in FAMILIES
        }
    )


@pytest.fixture
def found(read, shown) -> Found:
    """Return the facts of a text after a model spoke that finds some relations everywhere."""

    def facts(text: str, *relations: tuple[str, str], rules: RuleBook = NO_RULES) -> set[str]:
        reading, learned = read(text, rules), sure_of(*relations)
        decide(learned, candidate_pairs(reading, learned.signs), reading)
        return set(shown(reading.ledger))

    return facts


SPOKEN = "We have waited for this evening for ten long years"
SAYS = ("person-quote", "says")


def test_a_speaker_and_the_words_make_a_quotation(found: Found) -> None:
    facts = found(f'Ana Duarte frowned. "{SPOKEN}," came the retort.', SAYS)
    assert facts == {"Quotation | speaker | Ana Duarte", f"Quotation | text | {SPOKEN}"}


def test_a_quotation_that_a_rule_gives_a_speaker_keeps_that_one(found: Found) -> None:
    rules = RuleBook((), tuple(rule for rule in load_rules().relations if rule.name.startswith("quotation then")))
    facts = found(f'Karin Holm listened. "{SPOKEN}," said Ana Duarte.', SAYS, rules=rules)
    assert {fact for fact in facts if "speaker" in fact} == {"Quotation | speaker | Ana Duarte"}


@pytest.mark.parametrize(
    ("event", "shows"), [("Lantern Film Festival", True), ("Georgian Film Week", False), ("Estonian Film Week", False)]
)
def test_an_event_shows_the_films_of_the_country_in_its_name_alone(found: Found, event: str, *, shows: bool) -> None:
    facts = found(f"The {event} looked at Estonia.", ("event-country", "presentsCinemaOf"))
    assert (f"{event} | presentsCinemaOf | Estonia" in facts) is shows


def test_a_number_becomes_a_literal(found: Found) -> None:
    assert found("The Kapok Film Fund spoke of 40 of them.", ("body-number", "memberCount")) == {
        "Kapok Film Fund | memberCount | 40"
    }


def test_a_prize_without_a_recipient_is_tied_to_its_event(found: Found) -> None:
    facts = found("The Golden Lily Award belongs to the Lantern Film Festival.", ("event-award", "grants"))
    assert facts == {"AwardGrant | award | Golden Lily Award", "AwardGrant | grantedAt | Lantern Film Festival"}


PART = ("event-part", "hasPart")
OF_WHOLE = "Georgian Film Week | partOf | Lantern Film Festival"


def test_of_two_events_one_is_part_of_the_other_and_not_both_ways(found: Found) -> None:
    text = "The Lantern Film Festival began with the Georgian Film Week."
    facts = found(text, PART)
    assert len({OF_WHOLE, "Lantern Film Festival | partOf | Georgian Film Week"} & facts) == 1


def test_an_event_of_which_a_rule_knows_the_whole_is_part_of_no_other(found: Found) -> None:
    text = "The Georgian Film Week opened as part of the Lantern Film Festival. Georgian Film Week is small."
    facts = found(f"{text} In Oslo the Estonian Film Week opens.", PART, rules=load_rules())
    assert {fact for fact in facts if fact.startswith("Georgian Film Week | partOf")} == {OF_WHOLE}


def test_no_event_is_part_of_itself(found: Found) -> None:
    facts = found("The Lantern Film Festival opened. The festival, the Lantern Film Festival, is small.", PART)
    assert not {fact for fact in facts if "partOf" in fact}


POST, EMPLOYER = ("person-post", "positionTitle"), ("body-person", "employs")


@pytest.mark.parametrize("festival", ["Lantern Film Festival", "Oslo"])
def test_a_federation_accredits_a_festival_or_that_of_a_city(found: Found, festival: str) -> None:
    text = f"The Kapok Film Federation named the {festival}."
    assert f"Kapok Film Federation | accredits | {festival}" in found(text, ("body-event", "accredits"))


def test_a_profession_is_a_post_only_where_an_employer_is_found(found: Found) -> None:
    text = "Ana Duarte, the director, came from the Kapok Film Fund."
    assert found(text, POST) == set()
    assert found(text, POST, EMPLOYER) == {
        "Position | holder | Ana Duarte",
        "Position | positionTitle | director",
        "Position | organization | Kapok Film Fund",
    }


@pytest.mark.parametrize(("body", "has"), [("Georgian delegation", False), ("Kapok Film Guild", True)])
def test_who_is_of_a_delegation_is_no_member(found: Found, body: str, *, has: bool) -> None:
    assert bool(found(f"Ana Duarte came with the {body}.", ("body-member", "hasMember"))) is has


def evidence(confidence: float) -> Evidence:
    return Evidence(Span(0, 9), Span(0, 9), "rule", confidence)


@pytest.mark.parametrize(("confidence", "kept"), [(0.9, True), (0.7, True), (0.6, False)])
def test_directors_that_are_far_less_sure_than_another_are_left_out(read, confidence: float, *, kept: bool) -> None:
    reading = read("Ana Duarte and Karin Holm saw the film “The Long Red Autumn”.", NO_RULES)
    number = {name: thing.number for thing in reading.cast.things for name in thing.names}
    film = number["The Long Red Autumn"]
    reading.ledger.state(film, "director", number["Ana Duarte"], evidence(0.9))
    reading.ledger.state(film, "director", number["Karin Holm"], evidence(confidence))
    directors = [fact for fact in assemble(reading).facts if fact.property == "director"]
    assert len(directors) == 1 + kept


TREATY = "Riga, 5 May 2025\n\nChile and Estonia spoke of a film treaty in Riga.\n"


@pytest.mark.parametrize(
    ("status", "day", "kept"),
    [
        ("proposed", "2025-05-04", False),
        ("planned", "2025-04", False),
        ("planned", "2025-05", True),
        ("planned", "2025-06-01", True),
        ("happened", "2025-05-04", True),
    ],
)
def test_what_is_only_planned_was_not_signed_before(read, status: str, day: str, *, kept: bool) -> None:
    reading = read(TREATY, NO_RULES)
    assert reading.annotation.article.header.issued == "2025-05-05"
    (treaty,) = [thing.number for thing in reading.cast.things if thing.type == "Agreement"]
    reading.ledger.state(treaty, "status", Concept(status), evidence(0.9))
    reading.ledger.state(treaty, "signedOn", Value(day, "date" if len(day) == 10 else "gYearMonth"), evidence(0.9))
    assert any(fact.property == "signedOn" for fact in assemble(reading).facts) is kept


@pytest.mark.parametrize(("status", "kept"), [("planned", False), ("proposed", False), ("happened", True)])
@pytest.mark.parametrize("has_recipient", [True, False])
def test_a_planned_event_has_granted_no_prize_to_nobody(read, status: str, *, kept: bool, has_recipient: bool) -> None:
    reading = read("Ana Duarte and the Golden Lily Award were named at the Lantern Film Festival.", NO_RULES)
    number = {name: thing.number for thing in reading.cast.things for name in thing.names}
    festival, grant = number["Lantern Film Festival"], reading.ledger.make("AwardGrant")
    reading.ledger.state(grant, "award", Value("Golden Lily Award"), evidence(0.9))
    reading.ledger.state(grant, "grantedAt", festival, evidence(0.9))
    if has_recipient:
        reading.ledger.state(grant, "recipient", number["Ana Duarte"], evidence(0.9))
    reading.ledger.state(festival, "status", Concept(status), evidence(0.9))
    assert any(node.type == "AwardGrant" for node in assemble(reading).nodes) is (kept or has_recipient)


def test_a_day_beats_a_bare_year(read) -> None:
    reading = read(TREATY, NO_RULES)
    (treaty,) = [thing.number for thing in reading.cast.things if thing.type == "Agreement"]
    reading.ledger.state(treaty, "signedOn", Value("2015", "gYear"), evidence(0.9))
    reading.ledger.state(treaty, "signedOn", Value("2025-05-05", "date"), evidence(0.6))
    assert [fact.object for fact in assemble(reading).facts if fact.property == "signedOn"] == [
        Value("2025-05-05", "date")
    ]


@pytest.mark.parametrize(
    ("parties", "stated"),
    [
        (["Chile", "Estonia", "Kapok Film Fund"], ["Chile", "Estonia"]),
        (["Chile", "Kapok Film Fund", "Baku Film Agency"], ["Baku Film Agency", "Kapok Film Fund"]),
        (["Chile", "Kapok Film Fund"], ["Chile", "Kapok Film Fund"]),
    ],
)
def test_the_odd_party_among_others_is_left_out(read, parties: list[str], stated: list[str]) -> None:
    reading = read("A treaty: Chile, Estonia, the Kapok Film Fund and the Baku Film Agency were there.", NO_RULES)
    number = {name: thing.number for thing in reading.cast.things for name in thing.names}
    (treaty,) = [thing.number for thing in reading.cast.things if thing.type == "Agreement"]
    for party in parties:
        reading.ledger.state(treaty, "party", number[party], evidence(0.8))
    settle_parties(reading)
    left = reading.ledger.objects(treaty, "party")
    assert sorted(name for name in number if number[name] in left) == stated

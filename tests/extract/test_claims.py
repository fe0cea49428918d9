"""Claims: all places that would state the same make one, and what surrounds it is told in a row of numbers."""

import pytest

from filmkg.extract.claimfeatures import FEATURES, rows
from filmkg.extract.claims import gather
from filmkg.extract.extractor import candidate_pairs
from filmkg.extract.rules import RuleBook, load_rules

TWICE = "The Lantern Film Festival was in Hanoi.\n\nHanoi loved the Lantern Film Festival."
NO_RULES = RuleBook((), ())


def rules_named(*starts):
    return RuleBook((), tuple(rule for rule in load_rules().relations if rule.name.startswith(starts)))


@pytest.fixture
def claimed(read, knowledge):
    """Return the claims of a text, with what surrounds each by its name, where a place says it as a function tells."""

    def claims(text, likely, *, rules=NO_RULES):
        reading = read(text, rules)
        weighed = [(pair, likely(pair, reading)) for pair in candidate_pairs(reading, knowledge.model.signs)]
        found = gather(weighed, reading)
        told = [dict(zip(FEATURES, row, strict=True)) for row in rows(found, reading)]
        return [(claim, row, reading) for claim, row in zip(found, told, strict=True)]

    return claims


def in_family(name, *probabilities):
    return lambda pair, _: probabilities if pair.family.name == name else [0.0] * len(pair.family.relations)


def test_places_that_say_the_same_make_one_claim(claimed):
    chances = iter((0.25, 0.75))

    def likely(pair, reading):
        is_asked = pair.family.name == "event-place" and pair.subject >= 0
        return [next(chances)] if is_asked else [0.0] * len(pair.family.relations)

    ((claim, row, reading),) = claimed(TWICE, likely)
    assert claim.key.relation == "place"
    assert [place.probability for place in claim.places] == [250, 750]
    assert claim.best == claim.places[1]
    assert reading.annotation.mentions[claim.best.pair.object].span.start_char == TWICE.rindex("Hanoi")
    assert {name: row[name] for name in ("highest", "second", "mean", "sum", "places", "first-place")} == {
        "highest": 750, "second": 250, "mean": 500, "sum": 1000, "places": 2, "first-place": 250,
    }  # fmt: skip


def test_what_no_place_says_with_any_likelihood_is_no_claim(claimed):
    assert claimed(TWICE, in_family("event-place", 0.04)) == []
    assert len(claimed(TWICE, in_family("event-place", 0.06))) == 1


def test_a_day_can_be_the_start_and_the_end(claimed):
    found = claimed("The Lantern Film Festival was on 3 May 2021.", in_family("event-date", 0.1, 0.05, 0.6))
    assert {claim.key.relation: claim.best.probability for claim, *_ in found} == {"startDate": 700, "endDate": 650}
    assert {row["other-relation"] for _, row, _ in found} == {700, 650}


def test_rivals_are_the_others_for_the_same_place(claimed):
    text = "The Lantern Film Festival and the Kapok Film Week were in Hanoi and Hue."

    def likely(pair, reading):
        is_asked = pair.family.name == "event-place" and pair.subject >= 0
        return [0.1 + pair.subject / 100 + pair.object / 1000] if is_asked else [0.0] * len(pair.family.relations)

    found = claimed(text, likely)
    assert len(found) == 4
    by_key = {(claim.key.subject, claim.key.object): row for claim, row, _ in found}
    for (subject, object_), row in by_key.items():
        (rival,) = [of for (other, same), of in by_key.items() if other != subject and same == object_]
        (beside,) = [of for (same, other), of in by_key.items() if other != object_ and same == subject]
        assert row["other-subject"] == row["other-subjects"] == rival["highest"]
        assert row["other-object"] == row["other-objects"] == beside["highest"]
        assert row["second-other-subject"] == row["second-other-object"] == -1
        assert row["subject-claims"] == row["highest"] + beside["highest"]


def test_the_items_of_a_list_are_neighbours(claimed):
    text = "The Lantern Film Festival came to Hanoi, Hue and Da Nang, far from Singapore."
    found = claimed(text, in_family("event-place", 0.5))
    around = {reading.annotation.mentions[claim.best.pair.object].name: (row["before-in-list"], row["behind-in-list"])
              for claim, row, reading in found}  # fmt: skip
    assert around["Hanoi"] == (-1, 500)
    assert around["Hue"] == (500, 500)
    assert around["Singapore"] == (-1, -1)


@pytest.mark.parametrize(
    ("text", "family", "relation"),
    [
        ("The Lantern Film Festival is held in Hanoi.", "event-place", "place"),
        ("Ana Duarte is the director of the Kapok Film Fund.", "body-person", "employs"),
        ("Ana Duarte is the director of the Kapok Film Fund.", "person-post", "positionTitle"),
    ],
)
def test_what_a_rule_states_is_a_claim_however_unlikely(claimed, text, family, relation):
    by_rules = claimed(text, in_family("no family"), rules=load_rules())
    ((claim, row, reading),) = [of for of in by_rules if of[0].key[0::2] == (family, relation)]
    assert claim.stated
    assert all(fact in reading.ledger.facts for fact in claim.stated)
    assert row["confidence"] == round(1000 * max(reading.ledger.facts[fact].confidence for fact in claim.stated)) > 0
    assert row["highest"] == 0

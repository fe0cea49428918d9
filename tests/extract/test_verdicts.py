"""What words beside a name settle: the examples of `verdicts.toml`, and which of several counts."""

import tomllib

import pytest

from filmkg.extract.modality import told_in
from filmkg.extract.rules import RuleBook
from filmkg.extract.statusfeatures import status_features
from filmkg.extract.statussigns import StatusSigns
from filmkg.extract.verdicts import load_verdicts, verdicts_on
from filmkg.resources import DATA

VERDICTS = tomllib.loads((DATA / "vocabulary" / "verdicts.toml").read_text(encoding="utf-8"))["verdict"]
ISSUED = "Georgian evening\n\n16 May 2025\n\n"
FESTIVAL = "Lantern Film Festival"


def examples(kind):
    return [pytest.param(one, text, id=f"{one['name']}: {text}") for one in VERDICTS for text in one[kind]]


def told(extraction):
    """Return the statuses of the festival, or else of the agreements, of an example, each with its rule."""
    about = {node.number for node in extraction.nodes if node.label.startswith(FESTIVAL)} or {
        node.number for node in extraction.nodes if node.type == "Agreement"
    }
    return {
        (fact.object.name, fact.evidence.rule)
        for fact in extraction.facts
        if fact.property == "status" and fact.subject in about
    }


@pytest.mark.parametrize("head", ["", ISSUED])
@pytest.mark.parametrize(("verdict", "text"), examples("positive"))
def test_a_verdict_settles_its_examples(extracted, head, verdict, text):
    assert {status for status, _ in told(extracted(head + text))} == {verdict["status"]}


@pytest.mark.parametrize(("verdict", "text"), examples("negative"))
def test_a_verdict_is_silent_in_what_only_looks_like_it(read, verdict, text):
    reading = read(ISSUED + text, RuleBook((), ()))
    things = [
        thing for thing in reading.ledger.things() if thing.names[0].startswith(FESTIVAL) or thing.type == "Agreement"
    ]
    assert things
    for thing in things:
        what = "agreement" if thing.type == "Agreement" else "event"
        found = verdicts_on(thing, told_in(thing, reading), what, reading)
        assert verdict["name"] not in {one.name for one in found}


def test_every_verdict_has_examples_of_both_kinds_and_a_name_of_its_own():
    assert [one["name"] for one in VERDICTS if len(one["positive"]) < 2 or not one["negative"]] == []
    names = [rule.name for rule in load_verdicts().about["event"]]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (
            "The Lantern Film Festival, scheduled for 24 May, has been called off. The festival was to be in Riga.",
            {"cancelled"},
        ),
        (
            "The Lantern Film Festival will not go ahead next week.\n\nThe event has been postponed to 19 June 2025.",
            {"planned"},
        ),
        (
            "The Lantern Film Festival will be held in June. The consulate has cancelled the evening with Ana Duarte.",
            {"planned"},
        ),
    ],
)
def test_of_several_words_those_that_hold_count(extracted, text, status):
    assert {told for told, _ in told(extracted(ISSUED + text))} == status


def test_what_has_a_date_to_come_has_not_happened(extracted):
    text = "The Lantern Film Festival took place in Riga from 24 to 28 June 2025."
    assert "happened" not in {status for status, _ in told(extracted(ISSUED + text))}


def test_the_verbs_and_dates_beside_a_name_are_signs(read, knowledge):
    text = "The Lantern Film Festival will open in Riga on 20 May.\n\nAna Duarte said so in 2019."
    reading = read(ISSUED + text, RuleBook((), ()))
    festival = next(thing for thing in reading.ledger.things() if thing.names[0] == FESTIVAL)
    features = status_features(
        festival, told_in(festival, reading), "event", StatusSigns(knowledge.cues, reading), reading
    )
    assert {"verb a:ahead", "near:start:after:10", "verdict:will be held", "doubtful:False"} <= set(features)
    assert "year near:before" not in features

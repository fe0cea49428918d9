"""Happened, planned, proposed or cancelled: cues, dates, and which of them wins."""

import tomllib

import pytest

from filmkg.extract.cues import load_cues
from filmkg.model import Concept, Modality
from filmkg.resources import DATA

CUES = tomllib.loads((DATA / "vocabulary" / "modality.toml").read_text(encoding="utf-8"))["cue"]


def statuses(extraction):
    return {
        extraction.nodes[fact.subject].label: (fact.object.name, fact.evidence)
        for fact in extraction.facts
        if fact.property == "status"
    }


def examples(kind):
    return [pytest.param(cue, text, id=f"{cue['name']}: {text}") for cue in CUES for text in cue.get(kind, ())]


@pytest.mark.parametrize(("cue", "text"), examples("positive"))
def test_a_cue_speaks_in_its_examples(extracted, cue, text):
    told = {(status, evidence.rule) for status, evidence in statuses(extracted(text)).values()}
    assert (cue["status"], f"modality: {cue['name']}") in told


@pytest.mark.parametrize(("cue", "text"), examples("negative"))
def test_a_cue_is_silent_in_what_only_looks_like_it(cue, text):
    assert not next(known for known in load_cues() if known.name == cue["name"]).words.expression.search(text)


def test_every_cue_has_examples_of_both_kinds():
    assert [cue["name"] for cue in CUES if len(cue["positive"]) < 2 or not cue["negative"]] == []


def test_cues_are_named_once_and_give_a_known_status():
    cues = load_cues()
    names = [cue.name for cue in cues]
    assert len(set(names)) == len(names) == len(CUES)
    assert {cue.status for cue in cues} == set(Modality)
    assert {cue.of for cue in cues} == {"event", "agreement", "membership"}


EVENT, TREATY = "Lantern Film Festival", "treaty"
ISSUED = "Georgian Evening\n\n16 May 2025\n\n"


@pytest.mark.parametrize(
    ("text", "label", "status"),
    [
        ("The Lantern Film Festival took place in Riga last week.", EVENT, "happened"),
        ("The Lantern Film Festival drew crowds in Riga last week.", EVENT, "happened"),
        ("The Lantern Film Festival is to be held in Riga.", EVENT, "planned"),
        ("The minister suggested that Riga hold the Lantern Film Festival.", EVENT, "proposed"),
        ("The Lantern Film Festival has been called off in Riga.", EVENT, "cancelled"),
        ("The Lantern Film Festival, which was to open in Riga in May, has been cancelled.", EVENT, "cancelled"),
        (f"{ISSUED}Lantern Film Festival, 20 to 25 May 2025.", EVENT, "planned"),
        (f"{ISSUED}Lantern Film Festival, 4 to 9 May 2025.", EVENT, "happened"),
        ("Chile and Estonia signed a treaty.", TREATY, "happened"),
        ("Chile and Estonia will sign a treaty.", TREATY, "planned"),
        ("Chile and Estonia are negotiating a draft treaty.", TREATY, "proposed"),
        pytest.param(
            "A film treaty between Chile and Estonia is in force.",
            TREATY,
            "happened",
            marks=pytest.mark.xfail(strict=True, reason="one short sentence is not sure enough to be stated"),
        ),
    ],
)
def test_status(extracted, text, label, status):
    assert statuses(extracted(text))[label][0] == status


def test_each_thing_has_one_status_of_its_own(extracted):
    found = statuses(
        extracted("The Lantern Film Festival was held in Riga.\n\nThe Georgian Film Week will open in Baku tomorrow.")
    )
    assert {label: status for label, (status, _) in found.items()} == {
        EVENT: "happened",
        "Georgian Film Week": "planned",
    }


def test_the_evidence_is_the_sentence_that_tells(extracted):
    extraction = extracted("The Lantern Film Festival is small.\n\nThe Lantern Film Festival was cancelled in Riga.")
    status, evidence = statuses(extraction)[EVENT]
    assert status == "cancelled"
    assert extraction.article.quote(evidence.span) == "The Lantern Film Festival was cancelled in Riga."
    assert 0 < evidence.confidence <= 1


def test_a_series_has_no_status(extracted):
    extraction = extracted("The Nordlys Film Society accredits Cannes.")
    series = [node.number for node in extraction.nodes if node.type == "FestivalSeries"]
    assert series
    assert [fact for fact in extraction.facts if fact.subject in series and fact.property == "status"] == []


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("memorandum", "memorandum"),
        ("treaty", "treaty"),
        ("protocol", "protocol"),
        ("declaration", "declaration"),
        ("pact", "agreement"),
    ],
)
def test_the_word_tells_the_type_of_an_agreement(extracted, word, kind):
    facts = extracted(f"Chile and Estonia signed a {word}.").facts
    assert [fact.object for fact in facts if fact.property == "agreementType"] == [Concept(kind)]

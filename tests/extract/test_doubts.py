"""What is only prepared, announced, spoken about or denied is not told as happened: the examples of `doubts.toml`."""

import tomllib

import pytest

from filmkg.extract.cues import load_cues
from filmkg.extract.doubts import load_doubts
from filmkg.extract.verdicts import load_verdicts
from filmkg.resources import DATA

DATA_OF_DOUBTS = tomllib.loads((DATA / "vocabulary" / "doubts.toml").read_text(encoding="utf-8"))
DOUBTS = [*DATA_OF_DOUBTS["doubt"], {"name": "made", **DATA_OF_DOUBTS["made"]}]
ISSUED = "Georgian evening\n\n16 May 2025\n\n"


def examples(kind):
    return [pytest.param(text, id=f"{doubt['name']}: {text}") for doubt in DOUBTS for text in doubt[kind]]


def told(extraction):
    """Return the statuses of the festival, or else of the agreements and meetings, of an example."""
    named = "Lantern Film Festival" in extraction.article.text  # people of it can have met
    about = {
        node.number
        for node in extraction.nodes
        if (node.label == "Lantern Film Festival" if named else node.type in ("Agreement", "Meeting"))
    }
    return {fact.object.name for fact in extraction.facts if fact.property == "status" and fact.subject in about}


@pytest.mark.parametrize("head", ["", ISSUED])
@pytest.mark.parametrize("text", examples("positive"))
def test_a_doubt_leaves_nothing_that_happened(extracted, head, text):
    assert "happened" not in told(extracted(head + text))


@pytest.mark.parametrize("text", examples("negative"))
def test_what_only_looks_doubtful_happened(extracted, text):
    assert told(extracted(ISSUED + text)) == {"happened"}


def test_every_doubt_has_examples_of_both_kinds():
    assert [doubt["name"] for doubt in DOUBTS if len(doubt["positive"]) < 2 or not doubt["negative"]] == []


def test_another_sentence_that_tells_it_is_believed(extracted):
    text = (
        "Tickets for the Lantern Film Festival were sold out by Monday.\n\nThe Lantern Film Festival was held in Riga."
    )
    assert told(extracted(ISSUED + text)) == {"happened"}


def test_what_was_only_spoken_about_was_not_signed_that_day(stated):
    facts = stated(ISSUED + "A film treaty between Chile and Estonia came up on Monday.")
    assert "treaty | party | Chile" in facts
    assert not {fact for fact in facts if "| signedOn |" in fact}


def test_expressions_that_wait_until_they_are_needed_can_be_compiled():
    doubts = [one for of_kind in load_doubts().about.values() for one in of_kind]
    verdicts = [one for of_kind in load_verdicts().about.values() for one in of_kind]
    found = [cue.words for cue in load_cues()]
    found += [words for one in doubts for words in (one.before, one.behind, one.anywhere, one.unless)]
    found += [words for one in verdicts for words in (one.before, one.behind, one.then, one.unless)]
    assert all(words.expression for words in found if words is not None)

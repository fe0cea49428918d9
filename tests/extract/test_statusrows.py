"""What surrounds a status is told in a row of numbers: its words, its dates, what is stated of it."""

import pytest

from filmkg.extract.extractor import read_facts
from filmkg.extract.modality import told_in, with_status
from filmkg.extract.statusrows import FEATURES, STATUSES, row, told_of
from filmkg.extract.statussigns import StatusSigns
from filmkg.extract.weights import STATUS

HELD = (
    "Lantern Film Festival ends\n\n16 May 2025\n\nThe Lantern Film Festival was held in Riga from 4 to 9 May 2025. "
    "The Lantern Film Festival showed “Red Autumn” by Ana Duarte."
)


@pytest.fixture
def surroundings(annotated, knowledge):
    """Return by its name what surrounds the status of the only thing of a text that has one."""

    def told(text):
        reading = read_facts(annotated(text), knowledge)
        signs, weights = StatusSigns(knowledge.cues, reading), knowledge.model.weights[STATUS]
        ((thing, what),) = with_status(reading)
        known = told_of(thing, told_in(thing, reading), what, signs=signs, weights=weights, reading=reading)
        return dict(zip(FEATURES, row(known, signs, reading), strict=True))

    return told


def test_dates_are_told_beside_that_of_the_article(surroundings):
    told = surroundings(HELD)
    names = ("start", "start-exactness", "end", "is-over", "is-to-come", "issued", "signed")
    assert {name: told[name] for name in names} == {
        "start": 1, "start-exactness": 10, "end": 1, "is-over": 1, "is-to-come": 0, "issued": 1, "signed": -1,
    }  # fmt: skip
    assert surroundings(HELD.replace("16 May", "1 May").replace("was held", "will be held"))["is-to-come"] == 1
    assert surroundings(HELD.replace("\n\n16 May 2025", ""))["start"] == -1


def test_what_is_stated_is_counted(surroundings):
    told = surroundings(HELD)
    assert (told["is-event"], told["named"], told["films"], told["participants"]) == (1, 1, 1, 0)
    assert told["facts"] >= 4
    assert 0 < told["likeliest-fact"] <= 1000


def test_sentences_with_a_doubt_are_told_apart(surroundings):
    told = surroundings("The Lantern Film Festival opens in Riga. Tickets for the Lantern Film Festival are sold.")
    assert told["undoubted-sentences"] < told["sentences"]
    assert any(told[f"score-{status}"] != told[f"undoubted-{status}"] for status in STATUSES)


def test_an_agreement_is_no_event(surroundings):
    told = surroundings("Estonia and Chile signed a film treaty in Riga.")
    assert (told["is-event"], told["class"], told["is-made"]) == (0, -1, 1)

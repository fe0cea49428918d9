"""Which body is spoken of: the one that is joined, the one that elects, and the two that sign."""

import pytest

JOINED = "The Nordlys Film Society met in Riga on 5 May 2025. "


def test_an_archive_is_joined_by_nobody(stated):
    text = (
        "The National Film Archive of Iceland sent a print. The National Film Archive of Iceland is old. The archive "
        "is glad. The Nordlys Film Society met in Riga, and the Baku Film Agency was let in as an observer."
    )
    facts = stated(text)
    assert "membership | body | Nordlys Film Society" in facts
    assert "membership | body | National Film Archive of Iceland" not in facts


@pytest.mark.parametrize(
    "text",
    [
        "Karin Holm of the Kapok Film Fund was confirmed as president.",
        "Karin Holm took over as treasurer from Ana Duarte.",
        "The new treasurer is Karin Holm of Estonia.",
    ],
)
def test_officers_are_of_the_body_that_is_spoken_of(stated, text):
    assert "position | organization | Nordlys Film Society" in stated(JOINED + text)


def test_nobody_is_elected_to_a_post_of_craft(stated):
    facts = stated(JOINED + "Karin Holm took over as artistic director.")
    assert "position | organization | Nordlys Film Society" not in facts


@pytest.mark.parametrize(
    "text",
    ["A delegation of the Baku Film Agency led by Karin Holm came.", "A Chilean delegation led by Karin Holm came."],
)
def test_a_delegation_has_a_head_and_no_posts(stated, text):
    assert not {fact for fact in stated(JOINED + text) if "positionTitle" in fact}


def test_two_bodies_sign_that_were_named_before(stated):
    text = (
        "Karin Holm of the Baku Film Agency came to see the Kapok Film Fund on 5 May 2025. She said that the two "
        "agencies wished to conclude a memorandum in June."
    )
    assert {"memorandum | party | Baku Film Agency", "memorandum | party | Kapok Film Fund"} <= stated(text)


def test_states_and_bodies_are_not_parties_of_one_agreement(stated):
    text = (
        "The Royal Film Commission of Jordan and the Malta Film Commission signed a memorandum on 5 May 2025. It was "
        "inked by Hasan Aliyev and Malta's Karin Holm, in the presence of the ambassador to Jordan, Ana Duarte."
    )
    facts = stated(text)
    parties = {fact.rpartition(" | ")[2] for fact in facts if "| party |" in fact}
    assert parties == {"Royal Film Commission of Jordan", "Malta Film Commission"}
    assert "memorandum | signatory | Ana Duarte" not in facts


def test_a_headline_and_its_text_tell_of_one_agreement_of_bodies(stated):
    text = (
        "Kenya and Norway film bodies sign memorandum\n\nNairobi, 22 May 2018. The Baku Film Agency and the Kapok "
        "Film Fund have signed a memorandum on training."
    )
    parties = {fact.rpartition(" | ")[2] for fact in stated(text) if "| party |" in fact}
    assert parties == {"Baku Film Agency", "Kapok Film Fund"}

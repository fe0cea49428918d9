"""Who backs a film backs no event, even where one is spoken of next to it; who accredits festivals runs none."""

import pytest

SETTING = "The Lantern Film Festival opened in Riga on 5 May 2025. "


@pytest.mark.parametrize(
    "text",
    [
        'The prize went to "Red Garden" by Karin Holm, supported by the Kapok Film Fund.',
        '"Red Garden" was shot in Chile and was supported by the Kapok Film Fund.',
        '"Red Garden" was made with the help of the Kapok Film Fund.',
    ],
)
def test_a_film_has_backers_of_its_own(stated, text):
    assert not {fact for fact in stated(SETTING + text) if "| supporter |" in fact}


@pytest.mark.parametrize(
    "text",
    [
        'After "Red Garden" there was a party. The festival was supported by the Kapok Film Fund.',
        'It shows "Red Garden", and the festival is supported by the Kapok Film Fund.',
    ],
)
def test_the_event_has_its_backers(stated, text):
    assert "Lantern Film Festival | supporter | Kapok Film Fund" in stated(SETTING + text)


def test_who_accredits_festivals_organises_none(stated):
    text = (
        "Lantern Film Festival gets FIAPF badge\n\nThe Lantern Film Festival has been accredited by FIAPF, its "
        "director announced on 5 May 2025. FIAPF accredits the Lantern Film Festival from this year on."
    )
    facts = stated(text)
    assert "FIAPF | accredits | Lantern Film Festival" in facts
    assert "Lantern Film Festival | organizer | FIAPF" not in facts

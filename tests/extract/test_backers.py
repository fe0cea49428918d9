"""Who backs a film backs no event, even where the event is spoken of next to it."""

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

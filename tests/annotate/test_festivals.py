"""Festivals whose name has no head: what they are called tells."""

import pytest

from filmkg.model import Kind


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("Lake Encounters, the Estonian festival for first features, opens in May. Lake Encounters is small.", 2),
        ("The jury of Amber Summer (ASF), a festival of short films, met.", 1),
        ("The Kapok Film Fund, the festival's partner, met.", 0),
        ("Karin Holm, the festival director, spoke.", 0),
        ("The Kapok Film Fund, a festival of sorts, met.", 0),
    ],
)
def test_what_is_called_a_festival_is_one_whatever_its_name(mentions, text, events):
    found = [m for m in mentions(text) if m.kind is Kind.EVENT and not m.anaphor and m.name[0].isupper()]
    assert [m.value for m in found] == ["FilmFestival"] * events

"""Festivals whose name has no head: what they are called tells."""

import pytest

from filmkg.model import Kind


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("Lake Encounters, the Estonian festival for first features, opens in May. Lake Encounters is small.", 2),
        ("The jury of Amber Summer (ASF), a festival of short films, met.", 1),
        ("Lisbon, the city of the festival, is old.", 0),
        ("The festival of Estonian film at the Kapok Film Fund opens.", 0),
        ("The Kapok Film Fund, the festival's partner, met.", 0),
        ("Karin Holm, the festival director, spoke.", 0),
        ("The Kapok Film Fund, a festival of sorts, met.", 0),
    ],
)
def test_what_is_called_a_festival_is_one_whatever_its_name(mentions, text, events):
    found = [m for m in mentions(text) if m.kind is Kind.EVENT and not m.anaphor and m.name[0].isupper()]
    assert [m.value for m in found] == ["FilmFestival"] * events


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("LANTERNA, the Estonian film festival whose name is short, opens today.", "LANTERNA"),
        ("Tonight at 20.00 the festival of Estonian film NORDFILM begins for the fourth time.", "NORDFILM"),
    ],
)
def test_a_festival_called_by_one_word(mentions, text, name):
    assert (name, Kind.EVENT) in [(m.name, m.kind) for m in mentions(text)]

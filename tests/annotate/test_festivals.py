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


@pytest.mark.parametrize("name", ["Berlinale", "IFFI", "goEast", "SaltFest", "RO-CineFest", "FESPACO"])
def test_a_festival_known_by_one_word_is_named_by_it(mentions, name):
    found = mentions(f"Karin Holm is a guest of the {name}, which ends on Sunday.")
    assert [(m.name, m.anaphor) for m in found if m.kind is Kind.EVENT] == [(name, False)]


@pytest.mark.parametrize(
    "text", ["The Berlinale Salt Camp opens.", "It was a manifest of the fest.", "A Sundance-like mood."]
)
def test_a_word_for_a_festival_inside_another_name_or_word_is_none(mentions, text):
    assert not [m for m in mentions(text) if m.kind is Kind.EVENT and m.name in ("Berlinale", "Sundance", "manifest")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“Salt Ferry” won the jury prize at Cannes.", Kind.EVENT),
        ("The memorandum was signed at Cannes.", Kind.CITY),
        ("The tour has called at Venice.", Kind.CITY),
    ],
)
def test_a_city_stands_for_its_festival_where_something_is_shown_or_won(mentions, text, kind):
    assert [m.kind for m in mentions(text) if m.name in ("Cannes", "Venice")] == [kind]

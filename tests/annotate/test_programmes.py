"""Programmes with a title of their own: what stands beside it tells."""

import pytest

from filmkg.model import Kind


@pytest.mark.parametrize(
    ("text", "title", "value"),
    [
        ('"Far Grass", a season of Icelandic films, opens on Friday.', "Far Grass", "FilmDays"),
        ("“Slow Trains,” a five-title salute to Karin Holm, opens on Friday.", "Slow Trains", "FilmDays"),
        ('They saw a retrospective of the director Karin Holm called "Rope and Light".', "Rope and Light", "FilmDays"),
        ("It opened the week, entitled A Look at Nordic Cinema.", "A Look at Nordic Cinema", "FilmDays"),
        ("The tribute is called Bora and Salt.", "Bora and Salt", "FilmDays"),
        ('The archive showed its season "Far, Far, Grass" in Oslo.', "Far, Far, Grass", "FilmDays"),
        ('They met at a round table, "One Screen for All", in Oslo.', "One Screen for All", "Event"),
        ("The festival Baltic Blue - five new works - opens on Friday.", "Baltic Blue", "FilmFestival"),
        ('The "Tales on Film" showcase in Linz is off.', "Tales on Film", "FilmDays"),
        ('It invites to "Far Grass", a week of screenings in three cities.', "Far Grass", "FilmDays"),
        ("They put on “Green Salt”, ninety minutes of short films from Oslo.", "Green Salt", "Screening"),
        ("The Northern Lanterns tour has a seat for everybody.", "Northern Lanterns", "FilmDays"),
        ('The second edition of "Far Grass" took place in 2017.', "Far Grass", "FilmDays"),
        ('Karin Holm led a conversation called "Two Tongues, One Purse".', "Two Tongues, One Purse", "Event"),
        ('"Rain on a Roof", as the retrospective has been christened, opened.', "Rain on a Roof", "FilmDays"),
        ("A Glance at Grass, a season of six films, opened that night.", "A Glance at Grass", "FilmDays"),
        ("It began with Baltic Blue, the first edition of a festival that all liked.", "Baltic Blue", "FilmFestival"),
        ("Come to the Czech film festival LUMINA in May.", "LUMINA", "FilmFestival"),
        ("The inaugural SALTfest will have its home in Oslo.", "SALTfest", "FilmDays"),
        ("“Green Salt” is a festival of short films.", "Green Salt", "FilmFestival"),
    ],
)
def test_what_is_called_a_programme_is_an_event_whatever_its_title(mentions, text, title, value):
    assert [(m.name, m.value) for m in mentions(text) if m.kind is Kind.EVENT and m.name == title] == [(title, value)]


@pytest.mark.parametrize(
    "text",
    [
        'He played in the series "The Island Doctor" for years.',
        '"We had an audience in masks," festival director Karin Holm said.',
        'The week was "a sauna for the eyes".',
        'They liked "Red Autumn", a history of Estonian cinema.',
        'They liked "Red Autumn", one of the best films of the year.',
        "On Saturday, a workshop for young directors was held.",
        "The guests came from Riga, a festival of lights in winter.",
        "They thanked the Norwegian Film Institute, a programme of which was shown.",
        "The inaugural speech of the Minister was short.",
        "It is a festival of short films.",
        "The Guild is a member of SALT, the conference of film authorities.",
        "It is sunny in Riga, a retrospective of Karin Holm begins.",
        "They wrote to Karin Holm, the artistic director of the festival.",
        "Lanternmedia, a programme of the Council, was started in 1998.",
    ],
)
def test_what_is_no_title_of_a_programme_is_none(mentions, text):
    assert [m.name for m in mentions(text) if m.kind is Kind.EVENT and not m.anaphor and m.name[0].isupper()] == []


def test_a_title_is_an_event_wherever_it_stands(mentions):
    text = '"Far Grass", a season of Icelandic films, opens on Friday. On Sunday "Far Grass" moves to Bergen.'
    assert [m.kind for m in mentions(text) if m.name == "Far Grass"] == [Kind.EVENT] * 2

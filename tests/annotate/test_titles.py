"""Titles that stand without quotation marks: what is around them tells."""

import pytest


def films(named, text):
    return [name for kind, name in named(text) if kind == "film"]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Red Autumn (1987) was shown.", ["Red Autumn"]),
        ("Viewers saw Red Autumn (Estonia).", ["Red Autumn"]),
        ("Viewers saw Red Autumn by Mirbala Salimli.", ["Red Autumn"]),
        ("Viewers saw Ana Duarte's Red Autumn.", ["Red Autumn"]),
        ("The comedy Red Autumn was shown.", ["Red Autumn"]),
        ("The film Red Autumn was shown.", ["Red Autumn"]),
        ("The evening opened with Red Autumn.", ["Red Autumn"]),
        ("A screening of Two Rivers was held.", ["Two Rivers"]),
        ("Red Autumn, a comedy by Ana Duarte, was shown.", ["Red Autumn"]),
        ("Viewers saw the comedy A Road to the Sea.", ["A Road to the Sea"]),
        ("Viewers saw the comedy Red Autumn, Aika and The Salt Road.", ["Red Autumn", "Aika", "The Salt Road"]),
        ("Viewers saw 1987 by Ana Duarte.", []),
        ("On Monday by Ana Duarte it was said.", []),
        ("In Riga by Ana Duarte it was said.", []),
        ("The film festival in Riga is small.", []),
        ("Organised by Ana Duarte, it was small.", []),
    ],
)
def test_titles(named, text, titles):
    assert films(named, text) == titles


@pytest.mark.parametrize("cue", ["entitled", "called", "titled", "named", "dubbed"])
def test_what_an_event_is_called_is_its_name_and_no_film(named, cue):
    text = f"A seminar {cue} Songs of the Sea was held."
    assert films(named, text) == []
    assert ("event", "Songs of the Sea") in named(text)

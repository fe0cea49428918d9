"""Titles in the entries of programmes and selections: the line tells where they begin and end."""

import pytest

HEADLINE = "The news of the week in film\n\nRIGA, 12 March 2021\n\nIt has been a good week.\n\n"


def films(named, text):
    return [name for kind, name in named(HEADLINE + text) if kind == "film"]


@pytest.mark.parametrize(
    ("line", "titles"),
    [
        ("ROMANIA – Listening, dir. Anton Popescu", ["Listening"]),
        ("MEXICO – I'm No Sailor / No soy marinero, dir. Paz Rubio", ["I'm No Sailor", "No soy marinero"]),
        ("BULGARIA – Where To, Ana?, dir. Iva Petrova (Venice).", ["Where To, Ana?"]),
        ("PERU – The Weeper (2019, horror), dir. Paz Rubio", ["The Weeper"]),
        ("Romania: Anton Popescu 's 5 Weeks, 3 Days and a Night", ["5 Weeks, 3 Days and a Night"]),
        ("Croatia: Ivo Babic's Karlo", ["Karlo"]),
        ("- Farewell!, by Anton Popescu, Romania / Bulgaria", ["Farewell!"]),
        ("- The Bride (Nevesta), by Iva Petrova, Bulgaria", ["The Bride", "Nevesta"]),
    ],
)
def test_the_title_of_an_entry(named, line, titles):
    assert films(named, line) == titles


@pytest.mark.parametrize(
    "line",
    [
        "ROMANIA – The minister thanked dir. Anton Popescu for coming.",
        "- Guests met the director by the river, Anton Popescu says.",
    ],
)
def test_prose_is_no_entry(named, line):
    assert films(named, line) == []


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("The country won in 2014 (Ida, dir. Anton Popescu).", ["Ida"]),
        ("Also, A Bag of the Rice (dir.: Paz Rubio) was liked.", ["A Bag of the Rice"]),
        ("They liked it too (Estonia, dir. Iva Petrova).", []),
    ],
)
def test_a_title_before_its_director_in_prose(named, text, titles):
    assert films(named, text) == titles


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("They saw Salt Ferry / Soolalaev by Anton Popescu.", ["Salt Ferry", "Soolalaev"]),
        (
            "They saw “YOLO,” “Article 20,” “The Long Journey,” and “Viva La Vida”.",
            ["YOLO", "Article 20", "The Long Journey", "Viva La Vida"],
        ),
    ],
)
def test_titles_that_stand_together_are_told_apart(named, text, titles):
    assert films(named, text) == titles


def test_countries_before_the_titles_of_a_list_are_no_part_of_them(named):
    text = (
        "It has Finland The Thaw (dir. Iva Petrova), Norway Ok, Mum (dir. Paz Rubio) and Peru “Ash” (dir. Ivo Babic)."
    )
    assert films(named, text) == ["The Thaw", "Ok, Mum", "Ash"]
    assert films(named, "They saw Norway Calling (dir. Iva Petrova) there.") == ["Norway Calling"]

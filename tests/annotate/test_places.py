"""Names of cities that are words or surnames as well: what makes them the city."""

import pytest

from filmkg.annotate.places import find_places


def cities(article, text):
    return [place.name for place in find_places(article(text)) if place.kind == "city"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They met in Nice.", ["Nice"]),
        ("The Nice-based Kapok Film Fund came.", ["Nice"]),
        ("It goes to Lyon, Nice and Geneva.", ["Lyon", "Nice", "Geneva"]),
        ("Nice, Verona and Lyon will see it.", ["Nice", "Verona", "Lyon"]),
        ("Verona, Italy, was next.", ["Verona"]),
        ("Guests in Verona liked it. Verona's audience laughed.", ["Verona", "Verona"]),
    ],
)
def test_a_sign_makes_it_the_city(article, text, found):
    assert cities(article, text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Nice words were said.",
        "Nancy, Verona and Sofia were friends.",
        "Verona, France, was no place.",
        "Guests saw Verona Pooth.",
    ],
)
def test_without_one_it_is_none(article, text):
    assert cities(article, text) == []


def test_a_capitalised_word_beside_it_makes_it_a_part_of_a_name(article):
    assert cities(article, "In Nancy they met Nancy Holm and Ana Nancy.") == ["Nancy"]

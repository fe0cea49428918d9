"""What film cards state of their films, and of no other."""

import pytest

HEAD = """Estonian Film Week opens in Riga

12 March 2021

The Estonian Film Week runs in Riga from 15 to 18 March 2021.

"""
FERRY, GARDEN = "The Salt Ferry", "Red Garden"


def of(stated, title):
    return {fact.partition(" | ")[2] for fact in stated if fact.startswith(f"{title} | ")}


@pytest.mark.parametrize(
    ("card", "facts"),
    [
        (
            """The Salt Ferry
            Soola praam
            Estonia, Latvia / 2019 / 97' / Drama
            Director: Karin Holm
            Screenplay: Pavel Novik
            Cast: Ana Duarte, Ivo Babic
            Producer: Lea Kask (Kapok Pictures)
            """,
            {
                "originalTitle | Soola praam", "countryOfOrigin | Estonia", "countryOfOrigin | Latvia",
                "releaseYear | 2019", "genre | drama", "director | Karin Holm", "screenwriter | Pavel Novik",
                "castMember | Ana Duarte", "castMember | Ivo Babic", "producer | Lea Kask", "producer | Kapok Pictures",
            },
        ),
        (
            "The Salt Ferry\nWritten and directed by: Karin Holm\nCountry: Estonia\nYear: 2019\nGenre: Comedy\n",
            {
                "director | Karin Holm", "screenwriter | Karin Holm", "countryOfOrigin | Estonia", "releaseYear | 2019",
                "genre | comedy",
            },
        ),
        (
            "15 March: The Salt Ferry, Estonia, 2019, documentary, 94 min\n",
            {"countryOfOrigin | Estonia", "releaseYear | 2019", "genre | documentary"},
        ),
        (
            "20.00 – The Salt Ferry, Estonia/Latvia 2019, 90'. Script: Karin Holm; w. Ana Duarte\n",
            {
                "countryOfOrigin | Estonia", "countryOfOrigin | Latvia", "releaseYear | 2019",
                "screenwriter | Karin Holm",
            },
        ),
        (
            "The Salt Ferry - Karin Holm (Finland) - €310 000\n(Estonia, Latvia)\n",
            {"director | Karin Holm", "countryOfOrigin | Estonia", "countryOfOrigin | Latvia"},
        ),
        ("The Salt Ferry\n2019 | 97 min\nCamera: Ana Duarte\nMusic: Ivo Babic\n", {"releaseYear | 2019"}),
    ],
)  # fmt: skip
def test_the_lines_of_a_card_speak_of_its_film(stated, card, facts):
    assert of(stated(HEAD + card), FERRY) == facts


def test_each_card_has_its_own_lines(stated):
    found = stated(
        HEAD + "The Salt Ferry\nEstonia / 2019 / 97'\nDirector: Karin Holm\n\n"
        "Red Garden\nFinland / 2020 / 80'\nDirector: Pavel Novik\n\nAna Duarte came from Latvia in 2018.\n"
    )
    assert of(found, FERRY) == {"countryOfOrigin | Estonia", "releaseYear | 2019", "director | Karin Holm"}
    assert of(found, GARDEN) == {"countryOfOrigin | Finland", "releaseYear | 2020", "director | Pavel Novik"}


def test_the_day_on_which_a_film_is_shown_is_not_its_year(stated):
    found = of(stated(HEAD + "The Salt Ferry\n17 March 2021 / 97' / drama\nDirector: Karin Holm\n"), FERRY)
    assert not {fact for fact in found if fact.startswith("releaseYear")}

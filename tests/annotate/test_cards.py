"""Film cards: which lines are titles, told by the lines and the credits around them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

HEADLINE = "The programme of the week\n\nRIGA, 12 March 2021\n\nIt is a good week.\n\n"


def films(named, text):
    return [name for kind, name in named(HEADLINE + text) if kind == "film"]


@pytest.mark.parametrize(
    ("card", "titles"),
    [
        ("THE SALT FERRY\nSoola praam\nEstonia, Latvia / 2021 / 97' / Drama\n", ["THE SALT FERRY", "Soola praam"]),
        ("The Salt Ferry\nEstonia | 2021 | 97 min | documentary\n", ["The Salt Ferry"]),
        ("The Salt Ferry / Soola praam\nEstonia · 2021 · 97 minutes\n", ["The Salt Ferry", "Soola praam"]),
        ("THE SALT FERRY\nDirector: Karin Holm\nCountry: Estonia\nYear: 2021\n", ["THE SALT FERRY"]),
        ("18:00 The Salt Ferry\nDirected by: Karin Holm\nCast: Ana Duarte, Pavel Novik\n", ["The Salt Ferry"]),
        ("FEATURE FILMS\nThe Salt Ferry\nEstonia, 2021, 97 min., colour\n", ["The Salt Ferry"]),
        ("Estonia\nThe Salt Ferry\n2021 / 97' / drama\n", ["The Salt Ferry"]),
        ("1. The Salt Ferry\nDir.: Karin Holm\n2. Red Garden\nDir.: Pavel Novik\n", ["The Salt Ferry", "Red Garden"]),
        ("- The Salt Ferry (Soola praam), Estonia, 2021, 97 min.\n", ["The Salt Ferry"]),
        ("15 May: The Salt Ferry, 1958, b/w, 94 min. Starring Ana Duarte\n", ["The Salt Ferry"]),
        ("Friday 5 May, 7pm – The Salt Ferry, Estonia, 2021, 97 min\n", ["The Salt Ferry"]),
        ("Tue 11.10.\t17:30\tThe Salt Ferry\t2021, 97 min.\n", ["The Salt Ferry"]),
        ("Sunday in Praga, 1971, short film\n", ["Sunday in Praga"]),
        ("The Salt Ferry - Karin Holm (Estonia) - €310 000\n(Estonia, Latvia)\n", ["The Salt Ferry"]),
        ("LAUTARII\nCountry/year: USSR 1972\nRegie: Karin Holm\n", ["LAUTARII"]),
        ("Soola praam\n[The Salt Ferry]\n\n1957, black and white, 94 minutes\n", ["Soola praam", "The Salt Ferry"]),
        ("Who Goes There?\nEstonia, Finland / 2019 / 80' / comedy\n", ["Who Goes There?"]),
    ],
)
def test_the_title_of_a_card(named, card, titles):
    found = films(named, card)
    assert [title for title in found if title in titles] == titles


@pytest.mark.parametrize(
    "text",
    [
        "Time and place\nRiga, Latvia, 5 May 2021\n",
        "Admission is free.\nDirector: Karin Holm\n",
        "Programme\nDuration: 90 minutes\n",
        "In Riga, Latvia, in 2019, the short films of the school were shown to the minister.\n",
        "Baku, Azerbaijan, 2019\n",
        "The film (2009, 98 minutes) follows a widow.\n",
        "Ana Duarte, Estonia, animated series\n",
    ],
)
def test_other_lines_are_no_titles(named, text):
    assert films(named, text) == []


def test_people_of_labelled_lines_are_found_whatever_their_names(named):
    text = "THE SALT FERRY\nDirector: Xqu Zzemba\nCast: Oolo Mmba, Tii Vvaro and Ann Ba (as the widow)\n"
    people = [name for kind, name in named(HEADLINE + text) if kind == "person"]
    assert people == ["Xqu Zzemba", "Oolo Mmba", "Tii Vvaro", "Ann Ba"]


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(["Director: Ana Duarte", "A", "Film (B)", "Latvia / 2021 / 90'", "", "x.", "7pm – ", "/ -"])
    )
)
def test_any_lines_give_mentions_that_lie_in_the_text(mentions, lines):
    text = HEADLINE + "\n".join(lines)
    for mention in mentions(text):
        assert mention.span.start_char < mention.span.end_char <= len(text)

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmkg.naming.folding import fold, initials, is_acronym, is_part, without


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bahçeşehir University", "Bahcesehir University"),
        ("İstanbul", "ISTANBUL"),
        ("Işık", "Isik"),
        ("Cənnət", "Cennet"),
        ("Côte d’Ivoire", "Cote d'Ivoire"),
        ("the Goethe-Institut", "Goethe Institut"),
        ("“Nizami” Cinema Centre", '"Nizami" Cinema Centre'),
        ("Łódź Film School", "Lodz Film School"),
        ("Berlin & Beyond", "Berlin and Beyond"),
    ],
)
def test_spellings_fold_together(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_other_names_stay_apart() -> None:
    assert fold("Baku Film Center") != fold("Baku Film Foundation")
    assert fold("Theatre Union") == "theatre union"


@given(st.text())
def test_marks_around_a_name_do_not_matter(name: str) -> None:
    folded = fold(name)
    assert folded == " ".join(folded.split())
    assert fold(f"“{name}” -") == folded


def test_without_leaves_what_tells_apart() -> None:
    assert without("cannes film festival", frozenset({"film", "festival"})) == "cannes"
    assert without("film festival", frozenset({"film", "festival"})) == ""


def test_acronyms_and_initials() -> None:
    assert is_acronym("FAMU")
    assert not any(map(is_acronym, ("UNESCO", "Famu", "F4", "")))
    assert initials("Karlovy Vary International Film Festival") == "kviff"
    assert initials("Film Festival") == ""


def test_a_part_is_made_of_whole_words() -> None:
    assert is_part("european union", "delegation of the european union to india")
    assert not is_part("union", "reunion")
    assert not is_part("union", "union")

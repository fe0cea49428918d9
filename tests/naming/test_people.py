from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmkg.naming.people import are_alike, skeleton


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("emin afandiyev", "emin efendiev"),
        ("qurban ismayilov", "gurban ismayilov"),
        ("semih qaplanoglu", "semih kaplanoglu"),
        ("elekes botond", "botond elekes"),
    ],
)
def test_transliterations_are_alike(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other) != ""
    assert are_alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("elkhan jafarov", "emin jafarov"),
        ("rafig aliyev", "rafiq guliyev"),
        ("anar karimov", "anar karimli"),
        ("kim jung hoon", "kim jang han"),
    ],
)
def test_two_people_are_not(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other) or not are_alike(one, other)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz ", max_size=30))
def test_every_name_is_like_itself_in_any_order(name: str) -> None:
    words = name.split()
    assert skeleton(" ".join(reversed(words))) == skeleton(" ".join(words))
    assert are_alike(name, " ".join(reversed(words)))


def test_one_word_has_no_skeleton() -> None:
    assert skeleton("hatamov") == skeleton("a hatamov") == ""

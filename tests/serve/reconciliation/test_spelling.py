from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmkg.serve.reconciliation.spelling import edit_distance, index_spellings

words = st.text("abcd", max_size=9)


def slow_distance(one: str, other: str) -> int:
    @cache
    def from_(i: int, j: int) -> int:
        if i == len(one) or j == len(other):
            return len(one) - i + len(other) - j
        return min(from_(i + 1, j) + 1, from_(i, j + 1) + 1, from_(i + 1, j + 1) + (one[i] != other[j]))

    return from_(0, 0)


@given(words, words, st.integers(0, 4))
def test_distance_is_that_of_levenshtein(one: str, other: str, at_most: int) -> None:
    assert edit_distance(one, other, at_most=at_most) == min(slow_distance(one, other), at_most + 1)


@pytest.mark.parametrize(
    ("word", "variant"),
    [("hatemov", "hatamov"), ("mushfiq", "mushfig"), ("jafarof", "jafarov"), ("yusupov", "yusufov"), ("elcn", "elcin")],
)
def test_another_spelling_is_found(word: str, variant: str) -> None:
    found = index_spellings([variant, "rahmanov", "istanbul"]).variants(word)
    assert list(found) == [variant]
    assert 0.5 < found[variant] < 1


@pytest.mark.parametrize("word", ["ali", "hatamov", "x" * 500, "", "zzzzzz"])
def test_short_equal_and_unlike_words_have_no_variant(word: str) -> None:
    assert index_spellings(["alia", "hatamov", "x" * 499]).variants(word) == {}

"""Marking names in sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmkg.serve.highlight import marked


def shown(sentence: str, *names: str) -> str:
    return "".join(f"[{words}]" if is_marked else words for words, is_marked in marked(sentence, names))


@pytest.mark.parametrize(
    ("sentence", "names", "expected"),
    [
        ("The Himal Film Association met.", ["Himal Film Association", "Himal"], "The [Himal Film Association] met."),
        ("himalayas and Himal", ["Himal"], "himalayas and [Himal]"),
        ("(IACA), IACA's", ["IACA"], "([IACA]), [IACA]'s"),
        ("On 15 November and Nov. 15, 2025", ["2025-11-15"], "On [15 November] and [Nov. 15], 2025"),
        ("in November 2026, not 2025", ["2026-11"], "in [November 2026], not 2025"),
        ("from 2010 on", ["2010"], "from [2010] on"),
        ("What (a+b)* is", ["(a+b)*"], "What [(a+b)*] is"),
        ("nothing", ["", " "], "nothing"),
    ],
)
def test_names_and_dates_are_marked(sentence: str, names: list[str], expected: str) -> None:
    assert shown(sentence, *names) == expected


@given(st.text(), st.lists(st.text(max_size=5), max_size=5))
def test_the_pieces_joined_are_the_sentence(sentence: str, names: list[str]) -> None:
    assert "".join(words for words, _ in marked(sentence, names)) == sentence

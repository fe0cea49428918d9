import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from filmkg.sources.key import key_of


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("2025/foo", "2025-foo"),
        ("Days of Azerbaijani Cinema", "Days-of-Azerbaijani-Cinema"),
        ("a//b--c d", "a-b-c-d"),
        ("Günlər", "Günlər"),
        ("電影/節", "電影-節"),
        ("हिन्दी", "हिन्दी"),
        ("x_1", "x_1"),
        ("?#%<>", ""),
    ],
)
def test_a_name_becomes_a_readable_key(name: str, key: str) -> None:
    assert key_of(name) == key


@given(st.text())
def test_a_key_is_safe_in_an_iri_and_stable(name: str) -> None:
    key = key_of(name)
    assert NamedNode(f"https://example.org/{key}").value.endswith(key)
    assert not re.search(r"[\s/?#%<>\"{}|\\^`]", key)
    assert key == unicodedata.normalize("NFC", key) == key_of(key)

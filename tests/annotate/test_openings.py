"""An expression tried where it can begin finds what it finds anywhere."""

import re

from hypothesis import given
from hypothesis import strategies as st

from filmkg.annotate.dateforms import ATOM, OPENING
from filmkg.annotate.numbers import CARDINAL, CARDINAL_OPENING, ORDINAL, ORDINAL_OPENING
from filmkg.annotate.openings import matches

WORDS = st.sampled_from([
    "May", "mid-May", "the", "end", "of", "The", "End", "early", "2019", "16", "16th", "4", "to", "9", "last", "year",
    "Last", "two", "days", "ago", "tomorrow", "XV", "Forum", "VI", "1,348", "10 000", "twenty-one", "hundred", "and",
    "six", "MARCH", "Sept.", "Monday", "spring", "next", "first", "İx", "_5", "2024-05-06", "3.5.2020", "(1987)",
])  # fmt: skip


@given(st.lists(st.tuples(WORDS, st.sampled_from([" ", "\n", "-", ", ", ".", "", "_", "\u00a0"])), max_size=30))
def test_nothing_is_missed(pieces):
    text = "".join(word + joint for word, joint in pieces)
    for pattern, opening in (
        (ATOM, OPENING),
        (CARDINAL, CARDINAL_OPENING),
        (ORDINAL, ORDINAL_OPENING),
    ):
        found = [match.span() for match in matches(pattern, opening, text)]
        assert found == [match.span() for match in re.finditer(pattern, text)]

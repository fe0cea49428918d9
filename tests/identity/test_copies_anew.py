"""What is found of copies near what changed is what is found by comparing all articles."""

from __future__ import annotations

import base64
import random
from array import array
from sys import byteorder

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmkg.identity import copies, find_copies, find_copies_anew

HASHES = 128
ARTICLES = 24
STORIES = 4


def printed(chance: random.Random) -> str:
    """A fingerprint of one of a few stories, retold with anything from none to most of its words changed."""
    story = random.Random(chance.randrange(STORIES))
    words = [story.randrange(1 << 16) for _ in range(HASHES)]
    changed = chance.choice((0.0, 0.1, 0.5, 0.75, 0.8, 0.85, 0.95))
    hashes = array("H", (chance.randrange(1 << 16) if chance.random() < changed else word for word in words))
    if byteorder == "big":
        hashes.byteswap()
    return f"2.{base64.b64encode(hashes.tobytes()).decode('ascii')}"


@pytest.mark.parametrize("reach", [1, 2, copies._MAX_COMPARED])
@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32), count=st.integers(1, ARTICLES))
def test_any_history_ends_where_comparing_all_does(reach: int, seed: int, count: int) -> None:
    chance = random.Random(seed)
    dates = {f"{number:02}": f"2025-01-{chance.randint(1, 28):02}" for number in range(ARTICLES)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(copies, "_MAX_COMPARED", reach)  # buckets of hundreds of articles would take long
        prints = {name: printed(chance) for name in chance.sample(sorted(dates), count)}
        known = dict(find_copies(prints, issued=dates.__getitem__))
        for _ in range(4):
            former = {}
            for name in chance.sample(sorted(dates), chance.randint(1, 4)):
                former[name] = prints.pop(name, "")
                dates[name] = f"2025-01-{chance.randint(1, 28):02}"
                if chance.random() < 0.7:
                    prints[name] = chance.choice((printed(chance), former[name])) or printed(chance)
            decided, found = find_copies_anew(prints, former=former, known=known, issued=dates.__getitem__)
            known = {name: original for name, original in known.items() if name not in decided} | dict(found)
            assert tuple(sorted(known.items())) == find_copies(prints, issued=dates.__getitem__)


def test_only_what_is_near_a_change_is_decided_anew() -> None:
    chance = random.Random(1)
    story, other = printed(random.Random(2)), printed(random.Random(5))
    assert story != other
    prints = {"a": story, "b": story, "c": other, "d": other, "e": printed(chance)}
    known = dict(find_copies(prints, issued=str))
    decided, found = find_copies_anew(prints | {"f": other}, former={"f": ""}, known=known, issued=str)
    assert decided == {"c", "d", "f"}
    assert found == (("d", "c"), ("f", "c"))

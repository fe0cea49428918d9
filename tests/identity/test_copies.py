"""Copies of one story are found, whatever the order; articles that only tell of the same event are none."""

from __future__ import annotations

import random

import pytest

from filmkg.identity import Copy, find_copies, fingerprint
from filmkg.resources import DATA

SAMPLE = {path.stem: path.read_text(encoding="utf-8") for path in sorted((DATA / "sample").glob("*.txt"))}
STORY = SAMPLE["kathmandu-mountain-festival-awards"]
PARAGRAPHS = STORY.split("\n\n")


def reworded(text: str) -> str:
    """Change a word in each dozen, as an editor who retells an agency's report."""
    chance = random.Random(3)
    return " ".join("rather" if chance.random() < 0.08 else word for word in text.split())


COPIES = {
    "same": STORY,
    "cut": "\n\n".join(PARAGRAPHS[: len(PARAGRAPHS) // 2 + 1]),
    "framed": f"Our correspondent writes\n\n{STORY}\n\nRead more on our pages, and follow us for daily news.",
    "reworded": reworded(STORY),
    "shouted": STORY.upper(),
}


def found(texts: dict[str, str], **issued: str) -> tuple[Copy, ...]:
    prints = {name: fingerprint(text) for name, text in texts.items()}
    return find_copies(prints, issued=lambda name: issued.get(name, ""))


def test_articles_written_independently_are_no_copies() -> None:
    assert found(SAMPLE) == ()  # three of them tell of one film week


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_is_found_among_others(name: str) -> None:
    assert found(SAMPLE | {"z-copy": COPIES[name]}) == (Copy("z-copy", "kathmandu-mountain-festival-awards"),)


def test_all_copies_of_a_story_are_one_cluster_whose_earliest_stands_for_it() -> None:
    dated = dict.fromkeys(COPIES, "2024-12-17") | {"reworded": "2024-12-16"}
    copies = found(SAMPLE | COPIES, **dated)
    assert {copy.original for copy in copies} == {"reworded"}
    assert {copy.article for copy in copies} == {*COPIES, "kathmandu-mountain-festival-awards"} - {"reworded"}


def test_the_order_makes_no_difference() -> None:
    texts = list((SAMPLE | COPIES).items())
    expected = found(dict(texts))
    for seed in range(10):
        random.Random(seed).shuffle(texts)
        assert found(dict(texts)) == expected


def test_what_is_too_short_has_no_fingerprint() -> None:
    assert fingerprint("The festival opened on Monday in Kathmandu.") == ""
    assert found({"a": "Short.", "b": "Short."}) == ()


def test_a_fingerprint_is_the_same_on_every_machine() -> None:
    assert fingerprint(" ".join(map(str, range(100)))).startswith("2.Lo44Z3Mvka2pigQ0uscxMIdf6WrF3Ej20HC6lZsjb+Xk1g")


def test_fingerprints_of_another_version_are_left_alone() -> None:
    printed = fingerprint(STORY)
    assert find_copies({"a": printed, "b": f"1.{printed[2:]}"}, issued=str) == ()

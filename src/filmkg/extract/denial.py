"""Words that deny what stands beside them: what an article denies, or says of a nominee, is never stated."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from filmkg.model import Span
from filmkg.resources import DATA

_ALL = ""


@dataclass(frozen=True, slots=True)
class Denial:
    """One kind of words of `data/vocabulary/denials.toml`.

    Attributes:
        pattern: Found between two things, or right before the first.
        reach: How many characters before the first are looked at.
        unless: Takes the denial back where it is found behind it.
    """

    pattern: re.Pattern[str]
    reach: int
    unless: re.Pattern[str] | None


Denials = dict[str, tuple[Denial, ...]]  # by property; those of all properties under _ALL


@cache
def load_denials(path: Path = DATA / "vocabulary" / "denials.toml") -> Denials:
    """Read the denials."""
    found: dict[str, list[Denial]] = {}
    for entry in tomllib.loads(path.read_text(encoding="utf-8"))["denial"]:
        unless = re.compile(entry["unless"], re.IGNORECASE) if "unless" in entry else None
        denial = Denial(re.compile(entry["pattern"], re.IGNORECASE), entry["reach"], unless)
        for name in entry.get("of", [_ALL]):
            found.setdefault(name, []).append(denial)
    return {name: tuple(denials) for name, denials in found.items()}


def is_denied(text: str, start: int, end: int, *, floor: int = 0) -> bool:
    """Tell whether a stretch of text, or the words right before it, deny what it says.

    Args:
        text: The stream or the article.
        start: First character of the stretch.
        end: Character behind its last.
        floor: Start of the sentence; nothing before it counts.
    """
    return any(denial.pattern.search(text, max(floor, start - denial.reach), end) for denial in load_denials()[_ALL])


def is_denied_of(properties: Iterable[str], text: str, first: Span, end: int, *, floor: int) -> bool:
    """Tell whether words before or behind a first thing deny one of some properties of it.

    Args:
        properties: What would be stated.
        text: The stream or the article.
        first: Where the first of the two things stands; its own words say nothing.
        end: Where the words behind it end.
        floor: Start of the sentence; nothing before it counts.
    """
    return any(
        _denies(denial, text, start, stop, end)
        for name in properties
        for denial in load_denials().get(name, ())
        for start, stop in (
            (max(floor, first.start_char - denial.reach), first.start_char),
            (first.end_char, end),
        )
    )


def _denies(denial: Denial, text: str, start: int, stop: int, end: int) -> bool:
    match = denial.pattern.search(text, start, stop)
    return match is not None and (denial.unless is None or denial.unless.search(text, match.end(), end) is None)

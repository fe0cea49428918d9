"""Words of English, of which titles are made and names are not."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from filmkg.resources import DATA


@cache
def load_english(path: Path = DATA / "vocabulary" / "english.txt") -> frozenset[str]:
    """Read the words of English, in lower case."""
    return frozenset(line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))

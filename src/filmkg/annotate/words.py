"""The words of an article, cut once for all that look for something word by word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_WORD = re.compile(r"\w+")


@lru_cache(maxsize=1)
def words_of(text: str) -> Sequence[tuple[int, int, str]]:
    """Return start, end and letters of each word of a text.

    Places, dates and numbers are looked for in the same text one after the other, so the last text is kept.
    """
    return [(*run.span(), run.group()) for run in _WORD.finditer(text)]

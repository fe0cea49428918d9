"""Verbs that look ahead or back, for what stands beside them: a date, or the name of an event."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from filmkg.resources import DATA


@cache
def load_verbs(path: Path = DATA / "vocabulary" / "tense.toml") -> re.Pattern[str]:
    """Return what matches a verb; the group "ahead" where it looks ahead."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    ahead, programme, back = ("|".join(data[name]["patterns"]) for name in ("ahead", "programme", "back"))
    behind = rf"(?:\s\w+){{0,{data['ahead']['words_behind']}}}"
    return re.compile(rf"\b(?:(?P<ahead>(?:{ahead})\b{behind}|{programme})|(?:{back}))\b")

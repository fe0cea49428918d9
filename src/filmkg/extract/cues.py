"""The cues of `data/vocabulary/modality.toml`: phrasings that tell how a sentence presents what it names."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from filmkg.model import Modality
from filmkg.resources import DATA


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue.

    Attributes:
        name: What it is called in evidence.
        status: What it tells.
        pattern: Found in the sentence.
        weight: Weights add up over cues and sentences.
        of: "event", "agreement", "membership", or "any" of them.
    """

    name: str
    status: Modality
    pattern: re.Pattern[str]
    weight: float
    of: str


def load_cues(path: Path = DATA / "vocabulary" / "modality.toml") -> tuple[Cue, ...]:
    """Read the cues."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(
        Cue(
            name=cue["name"],
            status=Modality(cue["status"]),
            pattern=re.compile(cue["pattern"], re.IGNORECASE),
            weight=float(cue["weight"]),
            of=cue.get("of", "any"),
        )
        for cue in data["cue"]
    )

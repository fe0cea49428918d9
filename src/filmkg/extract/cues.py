"""The cues of `data/vocabulary/modality.toml`: phrasings that tell how a sentence presents what it names."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from filmkg.extract.doubts import Words, as_words
from filmkg.model import Modality
from filmkg.resources import DATA


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue.

    Attributes:
        name: What it is called in evidence.
        status: What it tells.
        words: Found in the sentence.
        weight: Weights add up over cues and sentences.
        of: "event", "agreement", "membership", or "any" of them.
    """

    name: str
    status: Modality
    words: Words
    weight: float
    of: str


def load_cues(path: Path = DATA / "vocabulary" / "modality.toml") -> tuple[Cue, ...]:
    """Read the cues."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(
        Cue(
            name=cue["name"],
            status=Modality(cue["status"]),
            words=as_words(cue["pattern"], cue["pattern"]),
            weight=float(cue["weight"]),
            of=cue.get("of", "any"),
        )
        for cue in data["cue"]
    )

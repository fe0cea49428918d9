"""Read the facts off an annotated article: the fourth stage. `load()` reads the rules once and gives the extractor."""

from __future__ import annotations

from filmkg.extract.extractor import load

__all__ = ["load"]

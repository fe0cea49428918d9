"""Where the package keeps the files that it carries: ontology, shapes, data.

In a wheel they lie in `filmkg/resources/` (see `pyproject.toml`); in a checkout, at its top level.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
ROOT = _PACKAGE / "resources" if (_PACKAGE / "resources").is_dir() else _PACKAGE.parents[1]

ONTOLOGY = ROOT / "ontology"
SHAPES = ROOT / "shapes"
DATA = ROOT / "data"

"""What was made of a snapshot beside the snapshot itself, so that a service that starts again has it at once.

It goes with the snapshot's folder. Where nobody may write there, each service makes its own.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path

from filmkg.resources import DATA

_PACKAGE = Path(__file__).parents[2]
# What decides, besides the snapshot, what its digest holds.
_MADE_BY = (
    _PACKAGE / "naming", _PACKAGE / "serve" / "digest", _PACKAGE / "serve" / "lists", _PACKAGE / "serve" / "searching",
    _PACKAGE / "serve" / "views" / "ties.py", DATA / "gazetteer",
)  # fmt: skip
_SUFFIXES = frozenset({".py", ".tsv"})


def kept_beside(folder: Path, name: str, suffix: str, *, made_by: str) -> Path:
    """Return where something that was made of a snapshot is kept, whether it is there or not.

    Args:
        folder: The snapshot's folder.
        name: What it is.
        suffix: Of the file.
        made_by: What decides, besides the snapshot and the code of the digest, what it holds.
    """
    digest = blake2b(f"{made_by} {_fingerprint()}".encode(), digest_size=8).hexdigest()
    return folder / f"{name}-{digest}.{suffix}"


def put(source: Path, target: Path) -> bool:
    """Make a file be what another one is, at once or not at all; tell whether that could be done."""
    unfinished = target.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        try:
            _link(source, unfinished)
            unfinished.replace(target)
            return True
        finally:
            unfinished.unlink(missing_ok=True)
    return False


def _link(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source)
    except FileNotFoundError:
        raise
    except OSError:  # on another file system
        shutil.copyfile(source, target)


@cache
def _fingerprint() -> str:
    found = blake2b(digest_size=16)
    for place in _MADE_BY:
        for file in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if file.suffix in _SUFFIXES:
                found.update(file.read_bytes())
    return found.hexdigest()

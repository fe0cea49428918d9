"""The digest of a snapshot beside the snapshot itself, so that a service that starts again has it at once.

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
    DATA / "gazetteer",
)  # fmt: skip
_SUFFIXES = frozenset({".py", ".tsv"})


def cached(folder: Path, *, base: str) -> Path:
    """Return where the digest of a snapshot is kept, whether it is there or not.

    Args:
        folder: The snapshot's folder.
        base: Start of the IRIs that have a page.
    """
    made_by = blake2b(f"{base} {_fingerprint()}".encode(), digest_size=8).hexdigest()
    return folder / f"digest-{made_by}.sqlite"


def take(kept: Path, file: Path) -> bool:
    """Make a file what is kept; tell whether anything is."""
    return _put(kept, file)


def keep(file: Path, kept: Path) -> None:
    """Keep a digest that is whole, where that can be done."""
    _put(file, kept)


def _put(source: Path, target: Path) -> bool:
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
        for file in sorted(place.rglob("*")):
            if file.suffix in _SUFFIXES:
                found.update(file.read_bytes())
    return found.hexdigest()

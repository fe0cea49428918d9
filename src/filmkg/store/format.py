"""The version of a store's folder, so that a later release knows what it opens.

DIR/format       "filmkg store 2"
"""

from __future__ import annotations

import os
from pathlib import Path

from filmkg.errors import StoreError

FORMAT = "filmkg store 2"


def prepare_folder(path: Path) -> None:
    """Make the folder of a store where there is none, or one that is empty.

    Raises:
        StoreError: It cannot be made there.
    """
    marker = path / "format"
    try:
        path.mkdir(parents=True, exist_ok=True)
        if not marker.exists() and not any(path.iterdir()):
            unfinished = path / f"format.{os.getpid()}"
            unfinished.write_text(f"{FORMAT}\n", encoding="utf-8")
            unfinished.replace(marker)
    except OSError as error:
        raise StoreError(
            f"{path}: a store cannot be made here: {error.strerror}", remedy="choose a folder that you may write to"
        ) from error


def read_format(path: Path) -> str:
    """Return what the folder of a store says of its format.

    Raises:
        StoreError: There is no folder, or it is no store's.
    """
    try:
        return (path / "format").read_text(encoding="utf-8", errors="replace").strip()
    except FileNotFoundError:
        if path.is_dir():
            raise StoreError(f"{path}: not a filmkg store", remedy="choose an empty or a new folder") from None
        raise StoreError(f"{path}: no such store", remedy=f"filmkg build ARTICLES --store {path}") from None
    except OSError as error:
        raise StoreError(
            f"{path}: the store cannot be read: {error.strerror}", remedy="check its permissions"
        ) from error


def check_format(path: Path) -> None:
    """Make sure that a folder is a store of this format.

    Raises:
        StoreError: It is none, or one of another format.
    """
    found = read_format(path)
    if found != FORMAT:
        raise StoreError(
            f"{path}: written in another format ({found[:40]!r}; this is {FORMAT!r})",
            remedy=f"filmkg import {path} --store NEW, or build it anew in another folder",
        )

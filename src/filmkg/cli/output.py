"""Where a command writes: standard output, or a file that is replaced only when all of it is written."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def open_output(path: Path | None) -> Iterator[IO[bytes]]:
    """Open a file for the length of a `with` block, or standard output where it is None.

    The file appears under its name when the block ends; after an error it is as it was.

    Raises:
        OSError: It cannot be written.
    """
    if path is None:
        yield sys.stdout.buffer
        return
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        error.filename = str(path)  # and not that of the temporary file
        raise
    unfinished = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
        unfinished.chmod(0o666 & ~_umask())  # mkstemp keeps a file to its owner
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def write_text(text: str) -> None:
    """Write UTF-8 to standard output, whatever the locale."""
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


def write_json(value: object) -> None:
    """Write a value to standard output as JSON."""
    write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

"""The words of the pages, kept apart from them for translation: `strings/LANGUAGE/PART.toml`.

A template says `t("node.sources", count=3)`: the string `sources` of the file `node.toml`. A string has blanks in
braces, `{count}`; one that depends on a number is a table with `one` and `other`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from markupsafe import Markup, escape

FOLDER = Path(__file__).parent / "strings"
LANGUAGE = "en"

Forms = Mapping[str, Markup]


def t(key: str, **blanks: object) -> Markup:
    """Return a string of the interface, escaped, with its blanks filled; what fills them is escaped too.

    Args:
        key: Part and name, "node.sources".
        blanks: What to put into the blanks. `count` also chooses between one and many; numbers get separators.

    Raises:
        KeyError: There is no such string, or a blank is left.
    """
    forms = _strings()[key]
    chosen = forms["one"] if blanks.get("count") == 1 else forms["other"]
    return chosen.format(**{name: _shown(value) for name, value in blanks.items()}) if blanks else chosen


def keys() -> tuple[str, ...]:
    """Return the keys of all strings, sorted."""
    return tuple(sorted(_strings()))


def known(key: str) -> bool:
    """Tell whether there is a string of that key."""
    return key in _strings()


def _shown(value: object) -> object:
    return f"{value:,}" if isinstance(value, int) else value


@cache
def _strings() -> dict[str, Forms]:
    strings: dict[str, Forms] = {}
    for path in sorted((FOLDER / LANGUAGE).glob("*.toml")):
        with path.open("rb") as file:
            strings.update(_flat(tomllib.load(file), path.stem))
    return strings


def _flat(table: Mapping[str, object], prefix: str) -> Iterator[tuple[str, Forms]]:
    for name, value in table.items():
        key = f"{prefix}.{name}"
        if isinstance(value, str):
            yield key, {"one": escape(value), "other": escape(value)}
        elif isinstance(value, Mapping) and value.keys() == {"one", "other"}:
            yield key, {form: escape(text) for form, text in value.items()}
        elif isinstance(value, Mapping):
            yield from _flat(value, key)

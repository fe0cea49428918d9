"""Make `data/gazetteer/given_names.txt`, by which the tagger tells that a name is somebody's.

    python scripts/make_given_names.py [OUT]

With the extra `build`: Faker has lists of given names for some eighty languages and countries. Names in other
scripts than the Latin are left out. The output is sorted and depends on the package alone; nothing is fetched here.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from faker.providers import person

from filmkg.naming.folding import fold

OUT = Path(__file__).resolve().parents[1] / "data" / "gazetteer" / "given_names.txt"
OF_GIVEN_NAMES = re.compile("first|given")
OF_OTHERS = re.compile("last|sur")
LATIN = re.compile("[a-z]{2,}")


def given_names() -> Iterator[str]:
    """Yield the given names of all lists, as they are written there: with weights, with readings, of several words."""
    for module in pkgutil.iter_modules(person.__path__):
        provider = importlib.import_module(f"{person.__name__}.{module.name}").Provider
        for attribute in dir(provider):
            names = getattr(provider, attribute)
            if (
                OF_GIVEN_NAMES.search(attribute)
                and not OF_OTHERS.search(attribute)
                and isinstance(names, tuple | list | dict)
            ):
                for name in names:
                    yield from (name,) if isinstance(name, str) else name


def main(out: str = str(OUT)) -> None:
    """Write the list."""
    words = {word for name in given_names() for word in fold(name).split() if LATIN.fullmatch(word)}
    source = f"Faker {version('faker')}, © 2012 Daniele Faraglia, MIT License"
    head = f"# Given names, folded: {source}; scripts/make_given_names.py"
    Path(out).write_text("\n".join([head, *sorted(words)]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])

"""What the ids of a Wikibase mean: its properties and classes; those of Wikidata where nothing else is said.

Another Wikibase has ids of its own: its P31 is something else. A file in TOML says what they are; see
`data/wikidata/wikibase.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from filmkg import resources
from filmkg.errors import UsageError
from filmkg.link.snapshot import read_rows
from filmkg.vocab import CLASSES

EXAMPLE = resources.DATA / "wikidata" / "wikibase.toml"
# "world" beats "", and that beats the doubtful ones, where an item is of several kinds.
SCOPES = ("world", "", "branches", "namesakes")
_PROPERTY, _ITEM, _CODE = re.compile(r"P[1-9]\d*"), re.compile(r"Q[1-9]\d*"), re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Kind:
    """What an item with a class as value of a property is: classes of the ontology, and `Item.scope`."""

    classes: tuple[str, ...]
    scope: str


@dataclass(frozen=True, slots=True)
class Model:
    """The ids of a Wikibase.

    Attributes:
        kinds: Property and its value -> what an item with both is.
        subclass_of: Property from a class to the one above it.
        titles: Properties with a title in the language of the work.
        countries: Properties with a country.
        codes: Item of a country -> its ISO 3166-1 alpha-2 code; None for those of Wikidata, which the snapshot knows.
    """

    kinds: Mapping[tuple[str, str], Kind]
    subclass_of: str = "P279"
    titles: tuple[str, ...] = ("P1476",)
    countries: tuple[str, ...] = ("P17", "P495", "P27")  # country, country of origin, country of citizenship
    codes: Mapping[str, str] | None = field(default=None)


@cache
def load_model() -> Model:
    """Return the ids of Wikidata (`data/wikidata/classes.tsv`)."""
    rows = read_rows(resources.DATA / "wikidata" / "classes.tsv")
    return Model({(row["property"], row["qid"]): Kind(tuple(row["classes"].split()), row["scope"]) for row in rows})


def read_model(path: Path) -> Model:
    """Read the ids of another Wikibase from a file.

    Raises:
        UsageError: There is no such file, it is not TOML, or it says something else than it may.
    """
    try:
        with path.open("rb") as file:
            table = tomllib.load(file)
        kinds = {
            (_id(_PROPERTY, row.pop("property")), _id(_ITEM, row.pop("value"))): _kind(row)
            for row in table.pop("kind", [])
        }
        model = Model(
            kinds,
            subclass_of=_id(_PROPERTY, table.pop("subclass_of")),
            titles=tuple(_id(_PROPERTY, one) for one in table.pop("titles", [])),
            countries=tuple(_id(_PROPERTY, one) for one in table.pop("countries", [])),
            codes={_id(_ITEM, qid): _id(_CODE, code) for qid, code in table.pop("codes", {}).items()},
        )
    except (OSError, ValueError, TypeError, AttributeError, KeyError) as error:
        raise UsageError(
            f"{path}: does not say what the ids of a Wikibase mean: {error}", remedy=f"write it as {EXAMPLE} is"
        ) from error
    if table or not kinds:
        problem = f"nothing is known of {', '.join(table)}" if table else "it has no kind"
        raise UsageError(f"{path}: {problem}", remedy=f"write it as {EXAMPLE} is")
    return model


def _kind(row: dict[str, object]) -> Kind:
    classes, scope = row.pop("classes"), row.pop("scope", "namesakes")
    if row or not isinstance(classes, list) or not classes or not set(classes) <= set(CLASSES) or scope not in SCOPES:
        raise ValueError(f"a kind with classes {classes!r}, scope {scope!r}, {', '.join(row) or 'nothing'} besides")
    return Kind(tuple(classes), str(scope))


def _id(form: re.Pattern[str], value: object) -> str:
    if not isinstance(value, str) or not form.fullmatch(value):
        raise ValueError(f"{value!r} is no id such as {form.pattern}")
    return value

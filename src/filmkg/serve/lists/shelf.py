"""The entries of a list as they are kept in memory, with who has which value and all orders worked out once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from filmkg.naming.folding import fold
from filmkg.serve.lists.kinds import Kind

Values = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The entries of a list, by position; never changed once they are read.

    Attributes:
        iris: Their IRIs, in the order of their names.
        names: Their names.
        folded: The names as they are searched.
        values: For each facet, each field to sort by and each that is kept, what each entry has of it, sorted.
        places: Position by IRI.
        holders: For each facet, the positions of the entries that have a value, by value; the value that most have
            first.
        orders: All positions in each order that can be asked for: "start", and "-start" for falling. Entries without a
            value come last, equals by name.
    """

    iris: Sequence[str]
    names: Sequence[str]
    folded: Sequence[str]
    values: Mapping[str, Sequence[tuple[str, ...]]]
    places: Mapping[str, int]
    holders: Mapping[str, Mapping[str, Sequence[int]]] = field(default_factory=dict)
    orders: Mapping[str, Sequence[int]] = field(default_factory=dict)


def fill_shelf(kind: Kind, names: Mapping[str, str], found: Mapping[str, Values]) -> Shelf:
    """Put entries onto a shelf.

    Args:
        kind: The list.
        names: Names by IRI.
        found: For each field the values by IRI.
    """
    folded = {thing: fold(name) or name.casefold() for thing, name in names.items()}
    iris = sorted(names, key=lambda thing: (folded[thing], names[thing], thing))
    values = {name: [own.get(thing, ()) for thing in iris] for name, own in found.items()}
    orders: dict[str, Sequence[int]] = {}
    for one in kind.fields:
        if one.is_sorted:
            for falls in (False, True):
                order = _ordered(values[one.name], is_number=one.form == "number", falls=falls)
                orders[f"-{one.name}" if falls else one.name] = order
    return Shelf(
        iris=iris,
        names=[names[thing] for thing in iris],
        folded=[folded[thing] for thing in iris],
        values=values,
        places={thing: position for position, thing in enumerate(iris)},
        holders={one.name: _holders(values[one.name]) for one in kind.facets},
        orders=orders,
    )


def _holders(values: Sequence[tuple[str, ...]]) -> dict[str, Sequence[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for position, own in enumerate(values):
        for value in own:
            found[value].append(position)
    return {value: found[value] for value in sorted(found, key=lambda value: (-len(found[value]), value))}


def _ordered(values: Sequence[tuple[str, ...]], *, is_number: bool, falls: bool) -> Sequence[int]:
    with_value = [position for position, own in enumerate(values) if own]
    without = [position for position, own in enumerate(values) if not own]
    # A stable sort keeps equals by name, also where it falls.
    if is_number:
        with_value.sort(key=lambda position: int(values[position][0]), reverse=falls)
    else:
        with_value.sort(key=lambda position: values[position][0], reverse=falls)
    return with_value + without

"""What is asked of a list, as it stands in the address, and the entries that answer it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from urllib.parse import urlencode

from filmkg.errors import UsageError
from filmkg.naming.folding import fold
from filmkg.serve.lists.kinds import Field, Kind
from filmkg.serve.lists.shelf import Shelf

PAGE_SIZE = 50
_MAX_WORDS_CHARS = 200


@dataclass(frozen=True, slots=True)
class Selection:
    """A choice among the entries of a list.

    Attributes:
        kind: The list.
        chosen: For each facet, the values of which an entry must have one; facets without a choice are left out.
        words: What must stand in its name.
        order: Field to sort by, with "-" before it for falling.
        page: From 1.
        base: Start of the IRIs of things; an address leaves it out.
    """

    kind: Kind
    chosen: Mapping[str, tuple[str, ...]]
    words: str
    order: str
    page: int
    base: str

    def address(self, *, suffix: str = "", start: str = "") -> str:
        """Return the path and query of this choice; the same choice always has the same address.

        Args:
            suffix: What follows the path, ".csv".
            start: Another path that takes the same choice.
        """
        pairs = [(name, value.removeprefix(self.base)) for name, own in sorted(self.chosen.items()) for value in own]
        if self.words:
            pairs.append(("q", self.words))
        if self.order != self.kind.order:
            pairs.append(("sort", self.order))
        if self.page != 1:
            pairs.append(("page", str(self.page)))
        return f"{start or f'/{self.kind.name}'}{suffix}" + (f"?{urlencode(pairs)}" if pairs else "")

    def toggled(self, name: str, value: str) -> Selection:
        """Return the choice with a value added, or taken away where it is chosen; on the first page."""
        values = set(self.chosen.get(name, ())) ^ {value}
        chosen = {**self.chosen, name: tuple(sorted(values))}
        return replace(self, chosen={key: own for key, own in chosen.items() if own}, page=1)

    def sorted_by(self, name: str) -> Selection:
        """Return the choice in the order of a field, turned round where it is in that order already."""
        return replace(self, order=f"-{name}" if self.order == name else name, page=1)

    def at(self, page: int) -> Selection:
        """Return another page of the same choice."""
        return replace(self, page=page)


@dataclass(frozen=True, slots=True)
class Count:
    """A value of a facet, and how many entries have it beside what else is chosen."""

    value: str
    count: int
    is_chosen: bool


def read_selection(kind: Kind, given: Iterable[tuple[str, str]], *, base: str) -> Selection:
    """Read a choice from the parameters of an address; what it does not know is left aside.

    Args:
        kind: The list.
        given: Names and values.
        base: Start of the IRIs of things.

    Raises:
        UsageError: The page or the order is none.
    """
    forms = {one.name: one.form for one in kind.facets}
    chosen: dict[str, set[str]] = {}
    words, order, page = "", kind.order, "1"
    for name, value in given:
        if name in forms and value:
            chosen.setdefault(name, set()).add(f"{base}{value}" if forms[name] == "thing" else value)
        elif name == "q":
            words = value.strip()[:_MAX_WORDS_CHARS]
        elif name == "sort" and value:
            order = value
        elif name == "page" and value:
            page = value
    if order.removeprefix("-") not in kind.sorts:
        raise UsageError(f"{kind.name} cannot be sorted by {order!r}", remedy=f"sort by {', '.join(kind.sorts)}")
    if not (page.isascii() and page.isdecimal() and int(page[:9]) > 0 and len(page) < 9):
        raise UsageError(f"{page!r} is no page", remedy="count pages from 1")
    return Selection(kind, {name: tuple(sorted(own)) for name, own in chosen.items()}, words, order, int(page), base)


def matching(shelf: Shelf, selection: Selection, *, without: str = "") -> Sequence[int]:
    """Return the positions of the entries that answer a choice, by name.

    Args:
        shelf: The entries.
        selection: The choice.
        without: A facet whose choice does not count.
    """
    chosen = {
        name: {position for value in own for position in shelf.holders[name].get(value, ())}
        for name, own in selection.chosen.items()
        if name != without
    }
    positions: Sequence[int] = range(len(shelf.iris))
    if chosen:  # the fewest first
        first, *others = sorted(chosen.values(), key=len)
        positions = sorted(first.intersection(*others))
    words = fold(selection.words) or selection.words.casefold()
    if words:
        positions = [position for position in positions if words in shelf.folded[position]]
    return positions


def ordered(shelf: Shelf, selection: Selection, positions: Sequence[int]) -> Sequence[int]:
    """Return positions, given by name, in the order that is asked for."""
    if selection.order == "name":
        return positions
    if selection.order == "-name":
        return positions[::-1]
    order = shelf.orders[selection.order]
    if len(positions) == len(order):
        return order
    wanted = set(positions)
    return [position for position in order if position in wanted]


def counts(shelf: Shelf, selection: Selection, one: Field) -> list[Count]:
    """Count the values of a facet among the entries that answer the rest of the choice, most first."""
    chosen = set(selection.chosen.get(one.name, ()))
    if not selection.words and not set(selection.chosen) - {one.name}:
        ranked = [(value, len(positions)) for value, positions in shelf.holders[one.name].items()]
        ranked += [(value, 0) for value in sorted(chosen - set(shelf.holders[one.name]))]
    else:
        counted: Counter[str] = Counter(dict.fromkeys(chosen, 0))
        positions = matching(shelf, selection, without=one.name)
        counted.update(chain.from_iterable(map(shelf.values[one.name].__getitem__, positions)))
        ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return [Count(value, count, value in chosen) for value, count in ranked]

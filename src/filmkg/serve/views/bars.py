"""How many events there are by year, country, type, …, each bar parted by status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from filmkg.serve import wording
from filmkg.serve.lists.cells import Value
from filmkg.serve.views.drawing import Drawing, Shape, clipped, shape, words
from filmkg.serve.views.grid import Grid

STATUSES = ("happened", "planned", "proposed", "cancelled", "unsaid")
MAX_BARS = 40
_WIDTH, _LABEL, _LINE, _BAR = 720, 210, 24, 15

Tally = Mapping[str, int]


def status_of(statuses: Sequence[str]) -> str:
    """Return the one status that an event is drawn with: what happened before what is called off or open."""
    return next((status for status in STATUSES if status in statuses), "unsaid")


def tally(
    keys: Sequence[Sequence[str]], statuses: Sequence[Sequence[str]], positions: Sequence[int]
) -> dict[str, Counter[str]]:
    """Count entries by key and status; an entry with two keys counts for both."""
    found: dict[str, Counter[str]] = {}
    for position in positions:
        for key in keys[position]:
            found.setdefault(key, Counter())[status_of(statuses[position])] += 1
    return found


def draw(rows: Sequence[tuple[Value, Tally]]) -> Drawing:
    """Draw a bar a row, the first on top.

    Args:
        rows: What a bar is of, and how many of each status.
    """
    shown = rows[:MAX_BARS]
    most = max((sum(counted.values()) for _, counted in shown), default=1)
    scale = (_WIDTH - _LABEL - 60) / most
    shapes: list[Shape] = []
    for number, (value, counted) in enumerate(shown):
        y = 12 + number * _LINE
        shapes.append(words(clipped(value.text, chars=30), x=_LABEL - 8, y=y + 12, anchor="end"))
        x = float(_LABEL)
        for status in STATUSES:
            count = counted.get(status, 0)
            if count:
                title = f"{value.text}: {count:,} {status_word(status)}"
                shapes.append(
                    shape("rect", status, x=x, y=y, width=max(count * scale - 1, 1), height=_BAR, title=title)
                )
                x += count * scale
        shapes.append(words(f"{sum(counted.values()):,}", x=x + 6, y=y + 12, tone="soft"))
    return Drawing(_WIDTH, 20 + len(shown) * _LINE, tuple(shapes))


def grid(rows: Sequence[tuple[Value, Tally]], *, by: str) -> Grid:
    """Return the table of the bars, with those that are not drawn."""
    return Grid(
        (by, "events", *STATUSES),
        tuple(
            ((value,), sum(counted.values()), *(counted.get(status, 0) for status in STATUSES))
            for value, counted in rows
        ),
    )


def status_word(status: str) -> str:
    """Return the word for a status, or for none."""
    return str(wording.t("views.column.unsaid" if status == "unsaid" else f"base.status.{status}"))

"""How many events there are by year, country, type, …, each bar parted by status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from filmkg.serve import wording
from filmkg.serve.lists.cells import Value
from filmkg.serve.views.drawing import NARROW, Drawing, Shape, clipped, shape, words
from filmkg.serve.views.grid import Grid

STATUSES = ("happened", "planned", "proposed", "cancelled", "unsaid")
MAX_BARS = 40
_WIDTH, _LABEL, _LINE, _BAR = 720, 210, 24, 15
# On a phone a long name stands above its bar.
_NARROW_LINE, _SHORT_CHARS, _CHAR = 42, 9, 8

Tally = Mapping[str, int]


def status_of(statuses: Sequence[str]) -> str:
    """Return the one status that an event is drawn with: what happened before what is called off or open."""
    return next((status for status in STATUSES if status in statuses), "unsaid")


def tally(
    keys: Sequence[Sequence[str]], statuses: Sequence[Sequence[str]], positions: Sequence[int]
) -> dict[str, Counter[str]]:
    """Count entries by key and status; an entry with two keys counts for both."""
    found: dict[str, Counter[str]] = {}
    named = {own: status_of(own) for own in set(map(tuple, statuses))}  # a few, for very many events
    for position in positions:
        status = named[tuple(statuses[position])]
        for key in keys[position]:
            found.setdefault(key, Counter())[status] += 1
    return found


def draw(rows: Sequence[tuple[Value, Tally]], *, is_narrow: bool = False) -> Drawing:
    """Draw a bar a row, the first on top.

    Args:
        rows: What a bar is of, and how many of each status.
        is_narrow: Whether it is for a phone.
    """
    shown = rows[:MAX_BARS]
    most = max((sum(counted.values()) for _, counted in shown), default=1)
    longest = max((len(value.text) for value, _ in shown), default=0)
    is_stacked = is_narrow and longest > _SHORT_CHARS
    width, label, line = _WIDTH, float(_LABEL), _LINE
    if is_narrow:
        width, label, line = (
            NARROW,
            4.0 if is_stacked else longest * _CHAR + 12.0,
            _NARROW_LINE if is_stacked else _LINE,
        )
    scale = (width - label - (45 if is_narrow else 60)) / most
    shapes: list[Shape] = []
    for number, (value, counted) in enumerate(shown):
        y = 12 + number * line
        if is_stacked:
            shapes.append(words(clipped(value.text, chars=48), x=label, y=y + 10, size=12.5))
            y += 16
        else:
            shapes.append(words(clipped(value.text, chars=30), x=label - 8, y=y + 12, anchor="end"))
        x = label
        for status in STATUSES:
            count = counted.get(status, 0)
            if count:
                title = f"{value.text}: {count:,} {status_word(status)}"
                shapes.append(
                    shape("rect", status, x=x, y=y, width=max(count * scale - 1, 1), height=_BAR, title=title)
                )
                x += count * scale
        shapes.append(words(f"{sum(counted.values()):,}", x=x + 6, y=y + 12, tone="soft"))
    return Drawing(width, 20 + len(shown) * line, tuple(shapes))


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

"""Who works with whom: bodies and countries on a circle, a line where they organise, support or agree together."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations

from filmkg.serve.lists.catalogue import Catalogue
from filmkg.serve.views.drawing import NARROW, Drawing, Shape, clipped, shape, words

MAX_NODES = 36
# Of a thing that very many take part in, all pairs would say nothing.
MAX_TOGETHER = 30
_WIDTH, _HEIGHT, _RADIUS = 900, 800, 210
_QUARTER = 90
# On a phone the names stand below each other, and lines go from one to the other at their left.
_AXIS, _NARROW_LINE = 112, 24

Pairs = Mapping[tuple[str, str], int]


def read_pairs(catalogue: Catalogue, positions: Sequence[int]) -> Counter[tuple[str, str]]:
    """Count how many events of a choice, and how many agreements, each two have in common.

    Args:
        catalogue: The lists.
        positions: Events.
    """
    events, agreements = catalogue.shelf("events"), catalogue.shelf("agreements")
    groups = [{*events.values["organiser"][at], *events.values["supporter"][at]} for at in positions]
    groups += [set(parties) for parties in agreements.values["party"]]
    pairs: Counter[tuple[str, str]] = Counter()
    for group in groups:
        if len(group) <= MAX_TOGETHER:
            pairs.update(combinations(sorted(group), 2))
    return pairs


def busiest(pairs: Pairs) -> list[str]:
    """Return those with most ties, no more than can be drawn; neighbours stand side by side."""
    weights: Counter[str] = Counter()
    for (one, two), count in pairs.items():
        weights[one] += count
        weights[two] += count
    kept = set(sorted(weights, key=lambda node: (-weights[node], node))[:MAX_NODES])
    near: dict[str, set[str]] = {node: set() for node in kept}
    for one, two in pairs:
        if one in kept and two in kept:
            near[one].add(two)
            near[two].add(one)
    order: list[str] = []
    seen: set[str] = set()
    for start in sorted(kept, key=lambda node: (-len(near[node]), node)):
        waiting = [start]
        while waiting:
            node = waiting.pop()
            if node not in seen:
                seen.add(node)
                order.append(node)
                waiting += sorted(near[node] - seen, reverse=True)
    return order


def draw_narrow(pairs: Pairs, labels: Mapping[str, str]) -> Drawing:
    """Draw the busiest below each other, for a phone; the thicker a line, the more two have in common."""
    order = busiest(pairs)
    y = {node: 16 + number * _NARROW_LINE for number, node in enumerate(order)}
    farthest = max((abs(y[one] - y[two]) for one, two in pairs if one in y and two in y), default=1)
    shapes: list[Shape] = []
    for (one, two), count in sorted(pairs.items()):
        if one in y and two in y:
            reach = _AXIS - 1.3 * (_AXIS - 10) * max(abs(y[one] - y[two]) / farthest, 0.12)
            bow = f"M{_AXIS},{y[one]} C{reach:.1f},{y[one]} {reach:.1f},{y[two]} {_AXIS},{y[two]}"
            title = f"{labels[one]} – {labels[two]}: {count:,}"
            shapes.append(shape("path", "tie", d=bow, stroke_width=min(0.5 + count, 6), stroke_opacity="0.45",
                                title=title))  # fmt: skip
    for node in order:
        shapes.append(shape("circle", "chart", cx=_AXIS, cy=y[node], r=4.5, title=labels[node]))
        shapes.append(words(clipped(labels[node], chars=31), x=_AXIS + 12, y=y[node] + 4, size=12))
    return Drawing(NARROW, 16 + len(order) * _NARROW_LINE, tuple(shapes))


def draw(pairs: Pairs, labels: Mapping[str, str]) -> Drawing:
    """Draw the busiest on a circle; the thicker a line, the more two have in common."""
    order = busiest(pairs)
    angle = {node: 2 * math.pi * number / max(len(order), 1) - math.pi / 2 for number, node in enumerate(order)}
    x = {node: _WIDTH / 2 + _RADIUS * math.cos(turn) for node, turn in angle.items()}
    y = {node: _HEIGHT / 2 + _RADIUS * math.sin(turn) for node, turn in angle.items()}
    shapes: list[Shape] = []
    for (one, two), count in sorted(pairs.items()):
        if one in angle and two in angle:
            # Bent towards the middle, so that lines of neighbours are told from the circle.
            bend = (
                f"M{x[one]:.1f},{y[one]:.1f} Q{(x[one] + x[two] + 2 * _WIDTH / 2) / 4:.1f},"
                f"{(y[one] + y[two] + 2 * _HEIGHT / 2) / 4:.1f} {x[two]:.1f},{y[two]:.1f}"
            )
            title = f"{labels[one]} – {labels[two]}: {count:,}"
            shapes.append(shape("path", "tie", d=bend, stroke_width=min(1 + count, 8), stroke_opacity="0.45",
                                title=title))  # fmt: skip
    for node in order:
        shapes.append(shape("circle", "chart", cx=x[node], cy=y[node], r=5, title=labels[node]))
        degrees = math.degrees(angle[node])
        is_left = abs(degrees) > _QUARTER
        shapes.append(
            words(
                clipped(labels[node], chars=26),
                x=_WIDTH / 2 + (_RADIUS + 12) * math.cos(angle[node]),
                y=_HEIGHT / 2 + (_RADIUS + 12) * math.sin(angle[node]) + 3,
                size=12,
                anchor="end" if is_left else "start",
                turn=degrees + 180 if is_left else degrees,
            )
        )
    return Drawing(_WIDTH, _HEIGHT, tuple(shapes))

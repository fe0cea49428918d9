"""Where events take place: a disc a city, filled for what happened, and the countries in a tone of their own."""

from __future__ import annotations

import math
from collections.abc import Sequence

from filmkg.serve.lists.cells import Value
from filmkg.serve.views.atlas import load_atlas
from filmkg.serve.views.bars import Tally
from filmkg.serve.views.drawing import Drawing, Shape, clipped, shape, words
from filmkg.serve.views.projection import HEIGHT, WIDTH

MAX_DISCS = 400
_MAX_NAMES = 14
_LEAST_RADIUS, _MOST_RADIUS = 3.5, 16.0


def draw(rows: Sequence[tuple[Value, Tally]]) -> Drawing:
    """Draw the places that have a place on the map, most events first; the rest stands in the table alone.

    Args:
        rows: A place, and how many events of each status it has.
    """
    atlas = load_atlas()
    held = {code for value, _ in rows if (code := atlas.code(value.text))}
    shapes: list[Shape] = [
        shape("path", "held" if code in held else "land", d=outline, stroke_width=0.4)
        for code, outline in sorted(atlas.outlines.items())
    ]
    most = max((sum(counted.values()) for _, counted in rows), default=1)
    names: list[Shape] = []
    taken: list[tuple[float, float]] = []
    drawn = [(value, counted, point) for value, counted in rows if (point := atlas.place(value.text))]
    for value, counted, (x, y) in drawn[:MAX_DISCS]:
        total = sum(counted.values())
        radius = max(_LEAST_RADIUS, _MOST_RADIUS * math.sqrt(total / most) if most > 4 else _LEAST_RADIUS + total)
        tone = "happened" if counted.get("happened") else next(iter(sorted(counted)), "unsaid")
        title = f"{value.text}: {total:,}"
        if atlas.code(value.text) not in atlas.outlines:
            disc = {"cx": x, "cy": y, "r": radius, "stroke_width": 1.2}
            shapes.append(shape("circle", tone, title=title, fill_opacity="0.85", **disc))
        is_free = all(abs(x - u) > 60 or abs(y - v) > 11 for u, v in taken)
        if len(names) < _MAX_NAMES and is_free:
            taken.append((x, y))
            ends = x > WIDTH - 120
            side = -radius - 3 if ends else radius + 3
            text = clipped(value.text, chars=22)
            names.append(words(text, x=x + side, y=y + 3.5, size=10, anchor="end" if ends else "start"))
    return Drawing(WIDTH, HEIGHT, (*shapes, *names))


def is_on_map(name: str) -> bool:
    """Tell whether the map knows a place of that name."""
    return load_atlas().place(name) is not None

"""Where events take place: a disc a city, filled for what happened, and the countries in a tone of their own."""

from __future__ import annotations

import math
from collections.abc import Sequence

from filmkg.serve.lists.cells import Value
from filmkg.serve.views.atlas import load_atlas
from filmkg.serve.views.bars import Tally
from filmkg.serve.views.drawing import NARROW, Drawing, Shape, clipped, shape, words
from filmkg.serve.views.projection import HEIGHT, WIDTH

MAX_DISCS = 400
_MAX_NAMES, _MAX_NARROW_NAMES = 14, 6
_LETTER, _NAME = 10, 60  # height of letters, room for a name
_LEAST_PART = 200
_LEAST_RADIUS, _MOST_RADIUS = 3.5, 16.0


def draw(rows: Sequence[tuple[Value, Tally]], *, is_narrow: bool = False) -> Drawing:
    """Draw the places that have a place on the map, most events first; the rest stands in the table alone.

    Args:
        rows: A place, and how many events of each status it has.
        is_narrow: Whether it is for a phone, which is shown the part of the world that has places.
    """
    atlas = load_atlas()
    held = {code for value, _ in rows if (code := atlas.code(value.text))}
    shapes: list[Shape] = [
        shape("path", "held" if code in held else "land", d=outline, stroke_width=0.4)
        for code, outline in sorted(atlas.outlines.items())
    ]
    most = max((sum(counted.values()) for _, counted in rows), default=1)
    drawn = [(value, counted, point) for value, counted in rows if (point := atlas.place(value.text))][:MAX_DISCS]
    left, top, width, height = _part([point for *_, point in drawn]) if is_narrow else (0.0, 0.0, WIDTH, HEIGHT)
    unit = width / NARROW if is_narrow else 1.0  # of letters; what is smaller on the screen must be larger here
    names: list[Shape] = []
    taken: list[tuple[float, float]] = []
    for value, counted, (x, y) in drawn:
        total = sum(counted.values())
        radius = max(_LEAST_RADIUS, _MOST_RADIUS * math.sqrt(total / most) if most > 4 else _LEAST_RADIUS + total)
        radius *= math.sqrt(unit)
        tone = "happened" if counted.get("happened") else next(iter(sorted(counted)), "unsaid")
        title = f"{value.text}: {total:,}"
        if atlas.code(value.text) not in atlas.outlines:
            disc = {"cx": x, "cy": y, "r": radius, "stroke_width": 1.2 * math.sqrt(unit)}
            shapes.append(shape("circle", tone, title=title, fill_opacity="0.85", **disc))
        is_free = all(abs(x - u) > _NAME * unit or abs(y - v) > 1.1 * _LETTER * unit for u, v in taken)
        if len(names) < (_MAX_NARROW_NAMES if is_narrow else _MAX_NAMES) and is_free:
            taken.append((x, y))
            ends = x > left + width - 2 * _NAME * unit
            side = -radius - 3 if ends else radius + 3
            text = clipped(value.text, chars=22)
            names.append(
                words(
                    text,
                    x=x + side,
                    y=y + 0.35 * _LETTER * unit,
                    size=_LETTER * unit,
                    anchor="end" if ends else "start",
                )
            )
    return Drawing(width, height, (*shapes, *names), left, top)


def _part(points: Sequence[tuple[float, float]]) -> tuple[float, float, float, float]:
    """Return the part of the map with some points in it: left, top, width and height, no flatter than it must be."""
    if not points:
        return 0.0, 0.0, WIDTH, HEIGHT
    xs, ys = [x for x, _ in points], [y for _, y in points]
    width = min(max(max(xs) - min(xs), max(ys) - min(ys), _LEAST_PART) + 2 * _NAME, WIDTH)
    height = min(max(max(ys) - min(ys) + 2 * _NAME, 0.8 * width), HEIGHT)
    left = min(max((min(xs) + max(xs) - width) / 2, 0.0), WIDTH - width)
    top = min(max((min(ys) + max(ys) - height) / 2, 0.0), HEIGHT - height)
    return left, top, width, height


def is_on_map(name: str) -> bool:
    """Tell whether the map knows a place of that name."""
    return load_atlas().place(name) is not None

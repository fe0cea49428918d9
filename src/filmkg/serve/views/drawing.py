"""A drawing: shapes with a tone each, written as SVG by the template `views/drawing.svg`.

On a page the style gives a tone its colour, light or dark; a drawing that is downloaded has the colours of `TONES`
(`NIGHT` for a dark page) in its attributes, which the Content-Security-Policy of an SVG allows and every program reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

# Fill and stroke of each tone.
TONES: Mapping[str, tuple[str, str]] = MappingProxyType({
    "ink": ("#1d1c1a", "none"),
    "soft": ("#5f5b54", "none"),
    "on": ("#ffffff", "none"),
    "line": ("none", "#dcd8cf"),
    "tie": ("none", "#2f6f8f"),
    "land": ("#f4f2ed", "#dcd8cf"),
    "held": ("#e0c89c", "#dcd8cf"),
    "chart": ("#2f6f8f", "none"),
    "happened": ("#1f6b43", "none"),
    "planned": ("#ffffff", "#8a5a00"),
    "proposed": ("#ffffff", "#54489c"),
    "cancelled": ("#ffffff", "#a3282d"),
    "unsaid": ("#8b867c", "none"),
})  # fmt: skip

NIGHT: Mapping[str, tuple[str, str]] = MappingProxyType({
    "ink": ("#edeae4", "none"),
    "soft": ("#aca69b", "none"),
    "on": ("#262421", "none"),
    "line": ("none", "#3a3733"),
    "tie": ("none", "#7db9d6"),
    "land": ("#2b2925", "#4a463f"),
    "held": ("#6d5a35", "#4a463f"),
    "chart": ("#7db9d6", "none"),
    "happened": ("#7fcf9f", "none"),
    "planned": ("#171614", "#e3b35a"),
    "proposed": ("#171614", "#b7adf0"),
    "cancelled": ("#171614", "#f0989b"),
    "unsaid": ("#7d776d", "none"),
})  # fmt: skip
# What a file is painted on.
PAPER, NIGHT_PAPER = "#fcfbf9", "#171614"

# A drawing for a phone has as many units as a narrow one has pixels beside its margins, so that letters stay readable.
NARROW = 350


@dataclass(frozen=True, slots=True)
class Shape:
    """One element of SVG.

    Attributes:
        tag: Its name, "circle".
        tone: One of `TONES`.
        attributes: Names and values of its geometry.
        words: What a text says.
        title: What is shown of it where a pointer rests on it.
    """

    tag: str
    tone: str
    attributes: tuple[tuple[str, str], ...]
    words: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes in the order in which they are painted.

    Attributes:
        width: In units.
        height: In units.
        shapes: The shapes.
        left: Where it begins, for a part of a larger drawing.
        top: Where it begins.
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
    left: float = 0
    top: float = 0


def shape(tag: str, tone: str, *, title: str = "", **geometry: float | str) -> Shape:
    """Return a shape; an underscore in the name of an attribute stands for a hyphen."""
    attributes = tuple((name.replace("_", "-"), _written(value)) for name, value in geometry.items())
    return Shape(tag, tone, attributes, title=title)


def words(text: str, *, x: float, y: float, tone: str = "ink", size: float = 12, anchor: str = "start",
          turn: float = 0) -> Shape:  # fmt: skip
    """Return words.

    Args:
        text: The words.
        x: Where they are anchored.
        y: Their base line.
        tone: One of `TONES`.
        size: Height of the letters, in units.
        anchor: "start", "middle" or "end".
        turn: By how many degrees they are turned round their anchor.
    """
    attributes = [("x", _written(x)), ("y", _written(y)), ("font-size", _written(size)), ("text-anchor", anchor)]
    if turn:
        attributes.append(("transform", f"rotate({_written(turn)} {_written(x)} {_written(y)})"))
    return Shape("text", tone, tuple(attributes), words=text)


def clipped(text: str, *, chars: int) -> str:
    """Return the beginning of a text that is longer than there is room for."""
    return text if len(text) <= chars else f"{text[: chars - 1].rstrip()}…"


def _written(value: float | str) -> str:
    return value if isinstance(value, str) else f"{round(value, 1):g}"

"""Countries against countries: how much the country of a row shows or does in that of a column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from filmkg.serve.views.drawing import NARROW, Drawing, Shape, clipped, shape, words
from filmkg.serve.views.ties import Tie

MAX_COUNTRIES = 24
# On a phone the names of columns stand upright.
MAX_NARROW = 10
_CELL = 26
_DARK = 0.55


def draw(ties: Sequence[Tie], labels: Mapping[str, str], *, is_narrow: bool = False) -> Drawing:
    """Draw the countries with most ties; what happened fills a cell, what did not frames it.

    Args:
        ties: What is counted. An agreement or a film made together stands in both of its cells.
        labels: Names of countries.
        is_narrow: Whether it is for a phone.
    """
    left, top, chars, turn, limit = (88, 100, 13, -90, MAX_NARROW) if is_narrow else (150, 130, 20, -55, MAX_COUNTRIES)
    busy: Counter[str] = Counter(country for tie in ties for country in (tie.one, tie.two))
    kept = sorted(busy, key=lambda country: (-busy[country], labels[country]))[:limit]
    kept.sort(key=lambda country: labels[country])
    place = {country: number for number, country in enumerate(kept)}
    counted: dict[tuple[str, str], tuple[set[str], set[str]]] = {}
    for tie in ties:
        cells = [(tie.one, tie.two)] + ([(tie.two, tie.one)] if tie.how != "films_shown" else [])
        for cell in cells:
            if cell[0] in place and cell[1] in place:
                done, open_ = counted.setdefault(cell, (set(), set()))
                # A film has no status: it was made.
                is_done = tie.status == "happened" or tie.how == "made_together"
                (done if is_done else open_).add(tie.thing)
    most = max((len(done) for done, _ in counted.values()), default=1) or 1
    side = _CELL * len(kept)
    shapes: list[Shape] = []
    for country, number in place.items():
        middle = number * _CELL + _CELL / 2
        label = clipped(labels[country], chars=chars)
        shapes.append(words(label, x=left - 8, y=top + middle + 4, anchor="end", size=11.5))
        shapes.append(words(label, x=left + middle + 4, y=top - 8, size=11.5, turn=turn))
        for x1, y1, x2, y2 in (
            (left, top + number * _CELL, left + side, top + number * _CELL),
            (left + number * _CELL, top, left + number * _CELL, top + side),
        ):
            shapes.append(shape("line", "line", x1=x1, y1=y1, x2=x2, y2=y2))
    for (one, two), (done, open_) in sorted(counted.items()):
        x, y = left + place[two] * _CELL, top + place[one] * _CELL
        title = f"{labels[one]} – {labels[two]}: {len(done):,}" + (f" (+{len(open_):,})" if open_ else "")
        share = 0.25 + 0.75 * len(done) / most
        if done:
            shapes.append(shape("rect", "chart", x=x + 1, y=y + 1, width=_CELL - 2, height=_CELL - 2, rx=3,
                                fill_opacity=f"{share:.2f}", title=title))  # fmt: skip
        else:
            shapes.append(shape("rect", "planned", x=x + 3, y=y + 3, width=_CELL - 6, height=_CELL - 6, rx=3,
                                stroke_width=1.5, title=title))  # fmt: skip
        tone = "on" if done and share > _DARK else "ink"
        shapes.append(words(str(len(done) or len(open_)), x=x + _CELL / 2, y=y + _CELL / 2 + 4, tone=tone, size=11,
                            anchor="middle"))  # fmt: skip
    return Drawing(NARROW if is_narrow else left + side + 90, top + side + 12, tuple(shapes))

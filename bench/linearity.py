"""Measure how the cost of each stage grows: the time for 4n characters over the time for n, in one run.

4 is linear, 16 quadratic. Exits with 1 where a ratio is over `LIMIT`, which leaves room for a noisy machine.

    python bench/linearity.py
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from filmkg import annotate, extract
from filmkg.annotate.dates import annotate_dates
from filmkg.annotate.gazetteer import load_gazetteer
from filmkg.model import Article, Document
from filmkg.text import read_article

LIMIT = 12.0
RUNS = 3
NEWS = (
    "The {n}th Lantern Film Festival was held in Riga from 4 to 9 May 2019, supported by the Kapok Film Fund. "
    "“Red Autumn” (1987) by Mirbala Salimli won the Grand Prix, said Hasan Aliyev, "
    "director of the Baku Film Agency.\n\n"
)
Step = Callable[[str], Callable[[], object]]


def read(text: str) -> Article:
    """Read a text as an article."""
    return read_article(Document("key", "key.txt", text.encode()))


def steps() -> dict[str, Step]:
    """Return what is measured: from a text to a function of no arguments that does the work on it."""
    gazetteer, annotator, extractor = load_gazetteer(), annotate.load(), extract.load()

    def on_article(work: Callable[[Article], object]) -> Step:
        def prepare(text: str) -> Callable[[], object]:
            article = read(text)
            return lambda: work(article)

        return prepare

    def on_annotation(text: str) -> Callable[[], object]:
        annotation = annotator(read(text))
        return lambda: extractor(annotation)

    return {
        "read": lambda text: lambda: read(text),
        "places": lambda text: lambda: gazetteer.match(text),
        "dates": on_article(annotate_dates),
        "annotate": on_article(annotator),
        "extract": on_annotation,
    }


# step -> texts that are hard for it: a piece repeated up to the length n, in characters
INPUTS: dict[str, tuple[tuple[str, int], ...]] = {
    "read": ((NEWS, 20_000), ("A. ", 20_000), ("\n ", 20_000)),
    "places": (("New York City of Saint ", 50_000),),
    "dates": tuple(
        (piece, 10_000)
        for piece in ("May ", "16 May ", "from 2 to ", "the end of the ", "2024-", "1 ", "Sept. ", "\n ", "A")
    ),
    "annotate": ((NEWS, 10_000), ("Film ", 5_000), ("“", 10_000), ("the new film ", 10_000), ("Ana Duarte, ", 5_000)),
    "extract": (
        (NEWS, 10_000),
        ("Ana Duarte, ", 5_000),
        ("“Red Autumn”, ", 5_000),
        ("the Kapok Film Fund and ", 5_000),
        ("the festival was organised by ", 10_000),
    ),
}


def cost_s(work: Callable[[], object]) -> float:
    """Return the least of some runs, in seconds."""
    times_s = []
    for _ in range(RUNS):
        start_s = time.perf_counter()
        work()
        times_s.append(time.perf_counter() - start_s)
    return min(times_s)


def repeated(piece: str, n_chars: int) -> str:
    """Repeat a piece up to a length; "{n}" in it counts."""
    if "{n}" not in piece:
        return piece * (n_chars // len(piece))
    return "".join(piece.format(n=number % 90 + 4) for number in range(n_chars // len(piece)))


def main() -> int:
    """Measure all and print a table."""
    worst = 0.0
    print(f"{'step':10} {'input':24} {'n':>7} {'ms at n':>9} {'4n / n':>7}")
    for name, prepare in steps().items():
        for piece, n_chars in INPUTS[name]:
            once_s = cost_s(prepare(repeated(piece, n_chars)))
            ratio = cost_s(prepare(repeated(piece, 4 * n_chars))) / once_s
            worst = max(worst, ratio)
            shown = "news" if piece is NEWS else repr(piece)
            print(f"{name:10} {shown:24} {n_chars:7} {1000 * once_s:9.2f} {ratio:7.1f}")
    print(f"worst ratio {worst:.1f}, limit {LIMIT:.0f}")
    return int(worst > LIMIT)


if __name__ == "__main__":
    sys.exit(main())

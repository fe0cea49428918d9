"""Make a store as large as one of many times its articles, for figures of reading: the merged view many times over.

    python bench/multiply.py STORE TIMES NEW_STORE

Countries, cities and the bodies that three articles or more mention stay the same in each copy, as they do in articles,
and so are at the other end of many times as much; all else gets another IRI and another name. What is written is the
view alone: it is for `bench/pages.py` and the questions, not to build upon.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

from pyoxigraph import DefaultGraph, Quad

from filmkg.store import (
    Loader,
    current_snapshot,
    finish_snapshot,
    open_snapshot,
    open_writable,
    publish_snapshot,
    start_snapshot,
)
from filmkg.store.format import prepare_folder
from filmkg.vocab import RDFS, cdo

MANY_ARTICLES = 3
IRI = re.compile(r"(<https://w3id\.org/filmkg/id/[^/>#]+/[^/>#]+)")
SHARED = ("country/", "city/")


def main(source: str, times: int, target: str) -> None:
    """Write the larger store."""
    path = Path(target)
    prepare_folder(path)
    oxigraph = start_snapshot(path, after=None)
    loader = Loader(open_writable(oxigraph), is_empty=True)
    with open_snapshot(current_snapshot(Path(source))) as store:
        view = DefaultGraph()
        mentioned = Counter(quad.object for quad in store.quads_for_pattern(None, cdo("mentions"), None, view))
        bodies = {quad.subject for quad in store.quads_for_pattern(None, None, cdo("Organization"), view)}
        shared = {f"<{body.value}" for body in bodies if mentioned[body] >= MANY_ARTICLES}
        lines = [template(quad, shared) for quad in store.quads_for_pattern(None, None, None, view)]
        del store
    for number in range(times):
        tail, name = (f"-{number}", f" {number}") if number else ("", "")
        loader.add(line.replace("\0", tail).replace("\1", name) for line in lines if number == 0 or "\0" in line)
        print(f"{number + 1} of {times}", flush=True)
    loader.close(compact=True)
    publish_snapshot(path, finish_snapshot(oxigraph))


def template(quad: Quad, shared: set[str]) -> str:
    """Return a line with marks where a copy has its number: after IRIs, and after names."""

    def mark(found: re.Match[str]) -> str:
        start = found[1]
        is_shared = start in shared or start.removeprefix("<https://w3id.org/filmkg/id/").startswith(SHARED)
        return start if is_shared else f"{start}\0"

    subject, object_ = IRI.sub(mark, str(quad.subject)), IRI.sub(mark, str(quad.object))
    if quad.predicate == RDFS["label"] and "\0" in subject:
        object_ = f'{object_[:-1]}\1"'
    return f"{subject} {quad.predicate} {object_} ."


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])

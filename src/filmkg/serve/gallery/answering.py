"""Answers one of our questions over a whole snapshot.

    python -m filmkg.serve.gallery.answering SNAPSHOT FOLDER QUESTION ROWS FILE KEPT

A process of its own, which ends after `MAX_TIME_S` or when it takes more memory than a worker may; the file is there
once the answer is whole, and kept besides.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

from pyoxigraph import QueryResultsFormat, QuerySolutions

from filmkg.serve.digest import put
from filmkg.serve.engine.functions import QUERY_PREFIXES
from filmkg.serve.engine.limits import Limits
from filmkg.serve.engine.sandbox import limit_memory
from filmkg.serve.questions import load_question
from filmkg.store import Snapshot, open_snapshot

MAX_TIME_S = 900
_MEMORY_TIMES = 2  # what a worker may take: here is one alone
_NICENESS = 10


def read_answer(file: Path) -> tuple[bytes, bool]:
    """Return an answer as SPARQL results in JSON, and whether there are more rows than were wanted."""
    kept = json.loads(file.read_bytes())
    return json.dumps(kept["answer"]).encode(), bool(kept["is_cut"])


def main(snapshot: str, folder: str, name: str, rows: str, file: str, kept: str) -> None:
    """Answer a question."""
    os.nice(_NICENESS)
    signal.alarm(MAX_TIME_S)
    limit_memory(_MEMORY_TIMES * Limits().memory_bytes)
    path = Path(file)
    with open_snapshot(Snapshot(snapshot, Path(folder))) as store:
        # One row more, to know whether there are more.
        results = store.query(f"{load_question(name).query}\nLIMIT {int(rows) + 1}", prefixes=QUERY_PREFIXES)
        assert isinstance(results, QuerySolutions)  # noqa: S101 - our questions are SELECT queries
        answer = json.loads(results.serialize(format=QueryResultsFormat.JSON) or b"")
        found = answer["results"]["bindings"]
        is_cut = len(found) > int(rows)
        answer["results"]["bindings"] = found[: int(rows)]
        unfinished = path.with_suffix(".unfinished")
        unfinished.write_text(json.dumps({"is_cut": is_cut, "answer": answer}), encoding="utf-8")
        unfinished.replace(path)
        put(path, Path(kept))
        del results, store


if __name__ == "__main__":
    main(*sys.argv[1:])

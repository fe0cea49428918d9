"""The answers to our own questions: asked like any query, and where that takes too much, in the background, once.

Who asks then is told to come back. One question at a time is answered so, by a process that may take longer, and more
memory, than a query of anybody may, but not for ever; the answer is kept with its snapshot.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from filmkg.errors import ResourceError
from filmkg.serve.digest import kept_beside, put
from filmkg.serve.engine.outcomes import MemoryLimitError, TimeLimitError
from filmkg.serve.engine.pool import Pool
from filmkg.serve.engine.sandbox import FEW_ARENAS
from filmkg.serve.gallery.answering import MAX_TIME_S, read_answer
from filmkg.serve.questions import Question
from filmkg.serve.table import MAX_ROWS, Table, answer_table, table_of
from filmkg.store import Snapshot, current_snapshot


class Answers:
    """The answers to questions; safe to use from many threads.

    Args:
        pool: The workers that evaluate.
        store_path: Folder of the store; None for a store elsewhere, where nothing is answered in the background.
    """

    def __init__(self, pool: Pool, store_path: Path | None) -> None:
        self._pool = pool
        self._store_path = store_path
        self._folder = tempfile.TemporaryDirectory(prefix="filmkg-answers-")
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._answering = Path()  # what that process writes
        self._given_up: set[Path] = set()
        self._tables: dict[Path, Table | str] = {}

    def table(self, question: Question) -> Table | str:
        """Return the answer to a question, as `answer_table` does.

        Raises:
            ResourceError: It is being answered in the background.
            TimeLimitError, MemoryLimitError: It takes more than that either.
        """
        if self._store_path is None:
            return answer_table(self._pool, question.query)
        snapshot = current_snapshot(self._store_path)
        file = Path(self._folder.name) / f"{snapshot.identifier}-{question.name}.json"
        kept = kept_beside(snapshot.folder, f"answer-{question.name}", "json", made_by=question.query)
        if file not in self._tables:
            table = self._read(file, kept) or self._ask(question, snapshot, file, kept)
            own = f"{snapshot.identifier}-"
            self._tables = {file: table} | {
                other: known for other, known in self._tables.items() if other.name.startswith(own)
            }
        return self._tables[file]

    def close(self) -> None:
        """End what is being answered, and remove all answers that are not kept."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._folder.cleanup()

    def _read(self, file: Path, kept: Path) -> Table | None:
        if not file.exists() and not put(kept, file):
            return None
        body, is_cut = read_answer(file)
        return table_of(self._pool, body, is_cut=is_cut)

    def _ask(self, question: Question, snapshot: Snapshot, file: Path, kept: Path) -> Table | str:
        self._check(file)
        try:
            return answer_table(self._pool, question.query)
        except (TimeLimitError, MemoryLimitError):
            if file in self._given_up:
                raise
            self._begin(question, snapshot, file, kept)
            raise _being_answered() from None

    def _check(self, file: Path) -> None:
        """Say so where a question is being answered; the query itself would only take too long again."""
        with self._lock:
            if self._process is None or self._answering != file:
                return
            if self._process.poll() is None:
                raise _being_answered()
            if self._process.returncode:
                self._given_up.add(file)

    def _begin(self, question: Question, snapshot: Snapshot, file: Path, kept: Path) -> None:
        with self._lock:
            if self._process is None or self._process.poll() is not None:
                command = [
                    sys.executable, "-m", "filmkg.serve.gallery.answering",
                    snapshot.identifier, str(snapshot.folder), question.name, str(MAX_ROWS), str(file), str(kept),
                ]  # fmt: skip
                self._answering = file
                self._process = subprocess.Popen(  # noqa: S603 - our own module
                    command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                    start_new_session=True, env={**os.environ, **FEW_ARENAS},
                )  # fmt: skip


def _being_answered() -> ResourceError:
    return ResourceError(
        "to answer this, all articles of this large store are being read",
        remedy=f"come back to this page in some minutes; it takes {MAX_TIME_S // 60} at most",
    )

"""How much one request may cost. The defaults are meant for a public address on a small machine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits that hold for every query, whoever asks it.

    Attributes:
        time_s: How long a query may be evaluated.
        memory_bytes: How much address space a worker process may take.
        rows: How many rows, or triples, an answer may have; more are cut off, and the answer says so.
        answer_bytes: How long an answer may be before compression; more is cut off at the end of a row.
        query_bytes: How long a query may be.
        update_bytes: How long an update may be.
        workers: How many queries are evaluated at a time.
        waiting: How many may wait for a worker.
        wait_s: How long they may wait.
        client: How many of one address may be evaluated or wait.
    """

    time_s: float = 10.0
    memory_bytes: int = 2**30
    rows: int = 100_000
    answer_bytes: int = 64 * 2**20
    query_bytes: int = 2**20
    update_bytes: int = 16 * 2**20
    workers: int = 4
    waiting: int = 64
    wait_s: float = 5.0
    client: int = 32

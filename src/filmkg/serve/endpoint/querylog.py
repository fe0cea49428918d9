"""A log of queries, a line (JSON) each: what became of them and what they cost, and nothing that tells who asked what.

A query stands in it as a digest: the same query can be found again by who has it, and no other be read out of it.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import IO

from filmkg.serve.engine.outcomes import Event


class QueryLog:
    """Writes events.

    Args:
        stream: Where to.
    """

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def observe(self, event: Event) -> None:
        """Write one event."""
        line = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "query": hashlib.sha256(event.query.encode()).hexdigest()[:16],
            "query_chars": len(event.query),
            "outcome": event.outcome,
            "limit": event.limit,
            "duration_ms": round(event.duration_s * 1000, 1),
            "waited_ms": round(event.waited_s * 1000, 1),
            "rows": event.rows,
            "bytes": event.bytes,
        }
        self._stream.write(json.dumps(line) + "\n")
        self._stream.flush()

"""What can become of a query: an answer or an error, and what metrics and the log learn of it."""

from __future__ import annotations

from dataclasses import dataclass

from filmkg.errors import QueryError, ResourceError, UsageError


class TimeLimitError(ResourceError):
    """A query took longer than allowed."""


class MemoryLimitError(QueryError):
    """A query needed more memory or stack than a worker may take."""


class BusyError(ResourceError):
    """All workers are busy and enough others wait.

    Attributes:
        retry_after_s: When to try again.
    """

    retry_after_s = 1


class ClientBusyError(BusyError):
    """One client asks for too much at a time."""


class NotAcceptableError(QueryError):
    """A query has no answer in the formats that the client accepts."""


class NoGraphError(UsageError):
    """There is no graph of the name that is asked for."""


class BrokenOffError(ResourceError):
    """An answer whose beginning was sent already came to a limit."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer.

    Attributes:
        media_type: Its format.
        body: Its bytes.
        limit: The limit that it was cut off at ("rows", "bytes"), "" where it is complete.
    """

    media_type: str
    body: bytes
    limit: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """What became of a query, for metrics and the log; nothing in it tells who asked.

    Attributes:
        query: The query.
        outcome: "complete", "truncated", "stopped", "wrong", "busy" or "lost".
        limit: The limit that was reached, "" for none.
        duration_s: From its arrival to the end of its answer.
        waited_s: How long of this it waited for a worker.
        rows: Rows of the answer.
        bytes: Length of the answer.
    """

    query: str
    outcome: str
    limit: str = ""
    duration_s: float = 0.0
    waited_s: float = 0.0
    rows: int = 0
    bytes: int = 0

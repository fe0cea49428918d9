"""Everything that can go wrong on purpose.

    FilmkgError
    ├── UsageError                 the caller asked for something that does not exist     (exit code 2)
    ├── DataError                  input that cannot be used; the rest of a batch goes on (exit code 1)
    │   ├── DocumentError          an article: empty, binary, not UTF-8, too large
    │   │   └── PassedOverError    a file beside the articles, in another format
    │   ├── RdfError               an RDF file that does not parse
    │   ├── QueryError             a query that does not parse or cannot be answered
    │   └── ReviewError            a table of decisions on links with a row that cannot be used
    └── ResourceError              something outside failed                               (exit code 3)
        ├── StoreError             the store is missing, in use or damaged
        ├── EndpointError          a Wikibase does not answer, or not as it should
        ├── RemoteError            a SPARQL store elsewhere does not answer, or not as it should
        └── ClusterError           the machines that convert do not answer, or not alike

Two boundaries turn them into something else: `filmkg.cli` into exit codes, `filmkg.serve` into HTTP answers.
"""

from __future__ import annotations


class FilmkgError(Exception):
    """Base of all errors raised on purpose.

    Attributes:
        problem: What happened, and where.
        remedy: What to try.
    """

    exit_code = 1

    def __init__(self, problem: str, *, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.problem}\n  Try: {self.remedy}"

    def __reduce__(self) -> tuple[object, ...]:
        # As an exception is pickled by default, it would be made anew without its keyword arguments.
        return _restored, (type(self), self.args, self.__dict__)


def _restored(kind: type[FilmkgError], args: tuple[object, ...], state: dict[str, object]) -> FilmkgError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error


class UsageError(FilmkgError):
    """The caller asked for something that does not exist."""

    exit_code = 2


class DataError(FilmkgError):
    """Input that cannot be used."""


class DocumentError(DataError):
    """An article that cannot be read.

    Attributes:
        origin: The file, as `Document.origin`.
        reason: In two words, to count by: "no text", "too large".
    """

    def __init__(self, origin: str, problem: str, *, remedy: str, reason: str = "not usable") -> None:
        super().__init__(f"{origin}: {problem}", remedy=remedy)
        self.origin = origin
        self.reason = reason


class PassedOverError(DocumentError):
    """What is beside the articles in a folder or an archive and is none; told in the report alone."""

    def __init__(self, origin: str, *, reason: str = "other format") -> None:
        super().__init__(origin, f"is no article ({reason})", remedy="give the file itself", reason=reason)


class RdfError(DataError):
    """An RDF file that does not parse."""


class QueryError(DataError):
    """A query that does not parse or cannot be answered."""


class ReviewError(DataError):
    """A table of decisions on links with a row that cannot be used."""


class ResourceError(FilmkgError):
    """Something outside failed: disk, port, lock."""

    exit_code = 3


class StoreError(ResourceError):
    """The store is missing, in use or damaged."""


class EndpointError(ResourceError):
    """A Wikibase does not answer, or not as it should."""


class RemoteError(ResourceError):
    """A SPARQL store elsewhere does not answer, or not as it should."""


class ClusterError(ResourceError):
    """The machines that convert do not answer, or not alike."""

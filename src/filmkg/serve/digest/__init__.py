"""What pages need of a whole snapshot, which no query could read in time: names, counts, the newest of what is much.

An SQLite file a snapshot, made in linear time by a process of its own (`writing.py`) while the service goes on.
"""

from filmkg.serve.digest.bonds import Between
from filmkg.serve.digest.cache import kept_beside, put
from filmkg.serve.digest.file import Digest
from filmkg.serve.digest.quads import TELLING
from filmkg.serve.digest.reading import Partner, between, partners_of, uses_of
from filmkg.serve.digest.uses import MAX_NEWEST, MENTIONS, USES, Newest

__all__ = [
    "MAX_NEWEST",
    "MENTIONS",
    "TELLING",
    "USES",
    "Between",
    "Digest",
    "Newest",
    "Partner",
    "between",
    "kept_beside",
    "partners_of",
    "put",
    "uses_of",
]

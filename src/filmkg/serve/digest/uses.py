"""What has a thing at its other end, where that is more than a page shows: how much, and the newest of it."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from heapq import nlargest

from filmkg.serve.digest.quads import Reader
from filmkg.vocab import cdo

MENTIONS = "mentions"
MAX_NEWEST = 25  # of a property

# What has a thing at its other end, in the order of the ontology.
USES = (
    "director", "screenwriter", "castMember", "producer", "countryOfOrigin", "presentsCinemaOf", "place", "venue",
    "organizer", "supporter", "participant", "screens", "partOf", "party", "signatory", "member", "body", "holder",
    "organization", "recipient", "grantedAt", "parent", "accredits", "speaker",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Newest:
    """What has a thing at its other end.

    Attributes:
        count: How much there is.
        iris: The newest `MAX_NEWEST`, what has no date last.
    """

    count: int
    iris: tuple[str, ...]


def write_uses(index: sqlite3.Connection, reader: Reader, *, dates: Mapping[str, str]) -> Counter[str]:
    """Write what is more than `MAX_NEWEST`; return how many articles mention each thing."""
    index.execute(
        "CREATE TABLE uses (object TEXT, property TEXT, count INTEGER, newest TEXT,"
        " PRIMARY KEY (object, property)) WITHOUT ROWID"
    )
    mentioned: Counter[str] = Counter()
    for name in (*USES, MENTIONS):
        for object_, subjects in reader.groups(cdo(name)):
            if name == MENTIONS:
                mentioned[object_] = len(subjects)
            if len(subjects) > MAX_NEWEST:
                newest = nlargest(MAX_NEWEST, subjects, key=lambda subject: (dates.get(subject, ""), subject))
                row = object_, name, len(subjects), json.dumps(newest)
                index.execute("INSERT INTO uses VALUES (?, ?, ?, ?)", row)
    return mentioned

"""Which things of a journal are one: only what a change touches is decided anew, block by block.

What becomes of a thing depends on those alone that it is compared with, directly or by way of others. So the things
fall into regions, each of which is decided by itself, with the result that deciding all together would have.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from filmkg.graph import split_iri
from filmkg.identity import (
    PARTED,
    Decision,
    Join,
    Merges,
    Thing,
    iri_key,
    merge_things,
    thing_from_json,
    told_join,
)
from filmkg.pipeline.telling import Tell
from filmkg.store import Journal, hashed, split_keys

_BATCH_THINGS = 2_000

_Fate = tuple[str, str | None, str | None, float | None]


def parted(journal: Journal) -> frozenset[tuple[str, str]]:
    """Return graph and IRI of the things that people took apart from those that they were merged with."""
    return frozenset((graph, iri) for graph, iri in json.loads(journal.get("apart") or "[]"))


def joined(journal: Journal) -> tuple[Join, ...]:
    """Return what people said is one, whether the journal has it or not, sorted."""
    return tuple(sorted(Join(*one) for one in json.loads(journal.get("joined") or "[]")))


def keep_reviewed(journal: Journal, decisions: Iterable[Decision]) -> None:
    """Keep what people decided, as the merged view of another store tells it: what they took apart, and what is one."""
    ends = sorted((one.graph, one.iri, one.reason) for one in decisions)
    journal.set("apart", json.dumps([(graph, iri) for graph, iri, reason in ends if reason == PARTED]))
    journal.set("joined", json.dumps([found for end in ends if (found := told_join(*end)) is not None]))


def merge_touched(journal: Journal, *, everything: bool, tell: Tell) -> None:
    """Decide anew what becomes of the things that changes touch; within a transaction of the caller.

    What a thing was before is kept in the temporary table `moved`, where it is something else now; entries on namesakes
    that were there before in `parted`.

    Args:
        journal: The journal; its things get what they are called in the merged view, and why.
        everything: Whether to decide on all things.
        tell: Hears of the things that are decided on.
    """
    run = journal.connection.execute
    run("DROP TABLE IF EXISTS temp.moved")
    run("DROP TABLE IF EXISTS temp.parted")
    run("CREATE TEMP TABLE moved (thing INTEGER PRIMARY KEY, canonical TEXT, label TEXT, reason TEXT, confidence REAL)")
    run("CREATE TEMP TABLE parted (name TEXT, iris TEXT, reason TEXT)")
    # Namesakes of things that are gone; what remains of such a set is decided anew below.
    retired = "SELECT thing.id FROM thing JOIN article ON article.id = thing.article WHERE article.version = 2"
    run(f"INSERT INTO parted SELECT name, iris, reason FROM apart WHERE published AND thing IN ({retired})")  # noqa: S608
    run(f"DELETE FROM apart WHERE thing IN ({retired})")  # noqa: S608
    while _merge_regions(journal, everything=everything, tell=tell):
        everything = False
    _claim_joins(journal)
    run("DELETE FROM touched")


def _merge_regions(journal: Journal, *, everything: bool, tell: Tell) -> bool:
    """Decide region by region; tell whether regions claimed one IRI, which makes them one, to be decided again."""
    collisions: set[int] = set()
    apart, joins = parted(journal), defaultdict[tuple[str, str], list[Join]](list)
    for join in joined(journal):
        joins[join.graph, join.iri].append(join)
    _claim_joins(journal)
    for things in _regions(journal, everything=everything, tell=tell):
        for number, (one, thing, iri) in enumerate(things):
            if thing is not None and (thing.graph, iri) in apart:
                things[number] = one, thing.apart(), iri
        _keep(journal, things, *_merge_region(journal, things, joins, collisions))
    journal.connection.execute("DELETE FROM touched")
    journal.connection.executemany("INSERT INTO touched VALUES (?)", ((key,) for key in collisions))
    return bool(collisions)


def _claim_joins(journal: Journal) -> None:
    """Let what people joined be in one region, and touch what remains of it where the other goes or comes back."""
    query = (
        "SELECT thing.id FROM thing JOIN article ON article.id = thing.article"
        " WHERE graph = ? AND iri = ? AND version < 2 AND said != ''"
    )
    for join in joined(journal):
        key = hashed(f"joined {' '.join(join)}")
        for end in (join[:2], join[2:]):
            found = journal.connection.execute(query, end).fetchall()
            journal.connection.executemany(
                "INSERT OR IGNORE INTO claim VALUES (?, ?)", ((key, one) for (one,) in found)
            )


def _regions(journal: Journal, *, everything: bool, tell: Tell) -> Iterator[list[tuple[int, Thing | None, str]]]:
    """Yield the things of each touched region: number, thing (None for one that is not compared), IRI."""
    run = journal.connection.execute
    if everything:
        start = [one for (one,) in run("SELECT DISTINCT thing FROM block ORDER BY thing")]
    else:
        touched = (
            "SELECT thing FROM block JOIN touched USING (key) UNION SELECT thing FROM claim JOIN touched USING (key)"
        )
        start = [one for (one,) in run(f"{touched} ORDER BY thing")]
    seen: set[int] = set()
    regions: list[list[int]] = []  # all of them first: deciding on one changes its claims
    for one in start:
        if one not in seen:
            regions.append(_region_of(journal, one))
            seen.update(regions[-1])
            tell("things compared", len(seen), len(start))
    total = len(seen)
    del start, seen
    batch: list[list[int]] = []
    count = done = 0
    for region in regions:
        batch.append(region)
        count += len(region)
        if count >= _BATCH_THINGS:
            yield from _read(journal, batch)
            done += count
            tell("things merged", done, total)
            batch, count = [], 0
    yield from _read(journal, batch)


def _region_of(journal: Journal, thing: int) -> list[int]:
    """Return the things that a thing is compared with, directly or by way of others, sorted."""
    run = journal.connection.execute
    found, seen, waiting = {thing}, set[int](), [thing]
    while waiting:
        one = waiting.pop()
        (sought,) = run("SELECT sought FROM thing WHERE id = ?", (one,)).fetchone()
        claims = run("SELECT key FROM claim WHERE thing = ?", (one,)).fetchall()
        for key in (*split_keys(sought), *(key for (key,) in claims)):
            if key in seen:
                continue
            seen.add(key)
            sharing = run(
                "SELECT thing FROM block WHERE key = ? UNION ALL SELECT thing FROM claim WHERE key = ?", (key, key)
            )
            new = {other for (other,) in sharing} - found
            found |= new
            waiting.extend(new)
    return sorted(found)


def _read(journal: Journal, regions: Sequence[Sequence[int]]) -> Iterator[list[tuple[int, Thing | None, str]]]:
    numbers = [one for region in regions for one in region]
    found: dict[int, tuple[str, str, str]] = {}
    for start in range(0, len(numbers), _BATCH_THINGS):
        part = numbers[start : start + _BATCH_THINGS]
        marks = ",".join("?" * len(part))
        query = (
            "SELECT thing.id, graph, iri, said FROM thing JOIN article ON article.id = thing.article"  # noqa: S608
            f" WHERE thing.id IN ({marks})"
        )
        found.update((one, rest) for one, *rest in journal.connection.execute(query, part))
    for region in regions:
        things = []
        for one in region:
            graph, iri, said = found[one]
            things.append((one, thing_from_json(graph, iri, said) if said else None, iri))
        yield things


def _merge_region(
    journal: Journal,
    region: Sequence[tuple[int, Thing | None, str]],
    joins: Mapping[tuple[str, str], Sequence[Join]],
    collisions: set[int],
) -> tuple[Merges, dict[tuple[str, str], int]]:
    connection = journal.connection
    inside = {one for one, _, _ in region}
    connection.executemany("DELETE FROM claim WHERE thing = ?", ((one,) for one in inside))
    compared = {(thing.graph, thing.iri): one for one, thing, _ in region if thing is not None}
    claims: set[int] = set()

    def is_taken(iri: str) -> bool:
        # Whoever comes by that IRI later, or gives it up, is decided together with these.
        key = hashed(iri_key(iri))
        claims.add(key)
        query = "SELECT thing.id FROM block JOIN thing ON thing.id = block.thing WHERE key = ? AND said != ''"
        if any(one not in inside for (one,) in connection.execute(query, (key,))):
            return True
        if connection.execute("SELECT 1 FROM claim WHERE key = ?", (key,)).fetchone():
            collisions.add(key)
        return False

    merges = merge_things(
        (thing for _, thing, _ in region if thing is not None),
        split=split_iri,
        is_taken=is_taken,
        joins=[join for end in compared for join in joins.get(end, ())],
    )
    first = min(inside)
    connection.executemany("INSERT INTO claim VALUES (?, ?)", ((key, first) for key in claims))
    return merges, compared


def _keep(
    journal: Journal,
    region: Sequence[tuple[int, Thing | None, str]],
    merges: Merges,
    compared: dict[tuple[str, str], int],
) -> None:
    """Write down what became of a region, and keep what it was before where that differs."""
    fates: dict[int, _Fate] = {one: (iri, merges.labels.get(iri), None, None) for one, _, iri in region}
    for decision in merges.decisions:
        label = merges.labels.get(decision.canonical)
        fate = decision.canonical, label, decision.reason, decision.confidence
        fates[compared[decision.graph, decision.iri]] = fate
    connection = journal.connection
    numbers = sorted(fates)
    for start in range(0, len(numbers), _BATCH_THINGS):
        part = numbers[start : start + _BATCH_THINGS]
        marks = ",".join("?" * len(part))
        query = f"SELECT id, canonical, label, reason, confidence FROM thing WHERE id IN ({marks})"  # noqa: S608
        before = connection.execute(query, part).fetchall()
        moved = [row for row in before if fates[row[0]] != tuple(row[1:])]
        connection.executemany("INSERT OR IGNORE INTO moved VALUES (?, ?, ?, ?, ?)", moved)
        connection.executemany(
            "UPDATE thing SET canonical = ?, label = ?, reason = ?, confidence = ? WHERE id = ?",
            ((*fates[row[0]], row[0]) for row in moved),
        )
        kept = f"INSERT INTO parted SELECT name, iris, reason FROM apart WHERE published AND thing IN ({marks})"  # noqa: S608
        connection.execute(kept, part)
        connection.execute(f"DELETE FROM apart WHERE thing IN ({marks})", part)  # noqa: S608
    connection.executemany(
        "INSERT INTO apart VALUES (?, ?, ?, ?, 0)",
        ((numbers[0], apart.name, json.dumps(apart.iris), apart.reason) for apart in merges.apart),
    )

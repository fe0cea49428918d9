"""Which things of a journal are one: only what a change touches is decided anew, block by block.

What becomes of a thing depends on those alone that it is compared with, directly or by way of others. So the things
fall into regions, each of which is decided by itself, with the result that deciding all together would have.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from filmkg.graph import split_iri
from filmkg.identity import (
    PARTED,
    Apart,
    Decision,
    Join,
    Profile,
    Thing,
    Verdicts,
    iri_key,
    merge_things,
    profile_from_json,
    told_join,
)
from filmkg.pipeline.telling import Tell
from filmkg.store import Journal, hashed, split_keys

_BATCH_THINGS = 2_000

_Fate = tuple[str | None, str | None, str | None, float | None]


class _Region(NamedTuple):
    """Things that are compared with each other, by the journal's numbers.

    Attributes:
        profiles: Their profiles, sorted.
        things: Those that are compared.
        labelled: IRIs of those that are not, and only get the label of what shares the IRI.
        fates: What each of all these was before.
    """

    profiles: Sequence[int]
    things: dict[int, Thing]
    labelled: dict[int, str]
    fates: dict[int, _Fate]


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
    if everything:  # some can be of things that were described anew since then
        run("DELETE FROM apart")
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
    for region in _regions(journal, everything=everything, tell=tell):
        things = [
            one.apart() if apart and (one.graph, one.profile.iri) in apart else one for one in region.things.values()
        ]
        reviewed = [join for one in things for join in joins.get((one.graph, one.profile.iri), ())] if joins else []
        _keep(journal, region, _merge_region(journal, region, things, reviewed, collisions))
    journal.connection.execute("DELETE FROM touched")
    journal.connection.executemany("INSERT INTO touched VALUES (?)", ((key,) for key in collisions))
    return bool(collisions)


def _claim_joins(journal: Journal) -> None:
    """Let what people joined be in one region, and touch what remains of it where the other goes or comes back."""
    query = (
        "SELECT profile FROM thing JOIN article ON article.id = thing.article"
        " WHERE graph = ? AND iri = ? AND version < 2 AND said IS NOT NULL"
    )
    for join in joined(journal):
        key = hashed(f"joined {' '.join(join)}")
        for end in (join[:2], join[2:]):
            found = journal.connection.execute(query, end).fetchall()
            journal.connection.executemany(
                "INSERT OR IGNORE INTO claim VALUES (?, ?)", ((key, one) for (one,) in found)
            )


def _regions(journal: Journal, *, everything: bool, tell: Tell) -> Iterator[_Region]:
    """Yield each touched region."""
    run = journal.connection.execute
    if everything:
        start = [one for (one,) in run("SELECT id FROM profile ORDER BY id")]
    else:
        start = [
            one
            for (one,) in run(
                "SELECT profile FROM block JOIN touched USING (key)"
                " UNION SELECT profile FROM claim JOIN touched USING (key) ORDER BY profile"
            )
        ]
    seen: set[int] = set()
    regions: list[tuple[list[int], int]] = []  # all of them first: deciding on one changes its claims
    total = 0
    for one in start:
        if one not in seen:
            regions.append(_region_of(journal, one))
            seen.update(regions[-1][0])
            total += regions[-1][1]
            tell("things compared", len(seen), len(start))
    del start, seen
    names = dict(run("SELECT id, graph FROM article"))
    batch: list[list[int]] = []
    count = done = 0
    for region, things in regions:
        batch.append(region)
        count += things
        if count >= _BATCH_THINGS:
            yield from _read(journal, batch, names)
            done += count
            tell("things merged", done, total)
            batch, count = [], 0
    yield from _read(journal, batch, names)


def _region_of(journal: Journal, profile: int) -> tuple[list[int], int]:
    """Return what a profile is compared with, directly or by way of others, sorted, and how many things these have."""
    run = journal.connection.execute
    found, seen, waiting, things = {profile}, set[int](), [profile], 0
    while waiting:
        one = waiting.pop()
        sought, count = run("SELECT sought, things FROM profile WHERE id = ?", (one,)).fetchone()
        things += count
        claims = run("SELECT key FROM claim WHERE profile = ?", (one,)).fetchall()
        for key in (*split_keys(sought), *(key for (key,) in claims)):
            if key in seen:
                continue
            seen.add(key)
            sharing = run(
                "SELECT profile FROM block WHERE key = ? UNION ALL SELECT profile FROM claim WHERE key = ?", (key, key)
            )
            new = {other for (other,) in sharing} - found
            found |= new
            waiting.extend(new)
    return sorted(found), things


def _read(journal: Journal, regions: Sequence[Sequence[int]], names: Mapping[int, str]) -> Iterator[_Region]:
    """Read regions; the names are those of the articles' graphs, which thousands of things share."""
    places = {profile: place for place, region in enumerate(regions) for profile in region}
    read = [_Region(tuple(region), {}, {}, {}) for region in regions]
    profiles: dict[int, Profile] = {}
    for part in _parts(places):
        marks = ",".join("?" * len(part))
        query = f"SELECT id, iri, told FROM profile WHERE id IN ({marks}) AND told != ''"  # noqa: S608
        profiles |= {one: profile_from_json(iri, told) for one, iri, told in journal.connection.execute(query, part)}
        query = (
            "SELECT profile, id, article, iri, said, country, support, canonical, label, reason, confidence"  # noqa: S608
            f" FROM thing WHERE profile IN ({marks})"
        )
        for profile, one, article, iri, said, country, support, *fate in journal.connection.execute(query, part):
            region = read[places[profile]]
            region.fates[one] = tuple(fate)
            if said is None:
                region.labelled[one] = iri
            else:
                region.things[one] = Thing(names[article], profiles[profile], said, country, support, one)
    yield from read


def _merge_region(
    journal: Journal, region: _Region, things: Iterable[Thing], joins: Iterable[Join], collisions: set[int]
) -> Verdicts:
    connection = journal.connection
    inside = set(region.profiles)
    connection.executemany("DELETE FROM claim WHERE profile = ?", ((one,) for one in inside))
    claims: set[int] = set()

    def is_taken(iri: str) -> bool:
        # Whoever comes by that IRI later, or gives it up, is decided together with these.
        key = hashed(iri_key(iri))
        claims.add(key)
        query = "SELECT profile.id FROM block JOIN profile ON profile.id = block.profile WHERE key = ? AND told != ''"
        if any(one not in inside for (one,) in connection.execute(query, (key,))):
            return True
        if connection.execute("SELECT 1 FROM claim WHERE key = ?", (key,)).fetchone():
            collisions.add(key)
        return False

    verdicts = merge_things(things, split=split_iri, is_taken=is_taken, joins=joins)
    first = region.profiles[0]
    connection.executemany("INSERT INTO claim VALUES (?, ?)", ((key, first) for key in claims))
    return verdicts


def _keep(journal: Journal, region: _Region, decided: Verdicts) -> None:
    """Write down what became of a region, and keep what it was before where that differs."""
    connection = journal.connection
    fates: dict[int, _Fate] = {one: (iri, decided.labels.get(iri), None, None) for one, iri in region.labelled.items()}
    for verdict in decided.verdicts:
        fate = verdict.canonical, decided.labels.get(verdict.canonical), verdict.reason, verdict.confidence
        fates.update((one.number, fate) for one in verdict.things)
    moved = [(one, before) for one, before in region.fates.items() if fates[one] != before]
    connection.executemany(
        "INSERT OR IGNORE INTO moved VALUES (?, ?, ?, ?, ?)", ((one, *before) for one, before in moved)
    )
    connection.executemany(
        "UPDATE thing SET canonical = ?, label = ?, reason = ?, confidence = ? WHERE id = ?",
        ((*fates[one], one) for one, _ in moved),
    )
    _keep_apart(journal, region, decided.apart)


def _keep_apart(journal: Journal, region: _Region, found: Iterable[Apart]) -> None:
    """Write down which namesakes there are in a region; what was there before stays as it is."""
    connection = journal.connection
    new = {(one.name, json.dumps(one.iris), one.reason) for one in found}
    for part in _parts(region.fates):
        marks = ",".join("?" * len(part))
        query = f"SELECT rowid, published, name, iris, reason FROM apart WHERE thing IN ({marks})"  # noqa: S608
        for row, published, *said in connection.execute(query, part).fetchall():
            if tuple(said) in new:
                new.remove(tuple(said))
                continue
            connection.execute("DELETE FROM apart WHERE rowid = ?", (row,))
            if published:
                connection.execute("INSERT INTO parted VALUES (?, ?, ?)", said)
    first = min(region.fates)
    connection.executemany("INSERT INTO apart VALUES (?, ?, ?, ?, 0)", ((first, *said) for said in sorted(new)))


def _parts(numbers: Iterable[int]) -> Iterator[list[int]]:
    """Yield numbers in parts that a query can take."""
    ordered = sorted(numbers)
    for start in range(0, len(ordered), _BATCH_THINGS):
        yield ordered[start : start + _BATCH_THINGS]

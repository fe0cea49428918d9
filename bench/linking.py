"""Measure how fast things are linked offline on one core, and how the cost grows with their number.

    python bench/linking.py [N]

Links N things (20,000 where N is left out) and 4 N, two names each, and prints things and names a second; 4 is linear,
16 quadratic. A third of the things bear names of the snapshot, a third misspelt names of people, the rest are not in
it; ten to an article. Exits with 1 where fewer than `MIN_NAMES_A_SECOND` are linked or the ratio is over `LIMIT`.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Iterator

from filmkg import link as linking

MIN_NAMES_A_SECOND = 2000
LIMIT = 8.0
THINGS = 20_000
AN_ARTICLE = 10


def things(count: int, snapshot: linking.Snapshot) -> Iterator[linking.Entity]:
    """Yield things with two names each, always the same for the same count."""
    chance = random.Random(4)
    items = [item for item in snapshot.by_qid.values() if item.classes]
    people = [item for item in items if item.classes == ("Person",)]
    for number in range(count):
        article = frozenset({f"article/{number // AN_ARTICLE}"})
        item = chance.choice(items)
        match number % 3:
            case 0:
                yield linking.Entity(
                    f"thing/{number}", item.classes[0], (item.label, f"{item.label} {number}"), item.code, article
                )
            case 1:
                name = chance.choice(people).label
                cut = chance.randrange(len(name))
                names = (name[:cut] + chance.choice("aeiou") + name[cut:], f"Dr {name}")
                yield linking.Entity(f"thing/{number}", "Person", names, articles=article)
            case _:
                names = (f"Guild {number} of the {item.label} Film Makers", f"G{number} Guild")
                yield linking.Entity(f"thing/{number}", "Organization", names, item.code, article)


def cost_s(count: int, snapshot: linking.Snapshot) -> float:
    """Link things and print what it took."""
    entities = list(things(count, snapshot))
    start_s = time.process_time()
    decisions = linking.decide(entities, snapshot=snapshot)
    taken_s = time.process_time() - start_s
    outcomes = Counter(str(decision.outcome) for decision in decisions)
    names = sum(len(entity.names) for entity in entities)
    speeds = f"{count / taken_s:9.0f} things/s {names / taken_s:9.0f} names/s"
    print(f"{count:>9} things {taken_s:8.2f} s {speeds} ", *(f"{outcomes[name]} {name}" for name in sorted(outcomes)))
    return taken_s


def main(count: int) -> int:
    """Measure both sizes."""
    snapshot = linking.load()
    once_s, four_times_s = cost_s(count, snapshot), cost_s(4 * count, snapshot)
    ratio, speed = four_times_s / once_s, 8 * count / four_times_s
    print(f"4n / n {ratio:.1f}, limit {LIMIT:.0f}; {speed:.0f} names/s, floor {MIN_NAMES_A_SECOND}")
    return int(ratio > LIMIT or speed < MIN_NAMES_A_SECOND)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else THINGS))

"""Count the planned, proposed and cancelled events and agreements of annotated articles that are stated as happened.

    python bench/status.py FOLDER... [--all]

A folder holds NAME.txt beside NAME.tsv, as `../shared/gold/README.md` tells. An event of the gold is held against what
is stated of an event of the same class that shares a name with it; one without a name, and an agreement, only where the
article has one such thing and the gold one status. A table of all statuses comes first, with "none" for what is stated
without one and "absent" for what has no counterpart; then what is stated as happened and is not, each with its
sentence; with --all every other status that differs, too. Exits with 1 where more than 3 % of those that have a
counterpart are stated as happened, with 2 for wrong use.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from filmkg import pipeline
from filmkg.errors import DataError
from filmkg.model import Concept, Extraction, Fact, Node
from filmkg.resources import ROOT
from filmkg.sources import read_documents

sys.path.insert(0, str(ROOT / "scripts"))
from gold import GoldFact, fold, gold_of  # type: ignore[import-not-found]

LIMIT = 0.03
STATUSES = ("happened", "planned", "proposed", "cancelled")
WORD_OF = {
    "FilmFestival": "festival",
    "FilmDays": "film days",
    "Screening": "screening",
    "Meeting": "meeting",
    "Event": "event",
}
CLASS_WORDS = frozenset(WORD_OF.values())


@dataclass(frozen=True, slots=True)
class Told:
    """A thing of the gold: "event" or "agreement", its names, its class words (none where not told), its status."""

    what: str
    names: frozenset[str]
    classes: frozenset[str]
    status: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A thing of the gold and the status that is stated of its counterpart: one of STATUSES, "none" or "absent"."""

    article: str
    told: Told
    stated: str
    sentence: str


def told_in(gold: Sequence[GoldFact]) -> Iterator[Told]:
    """Yield what the gold requires a status of, once a thing; those of several statuses are left out."""
    kinds = [(subject, names) for relation, subject, names, _ in gold if relation == "event.type"]
    for what in ("event", "agreement"):
        facts = [fact for fact in gold if fact[0] == f"{what}.status"]
        known = set[frozenset[str]]()
        for _, subject, (status,), required in facts:
            alike = {other for _, names, (other,), _ in facts if names == subject}
            if not required or len(alike) > 1 or frozenset(subject) in known:
                continue
            known.add(frozenset(subject))
            names = frozenset(subject - CLASS_WORDS) if what == "event" else frozenset[str]()
            classes = {name for other, types in kinds if names & other for name in types} if names else subject
            yield Told(what, names, frozenset(classes), status)


def counterpart(told: Told, gold: Sequence[Told], extraction: Extraction) -> Node | None:
    """Return the thing that an article states for one of the gold, or None where there is none or it cannot be told."""
    nodes = [(node, *described(node, extraction)) for node in extraction.nodes]
    rivals = [other for other in gold if other != told]
    best = [
        (len(names & told.names), node)
        for node, names, word in nodes
        if names & told.names
        and (not told.classes or word in told.classes)
        and all(len(names & other.names) < len(names & told.names) for other in rivals)
    ]
    if best:
        return max(best, key=lambda found: found[0])[1]
    alike = [node for node, names, word in nodes if not names and word in told.classes]
    is_alone = not any(other.what == told.what and other.classes & told.classes for other in rivals)
    return alike[0] if len(alike) == 1 and is_alone else None


def described(node: Node, extraction: Extraction) -> tuple[set[str], str]:
    """Return the folded names of a node, and the word of its class: that of its kind for an agreement."""
    if node.type == "Agreement":
        kinds = (
            fact.object for fact in extraction.facts if fact.subject == node.number and fact.property == "agreementType"
        )
        return set(), next((kind.name for kind in kinds if isinstance(kind, Concept)), "agreement")
    if node.type not in WORD_OF:
        return set(), ""
    names = {fold(name) for name in (node.label, *node.aliases)} if node.named else set()
    return names - CLASS_WORDS, WORD_OF[node.type]


def status_of(node: Node, extraction: Extraction) -> Fact | None:
    """Return the fact that states the status of a node."""
    facts = (fact for fact in extraction.facts if fact.subject == node.number and fact.property == "status")
    return next(facts, None)


def pairs_of(path: Path, extraction: Extraction) -> Iterator[Pair]:
    """Yield each thing of the gold of an article beside what is stated of it."""
    gold = list(told_in(gold_of(path.with_suffix(".tsv"))))
    for told in gold:
        node = counterpart(told, gold, extraction)
        fact = status_of(node, extraction) if node else None
        if fact is None or not isinstance(fact.object, Concept):
            yield Pair(path.stem, told, "none" if node else "absent", "")
        else:
            words = " ".join(extraction.article.quote(fact.evidence.span).split())
            yield Pair(path.stem, told, fact.object.name, f"[{fact.evidence.rule}] {words}")


def read(folders: Sequence[Path]) -> Iterator[Pair]:
    """Convert the articles of some folders."""
    for folder in folders:  # one after the other: a key is only that of an article within its folder
        paths = {path.stem: path for path in sorted(folder.glob("*.txt")) if path.with_suffix(".tsv").exists()}
        for extraction in pipeline.extract(read_documents(map(str, paths.values()))):
            if isinstance(extraction, DataError):
                print(extraction, file=sys.stderr)
            else:
                yield from pairs_of(paths[extraction.article.key], extraction)


def show(pair: Pair) -> str:
    """Describe a pair in two lines."""
    name = min(pair.told.names or pair.told.classes, default="")
    return f"{pair.article}: {pair.told.what} {name} is {pair.told.status}, stated: {pair.stated}\n    {pair.sentence}"


def main() -> int:
    """Count and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--all", action="store_true")
    arguments = parser.parse_args()
    pairs = list(read(arguments.folders))
    counts = Counter((pair.told.what, pair.told.status, pair.stated) for pair in pairs)
    columns = (*STATUSES, "none", "absent")
    print(f"{'':20}", *(f"{column:>9}" for column in columns))
    for what in ("event", "agreement"):
        for status in STATUSES:
            print(f"{what + ' ' + status:20}", *(f"{counts[what, status, column]:9}" for column in columns))
    unmade = [pair for pair in pairs if pair.told.status != "happened"]
    met = [pair for pair in unmade if pair.stated != "absent"]
    wrong = [pair for pair in unmade if pair.stated == "happened"]
    share = len(wrong) / max(1, len(met))
    of_all = len(wrong) / max(1, len(unmade))
    print(f"{len(wrong)} of {len(met)} ({share:.1%}; of all {len(unmade)}: {of_all:.1%}) are stated as happened")
    print(*map(show, wrong), sep="\n")
    if arguments.all:
        print(
            "others that differ:",
            *(show(p) for p in pairs if p.stated not in (p.told.status, "absent") and p not in wrong),
            sep="\n",
        )
    return int(share > LIMIT)


if __name__ == "__main__":
    sys.exit(main())

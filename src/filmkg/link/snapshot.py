"""Items of a Wikibase indexed by name: those bundled with filmkg (see `data/wikidata/README.md`), or any others."""

from __future__ import annotations

import csv
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from filmkg import resources
from filmkg.naming.folding import fold, initials, is_acronym, without
from filmkg.naming.nations import Nations, load_nations
from filmkg.naming.people import skeleton
from filmkg.vocab import PREFIXES

_PARENTHESIS = " ("  # "Ministry of Culture (France)"


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a Wikibase.

    Attributes:
        qid: Its id, "Q227".
        label: Its English label.
        aliases: Its other names.
        classes: Classes of the ontology that a thing must have to be this item.
        code: ISO 3166-1 alpha-2 code of its country, "" where it has none or that is not known.
        scope: "world" where its names, however common their words, belong to no second item in the world; "branches"
            where a bare name in the news is most often that of a branch, which is no item here; "namesakes" where
            many items share a name, so that name and class alone tell nothing; else "".
        popularity: How widely it is known: files that state it, or pages of Wikimedia about it.
        base: Start of the IRIs of its Wikibase.
    """

    qid: str
    label: str
    aliases: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    code: str = ""
    scope: str = ""
    popularity: int = 0
    base: str = PREFIXES["wd"]

    @property
    def iri(self) -> str:
        """Its IRI, "http://www.wikidata.org/entity/Q227"."""
        return self.base + self.qid


@dataclass(frozen=True, slots=True)
class Words:
    """What the linker knows of words (`words.toml`, the gazetteer, the vocabulary).

    Attributes:
        generic: Words that tell nothing apart.
        festival: Words that a festival's short name leaves out.
        spellings: Word -> the spelling that names are compared in.
        canonical: Folded generic name of a body -> its canonical form, folded ("culture ministry").
        nations: What countries are called.
    """

    generic: frozenset[str]
    festival: frozenset[str]
    spellings: Mapping[str, str]
    canonical: Mapping[str, str]
    nations: Nations

    def key(self, name: str) -> str:
        """Return the form in which names are compared: folded, in one spelling."""
        return " ".join(self.spellings.get(word, word) for word in fold(name).split())

    def national(self, key: str) -> str:
        """Return what a body is called within its country: "french culture ministry" is the "ministry of culture"."""
        rest = self.nations.without_owner(key)
        return self.canonical.get(rest, rest)


Index = Mapping[tuple[str, str], tuple[Item, ...]]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Items, with the ways to find them; built once by `index` and never changed. All are by class and key.

    Attributes:
        by_name: By label and aliases.
        by_acronym: By acronyms among the aliases, and by the initials of labels.
        by_short_name: Festivals, by what is left of their name without `Words.festival`.
        by_national_name: Items with a country, by code and what they are called within it: "FR ministry of culture".
        by_skeleton: People, by the consonants of their names.
        by_qid: All items by id alone.
        words: What names are compared with.
    """

    by_name: Index
    by_acronym: Index
    by_short_name: Index
    by_national_name: Index
    by_skeleton: Index
    by_qid: Mapping[str, Item]
    words: Words


def load(folder: Path = resources.DATA / "wikidata") -> Snapshot:
    """Read the snapshot of a folder: `snapshot.tsv`, `types.tsv` and `words.toml`."""
    types = {row["type"]: row for row in read_rows(folder / "types.tsv")}
    items = (
        Item(
            row["qid"],
            row["label"],
            aliases=tuple(filter(None, row["aliases"].split("|"))),
            classes=tuple(types[row["type"]]["classes"].removeprefix("-").split()),
            code=row["iso"],
            scope=types[row["type"]]["scope"],
            popularity=int(row["n_sources"]),
        )
        for row in read_rows(folder / "snapshot.tsv")
    )
    return index(items, words=_load_words(folder / "words.toml"))


def index(items: Iterable[Item], *, words: Words) -> Snapshot:
    """Make items findable."""
    names, acronyms, shorts, nationals, skeletons = (_Shelf() for _ in range(5))
    by_qid = {}
    for item in items:
        by_qid[item.qid] = item
        for class_name in item.classes:
            acronyms.put(class_name, initials(item.label), item)
            for name in (item.label, *item.aliases):
                key = words.key(name)
                if is_acronym(name) and name != item.label:
                    acronyms.put(class_name, key, item)
                    continue
                names.put(class_name, key, item)
                if class_name == "FestivalSeries":
                    shorts.put(class_name, without(key, words.festival), item)
                if class_name == "Person":
                    skeletons.put(class_name, skeleton(key), item)
                elif item.code:
                    national = words.national(words.key(name.partition(_PARENTHESIS)[0]))
                    nationals.put(class_name, f"{item.code} {national}", item)
    return Snapshot(
        by_name=names.done(),
        by_acronym=acronyms.done(),
        by_short_name=shorts.done(),
        by_national_name=nationals.done(),
        by_skeleton=skeletons.done(),
        by_qid=by_qid,
        words=words,
    )


class _Shelf:
    """An index in the making; empty keys are not put."""

    def __init__(self) -> None:
        self._items: defaultdict[tuple[str, str], dict[str, Item]] = defaultdict(dict)

    def put(self, class_name: str, key: str, item: Item) -> None:
        if key:
            self._items[class_name, key][item.iri] = item

    def done(self) -> Index:
        return {key: tuple(items.values()) for key, items in self._items.items()}


def _load_words(path: Path) -> Words:
    words = tomllib.loads(path.read_text(encoding="utf-8"))
    spellings: dict[str, str] = words["spellings"]
    bodies = tomllib.loads((resources.DATA / "vocabulary" / "generic_names.toml").read_text(encoding="utf-8"))
    plain = Words(frozenset(words["generic"]), frozenset(words["festival"]), spellings, {}, load_nations())
    canonical = {
        plain.key(form): plain.key(name) for name, forms in bodies["Organization"].items() for form in (name, *forms)
    }
    return Words(plain.generic, plain.festival, spellings, canonical, plain.nations)


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of one of our tables: tab-separated, with comments at its head."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)

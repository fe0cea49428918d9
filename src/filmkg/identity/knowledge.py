"""What must be known to compare names: words, generic names, whose press an agency is, where a city lies."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from filmkg.naming.folding import fold
from filmkg.naming.nations import Nations, load_nations
from filmkg.resources import DATA


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What names are compared with.

    Attributes:
        words: Folded word -> the word (or words) that it is compared as.
        light: Words that a name can have or lack.
        common: Words that by themselves tell nothing apart.
        passing: Words of groups that are formed for an occasion ("delegation").
        abroad: What a body is called that a country has in each "country" or "city" abroad, as a sorted bag of words.
        generic: Names that many things share, as sorted bags, by class; each with the bag that they are compared as.
        nations: What countries are called.
        cities: Folded city -> ISO 3166-1 alpha-2 code of its country; of namesakes the largest.
        press: Folded agency or outlet -> code of its country.
        ranks: Words of titles that tell nothing of the body in which a post is.
    """

    words: Mapping[str, str]
    light: frozenset[str]
    common: frozenset[str]
    passing: frozenset[str]
    abroad: Mapping[str, str]
    generic: Mapping[str, Mapping[str, str]]
    nations: Nations
    cities: Mapping[str, str]
    press: Mapping[str, str]
    ranks: frozenset[str]

    def bag(self, folded: str) -> str:
        """Return the words of a folded name as they are compared: in one spelling, singular, sorted, each once.

        >>> load_knowledge().bag("state center for support of national cinema")
        'center film national state support'
        """
        words = (self._word(word) for word in folded.split())
        kept = {part for word in words for part in word.split() if part not in self.light}
        return " ".join(sorted(kept))

    def _word(self, word: str) -> str:
        single = word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
        return self.words.get(word) or self.words.get(single, single)


@cache
def load_knowledge() -> Knowledge:
    """Read it from the data files."""
    tables = tomllib.loads((DATA / "vocabulary" / "identity.toml").read_text(encoding="utf-8"))
    plain = Knowledge(
        words=tables["words"],
        light=frozenset(tables["light"]["words"]),
        common=frozenset(),
        passing=frozenset(),
        abroad={},
        generic={},
        nations=load_nations(),
        cities=_load_cities(),
        press={fold(name): code for code, names in tables["press"].items() for name in names},
        ranks=frozenset(tables["ranks"]["words"]),
    )
    common = tomllib.loads((DATA / "wikidata" / "words.toml").read_text(encoding="utf-8"))["generic"]
    generic = tomllib.loads((DATA / "vocabulary" / "generic_names.toml").read_text(encoding="utf-8"))
    passing = frozenset(map(fold, generic.pop("passing")))
    return replace(
        plain,
        common=frozenset(map(plain.bag, common)) | frozenset(plain.light),
        passing=passing,
        abroad={plain.bag(fold(name)): kind for kind, names in tables["abroad"].items() for name in names},
        generic={
            kind: {
                plain.bag(fold(form)): plain.bag(fold(name)) for name, forms in table.items() for form in (name, *forms)
            }
            for kind, table in generic.items()
        },
    )


def _load_cities() -> dict[str, str]:
    largest: dict[str, tuple[int, str]] = {}
    with (DATA / "gazetteer" / "cities.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader((line for line in file if line[0] != "#"), delimiter="\t", quoting=csv.QUOTE_NONE)
        for row in rows:
            entry = int(row["population"]), row["country"]
            for name in filter(None, map(fold, (row["name"], *row["aliases"].split("|")))):
                largest[name] = max(entry, largest.get(name, entry))
    return {name: code for name, (_, code) in largest.items()}

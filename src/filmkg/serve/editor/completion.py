"""What the editor of queries completes: prefixes, the terms of the ontology, and those that the store has besides.

Names of things are completed by the search (`/suggest`), which knows their IRIs.
"""

from __future__ import annotations

from filmkg.serve.engine.pool import Pool
from filmkg.vocab import CLASSES, PREFIXES, PROPERTIES, RDF, RDFS, SKOS, cdo

PATH = "/sparql/completion"
# Properties of others that every graph is made of.
_OTHERS = (RDF["type"], RDF["subject"], RDF["predicate"], RDF["object"], RDFS["label"], SKOS["altLabel"])
# How many triples are looked at for terms that the ontology does not have: all would take minutes in a large store.
_SAMPLED = 200_000


def read_words(pool: Pool) -> dict[str, object]:
    """Return prefixes by name, and the IRIs of classes and properties, sorted."""
    sample = f"{{ SELECT ?property ?value {{ ?thing ?property ?value }} LIMIT {_SAMPLED} }}"
    used = pool.select(f"SELECT DISTINCT ?property {{ {sample} }}")
    kinds = pool.select(f"SELECT DISTINCT ?value {{ {sample} FILTER(?property = rdf:type) }}")
    return {
        "prefixes": PREFIXES,
        "classes": sorted({cdo(name).value for name in CLASSES} | {row["value"].value for row in kinds}),
        "properties": sorted(
            {cdo(name).value for name in PROPERTIES}
            | {term.value for term in _OTHERS}
            | {row["property"].value for row in used}
        ),
    }

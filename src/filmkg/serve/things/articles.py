"""What stands in one article: its sentences that gave facts, in their order, with the facts beside each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from filmkg.serve.engine.pool import Pool
from filmkg.serve.nodes import latest, local_name

MAX_ROWS = 2_500


@dataclass(frozen=True, slots=True, order=True)
class Told:
    """A statement: IRIs and words of both ends, and the property."""

    subject_label: str
    property: str
    object_label: str
    subject: str
    object: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article with what it states.

    Attributes:
        start_char: Where it starts, in code points of the article's text.
        end_char: Where it ends.
        words: The sentence.
        facts: What it states, sorted.
        names: The names in these facts.
    """

    start_char: int
    end_char: int
    words: str
    facts: tuple[Told, ...]
    names: tuple[str, ...]


def read_sentences(pool: Pool, article: NamedNode) -> tuple[Sentence, ...]:
    """Return the sentences of an article that gave facts, in the order of its text."""
    rows = pool.select(
        "SELECT ?subject ?property ?object ?exact ?start ?end ?subjectName ?objectName ?alias {"
        f" {{ SELECT ?evidence {{ ?evidence prov:wasDerivedFrom {article} }} LIMIT {MAX_ROWS // 5} }}"
        " ?evidence rdf:subject ?subject ; rdf:predicate ?property ; rdf:object ?object ; oa:hasSelector ?at ."
        ' ?at oa:start ?start ; oa:end ?end . OPTIONAL { ?at oa:exact ?kept } BIND(COALESCE(?kept, "") AS ?exact)'
        " OPTIONAL { ?subject rdfs:label ?subjectName } OPTIONAL { ?object rdfs:label ?objectName }"
        f" OPTIONAL {{ ?object skos:altLabel ?alias }} }} LIMIT {MAX_ROWS}"
    )
    facts: defaultdict[tuple[int, int, str], dict[tuple[str, str, str], Told]] = defaultdict(dict)
    names: defaultdict[tuple[int, int, str], set[str]] = defaultdict(set)
    for row in rows:
        at = int(row["start"].value), int(row["end"].value), row["exact"].value
        subject, object_ = row["subject"].value, row["object"]
        told = Told(
            subject_label=row["subjectName"].value if "subjectName" in row else local_name(subject),
            property=local_name(row["property"].value),
            object_label=row["objectName"].value if "objectName" in row else _words(object_),
            subject=subject,
            object=object_.value if isinstance(object_, NamedNode) else "",
        )
        key = told.subject, told.property, str(object_)
        facts[at][key] = min(facts[at].get(key, told), told)
        names[at] |= {told.subject_label, told.object_label, *((row["alias"].value,) if "alias" in row else ())}
    return tuple(
        Sentence(*at, facts=tuple(sorted(facts[at].values())), names=tuple(sorted(names[at]))) for at in sorted(facts)
    )


def statuses_of(sentences: Iterable[Sentence]) -> defaultdict[str, tuple[str, ...]]:
    """Return what an article says of the status of each thing, wherever it says so; nothing for the others."""
    told: defaultdict[str, set[str]] = defaultdict(set)
    for sentence in sentences:
        for fact in sentence.facts:
            if fact.property == "status":
                told[fact.subject].add(local_name(fact.object))
    found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    found.update((subject, latest(statuses)) for subject, statuses in told.items())
    return found


def paragraphs(text: str, sentences: Iterable[Sentence]) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Cut the text of an article into paragraphs of stretches, each with the fragment of its sentence or "".

    Args:
        text: The text that offsets count in, "" where it is not kept.
        sentences: Sentences that gave facts.
    """
    pieces: list[tuple[str, str]] = []
    done = 0
    for one in sorted(sentences, key=lambda sentence: (sentence.start_char, sentence.end_char)):
        if one.start_char >= done:
            fragment = f"char={one.start_char},{one.end_char}"
            pieces += [(text[done : one.start_char], ""), (text[one.start_char : one.end_char], fragment)]
            done = one.end_char
    pieces.append((text[done:], ""))
    found: list[list[tuple[str, str]]] = [[]]
    for words, fragment in pieces:
        first, *others = words.split("\n\n")
        found[-1].append((first, fragment))
        found += [[(other, fragment)] for other in others]
    return tuple(tuple(one) for one in found if any(words.strip() for words, _ in one))


def _words(term: NamedNode | Literal) -> str:
    return term.value if isinstance(term, Literal) else local_name(term.value)

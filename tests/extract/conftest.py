from collections.abc import Callable
from dataclasses import replace

import pytest

from filmkg import annotate, extract
from filmkg.extract.extractor import Knowledge, load_knowledge, read_rules
from filmkg.extract.facts import Ledger
from filmkg.extract.reader import apply_rules_of_makers, apply_rules_of_memberships
from filmkg.extract.reading import Reading
from filmkg.extract.rules import RuleBook
from filmkg.extract.things import Cast
from filmkg.model import Annotation, Concept, Document, Extraction, Value
from filmkg.text import read_article


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.fixture(scope="session")
def book(knowledge: Knowledge) -> RuleBook:
    return knowledge.rules


@pytest.fixture(scope="session")
def annotated() -> Callable[[str], Annotation]:
    """Read a text as an article and find its mentions."""
    annotator = annotate.load()
    return lambda text: annotator(read_article(Document("key", "key.txt", text.encode())))


@pytest.fixture(scope="session")
def extracted(annotated: Callable[[str], Annotation]) -> Callable[[str], Extraction]:
    """Read a text as an article and what it states."""
    extractor = extract.load()
    return lambda text: extractor(annotated(text))


@pytest.fixture(scope="session")
def stated(extracted: Callable[[str], Extraction]) -> Callable[[str], set[str]]:
    """Return the facts of a text as "label | property | object"; an unnamed node goes by its class word."""

    def facts(text: str) -> set[str]:
        extraction = extracted(text)
        found = set()
        for fact in extraction.facts:
            value = fact.object
            shown = extraction.nodes[value].label if isinstance(value, int) else _plain(value)
            found.add(f"{extraction.nodes[fact.subject].label} | {fact.property} | {shown}")
        return found

    return facts


@pytest.fixture(scope="session")
def read(annotated: Callable[[str], Annotation], knowledge: Knowledge) -> Callable[[str, RuleBook], Reading]:
    """Apply rules to a text and return the article as it is read then."""

    def read(text, rules):
        reading = read_rules(annotated(text), replace(knowledge, rules=rules))
        apply_rules_of_memberships(rules, reading)
        apply_rules_of_makers(rules, reading)
        return reading

    return read


@pytest.fixture(scope="session")
def who(read: Callable[[str, RuleBook], Reading]) -> Callable[[str], tuple[Annotation, Cast]]:
    """Read a text and who is who in it."""

    def cast_of(text: str) -> tuple[Annotation, Cast]:
        reading = read(text, RuleBook((), ()))
        return reading.annotation, reading.cast

    return cast_of


@pytest.fixture(scope="session")
def shown() -> Callable[[Ledger], dict[str, str]]:
    """Return the facts of a ledger as "name | property | object", each with the rule that stated it.

    A thing without a name goes by its class: "Agreement | party | Chile".
    """

    def facts(ledger: Ledger) -> dict[str, str]:
        def name(number: int) -> str:
            thing = ledger.thing(number)
            return thing.names[0] if thing.named else thing.type

        return {
            f"{name(s)} | {p} | {name(o) if isinstance(o, int) else _plain(o)}": evidence.rule
            for (s, p, o), evidence in ledger.facts.items()
        }

    return facts


def _plain(value: Value | Concept) -> str:
    return value.lexical if isinstance(value, Value) else value.name

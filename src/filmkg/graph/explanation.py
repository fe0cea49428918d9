"""Extraction -> explanation: an article sentence by sentence, each fact beside the words that state it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from filmkg.graph.labels import node_label
from filmkg.graph.outline import Outline
from filmkg.model import Concept, Extraction, Fact, Part, Span, Value


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact in words.

    Attributes:
        subject: Label of what it is about.
        property: Local name of the property.
        object: Label or literal.
        words: The stretch of the text that the rule read it from.
        rule: Name of the rule.
        confidence: In (0, 1].
        status: How the article presents the subject ("happened", "planned", …), "" where it has no status.
    """

    subject: str
    property: str
    object: str
    words: str
    rule: str
    confidence: float
    status: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence and what it states.

    Attributes:
        start_char: Where it starts in the article's text.
        end_char: Where it ends.
        part: What it is a part of.
        text: Its words.
        silent: True where it has names but gave no fact.
        facts: What it states; a fact that several sentences state together stands with the last of them.
    """

    start_char: int
    end_char: int
    part: Part
    text: str
    silent: bool
    facts: tuple[Stated, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What filmkg read in an article, and where."""

    key: str
    title: str | None
    issued: str | None
    passages: tuple[Passage, ...]


def explain(extraction: Extraction) -> Explanation:
    """Lay an article out with its facts."""
    article, outline = extraction.article, Outline(extraction)
    silent = {sentence.span for sentence in extraction.silent}
    ends = sorted(sentence.span.end_char for sentence in article.sentences)
    facts: dict[int, list[Fact]] = defaultdict(list)
    for fact in extraction.facts:
        facts[min((end for end in ends if end >= fact.evidence.span.end_char), default=ends[-1])].append(fact)
    return Explanation(
        key=article.key,
        title=article.header.title,
        issued=article.header.issued,
        passages=tuple(
            Passage(
                start_char=sentence.span.start_char,
                end_char=sentence.span.end_char,
                part=sentence.part,
                text=article.quote(sentence.span),
                silent=sentence.span in silent,
                facts=tuple(
                    _stated(fact, outline, article.quote(_words(fact)))
                    for fact in sorted(facts.pop(sentence.span.end_char, ()), key=_order)
                ),
            )
            for sentence in article.sentences
        ),
    )


def _words(fact: Fact) -> Span:
    focus = fact.evidence.focus
    return focus if focus.start_char < focus.end_char else fact.evidence.span


def _order(fact: Fact) -> tuple[int, str, str]:
    return fact.subject, fact.property, str(fact.object)


def _stated(fact: Fact, outline: Outline, words: str) -> Stated:
    match fact.object:
        case Value(lexical=text) | Concept(name=text):
            pass
        case number:
            text = node_label(outline.nodes[number], outline)
    return Stated(
        subject=node_label(outline.nodes[fact.subject], outline),
        property=fact.property,
        object=text,
        words=words,
        rule=fact.evidence.rule,
        confidence=fact.evidence.confidence,
        status=", ".join(outline.words(fact.subject, "status")),
    )

"""Extraction -> explanation: an article sentence by sentence, each fact beside the words that state it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass

from filmkg.graph.labels import node_label
from filmkg.graph.outline import Outline
from filmkg.model import Article, Concept, Extraction, Fact, Node, Part, Reach, Reached, Sentence, Span, Value


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of the article.

    Attributes:
        start_char: Where it starts in the article's text.
        end_char: Where it ends.
        text: Its words.
    """

    start_char: int
    end_char: int
    text: str


@dataclass(frozen=True, slots=True)
class Chain:
    """How the words of a sentence reach one of the two things of a fact.

    Attributes:
        how: Whether words of the sentence speak of the thing, or the sentence leaves it out.
        words: What speaks of it ("the Guild"), in the sentence or where it was last spoken of; None for the main event.
        name: Label of the thing.
        named_in: The sentence in which that name stands first; None where it stands in none.
    """

    how: Reach
    words: Words | None
    name: str
    named_in: Words | None


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
        cue: The words that decided the status, where words did.
        subject_chain: How the sentence reaches the subject; None for a node that stands for the fact (a post, a grant).
        object_chain: The same of the object; None for literals too.
    """

    subject: str
    property: str
    object: str
    words: str
    rule: str
    confidence: float
    status: str
    cue: Words | None
    subject_chain: Chain | None
    object_chain: Chain | None


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
    cues = {fact.subject: fact.evidence.cue for fact in extraction.facts if fact.property == "status"}
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
                    _stated(fact, outline, article, cues.get(fact.subject))
                    for fact in sorted(facts.pop(sentence.span.end_char, ()), key=_order)
                ),
            )
            for sentence in article.sentences
        ),
    )


def _focus(fact: Fact) -> Span:
    focus = fact.evidence.focus
    return focus if focus.start_char < focus.end_char else fact.evidence.span


def _order(fact: Fact) -> tuple[int, str, str]:
    return fact.subject, fact.property, str(fact.object)


def _stated(fact: Fact, outline: Outline, article: Article, cue: Span | None) -> Stated:
    object_chain = None
    match fact.object:
        case Value(lexical=text) | Concept(name=text):
            pass
        case number:
            text = node_label(outline.nodes[number], outline)
            object_chain = _chain(fact.evidence.object, outline.nodes[number], text, article)
    subject = outline.nodes[fact.subject]
    label = node_label(subject, outline)
    return Stated(
        subject=label,
        property=fact.property,
        object=text,
        words=article.quote(_focus(fact)),
        rule=fact.evidence.rule,
        confidence=fact.evidence.confidence,
        status=", ".join(outline.words(fact.subject, "status")),
        cue=_words(cue, article),
        subject_chain=_chain(fact.evidence.subject, subject, label, article),
        object_chain=object_chain,
    )


def _chain(reached: Reached | None, node: Node, name: str, article: Article) -> Chain | None:
    if reached is None:
        return None
    sentence = _sentence(node.label_span, article)
    return Chain(reached.how, _words(reached.span, article), name, _words(sentence, article))


def _sentence(span: Span | None, article: Article) -> Span | None:
    """Return the sentence in which a stretch begins; the stretch itself where it stands between two."""
    if span is None:
        return None
    number = bisect_right(article.sentences, span.start_char, key=_start) - 1
    inside = number >= 0 and span.start_char < article.sentences[number].span.end_char
    return article.sentences[number].span if inside else span


def _start(sentence: Sentence) -> int:
    return sentence.span.start_char


def _words(span: Span | None, article: Article) -> Words | None:
    return None if span is None else Words(span.start_char, span.end_char, article.quote(span))

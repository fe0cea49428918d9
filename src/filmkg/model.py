"""The plain values that pass between the stages; every stage takes one of them and returns the next.

    Document -> Article -> Annotation -> Extraction -> quads

All offsets are half-open, count Unicode code points, and refer to `Article.text` (UTF-8 decoded, CRLF read as
LF, normalised to NFC; for plain text the whole file, header included), so
`article.text[span.start_char:span.end_char]` is always the quoted text.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Known(NamedTuple):
    """What a format says of its article in a place of its own, so that it need not be read off the text.

    Attributes:
        field: Which attribute of `Header` it is ("issued").
        value: What it says, as the attribute has it.
        place: Where the format says it ("JSON-LD datePublished").
    """

    field: str
    value: str
    place: str


@dataclass(frozen=True, slots=True)
class Document:
    """One article as a source delivered it, before anything was decoded.

    Attributes:
        key: Stable, readable and IRI-safe name of the article ("days-of-uzbek-cinema"); never depends on the content.
        origin: Where it came from, for messages (a path, or "<stdin>").
        data: The bytes as delivered; of plain text, and of what was unpacked to it, in UTF-8.
        format: Name of the reader that makes plain text of them (`sources.formats`); "text" where they are.
        known: What the format says of the article, at most one value a field.
    """

    key: str
    origin: str
    data: bytes
    format: str = "text"
    known: tuple[Known, ...] = ()

    def knows(self, field: str) -> str | None:
        """Return what the format says of a field, or None."""
        return next((known.value for known in self.known if known.field == field), None)


class Span(NamedTuple):
    """Half-open range of code points of an article's text; a tuple, for thousands are made and compared."""

    start_char: int
    end_char: int

    def covers(self, other: Span) -> bool:
        """Tell whether the other span lies inside this one."""
        return self.start_char <= other.start_char and other.end_char <= self.end_char


class Part(StrEnum):
    """What a sentence is a part of."""

    TITLE = "title"
    BODY = "body"
    LIST = "list"  # a line of an enumeration or a programme
    HEADER = "header"  # date line, byline, section, agency: read for metadata, never for facts
    BOILERPLATE = "boilerplate"  # navigation, disclaimers, "read also"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its span, the paragraph it stands in (counted from 0) and what it is a part of."""

    span: Span
    paragraph: int
    part: Part


@dataclass(frozen=True, slots=True)
class Header:
    """What an article says of itself. None where it says nothing: never guessed.

    Attributes:
        title: The headline.
        issued: Publication date, `YYYY-MM-DD`.
        period: Month or year of publication, `YYYY-MM` or `YYYY`, where no day is known: it gives years to days of the
            text and is stated nowhere.
        modified: Date of the last change, `YYYY-MM-DD`; only where the format says it.
        creator: Author named in the byline.
        publisher: News agency or outlet named in the dateline or the lead ("Azernews reports").
        url: Address of the article, where the text carries it.
        language: BCP 47 tag; only where the format says it.
        dateline: City named in the dateline ("PRAGUE. KAZINFORM --").
    """

    title: str | None = None
    issued: str | None = None
    creator: str | None = None
    publisher: str | None = None
    url: str | None = None
    dateline: str | None = None
    modified: str | None = None
    language: str | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A decoded and normalised article, cut into sentences in the order of the text.

    What its format says of it (`known`) stands in the header too.
    """

    key: str
    origin: str
    text: str
    header: Header
    sentences: tuple[Sentence, ...]
    known: tuple[Known, ...] = ()

    def quote(self, span: Span) -> str:
        """Return the words that a span covers."""
        return self.text[span.start_char : span.end_char]


class Kind(StrEnum):
    """What an annotator takes a stretch of text for."""

    FILM = "film"
    PERSON = "person"
    ORGANIZATION = "organization"
    EVENT = "event"
    COUNTRY = "country"
    CITY = "city"
    VENUE = "venue"
    DEMONYM = "demonym"  # adjective or noun of a country: "Turkish"
    DATE = "date"
    NUMBER = "number"
    ORDINAL = "ordinal"
    ROLE = "role"  # "chairman", "Deputy Culture Minister"
    GENRE = "genre"  # "documentary", "war drama"
    AWARD = "award"
    AGREEMENT = "agreement"
    QUOTE = "quote"  # words quoted directly


# the values of a film whose title a line of a programme is, and of its original title on the next line
CARD, CARD_ORIGINAL = "card", "card original"
# the value of a film that is called by who made it and no more: "Karin Holm's comedy"
OWNED = "owned"
# the values of an event that is another edition of what an article is about: "the next edition", "last year's"
NEXT_EDITION, PAST_EDITION = "NextEdition", "PastEdition"
OTHER_EDITIONS = (NEXT_EDITION, PAST_EDITION)


class Mention(NamedTuple):
    """A stretch of text taken for one thing; a tuple as `Span` is.

    Attributes:
        kind: What it is taken for.
        span: Where it stands.
        name: The name it gives, without article or quotation marks.
        value: What the name stands for where that is known: ISO 3166 code of a country or demonym, number of a
            numeral, type of an agreement, class of an event. Empty where nothing is known.
        aliases: Further names given on the spot ("International Federation … (FIAPF)").
        anaphor: True where it is no name but points back ("the Guild", "the event", "he").
        parts: Places, dates and ordinals inside the name ("Turkish" and "Cologne" in "Turkish Film Week in Cologne").
    """

    kind: Kind
    span: Span
    name: str
    value: str = ""
    aliases: tuple[str, ...] = ()
    anaphor: bool = False
    parts: tuple[Mention, ...] = ()


class Listed(NamedTuple):
    """What the layout of a list says without a word for it: "The Salt Ferry – Ana Duarte (Chile)".

    Attributes:
        subject: Where the film stands, or the prize.
        property: A property of the film, "" for what the graph has none for; "recipient" of the prize.
        object: Where the value stands.
    """

    subject: Span
    property: str
    object: Span


@dataclass(frozen=True, slots=True)
class DateValue:
    """A date or range with the exactness of the text; ends are ISO 8601: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`."""

    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Annotation:
    """An article with the mentions found in it, sorted by span, and what the layout of its lists says of them."""

    article: Article
    mentions: tuple[Mention, ...]
    listed: tuple[Listed, ...] = ()


class Modality(StrEnum):
    """How an article presents something; the concepts of the ontology's status scheme."""

    HAPPENED = "happened"
    PLANNED = "planned"
    PROPOSED = "proposed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Node:
    """One thing an article speaks of.

    Attributes:
        number: Its number inside the article, in the order of first mention.
        type: Class of the ontology, by local name ("FilmDays").
        label: The fullest name in the text; a class word for what has no name ("meeting").
        aliases: Every other form that the text uses, sorted.
        span: The first place where it is named.
        named: False where the label is only a class word or the thing is a node in the middle (a membership).
        code: ISO 3166-1 alpha-2 code for a country, "" otherwise.
        country: ISO code of the country that the name itself carries ("Azerbaijan's Culture Ministry"), "" otherwise.
        label_span: Where the label stands first; None for a class word, and for a name that is part of another one.
    """

    number: int
    type: str
    label: str
    aliases: tuple[str, ...]
    span: Span
    named: bool = True
    code: str = ""
    country: str = ""
    label_span: Span | None = None


class Value(NamedTuple):
    """A literal: its lexical form, the local name of its XSD datatype ("date"), and a language tag or ""."""

    lexical: str
    datatype: str = "string"
    language: str = ""


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of one of the ontology's schemes, by local name ("planned", "memorandum", "ministry")."""

    name: str


class Reach(StrEnum):
    """How a fact comes to speak of a node."""

    WORDS = "words"  # words of its sentence speak of the node: its name, or what points back to it
    SPOKEN_OF = "spoken of"  # its sentence leaves the node out: it is what was last spoken of
    MAIN_EVENT = "main event"  # its sentence leaves the node out: it is an event that the article is about
    MAIN_BODY = "main body"  # its sentence leaves the node out: it is the body that the article speaks of most


class Reached(NamedTuple):
    """How a fact comes to speak of a node, and by which words.

    Attributes:
        how: The way.
        span: The words that speak of the node, in the sentence or where it was last spoken of; None for the main event.
    """

    how: Reach
    span: Span | None = None


class Evidence(NamedTuple):
    """The words that state a fact; a tuple as `Reached` is, for a hundred are made an article.

    Attributes:
        span: The sentence (or title) that states it.
        focus: The narrower stretch inside it that the rule matched.
        rule: Name of the rule, as in `data/rules`.
        confidence: In (0, 1].
        subject: How the fact comes to speak of its subject; None for a node in the middle, which facts make.
        object: The same of its object; None for literals and concepts too.
        cue: For a status, the words that decided it, where words did.
    """

    span: Span
    focus: Span
    rule: str
    confidence: float
    subject: Reached | None = None
    object: Reached | None = None
    cue: Span | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement: a property of the ontology, by local name, between a node and a node, literal or concept.

    `subject` and an integer `object` are node numbers.
    """

    subject: int
    property: str
    object: int | Value | Concept
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Extraction:
    """What an article states: its nodes by number, its facts, and the sentences with names that gave no fact."""

    article: Article
    nodes: tuple[Node, ...]
    facts: tuple[Fact, ...]
    silent: tuple[Sentence, ...]

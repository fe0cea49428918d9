"""The typed character stream: an article written so that rules are ordinary regular expressions.

Each mention is one private-use character that tells its kind; everything else stays, in lower case, with white space
collapsed and typographic quotes and dashes made plain. Sentences end in a line feed, which no rule crosses. The words
of a quotation follow behind the sentence that quotes them, as a segment of their own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import repeat

from filmkg.model import Annotation, Kind, Mention, Part, Sentence, Span

LETTERS = {kind: chr(0xE000 + number) for number, kind in enumerate(Kind)}
KINDS = {letter: kind for kind, letter in LETTERS.items()}
MENTION_RANGE = f"{chr(0xE000)}-{chr(0xE000 + len(LETTERS) - 1)}"
BOUNDARY = "\n"

_PLAIN_MARKS = {
    "’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "«": '"', "»": '"', "„": '"', "—": "–", "‑": "-",
    "‐": "-",
}  # fmt: skip
_READ = (Part.TITLE, Part.BODY, Part.LIST)
_RUN = re.compile(r"\S+(?: \S+)*")


class _PlainCharacters(dict[int, str]):
    """The plain form of each character, one for one, as `str.translate` asks for it; kept once it is known."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        lower = character.lower()
        # one character must stay one: "İ".lower() is two; and nothing of the text may pass for a mention
        plain = _PLAIN_MARKS.get(character) or (lower if len(lower) == 1 else character)
        self[code] = plain = "?" if "\ue000" <= plain <= "\uf8ff" else plain
        return plain


_PLAIN = _PlainCharacters()


@dataclass(frozen=True, slots=True)
class Edit:
    """A range of the stream that becomes one character: a phrase that is shortened to what it names."""

    start: int
    end: int
    letter: str
    span: Span
    mention: int


@dataclass(frozen=True, slots=True)
class Stream:
    """The text of the stream and, for each of its characters, what it stands for.

    Attributes:
        text: The characters.
        starts: Where in the article's text what a character stands for begins.
        ends: Where it ends; for a reduced phrase, the end of the whole phrase.
        mentions: Number of the mention in the annotation, or -1 for a plain character.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    mentions: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """Return the stretch of the article's text that the characters [start, end) stand for, at least one of them."""
        end = max(end, start + 1)
        return Span(min(self.starts[start:end]), max(self.ends[start:end]))

    def replaced(self, edits: Sequence[Edit]) -> Stream:
        """Return the stream after some edits, which are sorted and disjoint."""
        new = _Writer()
        position = 0
        for edit in edits:
            new.copy(self, position, edit.start)
            new.write(edit.letter, edit.span, edit.mention)
            position = edit.end
        new.copy(self, position, len(self.text))
        return new.stream()

    def sentence(self, position: int) -> tuple[int, int]:
        """Return the range of the segment in which a position of the stream lies, its boundary excluded."""
        start = self.text.rfind(BOUNDARY, 0, position) + 1
        end = self.text.find(BOUNDARY, position)
        return start, end if end >= 0 else len(self.text)

    def segments(self) -> Iterator[tuple[int, int]]:
        """Yield the ranges of the segments that are not blank, their boundaries excluded."""
        start = 0
        for line in self.text.split(BOUNDARY):
            if line.strip():
                yield start, start + len(line)
            start += len(line) + 1


@dataclass(slots=True)
class _Writer:
    """A stream while it is written; never leaves this module."""

    parts: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    mentions: list[int] = field(default_factory=list)

    def write(self, letter: str, span: Span, mention: int = -1) -> None:
        """Write one character."""
        self.parts.append(letter)
        self.starts.append(span.start_char)
        self.ends.append(span.end_char)
        self.mentions.append(mention)

    def write_plain(self, text: str, start: int, end: int) -> None:
        """Write a stretch of text that holds no mention; white space becomes one blank, none at the start of a line."""
        position = start
        for match in _RUN.finditer(text, start, end):
            if match.start() > position:
                self._write_blank(position)
            run = match.group()
            self.parts.append(run.lower().replace("`", "'") if run.isascii() else run.translate(_PLAIN))
            position = match.end()
            self.starts.extend(range(match.start(), position))
            self.ends.extend(range(match.start() + 1, position + 1))
            self.mentions.extend(repeat(-1, len(run)))
        if position < end:
            self._write_blank(position)

    def _write_blank(self, offset: int) -> None:
        if self.parts and self.parts[-1][-1] not in (" ", BOUNDARY):
            self.write(" ", Span(offset, offset + 1))

    def copy(self, stream: Stream, start: int, end: int) -> None:
        """Write a range of a stream once more."""
        self.parts.append(stream.text[start:end])
        self.starts.extend(stream.starts[start:end])
        self.ends.extend(stream.ends[start:end])
        self.mentions.extend(stream.mentions[start:end])

    def stream(self) -> Stream:
        """Return what is written."""
        return Stream("".join(self.parts), self.starts, self.ends, self.mentions)


def build_stream(annotation: Annotation) -> Stream:
    """Write an annotated article as a stream."""
    text = annotation.article.text
    number_at: dict[int, int] = {}
    for number, mention in enumerate(annotation.mentions):
        if mention.kind is not Kind.QUOTE or mention.span.start_char not in number_at:
            number_at[mention.span.start_char] = number
    numbers = [number for _, number in sorted(number_at.items())]
    written = [annotation.mentions[number] for number in numbers]
    starts = [mention.span.start_char for mention in written]
    writer = _Writer()
    pending: list[Mention] = []

    def write(span: Span) -> tuple[int, list[Mention]]:
        """Write a stretch; return the offset up to which the text is used, and the quotations in it."""
        quotes: list[Mention] = []
        position, index = span.start_char, bisect_left(starts, span.start_char)
        while position < span.end_char:
            following = min(starts[index], span.end_char) if index < len(starts) else span.end_char
            writer.write_plain(text, position, following)
            if following == span.end_char:
                return following, quotes
            mention = written[index]
            writer.write(LETTERS[mention.kind], mention.span, numbers[index])
            if mention.kind is Kind.QUOTE:
                quotes.append(mention)
            position = mention.span.end_char  # a quotation may reach beyond the stretch
            while index < len(starts) and starts[index] < position:
                index += 1
        return position, quotes

    free_from = 0
    for sentence in annotation.article.sentences:
        if sentence.part not in _READ:
            continue
        free_from, quotes = write(_rest(sentence, free_from))
        pending.extend(quotes)
        if free_from <= sentence.span.end_char:
            writer.write(BOUNDARY, Span(sentence.span.end_char, sentence.span.end_char))
            for quote in pending:
                inside = Span(quote.span.start_char + 1, quote.span.end_char - 1)
                write(inside)
                writer.write(BOUNDARY, Span(inside.end_char, inside.end_char))
            pending.clear()
    return writer.stream()


def _rest(sentence: Sentence, free_from: int) -> Span:
    return Span(max(sentence.span.start_char, min(free_from, sentence.span.end_char)), sentence.span.end_char)

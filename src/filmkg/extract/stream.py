"""The typed character stream: an article written so that rules are ordinary regular expressions.

Each mention is one private-use character that tells its kind; everything else stays, in lower case, with white space
collapsed and typographic quotes and dashes made plain. Sentences end in a line feed, which no rule crosses. The words
of a quotation follow behind the sentence that quotes them, as a segment of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from filmkg.model import Annotation, Kind, Mention, Part, Sentence, Span

LETTERS = {kind: chr(0xE000 + number) for number, kind in enumerate(Kind)}
KINDS = {letter: kind for kind, letter in LETTERS.items()}
MENTION_RANGE = f"{chr(0xE000)}-{chr(0xE000 + len(LETTERS) - 1)}"
BOUNDARY = "\n"

_PLAIN = {
    "’": "'",
    "‘": "'",
    "`": "'",
    "´": "'",
    "“": '"',
    "”": '"',
    "«": '"',
    "»": '"',
    "„": '"',
    "—": "–",
    "‑": "-",
    "‐": "-",
}
_READ = (Part.TITLE, Part.BODY, Part.LIST)


@dataclass(frozen=True, slots=True)
class Item:
    """What one character of the stream stands for.

    Attributes:
        span: Where it stands in the text; for a reduced phrase, the whole phrase.
        mention: Number of the mention in the annotation, or -1 for a plain character.
    """

    span: Span
    mention: int = -1


@dataclass(frozen=True, slots=True)
class Stream:
    """The text of the stream and, for each of its characters, what it stands for."""

    text: str
    items: tuple[Item, ...]

    def replaced(self, edits: Sequence[tuple[int, int, str, Item]]) -> Stream:
        """Return the stream with each range (start, end) replaced by one character; ranges sorted and disjoint."""
        texts: list[str] = []
        items: list[Item] = []
        position = 0
        for start, end, letter, item in edits:
            texts.append(self.text[position:start])
            items.extend(self.items[position:start])
            texts.append(letter)
            items.append(item)
            position = end
        texts.append(self.text[position:])
        items.extend(self.items[position:])
        return Stream("".join(texts), tuple(items))

    def sentence(self, position: int) -> tuple[int, int]:
        """Return the range of the segment in which a position of the stream lies, its boundary excluded."""
        start = self.text.rfind(BOUNDARY, 0, position) + 1
        end = self.text.find(BOUNDARY, position)
        return start, end if end >= 0 else len(self.text)


def build_stream(annotation: Annotation) -> Stream:
    """Write an annotated article as a stream."""
    text = annotation.article.text
    starts: dict[int, int] = {}
    for number, mention in enumerate(annotation.mentions):
        if mention.kind is not Kind.QUOTE or mention.span.start_char not in starts:
            starts[mention.span.start_char] = number
    letters: list[str] = []
    items: list[Item] = []
    pending: list[Mention] = []
    free_from = 0
    for sentence in annotation.article.sentences:
        if sentence.part not in _READ:
            continue
        free_from = _write(text, _rest(sentence, free_from), starts, annotation.mentions, letters, items, pending)
        if free_from <= sentence.span.end_char:
            _close(letters, items, sentence.span.end_char)
            for quote in pending:
                inside = Span(quote.span.start_char + 1, quote.span.end_char - 1)
                _write(text, inside, starts, annotation.mentions, letters, items, [])
                _close(letters, items, inside.end_char)
            pending.clear()
    return Stream("".join(letters), tuple(items))


def _rest(sentence: Sentence, free_from: int) -> Span:
    return Span(max(sentence.span.start_char, min(free_from, sentence.span.end_char)), sentence.span.end_char)


def _close(letters: list[str], items: list[Item], end_char: int) -> None:
    letters.append(BOUNDARY)
    items.append(Item(Span(end_char, end_char)))


def _write(
    text: str,
    span: Span,
    starts: dict[int, int],
    mentions: Sequence[Mention],
    letters: list[str],
    items: list[Item],
    pending: list[Mention],
) -> int:
    """Write one stretch of text; return the offset up to which the text is used (a quotation may reach further)."""
    position = span.start_char
    while position < span.end_char:
        number = starts.get(position, -1)
        if number >= 0:
            mention = mentions[number]
            letters.append(LETTERS[mention.kind])
            items.append(Item(mention.span, number))
            if mention.kind is Kind.QUOTE:
                pending.append(mention)
            position = mention.span.end_char
            continue
        character = text[position]
        if character.isspace():
            if letters and letters[-1] not in (" ", BOUNDARY):
                letters.append(" ")
                items.append(Item(Span(position, position + 1)))
        else:
            lower = character.lower()
            # one character must stay one: "İ".lower() is two; and nothing of the text may pass for a mention
            plain = _PLAIN.get(character) or (lower if len(lower) == 1 else character)
            letters.append("?" if "\ue000" <= plain <= "\uf8ff" else plain)
            items.append(Item(Span(position, position + 1)))
        position += 1
    return position


def mentions_in(stream: Stream, start: int, end: int, kinds: Iterable[Kind]) -> list[int]:
    """Return the positions in [start, end) of mentions of these kinds."""
    wanted = {LETTERS[kind] for kind in kinds}
    return [position for position in range(start, end) if stream.text[position] in wanted]

"""Cut a document into header, title, paragraphs and sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from filmkg.model import Article, Document, Header, Part, Sentence, Span
from filmkg.text.boilerplate import is_boilerplate, is_sign_off, mark_boilerplate
from filmkg.text.dateline import Dateline, read_dateline
from filmkg.text.header import Head, read_head
from filmkg.text.issued import WrittenDate, find_dates, publication_date
from filmkg.text.layout import Line, Paragraph, is_wrapped, lines_of, paragraphs_of
from filmkg.text.lead import publisher_in_lead
from filmkg.text.metadata import Metadata, is_person_name, read_metadata
from filmkg.text.normalize import decode
from filmkg.text.sentences import split_sentences
from filmkg.text.undated import find_day, find_time

# A deck may stand between the header and the paragraph that opens with the dateline.
_DATELINE_PARAGRAPHS = 3
# A line of a programme is one statement, full stops and all: "The Mill, 106 min. Dir.: Jane Roe".
_WHOLE = frozenset({Part.BOILERPLATE, Part.LIST, Part.HEADER})
_WHOLE_CHARS = 400
_LEAD_SENTENCES = 3
_LEAD_LINES = 5
_TRAILER_CHARS = 200
_TRAILER_LINES = 40
_LAST_SENTENCES = 3
_LAST_SENTENCE_CHARS = 100


def read_article(document: Document) -> Article:
    """Read a document as an article.

    Every character that is not white space lies in exactly one sentence, whatever it is a part of. A dateline before
    the first sentence is a sentence of its own in `Part.HEADER`.

    What its format says of it counts, whatever its text seems to say.

    Args:
        document: The bytes of plain text, with key and origin.

    Returns:
        The article; sentences sorted, disjoint, without white space at their ends.

    Raises:
        DocumentError: If the bytes are not UTF-8.
    """
    text = decode(document)
    lines = lines_of(text)
    head = _known_head(lines, title=document.knows("title")) or read_head(lines)
    body = lines[len(head.parts) :]
    marks = [Part.BOILERPLATE if mark else None for mark in mark_boilerplate(body)]
    below_lead = _mark_below_lead(body, marks)
    paragraphs = _body_paragraphs(body, marks)
    dateline_at, dateline = _find_dateline(text, paragraphs)
    sentences = _head_sentences(lines, head)
    number = sentences[-1].paragraph + 1 if sentences else 0
    for index, paragraph in enumerate(paragraphs, start=number):
        start = paragraph.start_char
        if dateline is not None and index - number == dateline_at:
            start += dateline.end_char
            sentences += _sentences(text, paragraph.start_char, start, index, Part.HEADER, whole=True)
        whole = paragraph.part in _WHOLE and paragraph.end_char - start <= _WHOLE_CHARS
        sentences += _sentences(text, start, paragraph.end_char, index, paragraph.part, whole=whole)
    trailer = [line.text for line, mark in zip(body, marks, strict=True) if mark and len(line.text) <= _TRAILER_CHARS]
    trailer = trailer[-_TRAILER_LINES:]
    trailer += _mark_last_sentences(text, sentences)
    header = _header(text, head, dateline, below_lead, trailer, sentences)
    if header.issued is None:
        above = [line.text for line in lines[: len(head.parts)]]
        blocks = [*above, *(text[paragraph.start_char : paragraph.end_char] for paragraph in paragraphs)]
        day = find_day(blocks)
        header = replace(header, issued=day, period=None if day else find_time(blocks))
    return Article(
        key=document.key,
        origin=document.origin,
        text=text,
        header=replace(header, **{known.field: known.value for known in document.known}),
        sentences=tuple(sentences),
        known=document.known,
    )


def _known_head(lines: Sequence[Line], *, title: str | None) -> Head | None:
    """Return the head of an article whose first line is known to be its headline; None where it is read so anyway."""
    if title is None or not lines or lines[0].text != title:
        return None
    read = read_head(lines)
    if read.title_index == 0 and read.title_lines == 1:
        return read
    below = read_head(lines[1:])
    return replace(below, parts=(Part.TITLE, *below.parts), title=title, title_index=0, title_lines=1)


def _head_sentences(lines: Sequence[Line], head: Head) -> list[Sentence]:
    """Make each line of the head one sentence; a headline broken over several lines is one as well."""
    sentences: list[Sentence] = []
    index = 0
    while index < len(head.parts):
        length = head.title_lines if index == head.title_index else 1
        span = Span(lines[index].start_char, lines[index + length - 1].end_char)
        sentences.append(Sentence(span, len(sentences), head.parts[index]))
        index += length
    return sentences


def _mark_below_lead(lines: Sequence[Line], marks: list[Part | None]) -> list[Metadata]:
    """Mark lines of metadata that stand below the lead or the headline with its dateline, and return what they say."""
    found: list[Metadata] = []
    for index, line in enumerate(lines[1:_LEAD_LINES], start=1):
        read = read_metadata(line.text) if marks[index] is None and line.opens_block else None
        if read is not None and any(date.readings for date in read.dates):
            marks[index] = Part.HEADER
            found.append(read)
    return found


def _body_paragraphs(lines: Sequence[Line], marks: Sequence[Part | None]) -> list[Paragraph]:
    kept = [line for line, mark in zip(lines, marks, strict=True) if not mark]
    wrapped = is_wrapped(kept)
    paragraphs: list[Paragraph] = []
    run: list[Line] = []
    # Boilerplate parts what stands on its two sides, even inside a block.
    for line, mark in zip(lines, marks, strict=True):
        if mark:
            paragraphs += paragraphs_of(run, wrapped=wrapped)
            paragraphs.append(Paragraph(line.start_char, line.end_char, mark))
            run = []
        else:
            run.append(line)
    return paragraphs + paragraphs_of(run, wrapped=wrapped)


def _sentences(text: str, start: int, end: int, paragraph: int, part: Part, *, whole: bool) -> list[Sentence]:
    spans: Iterable[Span]
    if whole:
        inside = text[start:end]
        spans = [Span(start + len(inside) - len(inside.lstrip()), start + len(inside.rstrip()))]
    else:
        spans = split_sentences(text, start, end)
    return [Sentence(span, paragraph, part) for span in spans]


def _mark_last_sentences(text: str, sentences: list[Sentence]) -> list[str]:
    """Mark what stands behind the last paragraph without a line of its own: "(PTI)", "Posted by the club".

    Returns:
        The words marked, the last first.
    """
    marked: list[str] = []
    body = [index for index, sentence in enumerate(sentences) if sentence.part is Part.BODY]
    for index in reversed(body[1:][-_LAST_SENTENCES:]):
        span = sentences[index].span
        if span.end_char - span.start_char > _LAST_SENTENCE_CHARS:
            break
        sentence = text[span.start_char : span.end_char]
        read = read_metadata(sentence.rstrip("."))
        if is_sign_off(sentence) or is_boilerplate(sentence):
            part = Part.BOILERPLATE
        elif read is not None and read.dates:
            part = Part.HEADER
        else:
            break
        sentences[index] = replace(sentences[index], part=part)
        marked.append(sentence.rstrip("."))
    return marked


def _find_dateline(text: str, paragraphs: Sequence[Paragraph]) -> tuple[int, Dateline | None]:
    seen = 0
    for index, paragraph in enumerate(paragraphs):
        if paragraph.part is Part.BODY:
            dateline = read_dateline(text[paragraph.start_char : paragraph.end_char], first=seen == 0)
            seen += 1
            if dateline is not None or seen == _DATELINE_PARAGRAPHS:
                return index, dateline
    return -1, None


def _header(
    text: str,
    head: Head,
    dateline: Dateline | None,
    below_lead: Sequence[Metadata],
    trailer: Sequence[str],
    sentences: Sequence[Sentence],
) -> Header:
    """Bring together what the lines above, the dateline, the lead and the trailer say, the first of them counting."""
    lead = [sentence.span for sentence in sentences if sentence.part is Part.BODY][:_LEAD_SENTENCES]
    signed = [read for read in map(read_metadata, trailer) if read is not None]
    creators = [head.creator, *(read.creator for read in (*below_lead, *signed)), *map(_signature, trailer)]
    agency = dateline.publisher if dateline else None
    publishers = [head.publisher, agency, *(read.publisher for read in below_lead)]
    dates = [
        head.dates,
        dateline.dates if dateline else (),
        [date for read in below_lead for date in read.dates],
        _trailer_dates(trailer),
    ]
    return Header(
        title=head.title,
        issued=next(filter(None, map(publication_date, dates)), None),
        creator=next(filter(None, creators), None),
        publisher=next(filter(None, publishers), None) or publisher_in_lead(text, lead),
        url=head.url or next((read.url for read in signed if read.url), None),
        dateline=head.place or (dateline.place if dateline else None),
    )


def _signature(line: str) -> str | None:
    """Return the name of a trailer such as "– Jane Roe"."""
    name = line.lstrip("-–—").strip()
    return name if name != line and is_person_name(name) else None


def _trailer_dates(trailer: Sequence[str]) -> tuple[WrittenDate, ...]:
    """Return the dates that a page gives below its article: in a sign-off or a line of metadata."""
    return tuple(
        date for line in trailer if is_sign_off(line) or read_metadata(line) is not None for date in find_dates(line)
    )

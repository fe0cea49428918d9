"""PDF press releases (pypdf): their text, page by page and column by column; a scan has none."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from types import ModuleType
from typing import Any

from filmkg.errors import DocumentError, FilmkgError
from filmkg.model import Document
from filmkg.sources.bounds import MAX_ARTICLE_BYTES
from filmkg.sources.columns import MIN_LINES, regions
from filmkg.sources.protocol import missing_extra
from filmkg.sources.story import known_values, story

_MAX_PAGES = 40
_FULL_LINE = 0.7  # of the widest: a shorter one ends where its author ended it
_CELLS = " " * 4  # between the cells of a table, whose rows stay apart
_END = re.compile(r"[.!?:…][”’\"')\]]*$")  # of a sentence
_MAX_STREAM_BYTES = 8 * 1024 * 1024
_OUTPUT_LIMITS = (
    "maximum_declared_stream_length",
    "array_based_stream_maximum_output_length",
    "lzw_maximum_output_length",
    "run_length_maximum_output_length",
    "zlib_maximum_output_length",
    "brotli_maximum_output_length",
)


def read_pdf(document: Document) -> Document:
    """Return the article of a PDF. Its title is left to its text, since titles of PDFs are names of files as often.

    Raises:
        DocumentError: It is damaged, encrypted, too long, or has pictures of text only.
    """
    try:
        pages, language = _read(document)
    except FilmkgError:
        raise
    except Exception as error:
        raise _refused(
            document, f"cannot be read ({type(error).__name__}: {str(error)[:200]})", remedy="print it to a new PDF"
        ) from error
    if not "".join(pages).strip():
        raise _refused(document, "has no text (a scan?)", remedy="run OCR over it, e.g. ocrmypdf", reason="no text")
    known = known_values([("language", language, "PDF Lang")])
    return story(document, paragraphs=_paragraphs(pages), known=known)


def _paragraphs(pages: Iterable[str]) -> list[str]:
    """Cut pages at their blank lines, and join what was broken because the line, the column or the page ended there."""
    paragraphs: list[str] = []
    is_cut = False
    for lines in (region for page in pages for region in regions(page)):
        widest = max(map(len, lines))
        first, *rest = _blocks(lines)
        opening = _joined(first, widest=widest)
        if is_cut:
            paragraphs[-1] = _together(paragraphs[-1], opening, is_full=True)
        else:
            paragraphs.append(opening)
        paragraphs += [_joined(block, widest=widest) for block in rest]
        # A headline is a short region, and no sentence that goes on below it.
        is_cut = len(lines) >= MIN_LINES and len(lines[-1]) >= _FULL_LINE * widest and not _END.search(lines[-1])
    return paragraphs


def _blocks(lines: Sequence[str]) -> list[list[str]]:
    """Cut lines at those that are blank."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _joined(block: Sequence[str], *, widest: int) -> str:
    joined = block[0]
    for above, line in pairwise(block):
        is_full = len(above) >= _FULL_LINE * widest and _CELLS not in above
        joined = _together(joined, line, is_full=is_full)
    return joined


def _together(text: str, line: str, *, is_full: bool) -> str:
    """Join a line with what stands before it: what a full line is broken off at is one sentence, or one word."""
    if not is_full:
        return f"{text}\n{line}"
    is_hyphenated = text[-1:] == "-" and text[-2:-1].islower() and line[:1].islower()
    return text[:-1] + line if is_hyphenated else f"{text} {line}"


def _read(document: Document) -> tuple[list[str], str]:
    """Return the pages of a PDF as text and the language that it says it is in."""
    pypdf = _pypdf(origin=document.origin)
    limits = dict.fromkeys(_OUTPUT_LIMITS, _MAX_STREAM_BYTES)
    with pypdf.apply_configuration(**limits, stream_decoding_work_maximum_length=4 * _MAX_STREAM_BYTES):
        return _text_and_language(pypdf.PdfReader(io.BytesIO(document.data)), document)


def _text_and_language(pdf: Any, document: Document) -> tuple[list[str], str]:
    if pdf.is_encrypted and not pdf.decrypt(""):
        raise _refused(document, "is encrypted", remedy="save a copy without a password")
    if len(pdf.pages) > _MAX_PAGES:
        raise _refused(document, f"has more than {_MAX_PAGES} pages", remedy="save each article as a file of its own")
    pieces: list[str] = []
    for page in pdf.pages:
        # as it stands on the page: else nothing tells where a paragraph ends
        pieces.append(page.extract_text(extraction_mode="layout"))
        if sum(map(len, pieces)) > MAX_ARTICLE_BYTES:
            raise _refused(document, "has too much text", remedy="save each article as a file of its own")
    return pieces, str(pdf.root_object.get("/Lang") or "")


def _refused(document: Document, problem: str, *, remedy: str, reason: str = "not readable") -> DocumentError:
    return DocumentError(document.origin, problem, remedy=remedy, reason=reason)


def _pypdf(*, origin: str) -> ModuleType:
    try:
        import pypdf
    except ImportError as error:
        raise missing_extra("pypdf", extra="pdf", origin=origin) from error
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it says of oddities is no error of ours
    return pypdf

"""PDF press releases (pypdf): their text, page by page; a scan has none."""

from __future__ import annotations

import io
import logging
from types import ModuleType
from typing import Any

from filmkg.errors import DocumentError, FilmkgError
from filmkg.model import Document
from filmkg.sources.bounds import MAX_ARTICLE_BYTES
from filmkg.sources.protocol import missing_extra
from filmkg.sources.story import known_values, plain_paragraphs, story

_MAX_PAGES = 40
_FULL_LINE = 0.7  # of the widest: a shorter one ends where its author ended it
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
        text, language = _read(document)
    except FilmkgError:
        raise
    except Exception as error:
        raise _refused(
            document, f"cannot be read ({type(error).__name__}: {str(error)[:200]})", remedy="print it to a new PDF"
        ) from error
    if not text.strip():
        raise _refused(document, "has no text (a scan?)", remedy="run OCR over it, e.g. ocrmypdf", reason="no text")
    known = known_values([("language", language, "PDF Lang")])
    return story(document, paragraphs=_paragraphs(text), known=known)


def _paragraphs(text: str) -> list[str]:
    """Cut a text at its blank lines, and join the lines that were broken because the page ended there."""
    blocks = [[line.strip() for line in block.split("\n") if line.strip()] for block in plain_paragraphs(text)]
    widest = max((len(line) for block in blocks for line in block), default=0)
    paragraphs: list[str] = []
    for block in blocks:
        joined = ""
        for line, above in zip(block, ["", *block], strict=False):
            joined += (" " if len(above) >= _FULL_LINE * widest else "\n") + line
        paragraphs.append(joined)
    return paragraphs


def _read(document: Document) -> tuple[str, str]:
    """Return the text of a PDF and the language that it says it is in."""
    pypdf = _pypdf(origin=document.origin)
    limits = dict.fromkeys(_OUTPUT_LIMITS, _MAX_STREAM_BYTES)
    with pypdf.apply_configuration(**limits, stream_decoding_work_maximum_length=4 * _MAX_STREAM_BYTES):
        return _text_and_language(pypdf.PdfReader(io.BytesIO(document.data)), document)


def _text_and_language(pdf: Any, document: Document) -> tuple[str, str]:
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
    return "\n\n".join(pieces), str(pdf.root_object.get("/Lang") or "")


def _refused(document: Document, problem: str, *, remedy: str, reason: str = "not readable") -> DocumentError:
    return DocumentError(document.origin, problem, remedy=remedy, reason=reason)


def _pypdf(*, origin: str) -> ModuleType:
    try:
        import pypdf
    except ImportError as error:
        raise missing_extra("pypdf", extra="pdf", origin=origin) from error
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it says of oddities is no error of ours
    return pypdf

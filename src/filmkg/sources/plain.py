"""Plain text, as it is."""

from __future__ import annotations

from filmkg.errors import DocumentError
from filmkg.model import Document

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read_plain(document: Document) -> Document:
    """Return an article in plain text unchanged.

    Raises:
        DocumentError: It is empty or binary.
    """
    data = document.data
    if not data.removeprefix(_BYTE_ORDER_MARK).strip():
        raise DocumentError(
            document.origin, "is empty", remedy="check how the file was saved, or leave it out", reason="no text"
        )
    zero = data.find(b"\0")
    if zero >= 0:
        raise DocumentError(
            document.origin,
            f"is binary (a NUL byte at byte {zero})",
            remedy="give plain text in UTF-8; UTF-16 becomes UTF-8 by iconv -f UTF-16 -t UTF-8",
            reason="not text",
        )
    return document

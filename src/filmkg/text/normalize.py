"""From bytes to the text that all offsets refer to."""

from __future__ import annotations

import unicodedata

from filmkg.errors import DocumentError
from filmkg.model import Document


def decode(document: Document) -> str:
    r"""Decode an article: strict UTF-8, CRLF read as LF, NFC.

    A byte order mark stays in the text and counts as a character, as it does for everybody else who decodes the file.

    Args:
        document: The article as delivered.

    Returns:
        The normalised text; what `unicodedata.normalize("NFC", data.decode("utf-8").replace("\r\n", "\n"))` gives.

    Raises:
        DocumentError: If the bytes are not UTF-8.
    """
    try:
        text = document.data.decode("utf-8")
    except UnicodeDecodeError as failure:
        raise DocumentError(
            document.origin,
            f"is not UTF-8: byte 0x{document.data[failure.start]:02x} at byte {failure.start} ({failure.reason})",
            remedy="convert it, e.g. iconv -f WINDOWS-1252 -t UTF-8 (or ISO-8859-9, WINDOWS-1251: whatever wrote it)",
        ) from failure
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n"))

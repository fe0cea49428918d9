"""What a source is: something that turns what was delivered into articles in plain text.

A *container* holds any number of articles and is opened where the batch runs, one article at a time: a folder in an
archive, a feed, a table. A *reader* makes plain text of one article and may run in another process: a web page, a PDF.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

from filmkg.errors import DocumentError
from filmkg.model import Document, Known

MEMBER_MARKS = "!#:"  # between the origin of a container and what says which of its articles it is
Delivered = Iterator[Document | DocumentError]


def missing_extra(library: str, *, extra: str, origin: str) -> DocumentError:
    """Return the error for a format whose library is not installed: the rest of the batch can do without it."""
    return DocumentError(
        origin,
        f"is read with {library}, which is not installed",
        remedy=f"pip install 'filmkg[{extra}]'",
        reason=f"extra {extra}",
    )


@dataclass(frozen=True, slots=True)
class Delivery:
    """A file, or what stands for one: a pipe, a member of an archive.

    Attributes:
        key: What the keys of its articles begin with, and the whole key where it is one article.
        origin: Where it is, for messages.
        name: Its file name, whose suffix counts where the content does not tell the format.
        stream: Its bytes, at their start.
        size_bytes: How many they are, where that is known beforehand.
        packed: Whether it was taken out of something already: an archive in an archive is not opened.
        columns: Field of an article -> name of the column that has it, for tables; `data/sources/columns.toml` else.
        known: What is known of it from outside (the address of a page in a web archive).
    """

    key: str
    origin: str
    name: str
    stream: BinaryIO
    size_bytes: int | None = None
    packed: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)
    known: tuple[Known, ...] = ()


class Container(Protocol):
    """Opens a delivery, and yields its articles, or in the place of one an error."""

    def __call__(self, delivery: Delivery) -> Delivered:
        """Yield articles lazily.

        Raises:
            DocumentError: It cannot be read on from here.
        """


class Reader(Protocol):
    """Makes plain text of an article."""

    def __call__(self, document: Document) -> Document:
        """Return the article in the format "text", with what it is known to say of itself.

        Raises:
            DocumentError: There is no article in it.
        """


@dataclass(frozen=True, slots=True)
class Format:
    """A row of the table of formats; it has a container or a reader.

    Attributes:
        name: What it is called.
        suffixes: What the names of its files end with.
        recognises: Whether a file that begins like this is one, whatever it is called.
        container: Opens it.
        reader: Reads it.
        max_bytes: The largest file that is read as one article.
    """

    name: str
    suffixes: tuple[str, ...]
    recognises: Callable[[bytes], bool]
    container: Container | None = None
    reader: Reader | None = None
    max_bytes: int = 0

"""Tables of articles: JSON (an object, a list or a line each) and CSV; which column is what is a table too."""

from __future__ import annotations

import csv
import io
import json
import sys
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import BinaryIO, cast

from filmkg import resources
from filmkg.errors import DocumentError
from filmkg.model import Document
from filmkg.sources.bounds import MAX_FILE_BYTES, MAX_PAGE_BYTES, ExpansionError, read_bounded
from filmkg.sources.key import key_of
from filmkg.sources.markup import html_paragraphs
from filmkg.sources.ninjs import is_ninjs, read_ninjs
from filmkg.sources.protocol import Delivered, Delivery
from filmkg.sources.story import FIELDS, known_values, plain_paragraphs, story

_MARKUP = "html"
_IDENTIFIER = "identifier"
COLUMNS = ("text", _MARKUP, _IDENTIFIER, *FIELDS)


def open_json(delivery: Delivery) -> Delivered:
    """Yield the articles of a JSON file: one object, a list of them, or one a line."""
    data = read_bounded(delivery.stream, origin=delivery.origin)
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except RecursionError:
        raise DocumentError(
            delivery.origin, "nests too deep", remedy="look whether it is news", reason="hostile"
        ) from None
    except UnicodeDecodeError as error:
        raise DocumentError(
            delivery.origin, f"is not UTF-8: {error.reason}", remedy="convert it to UTF-8", reason="encoding"
        ) from error
    except json.JSONDecodeError as error:
        if b"\n" in data.strip() and error.msg == "Extra data":
            yield from open_json_lines(_again(delivery, data))
            return
        raise DocumentError(
            delivery.origin, f"is no JSON: {error}", remedy="get it anew from whoever wrote it", reason="damaged"
        ) from error
    if isinstance(found, dict):
        yield _article(found, delivery, number=None)
        return
    for number, item in enumerate(found if isinstance(found, list) else [found], start=1):
        yield _try(item, delivery, number=number)


def open_json_lines(delivery: Delivery) -> Delivered:
    """Yield the articles of a file with a JSON object a line."""
    for number, line in _lines(delivery):
        if not line.strip():
            continue
        try:
            item = json.loads(line.decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:
            yield DocumentError(
                f"{delivery.origin}:{number}",
                f"is no JSON: {error}",
                remedy="look at the line: each is one object",
                reason="damaged",
            )
            continue
        yield _try(item, delivery, number=number)


def open_csv(delivery: Delivery) -> Delivered:
    """Yield the articles of a table with a header row; commas, semicolons or tabs part its columns."""
    csv.field_size_limit(min(sys.maxsize, MAX_PAGE_BYTES))
    text = io.TextIOWrapper(cast("BinaryIO", _LineBound(delivery)), encoding="utf-8-sig", newline="")
    try:
        header = text.readline()
        delimiter = max(",;\t", key=header.count)
        names = next(csv.reader([header], delimiter=delimiter), [])
        for number, row in enumerate(csv.reader(text, delimiter=delimiter), start=1):
            if row:
                yield _try(dict(zip(names, row, strict=False)), delivery, number=number)
    except UnicodeDecodeError as error:
        raise DocumentError(
            delivery.origin, f"is not UTF-8: {error.reason}", remedy="save the table as CSV in UTF-8", reason="encoding"
        ) from error
    except csv.Error as error:
        raise DocumentError(
            delivery.origin, f"is no table: {error}", remedy="save it as CSV anew", reason="damaged"
        ) from error


def _try(item: object, delivery: Delivery, *, number: int) -> Document | DocumentError:
    try:
        return _article(item, delivery, number=number)
    except DocumentError as error:
        return error


def _article(item: object, delivery: Delivery, *, number: int | None) -> Document:
    origin = delivery.origin if number is None else f"{delivery.origin}:{number}"
    if not isinstance(item, dict):
        raise DocumentError(origin, "is no object", remedy="each article is an object with names", reason="no article")
    row: Mapping[str, object] = item
    ninjs = is_ninjs(row)
    identifier = row.get("uri") if ninjs else _value(row, _IDENTIFIER, delivery)
    name = "" if number is None else key_of(str(identifier or number))[:120].strip("-")
    document = Document("-".join(filter(None, (delivery.key, name))), origin, b"", known=delivery.known)
    if ninjs:
        return read_ninjs(row, document)
    known = known_values(
        (field, _value(row, field, delivery), f"column {_column(row, field, delivery)}") for field in FIELDS
    )
    markup = _value(row, _MARKUP, delivery)
    text = _value(row, "text", delivery)
    if isinstance(markup, str) and markup.strip():
        paragraphs = html_paragraphs(markup, origin=origin)
    elif isinstance(text, str) and text.strip():
        paragraphs = plain_paragraphs(text)
    else:
        url = next((one.value for one in known if one.field == "url"), None)
        raise DocumentError(
            origin,
            "has a link and no text" if url else f"has no text; its columns are {', '.join(map(str, row))[:200]}",
            remedy=f"get the article: filmkg fetch {url}" if url else "say which one it is: --column text=NAME",
            reason="link only" if url else "no text",
        )
    return story(document, paragraphs=paragraphs, known=known)


def _value(row: Mapping[str, object], field: str, delivery: Delivery) -> object:
    column = _column(row, field, delivery)
    return row.get(column) if column is not None else None


def _column(row: Mapping[str, object], field: str, delivery: Delivery) -> str | None:
    """Return the name of the column that has a field: the one that was named, or the first known by its name."""
    if field in delivery.columns:
        return delivery.columns[field]
    folded = {str(name).strip().casefold(): name for name in row}
    return next((folded[name] for name in column_names()[field] if name in folded), None)


@cache
def column_names() -> dict[str, tuple[str, ...]]:
    """Return the names by which columns are known, by field."""
    with (resources.DATA / "sources" / "columns.toml").open("rb") as file:
        return {field: tuple(names) for field, names in tomllib.load(file).items()}


def _lines(delivery: Delivery) -> Iterator[tuple[int, bytes]]:
    bounded = _LineBound(delivery)
    number = 0
    while line := bounded.readline():
        number += 1
        yield number, line


def _again(delivery: Delivery, data: bytes) -> Delivery:
    return Delivery(
        delivery.key, delivery.origin, delivery.name, io.BytesIO(data), columns=delivery.columns, known=delivery.known
    )


class _LineBound(io.BufferedIOBase):
    """The lines of a delivery, of which none may fill memory."""

    def __init__(self, delivery: Delivery) -> None:
        stream: BinaryIO = delivery.stream
        self._stream = stream if isinstance(stream, io.BufferedIOBase) else io.BufferedReader(stream)  # type: ignore[type-var]
        self._origin = delivery.origin

    def readable(self) -> bool:
        return True

    def readline(self, size: int | None = -1, /) -> bytes:  # noqa: ARG002 - their signature
        try:
            line = self._stream.readline(MAX_FILE_BYTES + 1)
        except ExpansionError as error:
            raise DocumentError(self._origin, str(error), remedy="unpack it yourself", reason="too large") from error
        if len(line) > MAX_FILE_BYTES:
            raise DocumentError(
                self._origin,
                f"has a line of more than {MAX_FILE_BYTES:,} bytes",
                remedy="look at it: each line is one article",
                reason="too large",
            )
        return line

    def read1(self, size: int = -1, /) -> bytes:  # noqa: ARG002
        return self.readline()

    def read(self, size: int | None = -1, /) -> bytes:  # noqa: ARG002
        return self.readline()

"""Rows for spreadsheets and programs: CSV, JSON, XLSX.

A spreadsheet runs a cell that begins like a formula, also one read from CSV (OWASP, "CSV Injection"). CSV can only
put an apostrophe before it; XLSX says of each cell that it is text, so it is the better download.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Sequence
from pathlib import PurePath

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_MADE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
# What a sheet can hold (ECMA-376 as Excel implements it).
_MAX_CELL_CHARS = 32_767
_MAX_SHEET_NAME_CHARS = 31

MEDIA_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

Cells = Sequence[str | int]


def write(suffix: str, columns: Sequence[str], rows: Iterable[Cells], *, title: str) -> bytes:
    """Write a table in the format of a suffix of `MEDIA_TYPES`; the same table always gives the same bytes."""
    if suffix == "csv":
        return write_csv(columns, rows)
    if suffix == "json":
        return write_json(columns, rows)
    return write_xlsx(columns, rows, title=title)


def write_csv(columns: Sequence[str], rows: Iterable[Cells]) -> bytes:
    """Write RFC 4180 in UTF-8 with a byte order mark, without which Excel takes it for another encoding."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([defused(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def defused(cell: str | int) -> str | int:
    """Return a cell of CSV that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" ").startswith(_DANGEROUS) else cell


def write_json(columns: Sequence[str], rows: Iterable[Cells]) -> bytes:
    """Write an array with an object a row."""
    objects = [dict(zip(columns, row, strict=True)) for row in rows]
    return json.dumps(objects, ensure_ascii=False, indent=1).encode()


def write_xlsx(columns: Sequence[str], rows: Iterable[Cells], *, title: str) -> bytes:
    """Write a sheet whose cells are texts and numbers, never formulas or links."""
    import xlsxwriter  # 40 ms that only this needs

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": title, "created": _MADE})
    sheet = book.add_worksheet(PurePath(title).name[:_MAX_SHEET_NAME_CHARS])
    bold = book.add_format({"bold": True})
    for number, name in enumerate(columns):
        sheet.write_string(0, number, name, bold)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(columns) - 1, 24)
    for line, row in enumerate(rows, start=1):
        for number, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(line, number, cell)
            else:
                sheet.write_string(line, number, cell[:_MAX_CELL_CHARS])
    book.close()
    return file.getvalue()

"""Options and arguments that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

from filmkg.errors import UsageError
from filmkg.graph import BASE, Format

_FIELDS = (
    "text", "html", "identifier", "title", "issued", "modified", "creator", "publisher", "url", "language",
)  # fmt: skip


def _columns(values: tuple[str, ...]) -> dict[str, str]:
    columns = dict(value.partition("=")[::2] for value in values)
    wrong = sorted(field for field, name in columns.items() if field not in _FIELDS or not name)
    if wrong:
        raise click.BadParameter(f"{wrong[0]!r} is none of {', '.join(_FIELDS)}, or its column is missing")
    return columns


paths = click.argument("paths", nargs=-1, required=True, metavar="PATH...")
store = click.option(
    "--store",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Folder of the store.",
)
either_store = click.option(
    "--store",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Folder of the store.",
)
remote = click.option(
    "--remote",
    metavar="URL",
    help="Address of a store elsewhere, filled by `filmkg push`, in place of --store.",
)
rdf_format = click.option(
    "--format",
    "rdf_format",
    type=click.Choice([name.value for name in Format]),
    default=Format.TURTLE.value,
    show_default=True,
    callback=lambda _context, _option, value: Format(value),
    help="Turtle is the merged view; the others keep each article's graph apart.",
)
output = click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write to this file, all or nothing, instead of standard output.",
)
base_iri = click.option(
    "--base-iri",
    default=BASE,
    show_default=True,
    envvar="FILMKG_BASE_IRI",
    show_envvar=True,
    metavar="IRI",
    help="Start of all IRIs that are minted.",
)
workers = click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    metavar="N",
    help="How many processes read articles; the result is the same.",
)
columns = click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="FIELD=NAME",
    callback=lambda _context, _option, values: _columns(values),
    help="Column of a table that has the text, title, issued, url, …, where its name is not known.",
)
rights = click.option(
    "--rights",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="How much of whose texts to keep (TOML); the sentences that state facts by default.",
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object for programs.")
port = click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=8000,
    show_default=True,
    help="Port to listen on; 0 takes any that is free.",
)


def check_one_store(store: Path | None, remote: str | None) -> None:
    """Raise UsageError unless just one of `either_store` and `remote` was given."""
    if (store is None) == (remote is None):
        raise UsageError(
            "which store?" if store is None else "two stores at once",
            remedy="give either --store DIR or --remote URL",
        )

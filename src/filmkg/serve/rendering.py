"""Filling the HTML templates beside this file; everything that comes from the store is escaped."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from urllib.parse import quote, urlsplit

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from filmkg.serve import wording
from filmkg.serve.assets import asset_path
from filmkg.serve.navigation import NAVIGATION

FOLDER = Path(__file__).parent / "templates"
_DATE = re.compile(r"(\d{4})-(0[1-9]|1[0-2])(?:-(\d\d))?", re.ASCII)
_ADDRESS = re.compile(r"(https?://[\w.-]+(?:/[\w./#~-]*)?)")


def render(template: str, *, status_code: int = 200, **values: object) -> HTMLResponse:
    """Return a page; it varies by Accept, because most addresses have other forms too."""
    text = _environment().get_template(template).render(**values)
    return HTMLResponse(text, status_code=status_code, headers={"Vary": "Accept"})


def node_path(iri: str, *, base: str) -> str | None:
    """Return the path of the page of a thing, or None for an IRI that has none here.

    A stretch of an article (`…#char=12,80`) is shown on the article's page.
    """
    if not iri.startswith(base) or iri.startswith(f"{base}graph/"):
        return None
    return "/id/" + quote(iri.removeprefix(base).partition("#")[0], safe="/~-._")


def spaced(name: str) -> str:
    """Return a local name as words: "castMember" is "cast member"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def spoken(slug: str) -> str:
    """Return the name of a file as words: "film-week-opens" is "Film week opens"."""
    words = slug.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def linked(text: str) -> Markup:
    """Return words with each address in them as a link that shows its host."""
    pieces = _ADDRESS.split(text)
    links = (
        escape(piece)
        if number % 2 == 0
        else Markup('<a href="{}" rel="external noopener">{}</a>').format(piece, urlsplit(piece).netloc)
        for number, piece in enumerate(pieces)
    )
    return Markup("").join(links)


def titled(label: str) -> str:
    """Return what to call a thing: "Unnamed meeting" for one that no article names, else its label.

    >>> titled("meeting"), titled("Korean Film Week"), titled("treaty: Chile, New Zealand")
    ('Unnamed meeting', 'Korean Film Week', 'Treaty: Chile, New Zealand')
    """
    key = f"base.unnamed.{label.replace(' ', '_')}"
    if wording.known(key):
        return str(wording.t(key))
    is_described = wording.known(f"concepts.{label.partition(': ')[0]}")  # an agreement, by its kind and parties
    return label[:1].upper() + label[1:] if is_described else label


def dated(value: str) -> str:
    """Return a day or month as people write it; what is neither stays as it is.

    >>> dated("2025-11-08"), dated("2025-11"), dated("2025")
    ('8 Nov 2025', 'Nov 2025', '2025')
    """
    found = _DATE.fullmatch(value)
    if not found:
        return value
    year, month, day = found.groups()
    words = f"{wording.t(f'base.month.{int(month)}')} {year}"
    return f"{int(day)} {words}" if day else words


def without(label: str, name: str) -> str:
    """Return how a post, membership, award or quotation is called on the page of a thing that its label names.

    >>> without("Awa Diouf: president, Film Club", "Awa Diouf"), without("Awa Diouf: president, Film Club", "Film Club")
    ('president, Film Club', 'Awa Diouf: president')
    >>> without("Audience Award: Poetry, Film Week", "Poetry")
    'Audience Award, Film Week'
    """
    told = label.removeprefix(f"{name}: ")
    return re.sub(rf"(?<=\S)[:,] {re.escape(name)}(?=,|$)", "", told, count=1)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["spaced"] = spaced
    environment.filters["node_path"] = node_path
    environment.filters["spoken"] = spoken
    environment.filters["titled"] = titled
    environment.filters["linked"] = linked
    environment.filters["without"] = without
    environment.filters["dated"] = dated
    environment.globals["t"] = wording.t
    environment.globals["known"] = wording.known
    environment.globals["asset"] = asset_path
    environment.globals["navigation"] = NAVIGATION
    return environment

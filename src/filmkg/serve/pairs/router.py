"""GET /pair/ONE/OTHER: all between two countries."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from pyoxigraph import NamedNode

from filmkg.errors import UsageError
from filmkg.serve import rendering
from filmkg.serve.digest import Digest, between
from filmkg.serve.engine.outcomes import NotAcceptableError
from filmkg.serve.engine.pool import Pool
from filmkg.serve.formats import GRAPHS, MEDIA_TYPES, SUFFIXES, split_suffix, suffix_of
from filmkg.serve.highlight import marked
from filmkg.serve.lists.download import write
from filmkg.serve.negotiation import choose
from filmkg.serve.pairs.reading import Pair, read_pair

PAGE_SIZE = 50
MAX_DOWNLOADED = 600
_MAX_PAGE_CHARS = 7
_COLUMNS = ("how", "year", "date", "label", "thing", "status", "article", "title", "issued", "sentence")


def pairs_router(pool: Pool, digest: Digest, *, base: str) -> APIRouter:
    """Return the routes of the pages of two countries.

    Args:
        pool: The workers that evaluate.
        digest: What lies between the two.
        base: Start of the IRIs that have a page here.
    """
    router = APIRouter()

    @router.get("/pair/{one}/{other}")
    def pair(request: Request, one: str, other: str) -> Response:
        other, suffix = split_suffix(other)
        if one > other:  # a pair has one address
            return RedirectResponse(f"/pair/{quote(other, safe='')}/{quote(one, safe='')}{suffix}", status_code=301)
        try:
            nodes = NamedNode(f"{base}country/{one}"), NamedNode(f"{base}country/{other}")
        except ValueError:
            raise UsageError("these are no names of countries", remedy="look for them with the search") from None
        if one == other:
            return RedirectResponse(f"/id/country/{quote(one)}")
        page = _page_number(request.query_params.get("page", "1"))
        path = f"/pair/{quote(one, safe='')}/{quote(other, safe='')}"
        media_type = SUFFIXES[suffix] if suffix else choose(request.headers.get("accept", ""), MEDIA_TYPES)
        is_page = media_type == "text/html"
        start, most = ((page - 1) * PAGE_SIZE, PAGE_SIZE) if is_page else (0, MAX_DOWNLOADED)
        with digest.open() as index:
            what = between(index, *(node.value for node in nodes), start=start, most=most)
        if is_page and page > 1 and not what.things:
            raise UsageError(f"there is no page {page} of these two countries", remedy="start at the first page")
        if media_type is None:
            raise NotAcceptableError(
                "a pair is not written in the format that is asked for",
                remedy=f"accept one of {', '.join(MEDIA_TYPES)}",
            )
        found = read_pair(pool, what)
        if media_type in GRAPHS.values():
            things = " ".join(str(NamedNode(bond.iri)) for bond in found.bonds)
            answer = pool.ask(f"CONSTRUCT {{ ?s ?p ?o }} {{ VALUES ?s {{ {things} }} ?s ?p ?o }}", accept=media_type)
            response = Response(answer.body, media_type=answer.media_type)
        elif not is_page:
            response = Response(_table(found, suffix=suffix_of(media_type)), media_type=media_type)
        else:
            alternates = [(path + ending, kind) for ending, kind in SUFFIXES.items()]
            response = rendering.render(
                "pair.html",
                base=base,
                pair=found,
                marked=marked,
                alternates=alternates,
                schema_org=None,
                path=path,
                page=page,
                start=start,
                pages=max(1, -(-found.count // PAGE_SIZE)),
                year_pages=_pages_of(found.years),
                max_downloaded=MAX_DOWNLOADED,
            )
        response.headers["Vary"] = "Accept"
        return response

    return router


def _page_number(given: str) -> int:
    if not (given.isascii() and given.isdecimal() and len(given) < _MAX_PAGE_CHARS and int(given)):
        raise UsageError(f"{given!r} is no page", remedy="count pages from 1")
    return int(given)


def _pages_of(years: Iterable[tuple[str, int]]) -> list[tuple[str, int, int]]:
    """Return each year with how much there is of it, and the page that it begins on."""
    found, before = [], 0
    for year, count in years:
        found.append((year, count, before // PAGE_SIZE + 1))
        before += count
    return found


def _table(pair: Pair, *, suffix: str) -> bytes:
    """Return a line a sentence, in the format of a suffix (".csv", ".xlsx")."""
    rows = [
        (
            bond.how, bond.year, bond.date, bond.label, bond.iri, one.status, one.article_iri, one.title, one.issued,
            one.exact,
        )
        for bond in pair.bonds
        for one in bond.sources
    ]  # fmt: skip
    return write(suffix[1:], _COLUMNS, rows, title=f"{pair.one[1]}, {pair.other[1]}")

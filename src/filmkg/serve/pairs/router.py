"""GET /pair/ONE/OTHER: all between two countries."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from pyoxigraph import NamedNode

from filmkg.errors import UsageError
from filmkg.serve import rendering
from filmkg.serve.engine.outcomes import NotAcceptableError
from filmkg.serve.engine.pool import Pool
from filmkg.serve.formats import GRAPHS, MEDIA_TYPES, SUFFIXES, split_suffix, suffix_of
from filmkg.serve.highlight import marked
from filmkg.serve.lists.download import write
from filmkg.serve.negotiation import choose
from filmkg.serve.pairs.reading import Pair, read_pair

_COLUMNS = ("how", "year", "date", "label", "thing", "status", "article", "title", "issued", "sentence")


def pairs_router(pool: Pool, *, base: str) -> APIRouter:
    """Return the routes of the pages of two countries.

    Args:
        pool: The workers that evaluate.
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
        found = read_pair(pool, *nodes)
        path = f"/pair/{quote(one, safe='')}/{quote(other, safe='')}"
        media_type = SUFFIXES[suffix] if suffix else choose(request.headers.get("accept", ""), MEDIA_TYPES)
        if media_type is None:
            raise NotAcceptableError(
                "a pair is not written in the format that is asked for",
                remedy=f"accept one of {', '.join(MEDIA_TYPES)}",
            )
        if media_type in GRAPHS.values():
            things = " ".join(str(NamedNode(bond.iri)) for bond in found.bonds)
            answer = pool.ask(f"CONSTRUCT {{ ?s ?p ?o }} {{ VALUES ?s {{ {things} }} ?s ?p ?o }}", accept=media_type)
            response = Response(answer.body, media_type=answer.media_type)
        elif media_type != "text/html":
            response = Response(_table(found, suffix=suffix_of(media_type)), media_type=media_type)
        else:
            alternates = [(path + ending, kind) for ending, kind in SUFFIXES.items()]
            response = rendering.render(
                "pair.html", base=base, pair=found, marked=marked, alternates=alternates, schema_org=None
            )
        response.headers["Vary"] = "Accept"
        return response

    return router


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

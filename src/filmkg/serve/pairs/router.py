"""GET /pair/ONE/OTHER: all between two countries."""

from __future__ import annotations

import csv
import io
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from pyoxigraph import NamedNode

from filmkg.errors import UsageError
from filmkg.serve import rendering
from filmkg.serve.negotiation import choose
from filmkg.serve.pairs.reading import Pair, read_pair
from filmkg.serve.pool import Pool
from filmkg.serve.things.alternates import SUFFIXES, safe_cell
from filmkg.serve.things.highlight import marked

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
        suffix = next((suffix for suffix in SUFFIXES if other.endswith(suffix)), "")
        other = other.removesuffix(suffix)
        if one > other:  # a pair has one address
            return RedirectResponse(f"/pair/{quote(other, safe='')}/{quote(one, safe='')}{suffix}", status_code=301)
        try:
            nodes = NamedNode(f"{base}country/{one}"), NamedNode(f"{base}country/{other}")
        except ValueError:
            raise UsageError("these are no names of countries", remedy="look for them with the search") from None
        if one == other:
            return RedirectResponse(f"/id/country/{quote(one)}")
        found = read_pair(pool, *nodes)
        media_type = (
            SUFFIXES[suffix] if suffix else choose(request.headers.get("accept", ""), ("text/html", "text/csv"))
        )
        path = f"/pair/{quote(one, safe='')}/{quote(other, safe='')}"
        if media_type == "text/csv":
            response = Response(_csv(found), media_type="text/csv; charset=utf-8; header=present")
        elif suffix:
            things = " ".join(str(NamedNode(bond.iri)) for bond in found.bonds)
            answer = pool.ask(
                f"CONSTRUCT {{ ?s ?p ?o }} {{ VALUES ?s {{ {things} }} ?s ?p ?o }}", accept=media_type or ""
            )
            response = Response(answer.body, media_type=answer.media_type)
        else:
            alternates = [(path + ending, kind) for ending, kind in SUFFIXES.items()]
            response = rendering.render(
                "pair.html", base=base, pair=found, marked=marked, alternates=alternates, schema_org=None
            )
        response.headers["Vary"] = "Accept"
        return response

    return router


def _csv(pair: Pair) -> bytes:
    """Return a line a sentence, safe to open in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for bond in pair.bonds:
        for one in bond.sources:
            row = (
                bond.how, bond.year, bond.date, bond.label, bond.iri, one.status, one.article_iri, one.title,
                one.issued, one.exact,
            )  # fmt: skip
            writer.writerow([safe_cell(value) for value in row])
    return out.getvalue().encode()

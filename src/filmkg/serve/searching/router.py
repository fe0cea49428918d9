"""GET /search, the page; GET /suggest, the type-ahead; GET /opensearch.xml, for the search boxes of browsers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import JSONResponse

from filmkg.serve import rendering
from filmkg.serve.digest import Digest
from filmkg.serve.rendering import node_path
from filmkg.serve.searching.names import Names
from filmkg.serve.wording import t

MAX_CHARS = 200
SUGGESTED = 10
SHOWN = 60
# Name of a group -> its classes.
GROUPS: dict[str, tuple[str, ...]] = {
    "films": ("Film",),
    "people": ("Person",),
    "bodies": ("Organization",),
    "events": ("FilmFestival", "FestivalSeries", "FilmDays", "Screening", "Meeting", "Event"),
    "places": ("Country", "City", "Venue"),
    "agreements": ("Agreement",),
    "articles": ("Article",),
}


def searching_router(names: Names, digest: Digest, *, base: str) -> APIRouter:
    """Return the routes of the search; the digest is begun when the service starts.

    Args:
        names: The names of the store.
        digest: Where they are.
        base: Start of the IRIs that have a page here.
    """

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        digest.begin()
        try:
            yield
        finally:
            digest.close()

    router = APIRouter(lifespan=lifespan)

    @router.get("/search")
    def search(q: str = "", kind: str = "") -> Response:
        text = q.strip()[:MAX_CHARS]
        classes = GROUPS.get(kind, ())
        found = names.find(text, classes=classes, limit=SHOWN + 1, is_prefix=True) if text else []
        groups = {
            name: rows
            for name, group in GROUPS.items()
            if (rows := [one for one in found[:SHOWN] if one.kind in group])
        }
        return rendering.render(
            "search.html",
            base=base, text=text, kind=kind if classes else "", kinds=tuple(GROUPS),
            groups=groups, count=len(found[:SHOWN]), cut=len(found) > SHOWN,
        )  # fmt: skip

    @router.get("/suggest")
    def suggest(q: str = "") -> Response:
        found = names.find(q.strip()[:MAX_CHARS], limit=SUGGESTED, is_prefix=True)
        things = [
            {
                "label": one.label,
                "kind": t(f"classes.{one.kind}"),
                "path": node_path(one.iri, base=base),
                "iri": one.iri,
            }
            for one in found
        ]
        return JSONResponse({"things": things}, headers={"Cache-Control": "max-age=60"})

    @router.get("/opensearch.xml")
    def opensearch(request: Request) -> Response:
        page = rendering.render("opensearch.xml", address=str(request.base_url).rstrip("/"))
        return Response(page.body, media_type="application/opensearchdescription+xml")

    return router

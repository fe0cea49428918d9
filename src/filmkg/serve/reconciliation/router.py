"""The routes of the reconciliation service, all below `/reconcile`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request, Response
from pyoxigraph import NamedNode
from starlette.concurrency import run_in_threadpool

from filmkg.errors import QueryError, UsageError
from filmkg.serve import rendering
from filmkg.serve.endpoint.requests import MediaTypeError, read_body
from filmkg.serve.engine.pool import Pool
from filmkg.serve.nodes import read_node
from filmkg.serve.reconciliation.extension import propose
from filmkg.serve.reconciliation.manifest import PATH, manifest
from filmkg.serve.reconciliation.responses import PREFLIGHT, answer, check_callback
from filmkg.serve.reconciliation.schema import local
from filmkg.serve.reconciliation.service import Service

Found = TypeVar("Found")

# Clients show previews in a frame of their own page, so this one may be framed.
PREVIEW_PATH = f"{PATH}/preview"
PREVIEW_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors *"
)
MAX_CURSOR = 10_000
_MAX_FIELDS = 20
_MAX_BODY_BYTES = 2**20
_PREVIEWED_FACTS = 6
_FORM = "application/x-www-form-urlencoded"
# However many clients ask, pages and queries find the other threads free.
_THREADS = 2


def reconciliation_router(pool: Pool, store_path: Path, *, base: str) -> APIRouter:
    """Return the routes of the service.

    Args:
        pool: The workers that evaluate.
        store_path: Folder of the store.
        base: Start of the IRIs of all things.
    """
    router = APIRouter()
    service = Service(pool, store_path, base=base)
    places = asyncio.Semaphore(_THREADS)

    async def work(function: Callable[[], Found]) -> Found:
        async with places:
            return await run_in_threadpool(function)

    @router.get(PATH)
    async def ask(request: Request) -> Response:
        return await reply(request, dict(request.query_params))

    @router.post(PATH)
    async def post(request: Request) -> Response:
        media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media_type != _FORM:
            raise MediaTypeError(f"a body of type {media_type or '(none)'} cannot be read", remedy=f"send {_FORM}")
        body = await read_body(request, max_bytes=_MAX_BODY_BYTES)
        try:
            fields = parse_qsl(body, keep_blank_values=True, max_num_fields=_MAX_FIELDS)
        except ValueError:
            raise QueryError(f"a form of more than {_MAX_FIELDS} fields", remedy="send queries or extend") from None
        return await reply(request, {**request.query_params, **dict(fields)})

    async def reply(request: Request, given: dict[str, str]) -> Response:
        callback = given.get("callback")
        check_callback(callback)
        if "queries" in given and "extend" in given:
            raise QueryError("queries and extend in one request", remedy="send them one after the other")
        if "queries" in given:
            return answer(await work(lambda: service.reconcile(given["queries"])), callback=callback)
        if "extend" in given:
            return answer(await work(lambda: service.extend(given["extend"])), callback=callback)
        if request.method == "POST":
            raise QueryError("a form without queries or extend", remedy="send one of them")
        address = str(request.base_url).rstrip("/")
        return answer(manifest(address=address, base=base, schema=service.schema), callback=callback)

    @router.get(f"{PATH}/suggest/{{kind}}")
    async def suggest(request: Request, kind: str) -> Response:
        given = _checked(request, kind)
        prefix, cursor = given.get("prefix", ""), _integer(given.get("cursor"), "cursor", most=MAX_CURSOR) or 0
        found = await work(lambda: service.suggest(kind, prefix=prefix[:500], cursor=cursor))
        return answer(found, callback=given.get("callback"))

    @router.get(f"{PATH}/flyout/{{kind}}")
    async def flyout(request: Request, kind: str) -> Response:
        given = _checked(request, kind)
        found = await work(lambda: service.flyout(kind, identifier=given.get("id", "")))
        return answer(found, callback=given.get("callback"))

    @router.get(f"{PATH}/properties")
    async def properties(request: Request) -> Response:
        given = _checked(request)
        limit = _integer(given.get("limit"), "limit", most=MAX_CURSOR)
        found = propose(local(given.get("type", "")), limit=limit, schema=service.schema)
        return answer(found, callback=given.get("callback"))

    @router.get(PREVIEW_PATH)
    async def preview(request: Request) -> Response:
        return await work(lambda: _preview(request.query_params.get("id", "")))

    def _preview(identifier: str) -> Response:
        thing = service.thing(identifier)
        page = read_node(pool, NamedNode(base + thing.id), busy=None)
        return rendering.render("preview.html", base=base, page=page, facts=page.facts[:_PREVIEWED_FACTS])

    @router.options(PATH)
    @router.options(f"{PATH}/{{rest:path}}")
    async def preflight() -> Response:
        return Response(status_code=204, headers=PREFLIGHT)

    return router


def _checked(request: Request, kind: str = "entity") -> dict[str, str]:
    """Return the parameters of a request, with a callback that is safe, for a kind that there is."""
    given = dict(request.query_params)
    check_callback(given.get("callback"))
    if kind not in ("entity", "property", "type"):
        raise UsageError(f"there are no {kind!r} here", remedy="ask for entity, property or type")
    return given


def _integer(text: str | None, what: str, *, most: int) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) <= most):
        raise QueryError(f"the {what} is no integer from 0 to {most:,}", remedy="correct it, or leave it out")
    return int(text)

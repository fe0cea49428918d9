"""Style, scripts and pictures: each has an address that changes with its content, so that browsers may keep it."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from filmkg.errors import UsageError
from filmkg.serve.negotiation import accepts_gzip

FOLDER = Path(__file__).parent / "static"
_DIGEST_CHARS = 12
_FOREVER = "public, max-age=31536000, immutable"


@cache
def asset_path(name: str) -> str:
    """Return the address of a file in `static/`; raise KeyError where there is none of that name.

    >>> asset_path("style.css")
    '/static/.../style.css'
    """
    return f"/static/{_digests()[name]}/{name}"


def assets_router() -> APIRouter:
    """Return the routes of the files in `static/`."""
    router = APIRouter()

    @router.api_route("/static/{digest}/{name:path}", methods=["GET", "HEAD"])
    def asset(request: Request, digest: str, name: str) -> Response:
        current = _digests().get(name)
        if current is None:
            raise UsageError(f"there is no file {name!r} here", remedy="start at the first page")
        if digest != current:  # a page of an earlier release
            return RedirectResponse(asset_path(name))
        media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        headers = {"Cache-Control": _FOREVER, "Vary": "Accept-Encoding"}
        if accepts_gzip(request.headers.get("accept-encoding", "")):
            headers["Content-Encoding"] = "gzip"
            return Response(_compressed(name), media_type=media_type, headers=headers)
        return Response((FOLDER / name).read_bytes(), media_type=media_type, headers=headers)

    return router


@cache
def _compressed(name: str) -> bytes:
    """Return a file in gzip; once, as small as it gets."""
    return gzip.compress((FOLDER / name).read_bytes(), compresslevel=9, mtime=0)


@cache
def _digests() -> dict[str, str]:
    """Return the digest of each file by its name."""
    files = (path for path in sorted(FOLDER.rglob("*")) if path.is_file())
    return {
        path.relative_to(FOLDER).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:_DIGEST_CHARS]
        for path in files
    }

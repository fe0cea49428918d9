"""The routes of the views: `/views/map?country=…`, and the same with `.svg`, `.csv`, `.json` or `.xlsx`."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from filmkg.errors import UsageError
from filmkg.serve import rendering, wording
from filmkg.serve.lists import download
from filmkg.serve.lists.catalogue import Catalogue
from filmkg.serve.views.drawing import NIGHT, NIGHT_PAPER, PAPER, TONES, Drawing
from filmkg.serve.views.pictures import PICTURES, draw

MAX_SHOWN = 200
_SVG = "image/svg+xml"


def views_router(catalogue: Catalogue, *, base: str) -> APIRouter:
    """Return the routes of the views.

    Args:
        catalogue: What they draw.
        base: Start of the IRIs that have a page here.
    """
    router = APIRouter()

    @router.get("/views")
    def overview() -> Response:
        return rendering.render("views/overview.html", names=tuple(PICTURES))

    @router.get("/views/{file}")
    def view(request: Request, file: str) -> Response:
        name, _, suffix = file.partition(".")
        if name not in PICTURES or (suffix and suffix not in (*download.MEDIA_TYPES, "svg")):
            raise UsageError(f"there is no view {file!r}", remedy="see what there is at /views")
        picture = draw(catalogue, name, request.query_params, base=base)
        title = str(wording.t(f"views.view.{name}"))
        if suffix == "svg":
            is_narrow = request.query_params.get("width") == "narrow"
            is_dark = request.query_params.get("colours") == "dark"
            return svg_file(picture.narrow if is_narrow else picture.drawing, title=title, name=name, is_dark=is_dark)
        if suffix:
            columns = [str(wording.t(f"views.column.{column}")) for column in picture.grid.columns]
            return Response(
                download.write(suffix, columns, picture.grid.texts(), title=title),
                media_type=download.MEDIA_TYPES[suffix],
                headers={"Content-Disposition": f'attachment; filename="{name}.{suffix}"'},
            )
        asked = f"?{request.url.query}" if request.url.query else ""
        return rendering.render(
            "views/view.html",
            base=base,
            name=name,
            names=tuple(PICTURES),
            picture=picture,
            tones=TONES,
            max_shown=MAX_SHOWN,
            asked=asked,
            downloads=[(f"/views/{name}.{kind}{asked}", kind.upper()) for kind in ("svg", "xlsx", "csv", "json")],
        )

    return router


def svg_file(drawing: Drawing, *, title: str, name: str, is_dark: bool = False) -> Response:
    """Return a drawing as a file of its own, for a dark page where that is wanted."""
    tones, paper = (NIGHT, NIGHT_PAPER) if is_dark else (TONES, PAPER)
    page = rendering.render("views/file.svg", drawing=drawing, title=title, tones=tones, paper=paper)
    return Response(
        page.body, media_type=_SVG, headers={"Content-Disposition": f'attachment; filename="filmkg-{name}.svg"'}
    )

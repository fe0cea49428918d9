"""GET /id/…: the page of a thing, or what the store says of it in another form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from pyoxigraph import NamedNode

from filmkg.errors import ResourceError, UsageError
from filmkg.serve import nodes, rendering
from filmkg.serve.digest import Digest, Newest, Partner, partners_of, uses_of
from filmkg.serve.engine.outcomes import NotAcceptableError
from filmkg.serve.engine.pool import Pool
from filmkg.serve.formats import GRAPHS, MEDIA_TYPES, SUFFIXES, split_suffix, suffix_of
from filmkg.serve.highlight import marked
from filmkg.serve.negotiation import choose
from filmkg.serve.things.alternates import describe, facts_table
from filmkg.serve.things.articles import paragraphs, read_sentences, statuses_of
from filmkg.serve.things.conflicts import conflicts_of
from filmkg.serve.things.groups import sections_of
from filmkg.serve.things.missing import missing_of
from filmkg.serve.things.related import pairs_of, related_to
from filmkg.serve.things.schemaorg import schema_org
from filmkg.serve.things.wikidata import links_of

_OF_ARTICLES = ("title", "issued", "publisher", "creator", "url", "articleBody")


def things_router(pool: Pool, digest: Digest, *, base: str) -> APIRouter:
    """Return the routes of the pages of things.

    Args:
        pool: The workers that evaluate.
        digest: What is too much to be asked for.
        base: Start of the IRIs that have a page here: what follows it follows `/id/`.
    """
    router = APIRouter()

    @router.get("/id/{path:path}")
    def thing(request: Request, path: str) -> Response:
        stem, media_type = _asked(path, request.headers.get("accept", ""))
        try:
            node = NamedNode(base + stem)
        except ValueError:
            raise UsageError(f"{stem!r} is no name of a thing", remedy="look for it with the search") from None
        busy, partners = _digested(digest, node)
        try:
            page = nodes.read_node(pool, node, busy=busy)
        except UsageError:
            # What one article calls so can be another thing's page: the merged view calls it otherwise.
            merged = nodes.replacements(pool, node)
            if len(merged) != 1:
                raise
            return RedirectResponse(f"/id/{merged[0].removeprefix(base)}{path.removeprefix(stem)}", status_code=301)
        if media_type is None:
            raise NotAcceptableError(
                "a thing is not written in the format that is asked for",
                remedy=f"accept one of {', '.join(MEDIA_TYPES)}",
            )
        if media_type == "text/html":
            response = _page(pool, page, partners, base=base)
        elif media_type not in GRAPHS.values():
            response = Response(facts_table(page, suffix=suffix_of(media_type)), media_type=media_type)
        else:
            answer = describe(pool, node, accept=media_type)
            response = Response(answer.body, media_type=answer.media_type)
        response.headers["Vary"] = "Accept"
        response.headers["Link"] = ", ".join(
            f'<{_address(stem)}{suffix}>; rel="alternate"; type="{other}"' for suffix, other in SUFFIXES.items()
        )
        return response

    return router


def _digested(digest: Digest, node: NamedNode) -> tuple[Mapping[str, Newest] | None, tuple[Partner, ...]]:
    """Return what the digest says of a thing, and the partners of a country; what it does not say yet is left out."""
    try:
        with digest.open(patience_s=0) as index:
            return uses_of(index, node.value), partners_of(index, node.value)
    except ResourceError:
        return None, ()


def _asked(path: str, accept: str) -> tuple[str, str | None]:
    """Return the address without its suffix, and the media type to send, None where none of ours is accepted."""
    stem, suffix = split_suffix(path)
    return (stem, SUFFIXES[suffix]) if suffix else (path, choose(accept, MEDIA_TYPES))


def _address(stem: str) -> str:
    return "/id/" + quote(stem, safe="/~-._")


def _page(pool: Pool, page: nodes.NodePage, partners: Sequence[Partner], *, base: str) -> Response:
    alternates = [(_address(page.iri.removeprefix(base)) + suffix, kind) for suffix, kind in SUFFIXES.items()]
    shared: dict[str, Any] = {
        "base": base,
        "page": page,
        "alternates": alternates,
        "marked": marked,
        "schema_org": schema_org(page),
    }
    if page.kind == "Article":
        sentences = read_sentences(pool, NamedNode(page.iri))
        said = dict.fromkeys(_OF_ARTICLES, "") | {
            fact.property: fact.label for fact in page.facts if fact.property != "mentions"
        }
        mentions = [fact for fact in page.facts if fact.property == "mentions"]
        text = paragraphs(said["articleBody"], sentences)
        return rendering.render(
            "article.html", said=said, text=text, sentences=sentences, statuses=statuses_of(sentences),
            mentions=mentions, **shared,
        )  # fmt: skip
    return rendering.render(
        "thing.html",
        sections=sections_of(page, base=base),
        conflicts=conflicts_of(page.facts),
        missing=missing_of(page),
        related=related_to(pool, page),
        pairs=pairs_of(page),
        partners=partners,
        links=links_of(page),
        **shared,
    )

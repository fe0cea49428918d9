"""What the editor of queries completes: our prefixes, and the classes and properties of the ontology."""

from __future__ import annotations

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from filmkg.vocab import CLASSES, PREFIXES, PROPERTIES, RDF, RDFS, SKOS, cdo

PATH = "/sparql/completion"
# Properties of others that the graph is made of; its metadata is for programs and not completed.
_OTHERS = (RDF["type"], RDF["subject"], RDF["predicate"], RDF["object"], RDFS["label"], SKOS["altLabel"])


def completion_router() -> APIRouter:
    """Return the route of what can be completed."""
    router = APIRouter()

    @router.get(PATH)
    def completion() -> Response:
        words = {
            "prefixes": PREFIXES,
            "classes": sorted(cdo(name).value for name in CLASSES),
            "properties": sorted([cdo(name).value for name in PROPERTIES] + [term.value for term in _OTHERS]),
        }
        return JSONResponse(words, headers={"Cache-Control": "max-age=3600"})

    return router

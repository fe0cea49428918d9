"""The service manifest: what this service is and offers, and where."""

from __future__ import annotations

from typing import Any

from filmkg import __version__
from filmkg.serve.reconciliation.answers import default_types
from filmkg.serve.reconciliation.batch import MAX_QUERIES
from filmkg.serve.reconciliation.schema import Schema
from filmkg.vocab import CDO_BASE

PATH = "/reconcile"


def manifest(*, address: str, base: str, schema: Schema) -> dict[str, Any]:
    """Return the manifest.

    Args:
        address: Where the client found the server, "http://127.0.0.1:8000".
        base: Start of the IRIs of all entities.
        schema: Types and properties.
    """
    endpoint = f"{address}{PATH}"
    return {
        # With JSONP everywhere and no answer that 0.1 would not understand, clients of both are served.
        "versions": ["0.1", "0.2"],
        "name": "filmkg: film diplomacy in the news",
        "identifierSpace": base,
        "schemaSpace": CDO_BASE,
        "serviceVersion": __version__,
        "batchSize": MAX_QUERIES,
        "defaultTypes": default_types(schema),
        "view": {"url": f"{address}/id/{{{{id}}}}"},
        "preview": {"url": f"{endpoint}/preview?id={{{{id}}}}", "width": 430, "height": 300},
        "suggest": {kind: _suggest(endpoint, kind) for kind in ("entity", "property", "type")},
        "extend": {"propose_properties": {"service_url": endpoint, "service_path": "/properties"}},
    }


def _suggest(endpoint: str, kind: str) -> dict[str, str]:
    return {
        "service_url": endpoint,
        "service_path": f"/suggest/{kind}",
        "flyout_service_url": endpoint,
        "flyout_service_path": f"/flyout/{kind}?id=${{id}}",
    }

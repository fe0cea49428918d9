"""Which format and which coding an answer has: the best that the headers allow (RFC 9110, 12.5.1 and 12.5.3)."""

from __future__ import annotations

from collections.abc import Sequence

RESULT_TYPES = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
    "application/json",
    "application/xml",
)
GRAPH_TYPES = (
    "text/turtle",
    "application/n-triples",
    "application/rdf+xml",
    "application/ld+json",
    "application/trig",
    "application/n-quads",
)


def choose(accept: str, offered: Sequence[str]) -> str | None:
    """Return the media type to send, or None where the header allows none of those offered.

    Args:
        accept: The Accept header; empty means anything.
        offered: Media types in the server's order of preference, which decides among equals.
    """
    if accept in offered:
        return accept
    ranges = [_media_range(part) for part in accept.split(",") if part.strip()] or [("*/*", 1.0)]
    best, best_quality = None, 0.0
    for media_type in offered:
        quality = _quality(media_type, ranges)
        if quality > best_quality:
            best, best_quality = media_type, quality
    return best


def accepts_gzip(accept_encoding: str) -> bool:
    """Tell whether an answer may be compressed with gzip."""
    codings = dict(_media_range(part) for part in accept_encoding.split(",") if part.strip())
    return codings.get("gzip", codings.get("*", 0.0)) > 0.0


def prefers_html(accept: str) -> bool:
    """Tell whether a browser asks: HTML is named, not only allowed by a wildcard."""
    return "text/html" in accept.lower() and choose(accept, ("text/html", *RESULT_TYPES, *GRAPH_TYPES)) == "text/html"


def _media_range(part: str) -> tuple[str, float]:
    name, *parameters = (piece.strip().lower() for piece in part.split(";"))
    quality = 1.0
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                quality = min(max(float(parameter[2:]), 0.0), 1.0)
            except ValueError:
                quality = 0.0
    return name, quality


def _quality(media_type: str, ranges: Sequence[tuple[str, float]]) -> float:
    """Return the quality that the most specific matching range gives."""
    for pattern in (media_type, f"{media_type.partition('/')[0]}/*", "*/*"):
        for name, quality in ranges:
            if name == pattern:
                return quality
    return 0.0

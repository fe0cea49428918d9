"""The forms that a page has besides HTML, by suffix of its address and by media type."""

from __future__ import annotations

from filmkg.serve.lists.download import MEDIA_TYPES as TABLES

GRAPHS = {
    ".ttl": "text/turtle",
    ".jsonld": "application/ld+json",
    ".nt": "application/n-triples",
    ".rdf": "application/rdf+xml",
}
# Suffix of an address -> the media type that it asks for.
SUFFIXES = {**GRAPHS, ".xlsx": TABLES["xlsx"], ".csv": TABLES["csv"]}
# In the order of preference of the service.
MEDIA_TYPES = ("text/html", *SUFFIXES.values())


def suffix_of(media_type: str) -> str:
    """Return the suffix that asks for a media type of `SUFFIXES`."""
    return next(suffix for suffix, other in SUFFIXES.items() if other == media_type)


def split_suffix(path: str) -> tuple[str, str]:
    """Return a path without its suffix, and the suffix, "" where it has none of `SUFFIXES`."""
    suffix = next((suffix for suffix in SUFFIXES if path.endswith(suffix)), "")
    return path.removesuffix(suffix), suffix

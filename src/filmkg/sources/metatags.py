"""What a page says of its article in its head: OpenGraph, Dublin Core, microdata, and plain HTML."""

from __future__ import annotations

from typing import Any

from filmkg.model import Known
from filmkg.sources.story import known_values

# Field -> names of <meta> (property, name or itemprop, in lower case), the first that is there counting.
_METAS = {
    "title": ("og:title", "twitter:title", "dc.title", "dcterms.title", "headline"),
    "issued": (
        "article:published_time", "og:article:published_time", "datepublished", "dc.date.issued", "dcterms.issued",
        "dcterms.created", "dc.date", "date", "pubdate", "publishdate", "parsely-pub-date", "sailthru.date",
    ),
    "modified": ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified"),
    "creator": ("article:author", "author", "dc.creator", "dcterms.creator", "parsely-author", "byl"),
    "publisher": ("og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "article:publisher"),
    "url": ("og:url",),
    "language": ("og:locale", "dc.language", "dcterms.language", "content-language", "language"),
}  # fmt: skip


def read_meta_tags(page: Any) -> list[Known]:
    """Return what the head of a page says, the standards of news sites before plain HTML.

    Args:
        page: Its root, an element of lxml.
    """
    metas: dict[str, str] = {}
    for meta in page.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
        content = meta.get("content") or ""
        if content.strip():
            metas.setdefault(name.strip().lower(), content)
    canonical = [link.get("href") for link in page.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    times = [time.get("datetime") for time in page.iter("time") if _is_publication(time)]
    headlines = ["".join(headline.itertext()) for headline in page.iter("h1")]
    rows: list[tuple[str, object, str]] = [("url", address, "HTML link canonical") for address in canonical]
    rows += [
        (field, metas[name], f"HTML meta {name}") for field, names in _METAS.items() for name in names if name in metas
    ]
    rows += [("issued", time, "HTML time") for time in times]
    if len(headlines) == 1:
        rows.append(("title", headlines[0], "HTML h1"))
    rows.append(("language", page.get("lang") or page.get("{http://www.w3.org/XML/1998/namespace}lang"), "HTML lang"))
    return known_values(rows)


def _is_publication(time: Any) -> bool:
    return time.get("pubdate") is not None or "datePublished" in (time.get("itemprop") or "")

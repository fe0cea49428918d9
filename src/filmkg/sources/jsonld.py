"""What a page says of its article in JSON-LD (schema.org), read as plain JSON: no context is ever fetched."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from filmkg.model import Known
from filmkg.sources.story import known_values

# schema.org/Article and what is below it that news sites use
_ARTICLES = frozenset({
    "Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle",
    "OpinionNewsArticle", "ReviewNewsArticle", "AskPublicNewsArticle", "AdvertiserContentArticle", "LiveBlogPosting",
    "BlogPosting", "PressRelease", "Report", "SocialMediaPosting",
})  # fmt: skip
_MAX_SCRIPTS = 50
_MAX_NODES = 2_000
_MAX_AUTHORS = 10


@dataclass(frozen=True, slots=True)
class Described:
    """An article as JSON-LD describes it.

    Attributes:
        known: What it says of it.
        body: The text, "" where it has none.
        free: False where it says that one must pay or register to read it.
    """

    known: tuple[Known, ...]
    body: str
    free: bool


def read_json_ld(scripts: Iterable[str], *, url: str | None) -> Described | None:
    """Return the article that JSON-LD describes, or None where it describes none.

    Args:
        scripts: The contents of the page's scripts of that type; those that are no JSON are passed over.
        url: Address of the page, which tells its article from those that it links to.
    """
    articles = [node for script in scripts for node in _nodes(script) if not _ARTICLES.isdisjoint(_types(node))]
    if not articles:
        return None
    node = next((one for one in articles if url and url in _addresses(one)), articles[0])
    rows = [
        ("title", node.get("headline") or node.get("name"), "JSON-LD headline"),
        ("issued", node.get("datePublished"), "JSON-LD datePublished"),
        ("modified", node.get("dateModified"), "JSON-LD dateModified"),
        ("creator", _names(node.get("author")), "JSON-LD author"),
        ("publisher", _names(node.get("publisher")), "JSON-LD publisher"),
        ("url", next(iter(_addresses(node)), None), "JSON-LD url"),
        ("language", _names(node.get("inLanguage")), "JSON-LD inLanguage"),
    ]
    body = node.get("articleBody")
    free = node.get("isAccessibleForFree")
    return Described(
        known=tuple(known_values(rows)),
        body=body if isinstance(body, str) else "",
        free=str(free).rpartition("/")[2].lower() != "false",
    )


def _nodes(script: str) -> Iterator[Mapping[str, object]]:
    """Yield the objects of a script that may be an article: itself, those of a list or graph, the main entity."""
    text = script.strip().removeprefix("<![CDATA[").removeprefix("<!--").removesuffix("]]>").removesuffix("-->")
    try:
        waiting = [json.loads(text.strip().rstrip(";"), strict=False)]
    except (ValueError, RecursionError):
        return
    for _ in range(_MAX_NODES):
        if not waiting:
            return
        found = waiting.pop(0)
        if isinstance(found, list):
            waiting[:0] = found[:_MAX_NODES]
        elif isinstance(found, dict):
            yield found
            waiting += [found[name] for name in ("@graph", "mainEntity", "mainEntityOfPage") if name in found]


def _types(node: Mapping[str, object]) -> set[str]:
    types = node.get("@type")
    listed = types if isinstance(types, list) else [types]
    return {one.rpartition("/")[2].rpartition(":")[2] for one in listed if isinstance(one, str)}


def _addresses(node: Mapping[str, object]) -> list[str]:
    page = node.get("mainEntityOfPage")
    values = [node.get("url"), page.get("@id") if isinstance(page, dict) else page, node.get("@id")]
    return [value for value in values if isinstance(value, str) and value.startswith("http")]


def _names(value: object) -> str | None:
    """Return the name or names of a person, an organisation or a language, however they are written."""
    listed: Sequence[object] = value if isinstance(value, list) else [value]
    names: list[str] = []
    for one in listed[:_MAX_AUTHORS]:
        name = (one.get("name") or one.get("alternateName")) if isinstance(one, dict) else one
        if isinstance(name, list):
            name = name[0] if name else None
        if isinstance(name, str) and name.strip() and name.strip() not in names:
            names.append(name.strip())
    return ", ".join(names) or None

"""ninjs (IPTC), versions 1 to 3: one news item as a JSON object."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from filmkg.model import Document
from filmkg.sources.markup import html_paragraphs
from filmkg.sources.story import known_values, plain_paragraphs, story


def is_ninjs(item: Mapping[str, object]) -> bool:
    """Tell whether an object has a body as ninjs has it."""
    return "bodies" in item or any(name.startswith("body_") for name in item)


def read_ninjs(item: Mapping[str, object], document: Document) -> Document:
    """Return the article of a ninjs object."""
    rows: list[tuple[str, object, str]] = [
        ("title", _main(item, "headlines", "value", _TITLE_ROLES), "ninjs headlines"),
        ("title", item.get("headline") or item.get("headline_main"), "ninjs headline"),
        ("title", item.get("title"), "ninjs title"),
        ("issued", item.get("firstcreated") or item.get("firstCreated"), "ninjs firstcreated"),
        ("issued", item.get("contentcreated") or item.get("contentCreated"), "ninjs contentcreated"),
        ("issued", item.get("versioncreated") or item.get("versionCreated"), "ninjs versioncreated"),
        ("modified", item.get("contentmodified") or item.get("contentModified"), "ninjs contentmodified"),
        ("creator", _byline(item.get("by") or item.get("byline")), "ninjs by"),
        ("publisher", item.get("copyrightholder") or item.get("copyrightHolder"), "ninjs copyrightholder"),
        ("url", item.get("uri"), "ninjs uri"),
        ("url", item.get("url"), "ninjs url"),
        ("language", item.get("language"), "ninjs language"),
    ]
    paragraphs = next(filter(None, _bodies(item, origin=document.origin)), [])
    return story(document, paragraphs=paragraphs, known=known_values(rows))


_TITLE_ROLES = ("main", "headline", "")


def _bodies(item: Mapping[str, object], *, origin: str) -> Iterator[list[str]]:
    """Yield the paragraphs of each form of the body, markup first, since it says where paragraphs end."""
    listed = [one for one in _list(item.get("bodies")) if isinstance(one, dict)]
    forms = [
        (str(one.get("contentType") or one.get("contenttype") or one.get("role") or ""), one.get("value"))
        for one in listed
    ]
    forms += [(name.removeprefix("body_"), value) for name, value in item.items() if name.startswith("body_")]
    texts = [(form.lower(), value) for form, value in forms if isinstance(value, str) and value.strip()]
    for form, value in sorted(texts, key=lambda one: not ("html" in one[0] or "xml" in one[0])):
        markup = "html" in form or "xml" in form or "</p>" in value
        yield html_paragraphs(value, origin=origin) if markup else plain_paragraphs(value)


def _main(item: Mapping[str, object], name: str, key: str, roles: tuple[str, ...]) -> object:
    """Return the value of the first entry of a list, of one with such a role before others."""
    entries = [one for one in _list(item.get(name)) if isinstance(one, dict)]
    entries.sort(key=lambda one: str(one.get("role") or "").rpartition(":")[2].lower() not in roles)
    return entries[0].get(key) if entries else None


def _byline(value: object) -> object:
    return value.removeprefix("By ").removeprefix("by ") if isinstance(value, str) else value


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []

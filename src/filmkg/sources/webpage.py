"""A web page as it was saved: what it says of its article first, then the text of the article (trafilatura)."""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from codecs import lookup as find_codec
from functools import cache
from types import ModuleType
from typing import Any

from filmkg import resources
from filmkg.errors import DocumentError
from filmkg.model import Document, Known
from filmkg.sources.jsonld import Described, read_json_ld
from filmkg.sources.markup import element_paragraphs, html_paragraphs
from filmkg.sources.metatags import read_meta_tags
from filmkg.sources.protocol import missing_extra
from filmkg.sources.story import first_of_each, plain_paragraphs, story

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s{0,5}=\s{0,5}["']?([\w.:-]{2,30})""", re.IGNORECASE)
_CHARSET_BYTES = 4096
_MIN_ARTICLE_CHARS = 200
_MAX_WALL_CHARS = 1_500
_MAX_TEASER_CHARS = 600  # of a page that says itself that it is not free
_SITE_NAME = re.compile(r"\s+[|–—-]\s+[^|]{2,40}$")


def read_page(document: Document) -> Document:
    """Return the article of a web page.

    Raises:
        DocumentError: There is none: a wall, a page that a script would fill, a list of links.
    """
    trafilatura = _trafilatura(origin=document.origin)
    text = decode_page(document.data)
    if "\0" in text:
        raise DocumentError(document.origin, "is binary (it has NULs)", remedy="save the page anew", reason="not text")
    page = trafilatura.load_html(text)
    if page is None:
        raise _no_article(document, "is no HTML that can be parsed")
    meta = read_meta_tags(page)
    url = document.knows("url") or next((one.value for one in meta if one.field == "url"), None)
    described = read_json_ld(_json_ld_scripts(page), url=url)
    known = first_of_each([*document.known, *(described.known if described else ()), *meta])
    paragraphs = _paragraphs(trafilatura, page, described, origin=document.origin)
    _refuse_walls(document, paragraphs, described)
    return story(document, paragraphs=_without_headline(paragraphs, known), known=known)


def decode_page(data: bytes) -> str:
    """Decode a page after its byte order mark; as UTF-8 where it is; as what it declares; or else as Windows-1252.

    What a page declares is often wrong, but hardly any text in another encoding is valid UTF-8 by chance.
    """
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.removeprefix(BOM_UTF8).decode()
    except UnicodeDecodeError:
        sound = data.decode(errors="ignore")
        spoilt = len(data) - len(sound.encode())
        if spoilt < sum(character > "\x7f" for character in sound):  # UTF-8, of which some bytes were mangled
            return data.removeprefix(BOM_UTF8).decode(errors="replace")
    declared = _CHARSET.search(data[:_CHARSET_BYTES])
    name = declared.group(1).decode("ascii").lower() if declared else "windows-1252"
    try:
        encoding = "windows-1252" if name in {"utf-8", "utf8", "iso-8859-1", "latin1"} else find_codec(name).name
        return data.decode(encoding, "replace")
    except LookupError:
        return data.decode("windows-1252", "replace")


def _json_ld_scripts(page: Any) -> list[str]:
    scripts = (one for one in page.iter("script") if "ld+json" in (one.get("type") or "").lower())
    return [one.text for one in scripts if one.text][:50]


def _paragraphs(trafilatura: ModuleType, page: Any, described: Described | None, *, origin: str) -> list[str]:
    """Return the paragraphs of the article; those of its JSON-LD where the page shows less."""
    found = trafilatura.bare_extraction(page, include_comments=False)
    paragraphs = element_paragraphs(found.body) if found is not None else []
    if described and described.body:
        text = described.body
        body = html_paragraphs(text, origin=origin) if "</" in text else plain_paragraphs(text)
        if _length(paragraphs) < min(_MIN_ARTICLE_CHARS, _length(body)):
            return body
    return paragraphs


def _without_headline(paragraphs: list[str], known: tuple[Known, ...]) -> list[str]:
    """Leave out what only says the headline again: the <h1>, also with the site's name behind it."""
    title = next((one.value for one in known if one.field == "title"), "").casefold()
    forms = {title, _SITE_NAME.sub("", title)} - {""}
    start = next((index for index, one in enumerate(paragraphs[:5]) if one.casefold() in forms), None)
    return paragraphs if start is None else paragraphs[:start] + paragraphs[start + 1 :]


def _refuse_walls(document: Document, paragraphs: list[str], described: Described | None) -> None:
    length = _length(paragraphs)
    text = " ".join(paragraphs).casefold()
    if described and not described.free and length < _MAX_TEASER_CHARS:
        raise DocumentError(
            document.origin,
            f"is not free to read, and has the first {length} characters only",
            remedy="get the text from the publisher",
            reason="pay wall",
        )
    if length < _MAX_WALL_CHARS:
        for wall in walls():
            if sum(phrase in text for phrase in walls()[wall]) > 1:
                raise DocumentError(
                    document.origin,
                    f"has no article, but a {wall}",
                    remedy="save the page as it looks behind that",
                    reason=wall,
                )
    if length < _MIN_ARTICLE_CHARS and described is None:
        raise _no_article(document, f"has no article that could be found ({length} characters of text)")


def _no_article(document: Document, problem: str) -> DocumentError:
    return DocumentError(
        document.origin,
        problem,
        remedy="save the page from a browser, as a script may have to fill it; a list of links has no article",
        reason="no article",
    )


@cache
def walls() -> dict[str, tuple[str, ...]]:
    """Return what pages say that show something else instead of their article, by what that is."""
    import tomllib

    with (resources.DATA / "sources" / "walls.toml").open("rb") as file:
        return {name.replace("_", " "): tuple(phrases) for name, phrases in tomllib.load(file).items()}


def _length(paragraphs: list[str]) -> int:
    return sum(map(len, paragraphs))


def _trafilatura(*, origin: str) -> ModuleType:
    try:
        import trafilatura
    except ImportError as error:
        raise missing_extra("trafilatura", extra="web", origin=origin) from error
    module: ModuleType = trafilatura
    return module

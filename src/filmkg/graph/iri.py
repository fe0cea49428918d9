"""The only place that mints IRIs.

    BASE article/KEY                         the article; graph/KEY is the named graph with its facts
    BASE links                               the named graph with the links to Wikidata
    BASE copies                              the named graph that tells which articles are copies of one story
    BASE identity                            the named graph that tells what was merged; identity/HASH is an entry
    BASE article/KEY#char=12,80              a stretch of its text (after RFC 5147)
    BASE article/KEY/evidence/HASH           the evidence for one triple
    BASE article/KEY/metadata/title          where the article's format says one thing of the article itself
    BASE film/red-garden                     a thing that its name tells apart from all others
    BASE event/NAME-PLACE-YEAR               one edition, where the facts give its year or number
    BASE article/KEY/meeting-1               a thing without a name
    BASE article/KEY/person/hatamov          a thing whose name alone does not tell it apart
    BASE article/KEY/position/NAME-TITLE     a node in the middle
    BASE film/red-garden-mirbala-salimli     one of several things that articles know under one IRI, in the merged view

An IRI depends on the article alone, never on other articles. Where it is unsure that two things are one, they
stay two: the stage `identity`, which sees all articles, makes them one or parts what shares an IRI.
"""

from __future__ import annotations

import re
from collections import Counter

from pyoxigraph import NamedNode

from filmkg.errors import UsageError
from filmkg.graph.names import Names, load_names
from filmkg.graph.outline import Outline
from filmkg.graph.slug import short_hash, slug
from filmkg.model import Extraction, Node, Span

BASE = "https://w3id.org/filmkg/id/"

EVENT_TYPES = frozenset({"Event", "FilmFestival", "FilmDays", "Screening", "Meeting"})
# Class -> folder; events share one, because articles differ on what class an event has ("Film Week", "screenings").
_FOLDERS = {
    "Film": "film", "Person": "person", "Organization": "organization", "Place": "place", "Country": "country",
    "City": "city", "Venue": "venue", "FestivalSeries": "festival", **dict.fromkeys(EVENT_TYPES, "event"),
}  # fmt: skip
# Class of a node in the middle -> folder and the properties whose words make up its tail.
_MIDDLE = {
    "Agreement": ("agreement", ("agreementType", "party")),
    "Membership": ("membership", ("member", "body")),
    "Position": ("position", ("holder", "positionTitle")),
    "AwardGrant": ("award", ("award", "recipient")),
    "Quotation": ("quotation", ("speaker",)),
}
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def check_base(base: str) -> str:
    """Return the base of all IRIs, or raise UsageError where it is no absolute IRI that ends in a slash."""
    try:
        NamedNode(base)
    except ValueError as error:
        raise UsageError(f"{base!r} is no absolute IRI: {error}", remedy=f"give one such as {BASE}") from None
    if not base.startswith(("http://", "https://")) or not base.endswith("/") or "#" in base or "?" in base:
        raise UsageError(f"{base!r} is no base for IRIs", remedy=f"give an http(s) IRI that ends in /, as {BASE}")
    return base


def article_iri(key: str, *, base: str = BASE) -> NamedNode:
    """Return the IRI of an article."""
    return NamedNode(f"{base}article/{key}")


def graph_iri(key: str, *, base: str = BASE) -> NamedNode:
    """Return the name of the graph that holds an article's facts."""
    return NamedNode(f"{base}graph/{key}")


def links_iri(*, base: str = BASE) -> NamedNode:
    """Return the name of the graph that holds the links to Wikidata; no article's graph has it."""
    return NamedNode(f"{base}links")


def identity_iri(*, base: str = BASE) -> NamedNode:
    """Return the name of the graph that tells what was merged and what was kept apart."""
    return NamedNode(f"{base}identity")


def manifest_iri(*, base: str = BASE) -> NamedNode:
    """Return the name of the graph in which a store elsewhere keeps what was pushed to it."""
    return NamedNode(f"{base}manifest")


def view_iri(*, base: str = BASE) -> NamedNode:
    """Return the name of the merged view, and of its graph where a store has no default graph of its own."""
    return NamedNode(f"{base}view")


def copies_iri(*, base: str = BASE) -> NamedNode:
    """Return the name of the graph that tells which articles are copies of one story."""
    return NamedNode(f"{base}copies")


def entry_iri(words: str, *, base: str = BASE) -> NamedNode:
    """Return the IRI of an entry of the graph `identity_iri`."""
    return NamedNode(f"{base}identity/{short_hash(words, chars=16)}")


def split_iri(iri: str, words: str) -> str:
    """Return the IRI of one of the things that share an IRI: the words tell it apart."""
    return f"{iri}-{slug(words)}"


def selector_term(article: str, span: Span) -> str:
    """Return the IRI of a stretch of an article's text; both IRIs as N-Triples writes them, in angle brackets."""
    return f"{article[:-1]}#char={span.start_char},{span.end_char}>"


def evidence_term(article: str, triple: str, span: Span) -> str:
    """Return the IRI of the evidence that a span of an article gives for a triple; all as N-Triples writes them."""
    digest = short_hash(f"{triple}\n{span.start_char},{span.end_char}", chars=16)
    return f"{article[:-1]}/evidence/{digest}>"


def metadata_iri(key: str, field: str, *, base: str = BASE) -> NamedNode:
    """Return the IRI of the statement that an article's format makes of the article."""
    return NamedNode(f"{base}article/{key}/metadata/{field}")


def node_iris(extraction: Extraction, *, base: str = BASE) -> dict[int, NamedNode]:
    """Return the IRI of each node of an article, by the node's number."""
    names, outline = load_names(), Outline(extraction)
    scope = f"article/{extraction.article.key}"
    taken: dict[str, str] = {}  # path -> class of the node that has it
    unnamed: Counter[str] = Counter()
    iris: dict[int, NamedNode] = {}
    for node in sorted(extraction.nodes, key=lambda node: node.number):
        shared = None
        if node.type in _MIDDLE:
            folder, properties = _MIDDLE[node.type]
            words = [word for name in properties for word in outline.words(node.number, name)]
            path = f"{scope}/{folder}/{slug(' '.join(words) or node.label)}"
        elif not node.named:
            kind = re.sub(r"(?<!^)(?=[A-Z])", "-", node.type).lower()
            unnamed[kind] += 1
            path = f"{scope}/{kind}-{unnamed[kind]}"
        else:
            shared = _shared_name(node, outline, names)
            path = f"{_FOLDERS[node.type]}/{shared}" if shared else f"{scope}/{_FOLDERS[node.type]}/{slug(node.label)}"
        # The same shared name is the same thing, unless the article gives it two classes.
        if not (shared and taken.get(path) == node.type):
            path = _free(path, taken)
        taken[path] = node.type
        iris[node.number] = NamedNode(base + path)
    return iris


def _free(path: str, taken: dict[str, str]) -> str:
    """Number a path where another node of the article has it."""
    number, free = 1, path
    while free in taken:
        number += 1
        free = f"{path}-{number}"
    return free


def _shared_name(node: Node, outline: Outline, names: Names) -> str | None:
    """Return the slug under which every article knows a thing, or None where its name is not enough."""
    if node.type == "Country":
        return slug(names.countries.get(node.code, node.label))
    if node.type in EVENT_TYPES:
        return None if names.canonical("Event", node.label) else _edition(node, outline, names)
    if node.type == "Person":
        # "Jafarov" and "E. Jafarov" may be anyone.
        return slug(node.label) if sum(len(word) > 1 for word in slug(node.label).split("-")) > 1 else None
    if node.type == "Organization":
        if names.is_passing(node.label):
            return None
        if node.country in names.countries:
            return _national(node, outline, names)
    return None if names.canonical(node.type, node.label) else slug(node.label)


def _edition(node: Node, outline: Outline, names: Names) -> str | None:
    """Name an event by name, place and year; None where neither year nor number of the edition is known."""
    name = slug(node.label)
    places = outline.related(node.number, "place")
    for kind in ("City", "Country"):
        found = {_shared_name(place, outline, names) for place in places if place.type == kind and place.named}
        if len(found) == 1 and (place := found.pop()):
            name = name if f"-{place}-" in f"-{name}-" else f"{name}-{place}"
            break
    dates = outline.words(node.number, "startDate") or outline.words(node.number, "endDate")
    editions = outline.words(node.number, "edition")
    if _YEAR.search(slug(node.label)):
        return name
    if dates and _YEAR.match(dates[0]):
        return f"{name}-{dates[0][:4]}"
    if editions:
        told = re.search(rf"(?<!\d){re.escape(editions[0])}(?:st|nd|rd|th)?(?![\w])", name)
        return name if told else f"{name}-{slug(editions[0])}"
    return None


def _national(node: Node, outline: Outline, names: Names) -> str | None:
    """Name a body whose name carries a country: generic names alike, however the text puts them."""
    rest = names.without_country(node.label, node.country)
    canonical = names.canonical("Organization", rest)
    if canonical is None:
        return slug(node.label)
    name = f"{slug(names.countries[node.country])}-{slug(canonical)}"
    if names.canonical("Embassy", rest) is None:
        return name
    places = {slug(place.label) for place in outline.related(node.number, "place") if place.named}
    return f"{name}-{places.pop()}" if len(places) == 1 else None

"""Turn a cast and a ledger into the extraction: frozen nodes, numbered in the order of the text, and sorted facts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from filmkg.extract.facts import Ledger, Object
from filmkg.extract.things import EVENT_TYPES, Cast, Thing
from filmkg.model import Annotation, Evidence, Extraction, Fact, Kind, Node, Part, Sentence, Span, Value

_DETERMINER = re.compile(r"^(?:the|a|an) ", re.IGNORECASE)
_COUNT = re.compile(
    r"^(?:\d+(?:st|nd|rd|th)|[IVXL]+|[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]ifth|[Ss]ixth|[Ii]naugural) (?=[A-ZÀ-Þ])"
)
_PLACE = re.compile(r" in [A-ZÀ-Þİ][\w’'-]+(?: [A-ZÀ-Þ][\w-]+)?$")
_UNNAMED = {
    "Meeting": "meeting",
    "Screening": "screening",
    "Event": "event",
    "FilmDays": "film days",
    "FilmFestival": "festival",
}
_ONE_VALUE = frozenset(
    {
        "startDate",
        "endDate",
        "releaseYear",
        "foundedIn",
        "edition",
        "status",
        "signedOn",
        "memberCount",
        "memberCountryCount",
    }
)
_BODY_OBJECTS = frozenset(
    {"organizer", "supporter", "organization", "party", "participant", "parent", "producer", "member", "body"}
)
_ALWAYS = ("Film", "Person", "Organization")


def assemble(annotation: Annotation, cast: Cast, ledger: Ledger) -> Extraction:
    """Return what the article states; a thing that no fact speaks of is kept only if it is a film, person or body."""
    facts = _single_valued(ledger)
    for (_, name, value), _ in facts:
        if name in _BODY_OBJECTS and isinstance(value, int) and ledger.thing(value).type == "Venue":
            ledger.thing(value).type = "Organization"  # a house that organises or employs is a body as well
    used = {s for (s, _, _), _ in facts} | {o for (_, _, o), _ in facts if isinstance(o, int)}
    spans = {n: _first_span(ledger.thing(n), annotation, ledger) for n in range(len(cast.things) + len(ledger.made))}
    kept = [
        thing
        for thing in (*cast.things, *ledger.made)
        if spans[thing.number] is not None
        and (thing.number in used or (thing.type in _ALWAYS and thing.named and thing.mentions))
    ]
    kept.sort(key=lambda thing: (spans[thing.number] or Span(0, 0), thing.type, thing.names, thing.number))
    number_of = {thing.number: number for number, thing in enumerate(kept)}
    nodes = tuple(_node(thing, number_of[thing.number], spans[thing.number] or Span(0, 0)) for thing in kept)
    stated = sorted(
        (Fact(number_of[s], p, number_of[o] if isinstance(o, int) else o, evidence) for (s, p, o), evidence in facts),
        key=_fact_order,
    )
    return Extraction(annotation.article, nodes, tuple(stated), _silent(annotation, ledger))


_Stated = tuple[tuple[int, str, Object], Evidence]


def _single_valued(ledger: Ledger) -> list[_Stated]:
    """Return the facts; of a property that can have one value only, the surest, then the first in the text."""
    best: dict[tuple[int, str], tuple[float, int, str]] = {}
    for (subject, name, value), evidence in ledger.facts.items():
        if name in _ONE_VALUE:
            rank = (-evidence.confidence, evidence.focus.start_char, repr(value))
            best[subject, name] = min(best.get((subject, name), rank), rank)
    kept = [
        ((s, p, o), evidence)
        for (s, p, o), evidence in ledger.facts.items()
        if (s, p) not in best or best[s, p] == (-evidence.confidence, evidence.focus.start_char, repr(o))
    ]
    return [fact for fact in kept if not _contradicts(fact, kept, ledger)]


def _contradicts(fact: _Stated, facts: Sequence[_Stated], ledger: Ledger) -> bool:
    """Tell whether a date cannot be: an end before the start, or a date of a series, which has none."""
    (subject, name, value), _ = fact
    if name not in ("startDate", "endDate", "edition") or not isinstance(value, Value):
        return False
    if ledger.thing(subject).type == "FestivalSeries":
        return True
    if name != "endDate":
        return False
    starts = [o.lexical for (s, p, o), _ in facts if s == subject and p == "startDate" and isinstance(o, Value)]
    return any(value.lexical[: min(len(start), len(value.lexical))] < start[: len(value.lexical)] for start in starts)


def _fact_order(fact: Fact) -> tuple[int, str, str]:
    return fact.subject, fact.property, repr(fact.object)


def _first_span(thing: Thing, annotation: Annotation, ledger: Ledger) -> Span | None:
    if thing.mentions:
        return min(annotation.mentions[n].span for n in thing.mentions)
    spans = [evidence.focus for (s, _, o), evidence in ledger.facts.items() if thing.number in (s, o)]
    return min(spans) if spans else None


def _node(thing: Thing, number: int, span: Span) -> Node:
    names = [" ".join(name.split()) for name in thing.names]
    if thing.type != "Film":  # an article is part of a title
        names = [_DETERMINER.sub("", name) for name in names]
    if not thing.named or not names:
        label = _UNNAMED.get(thing.type, thing.value if thing.type == "Agreement" else "")
        aliases = {name for name in names if name} - {label}
        return Node(
            number,
            thing.type,
            label or thing.type.lower(),
            tuple(sorted(aliases)),
            span,
            named=False,
            code=_code(thing),
        )
    label = max(names, key=lambda name: (len(name), name))
    aliases = set(names)
    if thing.type in EVENT_TYPES:
        aliases |= {_COUNT.sub("", name) for name in aliases}
        aliases |= {_PLACE.sub("", name) for name in aliases}
    elif thing.type == "Organization":
        aliases |= {_short(name) for name in names}
        aliases |= {_PLACE.sub("", name) for name in aliases}
    return Node(
        number, thing.type, label, tuple(sorted(alias for alias in aliases - {label} if alias)), span,
        code=_code(thing), country=thing.country,
    )  # fmt: skip


def _short(name: str) -> str:
    """Return a body's name without the country that owns it: "Uzbekistan's Cinema Agency" → "Cinema Agency"."""
    return re.sub(r"^\w+(?: \w+)?['’`]s (?=[A-ZÀ-Þ])", "", name)


def _code(thing: Thing) -> str:
    return thing.value if thing.type == "Country" else ""


def _silent(annotation: Annotation, ledger: Ledger) -> tuple[Sentence, ...]:
    """Return the sentences that name something and gave no fact."""
    spoken = {evidence.focus for evidence in ledger.facts.values()}
    named = [
        m.span
        for m in annotation.mentions
        if m.kind in (Kind.FILM, Kind.PERSON, Kind.ORGANIZATION, Kind.EVENT) and not m.anaphor
    ]
    return tuple(
        s
        for s in annotation.article.sentences
        if s.part in (Part.BODY, Part.LIST)
        and any(s.span.covers(span) for span in named)
        and not any(span.start_char < s.span.end_char and s.span.start_char < span.end_char for span in spoken)
    )

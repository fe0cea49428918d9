"""Which mentions of an article speak of the same thing, and which event the article is about."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache

from filmkg.extract.things import EVENT_TYPES, TYPES, Cast, Thing
from filmkg.model import Annotation, Kind, Mention
from filmkg.resources import DATA

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_EMPTY = frozenset(["the", "a", "an", "of", "for", "and", "in", "at", "on", "to", "s", "by", "its", "their", "this"])
# words by which two events or bodies of otherwise one name differ
_TELLING = frozenset(
    [
        "short",
        "shorts",
        "documentary",
        "animation",
        "student",
        "students",
        "children",
        "youth",
        "online",
        "television",
        "tv",
        "women",
        "green",
        "mountain",
    ]
)
_INDEFINITE = re.compile(
    r"(?:\ban?|\bnew|\banother|\bdraft|\bsimilar|\bsuch|\bsecond|\bfive|\btwo|\bthree|\bseveral)(?: [\w-]+){0,4} $",
    re.IGNORECASE,
)


Choose = Callable[[Annotation, Sequence[Thing]], int | None]


def cast(annotation: Annotation, choose: Choose) -> Cast:
    """Cluster the mentions of an article into things.

    Args:
        annotation: The article.
        choose: How the main event is chosen; see `mainevent.py`.
    """
    things: list[Thing] = []
    thing_of: dict[int, int] = {}
    order = sorted(
        range(len(annotation.mentions)), key=lambda n: (annotation.mentions[n].anaphor, annotation.mentions[n].span)
    )
    for number in order:
        mention = annotation.mentions[number]
        if mention.kind not in TYPES:
            continue
        thing = (
            _find(mention, things, annotation)
            if not mention.anaphor
            else _antecedent(mention, things, annotation)
        )
        if thing is None:
            if mention.anaphor:
                continue
            thing = _new(mention, things)
        thing.mentions.append(number)
        thing_of[number] = thing.number
        if not mention.anaphor:
            _name(thing, mention)
    main = choose(annotation, things)
    _attach_anaphors(annotation, things, thing_of, main)
    return Cast(things, thing_of, main)


@cache
def _same_words() -> dict[str, str]:
    data = tomllib.loads((DATA / "vocabulary" / "doubtful.toml").read_text(encoding="utf-8"))
    return {word: same for same, words in data["same_word"].items() for word in words}


def content_words(name: str) -> frozenset[str]:
    """Return the words that make a name, folded: accents, case, film and cinema, week and weeks."""
    folded = "".join(
        c
        for c in unicodedata.normalize("NFKD", name.replace("ı", "i").replace("ə", "e"))
        if not unicodedata.combining(c)
    )
    words = (
        word.removesuffix("'s").removesuffix("’s")
        for word in _WORD.findall(
            folded.casefold().replace("film-makers", "filmmakers").replace("int'l", "international")
        )
    )
    return frozenset(_same_words().get(word, word) for word in words) - _EMPTY


def _name(thing: Thing, mention: Mention) -> None:
    thing.country = thing.country or _country(mention)
    own = () if mention.kind is Kind.DEMONYM else (mention.name,)
    for name in (*own, *mention.aliases):
        if name not in thing.names:
            thing.names.append(name)


def _country(mention: Mention) -> str:
    """Return the code of the country that a body's name carries in front or behind "of"."""
    codes = [part.value for part in mention.parts if part.kind in (Kind.COUNTRY, Kind.DEMONYM)]
    return codes[0] if codes and mention.kind is Kind.ORGANIZATION else ""


def _new(mention: Mention, things: list[Thing]) -> Thing:
    thing = Thing(len(things), TYPES[mention.kind])
    thing.content = content_words(mention.name)
    if mention.kind is Kind.EVENT:
        thing.type = mention.value if mention.value in EVENT_TYPES else "Event"
        thing.named = not mention.name.islower()
    elif mention.kind is Kind.AGREEMENT:
        thing.value = mention.value
        thing.named = bool(re.search(r"[A-Z]\w+ [A-Z]", mention.name)) and not mention.name.lower().startswith(
            "memorandum of"
        )
    else:
        thing.value = mention.value
    things.append(thing)
    return thing


def _find(mention: Mention, things: Sequence[Thing], annotation: Annotation) -> Thing | None:
    """Find the thing that a name speaks of, among those there are."""
    wanted = TYPES[mention.kind]
    content = content_words(mention.name)
    names = {mention.name, *mention.aliases}
    for thing in things:
        if thing.type != wanted and not (wanted == "Event" and thing.type in EVENT_TYPES):
            continue
        if mention.kind in (Kind.COUNTRY, Kind.DEMONYM):
            if thing.value == mention.value:
                return thing
        elif mention.kind is Kind.AGREEMENT:
            continue
        elif names & set(thing.names):
            return thing
        elif mention.kind in (Kind.FILM, Kind.CITY, Kind.PERSON):
            if content == thing.content:
                return thing
            if (
                mention.kind is Kind.PERSON
                and len(content) > 1
                and len(thing.content) > 1
                and (content < thing.content or content > thing.content)
            ):
                return thing
        elif mention.kind in (Kind.EVENT, Kind.ORGANIZATION, Kind.VENUE) and _same_name(mention, content, thing):
            return thing
    if mention.kind is Kind.AGREEMENT:
        before = annotation.article.text[max(0, mention.span.start_char - 45) : mention.span.start_char]
        same = [thing for thing in things if thing.type == "Agreement" and thing.value == mention.value]
        if same and not (_INDEFINITE.search(before) and len(same) < 4 and thing_is_far(same[-1], mention, annotation)):
            return same[-1]
    return None


def thing_is_far(thing: Thing, mention: Mention, annotation: Annotation) -> bool:
    """Tell whether the thing was last spoken of in another paragraph."""
    last = annotation.mentions[thing.mentions[-1]].span.end_char
    return "\n\n" in annotation.article.text[last : mention.span.start_char]


def _same_name(mention: Mention, content: frozenset[str], thing: Thing) -> bool:
    if not content or not thing.content:
        return False
    country = _country(mention)
    if country and thing.country and country != thing.country:
        return False
    digits = {word for word in content if word[0].isdigit()}, {word for word in thing.content if word[0].isdigit()}
    if digits[0] and digits[1] and digits[0] != digits[1]:
        return False
    mine, theirs = content - digits[0], thing.content - digits[1]
    if mine == theirs:
        return True
    different = mine ^ theirs
    if different & _TELLING:
        return False
    small, large = (mine, theirs) if len(mine) < len(theirs) else (theirs, mine)
    if not small < large:
        return False
    if mention.kind is Kind.EVENT:
        return len(small) >= 2
    # a body's short form leaves out the country, or stands at the end of the long one
    return len(small) >= 2


def _antecedent(mention: Mention, things: Sequence[Thing], annotation: Annotation) -> Thing | None:
    """Find what a surname or "the Guild" points back to: the last fitting thing before it, else the first behind it."""
    fitting: list[Thing] = []
    head = content_words(mention.name)
    for thing in things:
        if mention.kind is Kind.PERSON and thing.type == "Person":
            if any(mention.name in name.replace("’", "'").split() or mention.name == name for name in thing.names):
                fitting.append(thing)
        elif mention.kind is Kind.ORGANIZATION and thing.type == "Organization":
            if head and head <= thing.content:
                fitting.append(thing)
        elif mention.kind is Kind.FILM and thing.type == "Film":
            fitting.append(thing)
    return _nearest(fitting, mention, annotation)


def _nearest(fitting: Sequence[Thing], mention: Mention, annotation: Annotation) -> Thing | None:
    def distance(thing: Thing) -> tuple[bool, int]:
        spans = [annotation.mentions[n].span.start_char for n in thing.mentions]
        before = [start for start in spans if start < mention.span.start_char]
        if before:
            return False, mention.span.start_char - max(before)
        return True, min(spans) - mention.span.start_char

    candidates = [thing for thing in fitting if thing.mentions]
    if not candidates:
        return None
    best = min(candidates, key=distance)
    return None if mention.kind is Kind.FILM and distance(best)[0] else best


def _attach_anaphors(
    annotation: Annotation, things: Sequence[Thing], thing_of: dict[int, int], main: int | None
) -> None:
    """Give "the festival", "the Days", "the event" the last event of that class, "the event" the main one."""
    for number, mention in enumerate(annotation.mentions):
        if not mention.anaphor or mention.kind is not Kind.EVENT or number in thing_of:
            continue
        word = content_words(mention.name)
        fitting = [
            thing
            for thing in things
            if thing.type in EVENT_TYPES
            and thing.mentions
            and (thing.type == mention.value or (word and word <= thing.content))
        ]
        generic = mention.value == "Event"
        thing = None
        if main is not None and (generic or any(t.number == main for t in fitting)):
            thing = things[main]
        if len(fitting) > 1 and not generic:
            near = _nearest(fitting, mention, annotation)
            main_is_festival = main is not None and things[main] in fitting
            thing = near if not main_is_festival else thing
        elif fitting and thing is None:
            thing = fitting[0]
        if (
            thing is None
            and main is not None
            and mention.value in ("FilmFestival", "FilmDays")
            and things[main].type in ("FilmFestival", "FilmDays", "Event")
        ):
            thing = things[main]
        if thing is not None:
            thing.mentions.append(number)
            thing_of[number] = thing.number

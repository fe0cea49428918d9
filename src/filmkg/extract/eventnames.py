"""Which events of an article are one although they are called otherwise: by a short name, an acronym, the bare head.

"Altiplano" beside "the Altiplano Film Festival", "RIFF" beside "the Reykjavík International Film Festival", "Bazaar"
beside "Film Bazaar", "for 2027 congress" beside "the 12th Congress of …", "a seminar, “120 Years of Cinema”".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from filmkg.extract.things import EVENT_TYPES, Thing
from filmkg.extract.wording import Wording, name_words
from filmkg.model import Annotation, Kind, Mention

_NUMBER = re.compile(r"\d+")
_ACRONYM = re.compile(r"[A-ZÀ-Þ][\w-]?[A-ZÀ-Þ][\wÀ-ÿ-]{0,5}")
_BEHIND_HEAD = ("of", "for", "in", "on", "at", "with", "de", "du", "del", "des")
_NATIONAL = (Kind.DEMONYM, Kind.COUNTRY)
_BEFORE_CHARS = 30
# between a title and the noun that says what it is: "“Far Grass”, a small retrospective", "…, as the season is called"
_EXPLAINING = re.compile(r"[”\"»“’']?,? (?:as )?(?:the|an?|its|their) (?:[\w’'-]{1,20} ){0,4}$")
_EXPLAINING_CHARS = 80
_MAX_WORDS = 4  # of a short name
_MAX_FITTING = 8  # what so many could be is none of them, and need not be gone through

# events by what they can be called for short
_Short = Mapping[tuple[str, ...], Sequence[Thing]]


def join_events(annotation: Annotation, things: Sequence[Thing], thing_of: dict[int, int], *, wording: Wording) -> None:
    """Let the mentions of an event under another name speak of the one whose full name the article has.

    Where two full names fit, it is neither.
    """
    events = [thing for thing in things if thing.type in EVENT_TYPES and thing.mentions]
    named = [thing for thing in events if thing.named]
    fulls = [thing for thing in named if wording.other_editions.isdisjoint(name_words(thing.names[0], wording)[:1])]
    short = _by_short_names(fulls, wording)
    for thing in named:
        fitting = _fitting(thing, short, annotation, wording)
        if len(fitting) == 1 and fitting[0].mentions:
            _move(thing, fitting[0], [*thing.mentions], annotation, thing_of)
    heads = _by_heads((thing for thing in fulls if thing.mentions), wording)
    titled = {start: thing for thing in named for start in thing.starts}
    ends = {annotation.mentions[number].span.end_char: thing for thing in named for number in thing.mentions}
    for thing in events:
        if thing.named:
            continue
        for number in [*thing.mentions]:
            mention = annotation.mentions[number]
            full = (
                _titled(mention, titled, annotation, wording)
                or _explained(mention, ends, annotation)
                or _headed(mention, heads, annotation, wording)
            )
            if full is not None:
                _move(thing, full, [number], annotation, thing_of)


def _by_short_names(fulls: Iterable[Thing], wording: Wording) -> _Short:
    """Return the events by the beginnings of their names, their acronyms (behind "") and their heads (behind "*")."""
    found: defaultdict[tuple[str, ...], dict[int, Thing]] = defaultdict(dict)
    for full in fulls:
        for words in {name_words(name, wording) for name in full.names}:
            last = max((place for place, word in enumerate(words) if word in wording.festival), default=0)
            for end in range(1, min(last, _MAX_WORDS) + 1):
                found[words[:end]][full.number] = full
            if len(words) > 1:
                found["*", _head(words)][full.number] = full
                for initials in _initials(words, wording):
                    found["", initials][full.number] = full
    return {short: [*those.values()] for short, those in found.items() if len(those) <= _MAX_FITTING}


def _fitting(thing: Thing, short: _Short, annotation: Annotation, wording: Wording) -> list[Thing]:
    """Return the events whose full name an event's name can be short for, and whose number is no other."""
    is_national = any(part.kind in _NATIONAL for part in annotation.mentions[thing.mentions[0]].parts)
    found: dict[int, Thing] = {}
    for name in thing.names:
        words = name_words(name, wording)
        forms: list[tuple[str, ...]] = []
        if len(words) == 1 and _ACRONYM.fullmatch(name.split()[0]):
            forms.append(("", words[0]))
        if words and not is_national and not wording.general.issuperset(words):
            forms.append(words)
            if len(words) == 1 and not _NUMBER.search(name) and not name.isupper():
                forms.append(("*", words[0]))
        found |= {full.number: full for form in forms for full in short.get(form, ())}
    return [full for full in found.values() if full is not thing and not _differ(thing.names, full.names)]


def _by_heads(fulls: Iterable[Thing], wording: Wording) -> Mapping[str, Thing | None]:
    """Return the only event with a head by that head, None where there are several."""
    found: dict[str, Thing | None] = {}
    for full in fulls:
        for head in {_head(name_words(name, wording)) for name in full.names}:
            found[head] = full if found.get(head, full) is full else None
    return found


def _move(thing: Thing, full: Thing, numbers: Sequence[int], annotation: Annotation, thing_of: dict[int, int]) -> None:
    """Let some mentions of a thing speak of another one, which is then called so as well."""
    for number in numbers:
        start_char = annotation.mentions[number].span.start_char
        thing.mentions.remove(number)
        thing.starts.remove(start_char)
        full.add_mention(number, start_char)
        thing_of[number] = full.number
    if thing.named:
        full.names.extend(name for name in thing.names if name not in full.names)


def _differ(names: Sequence[str], others: Sequence[str]) -> bool:
    mine = {number for name in names for number in _NUMBER.findall(name)}
    theirs = {number for name in others for number in _NUMBER.findall(name)}
    return bool(mine and theirs) and not mine & theirs


def _initials(words: Sequence[str], wording: Wording) -> Iterator[str]:
    """Yield what the initials of a name make, with and without what stands behind its head."""
    for until in {len(words), _until(words)}:
        yield "".join(word[0] for word in words[:until] if word not in wording.empty)


def _until(words: Sequence[str]) -> int:
    """Return how many words of a name stand up to its head: all before "of", "in" and the like."""
    return next((number for number, word in enumerate(words) if word in _BEHIND_HEAD and number), len(words))


def _head(words: Sequence[str]) -> str:
    """Return the head of a name, or nothing where it is the whole name."""
    until = _until(words)
    return words[until - 1] if len(words) > 1 else ""


def _headed(
    mention: Mention, heads: Mapping[str, Thing | None], annotation: Annotation, wording: Wording
) -> Thing | None:
    """Return the event whose name has a noun as its head that stands for it and brings up no new one."""
    full = heads.get(mention.aliases[0]) if mention.aliases else None
    if full is None:
        return None
    before = annotation.article.text[max(0, mention.span.start_char - _BEFORE_CHARS) : mention.span.start_char]
    is_new = wording.indefinite.search(before) or wording.other_editions.intersection(before.lower().split()[-1:])
    return None if is_new else full


def _titled(mention: Mention, titled: Mapping[int, Thing], annotation: Annotation, wording: Wording) -> Thing | None:
    """Return the event whose title stands right behind a noun: "a seminar, “120 Years of Cinema”"."""
    match = wording.titling.match(annotation.article.text, mention.span.end_char) if mention.aliases else None
    return None if match is None else titled.get(match.end()) or titled.get(match.end() - 1)


def _explained(mention: Mention, ends: Mapping[int, Thing], annotation: Annotation) -> Thing | None:
    """Return the event whose title stands right before a noun that says what it is: "“Far Grass”, a retrospective"."""
    if not mention.aliases:
        return None
    start_char = mention.span.start_char
    match = _EXPLAINING.search(annotation.article.text, max(0, start_char - _EXPLAINING_CHARS), start_char)
    return None if match is None else ends.get(match.start())

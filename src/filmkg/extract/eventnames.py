"""Which events of an article are one although they are called otherwise: by a short name, an acronym, the bare head.

"Altiplano" beside "the Altiplano Film Festival", "RIFF" beside "the Reykjavík International Film Festival", "Bazaar"
beside "Film Bazaar", "for 2027 congress" beside "the 12th Congress of …", "a seminar, “120 Years of Cinema”".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from filmkg.extract.things import EVENT_TYPES, Thing
from filmkg.extract.wording import Wording, name_words
from filmkg.model import Annotation, Kind, Mention

_NUMBER = re.compile(r"\d+")
_ACRONYM = re.compile(r"[A-ZÀ-Þ][\w-]?[A-ZÀ-Þ][\wÀ-ÿ-]{0,5}")
_BEHIND_HEAD = ("of", "for", "in", "on", "at", "with", "de", "du", "del", "des")
_NATIONAL = (Kind.DEMONYM, Kind.COUNTRY)
_BEFORE_CHARS = 30


def join_events(annotation: Annotation, things: Sequence[Thing], thing_of: dict[int, int], *, wording: Wording) -> None:
    """Let the mentions of an event under another name speak of the one whose full name the article has.

    Where two full names fit, it is neither.
    """
    events = [thing for thing in things if thing.type in EVENT_TYPES and thing.mentions]
    named = [thing for thing in events if thing.named]
    fulls = [
        thing for thing in named if not wording.other_editions.intersection(name_words(thing.names[0], wording)[:1])
    ]
    for thing in named:
        fitting = [full for full in fulls if full is not thing and _is_short(thing, full, annotation, wording)]
        if len(fitting) == 1 and fitting[0].mentions:
            _move(thing, fitting[0], [*thing.mentions], annotation, thing_of)
    fulls = [thing for thing in fulls if thing.mentions]
    for thing in events:
        if thing.named:
            continue
        for number in [*thing.mentions]:
            mention = annotation.mentions[number]
            fitting = _titled(mention, named, annotation, wording)
            fitting = fitting or [full for full in fulls if _is_head(mention, full, annotation, wording)]
            if len(fitting) == 1:
                _move(thing, fitting[0], [number], annotation, thing_of)


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


def _is_short(thing: Thing, full: Thing, annotation: Annotation, wording: Wording) -> bool:
    """Tell whether an event is called by a shorter form of another one's full name, and not by another number."""
    if _differ(thing.names, full.names):
        return False
    parts = annotation.mentions[thing.mentions[0]].parts
    for name in thing.names:
        words = name_words(name, wording)
        for other in full.names:
            others = name_words(other, wording)
            if not words or len(words) >= len(others):
                continue
            if len(words) == 1 and _ACRONYM.fullmatch(name.split()[0]) and words[0] in _initials(others, wording):
                return True
            if any(part.kind in _NATIONAL for part in parts) or wording.general.issuperset(words):
                continue
            if others[: len(words)] == words and wording.festival & {*others[len(words) :]}:
                return True
            if len(words) == 1 and words[0] == _head(others) and not _NUMBER.search(name) and not name.isupper():
                return True
    return False


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


def _is_head(mention: Mention, full: Thing, annotation: Annotation, wording: Wording) -> bool:
    """Tell whether a noun without a name stands for the event whose name has it as its head, and for no new one."""
    if not mention.aliases:
        return False
    before = annotation.article.text[max(0, mention.span.start_char - _BEFORE_CHARS) : mention.span.start_char]
    if wording.indefinite.search(before) or wording.other_editions.intersection(before.lower().split()[-1:]):
        return False
    return any(_head(name_words(name, wording)) == mention.aliases[0] for name in full.names)


def _titled(mention: Mention, named: Sequence[Thing], annotation: Annotation, wording: Wording) -> list[Thing]:
    """Return the event whose title stands right behind a noun: "a seminar, “120 Years of Cinema”"."""
    match = wording.titling.match(annotation.article.text, mention.span.end_char) if mention.aliases else None
    if match is None:
        return []
    return [thing for thing in named if match.end() in thing.starts or match.end() - 1 in thing.starts]

"""The things gathered so far, for finding the one that a name speaks of without asking each of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from filmkg.extract.things import EVENT_TYPES, TYPES, Thing
from filmkg.extract.wording import Wording, content_words
from filmkg.model import Annotation, Kind, Mention, Part, Span

_BEFORE_CHARS = 45
_MAX_AGREEMENTS = 4
_MIN_SHARED_WORDS = 2
_APPOSITION = re.compile(r",? ?\(?(?:or |the )*")
# a word with a capital, and one that begins with a capital; looked for from the beginning of words only
_PROPER_NAME = re.compile(r"(?<!\w)[^\WA-Z]*+[A-Z]\w++ [A-Z]")

_Content = frozenset[str]


@dataclass(slots=True)
class Roster:
    """The things of an article while they are gathered: a builder that lives as long as `coreference.cast` runs.

    Attributes:
        annotation: The article with its mentions.
        wording: What names tell.
        things: The things, each at its number; what follows are numbers of things, sorted, in the group of its type
            (all events are one group).
    """

    annotation: Annotation
    wording: Wording
    things: list[Thing] = field(default_factory=list)
    _named: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    _valued: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    _made_of: dict[tuple[str, _Content], int] = field(default_factory=dict)
    _with_word: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    _by_surname: dict[str, list[int]] = field(default_factory=dict)
    _last_body: Thing | None = None
    _anchored: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    def find(self, mention: Mention) -> Thing | None:
        """Return the first thing that a name speaks of, or None where it names a new one."""
        if mention.kind is Kind.AGREEMENT:
            return self._find_agreement(mention)
        group = TYPES[mention.kind]
        if group == "Country":
            same = self._valued.get((group, mention.value))
            return self.things[same[0]] if same else None
        found = {n for name in (mention.name, *mention.aliases) for n in self._named.get((group, name), ())}
        content = content_words(mention.name, self.wording)
        if mention.kind is Kind.PERSON and " " not in mention.name:
            found.update(self._by_surname.get(mention.name, ()))
        elif mention.kind in (Kind.FILM, Kind.CITY, Kind.PERSON):
            if (group, content) in self._made_of:
                found.add(self._made_of[group, content])
            if mention.kind is Kind.PERSON and len(content) > 1:
                found.update(n for n in self._related(group, content) if self._same_person(content, self.things[n]))
        else:
            found.update(n for n in self._related(group, content) if self._same_name(mention, content, self.things[n]))
            if mention.kind is Kind.ORGANIZATION:
                if self._last_body and self._is_acronym(mention, self._last_body):
                    found.add(self._last_body.number)
                if led := self.wording.led.fullmatch(mention.name):
                    found.update(self._named.get((group, led[1]), ()))
        return self.things[min(found)] if found else None

    def add(self, mention: Mention) -> Thing:
        """Add a new thing, without its names."""
        group = TYPES[mention.kind]
        thing = Thing(len(self.things), group, value=mention.value, content=content_words(mention.name, self.wording))
        if mention.kind is Kind.EVENT:
            thing.type, thing.value = mention.value if mention.value in EVENT_TYPES else "Event", ""
            thing.named = not mention.name.islower()
        elif mention.kind is Kind.AGREEMENT:
            only_class = mention.name.lower().startswith(self.wording.class_names["agreement"])
            thing.named = _PROPER_NAME.search(mention.name) is not None and not only_class
        self.things.append(thing)
        self._valued.setdefault((group, mention.value), []).append(thing.number)
        self._made_of.setdefault((group, thing.content), thing.number)
        for word in thing.content:
            self._with_word.setdefault((group, word), []).append(thing.number)
        for word in _anchor(thing.content):
            self._anchored.setdefault((group, word), []).append(thing.number)
        return thing

    def edition(self, mention: Mention) -> Thing:
        """Return the thing of another edition, the one so called or a new one; no name and no event is found in it.

        It is no event yet, so that it is neither what the article is about nor what "the festival" points back to.
        """
        known = (mention.value, mention.name)
        if known not in self._valued:
            self._valued[known] = [len(self.things)]
            self.things.append(Thing(len(self.things), mention.value, [mention.name], named=False))
        return self.things[self._valued[known][0]]

    def name(self, thing: Thing, mention: Mention) -> None:
        """Give a thing the names of a mention, and the country that they carry."""
        thing.country = thing.country or _country(mention)
        own = () if mention.kind is Kind.DEMONYM else (mention.name,)
        for name in (*own, *mention.aliases):
            if name not in thing.names:
                thing.names.append(name)
                self._named.setdefault((TYPES[mention.kind], name), []).append(thing.number)
                if mention.kind is Kind.PERSON:
                    self._by_surname.setdefault(name.split()[-1], []).append(thing.number)
        if mention.kind is Kind.ORGANIZATION:
            self._last_body = thing

    def with_words(self, group: str, words: _Content) -> Iterator[Thing]:
        """Yield the things whose content holds all of some words."""
        for number in self._rarest(group, words):
            if words <= self.things[number].content:
                yield self.things[number]

    def _rarest(self, group: str, words: Iterable[str]) -> Iterable[int]:
        """Return the things with the word that the fewest have."""
        return min((self._with_word.get((group, word), ()) for word in words), key=len, default=())

    def _related(self, group: str, content: _Content) -> Iterator[int]:
        """Yield the things whose content could hold all that counts of this one, or the other way round."""
        yield from self._rarest(group, _counting(content))
        for word in content:
            yield from self._anchored.get((group, word), ())

    def _same_person(self, content: _Content, thing: Thing) -> bool:
        return len(thing.content) > 1 and (content < thing.content or content > thing.content)

    def _same_name(self, mention: Mention, content: _Content, thing: Thing) -> bool:
        """Tell whether an event, body or venue is one with a thing: one name, or the other's without some words."""
        country = _country(mention)
        if country and thing.country and country != thing.country:
            return False
        mine, theirs = _without_digits(content), _without_digits(thing.content)
        my_digits, their_digits = content - mine, thing.content - theirs
        if my_digits and their_digits and my_digits != their_digits:
            return False
        if mine == theirs:
            return True
        if (mine ^ theirs) & self.wording.telling:
            return False
        small, large = sorted((mine, theirs), key=len)
        return small < large and len(small) >= _MIN_SHARED_WORDS

    def _is_acronym(self, mention: Mention, thing: Thing) -> bool:
        """Tell whether a body stands in apposition to its acronym: "FIAPF, the International Federation of …"."""
        last_end = self.annotation.mentions[thing.mentions[-1]].span.end_char
        if not _APPOSITION.fullmatch(self.annotation.article.text, last_end, mention.span.start_char):
            return False
        long, short = sorted((mention.name, thing.names[-1]), key=len, reverse=True)
        initials = {word[0] for word in long.split() if word[0].isupper()}
        is_acronym = short.isupper() and " " not in short and short[0] == long[0]
        return is_acronym and initials & set(short) >= {short[0], short[-1]}

    def _find_agreement(self, mention: Mention) -> Thing | None:
        """Return the last agreement of the same type, unless the words before speak of a new one."""
        same = self._valued.get(("Agreement", mention.value))
        if not same:
            return None
        text, start = self.annotation.article.text, mention.span.start_char
        last = self.things[same[-1]]
        is_new = self.wording.indefinite.search(text[max(0, start - _BEFORE_CHARS) : start])
        if is_new and len(same) < _MAX_AGREEMENTS:
            last_span = self.annotation.mentions[last.mentions[-1]].span
            # in another paragraph; but what a headline tells of is what the text then tells of
            if text.find("\n\n", last_span.end_char, start) >= 0 and not self._is_in_title(last_span):
                return None
        return last

    def _is_in_title(self, span: Span) -> bool:
        return any(
            s.part is Part.TITLE and s.span.end_char >= span.end_char for s in self.annotation.article.sentences[:2]
        )


def _country(mention: Mention) -> str:
    """Return the code of the country that a body's name carries in front or behind "of"."""
    codes = [part.value for part in mention.parts if part.kind in (Kind.COUNTRY, Kind.DEMONYM)]
    return codes[0] if codes and mention.kind is Kind.ORGANIZATION else ""


def _without_digits(content: _Content) -> _Content:
    return frozenset(word for word in content if not word[0].isdigit())


def _counting(content: _Content) -> _Content:
    """Return the words of a name that count when it is compared: not its number, unless it has nothing else."""
    return _without_digits(content) or content


def _anchor(content: _Content) -> tuple[str, ...]:
    """Return the word under which a thing is looked for by names that are longer than its own: the longest."""
    words = _counting(content)
    return (max(words, key=lambda word: (len(word), word)),) if words else ()

"""Programmes with a title of their own, told by what stands beside it: "Far Grass, a season of Icelandic films".

The tagger takes most of such titles for films. What the words around one call a season, a series or a round table is an
event, wherever the title stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from filmkg.annotate.cover import cover
from filmkg.annotate.lexicon import Lexicon
from filmkg.model import Kind, Mention, Span

# what such a title can be taken for
_MISTAKEN = (Kind.VENUE, Kind.ORGANIZATION, Kind.FILM, Kind.PERSON, Kind.AWARD)
_CAPITAL = "A-ZÀ-ÖØ-ÞĀ-ŽƏİŞĞ"
# a title has no sentence in it; American usage puts a comma inside the marks
_IN_TITLE = r"[^“”\"«»„\n,.;!?]"
_TITLE = rf"[“\"«„](?P<title>[{_CAPITAL}0-9]{_IN_TITLE}{{2,60}}(?:, [{_CAPITAL}]{_IN_TITLE}{{1,30}}){{0,2}})"
_QUOTED, _QUOTED_WITH_COMMA = rf"{_TITLE}[”\"»“]", rf"{_TITLE},?[”\"»“]"
_SMALL = r"(?:(?:of|the|and|in|on|for|to|a|at|from|with|without|is|de|la|del|der|und|et) ){0,2}"
_PLAIN = rf"(?P<plain>[{_CAPITAL}][\w’'-]{{0,24}}(?: {_SMALL}[{_CAPITAL}][\w’'-]{{0,24}}){{0,5}})"
_SHORTEST = _PLAIN.replace("{0,5})", "{0,5}?)")  # "LUMINA in May": one word, where what follows decides
_WORDS = r"(?:[\w’'-]{1,20} )"
_COUNTED = "edition"  # only what comes again has one
_OF_BODIES = ("programme", "program", "forum", "panel")  # which also are what a body is called
_ADJECTIVE = r"(?:(?!of |for |at |to |in )[\w’'-]{1,20} )"
_FIRST = "inaugural|very first|maiden"  # and so is what is held for the first time
_BEFORE = "".join(rf"|(?<=\b{word} )" for word in ("with", "to", "for", "of", "at", "by", "in", "called"))
# a title opens there, and no words that say when: "On Saturday, a workshop"
_OPENS = (
    rf"(?:\A|(?<=[.!?…,] )|(?<=\n){_BEFORE})"
    r"(?!(?:On|In|At|By|For|From|After|Before|Since|With|During|Until|As|While|When|Where|Here|There|Now|Then) )"
)
_GOES_ON = (
    r"(?=[,.;:]| (?:in|at|is|was|has|had|will|can|opens|opened|takes|took|begins|began|starts|started|runs|ran)\b)"
)
_FILMS = r"(?:films?|cinema|screenings|shorts|features|documentaries|pictures|movies)"
_CALLED = r"(?:called|titled|entitled|named|dubbed|christened|baptised|under the (?:title|name|heading)(?: of)?)"
_BEHIND = r"(?=[,.;:]| (?:of|in|at|for|to|by|that|which|with|on|devoted|dedicated|organi[sz]ed|held|curated|from)\b)"


@lru_cache(maxsize=1)
def _patterns(
    nouns: tuple[str, ...], called: tuple[str, ...], of_films: tuple[str, ...], behind: tuple[str, ...]
) -> tuple[re.Pattern[str], ...]:
    """Return what tells of such a title; each has a group `noun`, and `title` or `plain`.

    Args:
        nouns: What a programme is ("season").
        called: What is one where it is said to be called something ("week").
        of_films: What is one where it is one of films ("minutes").
        behind: What is one right behind a title ("tour").
    """
    noun, any_noun = _one_of(nouns), _one_of((*nouns, *called))
    told = (
        # "Far Grass", a season of Icelandic films
        rf"{_QUOTED_WITH_COMMA},? (?:the |an? |its |their ){_WORDS}{{0,4}}?{noun}\b{_BEHIND}",
        # "Far Grass", seven days of new films
        rf"{_QUOTED_WITH_COMMA},? {_WORDS}{{1,4}}?{_one_of(of_films)} of {_WORDS}{{0,3}}?{_FILMS}\b",
        # the Czech Lanterns tour
        rf"\b[Tt]he (?:annual |first |second |third )?{_PLAIN} {_one_of(behind)}\b(?! (?:of|in) [A-Z])",
        # a retrospective of the director Pavol Hronec called "Rope and Light"; the tribute is called "Bora, Bora"
        rf"\b{any_noun}\b,? {_WORDS}{{0,7}}?{_CALLED} (?:{_QUOTED}|{_PLAIN})",
        # its season "Far Grass"; a round table, "One Screen for All"
        rf"\b(?:[Tt]he|an?|its|their|this|our|of) {_WORDS}{{0,3}}?{noun},? {_QUOTED}",
        # the festival Baltic Blue - five new works
        rf"\b(?:[Tt]he|its|their) {noun} {_PLAIN}(?= [—–-] )",
        # the "Anatolian Tales on Film" season in Linz
        rf"{_QUOTED} {noun}\b(?! (?:of|about) )",
        # the second edition of "Far Grass"
        rf"\b(?P<noun>{_COUNTED}) of (?:the )?{_QUOTED}",
        # "Rain on a Tin Roof", as the retrospective has been christened
        rf"(?:{_QUOTED}|{_PLAIN}),? as the {any_noun} (?:is|was|has been|will be) (?:\w+ )?{_CALLED}",
    )
    return tuple(map(re.compile, told))


@lru_cache(maxsize=1)
def _doubtful(nouns: tuple[str, ...], called: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Return what tells of a title where nothing that is known stands already; groups, arguments as of `_patterns`."""
    noun, any_noun = _one_of([noun for noun in nouns if noun not in _OF_BODIES]), _one_of((*nouns, *called))
    of_films = _one_of([noun for noun in nouns if noun.startswith("film ")])
    told = (
        # Far Grass, a ten-day programme of Icelandic films
        rf"{_OPENS}{_PLAIN}, (?:the |an? |its |their ){_ADJECTIVE}{{0,4}}?{noun}\b{_BEHIND}",
        # Far Grass, the first edition of a festival
        rf"(?:{_QUOTED_WITH_COMMA}|{_OPENS}{_PLAIN},) the {_WORDS}{{1,3}}?edition of an? {_WORDS}{{0,3}}?{any_noun}\b",
        # the Icelandic film festival FARGRASS
        rf"\b[Tt]he (?:[{_CAPITAL}][\w-]{{2,20}} ){{0,2}}{of_films} {_SHORTEST}{_GOES_ON}",
        # the inaugural FarGrass
        rf"\b(?:[Tt]he|[Tt]his|its) (?P<noun>{_FIRST}) {_SHORTEST}{_GOES_ON}",
        # "Far Grass" is a festival of
        rf"(?:{_QUOTED}|{_OPENS}{_PLAIN}) (?:is|was) (?:the |an? |its |their ){_ADJECTIVE}{{0,4}}?{noun}\b{_BEHIND}",
    )
    return tuple(map(re.compile, told))


def _one_of(nouns: Iterable[str]) -> str:
    return rf"(?P<noun>{'|'.join(sorted(nouns, key=lambda noun: (-len(noun), noun)))})"


def find_programmes(
    text: str, mentions: Sequence[Mention], places: Sequence[Mention], lexicon: Lexicon
) -> list[Mention]:
    """Take for an event what the words beside its title call a programme, instead of a film, a venue, a body.

    Args:
        text: The article.
        mentions: What is named so far.
        places: Its places and dates.
        lexicon: Word classes.

    Returns:
        The mentions, sorted.
    """
    standing = [mention.span for mention in mentions if _is_known(mention, lexicon)]
    titles = dict(_titles(text, standing, [place.span for place in places], lexicon))
    if not titles:
        return list(mentions)
    called = {text[span.start_char : span.end_char] for span in titles}
    events = [Mention(Kind.EVENT, span, text[span.start_char : span.end_char], value) for span, value in titles.items()]
    taken = cover(len(text), titles)
    values = {event.name: event.value for event in events}
    for mention in mentions:
        if mention.kind in _MISTAKEN and mention.name in called:
            if taken.is_free(mention.span):
                events.append(Mention(Kind.EVENT, mention.span, mention.name, values[mention.name]))
        elif taken.is_free(mention.span):
            events.append(mention)
    return sorted(events, key=lambda mention: mention.span)


def _titles(
    text: str, standing: Sequence[Span], places: Sequence[Span], lexicon: Lexicon
) -> Iterator[tuple[Span, str]]:
    """Yield the titles with the classes of their programmes, none over another.

    Those in doubt do not touch what stands there already, and are no places or dates.
    """
    tables = (lexicon.programme, lexicon.programme_called, lexicon.programme_of_films, lexicon.programme_behind)
    classes = {noun: value for table in reversed(tables) for noun, value in table.items()}
    classes |= dict.fromkeys((_COUNTED, *_FIRST.split("|")), "FilmDays")
    of_films = tuple(noun for noun, value in lexicon.programme.items() if value != "Event")
    found = [
        *_found(text, _patterns(*map(tuple, tables)), classes),
        *(
            (span, value)
            for span, value in _found(text, _doubtful(of_films, tuple(lexicon.programme_called)), classes)
            if text[span.start_char : span.end_char].lower() not in lexicon.common
            and not any(span.start_char < one.end_char and one.start_char < span.end_char for one in standing)
            and not any(place.covers(span) for place in places)
        ),
    ]
    end_char = -1
    for span, value in sorted(found):
        if span.start_char >= end_char:
            end_char = span.end_char
            yield span, value


def _found(text: str, patterns: Iterable[re.Pattern[str]], classes: Mapping[str, str]) -> Iterator[tuple[Span, str]]:
    """Yield what patterns take for titles, with the classes of their programmes."""
    for pattern in patterns:
        for match in pattern.finditer(text):
            for name in ("title", "plain"):
                if match.groupdict().get(name):
                    yield Span(*match.span(name)), classes[match["noun"]]


def _is_known(mention: Mention, lexicon: Lexicon) -> bool:
    """Tell whether a mention is surely no title of a programme: a place, a post, an event, a body with a head."""
    if mention.kind is Kind.ORGANIZATION:
        return any(word in lexicon.organization for word in mention.name.lower().split())
    return mention.kind in (Kind.CITY, Kind.ROLE, Kind.VENUE, Kind.EVENT)

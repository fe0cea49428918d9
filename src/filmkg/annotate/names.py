"""Names found by their shape: bodies, events, venues, prizes, agreements, posts, genres, people.

Each pattern is a regular expression over the token classes of `tokens.py`. Where two match at the same place the
longer wins, then the earlier in `PATTERNS`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from filmkg.annotate.lexicon import Lexicon
from filmkg.annotate.shapes import PATTERNS
from filmkg.annotate.tokens import Tokens
from filmkg.model import Kind, Mention, Span

_OFFICE_WORDS = 3
_BODY_HEADS = "Oo"
_RANKS = frozenset({"first", "second", "third"})
_BEST = re.compile(r"\b[Bb]est((?:[ -][A-Za-z-]+){1,4})")


def find_names(text: str, tokens: Tokens, lexicon: Lexicon) -> tuple[Mention, ...]:
    """Find the names of one sentence, in the order of the text, none overlapping another."""
    found: list[Mention] = []
    classes = tokens.classes
    position = 0
    held = set(classes)
    pending = [None if held.isdisjoint(needed) else pattern.search(classes) for _, needed, pattern in PATTERNS]
    while True:
        best: tuple[int, int, int] | None = None
        for number, match in enumerate(pending):
            if match is not None and match.start() < position:
                pending[number] = match = PATTERNS[number][2].search(classes, position)
            if match is not None and (best is None or (match.start(), -match.end()) < best[:2]):
                best = (match.start(), -match.end(), number)
        if best is None:
            return tuple(found)
        start, end, number = best[0], -best[1], best[2]
        mention, used = _mention(PATTERNS[number][0], text, tokens, start, end, lexicon)
        if mention is None:
            # this pattern is wrong here: try it again behind its first token, the others stay
            pending[number] = PATTERNS[number][2].search(classes, start + 1)
            continue
        found.append(mention)
        position = used


def class_of(kind: Kind, tokens: Tokens, start: int, end: int, lexicon: Lexicon) -> str:
    """Return what a name without a known shape is more exactly: the class of an event, the type of a body."""
    words = [token.text.lower() for token in tokens.tokens[start:end]]
    if kind is Kind.EVENT:
        heads = [word for word in words if word in lexicon.event]
        if heads:
            return lexicon.event[heads[-1]]
        # a city that stands for its festival means all its editions
        return "FestivalSeries" if tokens.classes[start:end] == "G" else "FilmFestival"
    if kind is Kind.ORGANIZATION:
        heads = [word for word in words if word in lexicon.organization]
        return lexicon.organization[heads[-1]] if heads else "otherOrganization"
    return "learned" if kind is Kind.FILM else ""


def _mention(
    kind: Kind, text: str, tokens: Tokens, start: int, end: int, lexicon: Lexicon
) -> tuple[Mention | None, int]:
    """Make the mention of a match, or none where the words speak against it; with the token behind it."""
    classes = tokens.classes[start:end]
    words = [token.text for token in tokens.tokens[start:end]]
    lower = [word.lower() for word in words]
    value = _MAKERS[kind](classes, lower, lexicon)
    follows = tokens.classes[end : end + 1]
    if value is None or (
        kind is Kind.ROLE
        and len(lower) == 1
        and lower[0] in lexicon.doubtful["role_or_verb"]
        and follows not in tuple("CKih1,")
    ):
        return None, start
    while kind is Kind.PERSON and tokens.classes[start] == "h" and start < end - 1:
        start += 1  # an honorific is no part of the name
    while kind is Kind.ROLE and start < end - 1 and tokens.tokens[start].text.lower() in lexicon.role_skipped:
        start += 1  # "the new director" is the director
    if kind is Kind.ROLE and lower[0] in lexicon.role_ranked and _rank_before(tokens, start):
        start -= 1  # "first secretary" is another post than "secretary"
    if kind is Kind.ROLE:
        end = _end_of_office(tokens, start, end, lexicon)
        if start and tokens.classes[start - 1] in _BODY_HEADS:
            value = "post"  # "Institute director" is none of a film
    span = named = tokens.span(start, end)
    if kind is Kind.EVENT and tokens.classes[start] == "9" and lower[0].isalpha() and start < end - 1:
        named = tokens.span(start + 1, end)  # "inaugural" counts the edition and is no part of the name
    return Mention(kind=kind, span=span, name=text[named.start_char : named.end_char], value=value), end


def _end_of_office(tokens: Tokens, start: int, end: int, lexicon: Lexicon) -> int:
    """Return where a post ends that is of something that alone is no domain: "head of mission", "... and Society"."""
    words = [token.text.lower() for token in tokens.tokens[end : end + _OFFICE_WORDS]]
    told = {token.text.lower() for token in tokens.tokens[start:end]}
    if (
        words[:1] in (["of"], ["for"])
        and told.isdisjoint(("of", "for"))
        and words[1:2]
        and words[1] in lexicon.role_office
    ):
        return _end_of_office(tokens, start, end + 2, lexicon)
    if words[:1] == ["and"] and not told.isdisjoint(("of", "for")):
        place = 2 if words[1:2] == ["the"] else 1
        if words[place : place + 1] and words[place] in lexicon.role_office:
            return end + place + 1
    return end


def _rank_before(tokens: Tokens, place: int) -> bool:
    return place > 0 and tokens.tokens[place - 1].text.lower() in _RANKS


def _event(classes: str, words: list[str], lexicon: Lexicon) -> str | None:
    if classes == "K":
        return "FilmFestival" if words[0] not in lexicon.no_organization else None
    head = max(
        (i for i, c in enumerate(classes) if c in "Ee"),
        key=lambda i: (classes[i] == "E", -i if classes[0] in "Ee" else i),
    )
    # the head of "Festival of India" stands first, that of "India Film Festival Days" last
    before_of = classes.find("1")
    if before_of > 0 and classes[before_of - 1] in "Ee":
        head = before_of - 1
    event_class = lexicon.event.get(words[head], "FilmFestival")
    if (
        not re.search("[CKNGDFUHBVO]", classes)
        and words[head] in lexicon.event
        and words[head] not in lexicon.known_event
    ):
        return None
    is_film = any(word in lexicon.film_words for word in words)
    named = bool(re.search("[CKNGD]", classes))
    if classes[head] == "e" and (event_class in ("Event", "Screening", "Meeting") or not named):
        return None
    if event_class == "FilmDays" and not is_film:
        return "Event"
    if event_class in ("Screening", "Meeting") and classes[head] == "E" and not named:
        return None
    return event_class


def _organization(classes: str, words: list[str], lexicon: Lexicon) -> str | None:
    if "K" in classes and "O" not in classes and "o" not in classes:
        short = words[classes.index("K")]
        if short.rstrip(".") in lexicon.no_organization or (len(short) < 3 and short not in lexicon.known_organization):
            return None
        return "otherOrganization"
    if "O" not in classes and "o" not in classes:
        return "otherOrganization"
    if len(classes) < 2:
        return None
    upper_heads = [i for i, c in enumerate(classes) if c == "O"]
    if upper_heads:
        if set(classes) <= set("O1234") or set(classes) <= set("OU"):
            return None
        head = (
            upper_heads[-1]
            if "1" not in classes
            else next((i for i in reversed(upper_heads) if i < classes.index("1")), upper_heads[0])
        )
        return lexicon.organization[words[head].rstrip(".")]  # "Assn."
    head = classes.index("o")
    word = words[head]
    if head == 0:
        return lexicon.organization[word] if word in lexicon.state_body and classes[1] == "1" else None
    before = classes[:head]
    if before[-1] in "'NGD" or set(before) <= set("NGD'Hd4"):
        return lexicon.organization[word] if word in lexicon.state_body else None
    return lexicon.organization[word] if word in lexicon.named_body or word in lexicon.state_body else None


def _venue(classes: str, words: list[str], lexicon: Lexicon) -> str | None:
    if "V" not in classes and "v" not in classes:
        if words[-1] in ("cinema", "cinemas") and classes[-1] == "F":
            return ""
        return "" if words[0] == "cinema" and len(words) > 1 and not set(classes) <= set("FU13D") else None
    if (
        classes[0] == "V"
        and classes.count("V") == 1
        and len(classes) > 1
        and words[0] not in lexicon.doubtful["venue_first"]
    ):
        return None
    head = next(i for i, c in enumerate(classes) if c in "Vv")
    if classes[head] == "v" and words[head] in lexicon.doubtful["venue_or_noun"]:
        return None
    return "" if re.search("[CKUNGDFHi]", classes) else None


def _award(classes: str, words: list[str], lexicon: Lexicon) -> str | None:
    if "a" in classes and "A" not in classes:
        head = next(i for i, c in enumerate(classes) if c == "a")
        if words[head] in lexicon.doubtful["award_or_noun"]:
            return None
        if head and words[head - 1] in lexicon.doubtful["award_not_after"]:
            return None
    return None if classes == "A" and words[0] in lexicon.doubtful["award_needs_name"] else ""


def _agreement(classes: str, words: list[str], lexicon: Lexicon) -> str | None:
    head = next(i for i, c in enumerate(classes) if c in "Mm")
    return lexicon.agreement[words[head]]


def _role(classes: str, words: list[str], lexicon: Lexicon) -> str | None:
    head = max(i for i, c in enumerate(classes) if c in "RrS")
    word = words[head]
    if classes in ("S", "r") and word in lexicon.doubtful["role_or_quality"]:
        return "profession"
    bare = all(
        w in lexicon.profession or w in lexicon.film_words or w in lexicon.doubtful["role_or_profession"] for w in words
    )
    return "profession" if word in lexicon.profession or bare else "post"


def _genre(classes: str, words: list[str], lexicon: Lexicon) -> str | None:
    if classes == "jf":
        kind = words[0] if words[0] in lexicon.doubtful["genre_before_film"] else None
        return kind and lexicon.genre_name.get(kind, kind)
    if len(classes) == 1 and words[0] in lexicon.doubtful["genre_or_noun"]:
        return None
    if (
        len(words) > 1
        and words[-1] in lexicon.doubtful["genre_last"]
        and words[-2] not in lexicon.doubtful["genre_before_last"]
    ):
        return None
    head = [word for word in words if word not in lexicon.film_words or word in lexicon.genre_head]
    phrase = " ".join(head)
    return lexicon.genre_name.get(phrase, phrase)


def _person(classes: str, words: list[str], lexicon: Lexicon) -> str | None:
    if any(word in lexicon.not_person for word in words):
        return None
    if classes[0] == "V" and "-" not in words[-1] and len(words) == 2:
        return None
    if classes == "KC" and len(words[0]) > 2:
        return None
    return "" if len(classes.replace("h", "")) > 1 else "surname"


_MAKERS = {
    Kind.EVENT: _event, Kind.ORGANIZATION: _organization, Kind.VENUE: _venue, Kind.AWARD: _award,
    Kind.AGREEMENT: _agreement, Kind.ROLE: _role, Kind.GENRE: _genre, Kind.PERSON: _person,
}  # fmt: skip


def find_best(text: str, span: Span, lexicon: Lexicon) -> tuple[Mention, ...]:
    """Find prizes that are called by what they are for: "best director", "Best Screenplay"."""
    found = []
    for match in _BEST.finditer(text, span.start_char, span.end_char):
        end = match.start(1)
        for word in re.finditer(r"[ -]([A-Za-z-]+)", match.group(1)):
            if word.group(1).lower() not in lexicon.best:
                break
            end = match.start(1) + word.end()
        if end > match.start(1):
            found.append(Mention(Kind.AWARD, Span(match.start(), end), text[match.start() : end], "best"))
    return tuple(found)


def find_papers(text: str, span: Span, lexicon: Lexicon) -> Iterator[Mention]:
    """Yield the agreements called by several words: "letter of intent", "a convention with"."""
    for type_, phrase in lexicon.agreement_phrase.items():
        for match in phrase.finditer(text, span.start_char, span.end_char):
            yield Mention(Kind.AGREEMENT, Span(*match.span()), match.group(), type_)

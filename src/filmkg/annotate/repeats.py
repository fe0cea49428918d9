"""Second pass over an article: what was named once is found again, in full, by surname or by acronym.

"Karimov" after "Anar Karimov", "APG" after "the Azerbaijan Producers Guild (APG)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from filmkg.annotate.anaphors import find_anaphors, find_owned
from filmkg.annotate.cover import Cover, cover
from filmkg.annotate.lexicon import Lexicon
from filmkg.annotate.unnamed import find_unnamed
from filmkg.model import OTHER_EDITIONS, Article, Kind, Mention, Part, Span

_NAME = re.compile(r"[^\W\d_][\w’'‑-]*")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_SHORT_ACRONYM = re.compile(r"\(\s*(?:also )?[\"“]?([A-ZÀ-Þİ][\w&-]{1,14})[\"”]?\s*\)")
_WITH_ACRONYM = (Kind.ORGANIZATION, Kind.EVENT, Kind.PERSON, Kind.VENUE)
_REPEATED = (Kind.FILM, Kind.ORGANIZATION, Kind.EVENT, Kind.PERSON, Kind.VENUE)
_BODIES = (Kind.ORGANIZATION, Kind.VENUE)
_NAMELESS = "FilmDays"  # the class of event whose words are enough without a name
# in these a name may be named again
_OPEN = (Kind.QUOTE, Kind.GENRE, Kind.DEMONYM)
_READ = (Part.TITLE, Part.BODY, Part.LIST)
_MIN_LETTERS = 3
_CODE_LETTERS = 2  # ISO 3166-1 alpha-2
_MIN_CHARS, _MIN_CHARS_ACRONYM = 3, 2


def with_acronyms(text: str, mentions: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """Give bodies and events the acronym that stands in brackets behind them, or that ends their name."""
    result = []
    for mention in mentions:
        if mention.kind is Kind.ORGANIZATION and (forms := _apart(mention.name, lexicon)):
            result.append(mention._replace(aliases=forms))
            continue
        if mention.kind in _WITH_ACRONYM:
            end = mention.span.end_char
            match = _SHORT_ACRONYM.match(text, end + text.startswith(" ", end))
            if match and _abbreviates(match.group(1), mention.name):
                kind = Kind.ORGANIZATION if mention.kind is Kind.PERSON else mention.kind
                result.append(Mention(kind, mention.span, mention.name, mention.value, (match.group(1),)))
                continue
        result.append(mention)
    return result


def _apart(name: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return full name and acronym where a name is both: "Nordlys Film Institute NFI"."""
    full, _, short = name.rpartition(" ")
    is_acronym = short.isupper() and short.isalpha() and len(short) >= _MIN_LETTERS
    if not is_acronym or not any(word[0].isupper() and word.lower() in lexicon.organization for word in full.split()):
        return ()
    return (full, short) if short[0] in {word[0] for word in _NAME.findall(full)} else ()


def _abbreviates(short: str, name: str) -> bool:
    """Tell whether the short form takes its letters from the name, or is at least written as an acronym.

    Two letters may be the code of a country, so these must be the initials: "Film Fund (FF)", but not "Mandala (RO)".
    """
    initials = "".join(word[0] for word in _NAME.findall(name)).lower()
    letters = [c for c in short.lower() if c.isalpha()]
    if len(short) == _CODE_LETTERS and short.isupper():
        return initials.startswith(short.lower())
    capitals = [word[0].lower() for word in _NAME.findall(name) if word[0].isupper()]
    if len(letters) >= _MIN_LETTERS and letters == capitals:
        return True  # as some papers write them: "Filmmakers Association of Namibia (Fan)"
    return short.isupper() or (bool(letters) and letters[0] in initials and any(c.isupper() for c in short[1:]))


def as_titles(mentions: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """Take for a film what looks like a person, or an event without a head, where the article quotes it as a title."""
    titles = {m.name for m in mentions if m.kind is Kind.FILM and m.value == "quoted" and " " in m.name}
    return [m._replace(kind=Kind.FILM) if m.name in titles and _is_like_title(m, lexicon) else m for m in mentions]


def _is_like_title(mention: Mention, lexicon: Lexicon) -> bool:
    if mention.kind is Kind.EVENT:
        return not any(word in lexicon.event for word in mention.name.lower().split())
    return mention.kind is Kind.PERSON


def find_repeats(article: Article, mentions: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """Find further mentions of what is already known, outside of the mentions there are.

    Args:
        article: The article.
        mentions: What is named, sorted.
        lexicon: Word classes.

    Returns:
        New mentions; those by a part of the name or by a head word are anaphors, whose name is what stands in the text.
    """
    text = article.text
    searched = [sentence.span for sentence in article.sentences if sentence.part in _READ]
    taken = cover(len(text), (mention.span for mention in mentions if mention.kind not in _OPEN))
    words = [
        (token.start(), token.group(), sentence.end_char)
        for sentence in searched
        for token in _TOKEN.finditer(text, sentence.start_char, sentence.end_char)
    ]
    forms = _forms(mentions)
    found: list[Mention] = []
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    for span in _occurrences(longest_first, text, words, taken, joined=""):
        name = text[span.start_char : span.end_char]
        found.append(Mention(forms[name].kind, span, name, forms[name].value))
    for span in _occurrences(sorted(_surnames(mentions)), text, words, taken, joined="-"):
        name = text[span.start_char : span.end_char]
        found.append(Mention(Kind.PERSON, span, name, "surname", anaphor=True))
    people = [mention for mention in (*mentions, *found) if mention.kind is Kind.PERSON]
    found.extend(find_owned(text, searched, people, taken, lexicon))
    anaphors = find_anaphors(text, searched, (*mentions, *found), taken, lexicon)
    found.extend(find_unnamed(article, searched, taken, lexicon))
    found.extend(_introducing(text, anaphors, (*mentions, *found), lexicon))
    return found


def _introducing(text: str, anaphors: Sequence[Mention], others: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """Let what could point back name a thing where the article names none that it could point back to.

    So "the Embassy" is a body, and "the retrospective" the event itself: what it shows is no name, so that it is often
    called so from the start.
    """
    words = {word for word, value in lexicon.unnamed_event.items() if value == _NAMELESS}
    events = [other for other in others if other.kind is Kind.EVENT]
    found = _called_by_head(text, anaphors, others, lexicon)
    if any(event.value == _NAMELESS or words & {event.name.lower(), *event.aliases} for event in events):
        return found
    for number, mention in enumerate(found):
        if (word := mention.name.lower()) in words:
            found[number] = mention._replace(name=mention.value.lower(), aliases=(word,), anaphor=False)
            break
    return found


def _called_by_head(
    text: str, anaphors: Sequence[Mention], others: Sequence[Mention], lexicon: Lexicon
) -> list[Mention]:
    """Let "the Embassy" or "the Cinemateca" be the name of a body where the article calls none in full."""
    named = {word.lower() for other in others if other.kind in _BODIES for word in _NAME.findall(other.name)}
    found, introduced = list(anaphors), set[str]()
    for number, mention in enumerate(found):
        word = mention.name.lower()
        is_name = mention.name[0].isupper() and not text.startswith(" of ", mention.span.end_char)
        if is_name and word in lexicon.doubtful["body_by_head"] - named - introduced:
            found[number] = mention._replace(anaphor=False)
            introduced.add(word)
    return found


def _forms(mentions: Sequence[Mention]) -> Mapping[str, Mention]:
    """Return who is first called so, by each name and alias that is long enough to be told from a common word."""
    forms: dict[str, Mention] = {}
    for mention in mentions:
        if mention.kind in _REPEATED and mention.value not in OTHER_EDITIONS:
            for form in (mention.name, *mention.aliases):
                if len(form) >= _MIN_CHARS or (form.isupper() and len(form) >= _MIN_CHARS_ACRONYM):
                    forms.setdefault(form, mention)
    return forms


def _surnames(mentions: Sequence[Mention]) -> set[str]:
    surnames = set()
    for mention in mentions:
        if mention.kind is Kind.PERSON and mention.value != "surname":
            words = _NAME.findall(mention.name)
            if len(words) > 1:
                surnames.add(words[-1])
                if "-" in words[-1]:  # East Asian order: the family name stands first
                    surnames.add(words[0])
    return surnames


def _occurrences(
    forms: Sequence[str], text: str, words: Sequence[tuple[int, str, int]], taken: Cover, *, joined: str
) -> Iterator[Span]:
    """Yield where one of some forms stands as a whole word in what is free, and take it; of two the earlier in order.

    Forms are looked up by their first word, so that the cost does not grow with their number.

    Args:
        forms: What is looked for.
        text: The article.
        words: Its words and marks in their order: where one starts, what it is, and where its sentence ends.
        taken: What is known already.
        joined: Further characters beside those of words that may not stand before or behind a form.
    """
    by_first: dict[str, list[str]] = {}
    for form in forms:
        first = _TOKEN.match(form)
        if first is not None:
            by_first.setdefault(first.group(), []).append(form)
    free_from = 0
    for start, word, limit in [known for known in words if known[1] in by_first]:
        if start < free_from or _joins(text[start - 1 : start], joined):
            continue
        for form in by_first[word]:
            end = start + len(form)
            if text.startswith(form, start, limit) and (end == limit or not _joins(text[end], joined)):
                free_from = end
                span = Span(start, end)
                if taken.is_free(span):
                    taken.take(span)
                    yield span
                break


def _joins(character: str, joined: str) -> bool:
    """Tell whether a character would make one word of what stands on its two sides."""
    return character.isalnum() or character == "_" or (character != "" and character in joined)

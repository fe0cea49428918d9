"""Second pass over an article: what was named once is found again, in full, by surname, by acronym or by its head.

"Karimov" after "Anar Karimov", "the Guild" after "the Azerbaijan Producers Guild (APG)", "the festival".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from filmkg.annotate.lexicon import Lexicon
from filmkg.model import Article, Kind, Mention, Part, Span

_NAME = re.compile(r"[^\W\d_][\w’'‑-]*")
# HEADS is put in place of the words that point back; up to three plain words may stand before them
_ANAPHOR = (
    r"\b(?:[Tt]he|[Tt]his|[Ii]ts|[Tt]heir|[Tt]his year['’]s|[Oo]ur)"
    r"((?: (?!and|or|of|in|for|to|by|with|at|on|was|is|were|are|the)[a-z][\w'’-]*){0,3}?) "
    r"(HEADS)\b(?!['’]?-)"
)
_INDEFINITE = (
    r"\b(?:[Aa]n?|[Hh]eld|[Hh]olds?|[Hh]olding|[Hh]is|[Ii]ts|[Tt]heir|[Dd]uring|[Tt]he|[Tt]his|[Aa]t|[Aa]fter"
    r"|[Ss]pecial|[Ff]or)"
    r" (?:[\w’'-]+ ){0,3}?(WORDS)\b(?! of [A-Z])"
)
_IN_PASSING = re.compile(r"(?:\bat|\bfrom|\bof|prize|award|winner|sidelines of|selected for|since) (?:the )?$")
_MET = re.compile(
    r"\b(met|meets|met with|received|receives)(?= (?:with |the |his |her |in |on |for |[A-ZÀ-Þ]))"
    r"(?! the (?:\w+ )?(?:prize|award))"
)
_SHOWN = re.compile(r"\b(screened|shown|projected|screening)\b")
_SHORT_ACRONYM = re.compile(r"\(\s*(?:also )?[\"“]?([A-ZÀ-Þİ][\w&-]{1,14})[\"”]?\s*\)")
_SEARCHED = (Kind.FILM, Kind.ORGANIZATION, Kind.EVENT, Kind.PERSON, Kind.VENUE)


def with_acronyms(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Give bodies and events the acronym that stands in brackets behind them."""
    result = []
    for mention in mentions:
        if mention.kind in (Kind.ORGANIZATION, Kind.EVENT, Kind.PERSON, Kind.VENUE):
            match = _SHORT_ACRONYM.match(
                text, mention.span.end_char + (text[mention.span.end_char : mention.span.end_char + 1] == " ")
            )
            if match and _abbreviates(match.group(1), mention.name):
                kind = Kind.ORGANIZATION if mention.kind is Kind.PERSON else mention.kind
                result.append(Mention(kind, mention.span, mention.name, mention.value, (match.group(1),)))
                continue
        result.append(mention)
    return result


def _abbreviates(short: str, name: str) -> bool:
    """Tell whether the short form takes its letters from the name, or is at least written as an acronym."""
    initials = "".join(word[0] for word in _NAME.findall(name)).lower()
    letters = [c for c in short.lower() if c.isalpha()]
    return short.isupper() or (bool(letters) and letters[0] in initials and any(c.isupper() for c in short[1:]))


def find_repeats(article: Article, mentions: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """Find further mentions of what is already known, outside of the mentions there are.

    Returns:
        New mentions; those by a part of the name or by a head word are anaphors, whose name is what stands in the text.
    """
    text = article.text
    forms: dict[str, Mention] = {}
    surnames: dict[str, Mention] = {}
    for mention in mentions:
        if mention.kind in _SEARCHED:
            for form in (mention.name, *mention.aliases):
                if len(form) > 2 or (form.isupper() and len(form) > 1):
                    forms.setdefault(form, mention)
            if mention.kind is Kind.PERSON and mention.value != "surname":
                words = _NAME.findall(mention.name)
                if len(words) > 1:
                    surnames.setdefault(words[-1], mention)
                    if "-" in words[-1]:  # East Asian order: the family name stands first
                        surnames.setdefault(words[0], mention)
    taken = sorted(mention.span for mention in mentions if mention.kind not in (Kind.QUOTE, Kind.GENRE, Kind.DEMONYM))
    searched = [s.span for s in article.sentences if s.part in (Part.TITLE, Part.BODY, Part.LIST)]
    found: list[Mention] = []
    if forms:
        longest_first = sorted(forms, key=lambda form: (-len(form), form))
        pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")
        named = [(span, text[span.start_char : span.end_char]) for span in _free(pattern, text, searched, taken)]
        found.extend(Mention(forms[name].kind, span, name, forms[name].value) for span, name in named)
    taken = sorted([*taken, *(mention.span for mention in found)])
    if surnames:
        pattern = re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, sorted(surnames))) + r")(?![\w-])")
        found.extend(
            Mention(Kind.PERSON, span, text[span.start_char : span.end_char], "surname", anaphor=True)
            for span in _free(pattern, text, searched, taken)
        )
    taken = sorted([*taken, *(mention.span for mention in found)])
    found.extend(_heads(text, searched, taken, lexicon))
    taken = sorted([*taken, *(mention.span for mention in found)])
    has_programme = _has_programme(article, mentions)
    found.extend(_unnamed(text, searched, taken, lexicon, has_programme=has_programme))
    return found


def _has_programme(article: Article, mentions: Sequence[Mention]) -> bool:
    """Tell whether the article is likely about film days or a festival: named in the first third, or twice."""
    body = [s for s in article.sentences if s.part in (Part.BODY, Part.LIST)]
    if not body:
        return False
    limit = body[min(len(body) - 1, max(2, len(body) // 3))].span.end_char
    named = [
        m
        for m in mentions
        if m.kind is Kind.EVENT
        and m.value in ("FilmDays", "FilmFestival")
        and not _IN_PASSING.search(article.text, max(0, m.span.start_char - 24), m.span.start_char)
    ]
    return len(named) > 1 or any(m.value == "FilmDays" or m.span.start_char < limit for m in named)


def _heads(text: str, searched: Iterable[Span], taken: Sequence[Span], lexicon: Lexicon) -> list[Mention]:
    """Find "the Guild", "this year's festival", "the two-day event"."""
    found: list[Mention] = []
    heads = {*lexicon.event, *lexicon.organization, *lexicon.doubtful["event_in_general"]} | lexicon.doubtful[
        "film_in_general"
    ]
    words = sorted((word for word in heads if " " not in word), key=lambda word: (-len(word), word))
    anaphor = re.compile(
        _ANAPHOR.replace("HEADS", "|".join(f"[{w[0].upper()}{w[0]}]{re.escape(w[1:])}" for w in words))
    )
    for sentence in searched:
        for match in anaphor.finditer(text, sentence.start_char, sentence.end_char):
            word = match.group(2)
            lower = word.lower()
            between = match.group(1).split()
            if any(w[0].isupper() for w in between):
                continue
            span = Span(match.start(2), match.end(2))
            if _overlaps(span, taken):
                continue
            follows = text[match.end() : match.end() + 1]
            if lower in lexicon.doubtful["event_or_time"] and match.group().lower().startswith(("this ", "that ")):
                continue  # "this week" is a date
            if (
                lower in lexicon.event
                and follows != "-"
                and lexicon.event[lower] not in ("Event", "Meeting", "Screening")
            ) or lower in lexicon.doubtful["event_in_general"]:
                found.append(Mention(Kind.EVENT, span, word, lexicon.event.get(lower, "Event"), anaphor=True))
            elif lower in lexicon.organization and (
                not between or between[-1].lower() in lexicon.role_domain | lexicon.film_words
            ):
                found.append(Mention(Kind.ORGANIZATION, span, word, lexicon.organization[lower], anaphor=True))
            elif lower in lexicon.doubtful["film_in_general"] and not text.startswith(
                lexicon.film_compound, match.end()
            ):
                found.append(Mention(Kind.FILM, span, word, "", anaphor=True))
    return found


def _unnamed(
    text: str, searched: Iterable[Span], taken: Sequence[Span], lexicon: Lexicon, *, has_programme: bool
) -> list[Mention]:
    """Find events that have no name: "a special screening", "held talks with", "met the ambassador"."""
    found: list[Mention] = []
    indefinite = re.compile(_INDEFINITE.replace("WORDS", "|".join(lexicon.unnamed_event)))
    for sentence in searched:
        for match in indefinite.finditer(text, sentence.start_char, sentence.end_char):
            word = match.group(1)
            span = Span(match.start(1), match.end(1))
            value = lexicon.unnamed_event[word.lower()]
            if not _overlaps(span, taken) and not (has_programme and value == "Screening"):
                found.append(Mention(Kind.EVENT, span, value.lower() if value != "Event" else word.lower(), value))
        for pattern, value in ((_MET, "Meeting"), (_SHOWN, "Screening")):
            if value == "Screening" and has_programme:
                continue
            for match in pattern.finditer(text, sentence.start_char, sentence.end_char):
                span = Span(match.start(1), match.end(1))
                if not _overlaps(span, taken) and not _overlaps(span, [m.span for m in found]):
                    found.append(Mention(Kind.EVENT, span, value.lower(), value))
    return found


def _free(pattern: re.Pattern[str], text: str, searched: Iterable[Span], taken: Sequence[Span]) -> Iterable[Span]:
    for sentence in searched:
        for match in pattern.finditer(text, sentence.start_char, sentence.end_char):
            span = Span(match.start(), match.end())
            if not _overlaps(span, taken):
                yield span


def _overlaps(span: Span, taken: Sequence[Span]) -> bool:
    return any(other.start_char < span.end_char and span.start_char < other.end_char for other in taken)

"""Words in quotation marks: speech, or the title of a film, an event, a body."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from filmkg.annotate.lexicon import Lexicon
from filmkg.model import Article, Kind, Mention, Part, Span
from filmkg.resources import DATA

_PAIRS = (("“", "”"), ("«", "»"), ("„", "“"), ('"', '"'), ("‘", "’"))
_OPENING = re.compile(r"[“«„\"]|(?<![\w.])‘(?=\w)|(?<![\w.])'(?=[^\W\d_])")
_CLOSING = {"“": re.compile("”|\""), "«": re.compile("»"), "„": re.compile("[“”]"), '"': re.compile("[\"”]"),
            "‘": re.compile(r"’(?!\w)"), "'": re.compile(r"'(?!\w)")}  # fmt: skip
_LONGEST_CHARS = 1500
_CLAUSE_ENDS = re.compile(r'[.;:"“”«»\n]')
_CLAUSE_CHARS = 80
_ENDS_OF_SPEECH = tuple(",?!…")
_GIVEN = ("for", "to")
_MIN_WORDS = 2
_MAX_CAPITALS = 0.3
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class QuotationCues:
    """Words around quotation marks that tell what is quoted, in lower case."""

    speech_words: frozenset[str]
    before: Mapping[str, Kind | None]
    after: Mapping[str, Kind]
    said: frozenset[str]


def load_cues(path: Path = DATA / "vocabulary" / "quotations.toml") -> QuotationCues:
    """Read the cues."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    kinds = {"none": None, **{kind.value: kind for kind in (Kind.EVENT, Kind.ORGANIZATION, Kind.VENUE, Kind.AWARD)}}
    return QuotationCues(
        speech_words=frozenset(data["speech_words"]),
        before={word: kinds[key] for key, words in data["before"].items() for word in words},
        after={word: Kind(key) for key, words in data["after"].items() for word in words},
        said=frozenset(data["said"]),
    )


def find_quotations(
    article: Article, lexicon: Lexicon, cues: QuotationCues
) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """Find what stands in quotation marks.

    Returns:
        The speech (kind QUOTE) and the titles, each sorted; spans include the marks, names do not.
    """
    speech: list[Mention] = []
    titles: list[Mention] = []
    text = article.text
    for start, end in _paragraphs(article):
        position = start
        while opening := _OPENING.search(text, position, end):
            mark = opening.group()
            closing = _CLOSING[mark].search(text, opening.end(), min(end, opening.end() + _LONGEST_CHARS))
            if closing is None:
                position = opening.end()
                continue
            span, inner = Span(opening.start(), closing.end()), text[opening.end() : closing.start()]
            name = inner.strip().rstrip(",.;").strip()
            kind = _kind(text, span, name, inner, lexicon, cues)
            if kind is Kind.QUOTE:
                speech.append(Mention(kind, span, inner.strip().rstrip(",")))
            elif kind is not None:
                titles.append(Mention(kind, span, name, "quoted"))
            position = closing.end()
    return tuple(speech), tuple(titles)


def _paragraphs(article: Article) -> list[tuple[int, int]]:
    """Return the range of each paragraph that has sentences of body, list or title."""
    ranges: dict[int, tuple[int, int]] = {}
    for sentence in article.sentences:
        if sentence.part in (Part.BODY, Part.LIST, Part.TITLE):
            start, _ = ranges.get(sentence.paragraph, (sentence.span.start_char, 0))
            ranges[sentence.paragraph] = (start, sentence.span.end_char)
    return sorted(ranges.values())


def _behind(text: str, span: Span) -> list[str]:
    """Return the next words behind what is quoted, within its clause."""
    return _WORD.findall(_CLAUSE_ENDS.split(text[span.end_char : span.end_char + _CLAUSE_CHARS], maxsplit=1)[0])


def _is_sentence(words: Sequence[str]) -> bool:
    """Tell whether words have no more capitals than a sentence has: a title in capitals has one on most words."""
    return len(words) > _MIN_WORDS and sum(word[0].isupper() for word in words[1:]) <= _MAX_CAPITALS * len(words)


def _kind(text: str, span: Span, name: str, inner: str, lexicon: Lexicon, cues: QuotationCues) -> Kind | None:
    words = _WORD.findall(name)
    if not words:
        return None
    content = [word for word in words if word.lower() not in lexicon.common or word[0].isupper()]
    capitals = sum(word[0].isupper() or word[0].isdigit() for word in content)
    ratio = capitals / len(content) if content else 0.0
    opens_capital = words[0][0].isupper() or words[0][0].isdigit()
    speaks = sum(word.lower() in cues.speech_words for word in words if not word[0].isupper() or word == words[0])
    ends = inner.rstrip()[-1:]
    if ends in _ENDS_OF_SPEECH and _is_sentence(words) and not cues.said.isdisjoint(_behind(text, span)):
        return Kind.QUOTE
    if len(words) > 12 or (len(words) > 5 and ratio < 0.6) or (speaks and ratio < 0.75 and len(words) > 3):
        return Kind.QUOTE if len(words) > 3 else None
    if ends in "?!" and speaks and len(words) > 2 and ratio < 0.75:
        return Kind.QUOTE
    if not opens_capital:
        return Kind.QUOTE if len(words) > 5 else None
    before = [word.lower() for word in _WORD.findall(text[max(0, span.start_char - 40) : span.start_char])][-3:]
    after = _WORD.match(text, span.end_char + 1)
    if after and (kind := cues.after.get(after.group().lower())):
        return kind
    lower = [word.lower() for word in words]
    for word in reversed(before[-2:]):
        if word in lexicon.genre_head or word in lexicon.film_words:
            break
        if word in cues.before:
            if cues.before[word] is Kind.AWARD and before[-1] in _GIVEN and lower[0] != "best":
                break  # the award for "Red Garden"
            return cues.before[word]
    if (
        len(words) >= 3
        and (lower[-1] in lexicon.organization or lower[0] in lexicon.organization)
        and ({"national", "state", "international", "ministry", "union", "public"} & set(lower))
    ):
        return Kind.ORGANIZATION
    if (lexicon.event.get(lower[-1]) in ("FilmFestival", "FilmDays") and len(words) >= 3) or (
        len(words) >= 3 and lexicon.event.get(lower[0]) in ("FilmFestival", "FilmDays") and lower[1] == "of"
    ):
        return Kind.EVENT
    return Kind.FILM

"""The words by which names are recognised, read from `data/vocabulary/names.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filmkg.resources import DATA

# up to three plain words may stand between what points and the head
_ANAPHOR = (
    r"\b(?:[Tt]he|[Tt]his|[Ii]ts|[Tt]heir|[Tt]his year['’]s|[Oo]ur)"
    r"((?: (?!and|or|of|in|for|to|by|with|at|on|was|is|were|are|the)"
    r"(?:[a-z][\w'’-]*|[A-ZÀ-Þ][\w'’]{{1,24}}-based)){{0,3}}?)"
    r" ((?:{heads})\b|(?:{films})\b(?! (?:{heads})\b))(?!['’]?-)"
)
# what is called by who made it and no more: no title follows
_OWNED_FILM = (
    r"['’]s? (?:(?!{not_this}\b)[a-z0-9][\w’'-]* ){{0,3}}?({heads})\b(?!['’]?-|['’]s\b|,? [\"“«„‘(]|:|,? [A-ZÀ-Þ]"
    r"| (?:called|titled|entitled|named|about to|[\w-]+ [\"“«„]))"
)
_INDEFINITE = (
    r"\b(?:[Aa]n?|[Hh]eld|[Hh]olds?|[Hh]olding|[Hh]is|[Ii]ts|[Tt]heir|[Dd]uring|[Tt]he|[Tt]his|[Aa]t|[Aa]fter"
    r"|[Ss]pecial|[Ff]or) (?:[\w’'-]+ ){{0,3}}?({words})\b(?! of [A-Z])"
)


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """What tells of an event without a name, as `unnamed.toml` has it.

    Attributes:
        pattern: Of its groups the one that matched is what stands for the event.
        value: The class of the event.
        called: Whether this is a noun, by which the event is called.
    """

    pattern: re.Pattern[str]
    value: str
    called: bool


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Head words and word classes, all in lower case.

    The mappings give what a head stands for: the organisation type, the class of event, the type of agreement;
    `agreement_phrase` matches, by type of agreement, what is called one by several words;
    `doubtful` gives the lists of `doubtful.toml` by name. `anaphor` matches a head that may point back (group 2) with
    the words before it (group 1), `owned_film` behind a person a film that has no other name (group 1), `indefinite` an
    event that is called by its class only (group 1), `told_events` what else tells of an event without a name.
    """

    organization: Mapping[str, str]
    organization_ending: tuple[str, ...]
    venue: frozenset[str]
    event: Mapping[str, str]
    film_words: frozenset[str]
    agreement: Mapping[str, str]
    agreement_phrase: Mapping[str, re.Pattern[str]]
    award: frozenset[str]
    award_metal: frozenset[str]
    role_head: frozenset[str]
    profession: frozenset[str]
    role_modifier: frozenset[str]
    role_domain: frozenset[str]
    role_tail: frozenset[str]
    role_office: frozenset[str]
    role_skipped: frozenset[str]
    role_ranked: frozenset[str]
    role_portfolio: frozenset[str]
    honorific: frozenset[str]
    style: re.Pattern[str]
    genre_head: frozenset[str]
    genre_modifier: frozenset[str]
    genre_neutral: frozenset[str]
    known_organization: frozenset[str]
    no_organization: frozenset[str]
    known_event: frozenset[str]
    festival_name: re.Pattern[str]
    common: frozenset[str]
    not_person: frozenset[str]
    state_body: frozenset[str]
    named_body: frozenset[str]
    best: frozenset[str]
    doubtful: Mapping[str, frozenset[str]]
    genre_name: Mapping[str, str]
    unnamed_event: Mapping[str, str]
    programme: Mapping[str, str]
    programme_called: Mapping[str, str]
    programme_of_films: Mapping[str, str]
    programme_behind: Mapping[str, str]
    entry_lead: frozenset[str]
    film_compound: tuple[str, ...]
    anaphor: re.Pattern[str]
    owned_film: re.Pattern[str]
    indefinite: re.Pattern[str]
    told_events: tuple[ToldEvent, ...]


def _style(styles: Iterable[str]) -> re.Pattern[str]:
    """Match a style ("H.E.") before a word in title case: in a headline "HE WAS" is none."""
    longest_first = "|".join(map(re.escape, sorted(styles, key=len, reverse=True)))
    return re.compile(rf"(?:{longest_first})(?=\s+(?:[^\W\d_a-z]\.\s*)*[^\W\d_a-z][^\W\d_A-Z])")


def _inverted(table: Mapping[str, list[str]]) -> Mapping[str, str]:
    return {word: value for value, words in table.items() for word in words}


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return what matches the words of one of some phrases; behind a bar stands what must follow them."""
    parts = (phrase.partition(" | ") for phrase in phrases)
    found = (f"{re.escape(words)}(?= {behind})" if behind else re.escape(words) for words, _, behind in parts)
    return re.compile(rf"\b(?i:{'|'.join(found)})\b")


def _festival_name(words: Iterable[str]) -> re.Pattern[str]:
    """Match a festival by one word, known or ending in "Fest" ("RO-CineFest"), that no other name follows."""
    known = "|".join(map(re.escape, sorted(words)))
    has_capital, no_name_behind = r"(?=[\w’'-]*[^\W\d_a-z])", r"(?![\w-]| [^\W\d_a-z])"
    ending = r"[\w-]{0,20}(?:(?i:cinefest)|(?<=[\w-])Fest)"
    return re.compile(rf"(?<![\w’'-]){has_capital}(?:(?i:{known})|{ending}){no_name_behind}")


def _anaphor(heads: Iterable[str], *, films: Iterable[str]) -> re.Pattern[str]:
    """Match heads that may point back; of "the film society" the last."""
    return re.compile(_ANAPHOR.format(heads=_either_case(heads), films=_either_case(films)))


def _either_case(heads: Iterable[str]) -> str:
    words = sorted({head for head in heads if " " not in head}, key=lambda head: (-len(head), head))
    return "|".join(f"[{word[0].upper()}{word[0]}]{re.escape(word[1:])}" for word in words)


def _owned_film(heads: Iterable[str], not_this: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(heads, key=lambda head: (-len(head), head))
    return re.compile(_OWNED_FILM.format(heads="|".join(longest_first), not_this="|".join(not_this)))


def _told_events(table: Mapping[str, Any]) -> Iterator[ToldEvent]:
    for entry in table["event"]:
        pattern = "|".join(entry["patterns"])
        for name, part in table["parts"].items():
            pattern = pattern.replace(f"<{name}>", part)
        yield ToldEvent(re.compile(pattern), entry["class"], entry.get("called", False))


def load_lexicon(folder: Path = DATA / "vocabulary") -> Lexicon:
    """Read the word lists."""
    data = tomllib.loads((folder / "names.toml").read_text(encoding="utf-8"))
    doubtful = tomllib.loads((folder / "doubtful.toml").read_text(encoding="utf-8"))
    told = tomllib.loads((folder / "unnamed.toml").read_text(encoding="utf-8"))
    role, genre = data["role"], data["genre"]
    organization, event, unnamed = (
        _inverted(table) for table in (data["organization"], data["event"], doubtful["unnamed_event"])
    )
    return Lexicon(
        organization=organization,
        organization_ending=tuple(data["organization_ending"]["studio"]),
        venue=frozenset(data["venue"]["words"]),
        event=event,
        film_words=frozenset(data["film_words"]["words"]),
        agreement=_inverted(data["agreement"]),
        agreement_phrase={type_: _any_of(phrases) for type_, phrases in data["agreement_phrase"].items()},
        award=frozenset(data["award"]["words"]),
        award_metal=frozenset(data["award"]["metals"]),
        role_head=frozenset(role["heads"]) | {f"{head}s" for head in role["heads"] if head[-1] != "s"},
        profession=frozenset(role["professions"]),
        role_modifier=frozenset(role["modifiers"]),
        role_domain=frozenset(role["domains"]),
        role_tail=frozenset(role["tails"]),
        role_office=frozenset(role["offices"]) | frozenset(role["domains"]),
        role_skipped=frozenset(role["skipped"]),
        role_ranked=frozenset(role["ranked"]),
        role_portfolio=frozenset(role["portfolio"]),
        honorific=frozenset(role["honorifics"]),
        style=_style(role["styles"]),
        genre_head=frozenset(genre["heads"]),
        genre_modifier=frozenset(genre["modifiers"]),
        genre_neutral=frozenset(genre["neutral"]),
        known_organization=frozenset(data["known_organization"]["words"]),
        no_organization=frozenset(data["no_organization"]["words"]),
        known_event=frozenset(data["known_event"]["words"]),
        festival_name=_festival_name(data["known_event"]["words"]),
        common=frozenset(data["common"]["words"]),
        not_person=frozenset(data["not_person"]["words"]),
        state_body=frozenset(data["state_body"]["words"]),
        named_body=frozenset(data["named_body"]["words"]),
        best=frozenset(data["best"]["words"]),
        doubtful={name: frozenset(words) for name, words in doubtful.items() if isinstance(words, list)},
        genre_name=doubtful["genre_name"],
        unnamed_event=unnamed,
        programme=_inverted(doubtful["programme"]),
        programme_called=_inverted(doubtful["programme_called"]),
        programme_of_films=_inverted(doubtful["programme_of_films"]),
        programme_behind=_inverted(doubtful["programme_behind"]),
        entry_lead=frozenset(data["entry_lead"]["words"]),
        film_compound=tuple(doubtful["film_compound"]),
        anaphor=_anaphor(
            {*event, *organization, *doubtful["event_in_general"]} - set(doubtful["no_body_alone"]),
            films=doubtful["film_in_general"],
        ),
        owned_film=_owned_film((*doubtful["film_in_general"], *doubtful["owned_film"]), doubtful["not_this_film"]),
        indefinite=re.compile(_INDEFINITE.format(words="|".join(unnamed))),
        told_events=tuple(_told_events(told)),
    )

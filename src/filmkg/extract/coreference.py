"""Which mentions of an article speak of the same thing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from filmkg.extract.antecedents import Antecedents, attach_events
from filmkg.extract.eventclass import classify
from filmkg.extract.eventfeatures import events_of, naming_features, setting_of
from filmkg.extract.eventnames import join_events
from filmkg.extract.mainevent import main_events
from filmkg.extract.roster import Roster
from filmkg.extract.sentences import Sentences
from filmkg.extract.things import TYPES, Cast, Thing
from filmkg.extract.weights import EVENT_CLASS, MAIN, Model
from filmkg.extract.wording import Wording
from filmkg.model import CARD_ORIGINAL, OTHER_EDITIONS, OWNED, Annotation, Article, Kind, Mention, Span

_ACRONYM = re.compile(r"[A-ZÀ-Þ]{2,6}")
_ENDS, _ENDS_WITH_ACRONYM = re.compile(r"\)"), re.compile(r", [A-ZÀ-Þ]{2,6}\)")
_WITH_EDITIONS = ("FilmFestival", "FilmDays")
# what stands between a name and what explains it
_APPOSITION = re.compile(r",? (?:which is |that is )?(?:a|an|the) (?:[\w-]+ ){0,3}")
# between a body and the head of what it is said to be: "Ibermedia, the Madrid-based film" fund
_SAYS_WHAT = re.compile(r"(?: ?\([^\n()]{1,12}\))?, (?:the|an?|its|their|our) (?:[\w’'-]+ ){0,3}")


def cast(annotation: Annotation, *, sentences: Sentences, wording: Wording, model: Model) -> Cast:
    """Say who is who: cluster the mentions into things, choose the main event, and attach what points back to events.

    Args:
        annotation: The article with its mentions.
        sentences: Its sentences, for searching.
        wording: What names tell.
        model: What tells the class of an event and the main one, by feature.
    """
    things, thing_of = gather(annotation, wording=wording)
    setting, events = setting_of(annotation, sentences), events_of(things)
    naming = naming_features(events, setting)
    for thing in classify(events, naming, setting=setting, wording=wording, weights=model.weights[EVENT_CLASS]):
        forget(thing, thing_of)
    ranked = main_events(events_of(things), naming, setting=setting, weights=model.weights[MAIN])
    main, second = (*ranked, None, None)[:2]
    attach_events(annotation, things, thing_of, main, wording=wording)
    _class_editions(things, main)
    bodies = [thing for thing in things if thing.type == "Organization" and thing.mentions]
    body = max(bodies, key=lambda thing: len(thing.mentions), default=None)
    joined = max((b for b in bodies if _has_members(b, wording)), key=lambda thing: len(thing.mentions), default=None)
    return Cast(things, thing_of, main, second, _number(body), _number(joined))


def _number(thing: Thing | None) -> int | None:
    return None if thing is None else thing.number


def _has_members(body: Thing, wording: Wording) -> bool:
    """Tell whether others can belong to a body, as far as its names say: to a federation, but not to an archive."""
    words = {word for name in body.names for word in name.lower().split()}
    return bool(words & wording.joined) or not words & wording.lone


def _class_editions(things: Sequence[Thing], main: int | None) -> None:
    """Give other editions the class of the festival that the article is about, else of what they are called."""
    about = "" if main is None else things[main].type
    for thing in things:
        if thing.type in OTHER_EDITIONS:
            thing.value = thing.type
            called = "FilmFestival" if thing.names[0].endswith("festival") else "Event"
            thing.type = about if about in _WITH_EDITIONS else called


def _explains(mention: Mention, named: Mention, article: Article) -> bool:
    """Tell whether a mention says what the event named just before it is: "Lanterna, a festival of short films"."""
    between = article.text[named.span.end_char : mention.span.start_char]
    return mention.kind is Kind.EVENT and mention.name[:1].islower() and _APPOSITION.fullmatch(between) is not None


def _is_in_brackets(mention: Mention, named: Mention, article: Article) -> bool:
    """Tell whether a mention is a name of the event named before it: "Carthage Film Festival (Journées …, JCC)".

    A name alone in brackets may be that of a section, so an acronym must stand behind it or be it.
    """
    between = article.text[named.span.end_char : mention.span.start_char]
    ends = _ENDS_WITH_ACRONYM if between == " (" else _ENDS
    is_name = between == " (" or (between == ", " and _ACRONYM.fullmatch(mention.name) is not None)
    return is_name and ends.match(article.text, mention.span.end_char) is not None


def forget(thing: Thing, thing_of: dict[int, int]) -> None:
    """Let a thing be spoken of by none of its mentions: it turned out to be none."""
    for number in thing.mentions:
        del thing_of[number]
    thing.mentions.clear()
    thing.starts.clear()


def gather(annotation: Annotation, *, wording: Wording) -> tuple[list[Thing], dict[int, int]]:
    """Cluster the mentions into things: first the names, then what points back to them; not yet "the event".

    Returns:
        The things, each at its number, and the number of the thing by number of the mention.
    """
    roster = Roster(annotation, wording)
    thing_of: dict[int, int] = {}
    known = [(number, mention) for number, mention in enumerate(annotation.mentions) if mention.kind in TYPES]
    named: tuple[Mention, Thing] | None = None
    film: Thing | None = None
    for number, mention in known:
        if mention.value in OTHER_EDITIONS:
            thing = roster.edition(mention)
            thing.add_mention(number, mention.span.start_char)
            thing_of[number] = thing.number
            named = None
        elif not mention.anaphor:
            thing = None
            if named is not None and mention.kind is Kind.EVENT:
                thing = named[1] if _explains(mention, named[0], annotation.article) else None
                if thing is None and _is_in_brackets(mention, named[0], annotation.article):
                    thing = named[1]
                    roster.name(thing, mention)
            if film is not None and mention.value == CARD_ORIGINAL:
                thing = film
                roster.name(thing, mention)
            if thing is None:
                thing = roster.find(mention) or roster.add(mention)
                roster.name(thing, mention)
            thing.add_mention(number, mention.span.start_char)
            thing_of[number] = thing.number
            named = (mention, thing) if mention.kind is Kind.EVENT else None
            film = thing if mention.kind is Kind.FILM else film
    join_events(annotation, roster.things, thing_of, wording=wording)
    antecedents = Antecedents(roster, annotation)
    person: Thing | None = None
    body: tuple[Span, Thing] | None = None
    for number, mention in known:
        is_back = mention.anaphor and mention.kind is not Kind.EVENT
        antecedent = antecedents.find(mention, person if mention.value == OWNED else None) if is_back else None
        if mention.kind is Kind.ORGANIZATION and is_back and body is not None:
            end_char, start_char = body[0].end_char, mention.span.start_char
            antecedent = body[1] if _SAYS_WHAT.fullmatch(annotation.article.text, end_char, start_char) else antecedent
        spoken_of = antecedent or (roster.things[thing_of[number]] if number in thing_of else None)
        if mention.kind is Kind.PERSON:
            person = spoken_of
        elif mention.kind is Kind.ORGANIZATION:
            body = (mention.span, spoken_of) if spoken_of is not None else None
        if antecedent is not None:
            antecedent.add_mention(number, mention.span.start_char)
            thing_of[number] = antecedent.number
    return roster.things, thing_of

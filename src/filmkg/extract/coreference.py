"""Which mentions of an article speak of the same thing."""

from __future__ import annotations

from collections.abc import Mapping

from filmkg.extract.antecedents import Antecedents, attach_events
from filmkg.extract.mainevent import main_event
from filmkg.extract.roster import Roster
from filmkg.extract.sentences import Sentences
from filmkg.extract.things import TYPES, Cast, Thing
from filmkg.extract.wording import Wording
from filmkg.model import Annotation, Kind


def cast(annotation: Annotation, *, sentences: Sentences, wording: Wording, weights: Mapping[str, int]) -> Cast:
    """Say who is who: cluster the mentions into things, choose the main event, and attach what points back to events.

    Args:
        annotation: The article with its mentions.
        sentences: Its sentences, for searching.
        wording: What names tell.
        weights: What tells the main event, by feature.
    """
    things, thing_of = gather(annotation, wording=wording)
    main = main_event(annotation, things, sentences=sentences, weights=weights)
    attach_events(annotation, things, thing_of, main, wording=wording)
    return Cast(things, thing_of, main)


def gather(annotation: Annotation, *, wording: Wording) -> tuple[list[Thing], dict[int, int]]:
    """Cluster the mentions into things: first the names, then what points back to them; not yet "the event".

    Returns:
        The things, each at its number, and the number of the thing by number of the mention.
    """
    roster = Roster(annotation, wording)
    thing_of: dict[int, int] = {}
    known = [(number, mention) for number, mention in enumerate(annotation.mentions) if mention.kind in TYPES]
    for number, mention in known:
        if not mention.anaphor:
            thing = roster.find(mention) or roster.add(mention)
            roster.name(thing, mention)
            thing.add_mention(number, mention.span.start_char)
            thing_of[number] = thing.number
    antecedents = Antecedents(roster)
    for number, mention in known:
        antecedent = antecedents.find(mention) if mention.anaphor and mention.kind is not Kind.EVENT else None
        if antecedent is not None:
            antecedent.add_mention(number, mention.span.start_char)
            thing_of[number] = antecedent.number
    return roster.things, thing_of

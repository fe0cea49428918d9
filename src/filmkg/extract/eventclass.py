"""Of which class each event is, and which is none: the learned choice, unless the head of its name leaves no doubt."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import chain

from filmkg.extract.eventfeatures import Setting, class_features
from filmkg.extract.things import Thing
from filmkg.extract.wording import Wording
from filmkg.model import Annotation
from filmkg.regression import Weights, softmax, unpack

CLASSES = ("FilmFestival", "FilmDays", "Screening", "Meeting", "Event")
_SERIES = "FestivalSeries"
_NONE_FROM = 0.7  # what is as likely none is none
# what a name says of its event behind the head: "Festival of Indian Films in Bogota", "Red Sea Film Festival 2024"
_BEHIND_HEAD = re.compile(r" (?:of|for|in|on|at|with|de|du) .*| [“\"«(].*|[ ,]{1,3}(?:19|20)\d\d", re.DOTALL)


def classify(
    events: Sequence[Thing],
    naming: Mapping[int, Sequence[str]],
    *,
    setting: Setting,
    wording: Wording,
    weights: Weights,
) -> list[Thing]:
    """Give each event its likeliest class; return those that are none, which keep theirs.

    A series as such ("festivals such as Cannes") stays one where the choice is a festival. Without weights (while they
    are trained) all keep their class.
    """
    if not weights:
        return []
    chosen: list[tuple[Thing, str]] = []
    for thing in events:
        packed = weights.total(class_features(thing, naming[thing.number], events, setting))
        probabilities = softmax(unpack(packed, len(CLASSES)))
        certain = certain_class(thing, setting.annotation, wording)
        if 1 - sum(probabilities) >= _NONE_FROM and not (thing.named and certain):
            chosen.append((thing, ""))
        else:
            chosen.append((thing, certain or CLASSES[max(range(len(CLASSES)), key=lambda n: probabilities[n])]))
    for thing, name in chosen:
        if name and not (name == "FilmFestival" and thing.type == _SERIES):
            thing.type = name
    return [thing for thing, name in chosen if not name]


def certain_class(thing: Thing, annotation: Annotation, wording: Wording) -> str:
    """Return the class of an event whose name or word leaves no doubt of it, or an empty one."""
    if not thing.named:
        return next(filter(None, (wording.class_of_unnamed.get(name) for name in thing.names[1:])), "")
    heads = (_BEHIND_HEAD.sub("", name).lower().split() for name in thing.names)
    of_heads = (wording.class_of_named.get(words[-1]) for words in heads if len(words) > 1)
    nouns = (word for number in thing.mentions for word in annotation.mentions[number].aliases)
    return next(filter(None, chain(of_heads, (wording.class_of_unnamed.get(noun) for noun in nouns))), "")

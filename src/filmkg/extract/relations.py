"""Apply the rules to the stream: first the reductions, which shorten it, then the relations, which read it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product

from filmkg.extract.facts import Ledger, Object
from filmkg.extract.focus import Scene, in_focus, last_countries
from filmkg.extract.rules import Rule, RuleBook, Template
from filmkg.extract.stream import Item, Stream
from filmkg.extract.things import EVENT_TYPES, Cast
from filmkg.extract.values import EVENT_OBJECTS, Filler, is_literal, literal, original_title
from filmkg.model import Annotation, Concept, Evidence, Kind, Mention, Part, Span, Value

# nodes that take all fillers of a slot; of the others each filler makes a node of its own
_COLLECTIVE = frozenset({"Screening", "Event", "FilmDays", "FilmFestival", "Agreement"})
_SPECIAL = frozenset({"when", "titleVariant", "metBy"})
_TITLE_PENALTY = 0.9


class Reader:
    """Reads the facts of one article: the stream as it is being reduced, and the ledger that it fills."""

    def __init__(self, annotation: Annotation, cast: Cast, stream: Stream) -> None:
        self.annotation = annotation
        self.cast = cast
        self.stream = stream
        self.ledger = Ledger(cast)
        self.fired: dict[tuple[int, int], set[str]] = {}

    def read(self, rules: RuleBook) -> Ledger:
        """Apply all rules and return what they state."""
        for rule in rules.reductions:
            self._reduce(rule)
        for rule in rules.relations:
            for match in self._matches(rule):
                self._state(rule, match)
        return self.ledger

    def _matches(self, rule: Rule) -> Iterator[re.Match[str]]:
        text = self.stream.text
        if rule.required and not any(letter in text for letter in rule.required):
            return iter(())
        return rule.pattern.finditer(text)

    def _reduce(self, rule: Rule) -> None:
        """Apply one reduction until it changes nothing, at most four times."""
        for _ in range(4):
            edits: list[tuple[int, int, str, Item]] = []
            for match in self._matches(rule):
                self._state(rule, match)
                kept = self._fillers(match, rule.keep, rule)
                if not kept or match.end() - match.start() <= 1:
                    continue
                first, last = self.stream.items[match.start()].span, self.stream.items[match.end() - 1].span
                letter = next(
                    c for c in self.stream.text[slice(*match.span(rule.keep))] if c in rule.letters[rule.keep]
                )
                edits.append(
                    (
                        match.start(),
                        match.end(),
                        letter,
                        Item(Span(first.start_char, max(first.end_char, last.end_char)), kept[0].mention),
                    )
                )
            if not edits:
                return
            self.stream = self.stream.replaced(edits)

    def _fillers(self, match: re.Match[str], slot: str, rule: Rule) -> list[Filler]:
        """Return what fills a slot: its mentions, or the plain words where it has none."""
        if slot not in match.re.groupindex:
            return []
        start, end = match.span(slot)
        if start < 0 or start == end:
            return []
        depth, fillers, letters = 0, [], rule.letters.get(slot, "")
        for position in range(start, end):
            letter = self.stream.text[position]
            depth += (letter == "(") - (letter == ")")
            if letter in letters and depth <= 0:
                item = self.stream.items[position]
                fillers.append(Filler(item.span, item.mention))
        if not fillers:
            first, last = self.stream.items[start].span, self.stream.items[end - 1].span
            fillers.append(Filler(Span(first.start_char, last.end_char), -1))
        return fillers

    def _state(self, rule: Rule, match: re.Match[str]) -> None:
        evidence = self._evidence(rule, match)
        for template in rule.templates:
            if template.make:
                self._make(rule, template, match, evidence)
                continue
            name, slot = template.parts[0]
            if name in _SPECIAL:
                self._special(rule, template, match, evidence)
                continue
            subjects = self._objects("", template.subject, match, rule)
            self._remember(subjects, name, self._fillers(match, slot, rule))
            objects = self._objects(name, slot, match, rule)
            if template.respectively and len(subjects) != len(objects):
                continue
            pairs = zip(subjects, objects, strict=True) if template.respectively else product(subjects, objects)
            for subject, value in pairs:
                if isinstance(subject, int) and subject != value and self._fits(subject, name, value):
                    self.ledger.state(subject, name, value, evidence)

    def _fits(self, subject: int, name: str, value: Object) -> bool:
        """Tell whether the subject may have the property: a rule's focus can be anything."""
        type_ = self.ledger.thing(subject).type
        if name in ("startDate", "endDate") and isinstance(value, Value):
            issued = self.annotation.article.header.issued
            return type_ in EVENT_TYPES and (not issued or abs(int(issued[:4]) - int(value.lexical[:4])) <= 1)
        if name in ("organizer", "supporter", "participant", "screens", "venue"):
            return type_ in EVENT_TYPES and type_ != "FestivalSeries"
        return True

    def _remember(self, subjects: Sequence[Object], name: str, fillers: Sequence[Filler]) -> None:
        """Keep which relation a rule read between a thing and a mention."""
        for subject in subjects:
            for filler in fillers:
                if isinstance(subject, int) and filler.mention >= 0:
                    self.fired.setdefault((subject, filler.mention), set()).add(name)

    def _special(self, rule: Rule, template: Template, match: re.Match[str], evidence: Evidence) -> None:
        """State what a pseudo-property stands for: both ends of a date, the other title of a film."""
        name, slot = template.parts[0]
        if name == "when":
            self._remember(self._objects("", template.subject, match, rule), name, self._fillers(match, slot, rule))
            for end in ("startDate", "endDate"):
                for subject, value in product(
                    self._objects("", template.subject, match, rule), self._objects(end, slot, match, rule)
                ):
                    if isinstance(subject, int):
                        self.ledger.state(subject, end, value, evidence)
            return
        if name == "metBy":
            self._remember(
                self._objects("", template.subject, match, rule), "participant", self._fillers(match, slot, rule)
            )
            for subject, value in product(
                self._objects("", template.subject, match, rule), self._objects("participant", slot, match, rule)
            ):
                if isinstance(subject, int) and self.ledger.thing(subject).type == "Meeting":
                    self.ledger.state(subject, "participant", value, evidence)
            return
        for film in self._fillers(match, template.subject, rule):
            number = self.cast.thing_of.get(film.mention)
            for other in self._fillers(match, slot, rule):
                title = literal("originalTitle", other, self._mention(other), self.annotation.article)
                if number is None or title is None or not title.lexical[0].isupper():
                    continue
                known = self.annotation.mentions[film.mention].name
                thing = self.ledger.thing(number)
                if title.lexical not in thing.names:
                    thing.names.append(title.lexical)
                original = original_title(known, title.lexical)
                self.ledger.state(number, "originalTitle", Value(original), evidence)

    def _mention(self, filler: Filler) -> Mention | None:
        return self.annotation.mentions[filler.mention] if filler.mention >= 0 else None

    def _evidence(self, rule: Rule, match: re.Match[str]) -> Evidence:
        spans = [item.span for item in self.stream.items[match.start() : match.end()]] or [
            self.stream.items[match.start()].span
        ]
        focus = Span(min(span.start_char for span in spans), max(span.end_char for span in spans))
        inside = [
            sentence
            for sentence in self.annotation.article.sentences
            if sentence.span.start_char < focus.end_char and focus.start_char < sentence.span.end_char
        ]
        span = Span(min(s.span.start_char for s in inside), max(s.span.end_char for s in inside)) if inside else focus
        in_title = bool(inside) and inside[0].part is Part.TITLE
        return Evidence(span, focus, rule.name, round(rule.confidence * (_TITLE_PENALTY if in_title else 1.0), 3))

    def _objects(self, name: str, slot: str, match: re.Match[str], rule: Rule) -> list[Object]:
        """Return the things or literals that a slot of a template stands for."""
        if slot.startswith("="):
            return [Value(slot[1:])]
        if slot.startswith("#"):
            return [Concept(slot[1:])]
        if slot == "@countries":
            return list(last_countries(self._scene(), match.start()))
        if slot.startswith("@"):
            number = in_focus(slot, self._scene(), self.ledger, match.start())
            return [] if number is None else [number]
        objects: list[Object] = []
        for filler in self._fillers(match, slot.rstrip("?"), rule):
            value = self._object(name, filler)
            if value is not None and value not in objects:
                objects.append(value)
        return objects

    def _scene(self) -> Scene:
        return Scene(self.annotation, self.cast, self.stream)

    def _object(self, name: str, filler: Filler) -> Object | None:
        mention = self._mention(filler)
        if name and is_literal(name):
            return literal(name, filler, mention, self.annotation.article)
        if filler.mention < 0 or mention is None:
            return None
        number = self.cast.thing_of.get(filler.mention)
        if name in EVENT_OBJECTS and mention.kind is not Kind.EVENT:
            return self._series(mention.name)
        return number

    def _series(self, name: str) -> int:
        """Return the festival that a place's or body's name stands for: "accredits Cannes, Berlin and Venice"."""
        for thing in (*self.cast.things, *self.ledger.made):
            if thing.type in EVENT_TYPES and name in thing.names:
                return thing.number
        return self.ledger.make("FestivalSeries", label=name)

    def _make(self, rule: Rule, template: Template, match: re.Match[str], evidence: Evidence) -> None:
        parts: list[tuple[str, list[Object]]] = []
        for name, slot in template.parts:
            objects = self._objects(name, slot, match, rule)
            if not objects and not slot.endswith("?"):
                return
            if objects:
                parts.append((name, objects))
        for name, slot in template.parts[1:]:
            self._remember(parts[0][1], name, self._fillers(match, slot.rstrip("?"), rule))
        if template.make == "Position" and self._is_bare_profession(parts, match, rule):
            return
        if template.make in _COLLECTIVE:
            groups: list[list[tuple[str, Object]]] = [[(name, o) for name, objects in parts for o in objects]]
        elif template.respectively:
            length = max(len(objects) for _, objects in parts)
            if any(len(objects) not in (1, length) for _, objects in parts):
                return
            groups = [[(name, objects[i % len(objects)]) for name, objects in parts] for i in range(length)]
        else:
            groups = [
                list(zip([name for name, _ in parts], combination, strict=True))
                for combination in product(*(o for _, o in parts))
            ]
        for group in groups:
            number = self._node(template.make, group)
            for name, value in group:
                if value != number:
                    self.ledger.state(number, name, value, evidence)

    def _is_bare_profession(self, parts: Sequence[tuple[str, list[Object]]], match: re.Match[str], rule: Rule) -> bool:
        """Tell whether a post is only a profession ("director", "actor"): that needs a body to be a post."""
        if any(name == "organization" for name, _ in parts):
            return False
        slots = [slot for template in rule.templates for name, slot in template.parts if name == "positionTitle"]
        mentions = [self._mention(filler) for slot in slots for filler in self._fillers(match, slot, rule)]
        return any(mention is not None and mention.value == "profession" for mention in mentions)

    def _node(self, type_: str, group: Sequence[tuple[str, Object]]) -> int:
        """Return the node for these parts: one that is there and agrees, or a new one."""
        for thing in self.ledger.made:
            if thing.type == type_ and self._agrees(thing.number, group):
                return thing.number
        return self.ledger.make(type_)

    def _agrees(self, number: int, group: Sequence[tuple[str, Object]]) -> bool:
        """Tell whether a made node shares all of what both say, and at least one thing."""
        shared = 0
        for name, value in group:
            known = self.ledger.objects(number, name)
            if known and value not in known:
                return False
            shared += bool(known)
        return shared >= min(2, len(group))

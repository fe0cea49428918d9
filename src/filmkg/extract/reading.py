"""One article while its facts are read: what is known of it, and what grows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import NamedTuple

from filmkg.extract.facts import Ledger, Object
from filmkg.extract.matching import View
from filmkg.extract.rules import Rule
from filmkg.extract.sentences import Sentences
from filmkg.extract.stream import Stream
from filmkg.extract.things import Cast
from filmkg.extract.values import Filler, literal
from filmkg.extract.wording import Wording
from filmkg.model import Annotation, Mention, Modality, Span, Value


class Verdict(NamedTuple):
    """What a sentence says became of a thing: the status, the name of the rule, the sentence, and the words."""

    status: Modality
    name: str
    sentence: int
    words: Span


@dataclass(slots=True)
class Reading:
    """An article being read: a builder that lives as long as that takes.

    Attributes:
        annotation: The article with its mentions.
        sentences: Its sentences, for searching.
        cast: Who is who.
        wording: What names tell.
        english: Words of English.
        unreduced: The stream as it was written.
        view: The stream as it is after the reductions so far.
        ledger: What is stated so far.
        fired: Names of the relations that rules read, by number of the subject's thing and of the object's mention.
        doubtful: Whether doubts go for a thing in a sentence, by their numbers; filled in as it is asked for.
        verdicts: What a sentence says became of a thing, alike.
    """

    annotation: Annotation
    sentences: Sentences
    cast: Cast
    wording: Wording
    english: AbstractSet[str]
    unreduced: Stream
    view: View
    ledger: Ledger
    fired: dict[tuple[int, int], set[str]] = field(default_factory=dict)
    doubtful: dict[tuple[int, int], bool] = field(default_factory=dict)
    verdicts: dict[tuple[int, int], Sequence[Verdict]] = field(default_factory=dict)

    @property
    def stream(self) -> Stream:
        """The stream as it is now."""
        return self.view.stream

    def mention(self, filler: Filler) -> Mention | None:
        """Return the mention that fills a slot, or None for plain words."""
        return self.annotation.mentions[filler.mention] if filler.mention >= 0 else None

    def thing_at(self, position: int) -> int | None:
        """Return the number of the thing that a character of the stream stands for, or None."""
        return self.cast.thing_of.get(self.stream.mentions[position])

    def literal(self, name: str, filler: Filler) -> Value | None:
        """Return the literal that a filler gives for a property, or None where it gives none."""
        return literal(name, filler, self.mention(filler), article=self.annotation.article, wording=self.wording)

    def remember(self, subjects: Iterable[Object], name: str, fillers: Sequence[Filler]) -> None:
        """Keep which relation a rule read between things and mentions."""
        for subject in subjects:
            for filler in fillers:
                if isinstance(subject, int) and filler.mention >= 0:
                    self.fired.setdefault((subject, filler.mention), set()).add(name)

    def fillers(self, rule: Rule, match: re.Match[str], slot: str) -> list[Filler]:
        """Return what fills a slot: its mentions outside of brackets, or the plain words where it has none."""
        if slot not in match.re.groupindex:
            return []
        start, end = match.span(slot)
        if start < 0 or start == end:
            return []
        stream, letters = self.stream, rule.letters.get(slot, "")
        depth, found = 0, []
        for position, letter in enumerate(stream.text[start:end], start):
            depth += (letter == "(") - (letter == ")")
            if letter in letters and depth <= 0:
                span = Span(stream.starts[position], stream.ends[position])
                found.append(Filler(span, stream.mentions[position]))
        return found or [Filler(Span(stream.starts[start], stream.ends[end - 1]), -1)]

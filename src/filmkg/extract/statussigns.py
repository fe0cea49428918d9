"""Signs of how a sentence presents what it names: the cues that it has, and its dates beside the article's own."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from filmkg.extract.cues import Cue
from filmkg.extract.reading import Reading
from filmkg.model import Kind, Mention, Modality, Part, Span, Value

_MONTH, _DAY = 7, 10  # length of a date as exact as a month, as a day
_NEAR_CHARS = 100
_MAX_YEARS_FROM_ISSUE = 1
GONE_BY = "date before the article's"


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign: the status that it speaks for, how much, and what it is called in evidence."""

    status: Modality
    weight: float
    name: str


@dataclass(slots=True)
class StatusSigns:
    """The signs of each sentence, read once a sentence; lives inside `modality.state_status`.

    Attributes:
        cues: The cues of `data/vocabulary/modality.toml`.
        reading: The article.
        dates: Its dates.
        n_will: In how many of its sentences stands "will".
    """

    cues: Sequence[Cue]
    reading: Reading
    dates: Sequence[Mention] = ()
    n_will: int = 0
    _known: dict[tuple[int, str], Sequence[Sign]] = field(default_factory=dict)
    _words: dict[int, Sequence[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        mentions = self.reading.annotation.mentions
        self.dates = [mention for mention in mentions if mention.kind is Kind.DATE and "/" in mention.value]
        told = (sentence for sentence in self.reading.sentences.all if sentence.part in (Part.BODY, Part.LIST))
        self.n_will = sum(" will " in self.reading.annotation.article.quote(sentence.span) for sentence in told)

    def words(self, number: int) -> Sequence[str]:
        """Return the words of a sentence in lower case, with the marks that stand beside them."""
        known = self._words.get(number)
        if known is None:
            sentence = self.reading.sentences.all[number]
            known = self._words[number] = self.reading.annotation.article.quote(sentence.span).lower().split()
        return known

    def of(self, number: int, what: str) -> Sequence[Sign]:
        """Return what a sentence tells of an "event", "agreement" or "membership"."""
        known = self._known.get((number, what))
        if known is None:
            span = self.reading.sentences.all[number].span
            words = self.reading.annotation.article.quote(span)
            lower = words.lower()
            told = [
                Sign(cue.status, cue.weight, cue.name)
                for cue in self.cues
                if cue.of in ("any", what) and cue.words.stand_in(words, lower)
            ]
            known = self._known[number, what] = (*told, *self._of_dates(span))
        return known

    def cue(self, name: str, span: Span) -> Span | None:
        """Return the words of a sentence that a cue finds, or None for what is no cue of words."""
        words = self.reading.annotation.article.quote(span)
        found = (cue.words.expression.search(words) for cue in self.cues if cue.name == name)
        match = next((match for match in found if match), None)
        return None if match is None else Span(span.start_char + match.start(), span.start_char + match.end())

    def of_own_dates(self, number: int) -> Iterator[Sign]:
        """Yield what the dates stated of a thing tell, beside the article's own."""
        issued = self.reading.annotation.article.header.issued
        if not issued:
            return
        start = self.date(number, "startDate") or self.date(number, "signedOn")
        end = self.date(number, "endDate")
        if end is not None and end >= issued[: len(end)] and start is None:
            yield Sign(Modality.HAPPENED, 1.0, "ends after the article's date")
        elif start and start[:_DAY] > issued[: len(start)]:
            yield Sign(Modality.PLANNED, 3.0, "date after the article's")
        elif any(date and len(date) == _DAY and date < issued for date in (start, end)):
            yield Sign(Modality.HAPPENED, 3.0, GONE_BY)

    def _of_dates(self, span: Span) -> Iterator[Sign]:
        """Yield what the dates of a sentence tell: a day to come makes a thing planned, a day gone by happened."""
        issued = self.reading.annotation.article.header.issued
        if not issued:
            return
        starts, ends = [], []
        for mention in self._within(span):
            start, end = mention.value.split("/")
            if len(start) >= _MONTH and abs(int(start[:4]) - int(issued[:4])) <= _MAX_YEARS_FROM_ISSUE:
                starts.append(start)
            elif end and not start:
                ends.append(end)
        if starts and all(start > issued[: len(start)] for start in starts):
            yield Sign(Modality.PLANNED, 2.0, "a date to come in the sentence")
        elif any(len(start) == _DAY and start <= issued for start in starts) or any(
            end >= issued[: len(end)] for end in ends
        ):
            yield Sign(Modality.HAPPENED, 1.0, "a date gone by in the sentence")

    def nearest(self, span: Span, sentence: Span) -> Mention | None:
        """Return the date of a sentence that stands nearest to a name in it; None where none is near."""

        def gap(mention: Mention) -> int:
            return max(mention.span.start_char - span.end_char, span.start_char - mention.span.end_char)

        start = max(sentence.start_char, span.start_char - _NEAR_CHARS)
        around = Span(start, min(sentence.end_char, span.end_char + _NEAR_CHARS))
        return min(self._within(around), key=gap, default=None)

    def _within(self, span: Span) -> Iterator[Mention]:
        first = bisect_left(self.dates, span.start_char, key=lambda mention: mention.span.start_char)
        for mention in self.dates[first:]:
            if mention.span.end_char > span.end_char:
                break
            yield mention

    def date(self, number: int, name: str) -> str | None:
        """Return the first of the dates stated of a thing."""
        dates = (value.lexical for value in self.reading.ledger.objects(number, name) if isinstance(value, Value))
        return min(dates, default=None)

"""What a text must hold for a regular expression to match it, so that hopeless rules are skipped.

"{PERSON} (?:who )?directed {FILM}" needs a sentence with a person and a film, and an article with the word "directed".
The parser knows the part of the syntax of `re` that rules are written in. What it does not understand it does not
require: skipping must never lose a match.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from filmkg.extract.stream import BOUNDARY, KINDS

_QUANTIFIER = re.compile(r"(?:([*+?])|\{(\d*),?\d*\})[?+]?")
_CLASS_RANGE = re.compile(r"(\\u[0-9a-fA-F]{4}|\\.|.)(?:-(\\u[0-9a-fA-F]{4}|\\.|[^\]]))?", re.DOTALL)
_OPENING = re.compile(r"\((\?(?:P<\w+>|<?[=!]|:))?")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|.)", re.DOTALL)
_PLAIN = re.compile(rf"[^\\()\[|.^$*+?{{{''.join(KINDS)}]+(?![*+?{{])")
_MIN_WORD = 3
_HEAD_CHARS = 24  # of groups that begin so few are alike
_ZERO_WIDTH = "bB"
_CROSSING = "sWDZA"


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a match needs.

    Attributes:
        letters: Sets of mention letters; the segment must hold one of each set.
        words: Sets of stretches of plain text; the text must hold one of each set.
        crosses: True where a match, or what is looked at around it, may reach over the end of a segment.
    """

    letters: frozenset[frozenset[str]]
    words: frozenset[frozenset[str]]
    crosses: bool


@dataclass(frozen=True, slots=True)
class _Group:
    """A group that was read, with its brackets: what it needs, and whether it may reach over the end of a segment."""

    text: str
    needed: list[frozenset[str]]
    crosses: bool


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of some expressions, each read once: those of slots and verbs stand in many rules.

    Attributes:
        known: By how they begin, and whether they are looked at only.
    """

    known: defaultdict[tuple[str, bool], list[_Group]] = field(default_factory=lambda: defaultdict(list))


def requirement_of(pattern: str, groups: Groups | None = None) -> Requirement:
    """Return what a regular expression requires.

    Args:
        pattern: The expression, slots and macros expanded.
        groups: Those of other expressions, where several are read; gets those of this one.
    """
    parser = _Parser(pattern, groups or Groups())
    needed = parser.alternation()
    return Requirement(
        letters=frozenset(one for one in needed if one <= KINDS.keys()),
        words=frozenset(_shortest(one) for one in needed if not one <= KINDS.keys()),
        crosses=parser.crosses,
    )


def _shortest(words: frozenset[str]) -> frozenset[str]:
    """Leave out what holds another of the words inside: where it stands, the other stands as well."""
    return frozenset(word for word in words if not any(other != word and other in word for other in words))


def _best(needed: list[frozenset[str]]) -> frozenset[str] | None:
    """Choose, of what one branch needs, what is rarest in a text: mentions, or else the longest words."""
    return max(needed, key=lambda one: (one <= KINDS.keys(), min(map(len, one)), sorted(one)), default=None)


@dataclass(slots=True)
class _Parser:
    """Reads an expression from left to right; a builder that lives for one call of `requirement_of`."""

    pattern: str
    groups: Groups
    position: int = 0
    looking: int = 0  # how many lookarounds are open
    crosses: bool = False
    needed: list[frozenset[str]] = field(default_factory=list)

    def alternation(self) -> list[frozenset[str]]:
        """Read branches up to a closing bracket or the end; return sets of which a match holds one member each."""
        branches = [self._sequence()]
        while self._next() == "|":
            self.position += 1
            branches.append(self._sequence())
        if len(branches) == 1:
            return branches[0]
        chosen = [_best(branch) for branch in branches]
        return [frozenset().union(*(one for one in chosen if one))] if all(chosen) else []

    def _sequence(self) -> list[frozenset[str]]:
        needed: list[frozenset[str]] = []
        run = ""

        def end_run() -> None:
            nonlocal run
            if len(run.strip()) >= _MIN_WORD:
                needed.append(frozenset({run}))
            run = ""

        while (character := self._next()) and character not in "|)":
            if plain := _PLAIN.match(self.pattern, self.position):  # all at once, as most of an expression is plain
                run += plain.group()
                self.position = plain.end()
                continue
            literal: str | None = None
            inner: list[frozenset[str]] = []
            if character == "(":
                inner = self._group()
            elif character == "[":
                inner = self._class()
            elif character == "\\":
                literal = self._escape()
                if literal == "":
                    continue
            else:
                self.position += 1
                if character in "^$":
                    self.crosses = True
                    continue
                literal = character if character != "." else None
            required = self._at_least_once()
            if literal is not None and required is None and literal not in KINDS:
                run += literal
                continue
            end_run()
            if required is not False:
                needed.extend([frozenset({literal})] if literal is not None and literal in KINDS else inner)
        end_run()
        return needed

    def _next(self) -> str:
        return self.pattern[self.position : self.position + 1]

    def _read(self, part: re.Pattern[str]) -> re.Match[str]:
        """Read what a part of the syntax looks like; ValueError where it does not stand there."""
        match = part.match(self.pattern, self.position)
        if match is None:
            raise ValueError(f"not understood at {self.position}: {self.pattern}")
        self.position = match.end()
        return match

    def _at_least_once(self) -> bool | None:
        """Read a quantifier; return whether what it counts must stand there, or None where there is no quantifier."""
        match = _QUANTIFIER.match(self.pattern, self.position)
        if match is None:
            return None
        self.position = match.end()
        return match[1] == "+" or int(match[2] or 0) > 0

    def _group(self) -> list[frozenset[str]]:
        """Read a group with its brackets, which is read alike wherever it stands."""
        start, crossed = self.position, self.crosses
        alike = self.groups.known[self.pattern[start : start + _HEAD_CHARS], self.looking > 0]
        for one in alike:
            if self.pattern.startswith(one.text, start):
                self.position += len(one.text)
                self.crosses |= one.crosses
                return one.needed
        self.crosses = False
        opening = self._read(_OPENING)
        is_look = opening[1] is not None and opening[1][-1] in "=!"
        self.looking += is_look
        inner = self.alternation()
        self.looking -= is_look
        is_closed = self._next() == ")"
        self.position += 1
        needed = [] if is_look else inner
        if is_closed:
            alike.append(_Group(self.pattern[start : self.position], needed, self.crosses))
        self.crosses |= crossed
        return needed

    def _class(self) -> list[frozenset[str]]:
        """Read a class of characters with its brackets; only mention letters are worth a requirement."""
        body = self._read(_CLASS).group()[1:-1]
        if body.startswith("^"):
            self.crosses |= r"\n" not in body and BOUNDARY not in body
            return []
        members: set[str] = set()
        is_small = True
        for match in _CLASS_RANGE.finditer(body):
            first, last = (_character(part) if part else None for part in match.groups())
            if first is None:
                self.crosses |= match[1][1:] in _CROSSING
                is_small = False
                continue
            members.update(map(chr, range(ord(first), ord(last or first) + 1)))
        self.crosses |= BOUNDARY in members and not self.looking
        return [frozenset(members)] if is_small and members <= KINDS.keys() else []

    def _escape(self) -> str | None:
        """Read an escape: its character, "" where it stands for none, None where it stands for many."""
        escape = self._read(_ESCAPE).group()
        letter = escape[1:]
        if letter in _ZERO_WIDTH:
            return ""
        self.crosses |= letter in _CROSSING or (letter == "n" and not self.looking)
        return _character(escape)


def _character(escape: str) -> str | None:
    """Return the one character that a part of an expression stands for, or None."""
    if len(escape) == 1:
        return escape
    if escape.startswith(r"\u"):
        return chr(int(escape.removeprefix(r"\u"), base=16))
    if escape == r"\n":
        return BOUNDARY
    return None if escape[1].isalnum() else escape[1]

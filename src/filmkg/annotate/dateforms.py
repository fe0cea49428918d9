"""The forms in which English news writes one date: a table of regular expressions, the longer form first.

Every expression is bounded (no repetition within a repetition), so finding costs time linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from filmkg.annotate.openings import Opening, matches

# A line may be broken, a paragraph may not: a space is one or two blanks or one line end.
SPACE = r"(?:[ \t\u00a0\u202f]{1,2}|[ ]?\n)"
DASH = rf"{SPACE}?[-–—]{SPACE}?"
COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

_MONTH = (
    r"((?:Jan(?:uary|\b\.?)|Feb(?:ruary|\b\.?)|Mar(?:ch|\b\.?(?! del? ))|Apr(?:il|\b\.?)|May|Jun(?:e|\b\.?)|"
    r"Jul(?:y|\b\.?)|Aug(?:ust|\b\.?)|Sep(?:tember|t?\b\.?)|Oct(?:ober|\b\.?)|Nov(?:ember|\b\.?)|Dec(?:ember|\b\.?)|"
    r"JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)(?![a-zA-Z]))"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
_DAY = r"((?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d:%]|[.,]\d|\w))"
_YEAR = r"((?:18[89]\d|19\d\d|20\d\d)(?![\d%]|[.,]\d|\w))"
# No number, amount or compound ("COVID-19") goes on into a date.
_LEFT = r"(?<![\w$€£#/])(?<!\d[.,:])(?<!\w[-–])"
_THE = rf"(?:[Tt]he{SPACE})?"
_OF = rf"(?:of{SPACE})?"
_TO = rf"(?:{DASH}|,?{SPACE}(?:to|through|thru|until|till|and){SPACE}(?:the{SPACE})?)"
_COMMA_YEAR = rf"(?:,?{SPACE}{_OF}{_YEAR})?"
_ON_WEEKDAY = rf"(?:{_WEEKDAY},?{SPACE})?"
_SEASON = r"([Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)\b"
_SHIFT = rf"\b([Ll]ast|[Tt]his|[Nn]ext|[Pp]revious|[Cc]urrent|[Cc]oming|[Ff]ollowing|[Pp]ast){SPACE}"
_COUNT = rf"\b({'|'.join(COUNTS)}|[Aa]n?|1?\d)"
_OF_YEAR = rf"{SPACE}{_OF}(?:the{SPACE})?(last|this|next|current|coming){SPACE}year\b(?!['’])"
_PART = (
    rf"(?:{_THE}\b(?:(?:very{SPACE})?(?:[Ee]nd|[Bb]eginning|start|middle|course|close|(?:first|second){SPACE}half|"
    rf"(?:first|second|third|fourth|last){SPACE}(?:quarter|days|weeks?)){SPACE}of{SPACE}|[Ee]arly{SPACE}|[Ll]ate{SPACE}|"
    rf"[Mm]id(?:-|{SPACE}))(?:the{SPACE})?)"
)

_FORMS = {
    "iso": rf"{_LEFT}(\d{{4}})-([01]\d)-([0-3]\d)(?!\d)",
    "dotted": rf"{_LEFT}(?:(\d\d?)[-–])?(\d\d?)\.([01]?\d)\.{_YEAR}",
    "day_month": rf"{_ON_WEEKDAY}{_THE}{_LEFT}{_DAY}(?:{_TO}{_DAY})?{SPACE}{_OF}{_MONTH}{_COMMA_YEAR}",
    "month_day": rf"{_ON_WEEKDAY}\b{_MONTH}{SPACE}(?:the{SPACE})?{_DAY}(?:{_TO}{_DAY}(?!{SPACE}{_OF}[A-Z][a-z]{{2}}))?"
    rf"{_COMMA_YEAR}",
    "month_year": rf"{_PART}?\b{_MONTH},?{SPACE}{_OF}{_YEAR}",
    "month_of_year": rf"{_PART}?\b{_MONTH}{_OF_YEAR}",
    "years": rf"{_LEFT}(\d{{4}})[-–](\d{{4}}|\d\d)(?![\w%]|[-–.,]\d)",
    "part_year": rf"(?:{_PART}|\b{_SEASON}{SPACE}{_OF}){_YEAR}",
    "month": rf"(?:{_PART}|{_SHIFT})?\b{_MONTH}",
    "weekday": rf"(?:{_SHIFT})?\b({_WEEKDAY})(?:{SPACE}(?:morning|afternoon|evening|night)\b)?",
    "week_end": rf"\b[Tt]he{SPACE}end{SPACE}of{SPACE}(?:the|this){SPACE}week\b",
    "season": rf"{_SHIFT}{_SEASON}",
    "shifted": rf"{_PART}?(?:\b(?:[Ee]arlier|[Ll]ater){SPACE})?{_SHIFT}(year|month|week|weekend)\b",
    "same_year": rf"{_PART}year\b",
    "ago": rf"{_COUNT}{SPACE}(year|month|day)s?{SPACE}ago\b",
    "relative": rf"\b([Tt]he{SPACE}day{SPACE}(?:before{SPACE}yesterday|after{SPACE}tomorrow)|[Yy]esterday|[Tt]oday|"
    rf"[Tt]omorrow|[Tt]onight|[Ll]ast{SPACE}night|[Tt]his{SPACE}(?:morning|afternoon|evening))\b",
    "year": rf"(?<![\w$€£#/])(?<!\d[.,:-]){_YEAR}",
}
# every form begins with one of these
OPENING = Opening(
    words=frozenset({
        *COUNTS, "a", "an", "the", "end", "beginning", "start", "middle", "course", "close", "very", "first", "second",
        "third", "fourth", "last", "early", "late", "mid", "this", "next", "previous", "current", "coming", "following",
        "past", "earlier", "later", "spring", "summer", "autumn", "fall", "winter", "yesterday", "today", "tomorrow",
        "tonight",
    }),
    stems=frozenset({
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mon", "tue", "wed", "thu",
        "fri", "sat", "sun",
    }),
)  # fmt: skip
# each form begins with a word: to say so first spares trying all of them at every character
ATOM = re.compile(r"\b(?=\w)(?:" + "|".join(f"(?P<{form}>{pattern})" for form, pattern in _FORMS.items()) + ")")
# The groups of a form follow its own.
_FIRST_GROUP = dict(ATOM.groupindex)
_N_GROUPS = {
    form: behind - first - 1
    for (form, first), behind in zip(_FIRST_GROUP.items(), [*_FIRST_GROUP.values(), ATOM.groups + 1][1:], strict=True)
}


def find_forms(text: str) -> Iterator[tuple[str, int, int, tuple[str | None, ...]]]:
    """Yield each date as written: name of its form, start and end (code points), and the words in its slots."""
    for match in matches(ATOM, OPENING, text):
        form = match.lastgroup or ""
        first = _FIRST_GROUP[form]
        yield form, match.start(), match.end(), match.groups()[first : first + _N_GROUPS[form]]

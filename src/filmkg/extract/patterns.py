"""The language of the rules' patterns, and how it becomes regular expressions over the stream.

A pattern is a regular expression in which

    {film:FILM}            is a mention of that kind, called "film"; {FILM} one without a name
    {who:PERSON|ORGANIZATION+}   is a list of mentions: "A, B and C"
    {film:FILM*}           is all such mentions from here to the last of them in the sentence
    {!FILM}                stands before the first such mention of a sentence, or one that is far behind another
    <organise>             is a macro: a verb in its finite active forms; <organise.pp> its participle, <organise.ing>,
                           <organise.all>; or an entry of `[macros]`
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from filmkg.extract.stream import LETTERS
from filmkg.model import Kind

_SLOT = re.compile(r"\{(!|(?:[a-z_]+:)?)([A-Z]+(?:\|[A-Z]+)*)([+*]?)\}")
_MACRO = re.compile(r"(?<!\?P)<([a-z_]+)(?:\.([a-z]+))?>")
_MACRO_DEPTH = 4
# what stands before an item of a list, and between two
_OWNER = f"[{LETTERS[Kind.COUNTRY]}{LETTERS[Kind.CITY]}]'s"  # "Chile's Ana Duarte"
_BEFORE_ITEM = f"(?:(?:the|its|their|a|an|both|from|by|of|also|as well as|finally|then|local|his|her|{_OWNER}) ){{1,2}}"
_AND = "and|&|as well as|together with|along with|or|alongside"
_BETWEEN_ITEMS = f"(?:,(?:| (?:{_AND}|plus))|;|/| (?:{_AND}))"
_MAX_ITEMS = 30
_FAR_CHARS = 60


def expand(pattern: str, macros: Mapping[str, str]) -> str:
    """Turn a pattern into a regular expression; macros may stand in macros, three deep.

    Raises:
        KeyError: A macro or kind that does not exist.
    """
    for _ in range(_MACRO_DEPTH):
        pattern = _MACRO.sub(lambda match: "(?:" + macros[".".join(filter(None, match.groups()))] + ")", pattern)
    return _SLOT.sub(_slot, pattern)


def slot_letters(pattern: str) -> dict[str, str]:
    """Return by name of a slot the letters of the mentions that may fill it."""
    return {slot[1][:-1]: _letters(slot[2]) for slot in _SLOT.finditer(pattern) if slot[1].endswith(":")}


def _slot(match: re.Match[str]) -> str:
    name, kinds, many = match.groups()
    letters = _letters(kinds)
    one = f"[{letters}]" if len(letters) > 1 else letters
    if name == "!":
        # A list of mentions is gone through from its first one only: from each of them would be quadratic.
        # What stands here is looked at first: all else costs as much at each character.
        return f"(?={one})" + "".join(rf"(?<!{one}[^\n]{{{between}}})" for between in range(_FAR_CHARS))
    if many == "*":
        one = rf"{one}(?:[^\n]*{one})?"
    elif many:
        # the bare mention first: a list is matched from each of its mentions, so the cost of an item counts
        item = rf"(?:{one}|{_BEFORE_ITEM}{one})(?: \([^\n()]{{0,40}}\)|)"
        # A pattern that begins with a list tries it from its first item: from each of them would be quadratic.
        first = f"(?<!{one}[,;/] )" if set(match.string[: match.start()]) <= set("(?:") else ""
        one = f"{first}{item}(?:{_BETWEEN_ITEMS} {item}){{0,{_MAX_ITEMS}}}"
    return f"(?P<{name[:-1]}>{one})" if name else f"(?:{one})"


def _letters(kinds: str) -> str:
    return "".join(LETTERS[Kind(kind.lower())] for kind in kinds.split("|"))

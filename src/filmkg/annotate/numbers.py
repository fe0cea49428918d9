"""Cardinals and ordinals in digits, words and Roman numerals: "10 000", "forty-six", "16th", "XV"."""

from __future__ import annotations

import re
from itertools import product

from filmkg.annotate.openings import Opening, matches
from filmkg.model import Article, Kind, Mention, Span

_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_CARDINALS = (
    {word: i for i, word in enumerate(_UNITS)} | {word: 10 * i for i, word in enumerate(_TENS, 2)} | {"dozen": 12}
)
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000}
_IRREGULAR = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
              "twelve": "twelfth"}  # fmt: skip
_ORDINALS = {
    _IRREGULAR.get(word, word[:-1] + "ieth" if word.endswith("y") else word + "th"): number
    for word, number in _CARDINALS.items()
    if word not in ("zero", "dozen")
} | {"hundredth": 100, "inaugural": 1}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}

_WORD = "|".join(sorted((*_CARDINALS, *_SCALES), key=len, reverse=True))
CARDINAL = re.compile(
    r"(?<![\w.,:/$€£#-])(?:"
    # Groups of thousands may be apart by comma or blank: "1,348", "10 000".
    r"(?P<digits>\d{1,3}(?:,\d{3})+|\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d{1,9})(?!\.\d|[,:]\d|[\w%]|-\d)"
    rf"|(?P<words>(?i:(?:{_WORD})(?:(?:-|\s|\sand\s)(?:{_WORD})){{0,6}}))\b(?!-(?:year|day|time))"
    r")"
)
_ORDINAL_WORD = "|".join(sorted(_ORDINALS, key=len, reverse=True))
ORDINAL = re.compile(
    # "the 20thNational Forum" is a misprint that agencies make.
    r"(?<![\w.,])(?P<digits>\d{1,3})(?:st|nd|rd|th|(?:ST|ND|RD|TH)(?![A-Z]))(?![a-z\d])"
    rf"|\b(?P<words>(?i:(?:(?:{'|'.join(_TENS)})[- ])?(?:{_ORDINAL_WORD})))\b"
    r"|\b(?P<roman>[IVXLC]{2,7})(?=\s[A-Z\"“«])"
)
CARDINAL_OPENING = Opening(frozenset((*_CARDINALS, *_SCALES)))
ORDINAL_OPENING = Opening(
    frozenset((*_TENS, *_ORDINALS)) | {"".join(two) for two in product("ivxlc", repeat=2)},
    stems=frozenset("".join(three) for three in product("ivxlc", repeat=3)),
)
_ROMAN_NUMBER = re.compile(r"C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")


def find_numbers(article: Article) -> tuple[Mention, ...]:
    """Find the cardinals of an article, sorted; `value` is the number in decimal digits."""
    mentions = []
    for match in matches(CARDINAL, CARDINAL_OPENING, article.text):
        digits = match["digits"]
        number = int(re.sub(r"\D", "", digits)) if digits else read_cardinal(match["words"])
        if number is not None:
            mentions.append(Mention(Kind.NUMBER, Span(*match.span()), match[0], str(number)))
    return tuple(mentions)


def find_ordinals(article: Article) -> tuple[Mention, ...]:
    """Find the ordinals of an article, sorted; "inaugural" is the first, "XV" counts before a capital only."""
    mentions = []
    for match in matches(ORDINAL, ORDINAL_OPENING, article.text):
        if match["digits"]:
            number: int | None = int(match["digits"])
        elif match["roman"]:
            number = read_roman(match["roman"])
        else:
            *tens, last = re.split(r"[- ]", match["words"].lower())
            number = sum(_CARDINALS[word] for word in tens) + _ORDINALS[last]
        if number:
            mentions.append(Mention(Kind.ORDINAL, Span(*match.span()), match[0], str(number)))
    return tuple(mentions)


def read_cardinal(words: str) -> int | None:
    """Return the number that words say ("two hundred and six" → 206); None where they say none ("two two")."""
    total, part, limit = 0, 0, None
    for word in re.split(r"-|\s+", words.lower()):
        if word == "and":
            continue
        if word in _SCALES or word == "dozen":
            scale = _SCALES.get(word, 12)
            if scale >= 1_000:
                total, part = total + (part or 1) * scale, 0
            else:
                part = (part or 1) * scale
            limit = scale
            continue
        number = _CARDINALS[word]
        if limit is not None and number >= limit:
            return None
        part += number
        limit = 10 if number >= 20 else 1
    return total + part


def read_roman(letters: str) -> int | None:
    """Return the value of a Roman numeral up to 399; None where the letters are not well formed ("IIX")."""
    if not _ROMAN_NUMBER.fullmatch(letters):
        return None
    values = [_ROMAN[letter] for letter in letters]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))

"""What surrounds a token, as names of features: the input of the tagger. They never say which name a token is.

What the rules found is among them; so is what the article says elsewhere of the same words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from filmkg.annotate.tokens import Tokens
from filmkg.model import Kind, Mention

_NAMED = (Kind.FILM, Kind.PERSON, Kind.ORGANIZATION, Kind.VENUE, Kind.EVENT, Kind.AWARD)
_QUOTES = "“”\"«»„‘’'.,;"
_POSSESSIVES = ("'s", "’s")
_START, _END = "^", "$"
# small words that join the parts of a name; of them at most so many stand in a row
_JOINING = frozenset(["of", "the", "a", "an", "de", "la", "le", "des", "del", "du", "&"])
_MAX_SMALL = 2
# letters of `titles.letters` under which neighbours see a class, and not the word
_SHOWN_AS_CLASS = frozenset("tPTNGDy09grO|Q")


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What the rules found in the whole article.

    Attributes:
        last_words: Last words of people's names.
        parts_of_people: These, and first words before a double name ("Kim Sun-hee").
        kinds: Kinds of the words of longer names, joined.
        plain: Words that the article writes in lower case.
    """

    last_words: frozenset[str]
    parts_of_people: frozenset[str]
    kinds: Mapping[str, str]
    plain: frozenset[str]


def elsewhere(sentences: Iterable[tuple[Tokens, Sequence[Mention]]]) -> Elsewhere:
    """Gather what is known of an article's words from all its sentences."""
    last_words: set[str] = set()
    first_words: set[str] = set()
    plain: set[str] = set()
    kinds: dict[str, set[str]] = {}
    for tokens, found in sentences:
        plain.update(token.text for token in tokens.tokens if token.text.islower())
        for mention in found:
            if mention.kind in _NAMED:
                words = mention.name.split()
                if mention.kind is Kind.PERSON and len(words) > 1:
                    last_words.add(words[-1])
                    if "-" in words[-1]:
                        first_words.add(words[0])
                for word in words:
                    kinds.setdefault(word, set()).add(mention.kind.value[:2])
    return Elsewhere(
        frozenset(last_words),
        frozenset(last_words | first_words),
        {word: "".join(sorted(found)) for word, found in kinds.items()},
        frozenset(plain),
    )


def features_of(
    tokens: Tokens, letters: str, mentions: Sequence[Mention], context: Elsewhere, words: frozenset[str]
) -> list[list[str]]:
    """Return the features of each token of a sentence.

    Args:
        tokens: The sentence.
        letters: Its classes as `titles.letters` writes them.
        mentions: What the rules found in it.
        context: What the article says elsewhere.
        words: Common words of English in lower case.
    """
    texts = [token.text for token in tokens.tokens]
    shown = [_shown(text, letter) for text, letter in zip(texts, letters, strict=True)]
    line = _Line(texts, tokens.classes, letters, shown, _marks(tokens, mentions), words)
    shared: dict[tuple[int, int], tuple[str, ...]] = {}
    features = []
    for place, (start, end) in enumerate(_runs(tokens, letters)):
        own = list(_of_token(line, place))
        if letters[place] == "Q":
            own.extend(_of_title(texts[place], words))
        elif start < end:
            own.append(f"run:{min(end - start, 6)}|{min(place - start, 3)}")
            if (start, end) not in shared:
                shared[start, end] = tuple(_of_run(line, start, end))
            own.extend(shared[start, end])
        if texts[place][0].isupper():
            own.extend(_of_word(texts[place], context, words))
        features.append(own)
    return features


def _shown(text: str, letter: str) -> str:
    """Return a token as its neighbours see it: a word, or the class of a name."""
    return f"<{letter}>" if letter in _SHOWN_AS_CLASS else text.lower()


def _marks(tokens: Tokens, mentions: Sequence[Mention]) -> list[str]:
    """Return for each token what the rules take it for: "B-film", "I-film", "" for nothing."""
    marks = [""] * len(tokens.tokens)
    starts = {token.start_char: place for place, token in enumerate(tokens.tokens)}
    for mention in mentions:
        place = starts.get(mention.span.start_char)
        mark = "B"
        while place is not None and place < len(marks) and tokens.tokens[place].start_char < mention.span.end_char:
            marks[place] = f"{mark}-{mention.kind.value[:5]}"
            if mention.kind is Kind.FILM:
                marks[place] += f"-{mention.value}"
            mark, place = "I", place + 1
    return marks


def _is_name(token: str, letter: str) -> bool:
    return letter == "Q" or token[0].isupper() or token[0].isdigit()


def _runs(tokens: Tokens, letters: str) -> list[tuple[int, int]]:
    """Return for each token the run [start, end) of capitalised words, joined by at most two small ones."""
    n = len(letters)
    name = [_is_name(token.text, letter) for token, letter in zip(tokens.tokens, letters, strict=True)]
    runs = [(i, i) for i in range(n)]
    start = 0
    while start < n:
        if not name[start]:
            start += 1
            continue
        end = start + 1
        while end < n:
            if name[end]:
                end += 1
                continue
            ahead = end
            while ahead < n and ahead - end < _MAX_SMALL and tokens.tokens[ahead].text in _JOINING:
                ahead += 1
            if ahead > end and ahead < n and name[ahead]:
                end = ahead + 1
            elif tokens.tokens[end].text in _POSSESSIVES and end + 1 < n and name[end + 1]:
                end += 2
            else:
                break
        for i in range(start, end):
            runs[i] = (start, end)
        start = end
    return runs


def _shape(text: str) -> str:
    if text.isupper():
        return "A" if len(text) == 1 else "AA"
    if text[0].isupper():
        return "Aa" if text[1:].islower() else "AaA"
    if text[0].isdigit():
        return "9"
    return "a" if text.islower() else "-"


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence with all that its tokens' features are made of, each sequence as long as it has tokens."""

    texts: Sequence[str]
    classes: str
    letters: str
    shown: Sequence[str]
    marks: Sequence[str]
    words: frozenset[str]


def _at(sequence: Sequence[str], place: int) -> str:
    """Return what stands at a place, or a mark for what lies before or behind the sentence."""
    return _START if place < 0 else sequence[place] if place < len(sequence) else _END


def _of_token(line: _Line, place: int) -> Iterator[str]:
    """Yield what a token and its neighbours tell."""
    text, mark, classes, shown = line.texts[place], line.marks[place], line.classes, line.shown
    lower = text.lower()
    before, own, after = _at(classes, place - 1), classes[place], _at(classes, place + 1)
    yield "bias"
    yield f"m:{mark}"
    yield f"m-1:{_at(line.marks, place - 1)}|{mark}"
    yield f"m+1:{_at(line.marks, place + 1)}|{mark}"
    yield f"c:{own}"
    yield f"c-1:{before}{own}"
    yield f"c+1:{own}{after}"
    yield f"c3:{before}{own}{after}"
    yield f"C:{classes[max(0, place - 2) : place + 3]}"
    yield f"s:{_shape(text)}|{place == 0}"
    if text[0].islower() or lower in line.words:
        yield f"w:{lower}"
    for distance in (1, 2, 3):
        yield f"w-{distance}:{_at(shown, place - distance)}"
        yield f"w+{distance}:{_at(shown, place + distance)}"
    yield f"ww-:{_at(shown, place - 2)} {_at(shown, place - 1)}"
    yield f"ww+:{_at(shown, place + 1)} {_at(shown, place + 2)}"


def _of_title(text: str, words: frozenset[str]) -> Iterator[str]:
    """Yield what the words of a title in quotation marks tell."""
    inner = text.strip(_QUOTES).lower().split() or ["?"]
    yield f"q#:{min(len(inner), 5)}"
    yield from (f"q:{word}" for word in dict.fromkeys((inner[0], inner[-1])) if word in words)
    yield f"qc:{sum(word in words for word in inner)}/{min(len(inner), 4)}"


def _of_run(line: _Line, start: int, end: int) -> Iterator[str]:
    """Yield what all tokens of a run share: its words, and what stands before and behind it."""
    lower = [text.lower() for text in line.texts[start:end]]
    shown, size = line.shown, end - start
    yield f"run common:{sum(word in line.words for word in lower)}/{min(size, 5)}"
    for distance in (1, 2, 3):
        yield f"rl{distance}:{_at(shown, start - distance)}"
        yield f"rr{distance}:{_at(shown, end - 1 + distance)}"
    yield f"rll:{_at(shown, start - 2)} {_at(shown, start - 1)}"
    yield f"rrr:{_at(shown, end)} {_at(shown, end + 1)}"
    yield f"rlr:{_at(shown, start - 1)} {_at(shown, end)}"
    yield f"rL:{line.letters[max(0, start - 3) : start]}"
    yield f"rR:{line.letters[end : end + 4]}"
    yield f"rc:{line.classes[start:end][:6]}"
    yield f"rlast:{line.classes[end - 1]}{lower[-1] if lower[-1] in line.words else ''}"
    yield f"rfirst:{line.classes[start]}|{lower[0] if lower[0] in line.words else ''}"
    if start == 0:
        yield "run opens"


def _of_word(text: str, context: Elsewhere, words: frozenset[str]) -> Iterator[str]:
    """Yield what the form of a capitalised word tells, and what the article says of it elsewhere."""
    lower = text.lower()
    yield f"suffix:{lower[-3:]}"
    yield f"suffix2:{lower[-2:]}"
    yield f"last word:{text in context.last_words}"
    yield f"elsewhere:{context.kinds.get(text, '')}"
    yield f"plain:{lower in context.plain}"
    yield f"common:{lower in words}"

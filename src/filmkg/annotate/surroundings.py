"""What surrounds a token: the input of the tagger. It never says which name a token is.

What the rules found is among it; so is what the article says elsewhere of the same words. `signs.py` tells what each
sign is called and what it tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from itertools import pairwise
from operator import and_

from filmkg.annotate.signs import END, START, Signs, Told
from filmkg.annotate.tokens import Tokens
from filmkg.model import Kind, Mention

_NAMED = (Kind.FILM, Kind.PERSON, Kind.ORGANIZATION, Kind.VENUE, Kind.EVENT, Kind.AWARD)
_POSSESSIVES = ("'s", "’s")
_BEFORE, _BEHIND = (START,) * 3, (END,) * 3
# small words that join the parts of a name; of them at most so many stand in a row
_JOINING = frozenset(["of", "the", "a", "an", "de", "la", "le", "des", "del", "du", "&"])
_MAX_SMALL = 2
_LOUD_SENTENCES = 2
_N_BESIDE = 3  # how many names `_beside` returns
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
        is_loud: Whether it writes names in capitals in the middle of its sentences ("RED AUTUMN by Karin Holm").
    """

    last_words: frozenset[str]
    parts_of_people: frozenset[str]
    kinds: Mapping[str, str]
    plain: frozenset[str]
    is_loud: bool


def elsewhere(sentences: Iterable[tuple[Tokens, Sequence[Mention]]]) -> Elsewhere:
    """Gather what is known of an article's words from all its sentences."""
    last_words: set[str] = set()
    first_words: set[str] = set()
    plain: set[str] = set()
    kinds: dict[str, set[str]] = {}
    n_loud = 0
    for tokens, found in sentences:
        n_loud += _is_loud(tokens)
        plain.update(token.text for token in tokens.tokens if token.text.islower())
        for mention in found:
            if mention.kind in _NAMED:
                words = mention.name.split()
                if mention.kind is Kind.PERSON and len(words) > 1:
                    last_words.add(words[-1])
                    if "-" in words[-1]:
                        first_words.add(words[0])
                for word in words:
                    kinds.setdefault(word, set()).add(mention.kind[:2])
    return Elsewhere(
        frozenset(last_words),
        frozenset(last_words | first_words),
        {word: "".join(sorted(found)) for word, found in kinds.items()},
        frozenset(plain),
        n_loud >= _LOUD_SENTENCES,
    )


def _is_loud(tokens: Tokens) -> bool:
    """Tell whether a sentence that is no heading has two words in capitals in a row."""
    upper = [token.text.isupper() and len(token.text) > 1 for token in tokens.tokens]
    return any(map(and_, upper, upper[1:])) and any(token.text.islower() for token in tokens.tokens)


def told_of(
    tokens: Tokens, letters: str, mentions: Sequence[Mention], context: Elsewhere, signs: Signs[Told]
) -> list[Told]:
    """Return what the signs in and around each token of a sentence tell of it.

    Args:
        tokens: The sentence.
        letters: Its classes as `titles.letters` writes them.
        mentions: What the rules found in it.
        context: What the article says elsewhere.
        signs: What each sign tells.
    """
    texts = [token.text for token in tokens.tokens]
    shown = [
        f"<{letter}>" if letter in _SHOWN_AS_CLASS else text.lower()
        for text, letter in zip(texts, letters, strict=True)
    ]
    words = (*_BEFORE, *shown, *_BEHIND)
    before, behind, before_run, behind_run = zip(*map(signs.paired.__getitem__, pairwise(words)), strict=True)
    third_before, third_behind, third_before_run, third_behind_run = zip(
        *map(signs.third.__getitem__, words), strict=True
    )
    marks = (START, *_marks(tokens, mentions), END)
    three, five = f"{START}{tokens.classes}{END}", f"  {tokens.classes}"
    # one column a sign, one row a token; most are longer than the sentence, by what stands around it
    columns: Iterable[Iterable[Told]] = (
        (signs.opening[texts[0]], *map(signs.token.__getitem__, texts[1:])),
        map(signs.marks.__getitem__, zip(marks, marks[1:], marks[2:], strict=False)),
        [signs.classes[three[place : place + 3]] for place in range(len(texts))],
        signs.each([f"C:{five[place : place + 5].lstrip()}" for place in range(len(texts))]),
        third_before,
        before[1:],
        behind[4:],
        third_behind[6:],
    )
    known = [*reduce(partial(map, signs.add), columns)]
    add = signs.add
    for place, text in enumerate(texts):
        if letters[place] == "Q":
            known[place] = add(known[place], signs.title[text])
        if text[0].isupper():
            kinds = context.kinds.get(text, "")
            loud = str(context.is_loud) if text.isupper() and len(text) > 1 else ""
            elsewhere = signs.elsewhere[text in context.last_words, kinds, text.lower() in context.plain, loud]
            known[place] = add(known[place], elsewhere)
    runs = [*_runs(texts, letters)]
    beside = signs.each([name for start, end in runs for name in _beside(words, letters, start, end)])
    for number, (start, end) in enumerate(runs):
        common = [word if word in signs.words else "" for word in map(str.lower, texts[start:end])]
        of_words = len(common) - common.count(""), common[0], common[-1]
        given = signs.is_given[texts[start]], signs.is_given[texts[end - 1]]
        run = signs.join(
            (
                signs.run[tokens.classes[start:end], *of_words, start == 0, *given],
                third_before_run[start],
                before_run[start + 1],
                behind_run[end + 3],
                third_behind_run[end + 5],
                *beside[_N_BESIDE * number : _N_BESIDE * (number + 1)],
            )
        )
        size = min(end - start, 6)
        for place in range(start, end):
            if letters[place] != "Q":
                known[place] = add(known[place], add(run, signs.place[size, min(place - start, 3)]))
    return known


def _marks(tokens: Tokens, mentions: Sequence[Mention]) -> list[str]:
    """Return for each token what the rules take it for: "B-film", "I-film", "" for nothing."""
    marks = [""] * len(tokens.tokens)
    for mention in mentions:
        start, end = tokens.places(mention.span)
        taken_for = mention.kind[:5] + (f"-{mention.value}" if mention.kind is Kind.FILM else "")
        for place in range(start, end):
            marks[place] = f"{'I' if place > start else 'B'}-{taken_for}"
    return marks


def _beside(words: Sequence[str], letters: str, start: int, end: int) -> tuple[str, ...]:
    """Return the names of what stands beside a run, of words that begin with those of `_BEFORE`."""
    return (
        f"rlr:{words[start + 2]} {words[end + 3]}",
        f"rL:{letters[max(0, start - 3) : start]}",
        f"rR:{letters[end : end + 4]}",
    )


def _runs(texts: Sequence[str], letters: str) -> Iterator[tuple[int, int]]:
    """Yield the runs [start, end) of capitalised words, joined by at most two small ones."""
    n = len(letters)
    name = [
        letter == "Q" or text[0].isupper() or text[0].isdigit() for text, letter in zip(texts, letters, strict=True)
    ]
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
            while ahead < n and ahead - end < _MAX_SMALL and texts[ahead] in _JOINING:
                ahead += 1
            if ahead > end and ahead < n and name[ahead]:
                end = ahead + 1
            elif texts[end] in _POSSESSIVES and end + 1 < n and name[end + 1]:
                end += 2
            else:
                break
        yield start, end
        start = end

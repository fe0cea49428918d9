"""The signs by which the tagger knows a name, and the names of the features that each sign stands for.

A sign is small (a word, two words in a row, five classes) and comes back in every article, so what it tells is asked
for once and then known. Asked for are the names themselves where the tagger is trained, the sums of their weights
where it tags.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from filmkg.memory import Memory
from filmkg.naming.folding import fold

Told = TypeVar("Told")
Names = Iterable[str]

START, END = "^", "$"
_QUOTES = "“”\"«»„‘’'.,;"
# what two words in a row tell of a token, or of a run of capitals, that stands behind or before them: one, other, both
_ONE, _OTHER, _BOTH = ("w-2", "w+1", "rl2", "rr1"), ("w-1", "w+2", "rl1", "rr2"), ("ww-", "ww+", "rll", "rrr")
# what a third word tells of them
_THIRD = ("w-3", "w+3", "rl3", "rr3")


@dataclass(frozen=True, slots=True)
class Signs(Generic[Told]):
    """What each sign tells.

    Attributes:
        words: Common words of English in lower case.
        is_given: By the text of a token: whether it is a given name.
        each: Says what each of some names comes to.
        add: Puts together what two signs tell.
        join: Puts together what several signs tell.
        marks: By what the rules take the token before, this one and the next one for.
        classes: By the classes of a token and its two neighbours.
        opening: By the text of the token that opens a sentence.
        token: By the text of any other.
        elsewhere: By what the article says elsewhere of a capitalised word: whether it is a last word, kinds, whether
            it is written in lower case, and of one in capitals whether the article writes names so.
        title: By the words of a title in quotation marks.
        paired: By two words in a row, of what stands behind them, before them, and of a run there (`_BOTH`).
        third: By the word that is third from a token or a run, in the same order.
        place: By size of a run and place in it.
        run: By the classes of a run, how many of its words are common, its first and its last word where they are, and
            whether it opens its sentence, and whether its first and its last word are given names.
    """

    words: frozenset[str]
    is_given: Memory[str, bool]
    each: Callable[[Names], Sequence[Told]]
    add: Callable[[Told, Told], Told]
    join: Callable[[Iterable[Told]], Told]
    marks: Memory[tuple[str, str, str], Told]
    classes: Memory[str, Told]
    opening: Memory[str, Told]
    token: Memory[str, Told]
    elsewhere: Memory[tuple[bool, str, bool, str], Told]
    title: Memory[str, Told]
    paired: Memory[tuple[str, str], Sequence[Told]]
    third: Memory[str, Sequence[Told]]
    place: Memory[tuple[int, int], Told]
    run: Memory[tuple[str, int, str, str, bool, bool, bool], Told]


def signs(
    each: Callable[[Names], Sequence[Told]],
    join: Callable[[Iterable[Told]], Told],
    *,
    words: frozenset[str],
    given: frozenset[str],
) -> Signs[Told]:
    """Return all signs, none of them known yet.

    Args:
        each: Says what each of some names of features comes to.
        join: Puts together what several signs tell; of two their sum.
        words: Common words of English in lower case.
        given: Given names, folded.
    """

    def tell(names: Names) -> Told:
        return join(each(names))

    def of_word(names: Names) -> Memory[str, Sequence[Told]]:
        return Memory(lambda word: each([f"{name}:{word}" for name in names]))

    one, other = of_word(_ONE), of_word(_OTHER)
    is_given = Memory[str, bool](lambda text: bool(parts := fold(text).split()) and given.issuperset(parts))

    def of_pair(pair: tuple[str, str]) -> Sequence[Told]:
        both = each([f"{name}:{pair[0]} {pair[1]}" for name in _BOTH])
        return [*map(operator.add, map(operator.add, one[pair[0]], other[pair[1]]), both)]

    return Signs(
        words=words,
        is_given=is_given,
        each=each,
        add=operator.add,
        join=join,
        marks=Memory(lambda marks: tell(_of_marks(*marks))),
        classes=Memory(lambda three: tell(_of_classes(three))),
        opening=Memory(lambda text: tell(_of_token(text, words, is_given=is_given[text], opens=True))),
        token=Memory(lambda text: tell(_of_token(text, words, is_given=is_given[text], opens=False))),
        elsewhere=Memory(lambda known: tell(_of_elsewhere(*known))),
        title=Memory(lambda text: tell(_of_title(text, words))),
        paired=Memory(of_pair),
        third=of_word(_THIRD),
        place=Memory(lambda place: tell((f"run:{place[0]}|{place[1]}",))),
        run=Memory(lambda run: tell(_of_run(*run))),
    )


def _of_marks(before: str, own: str, after: str) -> Names:
    return f"m:{own}", f"m-1:{before}|{own}", f"m+1:{after}|{own}"


def _of_classes(three: str) -> Names:
    return f"c:{three[1]}", f"c-1:{three[:2]}", f"c+1:{three[1:]}", f"c3:{three}"


def _of_token(text: str, words: frozenset[str], *, is_given: bool, opens: bool) -> Iterator[str]:
    """Yield what a token by itself tells: its shape, a common word, the end of a capitalised one, a given name."""
    lower = text.lower()
    yield "bias"
    yield f"s:{_shape(text)}|{opens}"
    if text[0].islower() or lower in words:
        yield f"w:{lower}"
    if text[0].isupper():
        yield f"suffix:{lower[-3:]}"
        yield f"suffix2:{lower[-2:]}"
        yield f"common:{lower in words}"
        yield f"given:{is_given}"
        yield f"given:{is_given}|{lower in words}|{opens}"


def _shape(text: str) -> str:
    if text.isupper():
        return "A" if len(text) == 1 else "AA"
    if text[0].isupper():
        return "Aa" if text[1:].islower() else "AaA"
    if text[0].isdigit():
        return "9"
    return "a" if text.islower() else "-"


def _of_elsewhere(is_last: bool, kinds: str, is_plain: bool, loud: str) -> Iterator[str]:  # noqa: FBT001 - a key
    yield from (f"last word:{is_last}", f"elsewhere:{kinds}", f"plain:{is_plain}")
    if loud:
        yield f"loud:{loud}"


def _of_title(text: str, words: frozenset[str]) -> Iterator[str]:
    inner = text.strip(_QUOTES).lower().split() or ["?"]
    yield f"q#:{min(len(inner), 5)}"
    yield from (f"q:{word}" for word in dict.fromkeys((inner[0], inner[-1])) if word in words)
    yield f"qc:{sum(word in words for word in inner)}/{min(len(inner), 4)}"


def _of_run(
    classes: str,
    common: int,
    first: str,
    last: str,
    opens: bool,  # noqa: FBT001 - all of it is a key
    first_given: bool,  # noqa: FBT001
    last_given: bool,  # noqa: FBT001
) -> Iterator[str]:
    yield f"run common:{common}/{min(len(classes), 5)}"
    yield f"rc:{classes[:6]}"
    yield f"rlast:{classes[-1]}{last}"
    yield f"rfirst:{classes[0]}|{first}"
    yield f"run given:{first_given} {last_given}|{min(len(classes), 4)}"
    yield f"run given:{first_given} {last_given}|{classes[:4]}"
    if opens:
        yield "run opens"

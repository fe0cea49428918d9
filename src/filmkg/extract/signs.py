"""The signs by which the learned part knows a relation, and the names of the features that each stands for.

What a sign tells is asked for once and then known: the names themselves where the model is trained, the sums of their
weights, for all families at once, where it weighs. The names are those of `data/model/relations.tsv`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from filmkg.extract.tokens import stem
from filmkg.memory import Memory

Told = TypeVar("Told")
Names = Iterable[str]

NEAR_LEFT, NEAR_RIGHT = 3, 2
_START, _END = "^", "$"


@dataclass(frozen=True, slots=True)
class Word(Generic[Told]):
    """What a word tells where it stands.

    Attributes:
        left: Before an object, at distance 1, 2, 3.
        far_left: Before an object, farther away.
        head: Before the list in which an object stands, at distance 1, 2, 3.
        far_head: Before it, farther away.
        right: Behind an object, at distance 1, 2.
        far_right: Behind it, farther away.
        between: Between a subject and an object, by which of them stands first.
        first: As the first word between the two, alike.
        last: As the last word between the two, alike.
        bag: Anywhere in the sentence.
    """

    left: Sequence[Told]
    far_left: Told
    head: Sequence[Told]
    far_head: Told
    right: Sequence[Told]
    far_right: Told
    between: Sequence[Told]
    first: Sequence[Told]
    last: Sequence[Told]
    bag: Told


@dataclass(frozen=True, slots=True)
class Signs(Generic[Told]):
    """What each sign tells.

    Attributes:
        tell: Says what some names come to.
        join: Puts together what several signs tell.
        words: By word.
        start: What the start of a segment tells before an object, at distance 1, 2, 3.
        head_start: What it tells before a list.
        end: What the end of a segment tells behind an object, at distance 1, 2.
        role: By what a subject is in the sentence and in the article: `_of_role`.
        gap: By side of the subject, distance to it, rivals and stops between.
        parts: By the parts that a subject plays in what rules stated.
    """

    tell: Callable[[Names], Told]
    join: Callable[[Iterable[Told]], Told]
    words: Memory[str, Word[Told]]
    start: Sequence[Told]
    head_start: Sequence[Told]
    end: Sequence[Told]
    role: Memory[tuple[str, int, int, str, str], Told]
    gap: Memory[tuple[str, int, int, int], Told]
    parts: Memory[tuple[str, ...], Told]


def signs(tell: Callable[[Names], Told], join: Callable[[Iterable[Told]], Told]) -> Signs[Told]:
    """Return all signs, none of them known yet.

    Args:
        tell: Says what some names of features come to.
        join: Puts together what several signs tell.
    """

    def word(text: str) -> Word[Told]:
        cut = stem(text)
        return Word(
            left=[tell((f"L{distance}:{text}", f"l:{cut}")) for distance in range(1, NEAR_LEFT + 1)],
            far_left=tell((f"l:{cut}",)),
            head=[tell((f"H{distance}:{text}", f"h:{cut}")) for distance in range(1, NEAR_LEFT + 1)],
            far_head=tell((f"h:{cut}",)),
            right=[tell((f"R{distance}:{text}", f"r:{cut}")) for distance in range(1, NEAR_RIGHT + 1)],
            far_right=tell((f"r:{cut}",)),
            between=[tell((f"b:{side}{cut}",)) for side in "<>"],
            first=[tell((f"b1:{side}{text}",)) for side in "<>"],
            last=[tell((f"b-1:{side}{text}",)) for side in "<>"],
            bag=tell((f"s:{cut}",)),
        )

    return Signs(
        tell=tell,
        join=join,
        words=Memory(word),
        start=[tell((f"L{distance}:{_START}",)) for distance in range(1, NEAR_LEFT + 1)],
        head_start=[tell((f"H{distance}:{_START}",)) for distance in range(1, NEAR_LEFT + 1)],
        end=[tell((f"R{distance}:{_END}",)) for distance in range(1, NEAR_RIGHT + 1)],
        role=Memory(lambda role: tell(_of_role(*role))),
        gap=Memory(lambda gap: tell(_of_gap(*gap))),
        parts=Memory(lambda parts: tell(f"subject:{part}" for part in parts)),
    )


def _of_role(how: str, order: int, count: int, type_: str, standing: str) -> Names:
    """Return what the part says that a subject has in the sentence and in the article."""
    return (
        "bias",
        f"how:{how}",
        f"order:{order}",
        f"count:{count}",
        f"type:{type_}",
        f"main:{standing}",
        f"main:{standing}|{how[:4]}",
        f"main:{standing}|type:{type_}",
    )


def _of_gap(side: str, far: int, rivals: int, stops: int) -> Names:
    return f"side:{side}", f"far:{side}{far}", f"rivals:{rivals}", f"stops:{stops}"

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
        each: Says what each of some names comes to.
        join: Puts together what several signs tell.
        words: By word.
        start: What the start of a segment tells before an object, at distance 1, 2, 3.
        head_start: What it tells before a list.
        end: What the end of a segment tells behind an object, at distance 1, 2.
        role: By what a subject is in the sentence and in the article: `_of_role`.
        behind: By the word behind an object and how its subject was found.
        before: By the standing of a subject in the article and the word before an object.
        gap: By side of the subject, distance to it, rivals and stops between.
        beside: By side of the subject, the word on its other side, and whether it is first mentioned here.
        parts: By the parts that a subject plays in what rules stated.
    """

    each: Callable[[Names], Sequence[Told]]
    join: Callable[[Iterable[Told]], Told]
    words: Memory[str, Word[Told]]
    start: Sequence[Told]
    head_start: Sequence[Told]
    end: Sequence[Told]
    role: Memory[tuple[str, int, int, str, str], Told]
    behind: Memory[tuple[str, str], Told]
    before: Memory[tuple[str, str], Told]
    gap: Memory[tuple[str, int, int, int], Told]
    beside: Memory[tuple[str, str, bool], Told]
    parts: Memory[tuple[str, ...], Told]


def signs(each: Callable[[Names], Sequence[Told]], join: Callable[[Iterable[Told]], Told]) -> Signs[Told]:
    """Return all signs, none of them known yet.

    Args:
        each: Says what each of some names of features comes to.
        join: Puts together what several signs tell; of two their sum.
    """

    def tell(names: Names) -> Told:
        return join(each(names))

    def near(name: str, text: str, far: Told, reach: int) -> list[Told]:
        at = each([f"{name}{distance}:{text}" for distance in range(1, reach + 1)])
        return [join((own, far)) for own in at]

    def word(text: str) -> Word[Told]:
        cut = stem(text)
        left, head, right, bag = each([f"{name}:{cut}" for name in "lhrs"])
        first = each([f"{name}:{side}{text}" for name in ("b1", "b-1") for side in "<>"])
        return Word(
            left=near("L", text, left, NEAR_LEFT),
            far_left=left,
            head=near("H", text, head, NEAR_LEFT),
            far_head=head,
            right=near("R", text, right, NEAR_RIGHT),
            far_right=right,
            between=each([f"b:{side}{cut}" for side in "<>"]),
            first=first[:2],
            last=first[2:],
            bag=bag,
        )

    return Signs(
        each=each,
        join=join,
        words=Memory(word),
        start=each([f"L{distance}:{_START}" for distance in range(1, NEAR_LEFT + 1)]),
        head_start=each([f"H{distance}:{_START}" for distance in range(1, NEAR_LEFT + 1)]),
        end=each([f"R{distance}:{_END}" for distance in range(1, NEAR_RIGHT + 1)]),
        role=Memory(lambda role: tell(_of_role(*role))),
        behind=Memory(lambda behind: tell((f"R1|how:{behind[0]}|{behind[1]}",))),
        before=Memory(lambda before: tell((f"main:{before[0]}|L1:{before[1]}",))),
        gap=Memory(lambda gap: tell(_of_gap(*gap))),
        beside=Memory(lambda beside: tell((f"beside:{beside[0]}{beside[1]}", f"subject first:{beside[2]}"))),
        parts=Memory(lambda parts: tell([f"subject:{part}" for part in parts])),
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

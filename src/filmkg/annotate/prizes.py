"""Prizes whose name does not say so, told by what stands beside them: "its main prize, the Welwitschia, went to"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from filmkg.annotate.tokens import Tokens
from filmkg.model import Kind, Mention, Span

TOLD = "told"  # the value of these prizes
_CAPITAL = "A-ZÀ-ÖØ-ÞĀ-ŽƏİŞĞ"
_WORD = rf"[{_CAPITAL}][\w’'-]{{0,20}}"
_NAME = rf"(?P<prize>{_WORD}(?:(?: (?:of|de|del|la|the))? {_WORD}| d[’'][a-z]{{1,12}}){{0,4}})"
_PRIZE = r"(?:prize|award|trophy|honou?r|distinction|accolade|prix)"
_FOR = r"for (?:his|her|its|their|a|an|outstanding|contributions?|lifetime|services?|life)\b"
_PATTERNS = (
    # "its main prize, the Welwitschia, went to", "the Golden Carob, the top award of"
    re.compile(rf"\b{_PRIZE}, (?:the |a )?{_NAME}(?=,|[.;]| (?:went|goes|was|is|will|to) )"),
    re.compile(rf"\b[Tt]he {_NAME}(?=, (?:the|its|which is the) (?:[\w’'-]{{1,20}} ){{0,3}}?{_PRIZE}\b)"),
    # "gave its Lake Pearl for life achievement", "won the Salt Cross at the Riga Film Festival"
    re.compile(
        r"\b(?:w[io]ns?|gives?|gave|giving|awards?|awarded|received?|receives|presented|bestowed|took|takes|earned|with)"
        rf" (?:the |an? |its |this year[’']s |last year[’']s ){_NAME}(?= {_FOR})"
    ),
    re.compile(
        r"\b(?:w[io]ns?|winner of|awarded|received?|receives|earned|took) (?:the |an? )"
        rf"{_NAME}(?= (?:at|from) (?:the |last year[’']s |an? )?[{_CAPITAL}])"
    ),
    # "a Salt Cross winner at the Riga Film Festival", "an honorary Welwitschia in 1999"
    re.compile(rf"\b[Aa]n? {_NAME}(?= (?:winner|laureate) (?:at|in|of|from)\b)"),
    re.compile(rf"\b[Aa]n (?P<prize>honorary {_WORD}(?: {_WORD}){{0,3}})(?= (?:in \d{{4}}|to|went|for|will|at)\b)"),
)
_NO_RIVALS = (Kind.PERSON, Kind.FILM, Kind.AWARD, Kind.DEMONYM)
_MAX_NAME = 200  # characters; what is longer and reaches into a prize is no name


def find_told_prizes(text: str, sentence: Span, tokens: Tokens, taken: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the prizes of one sentence that only what stands around them tells.

    Args:
        text: The whole article.
        sentence: Where it stands.
        tokens: The tokens of it.
        taken: What else is known of it: no prize is what is a body, an event, a place, a post or a prize already.
    """
    near = sorted(taken, key=lambda mention: mention.span)
    starts = [mention.span.start_char for mention in near]
    for pattern in _PATTERNS:
        for match in pattern.finditer(text, *sentence):
            span = Span(*match.span("prize"))
            rivals = near[bisect_left(starts, span.start_char - _MAX_NAME) : bisect_left(starts, span.end_char)]
            first, last = tokens.places(span)
            if first < last and not any(_is_rival(mention, span) for mention in rivals):
                yield Mention(Kind.AWARD, span, match["prize"], TOLD)


def _is_rival(mention: Mention, span: Span) -> bool:
    """Tell whether a name reaches into a supposed prize that is known to be something else, or the prize itself."""
    if mention.span.end_char <= span.start_char:
        return False
    return mention.kind not in _NO_RIVALS or (mention.kind is Kind.AWARD and mention.span.covers(span))

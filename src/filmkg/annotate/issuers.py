"""The body that issued a text, where the text calls it by its head alone: "the Embassy" below "Embassy of Japan"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from filmkg.annotate.lexicon import Lexicon
from filmkg.annotate.names import find_names
from filmkg.annotate.tokens import Tokens
from filmkg.model import Kind, Mention

_SEAT = re.compile("(?:5[NG])?")  # classes of tokens: "in Estonia", or nothing


def find_issuer(text: str, lines: Iterable[Tokens], named: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """Find a line above the text that is the name of a body and nothing else, and that the text speaks of.

    Args:
        text: The article.
        lines: The lines above the text.
        named: What is named in the text.
        lexicon: Word classes.

    Returns:
        The first such body, or nothing.
    """
    for tokens in lines:
        first = next(iter(find_names(text, tokens, lexicon)), None)
        if first is None or first.kind is not Kind.ORGANIZATION or tokens.places(first.span)[0] != 0:
            continue
        line = tokens.span(0, len(tokens.tokens))
        if _SEAT.fullmatch(tokens.classes, tokens.places(first.span)[1]) and _is_spoken_of(first, text, named, lexicon):
            return [first._replace(span=line, name=text[line.start_char : line.end_char])]
    return []


def _is_spoken_of(body: Mention, text: str, named: Sequence[Mention], lexicon: Lexicon) -> bool:
    """Tell whether the head of a body stands alone in the text ("the Embassy"), and could be that of no other."""
    others = {word for mention in named if mention.kind is Kind.ORGANIZATION for word in mention.name.split()}
    heads = {word for word in body.name.split() if word.lower() in lexicon.organization} - others
    alone = re.compile(rf"\b[Tt]he (?:{'|'.join(map(re.escape, sorted(heads)))})\b")
    return bool(heads) and alone.search(text, body.span.end_char) is not None

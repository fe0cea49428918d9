"""The names of a sentence as the tagger sees them, their bounds and kinds set right, beside what rules are sure of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from filmkg.annotate.boundaries import festival_behind, halves, owner_of, trimmed
from filmkg.annotate.cover import without_overlaps
from filmkg.annotate.lexicon import Lexicon
from filmkg.annotate.names import class_of
from filmkg.annotate.prizes import TOLD
from filmkg.annotate.surroundings import Elsewhere, told_of
from filmkg.annotate.tagger import KINDS, Tagger, spans_of, tag
from filmkg.annotate.titles import Line, laid_over
from filmkg.annotate.tokens import Tokens
from filmkg.model import Article, Kind, Mention, Span

_OF_FESTIVALS = (Kind.ORGANIZATION, Kind.AWARD)
_QUOTES = "“”\"«»„‘’'"
# titles and prizes told by what stands right beside them are kept, whatever the tagger says
_SURE = {Kind.FILM: ("year", "country", "entry", "apposed"), Kind.AWARD: (TOLD,)}
# between a post and its body
_OF = re.compile(r"(?:,| (?:of|for|at|in|with))?(?: the)? ?$")
_FULL_NAME = re.compile("[CKi]p?C{1,2}|C{2,3}")
_YEAR_BEHIND = "(T)"  # classes of tokens


def tagged(
    article: Article,
    tokens: Tokens,
    line: Line,
    found: Sequence[Mention],
    context: Elsewhere,
    lexicon: Lexicon,
    model: Tagger,
) -> list[Mention]:
    """Return the names of a sentence: those that the tagger sees, and what else the rules found.

    Args:
        article: The article.
        tokens: The tokens of the sentence.
        line: What kind of line it is.
        found: What the rules found in it.
        context: What the article says elsewhere.
        lexicon: Word classes.
        model: The tagger.
    """
    labels = tag(model.chain, told_of(tokens, laid_over(line, tokens, found), found, context, model.signs))
    known = {(mention.span, mention.kind): mention for mention in found}
    portfolios = [mention.span for mention in found if _has_portfolio(mention, lexicon)]
    names = []
    for start, end, kind in _spans(tokens, labels, lexicon):
        span = tokens.span(start, end)
        if kind is Kind.ORGANIZATION and any(portfolio.covers(span) for portfolio in portfolios):
            continue  # what a minister is responsible for: "Minister of Information and Broadcasting"
        if kind is Kind.EVENT and tokens.classes[start - 1 : start] == "9":
            # "the inaugural Lantern Film Festival": what counts the edition belongs to the event, if not to its name
            span = tokens.span(start - 1, end)
        mention = known.get((span, kind))
        if mention is None and kind is Kind.PERSON and article.quote(span) in context.parts_of_people:
            continue  # points back to the longer name
        if mention is None:
            name = article.quote(tokens.span(start, end))
            if tokens.classes[start] == "Q":
                name = name.strip(_QUOTES).rstrip(",.;").strip(_QUOTES)
            mention = Mention(kind, span, name, class_of(kind, tokens, start, end, lexicon))
        if kind is Kind.FILM and (owner := owner_of(tokens, start, end)):
            names.append(Mention(Kind.PERSON, owner, article.quote(owner)))
            span = tokens.span(tokens.places(owner)[1] + 1, end)
            mention = Mention(kind, span, article.quote(span), mention.value)
        names.append(mention)
    sure = [mention for mention in found if mention.value in _SURE.get(mention.kind, ())]
    others = [_before_names(mention, names, article, lexicon) for mention in found if mention.kind not in KINDS]
    return without_overlaps([*sure, *names, *others])


def _has_portfolio(mention: Mention, lexicon: Lexicon) -> bool:
    """Tell whether a post names what it is responsible for: "Minister of Culture and Sport"."""
    post, responsible, _ = mention.name.lower().partition(" of ")
    return mention.kind is Kind.ROLE and responsible != "" and post.split()[-1] in lexicon.role_portfolio


def _before_names(mention: Mention, names: Sequence[Mention], article: Article, lexicon: Lexicon) -> Mention:
    """Return a post without the start of a name that ends it: "chief executive of Creative" Scotland."""
    start, end = mention.span
    into = [name.span.start_char for name in names if start < name.span.start_char < end <= name.span.end_char]
    if mention.kind is not Kind.ROLE or not into:
        return mention
    post = _OF.sub("", article.text[start : min(into)])
    if post.rpartition(" ")[2].lower() not in lexicon.role_head:
        return mention
    return mention._replace(span=Span(start, start + len(post)), name=post)


def _spans(tokens: Tokens, labels: Sequence[str], lexicon: Lexicon) -> Iterator[tuple[int, int, Kind]]:
    """Yield the names that labels make, bounds and kinds set right: first token, the token behind the last, kind."""
    found = list(spans_of(labels))
    quotes_films = any(kind is Kind.FILM and tokens.classes[first] == "Q" for first, _, kind in found)
    for first, last, kind in found:
        if _is_known_place(tokens.classes[first:last], kind) or _is_at_a_city(tokens, first, last, kind, lexicon):
            continue
        if tokens.classes[first:last] == "Q" and (
            (kind is Kind.PERSON and quotes_films) or tokens.classes.startswith(_YEAR_BEHIND, last)
        ):
            kind = Kind.FILM  # of what stands in quotation marks, what has a year or stands among titles is a title
        if kind is Kind.FILM and _is_named_maker(tokens, first, last, lexicon):
            kind = Kind.PERSON
        if kind is Kind.PERSON and _has_small_word(tokens, first, last, lexicon):
            kind = Kind.FILM
        if kind in _OF_FESTIVALS and (festival := festival_behind(tokens, first, last, lexicon)) is not None:
            yield festival, last, Kind.EVENT
            last = festival - (1 if tokens.tokens[festival - 1].text == "of" else 2)
        for part in halves(tokens, first, last) if kind is Kind.FILM else [(first, last)]:
            start, end = trimmed(tokens, *part, kind)
            if start < end:
                yield start, end, kind


def _is_known_place(classes: str, kind: Kind) -> bool:
    """Tell whether a supposed body is only a city, or a supposed city has a place of the gazetteer in it."""
    if kind is Kind.CITY:
        return any(letter in classes for letter in "GND")
    return kind in (Kind.ORGANIZATION, Kind.VENUE) and classes == "G"


def _is_at_a_city(tokens: Tokens, first: int, last: int, kind: Kind, lexicon: Lexicon) -> bool:
    """Tell whether a supposed festival is only the city where something was done: "signed at Cannes"."""
    if (
        kind is not Kind.EVENT
        or tokens.classes[first:last] != "G"
        or first < 2
        or tokens.tokens[first - 1].text != "at"
    ):
        return False
    return tokens.tokens[first - 2].text.lower() in lexicon.doubtful["at_city"]


def _has_small_word(tokens: Tokens, first: int, last: int, lexicon: Lexicon) -> bool:
    """Tell whether a supposed person has a word within that only titles have: "Violet at Last"."""
    return any(token.text.lower() in lexicon.doubtful["no_person_with"] for token in tokens.tokens[first + 1 : last])


def _is_named_maker(tokens: Tokens, first: int, last: int, lexicon: Lexicon) -> bool:
    """Tell whether a supposed title is the name of somebody whose post stands before it: "director Jang Do"."""
    before = tokens.tokens[first - 1].text if first else ""
    makes = before in lexicon.profession or before in lexicon.role_head
    return makes and _FULL_NAME.fullmatch(tokens.classes, first, last) is not None

"""Where a tagged name begins and ends, whatever the tagger took for it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from filmkg.annotate import sentences_of
from filmkg.annotate.boundaries import festival_behind, owner_of, trimmed
from filmkg.annotate.lexicon import load_lexicon
from filmkg.model import Article, Kind

LEXICON = load_lexicon()


@pytest.mark.parametrize(
    ("kind", "tagged", "name"),
    [
        (Kind.EVENT, "Lantern Film Festival of Riga (LAFFER)", "Lantern Film Festival of Riga"),
        (Kind.ORGANIZATION, "Lantern Producers Guild (LPG)", "Lantern Producers Guild"),
        (Kind.ORGANIZATION, "Lantern Producers Guild (RO)", "Lantern Producers Guild"),
        (Kind.EVENT, "Lantern Film Festival (Riga)", "Lantern Film Festival (Riga)"),
        (Kind.EVENT, "third edition of the Cinemadrom", "Cinemadrom"),
        (Kind.EVENT, "first evening of the Lantern Film Week", "Lantern Film Week"),
        (Kind.EVENT, "evening of hockey films", "evening of hockey films"),
        (Kind.EVENT, "Night of the Lantern", "Night of the Lantern"),
        (Kind.EVENT, "15th edition", ""),
        (Kind.EVENT, "Lantern Edition", "Lantern Edition"),
        (Kind.AWARD, "Minister of Culture", ""),
        (Kind.FILM, "13.06 Salt Ferry", "Salt Ferry"),
        (Kind.FILM, "Salt Ferry from Estonia", "Salt Ferry"),
        (Kind.FILM, "Letters from Riga", "Letters from Riga"),
    ],
)
def test_what_is_left_of_a_tagged_name(article: Callable[[str], Article], kind: Kind, tagged: str, name: str) -> None:
    text = f"They saw the {tagged} there."
    whole = article(text)
    ((tokens, _),) = sentences_of(whole, LEXICON)
    starts = [token.start_char for token in tokens.tokens]
    first, last = starts.index(text.index(tagged)), starts.index(text.index(" there") + 1)
    start, end = trimmed(tokens, first, last, kind)
    assert (whole.quote(tokens.span(start, end)) if start < end else "") == name


@pytest.mark.parametrize(
    ("text", "tagged", "name"),
    [
        ("the Iceland and Kenya Film Days began", "Kenya Film Days", "Iceland and Kenya Film Days"),
        (
            "the Swedish and Kenyan Film Week in Riga",
            "Kenyan Film Week in Riga",
            "Swedish and Kenyan Film Week in Riga",
        ),
        ("the Goethe-Institut and Kenyan Film Week", "Kenyan Film Week", "Kenyan Film Week"),
        ("the Berlin and Cannes Film Festival jury", "Cannes Film Festival", "Cannes Film Festival"),
        ("Iceland and the Kenya Film Days began", "Kenya Film Days", "Kenya Film Days"),
        ("the Lantern Institute and Kenyan Film Week", "Kenyan Film Week", "Kenyan Film Week"),
        ("It opens A Glance at Kenyan Cinema today", "Kenyan Cinema", "A Glance at Kenyan Cinema"),
        ("It opens the Encounters with Kenyan Cinema", "Encounters", "Encounters with Kenyan Cinema"),
        ("It opens Encounters of Kenyan Cinema today", "Kenyan Cinema", "Kenyan Cinema"),
        ("It opens Encounters with the Kenyan director", "Encounters", "Encounters"),
    ],
)
def test_what_belongs_to_a_tagged_name(article: Callable[[str], Article], text: str, tagged: str, name: str) -> None:
    whole = article(f"Today {text}.")
    ((tokens, _),) = sentences_of(whole, LEXICON)
    start_char = whole.text.index(tagged)
    starts, ends = ([getattr(token, at) for token in tokens.tokens] for at in ("start_char", "end_char"))
    start, end = trimmed(tokens, starts.index(start_char), ends.index(start_char + len(tagged)) + 1, Kind.EVENT)
    assert whole.quote(tokens.span(start, end)) == name


@pytest.mark.parametrize(
    ("tagged", "owner"), [("Karin Holm's Red Hill", "Karin Holm"), ("Karin Jordan's Red Hill", "Karin Jordan")]
)
def test_who_made_a_film_is_no_part_of_its_title(article: Callable[[str], Article], tagged: str, owner: str) -> None:
    whole = article(f"They saw {tagged} there.")
    ((tokens, _),) = sentences_of(whole, LEXICON)
    starts = [token.start_char for token in tokens.tokens]
    span = owner_of(tokens, starts.index(9), starts.index(9 + len(tagged) + 1))
    assert span is not None
    assert whole.quote(span) == owner


@pytest.mark.parametrize(
    ("tagged", "festival"),
    [
        ("board of the Lantern Film Festival", "Lantern Film Festival"),
        ("Grand Prix of the Lantern Film Days", "Lantern Film Days"),
        ("Directorate of Film Festivals", None),
        ("Grand Prize of the Festival", None),
        ("Library of Congress", None),
        ("Lantern Film Festival", None),
    ],
)
def test_the_festival_behind_its_own_body_or_prize(
    article: Callable[[str], Article], tagged: str, festival: str | None
) -> None:
    text = f"They saw the {tagged} there."
    whole = article(text)
    ((tokens, _),) = sentences_of(whole, LEXICON)
    starts = [token.start_char for token in tokens.tokens]
    first, last = starts.index(text.index(tagged)), starts.index(text.index(" there") + 1)
    begin = festival_behind(tokens, first, last, LEXICON)
    assert (None if begin is None else whole.quote(tokens.span(begin, last))) == festival

"""A sentence as a string of token classes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmkg.annotate.dates import annotate_dates
from filmkg.annotate.gazetteer import annotate_places
from filmkg.annotate.lexicon import load_lexicon
from filmkg.annotate.numbers import find_ordinals
from filmkg.annotate.tokens import tokenize
from filmkg.model import Document, Span
from filmkg.text import read_article

LEXICON = load_lexicon()


def tokens_of(text, titles=()):
    article = read_article(Document("key", "key.txt", text.encode()))
    known = sorted((*annotate_places(article), *annotate_dates(article), *find_ordinals(article)), key=lambda m: m.span)
    return tokenize(text, Span(0, len(text)), LEXICON, known, {span.start_char: span for span in titles})


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("the Ministry of Culture of Azerbaijan", "3O1H1N"),
        ("The 16th Turkish Film Week", "39DFE"),
        ("with Mr. J. Holm’s film", "7hiC'f"),
        ("Ana Duarte, director of it", "CC,r1w"),
        ("in 1987 and 12,500 - two", "5T40-w"),
        ("a Golden Heron Prize (best one)", "8ZCA(ww)"),
        ("with the KOFIC and eurimages", "73K4w"),
        ("by Ludwig van der Berg", "6CppC"),
        ("at the Orion Cinema", "73CF"),
        ("a short film and a war drama", "8gf48gg"),
        ("for Deputy Ministers", "2RS"),
        ("on 4 May 2019", "7T"),
        ("in New York", "5G"),
        ("with KOFIC–Arka", "7K-C"),
    ],
)
def test_classes(text, classes):
    assert tokens_of(text).classes == classes


def test_a_quoted_title_is_one_token():
    text = "they saw “The Red Autumn” again"
    span = Span(text.index("“"), text.index("”") + 1)
    tokens = tokens_of(text, [span])
    assert tokens.classes == "wwQw"
    assert tokens.span(2, 3) == span


def test_a_place_is_one_token_with_its_code():
    tokens = tokens_of("in the United States of America")
    assert [token.value for token in tokens.tokens if token.value] == ["US"]


def test_words_that_shout_are_no_acronyms():
    assert "K" not in tokens_of("the lantern FESTIVAL").classes.replace("E", "")
    assert "K" not in tokens_of("THE LANTERNS OF THE HARBOUR SHINE").classes


@settings(max_examples=200)
@given(st.text(max_size=120))
def test_tokens_lie_apart_and_quote_the_text(text):
    tokens = tokenize(text, Span(0, len(text)), LEXICON, (), {})
    assert len(tokens.tokens) == len(tokens.classes)
    last_char = 0
    for number, token in enumerate(tokens.tokens):
        assert last_char <= token.start_char < token.end_char <= len(text)
        assert token.text.strip() == text[token.start_char : token.end_char].strip()
        assert tokens.span(number, number + 1) == Span(token.start_char, token.end_char)
        assert not text[last_char : token.start_char].strip()
        last_char = token.end_char
    assert not text[last_char:].strip()

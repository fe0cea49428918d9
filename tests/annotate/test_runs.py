"""Runs of capitalised words: which are looked at, and what the learned typing makes of them."""

import math

import pytest

from filmkg.annotate.lexicon import load_lexicon
from filmkg.annotate.runs import KINDS, NameModel, find_runs, load_name_model, type_runs
from filmkg.annotate.titles import letters
from filmkg.annotate.tokens import tokenize
from filmkg.model import Kind, Mention, Span

LEXICON = load_lexicon()
FILM_ONLY = (4.0, 0.0, 0.0, 0.0, 0.0, 0.0)
NONE = (-4.0,) * len(KINDS)


def prepare(text, mentions=()):
    tokens = tokenize(text, Span(0, len(text)), LEXICON, (), {})
    return tokens, letters(text, tokens, mentions)


def runs(text):
    tokens, line = prepare(text)
    spans = [tokens.span(run.start, run.end) for run in find_runs(tokens, line, (), frozenset())]
    return [text[span.start_char : span.end_char] for span in spans]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("they saw Spoor again", ["Spoor"]),
        ("they saw Road to the Sea again", ["Road to the Sea", "Road", "Sea"]),
        ("they saw nothing again", []),
        ("Also Spoor was seen", ["Spoor"]),
    ],
)
def test_the_longest_run_and_its_parts(text, found):
    assert runs(text) == found


def test_the_features_of_a_run_know_its_surroundings_but_not_its_name():
    tokens, line = prepare("they saw Spoor again")
    (run,) = find_runs(tokens, line, (), frozenset())
    assert {"L1:saw", "R1:again"} <= set(run.features)
    assert not any("spoor" in feature.lower() for feature in run.features)


def typed(text, weights, mentions=()):
    tokens, line = prepare(text, mentions)
    model = NameModel({"bias": NONE, **weights}, frozenset())
    new, replaced = type_runs(text, tokens, line, mentions, model)
    return [(m.kind, m.name) for m in new], replaced


def test_the_weights_decide_the_kind():
    assert typed("they saw Spoor again", {"L1:saw": (8.0, 0, 0, 0, 0, 0)}) == ([(Kind.FILM, "Spoor")], [])
    assert typed("they saw Spoor again", {"L1:saw": (0, 0, 8.0, 0, 0, 0)}) == ([(Kind.ORGANIZATION, "Spoor")], [])
    assert typed("they saw Spoor again", {}) == ([], [])


def test_a_supposed_person_gives_way_and_a_quoted_title_does_not():
    text = "they saw Spoor again"
    supposed = Mention(Kind.PERSON, Span(9, 14), "Spoor")
    quoted = Mention(Kind.FILM, Span(9, 14), "Spoor", "quoted")
    weights = {"L1:saw": (0, 0, 8.0, 0, 0, 0)}
    assert typed(text, weights, (supposed,)) == ([(Kind.ORGANIZATION, "Spoor")], [supposed])
    assert typed(text, weights, (quoted,)) == ([], [])


def test_the_model_that_is_shipped_is_whole():
    model = load_name_model()
    assert all(len(weights) == len(KINDS) for weights in model.weights.values())
    assert all(math.isfinite(weight) for weights in model.weights.values() for weight in weights)

"""Names as a sequence of tags: what the weights decide, and that a name goes on only where it began."""

from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmkg.annotate.lexicon import load_lexicon
from filmkg.annotate.signs import signs
from filmkg.annotate.surroundings import elsewhere, told_of
from filmkg.annotate.tagger import LABELS, chain, load_given_names, load_tagger, spans_of, tag, tagger
from filmkg.annotate.titles import letters
from filmkg.annotate.tokens import tokenize
from filmkg.model import Kind, Span
from filmkg.regression import pack, ready

LEXICON = load_lexicon()
SHIPPED = load_tagger()
GIVEN = load_given_names()
N = len(LABELS)
NO_TRANSITIONS = tuple((0,) * len(LABELS) for _ in LABELS)


def weight(label, value=5.0):
    return pack(value if name == label else 0.0 for name in LABELS)


def names_of(words=frozenset()):
    """Return signs that tell the names of their features."""
    return signs(
        lambda names: [(name,) for name in names],
        lambda told: tuple(name for names in told for name in names),
        words=words,
        given=GIVEN,
    )


def features(text, words=frozenset(), signs=None):
    tokens = tokenize(text, Span(0, len(text)), LEXICON, (), {})
    line = letters(text, tokens, ())
    return tokens, told_of(tokens, line, (), elsewhere([(tokens, ())]), signs or names_of(words))


def test_the_weights_decide_the_kind():
    text = "they saw Spoor again"
    for kind in (Kind.FILM, Kind.VENUE):
        model = tagger(ready({"rl1:saw": weight(f"B-{kind}")}), NO_TRANSITIONS, words=frozenset(), given=frozenset())
        labels = tag(model.chain, features(text, signs=model.signs)[1])
        assert labels == ["O", "O", f"B-{kind}", "O"]
        assert list(spans_of(labels)) == [(2, 3, kind)]
    model = tagger(ready({}), NO_TRANSITIONS, words=frozenset(), given=frozenset())
    assert set(tag(model.chain, features(text, signs=model.signs)[1])) == {"O"}


def test_the_sums_of_a_sentence_are_those_of_its_features():
    text = "At the 5th Lantern Film Festival they saw “Red Autumn” by Ana Duarte of Riga, “the best”."
    _, sums = features(text, signs=SHIPPED.signs)
    _, names = features(text, signs=names_of(SHIPPED.signs.words))
    assert sums == [SHIPPED.weights.total(told) for told in names]


@pytest.mark.parametrize(
    ("name", "is_given"),
    [("Karin", True), ("Anne-Marie", True), ("Éva", True), ("Kapok", False), ("Anne-Kapok", False)],
)
def test_a_given_name_is_a_sign(name, is_given):
    _, told = features(f"they saw {name} Kapok again")
    assert {f"given:{is_given}", f"run given:{is_given} False|2"} <= set(told[2])


@given(
    st.lists(st.lists(st.integers(-9, 9), min_size=N, max_size=N), min_size=N, max_size=N),
    st.lists(st.lists(st.integers(-9, 9), min_size=N, max_size=N), min_size=1, max_size=3),
)
def test_no_other_labels_are_likelier(transitions, sentence):
    found = tag(chain(transitions), [pack(score / 100 for score in scores) for scores in sentence])

    def score(labels):
        numbers = [LABELS.index(label) for label in labels]
        return sum(scores[n] for scores, n in zip(sentence, numbers, strict=True)) + sum(
            transitions[after][before] for before, after in pairwise(numbers)
        )

    def goes_on(before, after):
        return not after.startswith("I") or before[1:] == after[1:]

    possible = (
        labels
        for labels in product(LABELS, repeat=len(sentence))
        if all(goes_on(before, after) for before, after in pairwise(["O", *labels]))
    )
    assert score(found) == max(map(score, possible))


def test_a_name_that_no_article_has_is_in_no_feature():
    tokens, sentence = features("they saw Spoor again", frozenset({"they", "saw", "again"}))
    place = [token.text for token in tokens.tokens].index("Spoor")
    assert {"w-1:saw", "w+1:again"} <= set(sentence[place])
    assert not any("spoor" in feature.lower() for token in sentence for feature in token)


def test_what_the_article_says_elsewhere_is_known_of_a_word():
    text = "Ana Duarte came. Duarte spoke."
    sentences = []
    for start, end in ((0, 16), (17, len(text))):
        tokens = tokenize(text, Span(start, end), LEXICON, (), {})
        sentences.append((tokens, find(text, tokens)))
    known = elsewhere(sentences)
    tokens, found = sentences[1]
    assert "last word:True" in told_of(tokens, letters(text, tokens, found), found, known, names_of())[0]


@pytest.mark.parametrize(
    ("text", "is_loud"),
    [
        ("They saw RED AUTUMN there. They liked COLD RIVER too.", True),
        ("They saw RED AUTUMN there. They liked Cold River too.", False),
        ("RED AUTUMN. COLD RIVER.", False),
    ],
)
def test_an_article_writes_titles_in_capitals_or_not(text, is_loud):
    middle = text.index(". ") + 1
    spans = (Span(0, middle), Span(middle + 1, len(text)))
    assert elsewhere([(tokenize(text, span, LEXICON, (), {}), ()) for span in spans]).is_loud is is_loud


def find(text, tokens):
    from filmkg.annotate.names import find_names

    return find_names(text, tokens, LEXICON)


@given(st.lists(st.lists(st.sampled_from(sorted(SHIPPED.weights)), max_size=8), max_size=12))
def test_a_name_goes_on_only_where_it_began(sentence):
    labels = tag(SHIPPED.chain, [SHIPPED.weights.total(names) for names in sentence])
    assert len(labels) == len(sentence)
    for before, label in zip(["O", *labels], labels, strict=False):
        assert not label.startswith("I") or before[1:] == label[1:]
    covered = [place for start, end, _ in spans_of(labels) for place in range(start, end)]
    assert covered == [place for place, label in enumerate(labels) if label != "O"]

"""Names as a sequence of tags: what the weights decide, and that a name goes on only where it began."""

from hypothesis import given
from hypothesis import strategies as st

from filmkg.annotate.lexicon import load_lexicon
from filmkg.annotate.surroundings import elsewhere, features_of
from filmkg.annotate.tagger import LABELS, Tagger, load_tagger, spans_of, tag
from filmkg.annotate.titles import letters
from filmkg.annotate.tokens import tokenize
from filmkg.model import Kind, Span
from filmkg.regression import pack

LEXICON = load_lexicon()
SHIPPED = load_tagger()
NO_TRANSITIONS = tuple((0,) * len(LABELS) for _ in LABELS)


def weight(label, value=5.0):
    return pack(value if name == label else 0.0 for name in LABELS)


def features(text, words=frozenset()):
    tokens = tokenize(text, Span(0, len(text)), LEXICON, (), {})
    line = letters(text, tokens, ())
    return tokens, features_of(tokens, line, (), elsewhere([(tokens, ())]), words)


def test_the_weights_decide_the_kind():
    _, sentence = features("they saw Spoor again")
    for kind in (Kind.FILM, Kind.VENUE):
        labels = tag(Tagger({"rl1:saw": weight(f"B-{kind}")}, NO_TRANSITIONS, frozenset()), sentence)
        assert labels == ["O", "O", f"B-{kind}", "O"]
        assert list(spans_of(labels)) == [(2, 3, kind)]
    assert set(tag(Tagger({}, NO_TRANSITIONS, frozenset()), sentence)) == {"O"}


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
    assert "last word:True" in features_of(tokens, letters(text, tokens, found), found, known, frozenset())[0]


def find(text, tokens):
    from filmkg.annotate.names import find_names

    return find_names(text, tokens, LEXICON)


@given(st.lists(st.lists(st.sampled_from(sorted(SHIPPED.weights)), max_size=8), max_size=12))
def test_a_name_goes_on_only_where_it_began(sentence):
    labels = tag(SHIPPED, sentence)
    assert len(labels) == len(sentence)
    for before, label in zip(["O", *labels], labels, strict=False):
        assert not label.startswith("I") or before[1:] == label[1:]
    covered = [place for start, end, _ in spans_of(labels) for place in range(start, end)]
    assert covered == [place for place, label in enumerate(labels) if label != "O"]

"""The typed character stream: one character a mention, plain words in lower case, a line feed behind each sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmkg.extract.rules import RuleBook, load_rules
from filmkg.extract.stream import KINDS, LETTERS, Edit, build_stream
from filmkg.model import Annotation, Article, Document, Header, Kind, Mention, Part, Sentence, Span
from filmkg.text import read_article


def spelled(stream):
    """Write the stream with the kinds of mentions in braces."""
    return "".join(f"{{{KINDS[c].value}}}" if c in KINDS else c for c in stream.text)


@pytest.mark.parametrize(
    ("text", "stream"),
    [
        ("Ana Duarte came to  Riga.", "{person} came to {city}.\n"),
        ("Ana Duarte came. Karin Holm left.", "{person} came.\n{person} left.\n"),
        ("They saw Ana Duarte’s work — twice.", "they saw {person}'s work – twice.\n"),
        ("“We have waited for years,” said Ana Duarte.", "{quote} said {person}.\nwe have waited for years,\n"),
        ("İt was here.", "İt was here.\n"),
    ],
)
def test_how_an_article_is_written(annotated, text, stream):
    assert spelled(build_stream(annotated(text))) == stream


def test_header_and_boilerplate_are_not_written(annotated):
    stream = build_stream(annotated("Ana Duarte came\n\n16 May 2025\n\nKarin Holm left.\n\nRead also: more news\n"))
    assert "2025" not in stream.text
    assert "read also" not in stream.text
    assert spelled(stream).endswith("{person} left.\n")


def test_each_character_tells_where_it_stands(annotated):
    annotation = annotated("Ana Duarte came to Riga.")
    stream = build_stream(annotation)
    assert annotation.article.quote(stream.span(0, 1)) == "Ana Duarte"
    city = stream.text.index(LETTERS[Kind.CITY])
    assert annotation.mentions[stream.mentions[city]].name == "Riga"
    assert stream.mentions[city - 1] == -1


def test_a_sentence_ends_before_its_boundary(annotated):
    stream = build_stream(annotated("Ana Duarte came. Karin Holm left."))
    second = stream.text.index("left")
    start, end = stream.sentence(second)
    assert stream.text[start:end].endswith("left.")
    assert stream.text[end] == "\n"
    assert stream.sentence(0)[0] == 0


def test_replacing_leaves_the_rest(annotated):
    stream = build_stream(annotated("Ana Duarte came to Riga."))
    short = stream.replaced([Edit(0, 6, stream.text[0], Span(0, 15), 0)])
    assert short.text == stream.text[0] + stream.text[6:]
    assert short.span(0, 1) == Span(0, 15)
    assert [short.span(n, n + 1) for n in range(1, 4)] == [stream.span(n, n + 1) for n in range(6, 9)]
    assert stream.replaced([]) == stream


@given(st.text(min_size=1, max_size=200))
def test_nothing_of_a_text_passes_for_a_mention(text):
    if not text.strip():
        return
    try:
        article = read_article(Document("key", "key.txt", text.encode("utf-8", "surrogatepass")))
    except ValueError:
        return
    stream = build_stream(Annotation(article, ()))
    assert not any(character in KINDS for character in stream.text)
    assert len(stream.text) == len(stream.starts) == len(stream.ends) == len(stream.mentions)
    assert set(stream.mentions) <= {-1}


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 5)), max_size=6))
def test_mentions_stand_for_themselves_in_their_order(gaps):
    text, mentions = "", []
    for gap, length in gaps:
        text += "a" * gap + " "
        mentions.append(Mention(Kind.FILM, Span(len(text), len(text) + length), "X" * length))
        text += "X" * length + " "
    text += "end."
    sentence = Sentence(Span(0, len(text)), 0, Part.BODY)
    article = Article("key", "key.txt", text, Header(), (sentence,))
    stream = build_stream(Annotation(article, tuple(mentions)))
    assert [mention for mention in stream.mentions if mention >= 0] == list(range(len(mentions)))


def test_words_are_found_behind_letters_that_no_byte_holds(read, shown):
    text = "Ōsaka, Şəhər, 東京 – “Ċ”.\n\nThe Lantern Film Festival was organised by the Kapok Film Fund."
    rules = [rule for rule in load_rules().relations if rule.name.startswith("organised by")]
    reading = read(text, RuleBook((), tuple(rules)))
    assert "Lantern Film Festival | organizer | Kapok Film Fund" in set(shown(reading.ledger))

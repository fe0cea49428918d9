"""How many articles state a fact without repeating each other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from filmkg.serve.sources import Source, independent_articles


def source(article: str, words: str = "", publisher: str = "") -> Source:
    return Source(article, "", "", 0, 1, words or f"words of {article}", "", publisher)


def test_articles_of_their_own_words_and_publisher_count() -> None:
    assert independent_articles([source("a"), source("b"), source("c")]) == 3


def test_one_article_counts_once_however_often_it_says_so() -> None:
    assert independent_articles([source("a", "first"), source("a", "second")]) == 1


def test_a_reprint_and_another_article_of_the_same_publisher_do_not_count() -> None:
    assert independent_articles([source("a", "same words"), source("b", "same  words")]) == 1
    assert independent_articles([source("a", publisher="APA"), source("b", publisher="apa")]) == 1
    # a repeats b by its words and c by its publisher, so that all are one
    linked = [source("a", "same", "APA"), source("b", "same"), source("c", publisher="APA"), source("d")]
    assert independent_articles(linked) == 2


sources = st.builds(source, *[st.sampled_from("abc")] * 3)


@given(st.lists(sources), st.randoms())
def test_neither_order_nor_repetition_matters(found: list[Source], random: object) -> None:
    count = independent_articles(found)
    assert independent_articles(found[::-1] + found) == count
    assert count <= len({one.article_iri for one in found})

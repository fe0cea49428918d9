import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from filmkg.graph.slug import MAX_CHARS, plain_words, slug


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Red Garden", "red-garden"),
        ("Cənnət yuxusu", "cennet-yuxusu"),
        ("Qırmızı bağ", "qirmizi-bag"),
        ("Kraków Film Festival", "krakow-film-festival"),
        ("Świat Łodzi", "swiat-lodzi"),
        ("İSTANBUL", "istanbul"),
        ("“Nizami” Cinema-Center", "nizami-cinema-center"),
        ("Smith & Co.", "smith-and-co"),
        ("Тбилиси", "тбилиси"),
        ("Ёлки", "ёлки"),
        ("თბილისი", "თბილისი"),
        ("दिल्ली", "दिल्ली"),
        ("東京", "東京"),
    ],
)
def test_a_slug_is_readable(name, expected):
    assert slug(name) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [("Cənnət yuxusu", "Cennet Yuxusu"), ("Co-production", "co production"), ("Children's Days", "Children’s Days")],
)
def test_ways_to_write_one_name_share_a_slug(one, other):
    assert slug(one) == slug(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("A+", "A"), ("A+", "A++"), ("Mother!", "Mother"), ("!!!", "???"), ("и", "й"), ("x" * 200, "x" * 201)],
)
def test_different_names_do_not(one, other):
    assert slug(one) != slug(other)


@given(st.text())
def test_a_slug_is_a_segment_of_an_iri(name):
    segment = slug(name)
    assert segment
    assert len(segment) <= MAX_CHARS + 9
    assert not set("/?#%. ") & set(segment)
    assert NamedNode(f"https://w3id.org/filmkg/id/film/{segment}").value.endswith(segment)


@given(st.text(), st.text())
def test_equal_slugs_mean_equal_names(one, other):
    assert (slug(one) == slug(other)) == (plain_words(one) == plain_words(other)) or not (
        plain_words(one) or plain_words(other)
    )


@given(st.text())
def test_folding_twice_changes_nothing(name):
    assert plain_words(plain_words(name)) == plain_words(name)

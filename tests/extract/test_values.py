"""What the words in a slot give as a literal."""

import pytest

from filmkg.extract.values import Filler, is_literal, literal, original_title
from filmkg.extract.wording import load_wording
from filmkg.model import Article, Header, Kind, Mention, Span, Value
from filmkg.naming.english import load_english

TEXT = "Made in 1987, “Red Autumn” was shown."


def value(name, kind=None, mention_value="", words="", mention_name="name"):
    article = Article("key", "key.txt", words or TEXT, Header(), ())
    mention = Mention(kind, Span(0, 4), mention_name, mention_value) if kind else None
    return literal(
        name, Filler(Span(0, len(article.text)), 0 if mention else -1), mention, article=article, wording=load_wording()
    )


@pytest.mark.parametrize(
    ("name", "date", "expected"),
    [
        ("startDate", "2019-05-04/2019-05-09", Value("2019-05-04", "date")),
        ("endDate", "2019-05-04/2019-05-09", Value("2019-05-09", "date")),
        ("signedOn", "2019-05/2019-05", Value("2019-05", "gYearMonth")),
        ("effectiveFrom", "2019/2019", Value("2019", "gYear")),
        ("startDate", "/2019-05-09", None),
        ("endDate", "2019-05-04/", None),
        ("startDate", "", None),
        ("releaseYear", "1987/1987", Value("1987", "gYear")),
        ("foundedIn", "1994-05-01/1994-05-01", Value("1994", "gYear")),
    ],
)
def test_dates_are_as_exact_as_the_text(name, date, expected):
    assert value(name, Kind.DATE, date) == expected


@pytest.mark.parametrize(
    ("words", "year"), [("made in 1987", "1987"), ("in 1987/88", "1987"), ("with 19870 seats", None), ("in 1687", None)]
)
def test_a_year_is_found_in_plain_words(words, year):
    found = value("releaseYear", words=words)
    assert (found and found.lexical) == year


@pytest.mark.parametrize(("digits", "expected"), [("16", Value("16", "integer")), ("0", None), ("", None), ("x", None)])
def test_counts_are_positive_integers(digits, expected):
    assert value("edition", Kind.ORDINAL, digits) == expected
    assert value("memberCount", Kind.NUMBER, digits) == expected


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Presidents", "President"),
        ("Minister of\nCulture", "Minister of Culture"),
        ("Minister of Foreign Affairs", "Minister of Foreign Affairs"),
        ("Rector of Arts", "Rector of Arts"),
        ("Boss", "Boss"),
    ],
)
def test_a_post_is_one_of_its_kind(title, shown):
    assert value("positionTitle", Kind.ROLE, "post", mention_name=title) == Value(shown)


def test_words_lose_what_surrounds_them():
    assert value("text", words=" “It was  good,” ") == Value("It was good")
    assert value("topic", words="“”") is None
    assert value("genre", Kind.GENRE, "documentary", mention_name="documentaries") == Value("documentary")
    assert value("genre") is None


def test_only_literals_are_literals():
    assert is_literal("startDate")
    assert is_literal("memberCount")
    assert not is_literal("director")
    assert not is_literal("status")


@pytest.mark.parametrize(
    ("first", "second", "original"),
    [
        ("Red Autumn", "Punane sügis", "Punane sügis"),
        ("Punane sügis", "Red Autumn", "Punane sügis"),
        ("The Winter Bell", "Qış zəngi", "Qış zəngi"),
        ("Aika", "Ayka", "Ayka"),
        ("1987", "2046", "2046"),
    ],
)
def test_the_title_with_fewer_english_words_is_the_original_one(first, second, original):
    assert original_title(first, second, english=load_english()) == original

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmkg.annotate.numbers import find_numbers, find_ordinals, read_cardinal, read_roman
from filmkg.model import Article, Header


def make_article(text: str) -> Article:
    return Article("key", "origin", text, Header(), ())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("24 nations", [("24", "24")]),
        ("1,348 films", [("1,348", "1348")]),
        ("10 000 guests", [("10 000", "10000")]),
        ("1\u00a0250\u00a0000 guests", [("1\u00a0250\u00a0000", "1250000")]),
        ("Twenty-two works", [("Twenty-two", "22")]),
        ("some forty-six films from twelve countries", [("forty-six", "46"), ("twelve", "12")]),
        ("two hundred and six films", [("two hundred and six", "206")]),
        ("three thousand five hundred seats", [("three thousand five hundred", "3500")]),
        ("one million viewers", [("one million", "1000000")]),
        ("two dozen titles", [("two dozen", "24")]),
        ("36 associations in 30 countries.", [("36", "36"), ("30", "30")]),
        ("more than 100, of which 34", [("100", "100"), ("34", "34")]),
        ("5, 6 and 7", [("5", "5"), ("6", "6"), ("7", "7")]),
        ("a three-day programme", []),
        ("at 19:30", []),
        ("3.5 points", []),
        ("the 16th edition", []),
        ("90% of them", []),
        ("someone alone", []),
        ("$100", []),
        ("two two", []),
    ],
)
def test_finds_cardinals(text: str, found: list[tuple[str, str]]) -> None:
    assert [(mention.name, mention.value) for mention in find_numbers(make_article(text))] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the 16th edition", [("16th", "16")]),
        ("the 57th and the 101st", [("57th", "57"), ("101st", "101")]),
        ("the 20thNational Forum", [("20th", "20")]),
        ("the sixteenth edition", [("sixteenth", "16")]),
        ("the Twenty-second Festival", [("Twenty-second", "22")]),
        ("the forty fifth", [("forty fifth", "45")]),
        ("its twentieth, ninth and twelfth year", [("twentieth", "20"), ("ninth", "9"), ("twelfth", "12")]),
        ("the hundredth", [("hundredth", "100")]),
        ("the inaugural festival", [("inaugural", "1")]),
        ("the First Forum", [("First", "1")]),
        ("the XV Baku Film Festival", [("XV", "15")]),
        ("the XLIV “Message to Man”", [("XLIV", "44")]),
        ("the IIX Forum", []),
        ("World War II ended", []),
        ("Charles V Festival", []),
        ("golden jubilee", []),
        ("the second-largest", [("second", "2")]),
    ],
)  # fmt: skip
def test_finds_ordinals(text: str, found: list[tuple[str, str]]) -> None:
    assert [(mention.name, mention.value) for mention in find_ordinals(make_article(text))] == found


TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
UNITS = (
    "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip


def spell(number: int) -> str:
    """English below 10,000, written independently of the reader."""
    if number >= 1000:
        return f"{spell(number // 1000)} thousand {spell(number % 1000)}".strip()
    if number >= 100:
        rest = spell(number % 100)
        return f"{UNITS[number // 100]} hundred" + (f" and {rest}" if rest else "")
    return UNITS[number] if number < 20 else "-".join(filter(None, (TENS[number // 10], UNITS[number % 10])))


@given(st.integers(1, 9_999))
def test_reads_what_is_spelled(number: int) -> None:
    assert read_cardinal(spell(number)) == number


@given(st.integers(1, 399))
def test_reads_roman_numerals(number: int) -> None:
    letters, rest = "", number
    for value, letter in (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        letters += letter * (rest // value)
        rest %= value
    assert read_roman(letters) == number


@given(
    st.lists(st.sampled_from(["two", "1,000", "-", "hundred", "and", "XV", "16th", "first", "A", " ", "\n"])).map(
        "".join
    )
)
def test_spans_are_sorted_apart_and_quote_the_text(text: str) -> None:
    article = make_article(text)
    for find in (find_numbers, find_ordinals):
        last_char = 0
        for mention in find(article):
            assert last_char <= mention.span.start_char < mention.span.end_char
            assert article.quote(mention.span) == mention.name
            last_char = mention.span.end_char

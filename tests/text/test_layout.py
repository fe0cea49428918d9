from hypothesis import given
from hypothesis import strategies as st

from filmkg.model import Part
from filmkg.text.layout import is_wrapped, lines_of, paragraphs_of

WRAPPED = """\
The festival opened on Monday with a film by Jane Roe, and officials of
both countries attended the ceremony in the capital, where Mr. Smith and
Dr. Brown spoke. It will last until Friday.

The second paragraph is broken at a fixed width as well, which makes it
look like a mail.
"""


def paragraphs(text: str) -> list[tuple[str, Part]]:
    lines = lines_of(text)
    return [(text[p.start_char : p.end_char], p.part) for p in paragraphs_of(lines, wrapped=is_wrapped(lines))]


def test_lines_are_stripped_and_know_where_a_block_opens() -> None:
    lines = lines_of("\ufeff  one \n two\r\n \n\nthree\rfour\n")
    assert [(line.text, line.opens_block) for line in lines] == [
        ("one", True),
        ("two", False),
        ("three", True),
        ("four", False),
    ]


def test_lines_broken_at_a_fixed_width_make_one_paragraph() -> None:
    assert [(text.count("\n"), part) for text, part in paragraphs(WRAPPED)] == [(2, Part.BODY), (1, Part.BODY)]


def test_long_lines_without_blank_lines_are_paragraphs_of_their_own() -> None:
    line = (
        "The festival opened on Monday with a film by Jane Roe, and officials of both countries attended the ceremony."
    )
    assert paragraphs("\n".join([line + " It was late."] * 3)) == [(line + " It was late.", Part.BODY)] * 3


def test_a_programme_stays_line_by_line() -> None:
    lines = ["Thu, Feb 29, 7 PM", "The Long Way (2023, 106 min, Drama)", "Dir. Jane Roe", "Starring John Doe"]
    assert paragraphs("\n".join(lines)) == [(line, Part.LIST) for line in lines]


def test_bullets_are_items_and_their_heading_is_none() -> None:
    text = "It provides for:\n- the exchange of prints\n- a week of films,\nonce a year\n- two workshops"
    assert paragraphs(text) == [
        ("It provides for:", Part.BODY),
        ("- the exchange of prints", Part.LIST),
        ("- a week of films,\nonce a year", Part.LIST),
        ("- two workshops", Part.LIST),
    ]


def test_items_that_end_with_a_semicolon_are_a_list_even_in_lower_case() -> None:
    text = "The prize goes to:\n\ndirector Jane Roe - for a film;\nactor John Doe - for a part;\nboth - for patience."
    assert [part for _, part in paragraphs(text)] == [Part.BODY, Part.LIST, Part.LIST, Part.LIST]


@given(st.text(alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from("\n\n \r\u2028-•;:.aB")), max_size=400))
def test_paragraphs_hold_every_line_once_and_in_order(text: str) -> None:
    lines = lines_of(text)
    found = [p for wrapped in (False, True) for p in [paragraphs_of(lines, wrapped=wrapped)]]
    without_mark = text.removeprefix("\ufeff")
    for grouped in found:
        held = "".join("".join(text[p.start_char : p.end_char].split()) for p in grouped)
        assert held == "".join(without_mark.split())

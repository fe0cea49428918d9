import pytest

from filmkg.model import Part
from filmkg.text.header import read_head
from filmkg.text.layout import lines_of

BODY = "The festival opened on Monday with a film by Jane Roe. Officials of both countries attended the ceremony.\n"


@pytest.mark.parametrize(
    ("top", "parts", "title"),
    [
        ("", "", None),
        ("Days of Italian Cinema in Minsk\n\n", "t", "Days of Italian Cinema in Minsk"),
        ("Days of Italian Cinema in Minsk\n5 May 2023\n\n", "th", "Days of Italian Cinema in Minsk"),
        ("Days of Italian Cinema in Minsk.\n\n5 May 2023\n\n", "th", "Days of Italian Cinema in Minsk."),
        ("Why do the Danes love Iranian film?\n\n5 May 2023\n\n", "th", "Why do the Danes love Iranian film?"),
        ("Week opens in Minsk\n\nSix films on show\n\nJohn Doe\n5 May 2023\n\n", "tthh", "Week opens in Minsk"),
        ("Lake Standard\n5 May 2023\n\nWeek opens in Minsk\n\n", "hht", "Week opens in Minsk"),
        ("PORTAL.XY\nКаз Рус Eng\nCulture, 5 May 2023\n\nWeek opens in Minsk\n\n", "hbht", "Week opens in Minsk"),
        ("Embassy of Poland in Ankara\n\n18.09.2026\n\nWAJDA IN ANKARA\n\n", "hht", "WAJDA IN ANKARA"),
        ("5 May 2023\nThe Capital Reel\n\nWeek opens in Minsk\n\n", "hht", "Week opens in Minsk"),
        ("The Winter Bell\nFrom the open film encyclopaedia\n\n", "tt", "The Winter Bell"),
        ("TANJUR / Culture\n5 May 2023\nWeek opens in Minsk\n\n", "hht", "Week opens in Minsk"),
        ("By Jane Roe\n\n5 May 2023\n\n", "hh", None),
        ("\ufeff Jane Roe Read more\n5 May 2023\n\n", "hh", None),
        ("Culture\n5 May 2023 11:20\n\n", "hh", None),
        ("Jane Roe\nBy Jane Roe\nInternational Editor\nMay 5, 2023\n\n", "thhh", "Jane Roe"),
    ],
)
def test_the_lines_above_the_body(top: str, parts: str, title: str | None) -> None:
    head = read_head(lines_of(top + BODY))
    names = {"t": Part.TITLE, "h": Part.HEADER, "b": Part.BOILERPLATE}
    assert head.parts == tuple(names[letter] for letter in parts)
    assert head.title == title


def test_a_headline_broken_over_two_lines_is_one() -> None:
    head = read_head(
        lines_of("Minister opens the week of Angolan cinema and\nthe exhibition of photographs\n\n" + BODY)
    )
    assert head.title == "Minister opens the week of Angolan cinema and the exhibition of photographs"
    assert (head.title_index, head.title_lines) == (0, 2)


def test_a_body_broken_at_a_fixed_width_is_no_title() -> None:
    body = "The festival opened on Monday with a film by Jane Roe, and officials of\nboth countries attended it.\n"
    assert read_head(lines_of(body)).parts == ()


def test_long_paragraphs_right_below_a_title_are_the_body() -> None:
    assert read_head(lines_of("Week opens in Minsk\n" + BODY + BODY)).parts == (Part.TITLE,)


def test_a_name_beside_the_date_is_the_outlet_only_where_the_author_is_known() -> None:
    with_author = read_head(lines_of("Week opens\n\nReel Markets, 9 January 2020\nBy Jonas Roe in Berlin\n\n" + BODY))
    assert (with_author.creator, with_author.publisher) == ("Jonas Roe", "Reel Markets")
    without = read_head(lines_of("Week opens\n\nReel Markets, 9 January 2020\n\n" + BODY))
    assert (without.creator, without.publisher) == (None, None)

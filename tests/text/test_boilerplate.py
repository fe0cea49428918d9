import pytest

from filmkg.text.boilerplate import is_boilerplate, is_navigation, is_sign_off, mark_boilerplate
from filmkg.text.layout import lines_of

BODY = "The festival opened on Monday. Two ministers attended.\n\nIt ends on Friday.\n\n"


def marked(tail: str) -> list[str]:
    lines = lines_of(BODY + tail)
    return [line.text for line, mark in zip(lines, mark_boilerplate(lines), strict=True) if mark]


@pytest.mark.parametrize(
    "line",
    [
        "Share: Facebook Telegram WhatsApp Copy link",
        "Share on Facebook | Print",
        "Photo gallery | Share | Print",
        "Қаз Рус Eng",
        "EN | RU | AZ",
        "USD 483.16 EUR 523.94 RUB 5.02",
        "Home > News > Culture",
        "Home Film Breaking",
        "* * *",
        "---",
        "Comments (4)",
        "WIRE07102024000195011045ID1108750012",
    ],
)
def test_navigation(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "Share of the audience rises in Minsk",
        "Home is where the film is",
        "Print of a lost film found",
        "EU and UK sign",
        "Video art week opens",
        "A",
    ],
)
def test_headlines_are_no_navigation(line: str) -> None:
    assert not is_navigation(line)


@pytest.mark.parametrize(
    "line", ["MNA/TT", "ab/cd/12.12.2025", "(PTI)", "-16D-", "(END)", "MCP 20 February 2025", "Reuters"]
)
def test_sign_offs(line: str) -> None:
    assert is_sign_off(line)


@pytest.mark.parametrize(
    "tail",
    [
        "Photo: guests at the opening.",
        "Translation by Jane Roe\nEditing by John Doe",
        "Source: Wire. Read more: Box office up",
        "Tags: film, week\nLeave a comment",
        "Most read\nCurrency weakens\nWeather for Monday",
        "Read also\n\nFour wines make it to the top 100\nSnow expected",
        "Read also: New tram line next year",
        "---\n\nJane Roe is a staff journalist, follow her on Twitter: @roe",
        "Legal Disclaimer: the portal provides this as is without\nwarranty of any kind.\n\nIt bears no risk.",
        "Kino günləri başlayıb\nОткрылись Дни кино\nNews feed | Photo | Video",
        "(This story has not been edited by our staff.)",
        "RM/YAW",
        "© All rights reserved",
    ],
)
def test_trailers_are_marked_whole(tail: str) -> None:
    assert marked(tail) == [line for line in tail.split("\n") if line]


@pytest.mark.parametrize(
    "tail",
    [
        "Admission is free.",
        "The Film Agency is a public body. It was founded in 2022.",
        "Fri, Mar 1\nThe Long Way (2023)\nDir. Jane Roe",
        "Two more films follow",
    ],
)
def test_the_article_is_not_marked(tail: str) -> None:
    assert marked(tail) == []


def test_a_list_of_headlines_ends_where_the_article_goes_on() -> None:
    assert marked("Read also\nTram line opens\n\nThe jury was chaired by Jane Roe, a director from Minsk.") == [
        "Read also",
        "Tram line opens",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Photo: Karin Holm greets the guests at the opening in Riga",
        "[Photo caption] Actress Ana Duarte opens the Lantern Film Days in Oslo",
        "Photo 2: The director Karin Holm receives an album from the ambassador.",
    ],
)
def test_a_caption_that_tells_something_is_read(line: str) -> None:
    assert not is_boilerplate(line)


@pytest.mark.parametrize(
    "line", ["Photo: Salt Wire/Karin Holm", "[Photo: Karin Holm]", "Photo: courtesy of the Kapok Fund"]
)
def test_a_caption_that_only_says_whose_it_is_is_not(line: str) -> None:
    assert is_boilerplate(line)

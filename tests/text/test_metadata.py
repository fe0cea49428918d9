import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmkg.model import Part
from filmkg.text.issued import publication_date
from filmkg.text.metadata import is_person_name, read_metadata, read_signature


@pytest.mark.parametrize(
    ("line", "creator", "publisher", "place", "day"),
    [
        ("By Jane Roe", "Jane Roe", None, None, None),
        ("BY JANE ROE | 18 December 2025", "JANE ROE", None, None, "2025-12-18"),
        ("By Jane Roe in Culture on 4 October 2025", "Jane Roe", None, None, "2025-10-04"),
        ("Posted on June 5, 2017 by Press Desk", "Press Desk", None, None, "2017-06-05"),
        ("posted by kadri on Sat 2 Nov 2019 in Cinema", "kadri", None, None, "2019-11-02"),
        (
            "Published in 25/03/2024 - 16:45 By Jane Roe - Rio de Janeiro",
            "Jane Roe",
            None,
            "Rio de Janeiro",
            "2024-03-25",
        ),
        ("Written by: Amina Diallo | Dakar | Thursday, 4 May 2023", "Amina Diallo", None, "Dakar", "2023-05-04"),
        ("By Our Correspondent in Tunis", None, None, None, None),
        ("By Yonhap", None, "Yonhap", None, None),
        ("By VARIETY STAFF", "VARIETY STAFF", "VARIETY", None, None),
        ("(MENAFN- Some Outlet) Jane Roe", "Jane Roe", "Some Outlet", None, None),
        ("PTI | London | Updated: 18-01-2025 14:21 IST", None, "PTI", "London", "2025-01-18"),
        ("Press Trust of India | Beijing", None, "Press Trust of India", "Beijing", None),
        ("May 3, 2016 / Culture / Danube Journal", None, "Danube Journal", None, "2016-05-03"),
        ("YUNUS EMRE INSTITUTE COLOGNE | 25 June 2019", None, "YUNUS EMRE INSTITUTE COLOGNE", None, "2019-06-25"),
        ("Baku, October 5, AZERTAC", None, "AZERTAC", "Baku", None),
        (
            "ADDIS ABABA (Panafrican Newsroom), February 19, 2024",
            None,
            "Panafrican Newsroom",
            "ADDIS ABABA",
            "2024-02-19",
        ),
        ("QAZAQ TV / Culture", None, "QAZAQ TV", None, None),
        ("Culture, 22 October 2024, 11:20", None, None, None, "2024-10-22"),
        ("Feb 1, 2022 | Culture | 2 min read", None, None, None, "2022-02-01"),
        ("View of Article | Date 2025-11-18 | Hit 412", None, None, None, "2025-11-18"),
        ("All News 15:12 June 10, 2024", None, None, None, "2024-06-10"),
        ("BAKU, Azerbaijan", None, None, "BAKU", None),
        ("Staff reporter, 3 May 2024", None, None, None, "2024-05-03"),
    ],
)
def test_lines_of_metadata(
    line: str, creator: str | None, publisher: str | None, place: str | None, day: str | None
) -> None:
    read = read_metadata(line)
    assert read is not None
    assert read.part is Part.HEADER
    assert (read.creator, read.publisher, read.place, publication_date(read.dates)) == (creator, publisher, place, day)


@pytest.mark.parametrize(
    "line",
    [
        "Days of Italian Cinema in Minsk",
        "By 2030 the studio will make ten films a year",
        "Italian films shown in Minsk on 3 May 2024",
        "Italian Film Week, 3 May 2024",
        "On 3 May 2024 the two ministers signed a memorandum.",
        "Thu, Feb 29, 7 PM",
        "Three Seasons (2023, 106 min, Drama/Romance)",
    ],
)
def test_titles_and_sentences_are_no_metadata(line: str) -> None:
    assert read_metadata(line) is None


def test_an_address_is_read() -> None:
    read = read_metadata("URL: https://example.org/news/1.html")
    assert read is not None
    assert read.url == "https://example.org/news/1.html"


@pytest.mark.parametrize(
    ("line", "creator"),
    [
        ("Laman Roe Read more", "Laman Roe"),
        ("FNE Staff", "FNE Staff"),
        ("Jane Roe, BelTA", "Jane Roe"),
        ("Staff writer", None),
    ],
)
def test_a_bare_byline(line: str, creator: str | None) -> None:
    read = read_signature(line)
    assert read is not None
    assert read.creator == creator


@pytest.mark.parametrize(
    ("text", "is_name"),
    [
        ("Jane Roe", True),
        ("J. K. Roe", True),
        ("Oscar de la Roe", True),
        ("Məmməd Əliyev", True),
        ("Turkish Film Week", False),
        ("New Delhi", False),
        ("Premiere in Minsk", False),
        ("Danube Journal", False),
        ("Jane", False),
    ],
)
def test_names_of_persons(text: str, is_name: bool) -> None:
    assert is_person_name(text) is is_name


@given(st.text(max_size=250))
def test_no_line_breaks_it(line: str) -> None:
    read = read_metadata(line)
    assert read is None or read.part in {Part.HEADER, Part.BOILERPLATE}

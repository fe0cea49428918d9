import pytest

from filmkg.text.dateline import read_dateline
from filmkg.text.issued import publication_date

TEXT = "The week of films opened on Monday."


@pytest.mark.parametrize(
    ("prefix", "place", "publisher", "day"),
    [
        ("TEHRAN, Oct. 08 (MNA) – ", "TEHRAN", "MNA", None),
        ("PRAGUE. KAZINFORM – ", "PRAGUE", "KAZINFORM", None),
        ("Hyderabad, Nov 10, 2025 (Rahnuma Bureau): ", "Hyderabad", "Rahnuma Bureau", "2025-11-10"),
        ("New Delhi: ", "New Delhi", None, None),
        ("PARIS — ", "PARIS", None, None),
        ("PARIS—", "PARIS", None, None),
        ("Baku/01.10.12/Turan: ", "Baku", "Turan", "2012-10-01"),
        ("WASHINGTON (Yonhap) -- ", "WASHINGTON", "Yonhap", None),
        ("SANTIAGO (EFE), 4 Sep 2024.- ", "SANTIAGO", "EFE", "2024-09-04"),
        ("MOSCOW, May 5. /TASS/. ", "MOSCOW", "TASS", None),
        ("BISHKEK, 17:12, 26.09.2023 / Kabar /. ", "BISHKEK", "Kabar", "2023-09-26"),
        ("HONG KONG (Harbour Wire) 13 February 2020 17:45 — ", "HONG KONG", "Harbour Wire", "2020-02-13"),
        ("YEREVAN, MAY 5, ARMENPRESS. ", "YEREVAN", "ARMENPRESS", None),
        ("KYIV. May 5. Interfax-Ukraine. ", "KYIV", "Interfax-Ukraine", None),
        ("BAKU, Azerbaijan (AP) — ", "BAKU", "AP", None),
        ("DOHA, Qatar — ", "DOHA", None, None),
        ("ORAN (Algeria) - ", "ORAN", None, None),
        ("Havana, Dec 8 (Prensa Latina) ", "Havana", "Prensa Latina", None),
        ("Updated 24 May 2023 — CANNES: ", "CANNES", None, "2023-05-24"),
        ("18/09/2017 - ", None, None, "2017-09-18"),
        ("(Reuters) - ", None, "Reuters", None),
        ("AFP — ", None, "AFP", None),
        ("MAB – ", None, "MAB", None),
        ("(MENAFN- Some Outlet) ", None, "Some Outlet", None),
    ],
)
def test_datelines_of_the_world(prefix: str, place: str | None, publisher: str | None, day: str | None) -> None:
    dateline = read_dateline(prefix + TEXT)
    assert dateline is not None
    assert (prefix + TEXT)[dateline.end_char :] == TEXT
    assert (dateline.place, dateline.publisher, publication_date(dateline.dates)) == (place, publisher, day)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PARIS —",
        "Background: The signing took place in May.",
        "Wednesday: The curtain rose on time.",
        "EXCLUSIVE — The festival is moving.",
        "Azerbaijan, Georgia – two neighbours – signed.",
        "JANE ROE, DIRECTOR: We are glad.",
        "Winter Light (1963), by Ingmar Bergman – a drama.",
        "Mr. Roe went home. The film went on.",
        "FIAPF — the federation of producers — has spoken.",
        "Love, loss and a little music: Uzbek films are back.",
    ],
)
def test_what_only_looks_like_a_dateline_is_none(text: str) -> None:
    assert read_dateline(text) is None


def test_capitals_alone_make_no_place_after_the_first_paragraph() -> None:
    assert read_dateline("ALBANIA – The Fig Tree is its entry.", first=False) is None
    assert read_dateline("NEW DELHI — The minister signed.", first=False) is not None

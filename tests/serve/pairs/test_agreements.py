"""Agreements between bodies count for their countries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from filmkg.graph import BASE
from filmkg.serve.digest.owners import code_of_party
from filmkg.store import open_store
from filmkg.vocab import RDF, RDFS, cdo

HTML = {"Accept": "text/html"}


@pytest.mark.parametrize(
    ("name", "place", "code"),
    [
        ("Kenya", "", "KE"),
        ("Kenya Film Commission", "", "KE"),
        ("Korean Embassy in Nairobi", "Nairobi", "KR"),
        ("Azerbaijan's Culture Ministry", "", "AZ"),
        ("Ministry of Culture of the Republic of Azerbaijan", "Paris", "AZ"),
        ("Himal Film Association", "Kathmandu", "NP"),
        ("Himal Film Association", "Nepal", "NP"),
        ("Sinematek Indonesia", "", "ID"),
        ("Eye Filmmuseum of Amsterdam", "", "NL"),
        ("Goskino", "", ""),
        ("", "", ""),
    ],
)
def test_whose_a_party_is(name: str, place: str, code: str) -> None:
    assert code_of_party(name, place) == code


@pytest.fixture(scope="module")
def agreed(
    tmp_path_factory: pytest.TempPathFactory, serve_store: Callable[[Path], AbstractContextManager[httpx.Client]]
) -> Iterator[httpx.Client]:
    """A store with three agreements, none of which has a country as a party."""
    kinds = {
        "country/kenya": ("Country", "Kenya"),
        "country/south-korea": ("Country", "South Korea"),
        "country/nepal": ("Country", "Nepal"),
        "city/nairobi": ("City", "Nairobi"),
        "organization/board": ("Organization", "Savanna Film Board"),
        "organization/council": ("Organization", "Korean Film Council"),
        "organization/himal": ("Organization", "Himal Film Association"),
        "organization/embassy": ("Organization", "Korean Embassy in Nairobi"),
        "agreement/one": ("Agreement", "memorandum: Savanna Film Board, Korean Film Council"),
        "agreement/two": ("Agreement", "protocol: Himal Film Association, Korean Film Council"),
        "agreement/three": ("Agreement", "charter: Korean Embassy in Nairobi, Korean Film Council"),
    }
    links = [
        ("organization/board", "place", "city/nairobi"),
        ("organization/himal", "place", "country/nepal"),
        ("organization/embassy", "place", "city/nairobi"),
        ("agreement/one", "party", "organization/board"),
        ("agreement/one", "party", "organization/council"),
        ("agreement/two", "party", "organization/himal"),
        ("agreement/two", "party", "organization/council"),
        ("agreement/three", "party", "organization/embassy"),
        ("agreement/three", "party", "organization/council"),
    ]
    quads = []
    for path, (kind, label) in kinds.items():
        quads += [
            Quad(NamedNode(BASE + path), RDF["type"], cdo(kind)),
            Quad(NamedNode(BASE + path), RDFS["label"], Literal(label)),
        ]
    quads += [Quad(NamedNode(BASE + one), cdo(how), NamedNode(BASE + two)) for one, how, two in links]
    path = tmp_path_factory.mktemp("agreed") / "store"
    with open_store(path, writable=True) as store:
        store.bulk_extend(quads)
        del store
    with serve_store(path) as client:
        yield client


@pytest.mark.parametrize(
    ("pair", "labels"),
    [
        ("kenya/south-korea", ["memorandum"]),  # Nairobi lies in Kenya, as the gazetteer knows
        ("nepal/south-korea", ["protocol"]),
        ("kenya/nepal", []),
    ],
)
def test_an_agreement_of_bodies_stands_between_their_countries(
    agreed: httpx.Client, pair: str, labels: list[str]
) -> None:
    page = agreed.get(f"/pair/{pair}", headers=HTML).text
    assert [label for label in ("memorandum", "protocol", "charter") if f">{label.capitalize()}: " in page] == labels


def test_a_country_leads_to_the_pair(agreed: httpx.Client) -> None:
    page = agreed.get("/id/country/kenya", headers=HTML).text
    assert 'href="/pair/kenya/south-korea"' in page
    assert "/pair/kenya/nepal" not in page

"""What would be a script in a careless page stays text: as label, quote, name of a variable, IRI and search."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from filmkg.graph import BASE, graph_iri
from filmkg.store import open_store
from filmkg.vocab import PREFIXES, RDF, RDFS, cdo

PAYLOADS = (Path(__file__).parent / "payloads.txt").read_text(encoding="utf-8").splitlines()
GRAPH = graph_iri("hostile")
PATIENCE_MS = 120_000
# What a payload would leave behind: it calls alert, or brings an element that no page of ours has.
FOREIGN = (
    "marquee, object, embed, iframe, base, math, keygen, audio, video, [srcdoc], [formaction], meta[http-equiv],"
    " script:not([src^='/static/']):not([type='application/ld+json'])"
)
HANDLERS = """
[...document.querySelectorAll("*")].filter((one) => [...one.attributes].some((own) => own.name.startsWith("on"))).length
"""


@pytest.fixture
def unguarded(browser: Any) -> Iterator[Any]:
    """A page of a browser that ignores our policy, which would stop the scripts that the templates must not let in."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    yield page
    context.close()


@pytest.fixture(scope="module")
def hostile(
    tmp_path_factory: pytest.TempPathFactory, serving: Callable[[Path], AbstractContextManager[str]]
) -> Iterator[str]:
    """The address of a store in which each payload is the label of a film, and its title elsewhere."""
    folder = tmp_path_factory.mktemp("hostile")
    triples = []
    for number, payload in enumerate(PAYLOADS):
        film = NamedNode(f"{BASE}film/{number}")
        evidence, place = NamedNode(f"{BASE}evidence/{number}"), NamedNode(f"{BASE}evidence/{number}/place")
        article = NamedNode(f"{BASE}article/{number}")
        person = NamedNode(f"{BASE}person/{number}")
        triples += [
            (film, RDF["type"], cdo("Film")),
            (film, RDFS["label"], Literal(payload)),
            (film, cdo("originalTitle"), Literal(payload)),
            (film, cdo("director"), person),
            (person, RDF["type"], cdo("Person")),
            (person, RDFS["label"], Literal(payload)),
            (article, RDF["type"], cdo("Article")),
            (article, NamedNode(PREFIXES["dcterms"] + "title"), Literal(payload)),
            (evidence, RDF["type"], cdo("Evidence")),
            (evidence, RDF["subject"], film),
            (evidence, RDF["predicate"], cdo("director")),
            (evidence, RDF["object"], person),
            (evidence, NamedNode(PREFIXES["prov"] + "wasDerivedFrom"), article),
            (evidence, NamedNode(PREFIXES["oa"] + "hasSelector"), place),
            (place, NamedNode(PREFIXES["oa"] + "exact"), Literal(payload)),
        ]
    with open_store(folder / "store", writable=True) as store:
        store.bulk_extend([Quad(*triple, GRAPH) for triple in triples])
        store.bulk_extend([Quad(*triple) for triple in triples])
        del store
    with serving(folder / "store") as address:
        yield address


def harmless(page: Any, path: str, address: str) -> None:
    spoken: list[str] = []

    def hear(dialog: Any) -> None:
        spoken.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", hear)
    page.goto(address + path, wait_until="load")
    page.remove_listener("dialog", hear)
    assert spoken == [], path
    assert page.locator(FOREIGN).count() == 0, path
    assert page.evaluate(HANDLERS) == 0, path
    assert page.locator('[href^="javascript" i], [href^="data:" i], [href^="vbscript" i]').count() == 0, path


def test_a_script_that_a_page_let_in_would_be_heard(hostile: str, unguarded: Any) -> None:
    def let_in(route: Any) -> None:
        route.fulfill(content_type="text/html", body="<title>x</title><script>alert(1)</script>")

    unguarded.route("**/let-in", let_in)
    with pytest.raises(AssertionError, match="let-in"):
        harmless(unguarded, "/let-in", hostile)


def test_each_payload_stays_text_as_label_and_quote(hostile: str, unguarded: Any) -> None:
    assert len(PAYLOADS) >= 60
    shown = []
    for number, payload in enumerate(PAYLOADS):
        harmless(unguarded, f"/id/film/{number}", hostile)
        if unguarded.locator("h1").text_content().strip() != payload.strip():
            shown.append(payload)
    assert shown == []


MANY = ["/", "/films", "/people", "/articles", "/browse", "/views/network", "/search?q=script"]


@pytest.mark.parametrize("path", MANY)
def test_pages_of_many_things_hold_them_all_as_text(hostile: str, unguarded: Any, path: str) -> None:
    harmless(unguarded, path, hostile)


def test_each_payload_stays_text_where_it_is_asked_for(hostile: str, unguarded: Any) -> None:
    for payload in PAYLOADS:
        said = quote(payload)
        harmless(unguarded, f"/search?q={said}", hostile)
        harmless(unguarded, f"/id/film/{said}", hostile)
        harmless(unguarded, f"/sparql?query={quote('ASK { ?s ?p ' + payload)}", hostile)


def test_labels_and_variables_stay_text_in_answers(hostile: str, unguarded: Any) -> None:
    query = "SELECT ?film (?label AS ?onerror) { ?film a cdo:Film ; rdfs:label ?label }"
    harmless(unguarded, f"/sparql?query={quote(query)}", hostile)
    cells = unguarded.locator("main table tbody td:nth-child(2)").all_text_contents()
    assert {cell.strip() for cell in cells} == {payload.strip() for payload in PAYLOADS}

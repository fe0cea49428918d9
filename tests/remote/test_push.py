"""filmkg push: the other store ends up with what is here, whatever it is and whatever happens on the way."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from filmkg.graph import BASE, graph_iri
from filmkg.pipeline import identify
from filmkg.resources import DATA
from filmkg.store import open_store, remove_article, replace_graph

VIEW, MANIFEST = f"{BASE}view", f"{BASE}manifest"
ARTICLE = graph_iri("kathmandu-mountain-festival-awards")
FOREIGN = "<http://example.org/foreign> <http://example.org/p> <http://example.org/o>"


def here(path):
    """The triples of each graph of a store here, the merged view under its name."""
    graphs = {}
    with open_store(path, writable=False) as store:
        for quad in store:
            name = VIEW if quad.graph_name == DefaultGraph() else quad.graph_name.value
            graphs.setdefault(name, set()).add(tuple(map(text_of, quad.triple)))
    return graphs


def there(server):
    """The same of a store elsewhere, without its manifest."""
    graphs = {}
    for graph in server.graphs():
        if graph.startswith(BASE) and graph != MANIFEST:
            graphs[graph] = triples(server, f"GRAPH <{graph}> {{ ?s ?p ?o }}")
    if VIEW not in graphs:
        graphs[VIEW] = triples(server, "?s ?p ?o")
    return graphs


def triples(server, pattern):
    """Typed as in N-Triples: the kind of the object is told by what the store says of it."""
    rows = server.rows(
        f'SELECT ?s ?p ?o (IF(isLiteral(?o), CONCAT(STR(DATATYPE(?o)), LANG(?o)), "") AS ?t) {{ {pattern} }}'
    )
    return {(row["s"], row["p"], (row["o"], row["t"])) for row in rows}


def text_of(term):
    if isinstance(term, Literal):
        return term.value, (term.datatype.value + (term.language or ""))
    return term.value


def as_compared(graphs):
    plain = {}
    for name, found in graphs.items():
        plain[name] = {(s, p, o if isinstance(o, tuple) else (o, "")) for s, p, o in found}
    return plain


def pushed(done):
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def counts(done):
    return {name: pushed(done)[name] for name in ("written", "unchanged", "removed")}


def test_the_other_store_holds_the_same(server, sample_store, filmkg):
    done = filmkg("push", "--store", sample_store, "--to", server.url, "--json", **server.environment)
    local = as_compared(here(sample_store))
    assert there(server) == local
    assert pushed(done)["triples"] == sum(map(len, local.values()))
    again = filmkg("push", "--store", sample_store, "--to", server.url, "--json", **server.environment)
    assert counts(again) == {"written": 0, "unchanged": len(local), "removed": 0}


def test_only_what_changed_is_written(server, store, filmkg, tmp_path):
    graphs = len(here(store))
    filmkg("push", "--store", store, "--to", server.url, **server.environment)
    changed = tmp_path / "kathmandu-mountain-festival-awards.txt"
    text = (DATA / "sample" / changed.name).read_text(encoding="utf-8")
    changed.write_text(text.replace("61 films", "62 films"), encoding="utf-8")
    assert filmkg("build", changed, "--store", store).returncode == 0
    done = filmkg("push", "--store", store, "--to", server.url, "--json", **server.environment)
    written = pushed(done)["written"]
    assert 2 <= written <= 3  # the article, the merged view, and the table of what was merged where it changed
    assert counts(done) == {"written": written, "unchanged": graphs - written, "removed": 0}
    assert there(server) == as_compared(here(store))


def test_what_is_gone_here_goes_there(server, store, filmkg):
    filmkg("push", "--store", store, "--to", server.url, **server.environment)
    with open_store(store, writable=True) as database:
        assert remove_article(database, graph=ARTICLE)
        identify(database)
        del database
    done = filmkg("push", "--store", store, "--to", server.url, "--json", **server.environment)
    assert pushed(done)["removed"] == 1
    assert there(server) == as_compared(here(store))
    assert server.rows(f"SELECT * {{ GRAPH <{MANIFEST}> {{ {ARTICLE} ?p ?o }} }}") == []


def test_what_others_put_there_stays(server, store, filmkg):
    server.update(f"INSERT DATA {{ GRAPH <http://example.org/g> {{ {FOREIGN} }} }}")
    for _ in range(2):
        filmkg("push", "--store", store, "--to", server.url, **server.environment)
    assert len(server.rows("SELECT * { GRAPH <http://example.org/g> { ?s ?p ?o } }")) == 1


def test_a_default_graph_with_other_data_is_left_alone(oxigraph, store, filmkg):
    oxigraph.update(f"INSERT DATA {{ {FOREIGN} }}")
    for _ in range(2):
        done = filmkg("push", "--store", store, "--to", oxigraph.url)
        assert done.returncode == 3
        assert "default graph" in done.stderr
    assert len(oxigraph.rows("SELECT * { ?s ?p ?o }")) == 1


def test_a_graph_that_is_not_as_it_was_pushed_is_noticed_and_mended(server, store, filmkg):
    filmkg("push", "--store", store, "--to", server.url, **server.environment)
    server.update(f"INSERT DATA {{ GRAPH {ARTICLE} {{ {FOREIGN} }} }}")
    done = filmkg("push", "--store", store, "--to", server.url, **server.environment)
    assert done.returncode == 3
    assert ARTICLE.value in done.stderr
    assert counts(filmkg("push", "--store", store, "--to", server.url, "--json", **server.environment))["written"] == 1
    assert there(server) == as_compared(here(store))


# What an article can hold: no control characters but those that end lines, which its reader takes out or makes one.
words = st.text(st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n\t"), max_size=60)


@settings(max_examples=5, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(values=st.lists(words, min_size=1, max_size=40, unique=True))
def test_any_words_arrive(server, store, filmkg, values):
    graph = NamedNode(f"{BASE}graph/words")
    subject, property_ = NamedNode("http://example.org/s"), NamedNode("http://example.org/p")
    literals = {Literal(value, language="az") for value in values} | {Literal(value) for value in values}
    with open_store(store, writable=True) as database:
        replace_graph(database, [Quad(subject, property_, one, graph) for one in literals], graph=graph)
        del database
    done = filmkg("push", "--store", store, "--to", server.url, **server.environment)
    assert done.returncode == 0, done.stderr
    found = server.rows(f"SELECT ?o (LANG(?o) AS ?l) {{ GRAPH {graph} {{ ?s ?p ?o }} }}")
    assert {(row["o"], row["l"]) for row in found} == {(one.value, one.language or "") for one in literals}


def test_a_graph_too_large_for_one_request_arrives_whole(server, store, filmkg):
    graph = NamedNode(f"{BASE}graph/large")
    property_ = NamedNode("http://example.org/p")
    subjects = [NamedNode(f"http://example.org/{number}") for number in range(5000)]
    for value in ("ə", "ı"):
        with open_store(store, writable=True) as database:
            replace_graph(database, [Quad(one, property_, Literal(value), graph) for one in subjects], graph=graph)
            del database
        done = filmkg("push", "--store", store, "--to", server.url, **server.environment)
        assert done.returncode == 0, done.stderr
        (row,) = server.rows(f"SELECT ?o (COUNT(*) AS ?n) {{ GRAPH {graph} {{ ?s ?p ?o }} }} GROUP BY ?o")
        assert (row["o"], row["n"]) == (value, "5000")
    assert server.rows(f"SELECT * {{ GRAPH <{graph.value}/unfinished> {{ ?s ?p ?o }} }}") == []


@pytest.mark.parametrize("account", [{}, {"FILMKG_REMOTE_USER": "dba", "FILMKG_REMOTE_PASSWORD": "wrong"}])
def test_virtuoso_refuses_a_stranger_and_the_remedy_is_named(virtuoso, store, filmkg, account):
    done = filmkg("push", "--store", store, "--to", virtuoso.url, **account)
    assert done.returncode == 3
    assert "401" in done.stderr
    assert "FILMKG_REMOTE_PASSWORD" in done.stderr


def test_a_user_or_a_token_opens_the_gate(gate, store, filmkg):
    expected = {
        f"Basic {base64.b64encode(b'me:secret').decode()}": {
            "FILMKG_REMOTE_USER": "me",
            "FILMKG_REMOTE_PASSWORD": "secret",
        },
        "Bearer abc": {"FILMKG_REMOTE_TOKEN": "abc"},
    }
    for header, account in expected.items():
        gate.refuse = lambda _number, headers, header=header: (
            None if headers.get("Authorization") == header else (401, {"WWW-Authenticate": 'Basic realm="x"'})
        )
        assert filmkg("push", "--store", store, "--to", gate.url).returncode == 3
        done = filmkg("push", "--store", store, "--to", gate.url, **account)
        assert done.returncode == 0, done.stderr
        assert "secret" not in done.stderr + done.stdout.decode()


@pytest.mark.parametrize("failure", [(503, {"Retry-After": "0"}), (502, {}), (429, {"Retry-After": "0"}), (0, {})])
def test_what_passes_is_tried_again(gate, oxigraph, store, filmkg, failure):
    gate.refuse = lambda number, _headers: failure if number % 3 == 1 and number < 9 else None
    done = filmkg("push", "--store", store, "--to", gate.url)
    assert done.returncode == 0, done.stderr
    assert there(oxigraph) == as_compared(here(store))


def test_what_does_not_pass_is_not(gate, store, filmkg):
    gate.refuse = lambda number, _headers: (500, {}) if number > 1 else None
    assert filmkg("push", "--store", store, "--to", gate.url).returncode == 3
    assert len(gate.bodies) == 2


def test_a_push_that_was_stopped_anywhere_is_completed_by_the_next(gate, oxigraph, store, filmkg):
    assert filmkg("push", "--store", store, "--to", gate.url).returncode == 0
    updates, local = len(gate.updates), as_compared(here(store))
    assert updates > 5
    for stop in range(1, updates + 1):
        oxigraph.update("DROP ALL")
        gate.bodies.clear()
        gate.refuse = lambda _number, _headers, stop=stop: (500, {}) if len(gate.updates) > stop - 1 else None
        assert filmkg("push", "--store", store, "--to", gate.url).returncode == 3
        gate.refuse = lambda _number, _headers: None
        assert filmkg("push", "--store", store, "--to", gate.url).returncode == 0
        assert there(oxigraph) == local


def test_nobody_at_home_is_said(store, filmkg, oxigraph):
    done = filmkg("push", "--store", store, "--to", f"{oxigraph.url}/nothing")
    assert done.returncode == 3
    assert "no SPARQL store" in done.stderr


def test_an_address_for_updates_can_be_given(gate, oxigraph, store, filmkg):
    query, update = f"{gate.url}/query", f"{oxigraph.url}/update"
    assert filmkg("push", "--store", store, "--to", query, "--update", update).returncode == 0
    assert gate.updates == []
    assert there(oxigraph) == as_compared(here(store))

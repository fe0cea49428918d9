"""Clients in JavaScript that people use, from npm, against the service."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import httpx
import pytest

NEEDED = bool(os.environ.get("FILMKG_TESTS_NEED_SERVERS"))  # .ci/run sets it: there a missing client fails
PACKAGES = ("sparql-http-client@3.1.0", "fetch-sparql-endpoint@7.2.0")
PREFIX = "PREFIX cdo: <https://w3id.org/filmkg/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
FILMS = PREFIX + "SELECT ?label { ?film a cdo:Film ; rdfs:label ?label }"
GRAPH = PREFIX + "CONSTRUCT { ?film rdfs:label ?label } { ?film a cdo:Film ; rdfs:label ?label }"
SPARQL_HTTP_CLIENT = """
import ParsingClient from "sparql-http-client/ParsingClient.js";
const [address, films, graph] = process.argv.slice(2);
const client = new ParsingClient({ endpointUrl: address });
const told = {};
told.rows = (await client.query.select(films)).map((row) => row.label.value);
told.posted = (await client.query.select(films, { operation: "postUrlencoded" })).map((row) => row.label.value);
told.direct = (await client.query.select(films, { operation: "postDirect" })).map((row) => row.label.value);
told.is = await client.query.ask("ASK {}");
told.graph = [...await client.query.construct(graph)].map((quad) => quad.object.value);
told.wrong = await client.query.select("SELECT").catch((error) => error.status);
console.log(JSON.stringify(told));
"""
FETCH_SPARQL_ENDPOINT = """
import { SparqlEndpointFetcher } from "fetch-sparql-endpoint";
const [address, films, graph] = process.argv.slice(2);
const fetcher = new SparqlEndpointFetcher();
const all = async (stream) => { const found = []; for await (const one of stream) found.push(one); return found; };
const told = {};
told.rows = (await all(await fetcher.fetchBindings(address, films))).map((row) => row.label.value);
told.posted = (await all(await new SparqlEndpointFetcher({ method: "POST" }).fetchBindings(address, films)))
  .map((row) => row.label.value);
told.is = await fetcher.fetchAsk(address, "ASK {}");
told.graph = (await all(await fetcher.fetchTriples(address, graph))).map((quad) => quad.object.value);
told.wrong = await fetcher.fetchBindings(address, "SELECT").catch((error) => /400/.test(error.message) && 400);
console.log(JSON.stringify(told));
"""


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the clients, from npm's cache where they are in it."""
    folder = tmp_path_factory.mktemp("javascript")
    npm = shutil.which("npm") if shutil.which("node") else None
    if npm is None:
        if NEEDED:
            pytest.fail("node and npm are not here")
        pytest.skip("node and npm are not here")
    options = ("--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline", "--prefix", str(folder))
    done = subprocess.run([npm, "install", *options, *PACKAGES], capture_output=True, text=True, check=False)
    if done.returncode and not NEEDED:
        pytest.skip("the clients cannot be had from npm")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("program", [SPARQL_HTTP_CLIENT, FETCH_SPARQL_ENDPOINT])
def test_a_client_reads_rows_graphs_and_errors(client: httpx.Client, packages: Path, program: str) -> None:
    file = packages / "program.mjs"
    file.write_text(program, encoding="utf-8")
    address = f"{str(client.base_url).rstrip('/')}/sparql"
    command = ["node", str(file), address, FILMS, GRAPH]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, cwd=packages)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    films = ["<script>alert(1)</script>", "Red Garden"]
    assert sorted(told.pop("rows")) == sorted(told.pop("graph")) == sorted(told.pop("posted")) == films
    assert sorted(told.pop("direct", films)) == films
    assert told == {"is": True, "wrong": 400}

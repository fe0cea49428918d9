"""A Wikibase of a few items that speaks the API of MediaWiki and SPARQL on loopback, and fails as it is told.

The answers have the shapes of those of www.wikidata.org: `wbsearchentities` with `match` and `concepturi`,
`wbgetentities` with statements, `"missing": ""` for ids that do not exist, `[]` for what is empty, errors with status
200.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, Store

WD = "http://www.wikidata.org/entity/"


def statement(property_: str, value: object, *, rank: str = "normal") -> dict[str, object]:
    """Return a statement with an item ("Q5"), a title, or no value (None)."""
    snak: dict[str, object] = {"snaktype": "somevalue", "property": property_, "hash": "0"}
    if isinstance(value, str):
        item = {"entity-type": "item", "numeric-id": int(value[1:]), "id": value}
        snak |= {"snaktype": "value", "datavalue": {"value": item, "type": "wikibase-entityid"}}
    elif isinstance(value, dict):
        snak |= {"snaktype": "value", "datavalue": {"value": value, "type": "monolingualtext"}}
    return {"mainsnak": snak, "type": "statement", "id": f"{property_}$1", "rank": rank}


def item(
    qid: str, label: str, *statements: dict[str, object], aliases: tuple[str, ...] = (), pages: int = 0
) -> dict[str, object]:
    """Return an item as `wbgetentities` tells it."""
    claims: dict[str, list[object]] = {}
    for one in statements:
        claims.setdefault(one["mainsnak"]["property"], []).append(one)
    return {
        "type": "item",
        "id": qid,
        "labels": {"en": {"language": "en", "value": label}},
        "aliases": {"en": [{"language": "en", "value": alias} for alias in aliases]} if aliases else [],
        "claims": claims or [],
        "sitelinks": {f"w{n}wiki": {"site": f"w{n}wiki", "title": label, "badges": []} for n in range(pages)} or [],
    }


ITEMS = (
    item(
        "Q900001", "Azerbaijan Producers Guild", statement("P31", "Q170161"), statement("P17", "Q227"),
        aliases=("APG",),
    ),
    item("Q900002", "Red Garden", statement("P31", "Q229390"), pages=20),  # a series: a class that leads nowhere
    item(
        "Q900003", "Red Garden", statement("P31", "Q24862"), statement("P495", "Q227"),
        statement("P1476", {"text": "Qırmızı bağ", "language": "az"}), pages=2,
    ),
    item("Q900004", "Mushfig Hatamov", statement("P31", "Q5"), statement("P106", "Q900100")),
    item("Q900005", "Emin Aliyev", statement("P31", "Q5"), statement("P106", "Q900101"), statement("P27", "Q227")),
    item("Q900006", "Nizami Cinema Center", statement("P31", "Q41253", rank="deprecated"), statement("P31", None)),
    item("Q900100", "art director", statement("P279", "Q900102")),
    item("Q900101", "wrestler", statement("P279", "Q900103")),
    item("Q900102", "film maker", statement("P279", "Q2526255"), statement("P279", "Q900102")),
    item("Q900103", "athlete"),
    item("Q229390", "anime series", statement("P279", "Q900104")),
    item("Q900104", "series"),
)  # fmt: skip


# Of a Wikibase with ids of its own, as the example of a model has them; its P31 is something else.
OTHER_ITEMS = (
    item("Q7", "Azerbaijan"),
    item("Q20", "Red Garden", statement("P1", "Q21"), statement("P3", "Q7"), aliases=("Qırmızı bağ",)),
    item("Q21", "short film", statement("P2", "Q10")),
    item("Q22", "Mushfig Hatamov", statement("P4", "Q12"), statement("P31", "Q5")),
    item("Q23", "Azerbaijan Producers Guild", statement("P31", "Q170161")),
)


@dataclass(frozen=True, slots=True)
class Fault:
    """How one request fails: a status with headers, a body in place of the answer, or silence for some seconds."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b"{}"
    silence_s: float = 0.0


@dataclass
class Wikibase:
    """What was asked (parameters, User-Agent and time of each request), and how the next requests fail."""

    url: str
    faults: list[Fault | None] = field(default_factory=list)
    requests: list[dict[str, str]] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    times_s: list[float] = field(default_factory=list)
    fails_after: int | None = None
    base: str = WD
    items: tuple[dict[str, object], ...] = ITEMS
    queries: list[str] = field(default_factory=list)

    @property
    def sparql(self) -> str:
        """Return the address of the SPARQL endpoint."""
        return self.url.replace("/w/api.php", "/sparql")

    def fail(self, status: int = 200, *, body: bytes = b"{}", silence_s: float = 0.0, **headers: str) -> None:
        """Let one more request fail."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.faults.append(Fault(status, named, body, silence_s))

    def use_ids_of_its_own(self) -> None:
        """Be another Wikibase."""
        self.base, self.items = "https://films.example.org/entity/", OTHER_ITEMS

    def actions(self) -> list[str]:
        """Return what was asked for, in order."""
        return [request["action"] for request in self.requests]

    def answer(self, asked: dict[str, str]) -> dict[str, object]:
        """Answer as the API does."""
        known = {str(one["id"]): one for one in self.items}
        if asked["action"] == "wbgetentities":
            ids = asked["ids"].split("|")
            if len(ids) > 50:
                return {"error": {"code": "toomanyvalues", "info": 'Too many values supplied for parameter "ids".'}}
            told = {"type", "id", *asked["props"].split("|")}
            entities = {
                qid: {name: value for name, value in known[qid].items() if name in told}
                if qid in known
                else {"id": qid, "missing": ""}
                for qid in ids
            }
            return {"entities": entities, "success": 1}
        hits: list[dict[str, object]] = []
        for qid, one in known.items():
            names = [one["labels"]["en"]["value"]]
            names += [alias["value"] for alias in one["aliases"]["en"]] if one["aliases"] else []
            for number, name in enumerate(names):
                if name.lower().startswith(asked["search"].lower()):
                    hits.append(
                        {"id": qid, "title": qid, "pageid": 1, "concepturi": self.base + qid, "repository": "wikidata",
                         "url": f"//www.wikidata.org/wiki/{qid}", "display": {}, "label": names[0],
                         "match": {"type": "alias" if number else "label", "language": "en", "text": name}}
                    )  # fmt: skip
                    break
        return {"searchinfo": {"search": asked["search"]}, "search": hits, "success": 1}

    def select(self, query: str) -> bytes:
        """Answer a query of SPARQL over the direct claims, which are those of the best rank."""
        direct = self.base.removesuffix("entity/") + "prop/direct/"
        store = Store()
        for one in self.items:
            for property_, statements in dict(one["claims"]).items():
                ranks = {statement["rank"] for statement in statements}
                best = "preferred" if "preferred" in ranks else "normal"
                for number, statement in enumerate(statements):
                    if statement["rank"] == best:
                        value = self._value(statement["mainsnak"], f"{one['id']}-{property_}-{number}")
                        subject, predicate = NamedNode(self.base + str(one["id"])), NamedNode(direct + property_)
                        store.add(Quad(subject, predicate, value))
        answer = store.query(query).serialize(format=QueryResultsFormat.JSON)
        assert answer is not None
        return answer

    def _value(self, snak: dict[str, Any], key: str) -> NamedNode | Literal:
        if snak["snaktype"] != "value":  # as Wikidata writes a value that is not known
            return NamedNode(f"http://www.wikidata.org/.well-known/genid/{key.lower()}")
        value = snak["datavalue"]["value"]
        return (
            NamedNode(self.base + value["id"]) if "id" in value else Literal(value["text"], language=value["language"])
        )


@pytest.fixture
def wikibase() -> Iterator[Wikibase]:
    """Run the Wikibase while a test runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.answer(dict(parse_qsl(urlsplit(self.path).query)))

        def do_POST(self) -> None:
            assert self.headers["Accept"] == "application/sparql-results+json"
            self.answer(dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode())))

        def answer(self, asked: dict[str, str]) -> None:
            wikibase.requests.append(asked)
            wikibase.agents.append(self.headers["User-Agent"])
            wikibase.times_s.append(time.monotonic())
            if wikibase.fails_after is not None and len(wikibase.requests) > wikibase.fails_after:
                fault: Fault | None = Fault(404)
            else:
                fault = wikibase.faults.pop(0) if wikibase.faults else None
            if fault and fault.silence_s:
                time.sleep(fault.silence_s)
                return
            if fault:
                body = fault.body
            elif urlsplit(self.path).path == "/sparql":
                wikibase.queries.append(asked["query"])
                body = wikibase.select(asked["query"])
            else:
                body = json.dumps(wikibase.answer(asked)).encode()
            self.send_response(fault.status if fault else 200)
            for name, value in ({"Content-Length": str(len(body))} | (fault.headers if fault else {})).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    wikibase = Wikibase(f"http://127.0.0.1:{server.server_address[1]}/w/api.php")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield wikibase
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

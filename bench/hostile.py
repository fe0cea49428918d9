"""Ask what would take a careless endpoint down, and watch what it does to others and to memory.

    python bench/hostile.py [STORE]

Serves a store (by default the sample, built anew) as `filmkg serve` does, with a time limit of two seconds, and sends
it `HOSTILE` one after the other. Behind each of them the next normal request must be answered rightly within a second,
while another client asks all the time. Prints each, and exits with 1 where a goal is missed:
`NEXT_S`, `OTHERS_S`, `GROWTH`.
"""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from filmkg.resources import DATA

NEXT_S = 1.0
OTHERS_S = 0.5
GROWTH = 0.10
TIME_LIMIT_S = 2.0

Attack = Callable[[str], object]
PREFIX = "PREFIX cdo: <https://w3id.org/filmkg/ontology#> "
NORMAL = PREFIX + "SELECT (COUNT(DISTINCT ?film) AS ?n) { ?film a cdo:Film }"
_JSON = {"Accept": "application/sparql-results+json, text/turtle;q=0.5"}


def query(text: str) -> Attack:
    """Return what sends a query by direct POST."""
    headers = {"Content-Type": "application/sparql-query", **_JSON}
    return lambda address: httpx.post(address, content=text, headers=headers, timeout=30, trust_env=False)


def look_up(text: str) -> Attack:
    """Return what sends a query in an address, as look-ups are."""
    return lambda address: httpx.get(address, params={"query": text}, headers=_JSON, timeout=30, trust_env=False)


def body(content: bytes, media_type: str) -> Attack:
    """Return what sends a body."""
    return lambda address: httpx.post(
        address, content=content, headers={"Content-Type": media_type}, timeout=30, trust_env=False
    )


def raw(content: bytes, *, wait_s: float = 0.3) -> Attack:
    """Return what sends bytes, and keeps the connection open for a while."""

    def send(address: str) -> None:
        parts = urlsplit(address)
        with socket.create_connection((parts.hostname, parts.port), timeout=5) as connection:
            connection.sendall(content)
            time.sleep(wait_s)

    return send


def many(attack: Attack, count: int) -> Attack:
    """Return what attacks many times at once."""

    def send(address: str) -> None:
        threads = [threading.Thread(target=quietly, args=(attack, address)) for _ in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    return send


def slow_reader(address: str) -> None:
    """Ask for much and read none of it."""
    parts = urlsplit(address)
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(5)
        connection.connect((parts.hostname, parts.port))
        text = "SELECT%20*%20%7B%3Fa%20%3Fb%20%3Fc%20.%20%3Fd%20%3Fe%20%3Ff%7D"
        connection.sendall(f"GET {parts.path}?query={text} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        time.sleep(3)


def leaver(address: str) -> None:
    """Ask something slow and go away."""
    try:
        headers = {"Content-Type": "application/sparql-query"}
        httpx.post(address, content=CROSS, headers=headers, timeout=0.3, trust_env=False)
    except httpx.HTTPError:
        return


def quietly(attack: Attack, address: str) -> str:
    """Attack, and return how that was answered."""
    try:
        answer = attack(address)
    except (httpx.HTTPError, OSError) as error:
        return type(error).__name__
    return str(answer.status_code) if isinstance(answer, httpx.Response) else "-"


def nested(opening: str, closing: str, *, count: int = 3000, inner: str = "") -> Attack:
    """Return a query that nests a construct."""
    return query(f"SELECT * {{ {opening * count}{inner}{closing * count} }}")


NUMBERS = " ".join(str(number) for number in range(2000))
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(STR(?c) = STR(?l)) }"
PATHS = "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>)* ?b . ?c (!<urn:x>)* ?d . ?e (!<urn:x>)* ?f FILTER(?a != ?f) }"
DOUBLINGS = " ".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(36))
HOSTILE: dict[str, Attack] = {
    "nested groups": nested("{", "}"),
    "nested optionals": nested("OPTIONAL {", "}"),
    "nested unions": nested("{ {} UNION {", "} }"),
    "nested minus": nested("?s ?p ?o MINUS {", "}"),
    "nested exists": nested("FILTER EXISTS {", "}"),
    "nested graphs": nested("GRAPH ?g {", "}"),
    "nested selects": nested("{ SELECT * {", "} }"),
    "nested services": nested("SERVICE <http://127.0.0.1:9/> {", "}"),
    "nested parentheses": query("SELECT (" + "(" * 5000 + "1" + ")" * 5000 + " AS ?x) {}"),
    "nested functions": query("SELECT (" + "STR(" * 5000 + "1" + ")" * 5000 + " AS ?x) {}"),
    "nested ifs": query("SELECT (" + "IF(true, 1, " * 3000 + "1" + ")" * 3000 + " AS ?x) {}"),
    "nested paths": query("SELECT * { ?s " + "(" * 3000 + "<urn:p>" + ")*" * 3000 + " ?o }"),
    "nested blank nodes": query("SELECT * { " + "[ <urn:p> " * 3000 + "1" + " ]" * 3000 + " . }"),
    "nested lists": query("SELECT * { " + "(" * 3000 + "1" + ")" * 3000 + " <urn:p> 1 }"),
    "many nots": query("SELECT * { FILTER(" + "!" * 50_000 + "true) }"),
    "many minuses": query("SELECT (" + "-" * 50_000 + "1 AS ?x) {}"),
    "many inverses": query("SELECT * { ?s " + "^" * 50_000 + "<urn:p> ?o }"),
    "long or": query("ASK { FILTER(" + " || ".join(["?x = 1"] * 20_000) + ") }"),
    "long sum": query("SELECT (" + "+".join(["1"] * 100_000) + " AS ?x) {}"),
    "long path": query("ASK { ?s " + "/".join(["<urn:p>"] * 20_000) + " ?o }"),
    "long union": query("SELECT * { " + " UNION ".join(["{ ?s <urn:p> 1 }"] * 5000) + " }"),
    "many optionals": query("SELECT * { ?s ?p ?o " + "OPTIONAL { ?s ?p ?o } " * 2000 + " }"),
    "many triples": query("SELECT * { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(5000)) + " }"),
    "cross product": query(CROSS),
    "cross product of rows": query("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"),
    "cross product, sorted": query("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?e ?i"),
    "cross product, distinct": query("SELECT DISTINCT ?a ?e ?i { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"),
    "cross product, grouped": query("SELECT ?a ?f (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f } GROUP BY ?a ?f"),
    "cross product, constructed": query("CONSTRUCT { ?a ?e ?i } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"),
    "paths over everything": query(PATHS),
    "paths in both directions": query("SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>|^!<urn:x>)* ?b }"),
    "described": query("DESCRIBE ?s ?o { ?s ?p ?o . ?o ?q ?r . ?x ?y ?z }"),
    "string doublings": query("SELECT ?x36 { BIND('ab' AS ?x0) " + DOUBLINGS + " }"),
    "replacements that grow": query(
        "SELECT ?x20 { BIND('aaaaaaaaaa' AS ?x0) "
        + " ".join(f"BIND(REPLACE(?x{i}, 'a', 'aaaaaaaaaa') AS ?x{i + 1})" for i in range(20)) + " }"
    ),
    "joined strings": query("SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?f))) AS ?x) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"),
    "joined strings by group": query(
        "SELECT ?a (GROUP_CONCAT(?f ; separator='" + "x" * 10_000 + "') AS ?x) { ?a ?b ?c . ?d ?e ?f } GROUP BY ?a"
    ),
    "huge values": query("SELECT * { VALUES ?x { " + " ".join(str(number) for number in range(120_000)) + " } }"),
    "multiplied values": query(
        "SELECT (COUNT(*) AS ?n) { " + " ".join(f"VALUES ?v{i} {{ {NUMBERS} }}" for i in range(5)) + " }"
    ),
    "huge in": query("SELECT * { ?s ?p ?o FILTER(?o IN (" + ",".join(f"'{i}'" for i in range(90_000)) + ")) }"),
    "backtracking expression": query('ASK { FILTER(REGEX("' + "a" * 40 + '!", "^(a+)+$")) }'),
    "huge expression": query('ASK { FILTER(REGEX("a", "' + "(a{1,1000}){1,1000}" + '")) }'),
    "wrong expression": query('ASK { FILTER(REGEX("a", "' + "(" * 500 + '")) }'),
    "expression over everything": query('SELECT * { ?s ?p ?o . ?a ?b ?c FILTER(REGEX(CONCAT(?o, ?c), "(x.*)*y")) }'),
    "calculated digests": query("SELECT (SHA512(CONCAT(STR(?a), STR(?f))) AS ?x) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"),
    "similarity over everything": query(
        "SELECT * { ?s ?p ?o . ?a ?b ?c FILTER(<https://w3id.org/filmkg/text#similarity>(STR(?o), STR(?c)) > 0.99) }"
    ),
    "look-ups of much, one after the other": many(look_up("SELECT * { ?s a <http://www.w3.org/ns/prov#Entity> }"), 50),
    "look-up with gaps": look_up("SELECT * { <urn://x>" + " \n" * 1_500 + "?p" + "#\n" * 200 + "?o"),
    "look-up with many comments": look_up("SELECT * { <urn://x> ?p ?o }" + "#\n" * 1_500),
    "look-up of variables": look_up("SELECT " + "?p" * 2_500 + " { <urn://x> ?p ?o"),
    "look-up with a long name": look_up("SELECT * { <urn://" + "x" * 11_000 + "> ?p ?o }"),
    "look-up with an open name": look_up("SELECT * { <urn://" + "x" * 11_000 + " ?p ?o }"),
    "query of 10 MB": query("SELECT * {} #" + "x" * 10 * 2**20),
    "form of 10 MB": body(b"query=ASK%7B%7D&x=" + b"x" * 10 * 2**20, "application/x-www-form-urlencoded"),
    "many parameters": body(b"&".join([b"a=b"] * 200_000), "application/x-www-form-urlencoded"),
    "update of 10 MB": body(b"INSERT DATA {} #" + b"x" * 10 * 2**20, "application/sparql-update"),
    "broken UTF-8": body(b"ASK {} #\xff\xfe\xc3", "application/sparql-query"),
    "half a character": body(b"query=ASK%7B%7D%C3", "application/x-www-form-urlencoded"),
    "surrogates": query('SELECT ("\\uD800\\uDC00" AS ?x) {}'),
    "zero bytes": query("SELECT * { ?s ?p '\x00' }" + "\x00" * 1000),
    "no HTTP": raw(b"\x16\x03\x01\x02\x00\x01" + bytes(range(256)) * 100),
    "endless head": raw(b"GET /sparql HTTP/1.1\r\n" + b"X-Header: " + b"x" * 2**20),
    "many heads": raw(b"GET /sparql HTTP/1.1\r\n" + b"".join(b"X%d: y\r\n" % i for i in range(50_000))),
    "long address": raw(b"GET /sparql?query=" + b"x" * 2**20 + b" HTTP/1.1\r\nHost: x\r\n\r\n"),
    "100 slow heads": many(raw(b"GET /sparql HTTP/1.1\r\nHost: x\r\nX-", wait_s=2.0), 100),
    "50 slow bodies": many(
        raw(
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
            b"Content-Length: 1000\r\n\r\nASK", wait_s=2.0
        ), 50,
    ),
    "10 who read nothing": many(slow_reader, 10),
    "20 who leave": many(leaver, 20),
    "3 cross products at once": many(query(CROSS), 3),
}  # fmt: skip


class Other(threading.Thread):
    """A client that asks all the time, and notes how long it waits.

    Args:
        address: Of the endpoint.
        right: What the answer is.
    """

    def __init__(self, address: str, right: str) -> None:
        super().__init__(daemon=True)
        self.seconds: list[float] = []
        self.wrong: list[str] = []
        self.ends = False
        self._address = address
        self._right = right

    def run(self) -> None:
        """Ask until told to end."""
        with httpx.Client(timeout=30, trust_env=False) as client:
            while not self.ends:
                started = time.monotonic()
                try:
                    answer = count(client, self._address)
                except httpx.HTTPError as error:
                    answer = type(error).__name__
                self.seconds.append(time.monotonic() - started)
                if answer != self._right:
                    self.wrong.append(answer)
                time.sleep(0.02)


def count(client: httpx.Client, address: str) -> str:
    """Ask the normal request, which a worker is to answer each time, and return its answer."""
    answer = client.get(address, params={"query": NORMAL}, headers={**_JSON, "Cache-Control": "no-cache"})
    if answer.status_code != 200:
        return f"{answer.status_code} {answer.text[:80]}"
    return str(answer.json()["results"]["bindings"][0]["n"]["value"])


def memory_mb(pid: int) -> float:
    """Return the proportional memory of a process and all below it."""
    below: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            below.setdefault(int(stat.read_text().rpartition(")")[2].split()[1]), []).append(int(stat.parent.name))
        except OSError:
            continue
    waiting, total = [pid], 0
    while waiting:
        one = waiting.pop()
        waiting += below.get(one, [])
        try:
            found = re.search(r"^Pss: +(\d+)", Path(f"/proc/{one}/smaps_rollup").read_text(), re.MULTILINE)
        except OSError:
            continue
        total += int(found[1]) if found else 0
    return total / 1024


def main(store: Path) -> int:
    """Attack, print, and return 1 where a goal is missed."""
    command = [sys.executable, "-m", "filmkg", "serve", "--store", str(store), "--port", "0"]
    command += ["--time-limit", str(TIME_LIMIT_S)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            address = server.stdout.readline().split()[0] + "sparql"
            return attack_all(server, address)
        finally:
            server.terminate()


def attack_all(server: subprocess.Popen[str], address: str) -> int:
    """Send each attack in turn."""
    missed = []
    with httpx.Client(timeout=30, trust_env=False) as client:
        right = count(client, address)
        for _ in range(200):
            count(client, address)
        time.sleep(3)
        before = memory_mb(server.pid)
        other = Other(address, right)
        other.start()
        for name, attack in HOSTILE.items():
            started = time.monotonic()
            status = quietly(attack, address)
            took_s = time.monotonic() - started
            started = time.monotonic()
            with httpx.Client(timeout=30, trust_env=False) as fresh:
                answer = count(fresh, address)
            next_s = time.monotonic() - started
            fine = answer == right and next_s < NEXT_S
            verdict = "ok  " if fine else "FAIL"
            print(f"{verdict} {name:32} {status:>20} {took_s:6.2f} s   next {next_s:5.2f} s", flush=True)
            missed += [] if fine else [f"{name}: {answer} after {next_s:.2f} s"]
        other.ends = True
        other.join()
        for _ in range(100):
            count(client, address)
    time.sleep(5)
    after = memory_mb(server.pid)
    waits = sorted(other.seconds)
    p95_s = waits[int(len(waits) * 0.95)]
    print(f"{len(HOSTILE)} attacks; others asked {len(waits)} times, {len(other.wrong)} wrong {other.wrong[:3]}")
    median_s = waits[len(waits) // 2]
    print(f"others waited: median {median_s * 1000:.0f} ms, 95 % {p95_s * 1000:.0f} ms, most {waits[-1]:.2f} s")
    print(f"memory: {before:.0f} MB before, {after:.0f} MB after ({(after / before - 1) * 100:+.1f} %)")
    if other.wrong or p95_s > OTHERS_S:
        missed.append("others")
    if after > before * (1 + GROWTH):
        missed.append("memory")
    print("missed:", "; ".join(missed) or "nothing")
    return int(bool(missed))


def sample(folder: Path) -> Path:
    """Build the sample articles into a store."""
    command = [sys.executable, "-m", "filmkg", "build", str(DATA / "sample"), "--store", str(folder / "store")]
    subprocess.run(command, check=True, capture_output=True)
    return folder / "store"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="filmkg-hostile-") as made:
        sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else sample(Path(made))))

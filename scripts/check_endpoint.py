"""Hold the endpoint against the W3C suites and a checker of protocol, negotiation, manners and hostile input, by HTTP.

    python scripts/check_endpoint.py EVAL        EVAL holds w3c_sparql.py and protocol_check.py

Serves an empty store on a free port, with updates allowed, runs both, prints their figures and each failure, and exits
with 1 where a figure is below its floor. Each failure that is known is listed here with its reason; another one fails.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from filmkg.serve.app import Settings, create_app
from filmkg.serve.engine.limits import Limits
from filmkg.serve.server import configuration, listen
from filmkg.store import open_store

TOKEN = "of the tests"
W3C_FLOOR = 474
FLOORS = {"protocol": 34, "sd": 7, "gsp": 9, "conneg": 23, "http": 23, "hostile": 12, "slow": 9}
# Failures that are known, each with its reason.
_PATHS = "Oxigraph: a path of length zero from a term that no triple has"
_NUMBERS = "Oxigraph writes numbers in their canonical form"
KNOWN = {
    "sparql11/aggregates/agg-empty-group-count-graph": "Oxigraph: counts in a graph that is empty",
    "sparql11/aggregates/agg-groupconcat-04": "Oxigraph: GROUP_CONCAT of groups in another order",
    "sparql11/aggregates/agg-groupconcat-06": "Oxigraph: GROUP_CONCAT of groups in another order",
    "sparql11/bindings/graph": "Oxigraph: a variable of GRAPH that is bound by VALUES inside",
    "sparql11/csv-tsv-res/csv03": _NUMBERS,
    "sparql11/csv-tsv-res/tsv03": _NUMBERS,
    "sparql11/functions/bnode01": "Oxigraph: BNODE of one text within one solution",
    "sparql11/negation/graph-minus": "Oxigraph: MINUS inside of GRAPH with a variable",
    "sparql11/property-path/zero_or_more_set_end": _PATHS,
    "sparql11/property-path/zero_or_more_set_start": _PATHS,
    "sparql11/property-path/zero_or_one_set_end": _PATHS,
    "sparql11/property-path/zero_or_one_set_start": _PATHS,
}


class WithToken:
    """Adds the token to each request, as the checkers know none."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, with the token."""
        if scope["type"] == "http":
            scope = {**scope, "headers": [*scope["headers"], (b"authorization", f"Bearer {TOKEN}".encode())]}
        await self._app(scope, receive, send)


def serve(store: Path) -> tuple[str, Any]:
    """Serve a store in a thread; return its address and what ends it."""
    limits = Limits(time_s=4.0, workers=3, rows=1_000_000)
    app = create_app(store, settings=Settings(limits=limits, update_token=TOKEN))
    opened = listen("127.0.0.1", 0)
    config = configuration(app)
    config.app = WithToken(app)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [opened]})
    thread.start()
    while not server.started:
        time.sleep(0.02)

    def end() -> None:
        server.should_exit = True
        thread.join()

    return f"http://127.0.0.1:{opened.getsockname()[1]}", end


def run(*command: str) -> str:
    """Run a checker and return what it prints."""
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=False, timeout=900)
    if done.stderr:
        sys.stderr.write(done.stderr)
    return done.stdout


def main(checkers: Path) -> int:
    """Run both checkers and hold their figures against the floors."""
    with tempfile.TemporaryDirectory(prefix="filmkg-check-", dir=_fast_folder()) as folder:
        store = Path(folder) / "store"
        with open_store(store, writable=True):
            pass
        address, end = serve(store)
        try:
            started = time.monotonic()
            protocol = run(
                str(checkers / "protocol_check.py"), f"{address}/sparql", "--gsp", f"{address}/graph-store",
                "--slow-limit", "12",
            )  # fmt: skip
            between = time.monotonic()
            w3c = run(str(checkers / "w3c_sparql.py"), f"{address}/sparql", "--fails")
            ended = time.monotonic()
        finally:
            end()
    return report(protocol, w3c, seconds=(between - started, ended - between))


def report(protocol: str, w3c: str, *, seconds: tuple[float, float]) -> int:
    """Print the figures, and return 1 where one is below its floor."""
    failed = False
    passes = Counter(re.findall(r"^ok +(\w+)/", protocol, re.MULTILINE))
    for group, floor in FLOORS.items():
        print(f"{group:10} {passes[group]:3} passed, floor {floor}")
        failed |= passes[group] < floor
    total = re.search(r"^all +(\d+) +(\d+)", w3c, re.MULTILINE)
    passed, wrong = (int(total[1]), int(total[2])) if total else (0, 0)
    print(f"W3C suite  {passed} of {passed + wrong} passed, floor {W3C_FLOOR}")
    failed |= passed < W3C_FLOOR
    failures = dict(re.findall(r"^FAIL (\S+/\S+)  <- (.*)", protocol, re.MULTILINE))
    failures |= {
        f"{suite}/{name}": why for suite, name, why in re.findall(r"^FAIL (\S+) \S+ (\S+) \| (.*)", w3c, re.MULTILINE)
    }
    for name, why in sorted(failures.items()):
        print(f"  {name}: {KNOWN.get(name, 'NOT KNOWN: ' + why[:200])}")
        failed |= name not in KNOWN
    print(f"({seconds[0]:.0f} s and {seconds[1]:.0f} s)")
    return int(failed)


def _fast_folder() -> str | None:
    """Each of some thousand updates is written to disk, so use memory where there is."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

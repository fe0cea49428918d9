"""Serve a file by rdflib-endpoint as it comes, on several ports, by processes that are forked after loading it.

    python bench/rdflib_servers.py FILE PORT...

A query that overstays there cannot be stopped and holds up all others, so `endpoint.py` asks each kind at a port of its
own. SIGTERM ends all of them.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from types import FrameType

import uvicorn
from rdflib import Dataset
from rdflib_endpoint import SparqlEndpoint


def main(file: str, ports: list[int]) -> None:
    """Load as `rdflib-endpoint serve` does, and serve."""
    dataset = Dataset(default_union=True)
    dataset.parse(file)
    gc.collect()
    gc.freeze()  # what was loaded stays shared
    children: list[int] = []

    def end(_number: int, _frame: FrameType | None) -> None:
        for child in children:
            os.kill(child, signal.SIGKILL)

    signal.signal(signal.SIGTERM, end)
    for port in ports:
        child = os.fork()
        if not child:
            uvicorn.run(SparqlEndpoint(graph=dataset, enable_update=False), port=port, log_level="error")
            os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)


if __name__ == "__main__":
    main(sys.argv[1], [int(port) for port in sys.argv[2:]])

"""Serve a file by rdflib-endpoint as it comes, on several ports, by processes that are forked after loading it.

    python bench/rdflib_servers.py FILE PORT...

Prints the process of each port, a line each. A query that overstays there cannot be stopped and holds up all others, so
`endpoint.py` asks each kind at a port of its own, and ends that process then.
"""

from __future__ import annotations

import gc
import os
import sys

import uvicorn
from rdflib import Dataset
from rdflib_endpoint import SparqlEndpoint


def main(file: str, ports: list[int]) -> None:
    """Load as `rdflib-endpoint serve` does, and serve until all processes have ended."""
    dataset = Dataset(default_union=True)
    dataset.parse(file)
    app = SparqlEndpoint(graph=dataset, enable_update=False)
    gc.collect()
    gc.freeze()  # what was loaded stays shared
    for port in ports:
        child = os.fork()
        if not child:
            uvicorn.run(app, port=port, log_level="error")
            os._exit(0)
        print(child, flush=True)
    for _ in ports:
        os.wait()


if __name__ == "__main__":
    main(sys.argv[1], [int(port) for port in sys.argv[2:]])

"""What a worker may take of memory is there for queries, however many files the store has."""

from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from filmkg.store import open_store
from filmkg.vocab import RDFS

LOADS = 40  # each makes some files
MOST_KB = 400 * 2**10


def test_a_store_of_many_files_takes_no_address_space_from_queries(tmp_path, serve_store, workers):
    path = tmp_path / "store"
    with open_store(path, writable=True) as store:
        for number in range(LOADS):
            label = Quad(NamedNode(f"http://example.org/{number}"), RDFS["label"], Literal(f"Thing {number}"))
            store.bulk_extend([label])
        del store
    with serve_store(path) as client:
        for _ in range(8):
            client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"}).raise_for_status()
        peaks = [
            int(line.split()[1])
            for pid in workers()
            for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
            if line.startswith("VmPeak:")
        ]
    assert peaks
    assert max(peaks) < MOST_KB

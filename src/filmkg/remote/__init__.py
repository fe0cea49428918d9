"""A SPARQL 1.1 store elsewhere that holds what a store here holds: how it is found, asked, written to and compared."""

from filmkg.remote.client import Answer, Client, Credentials
from filmkg.remote.dataset import Dataset, find_dataset, run_remote_query
from filmkg.remote.manifest import Entry, Manifest, lay_manifest, read_manifests
from filmkg.remote.address import Address, find_address
from filmkg.remote.replacement import Replacement, count_triples, digest, remove_graphs, replace_graphs

__all__ = [
    "Address",
    "Answer",
    "Client",
    "Credentials",
    "Dataset",
    "Entry",
    "Manifest",
    "Replacement",
    "count_triples",
    "digest",
    "find_address",
    "find_dataset",
    "lay_manifest",
    "read_manifests",
    "remove_graphs",
    "replace_graphs",
    "run_remote_query",
]

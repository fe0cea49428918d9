"""A SPARQL 1.1 store elsewhere that holds what a store here holds: how it is found, asked, written to and compared."""

from filmkg.remote.address import Address, find_address
from filmkg.remote.client import Answer, Client, Credentials, Patience, open_client
from filmkg.remote.dataset import Dataset, find_dataset
from filmkg.remote.manifest import Entry, Manifest, lay_manifest, read_manifests
from filmkg.remote.replacement import (
    Replacement,
    count_triples,
    digest,
    forget_entries,
    remove_graphs,
    replace_graphs,
)

__all__ = [
    "Address",
    "Answer",
    "Client",
    "Credentials",
    "Dataset",
    "Entry",
    "Manifest",
    "Patience",
    "Replacement",
    "count_triples",
    "digest",
    "find_address",
    "find_dataset",
    "forget_entries",
    "lay_manifest",
    "open_client",
    "read_manifests",
    "remove_graphs",
    "replace_graphs",
]

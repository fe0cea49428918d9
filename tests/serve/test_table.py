"""Answers as tables: what an error takes to another thread."""

import gc
import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from filmkg.errors import RemoteError
from filmkg.remote import Address, Credentials, Dataset, Patience, open_client
from filmkg.serve.remote import RemotePool
from filmkg.serve.table import table_of

NOWHERE = "http://127.0.0.1:9/query"
BODY = json.dumps(
    {"head": {"vars": ["film"]}, "results": {"bindings": [{"film": {"type": "uri", "value": "http://example.org/a"}}]}}
).encode()


def test_an_error_between_two_queries_can_be_let_go_of_in_another_thread():
    with open_client(Credentials(), patience=Patience(attempts=1)) as client, ThreadPoolExecutor(1) as thread:
        pool = RemotePool(Dataset(client, Address(NOWHERE, NOWHERE), None))
        with pytest.raises(RemoteError) as caught:
            thread.submit(table_of, pool, BODY, is_cut=False).result()
        del caught
    gc.collect()  # what cannot be dropped here is reported, and pytest takes that for an error

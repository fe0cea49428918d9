"""What a store's snapshot holds, and what it should."""

import pytest
from pyoxigraph import Store

from filmkg import pipeline
from filmkg.store import current_snapshot, open_snapshot


@pytest.fixture(scope="session")
def from_nothing():
    """Return what comes out where the articles are merged at once, each thing compared by itself."""

    def merged(graphs):
        store = Store()
        for quads in graphs.values():
            store.extend(quads)
        pipeline.identify(store)
        return set(store)

    return merged


@pytest.fixture(scope="session")
def published():
    """Return what the current snapshot of a store holds."""

    def held(path):
        with open_snapshot(current_snapshot(path)) as store:
            found = set(store)
            del store
        return found

    return held

from collections.abc import Callable

import pytest

from filmkg.model import Article, Document
from filmkg.text import read_article


@pytest.fixture(scope="session")
def read() -> Callable[[str], Article]:
    """Read a text as an article."""
    return lambda text: read_article(Document("key", "key.txt", text.encode()))

"""Short links to queries: `/q/CODE`, where the code is the query itself, compressed (docs/decisions/query-page.md).

Nothing is kept, so that nothing can be filled or lost: a link opens the same query on every machine and after every
restart. The first character names the dictionary of the compression, which holds what queries are made of;
a dictionary is never changed, as links to what was written with it may be anywhere.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from functools import cache
from pathlib import Path

from filmkg.errors import UsageError

PATH = "/q/"
# A longer query has no link: some programs cut longer addresses.
MAX_CODE_CHARS = 2_000
# How long the query of a link may be: a code of a few characters could stand for gigabytes.
_MAX_QUERY_BYTES = 100_000
_CURRENT = "1"
_LEVEL = 9
_RAW = -15  # DEFLATE alone (RFC 1951), without a header


def code_of(query: str) -> str:
    """Return the code of a query, "" where it is too long for one.

    >>> query_of(code_of("ASK { ?film a cdo:Film }"))
    'ASK { ?film a cdo:Film }'
    """
    content = query.encode()
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW, zdict=_dictionary(_CURRENT))
    packed = packer.compress(content) + packer.flush()
    code = _CURRENT + base64.urlsafe_b64encode(packed).rstrip(b"=").decode("ascii")
    return code if len(code) <= MAX_CODE_CHARS and len(content) <= _MAX_QUERY_BYTES else ""


def query_of(code: str) -> str:
    """Return the query of a code.

    Raises:
        UsageError: The code is none, or a part of one.
    """
    wrong = UsageError("this link to a query is not whole", remedy="copy the whole link, or write the query anew")
    if not code.isascii() or len(code) > MAX_CODE_CHARS or code[:1] != _CURRENT:
        raise wrong
    try:
        packed = base64.b64decode(code[1:] + "=" * (-len(code[1:]) % 4), altchars=b"-_", validate=True)
        unpacker = zlib.decompressobj(_RAW, zdict=_dictionary(code[0]))
        query = unpacker.decompress(packed, _MAX_QUERY_BYTES).decode("utf-8")
    except (binascii.Error, zlib.error, UnicodeDecodeError):
        raise wrong from None
    if not unpacker.eof or unpacker.unused_data or not query.strip():
        raise wrong
    return query


@cache
def _dictionary(name: str) -> bytes:
    return (Path(__file__).parent / f"dictionary-{name}.txt").read_bytes()

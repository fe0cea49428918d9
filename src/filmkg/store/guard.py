"""What a query may not do: reach out over the network, read files, change the store, or overflow the parser's stack.

Oxigraph has no switch for `SERVICE` and parses by recursion, so both are seen to before it sees the query.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from filmkg.errors import QueryError

MAX_DEPTH = 100  # Oxigraph 0.5 overflows its stack at about 1,000 nested groups
QUERIES = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"})

# In `FILTER(1<2)SERVICE#>` the grammar sees less-than and a comment, the scanner below an IRI that hides the keyword.
# What begins with scheme:// can only be an IRI; beside anything else, the raw text is searched for a call as well.
_SURE_IRI = re.compile(r"<[A-Za-z][\w+.-]*://")
_SPACE = r"(?:\s|\#[^\n\r]*[\n\r])*"
_CALL = re.compile(rf"SERVICE{_SPACE}(?:SILENT{_SPACE})?(?:[<?$]|[\w.-]*:)", re.IGNORECASE)
_TOKEN = re.compile(
    r"""
    (?P<comment>\#[^\n\r]*)
  | (?P<escape>\\.)                                   # \' in the local part of a name opens no string
  | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
  | (?P<string>\"{3}(?:[^"\\]|\\.|\"{1,2}(?!\"))*\"{3} | '{3}(?:[^'\\]|\\.|'{1,2}(?!'))*'{3}
      | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
  | (?P<variable>[?$]\w+)
  | (?P<name>[\w.-]*:[\w.:%-]*)
  | (?P<word>\w+)
  | (?P<open>[({\[])
  | (?P<close>[)}\]])
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class QueryOutline:
    """What a query asks for.

    Attributes:
        form: Its first keyword in upper case ("SELECT"), "" where it has none.
        dataset: What it names with FROM and FROM NAMED: IRIs or prefixed names.
    """

    form: str
    dataset: tuple[str, ...]


def tokens(query: str) -> Iterator[tuple[str, str, int]]:
    """Yield the kind, text and start of each token: iri, string, variable, name (prefixed), word, open, close."""
    for token in _TOKEN.finditer(query):
        if token.lastgroup not in {None, "comment", "escape", "other"}:
            yield str(token.lastgroup), token.group(), token.start()


def check_query(query: str) -> QueryOutline:
    """Read the outline of a query.

    Raises:
        QueryError: An update, a `SERVICE`, `FROM` a file, or nested too deeply. Whether it parses is not checked.
    """
    form, dataset, depth, reads_dataset, doubtful = "", [], 0, False, False
    for kind, text, start_char in tokens(query):
        if kind == "open":
            depth += 1
            if depth > MAX_DEPTH:
                raise QueryError(f"the query nests more than {MAX_DEPTH} levels deep", remedy="flatten it")
        elif kind == "close":
            depth -= 1
        elif reads_dataset and kind in {"iri", "name"}:
            dataset.append(text.strip("<>"))
        doubtful = doubtful or (kind == "iri" and not _SURE_IRI.match(text))
        # Oxigraph needs no space behind a keyword: `SERVICEex:a` calls a service.
        spoken = text.partition(":")[0].upper() if kind == "name" else text.upper() if kind == "word" else ""
        if "SERVICE" in spoken:
            raise _service_error(query, start_char)
        if not form and kind == "word" and spoken not in {"PREFIX", "BASE"}:
            form = spoken
        reads_dataset = spoken == "FROM" or (reads_dataset and spoken == "NAMED")
    if doubtful and (call := _CALL.search(query)):
        raise _service_error(query, call.start())
    if form in UPDATES:
        raise QueryError(
            f"{form} would change the store, which is only read here",
            remedy="use SELECT, ASK, CONSTRUCT or DESCRIBE; `filmkg build` puts articles into a store",
        )
    for iri in dataset:
        if iri.lower().startswith("file:"):
            raise QueryError(f"FROM <{iri}> would read a file", remedy="name a graph of this store")
    return QueryOutline(form=form, dataset=tuple(dataset))


def _service_error(query: str, start_char: int) -> QueryError:
    line = query.count("\n", 0, start_char) + 1
    return QueryError(f"line {line}: SERVICE would ask another server", remedy="query this store alone")

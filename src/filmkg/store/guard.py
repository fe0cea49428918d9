"""What a query or update may not do: reach out over the network, read files, or overflow the parser's stack.

A query may not change the store either, nor use terms that the ontology does not have. Oxigraph has no switch for
`SERVICE` and parses by recursion, so all this is seen to before it sees the text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from filmkg.errors import QueryError
from filmkg.vocab import CDO_BASE, PREFIXES, is_cdo, local_names

MAX_DEPTH = 100  # Oxigraph 0.5 overflows its stack at about 1,000 nested groups
MAX_SIGNS = 100  # … and at some thousands of `!`, `-` or `^` in a row
QUERIES = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"})

# In `FILTER(1<2)SERVICE#>` the grammar sees less-than and a comment, the scanner below an IRI that hides the keyword.
# What begins with scheme:// can only be an IRI; beside anything else, the raw text is searched for a call as well.
_SURE_IRI = re.compile(r"<[A-Za-z][\w+.-]*://")
_SPACE = r"(?:\s|\#[^\n\r]*[\n\r])*"
_CALL = re.compile(rf"SERVICE{_SPACE}(?:SILENT{_SPACE})?(?:[<?$]|[\w.-]*:)", re.IGNORECASE)
_LOAD = re.compile(rf"LOAD{_SPACE}(?:SILENT{_SPACE})?(?:<|[\w.-]*:)", re.IGNORECASE)
_TOKEN = re.compile(
    r"""
    (?P<space>\s+)
  | (?P<comment>\#[^\n\r]*)
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


# What answers differently each time; a comment may stand before its bracket.
_CHANGING = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\b", re.IGNORECASE)
# A query that begins with SELECT and has none of these, in whatever letters, needs no closer look.
_TELLING = (
    "SERVICE", "FROM", "NOW", "RAND", "UUID", "BNODE", "\\", CDO_BASE.upper(),
    *(f"{prefix}:".upper() for prefix, iri in PREFIXES.items() if iri == CDO_BASE),
)  # fmt: skip
_BEHIND_SELECT = frozenset(" \t\r\n?$*(")


@dataclass(frozen=True, slots=True)
class QueryOutline:
    """What a query asks for.

    Attributes:
        form: Its first keyword in upper case ("SELECT"), "" where it has none.
        dataset: What it names with FROM and FROM NAMED: IRIs or prefixed names.
        calls_service: Whether it asks another server, which was allowed.
        is_changing: Whether it can be answered differently each time, though the store is the same.
    """

    form: str
    dataset: tuple[str, ...]
    calls_service: bool = False
    is_changing: bool = False


_PLAIN = QueryOutline("SELECT", ())


def tokens(query: str) -> Iterator[tuple[str, str, int]]:
    """Yield the kind, text and start of each token: iri, string, variable, name (prefixed), word, open, close."""
    for token in _TOKEN.finditer(query):
        if token.lastgroup not in {None, "space", "comment", "escape", "other"}:
            yield str(token.lastgroup), token.group(), token.start()


def check_query(query: str, *, services: Collection[str] = ()) -> QueryOutline:
    """Read the outline of a query.

    Args:
        query: SPARQL. Whether it parses is not checked.
        services: IRIs that `SERVICE` may ask.

    Raises:
        QueryError: An update, a `SERVICE` that is not allowed, `FROM` a file, nested too deeply, or a term in the
            namespace of the ontology that it does not have.
    """
    if _is_plain(query):
        return _PLAIN
    form, dataset, calls_service = "", [], False
    reads_dataset, doubtful = False, False
    _check_nesting(query)
    words = list(tokens(query))
    for number, (kind, text, start_char) in enumerate(words):
        if reads_dataset and kind in {"iri", "name"}:
            dataset.append(text.strip("<>"))
        doubtful = doubtful or (kind == "iri" and not _SURE_IRI.match(text))
        spoken = _spoken(kind, text)
        if "SERVICE" in spoken:
            if not _is_allowed(spoken, words[number + 1 : number + 3], services):
                raise _service_error(query, start_char, services)
            calls_service = True
        if not form and kind == "word" and spoken not in {"PREFIX", "BASE"}:
            form = spoken
        reads_dataset = spoken == "FROM" or (reads_dataset and spoken == "NAMED")
    if doubtful:
        _check_calls(query, services)
    if form in UPDATES:
        raise QueryError(
            f"{form} would change the store, which is only read here",
            remedy="use SELECT, ASK, CONSTRUCT or DESCRIBE; `filmkg build` puts articles into a store",
        )
    for iri in dataset:
        if iri.lower().startswith("file:"):
            raise QueryError(f"FROM <{iri}> would read a file", remedy="name a graph of this store")
    _check_terms(query, words)
    is_changing = calls_service or _CHANGING.search(query) is not None
    return QueryOutline(form, tuple(dataset), calls_service, is_changing)


def check_update(update: str, *, may_load_silently: bool = False) -> None:
    """Look through an update. Whether it parses is not checked.

    Args:
        update: SPARQL.
        may_load_silently: Whether `LOAD SILENT`, which may fail, passes: where a process can fetch nothing, it does.

    Raises:
        QueryError: A query, a `SERVICE` or `LOAD`, or nested too deeply.
    """
    _check_nesting(update)
    form, doubtful = "", False
    words = list(tokens(update))
    for number, (kind, text, start_char) in enumerate(words):
        doubtful = doubtful or (kind == "iri" and not _SURE_IRI.match(text))
        spoken = _spoken(kind, text)
        if "SERVICE" in spoken:
            raise _service_error(update, start_char, ())
        silent = spoken == "LOAD" and number + 1 < len(words) and words[number + 1][1].upper() == "SILENT"
        if "LOAD" in spoken and not (silent and may_load_silently):
            raise _load_error(update, start_char)
        if not form and kind == "word" and spoken not in {"PREFIX", "BASE"}:
            form = spoken
    if doubtful:
        _check_calls(update, ())
        if (found := _LOAD.search(update)) and not may_load_silently:
            raise _load_error(update, found.start())
    if form in QUERIES:
        raise QueryError(f"{form} is a query and not an update", remedy="send it as query=")


def place(query: str, start_char: int) -> str:
    """Return "line 2, column 7", both counted from 1."""
    line = query.count("\n", 0, start_char) + 1
    return f"line {line}, column {start_char - query.rfind(chr(10), 0, start_char)}"


def _is_plain(query: str) -> bool:
    """Tell whether a query is surely harmless without taking it apart, as a look-up is, which costs more than it."""
    text = query.lstrip()
    upper = text.upper()
    for word in _TELLING:
        if word in upper:
            return False
    return (
        upper.startswith("SELECT")
        and text[6:7] in _BEHIND_SELECT
        and query.isascii()  # some letters are others in small letters
        and text.count("{") + text.count("(") + text.count("[") <= MAX_DEPTH
        and text.count("!") + text.count("^") + text.count("+") + text.count("-") <= MAX_SIGNS
    )


def _spoken(kind: str, text: str) -> str:
    """Return the keyword that a token can be. Oxigraph needs no space behind one: `SERVICEex:a` calls a service."""
    if kind == "name":
        return text.partition(":")[0].upper()
    return text.upper() if kind == "word" else ""


def _check_nesting(query: str) -> None:
    depth, signs = 0, 0
    for token in _TOKEN.finditer(query):
        kind = token.lastgroup
        if kind == "open":
            depth += 1
            if depth > MAX_DEPTH:
                raise QueryError(f"the query nests more than {MAX_DEPTH} levels deep", remedy="flatten it")
        elif kind == "close":
            depth -= 1
        if kind == "other" and token.group() in "!^+-":
            signs += 1
            if signs > MAX_SIGNS:
                raise QueryError(f"more than {MAX_SIGNS} signs in a row", remedy="leave out those that cancel out")
        elif kind not in {"space", "comment"}:
            signs = 0


def _is_allowed(spoken: str, behind: list[tuple[str, str, int]], services: Collection[str]) -> bool:
    if spoken != "SERVICE" or not behind:
        return False
    kind, text, _ = behind[1] if behind[0][1].upper() == "SILENT" and len(behind) > 1 else behind[0]
    return kind == "iri" and text[1:-1] in services


def _check_calls(query: str, services: Collection[str]) -> None:
    for call in _CALL.finditer(query):
        iri = query[call.end() - 1 :].partition(">")[0]
        if not (iri.startswith("<") and iri[1:] in services):
            raise _service_error(query, call.start(), services)


def _service_error(query: str, start_char: int, services: Collection[str]) -> QueryError:
    allowed = f"ask one of {', '.join(sorted(services))}" if services else "query this store alone"
    return QueryError(f"{place(query, start_char)}: SERVICE would ask another server", remedy=allowed)


def _load_error(update: str, start_char: int) -> QueryError:
    return QueryError(f"{place(update, start_char)}: LOAD would fetch something", remedy="send the triples themselves")


def _check_terms(query: str, words: list[tuple[str, str, int]]) -> None:
    """Refuse terms that the ontology does not have: a slip of the pen would silently find nothing."""
    namespaces, previous = dict(PREFIXES), ("", "")
    for kind, text, start_char in words:
        if kind == "iri":
            if previous[0] == "name" and previous[1].endswith(":"):
                namespaces[previous[1][:-1]] = text[1:-1]
            name = text[1:-1].removeprefix(CDO_BASE) if text.startswith(f"<{CDO_BASE}") else ""
        elif kind == "name":
            prefix, _, local = text.rstrip(".").partition(":")
            name = local if namespaces.get(prefix) == CDO_BASE else ""
        else:
            name = ""
        if name and not is_cdo(name):
            close = get_close_matches(name, local_names(), n=1)
            raise QueryError(
                f"{place(query, start_char)}: the ontology has no term {name}",
                remedy=f"did you mean cdo:{close[0]}?" if close else "see its terms in ontology/filmkg.ttl",
            )
        previous = kind, text

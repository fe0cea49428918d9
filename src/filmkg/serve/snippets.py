"""The same query in the languages that people ask it from, ready to be copied."""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Snippet:
    """A program that asks one query: the name of its language, and its lines."""

    language: str
    code: str


def snippets(query: str, *, address: str) -> tuple[Snippet, ...]:
    """Return programs that ask a query and get a table.

    Args:
        query: Any text: it is quoted by the rules of each language, so that it stays one argument.
        address: Where the endpoint answers, "http://127.0.0.1:8000/sparql".
    """
    # A string of JSON is one of JavaScript, R and Python too: all know its escapes, and none is put in beyond ASCII.
    # Surrogates in pairs, as JSON writes what lies beyond the first plane, are not: these characters stay themselves.
    quoted, where = json.dumps(query, ensure_ascii=False), json.dumps(address, ensure_ascii=False)
    return (
        Snippet(
            "curl",
            f"curl --fail --silent --show-error -H 'Accept: text/csv' \\\n"
            f"  --data-urlencode {shlex.quote('query=' + query)} \\\n  {shlex.quote(address)}",
        ),
        Snippet(
            "Python",
            "import csv\nimport io\nimport urllib.parse\nimport urllib.request\n\n"
            f"query = {quoted}\n"
            'body = urllib.parse.urlencode({"query": query}).encode()\n'
            f'request = urllib.request.Request({where}, body, {{"Accept": "text/csv"}})\n'
            'with urllib.request.urlopen(request) as answer:\n    text = answer.read().decode("utf-8")\n'
            "for row in csv.DictReader(io.StringIO(text)):\n    print(row)",
        ),
        Snippet(
            "R",
            "library(httr2)\n\n"
            f"query <- {quoted}\n"
            f"answer <- request({where}) |>\n"
            '  req_headers(Accept = "text/csv") |>\n  req_body_form(query = query) |>\n  req_perform()\n'
            "table <- read.csv(text = resp_body_string(answer))",
        ),
        Snippet(
            "JavaScript",
            f"const query = {quoted};\n"
            f"const answer = await fetch({where}, {{\n"
            '  method: "POST",\n  headers: { Accept: "application/sparql-results+json" },\n'
            "  body: new URLSearchParams({ query }),\n});\n"
            "const rows = (await answer.json()).results.bindings;\nconsole.log(rows);",
        ),
    )

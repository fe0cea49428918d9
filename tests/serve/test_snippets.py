"""The programs that the page of queries offers ask just the query, whatever stands in it."""

from __future__ import annotations

import ast
import html
import json
import re
import shlex
import shutil
import subprocess
import sys

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmkg.serve.snippets import snippets

ADDRESS = "http://127.0.0.1:8000/sparql"
# No control characters but those of text: a shell has no word with NUL in it.
QUERIES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
HARD = 'SELECT ?s { ?s ?p "it\'s $(id) `id` \\\\ \\n </code><script>" } # é 🎬'


def code(query: str, language: str) -> str:
    return next(one.code for one in snippets(query, address=ADDRESS) if one.language == language)


@given(QUERIES)
def test_the_shell_reads_the_query_as_one_word(query: str) -> None:
    words = shlex.split(code(query, "curl"))
    assert words[words.index("--data-urlencode") + 1] == f"query={query}"
    assert words[-1] == ADDRESS


@given(QUERIES)
def test_python_reads_the_query_as_one_string(query: str) -> None:
    tree = ast.parse(code(query, "Python"))
    assigned = next(one for one in tree.body if isinstance(one, ast.Assign))
    assert ast.literal_eval(assigned.value) == query


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node")
def test_javascript_reads_the_query_as_one_string() -> None:
    line = code(HARD, "JavaScript").splitlines()[0]
    program = f"{line} process.stdout.write(JSON.stringify(query))"
    ran = subprocess.run(["node", "-e", program], capture_output=True, check=True)
    assert json.loads(ran.stdout) == HARD


def test_the_programs_for_curl_and_python_get_the_table(client: httpx.Client) -> None:
    query = 'SELECT ?label { ?film a cdo:Film ; rdfs:label ?label FILTER(?label = "Red Garden") }'
    page = client.get("/sparql", params={"query": query}, headers={"Accept": "text/html"}).text
    shown = [html.unescape(one) for one in re.findall(r"<code>(.*?)</code></pre>", page, re.DOTALL)]
    assert len(shown) == 4
    python = subprocess.run([sys.executable, "-c", shown[1]], capture_output=True, check=True, text=True)
    assert python.stdout == "{'label': 'Red Garden'}\n"
    if shutil.which("curl"):
        shell = subprocess.run(["sh", "-c", shown[0]], capture_output=True, check=True, text=True)
        assert shell.stdout.split() == ["label", "Red", "Garden"]

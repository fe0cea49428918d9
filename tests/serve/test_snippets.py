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
from pathlib import Path

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


QUERY = 'SELECT ?label { ?film a cdo:Film ; rdfs:label ?label FILTER(?label = "Red Garden") }'
HAS_R = (
    shutil.which("Rscript") is not None
    and not subprocess.run(["Rscript", "-e", "library(httr2)"], capture_output=True, check=False).returncode
)


@pytest.fixture
def programs(client: httpx.Client) -> dict[str, str]:
    """The programs that the page offers for a query, by language, as who copies them gets them."""
    page = client.get("/sparql", params={"query": QUERY}, headers={"Accept": "text/html"}).text
    languages = re.findall(r"<details><summary>(\w+)</summary>\n<pre", page)
    return dict(
        zip(languages, map(html.unescape, re.findall(r"<code>(.*?)</code></pre>", page, re.DOTALL)), strict=True)
    )


def output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def test_the_program_for_python_gets_the_table(programs: dict[str, str]) -> None:
    assert output(sys.executable, "-c", programs["Python"]) == "{'label': 'Red Garden'}\n"


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
def test_the_program_for_curl_gets_the_table(programs: dict[str, str]) -> None:
    assert output("sh", "-c", programs["curl"]).split() == ["label", "Red", "Garden"]


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node")
def test_the_program_for_javascript_gets_the_table(programs: dict[str, str]) -> None:
    # A browser's console and a module both know `await` at the top.
    assert "value: 'Red Garden'" in output("node", "--input-type=module", "-e", programs["JavaScript"])


@pytest.mark.skipif(not HAS_R, reason="needs R with httr2: Debian's r-base-core and r-cran-httr2")
def test_the_program_for_r_gets_the_table(programs: dict[str, str], tmp_path: Path) -> None:
    program = tmp_path / "program.R"
    program.write_text(f"{programs['R']}\nprint(table)\n", encoding="utf-8")
    assert output("Rscript", str(program)).split() == ["label", "1", "Red", "Garden"]


@pytest.mark.skipif(not HAS_R, reason="needs R with httr2: Debian's r-base-core and r-cran-httr2")
def test_r_reads_the_query_as_one_string(tmp_path: Path) -> None:
    program = tmp_path / "program.R"
    line = next(line for line in code(HARD, "R").splitlines() if line.startswith("query <-"))
    program.write_text(f"{line}\nwriteLines(query, useBytes = TRUE)\n", encoding="utf-8")
    assert output("Rscript", "--encoding=UTF-8", str(program)) == HARD + "\n"

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
from click.testing import CliRunner

from filmkg.cli import main
from filmkg.serve.questions import questions_to_try

FILMKG = [sys.executable, "-c", "from filmkg.cli import main; main()"]


def environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "TMPDIR": str(folder)}


def test_three_questions_are_answered_with_sentences(tmp_path: Path) -> None:
    run = subprocess.run(
        [*FILMKG, "demo", "--no-serve"],
        capture_output=True, text=True, timeout=120, check=False, cwd=tmp_path, env=environment(tmp_path),
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert len(questions_to_try()) == 3
    assert all(question.words in run.stdout for question in questions_to_try())
    counts = [int(count) for count in re.findall(r"^\((\d+) rows?\)$", run.stdout, re.MULTILINE)]
    assert len(counts) == 3
    assert min(counts) > 0
    assert "articles stored" in run.stderr
    assert list(tmp_path.iterdir()) == []


def test_it_serves_what_it_built_and_leaves_nothing_behind(tmp_path: Path) -> None:
    command = [*FILMKG, "demo", "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path, env=environment(tmp_path)
    ) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline().split()[0]
            page = httpx.get(address, headers={"Accept": "text/html"}, trust_env=False, timeout=60).text
            assert "Newest articles" in page
            for question in questions_to_try():
                answer = httpx.get(f"{address}question/{question.name}", trust_env=False, timeout=60)
                assert "<td" in answer.text
            process.send_signal(signal.SIGTERM)
            output = process.stdout.read()  # not communicate(): what readline() has read ahead would be lost
        except BaseException:
            process.kill()  # else leaving the block waits for ever
            raise
        assert process.wait(timeout=60) == 0
        assert all(f"{address}question/{question.name}" in output for question in questions_to_try())
    assert list(tmp_path.iterdir()) == []


def test_the_store_is_kept_where_one_asks_for_it(tmp_path: Path) -> None:
    path = str(tmp_path / "kept")
    assert CliRunner().invoke(main, ["demo", "--no-serve", "--store", path], catch_exceptions=False).exit_code == 0
    ask = ["query", "--store", path, "--format", "json", "ASK { GRAPH ?g { ?thing skos:exactMatch ?item } }"]
    assert "true" in CliRunner().invoke(main, ask, catch_exceptions=False).stdout

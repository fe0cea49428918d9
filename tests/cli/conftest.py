"""Articles, and the command line as a user has it: as a process of its own."""

import os
import subprocess
import sys
from dataclasses import dataclass

import pytest
from click.testing import CliRunner

from filmkg.cli import main

ARTICLES = {
    "days-of-cinema": (
        "16 May 2025 17:37 (UTC+04:00)\n\n"
        "Days of Azerbaijani Cinema were held in Istanbul on May 10-12, 2025. "
        "The event was organized by the Azerbaijan Culture Ministry.\n\n"
        'The film "Red Garden" by Mirbala Salimli was shown as part of the event.\n'
    ),
    "guild": (
        "12 December 2025 16:31 (UTC+04:00)\n\n"
        "The Azerbaijan Producers Guild (APG) has been admitted as a full member of the International Federation of "
        "Film Producers Associations (FIAPF).\n\n"
        '"Azerbaijani cinema is now represented on the world stage," Chairman of the Azerbaijan Producers Guild '
        "Mushfig Hatamov said.\n"
    ),
}


@pytest.fixture
def articles(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    for key, text in ARTICLES.items():
        (folder / f"{key}.txt").write_text(text, encoding="utf-8")
    return folder


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: bytes
    stderr: str


@pytest.fixture
def filmkg(tmp_path, monkeypatch):
    """Run filmkg: in this process, or in one of its own where `environment` is given."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments, stdin=b"", **environment):
        words = [str(argument) for argument in arguments]
        if environment:
            process = subprocess.run(
                [sys.executable, "-m", "filmkg", *words],
                input=stdin,
                capture_output=True,
                env=os.environ | environment,
                timeout=120,
            )
            done = Done(process.returncode, process.stdout, process.stderr.decode())
            assert "Traceback" not in done.stderr
            return done
        result = CliRunner().invoke(main, words, input=stdin)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Done(result.exit_code, result.stdout_bytes, result.stderr)

    return run


@pytest.fixture
def store(filmkg, articles, tmp_path):
    path = tmp_path / "store"
    done = filmkg("build", articles, "--store", path)
    assert done.returncode == 0, done.stderr
    return path

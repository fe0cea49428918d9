"""The group: what it imports, and how errors become exit codes."""

import array
import fcntl
import os
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from filmkg.cli import COMMANDS, main

IMPORTED = "import sys; from filmkg.cli import main; main({arguments!r}, standalone_mode=False); print(*sys.modules)"


def modules_after(*arguments):
    code = IMPORTED.format(arguments=list(arguments))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in done.stdout.splitlines()[-1].split()}


def test_help_lists_every_command_and_imports_none():
    shown = CliRunner().invoke(main, ["--help"])
    assert shown.exit_code == 0
    for name, (_, line) in COMMANDS.items():
        assert f"  {name}" in shown.output
        assert line in shown.output
    assert not {"pyoxigraph", "rdflib", "pyshacl", "fastapi"} & modules_after("--help")


@pytest.mark.parametrize("name", COMMANDS)
def test_the_table_says_what_the_command_says(name):
    command = main.get_command(None, name)
    assert command.name == name
    assert command.get_short_help_str(200) == COMMANDS[name][1]
    shown = CliRunner().invoke(main, [name, "--help"])
    assert shown.exit_code == 0
    assert f" {name} " in shown.output


def test_converting_imports_no_validator(articles):
    assert not {"rdflib", "pyshacl", "fastapi"} & modules_after("convert", str(articles))


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["convert"], ["query"], ["convert", "--nonsense", "x"], ["validate"]]
)
def test_wrong_use_is_2(filmkg, arguments):
    done = filmkg(*arguments)
    assert done.returncode == 2
    assert "Usage:" in done.stderr


def test_a_full_disk_is_3(articles):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "filmkg", "convert", articles], stdout=full, stderr=subprocess.PIPE
        )
    assert done.returncode == 3
    assert done.stderr.startswith(b"filmkg: ")
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("format_", ["turtle", "nquads"])
def test_a_reader_that_went_away_is_no_error_to_talk_about(articles, format_):
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "filmkg", "convert", articles, "--format", format_]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


def unread(pipe):
    """Return how many bytes the other end has not read yet."""
    count = array.array("i", [0])
    fcntl.ioctl(pipe, termios.FIONREAD, count)
    return count[0]


def test_interrupting_is_130():
    command = [sys.executable, "-m", "filmkg", "convert", "-"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdin.write(b"16 May 2025")
    process.stdin.flush()
    deadline_s = time.monotonic() + 60
    while unread(process.stdin) and time.monotonic() < deadline_s:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)  # it has begun to read, and waits for the rest
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in errors


def test_interrupting_an_import_is_130(tmp_path):
    # dataclasses make their methods by `exec`, and most of the time before the first article is imports
    (tmp_path / "interrupted.py").write_text(
        "import click\n"
        "from filmkg.cli import COMMANDS, main\n"
        "@click.command()\n"
        "def command():\n"
        "    exec('raise KeyboardInterrupt')\n"
        "COMMANDS['command'] = ('__main__:command', '')\n"
        "main(['command'])\n",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "interrupted"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (130, "filmkg: interrupted\n")

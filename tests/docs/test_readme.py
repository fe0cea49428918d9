"""The README: its commands work and answer as printed, and none is left out."""

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from filmkg.cli import COMMANDS
from filmkg.resources import DATA, ONTOLOGY, ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONSOLE = re.findall(r"^```console\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
ENDLESS = "filmkg serve"
SERVER = "http://localhost:7878"
FETCHING = "filmkg fetch"
TIMEOUT_S = 180


def commands():
    """Yield each command with what the README says that it prints."""
    for block in CONSOLE:
        for entry in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, printed = entry.partition("\n")
            yield command, printed


def one_line_after(marker):
    found = re.findall(rf"^<!-- {marker} -->\n```sh\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert len(found) == 1
    assert found[0].count("\n") == 1
    return found[0].strip()


def as_pattern(printed):
    """A line "…" stands for any lines, "…" inside a line for any characters of it."""
    lines = [
        r"(?:.*\n)*?" if line == "…" else ".*?".join(map(re.escape, line.split("…"))) + r" *\n"
        for line in printed.splitlines()
    ]
    return "".join(lines)


def environment():
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "PYTHONUTF8": "1", "NO_PROXY": "127.0.0.1"}


def first_line(command, folder):
    with subprocess.Popen(
        [*command.split(), "--port", "0"], cwd=folder, env=environment(), stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        process.terminate()
    return re.sub(r"(?<=127\.0\.0\.1:)\d+", "8000", line)


def fetched(command, folder):
    """Run a command that fetches, against a site of our own in place of the one that it names."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        url = f"http://127.0.0.1:{server.server_port}"
        own = command.replace("https://news.example", url).split()
        own += ["--allow-private", "127.0.0.1", "--interval", "0"]
        done = subprocess.run(own, cwd=folder, env=environment(), capture_output=True, text=True, timeout=TIMEOUT_S)
        server.shutdown()
    assert done.returncode == 0, done.stderr
    return done.stdout


class Site(BaseHTTPRequestHandler):
    """A feed with one page."""

    def do_GET(self):
        article = (DATA / "sample" / "timbuktu-screening-dakar.txt").read_text(encoding="utf-8")
        paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in article.split("\n\n"))
        bodies = {
            "/culture.xml": "<rss version='2.0'><channel><title>News</title><item><title>A</title><link>/a</link>"
            "<guid>a</guid></item></channel></rss>",
            "/a": f"<!DOCTYPE html><html lang='en'><body><article>{paragraphs}</article></body></html>",
        }
        body = bodies.get(self.path, "").encode()
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="module")
def server():
    """The server of Oxigraph that the README starts, on a free port."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
    command = [shutil.which("oxigraph", path=environment()["PATH"]), "serve", "--bind", address]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        yield f"http://{address}"
        process.kill()


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A folder with what the commands read from the repository."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "data").symlink_to(DATA)
    (folder / "ontology").symlink_to(ONTOLOGY)
    return folder


def test_every_command_prints_what_the_readme_says(copy, server):
    wrong = []
    for command, printed in commands():  # in their order: later ones use what earlier ones made
        if command.startswith(ENDLESS):
            output = first_line(command, copy)
        elif command.startswith(FETCHING):
            output = fetched(command, copy)
        else:
            line = ["bash", "-c", command.replace(SERVER, server)]
            done = subprocess.run(line, cwd=copy, env=environment(), capture_output=True, text=True, timeout=TIMEOUT_S)
            assert done.returncode == 0, f"{command}\n{done.stderr}"
            output = done.stdout.replace(server, SERVER)
        if not re.fullmatch(as_pattern(printed), output):
            wrong.append(f"$ {command}\n{output}")
    assert not wrong, "\n".join(wrong)


def test_the_commands_are_those_that_exist():
    shown = {command.split()[1] for command, _ in commands()} | {one_line_after("demo").split()[-1]}
    assert shown == set(COMMANDS)
    assert set(re.findall(r"`filmkg ([a-z]+)[^`]*`", README)) <= set(COMMANDS)


def test_setting_up_takes_one_line_each_and_ci_runs_these_very_lines():
    lines = {marker: one_line_after(marker) for marker in ("demo", "tests")}
    assert lines["demo"].endswith("filmkg demo")
    assert ".venv/bin/pytest" in lines["tests"]
    script = ROOT / ".ci" / "run"
    function = re.search(r"^readme_command\(\) .*$", script.read_text(encoding="utf-8"), re.MULTILINE)
    assert function
    for marker, line in lines.items():
        code = f"{function.group()}\nreadme_command {marker}"
        read = subprocess.run(["bash", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
        assert read.stdout.strip() == line


def test_the_questions_are_told_in_their_own_words():
    rows = dict(re.findall(r"^\| \[`([\w-]+)`\]\([^)]*\) \| (.*) \|$", README, re.MULTILINE))
    questions = sorted((ONTOLOGY / "questions").glob("*.rq"))
    assert rows == {path.stem: path.read_text(encoding="utf-8").splitlines()[0].lstrip("# ") for path in questions}


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/architecture.md"])
def test_links_lead_somewhere(name):
    page = ROOT / name
    targets = re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8"))
    assert targets or name.startswith("docs")
    missing = [target for target in targets if "://" not in target and not (page.parent / target).exists()]
    assert missing == []


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "docs/architecture.md"])
def test_files_that_are_named_exist(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    named = re.findall(r"`((?:data|ontology|shapes|scripts|src|tests|docs)/[\w./*-]*)`", text)
    assert [path for path in named if not list(ROOT.glob(path.rstrip("/")))] == []

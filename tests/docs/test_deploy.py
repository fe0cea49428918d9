"""The unit for systemd and the container file: they parse, what they call exists, and what they start answers."""

import itertools
import json
import re
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from filmkg.cli.serve import serve
from filmkg.resources import DATA, ROOT

DEPLOY = ROOT / "docs" / "deploy"
UNIT = DEPLOY / "filmkg.service"
CONTAINER = DEPLOY / "Containerfile"
PROGRAM = Path(sys.executable).with_name("filmkg")


def of_unit():
    (line,) = re.findall(r"^ExecStart=(.*)", UNIT.read_text(encoding="utf-8"), re.MULTILINE)
    return shlex.split(line)


def instructions():
    lines = CONTAINER.read_text(encoding="utf-8").splitlines()
    return [tuple(line.split(" ", 1)) for line in lines if line and not line.startswith("#")]


def of_container():
    told = dict(instructions())
    return json.loads(told["ENTRYPOINT"]) + json.loads(told["CMD"])


@pytest.mark.parametrize("command", [of_unit(), of_container()], ids=["systemd", "container"])
def test_what_is_started_exists_and_answers(command, tmp_path):
    assert Path(command[0]).name == PROGRAM.name
    assert command[1] == "serve"
    options = {name for option in serve.params for name in option.opts}
    assert {word for word in command if word.startswith("--")} <= options
    store = tmp_path / "store"
    article = next((DATA / "sample").glob("*.txt"))
    subprocess.run([PROGRAM, "build", article, "--store", store], check=True, capture_output=True)
    local = {"--store": str(store), "--port": "0", "--host": "127.0.0.1"}
    given = [local.get(before, word) for before, word in itertools.pairwise(command)]
    with subprocess.Popen([PROGRAM, *given], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as service:
        address = service.stdout.readline().split()[0]
        try:
            assert httpx.get(f"{address}health", trust_env=False, timeout=60).json() == {"status": "ok"}
            update = httpx.post(f"{address}sparql", data={"update": "CLEAR ALL"}, trust_env=False)
            assert update.status_code == 403
        finally:
            service.send_signal(signal.SIGTERM)
        _, told = service.communicate(timeout=60)
    assert '"outcome": "complete"' in told
    assert service.returncode in {0, -signal.SIGTERM, 128 + signal.SIGTERM}


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not here")
def test_the_unit_is_valid_and_confined(tmp_path):
    unit = tmp_path / UNIT.name
    unit.write_text(UNIT.read_text(encoding="utf-8").replace(of_unit()[0], str(PROGRAM)), encoding="utf-8")
    verified = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    assert (verified.returncode, verified.stderr) == (0, "")
    exposure = ["systemd-analyze", "security", "--offline=true", "--threshold=20", unit]  # 2.0 of 10, which is open
    confined = subprocess.run(exposure, capture_output=True, text=True, check=False)
    assert confined.returncode == 0, confined.stdout


def test_the_image_holds_all_that_the_package_is_made_of():
    copied = [words.split()[:-1] for name, words in instructions() if name == "COPY"]
    names = {name for some in copied for name in some}
    assert all((ROOT / name).exists() for name in names)
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    carried = re.search(r"force-include\]\n((?:.+\n)+)", project)[1]
    assert set(re.findall(r'^"?(\w+)"? =', carried, re.MULTILINE)) <= names
    told = re.findall(r'^(?:readme = "|license-files = \[")([^"]+)', project, re.MULTILINE)
    assert {"src", "pyproject.toml", *told} <= names


def test_the_image_runs_as_nobody_and_exposes_the_port_that_is_served():
    told = dict(instructions())
    assert told["USER"].partition(":")[0].isdigit()
    command = of_container()
    assert told["EXPOSE"] == command[command.index("--port") + 1]
    check = json.loads(told["HEALTHCHECK"].partition("CMD ")[2])
    assert f":{told['EXPOSE']}/health" in check[-1]
    compile(check[-1], "HEALTHCHECK", "exec")

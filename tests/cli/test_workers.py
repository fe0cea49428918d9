"""--workers: the same result from several processes, whatever happens to them."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from filmkg.resources import DATA

ENVIRONMENTS = [
    {"PYTHONHASHSEED": "1", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "TZ": "Asia/Baku"},
]
DEADLINE_S = 180


@pytest.fixture
def folder(tmp_path):
    """The sample, with two files in it that cannot be used."""
    folder = tmp_path / "sample"
    folder.mkdir()
    for file in sorted((DATA / "sample").glob("*.txt")):
        shutil.copy(file, folder)
    (folder / "c-empty.txt").write_bytes(b"")
    (folder / "k-latin.txt").write_bytes("Le cinéma à Bakou".encode("latin-1"))
    return folder


@pytest.mark.parametrize(("format_", "environment"), list(zip(["nquads", "turtle"], ENVIRONMENTS, strict=True)))
def test_two_workers_convert_the_same(filmkg, folder, format_, environment):
    alone = filmkg("convert", folder, "--format", format_)
    assert alone.returncode == 1
    files = sorted(folder.iterdir())
    random.Random(format_).shuffle(files)
    assert filmkg("convert", *files, "--format", format_, "--workers", "2", **environment) == alone


def test_two_workers_build_the_same(filmkg, folder, tmp_path):
    alone = filmkg("build", folder, "--store", "store", PYTHONHASHSEED="1")
    assert alone.returncode == 1
    exported = filmkg("export", "--store", "store", "--format", "nquads").stdout
    shutil.rmtree(tmp_path / "store")
    assert filmkg("build", folder, "--store", "store", "--workers", "2", PYTHONHASHSEED="2") == alone
    assert filmkg("export", "--store", "store", "--format", "nquads").stdout == exported


def test_no_workers_are_wrong_use(filmkg, folder):
    assert filmkg("convert", folder, "--workers", "0").returncode == 2


@pytest.fixture
def long_batch(tmp_path):
    """Start a batch that takes some seconds, in a session of its own."""
    folder = tmp_path / "long"
    folder.mkdir()
    for number in range(3):
        for file in sorted((DATA / "sample").glob("*.txt")):
            shutil.copy(file, folder / f"{number}-{file.name}")
    command = [sys.executable, "-m", "filmkg", "convert", str(folder), "--format", "nquads"]
    with (tmp_path / "graph.nq").open("wb") as output:
        process = subprocess.Popen(
            [*command, "--workers", "2"], stdout=output, stderr=subprocess.PIPE, start_new_session=True
        )
    yield process, command, tmp_path / "graph.nq"
    process.kill()
    process.communicate()


def both_workers(process):
    """Wait until both workers have started; return their process ids, the first one first."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    deadline_s = time.monotonic() + DEADLINE_S
    while time.monotonic() < deadline_s and process.poll() is None:
        started = [int(child) for child in children.read_text(encoding="ascii").split()]
        workers = [pid for pid in started if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]
        if len(workers) == 2:
            return workers
        time.sleep(0.01)
    raise AssertionError("the workers did not start")


needs_proc = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="finds the workers in /proc")


@needs_proc
def test_a_worker_that_dies_costs_one_article(long_batch):
    process, command, output = long_batch
    os.kill(both_workers(process)[0], signal.SIGKILL)
    said = process.communicate(timeout=DEADLINE_S)[1].decode().splitlines()
    assert process.returncode == 1
    (problem,) = [number for number, line in enumerate(said) if "left out" in line]
    lost, _, words = said[problem].partition(".txt: ")
    assert words == "left out, the worker process that read it ended (killed by signal 9)"
    assert "memory" in said[problem + 1]
    alone = subprocess.run(command, capture_output=True, check=True, timeout=DEADLINE_S).stdout.splitlines()
    graph = f"/graph/{Path(lost).name}> .".encode()
    assert output.read_bytes().splitlines() == [line for line in alone if not line.endswith(graph)]


@needs_proc
def test_ctrl_c_ends_all(long_batch):
    process, _, _ = long_batch
    workers = both_workers(process)
    os.killpg(process.pid, signal.SIGINT)
    said = process.communicate(timeout=DEADLINE_S)[1].decode()
    assert (process.returncode, said) == (130, "filmkg: interrupted\n")
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)

"""convert --engine: the same partitions from any cluster, and the same store as from one machine."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from filmkg.pipeline import cluster
from filmkg.resources import DATA

START_S = 60
# Many partitions of few articles; workers get their articles from here, so the number is theirs too.
PARTITION_ARTICLES = 4


@pytest.fixture
def folder(tmp_path):
    """Fourteen articles of the sample, and two files that cannot be used."""
    folder = tmp_path / "sample"
    folder.mkdir()
    for file in sorted((DATA / "sample").glob("*.txt"))[:14]:
        shutil.copy(file, folder)
    (folder / "c-empty.txt").write_bytes(b"")
    (folder / "k-latin.txt").write_bytes("Le cinéma à Bakou".encode("latin-1"))
    return folder


@pytest.fixture
def partitions(monkeypatch):
    monkeypatch.setattr(cluster, "PARTITION_ARTICLES", PARTITION_ARTICLES)


@pytest.fixture
def scheduler(tmp_path):
    """The address of a Dask scheduler with two workers, each a process that was started apart, as on other machines."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
    host, port = address.removeprefix("tcp://").split(":")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path}
    page = ["--dashboard-address", "127.0.0.1:0"]
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", host, "--port", port, *page]
    started = [subprocess.Popen(command, **quiet)]
    end_s = time.monotonic() + START_S
    while time.monotonic() < end_s:
        try:
            socket.create_connection((host, int(port)), timeout=1).close()
            break
        except OSError:
            time.sleep(0.1)
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny", *page]
    started += [subprocess.Popen(worker, **quiet) for _ in range(2)]
    yield address
    for process in reversed(started):
        process.kill()
        process.wait()


def contents(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def exported(filmkg, store):
    return [filmkg("export", "--store", store, "--format", format_).stdout for format_ in ("nquads", "turtle")]


def test_the_files_are_the_same_from_any_cluster_and_so_is_the_store(filmkg, folder, partitions, scheduler, tmp_path):
    here = filmkg("convert", "--engine", "dask", "--workers", "2", f"{folder}/*.txt", "--output", "here")
    assert here.returncode == 1
    assert [line for line in here.stderr.splitlines() if "c-empty" in line or "k-latin" in line]
    there = filmkg("convert", "--engine", "dask", "--scheduler", scheduler, folder, "--output", "there")
    assert contents(tmp_path / "there") == contents(tmp_path / "here")
    assert there.stderr == here.stderr.replace("here:", "there:")
    filmkg("convert", "--engine", "dask", "--workers", "1", folder, "--output", "alone")
    assert contents(tmp_path / "alone") == contents(tmp_path / "here")
    names = [f"part-{number:05}.nq" for number in range(4)]
    assert sorted(contents(tmp_path / "here")) == [*names, cluster.PARTITIONS]
    # It is what one process writes, cut into pieces, with the fingerprints by which copies are found.
    alone = filmkg("convert", folder, "--format", "nquads")
    lines = [line for name in names for line in contents(tmp_path / "here")[name].splitlines(keepends=True)]
    assert b"".join(line for line in lines if not line.endswith(b"/copies> .\n")) == alone.stdout

    filmkg("build", folder, "--store", "built")
    done = filmkg("import", "there", "--store", "imported")
    assert done.returncode == 0, done.stderr
    assert exported(filmkg, "imported") == exported(filmkg, "built")


@pytest.mark.parametrize("wrong", ["a part that is changed", "a part that is missing", "no end"])
def test_what_is_not_whole_is_not_imported(filmkg, tmp_path, wrong):
    folder = tmp_path / "parts"
    folder.mkdir()
    (folder / "part-00000.nq").write_bytes(b"<urn:s> <urn:p> <urn:o> <https://w3id.org/filmkg/id/graph/one> .\n")
    row = "part-00000.nq\t1\t1\t" + "0" * 64 + "\n"
    (folder / cluster.PARTITIONS).write_text(row, encoding="ascii")
    if wrong == "a part that is missing":
        (folder / "part-00000.nq").unlink()
    elif wrong == "no end":
        (folder / cluster.PARTITIONS).unlink()
    done = filmkg("import", folder, "--store", "store")
    assert done.returncode == 1
    assert "Try: " in done.stderr


def test_wrong_use_is_told(filmkg, folder, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").touch()
    for arguments in (
        ["--engine", "dask", folder],
        ["--engine", "dask", folder, "--output", "full"],
        ["--engine", "dask", f"{folder}/*.none", "--output", "new"],
        ["--scheduler", "tcp://127.0.0.1:9", folder],
        [folder, "--output", "full"],
    ):
        assert filmkg("convert", *arguments).returncode == 2, arguments
    assert not Path("new").exists()

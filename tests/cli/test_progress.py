"""What long work says on a terminal, and that short work says nothing of it elsewhere."""

import os
import pty
import subprocess
import sys


def test_a_terminal_hears_what_cannot_be_counted(tmp_path):
    article = tmp_path / "one.txt"
    article.write_text("Anna Berg visited Baku on 4 May 2025.\n", encoding="utf-8")
    terminal, end = pty.openpty()
    command = [sys.executable, "-m", "filmkg", "build", str(article), "--store", str(tmp_path / "store")]
    subprocess.run(command, stderr=end, stdout=subprocess.DEVNULL, check=True)
    os.close(end)
    heard = b""
    while b"in order" not in heard:
        heard += os.read(terminal, 1000)  # an error once all is read
    os.close(terminal)
    assert "putting the files of the store in order …" in heard.decode("utf-8", "replace")


def test_a_terminal_hears_of_no_step_where_something_was_passed_over(tmp_path):
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "articles" / "b.txt").write_text("Anna Berg visited Baku on 4 May 2025.\n", encoding="utf-8")
    terminal, end = pty.openpty()
    command = [
        sys.executable,
        "-m",
        "filmkg",
        "convert",
        str(tmp_path / "articles"),
        "--output",
        str(tmp_path / "graphs"),
    ]
    subprocess.run(command, stderr=end, stdout=subprocess.DEVNULL, check=True)
    os.write(end, b"END")
    os.close(end)
    heard = b""
    while b"END" not in heard:
        heard += os.read(terminal, 1000)
    os.close(terminal)
    assert "…" not in heard.decode("utf-8", "replace").replace("...", "")


def test_a_file_hears_nothing_of_it_where_it_is_short(filmkg, tmp_path):
    article = tmp_path / "one.txt"
    article.write_text("Anna Berg visited Baku on 4 May 2025.\n", encoding="utf-8")
    done = filmkg("build", article, "--store", tmp_path / "store")
    assert (done.returncode, "…" in done.stderr) == (0, False)

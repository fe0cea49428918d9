import io
import os
import random
import tracemalloc
from operator import length_hint
from pathlib import Path

import pytest

from filmkg.errors import DocumentError, UsageError
from filmkg.model import Document
from filmkg.sources import MAX_ARTICLE_BYTES, read_documents


class Untouched(io.RawIOBase):
    """A stream that must not be read."""

    def read(self, size: int = -1) -> bytes:
        raise AssertionError("was read")


def write(folder: Path, **articles: str) -> None:
    for name, text in articles.items():
        path = folder / (name.replace("__", "/") + ".txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def documents(*paths: str | Path, stdin: bytes | None = None) -> list[Document]:
    read = list(read_documents(paths, stdin=io.BytesIO(stdin) if stdin is not None else None))
    assert all(isinstance(item, Document) for item in read), read
    return [item for item in read if isinstance(item, Document)]


def only_error(*paths: str | Path, stdin: bytes | None = None) -> DocumentError:
    errors = [
        item
        for item in read_documents(paths, stdin=io.BytesIO(stdin) if stdin is not None else None)
        if isinstance(item, DocumentError)
    ]
    assert len(errors) == 1, errors
    assert errors[0].remedy
    return errors[0]


def test_a_folder_is_read_recursively_sorted_and_without_what_is_hidden_or_no_text(tmp_path: Path) -> None:
    write(tmp_path, b="B", a="A", **{"2025__baku days": "C", ".hidden": "no", ".git__x": "no"})
    (tmp_path / "notes.md").write_text("no")
    assert [(d.key, d.data) for d in documents(tmp_path)] == [("2025-baku-days", b"C"), ("a", b"A"), ("b", b"B")]


def test_the_key_of_a_file_argument_is_its_stem_whatever_the_suffix(tmp_path: Path) -> None:
    (tmp_path / "v1.2 final.html.md").write_text("text")
    assert [d.key for d in documents(tmp_path / "v1.2 final.html.md")] == ["v1-2-final-html"]


def test_the_order_of_the_arguments_does_not_matter(tmp_path: Path) -> None:
    write(tmp_path, a="A", b="B", c="C")
    paths = [tmp_path / f"{name}.txt" for name in "abc"]
    shuffled = random.Random(7).sample(paths, 3)
    assert documents(*paths) == documents(*shuffled)


def test_a_file_given_twice_is_read_once_even_through_a_link(tmp_path: Path) -> None:
    write(tmp_path, a="A")
    (tmp_path / "z-link.txt").symlink_to(tmp_path / "a.txt")
    assert [d.key for d in documents(tmp_path / "a.txt", tmp_path, str(tmp_path) + "/../" + tmp_path.name)] == ["a"]


def test_the_later_of_two_files_with_one_key_is_refused(tmp_path: Path) -> None:
    write(tmp_path, x__days="first", y__days="second")
    read = list(read_documents([tmp_path / "y" / "days.txt", tmp_path / "x" / "days.txt"]))
    assert isinstance(read[0], Document)
    assert read[0].data == b"first"
    assert isinstance(read[1], DocumentError)
    assert "x/days.txt" in read[1].problem.replace(os.sep, "/")
    assert "rename" in read[1].remedy


def test_a_missing_path_is_reported_before_anything_is_read(tmp_path: Path) -> None:
    write(tmp_path, a="A")
    with pytest.raises(UsageError, match=r"nowhere\.txt"):
        read_documents([tmp_path, "-", tmp_path / "nowhere.txt"], stdin=Untouched())  # type: ignore[arg-type]


def test_standard_input_is_the_last_article(tmp_path: Path) -> None:
    write(tmp_path, z="Z")
    read = documents("-", tmp_path, "-", stdin=b"from a pipe")
    assert [(d.key, d.origin, d.data) for d in read][1] == ("stdin", "<stdin>", b"from a pipe")
    assert len(read) == 2


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (b"text\0text", "binary"),
        ("text".encode("utf-16"), "binary"),
        (b"x" * (MAX_ARTICLE_BYTES + 1), f"{MAX_ARTICLE_BYTES:,}"),
    ],
)
def test_what_is_no_article_is_an_error_and_the_rest_goes_on(tmp_path: Path, data: bytes, problem: str) -> None:
    write(tmp_path, a="A", c="C")
    (tmp_path / "b.txt").write_bytes(data)
    read = list(read_documents([tmp_path]))
    assert [type(item) for item in read] == [Document, DocumentError, Document]
    assert problem in str(read[1])
    assert problem in str(only_error("-", stdin=data))


def test_the_largest_article_allowed_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * MAX_ARTICLE_BYTES)
    assert len(documents(tmp_path)[0].data) == MAX_ARTICLE_BYTES


def test_a_huge_file_and_an_endless_stream_are_refused_without_being_held(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    with Path("/dev/zero").open("rb") as endless:
        tracemalloc.start()
        read = list(read_documents([tmp_path, "-"], stdin=endless))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert all(isinstance(item, DocumentError) for item in read)
    assert peak < 8 * MAX_ARTICLE_BYTES


def test_memory_does_not_grow_with_the_articles(tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"{number:03}.txt").write_bytes(b"x" * 500_000)
    tracemalloc.start()
    count = sum(isinstance(item, Document) for item in read_documents([tmp_path]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 60
    assert peak < 5_000_000


def test_a_dangling_link_and_a_pipe_are_errors(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing")
    os.mkfifo(tmp_path / "pipe.txt")
    errors = list(read_documents([tmp_path]))
    assert [type(error) for error in errors] == [DocumentError, DocumentError]
    assert "cannot be read" in str(errors[0])
    assert "regular" in str(errors[1])


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, a="A")
    (tmp_path / "a.txt").chmod(0)
    assert "cannot be read" in str(only_error(tmp_path))


def test_a_name_without_letters_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "---.txt").write_text("text")
    assert "rename" in only_error(tmp_path).remedy


def test_how_many_articles_there_will_be_is_told_where_each_file_has_one(tmp_path: Path) -> None:
    write(tmp_path, a="A", b__c="C")
    (tmp_path / "notes.md").write_text("no article")
    assert length_hint(read_documents([tmp_path])) == 2
    (tmp_path / "more.jsonl").write_text('{"text": "many"}')
    assert length_hint(read_documents([tmp_path])) == 0
    assert length_hint(read_documents([tmp_path / "a.txt", "-"], stdin=io.BytesIO(b"B"))) == 0

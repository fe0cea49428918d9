"""How much of an article is shown: as much as its rights allow (`filmkg build --rights`)."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest

from filmkg import pipeline
from filmkg.graph import load_policy
from filmkg.resources import DATA
from filmkg.serve.things.articles import Sentence, paragraphs
from filmkg.sources import read_documents
from filmkg.validate import load_shapes

HTML = {"Accept": "text/html"}
NAME = "korean-film-week-nairobi-report"
STATED = "one day earlier than planned"


@pytest.mark.parametrize(
    ("kept", "quotes", "unstated"), [("full", True, True), ("quotes", True, False), ("offsets", False, False)]
)
def test_text_is_shown_as_far_as_the_rights_allow(
    tmp_path: Path,
    serve_store: Callable[[Path], AbstractContextManager[httpx.Client]],
    *,
    kept: str,
    quotes: bool,
    unstated: bool,
) -> None:
    rights = tmp_path / "rights.toml"
    rights.write_text(f'default = "{kept}"\n', encoding="utf-8")
    source = DATA / "sample" / f"{NAME}.txt"
    list(
        pipeline.build(
            read_documents([source]), store=tmp_path / "store", shapes=load_shapes(), policy=load_policy(rights)
        )
    )
    with serve_store(tmp_path / "store") as client:
        page = client.get(f"/id/article/{NAME}", headers=HTML).text
        week = client.get("/id/event/korean-film-week-nairobi-2025", headers=HTML).text
    assert (STATED in page) == quotes
    assert (STATED in week) == quotes
    assert ("The whole text" in page) == unstated
    assert ("do not allow to show" in page) != quotes
    assert re.search(r'id="char=\d+,\d+"', page)  # where it stands is told in any case


def test_paragraphs_joined_are_the_text() -> None:
    text = "First one. Second one.\n\nThird one."
    found = paragraphs(text, [Sentence(11, 22, text[11:22], (), ()), Sentence(24, 34, text[24:34], (), ())])
    assert "\n\n".join("".join(words for words, _ in one) for one in found) == text
    assert [fragment for one in found for _, fragment in one if fragment] == ["char=11,22", "char=24,34"]
    assert paragraphs("", []) == ()

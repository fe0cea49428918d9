"""The words of the interface: what templates ask for is there, and what fills its blanks stays text."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from filmkg.serve import rendering, wording


def test_every_string_that_a_template_asks_for_is_there() -> None:
    asked = {
        key
        for path in rendering.FOLDER.rglob("*.html")
        for key in re.findall(r"""\bt\(\s*"([a-z_]+\.[A-Za-z_.-]+)"\s*[,)]""", path.read_text(encoding="utf-8"))
    }
    assert len(asked) > 5
    assert [key for key in sorted(asked) if not wording.known(key)] == []


@given(st.text())
def test_what_fills_a_blank_stays_text(words: str) -> None:
    shown = wording.t("base.try", remedy=words)
    assert "<" not in shown
    assert shown.unescape() == f"Try: {words}"


def test_no_string_is_kept_that_nothing_asks_for() -> None:
    places = [*rendering.FOLDER.rglob("*"), *rendering.FOLDER.parent.rglob("*.py")]
    code = "\n".join(path.read_text(encoding="utf-8") for path in places if path.is_file())
    asked = set(re.findall(r"""["']([a-z_]+(?:\.[A-Za-z_]+)+)["']""", code))
    # A table of strings is asked for by a key that is put together: "classes." ~ kind, f"classes.{kind}".
    tables = tuple(re.findall(r"""["']([a-z_]+(?:\.[A-Za-z_]+)*\.)(?:["']|\{)""", code))
    assert [key for key in sorted(wording.keys()) if key not in asked and not key.startswith(tables)] == []

"""Every kind of page in a browser, on a desk and on a phone."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
AXE = (HERE / "vendor/axe.min.js").read_text(encoding="utf-8")
KINDS = tomllib.loads((HERE / "kinds.toml").read_text(encoding="utf-8"))["kind"]
WIDTHS = (1280, 390)
SERIOUS = {"serious", "critical"}
IRI = re.compile(r"https?://\S+")
# Queries and programs are made of IRIs; the rest of a page is not.
WITHOUT_CODE = "document.querySelectorAll('pre, code, textarea, .yasqe').forEach((one) => one.remove())"
# How far the page reaches over the right edge; what scrolls by itself does not count.
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("kind", KINDS, ids=[kind["name"] for kind in KINDS])
def test_a_kind_of_page(watched: Any, picture: Callable[[str], None], kind: dict[str, Any]) -> None:
    assert watched.open(kind["path"]).status == kind.get("status", 200)
    problems = []
    for width in WIDTHS:
        watched.page.set_viewport_size({"width": width, "height": 900})
        picture(f"{kind['name']}-{width}")
        if (over := watched.page.evaluate(OVERFLOW)) > 0:
            problems.append(f"at {width} pixels it is {over} too wide")
        problems += [f"at {width} pixels {finding}" for finding in findings(watched.page)]
    watched.page.evaluate(WITHOUT_CODE)
    problems += [f"shows {iri}" for iri in IRI.findall(watched.page.inner_text("body"))]
    assert problems + watched.found() == []


@pytest.mark.parametrize("kind", KINDS, ids=[kind["name"] for kind in KINDS])
def test_a_kind_of_page_in_the_dark(watched: Any, picture: Callable[[str], None], kind: dict[str, Any]) -> None:
    watched.page.emulate_media(color_scheme="dark")
    watched.open(kind["path"])
    picture(f"{kind['name']}-dark")
    assert findings(watched.page) + watched.found() == []


def findings(page: Any) -> list[str]:
    """Return what axe-core finds that is serious: the rule, and the first element that it finds fault with."""
    page.evaluate(AXE + "; null")  # by the debugger, which the policy of the page does not bind
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found if one["impact"] in SERIOUS]

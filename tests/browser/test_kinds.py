"""Every kind of page in a browser, on a desk, on a phone and in the dark."""

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
# In the dark nothing but colours is another, so only what depends on them is asked again.
OF_COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
# The name of a picture: the width in pixels, the colours, and what axe-core is asked beside.
LOOKS: dict[str, tuple[int, str, dict[str, Any]]] = {
    "1280": (1280, "light", {}),
    "390": (390, "light", {}),
    "dark": (1280, "dark", OF_COLOURS),
}
# How wide a page is that is enlarged four times, and A4 paper with usual margins.
ENLARGED_PX, PAPER_PX = 320, 680
LEAST_TARGET_PX = 24  # WCAG 2.2, 2.5.8
SERIOUS = {"serious", "critical"}
IRI = re.compile(r"https?://\S+")
# Queries and programs are made of IRIs; the rest of a page is not.
WITHOUT_CODE = "document.querySelectorAll('pre, code, textarea, .yasqe').forEach((one) => one.remove())"
# How far the page reaches over the right edge; what scrolls by itself does not count.
BOXES = (HERE / "boxes.js").read_text(encoding="utf-8")
# What is pressed by itself, not as a word within a sentence, and shown too low for a finger.
SMALL = """
(least) => [...document.querySelectorAll("summary, button, .button, .chip, .option, .tabs a, nav a, select, input")]
  .filter((one) => one.checkVisibility({ contentVisibilityAuto: true }) && !one.closest(".yasqe"))
  .filter((one) => one.getBoundingClientRect().height < least).map((one) => one.outerHTML.slice(0, 120))
"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("kind", KINDS, ids=[kind["name"] for kind in KINDS])
def test_a_kind_of_page(watched: Any, picture: Callable[[str], None], kind: dict[str, Any]) -> None:
    assert watched.open(kind["path"]).status == kind.get("status", 200)
    watched.page.evaluate(AXE + "; null")  # by the debugger, which the policy of the page does not bind
    problems = []
    for look, (width, colours, asked) in LOOKS.items():
        watched.page.set_viewport_size({"width": width, "height": 900})
        watched.page.emulate_media(color_scheme=colours)
        picture(f"{kind['name']}-{look}")
        if (over := watched.page.evaluate(OVERFLOW)) > 0:
            problems.append(f"{look}: it is {over} pixels too wide")
        problems += [f"{look}: {finding}" for finding in findings(watched.page, asked)]
        problems += [f"{look}: {words}" for words in watched.page.evaluate(BOXES, False)]
    watched.page.set_viewport_size({"width": ENLARGED_PX, "height": 900})
    if (over := watched.page.evaluate(OVERFLOW)) > 0:
        problems.append(f"enlarged: it is {over} pixels too wide")
    watched.page.evaluate(WITHOUT_CODE)
    problems += [f"shows {iri}" for iri in IRI.findall(watched.page.inner_text("body"))]
    assert problems + watched.found() == []


@pytest.mark.parametrize("kind", KINDS, ids=[kind["name"] for kind in KINDS])
def test_a_kind_of_page_on_paper(watched: Any, picture: Callable[[str], None], kind: dict[str, Any]) -> None:
    watched.page.set_viewport_size({"width": PAPER_PX, "height": 900})
    watched.page.emulate_media(media="print")
    watched.open(kind["path"])
    picture(f"{kind['name']}-paper")
    assert watched.page.evaluate(OVERFLOW) <= 0
    assert watched.page.evaluate(BOXES, True) == []


@pytest.mark.parametrize("kind", KINDS, ids=[kind["name"] for kind in KINDS])
def test_a_kind_of_page_under_a_finger(browser: Any, address: str, kind: dict[str, Any]) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(address + kind["path"])
    assert page.evaluate("matchMedia('(pointer: coarse)').matches")
    assert page.evaluate(SMALL, LEAST_TARGET_PX) == []
    context.close()


def findings(page: Any, asked: dict[str, Any]) -> list[str]:
    """Return what axe-core finds that is serious: the rule, and the first element that it finds fault with."""
    found = page.evaluate("(asked) => axe.run(document, asked)", {"resultTypes": ["violations"], **asked})["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found if one["impact"] in SERIOUS]

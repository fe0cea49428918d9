"""Drawings: nothing is cut, on a phone nothing scrolls sideways, and letters are large enough to be read."""

from __future__ import annotations

from typing import Any

import pytest

LEAST_LETTER_PX = 10
PHONE = {"width": 390, "height": 844}
DRAWINGS = [
    "/views/matrix", "/views/timeline", "/views/bars", "/views/bars?by=organiser", "/views/network", "/views/map",
    "/ask?view=map", "/ask?view=timeline", "/ask?view=bars",
]  # fmt: skip
# Of the drawings that are shown: how many, and what their texts lack.
FINDINGS = """
() => {
  const shown = [...document.querySelectorAll(".drawing svg[role=img]")].filter((one) => one.checkVisibility());
  const problems = [];
  for (const svg of shown) {
    const box = svg.getBoundingClientRect(), own = svg.viewBox.baseVal;
    const scale = Math.min(box.width / own.width, box.height / own.height);
    if (box.left < 0 || box.right > innerWidth) problems.push(`cut: ${box.left} to ${box.right}`);
    for (const text of svg.querySelectorAll("text")) {
      const own = text.getBoundingClientRect(), letter = parseFloat(text.getAttribute("font-size")) * scale;
      if (letter < LEAST) problems.push(`${text.textContent}: ${letter} px`);
      if (own.left < box.left || own.right > box.right || own.top < box.top || own.bottom > box.bottom)
        problems.push(`${text.textContent} ends outside`);
    }
  }
  return [shown.length, problems];
}
""".replace("LEAST", str(LEAST_LETTER_PX))


@pytest.mark.parametrize("path", DRAWINGS)
def test_a_drawing_is_whole_and_readable_on_a_phone(watched: Any, path: str) -> None:
    watched.page.set_viewport_size(PHONE)
    watched.open(path)
    assert watched.page.evaluate(FINDINGS) == [1, []]
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("path", DRAWINGS)
def test_a_drawing_is_whole_and_readable_on_a_desk(watched: Any, path: str) -> None:
    watched.open(path)
    assert watched.page.evaluate(FINDINGS) == [1, []]


def test_a_desk_is_shown_the_other_drawing(watched: Any) -> None:
    watched.open("/views/matrix")
    shown = watched.page.locator(".drawing svg[role=img] >> visible=true")
    assert shown.count() == 1
    assert shown.get_attribute("viewBox").split()[2] != "350"


@pytest.mark.parametrize(
    ("width", "colours", "end"),
    [
        (1280, "light", "/views/map.svg"),
        (390, "light", "?width=narrow"),
        (1280, "dark", "/views/map.svg?colours=dark"),
        (390, "dark", "?width=narrow&colours=dark"),
    ],
)
def test_the_map_of_the_first_page_is_that_for_the_screen(watched: Any, width: int, colours: str, end: str) -> None:
    watched.page.set_viewport_size({"width": width, "height": 844})
    watched.page.emulate_media(color_scheme=colours)
    watched.open("/suggest?q=any")  # waits for the index of names, without which the first page does not count yet
    watched.open("/")
    # By the debugger, which the policy of the page does not bind.
    watched.page.evaluate("document.querySelector('figure.map img').loading = 'eager'; null")
    watched.page.evaluate("document.querySelector('figure.map img').decode()")
    assert watched.page.evaluate("document.querySelector('figure.map img').currentSrc").endswith(end)

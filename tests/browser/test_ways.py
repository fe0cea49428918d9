"""Ways through the pages as people go them: with the keyboard alone, and without scripts."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

expect = pytest.importorskip("playwright.sync_api").expect

MAX_TABS = 80


def tab_to(page: Any, words: str) -> None:
    """Press Tab until what has the focus begins with these words, and see that the focus shows."""
    for _ in range(MAX_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText ?? ''").strip().startswith(words):
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
            return
    raise AssertionError(f"Tab does not come to {words!r}")


def follow(page: Any) -> None:
    """Press Enter on a link, and wait for the page it leads to."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_newcomer_comes_from_home_to_a_sentence_and_a_download_by_keyboard(watched: Any) -> None:
    page = watched.page
    watched.open("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    question = page.locator('main a[href^="/question/01"]').inner_text()
    tab_to(page, question)
    follow(page)
    assert page.locator("h1").inner_text() == question
    tab_to(page, "Korean Film Week Nairobi")
    follow(page)
    assert page.locator("h1").inner_text() == "Korean Film Week Nairobi"
    assert page.locator("details summary").count() > 0
    page.locator("main details summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("main details[open] blockquote").first.is_visible()
    tab_to(page, "CSV")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.path().read_bytes()
    assert watched.found() == []


def test_a_newcomer_comes_from_home_to_a_download_and_to_the_sentence_in_its_article_by_mouse(watched: Any) -> None:
    page = watched.page
    watched.open("/")
    page.click('main a[href^="/question/01"]')
    page.locator("main table a", has_text="Korean Film Week Nairobi").first.click()
    page.wait_for_url("**/id/**")
    page.locator("main details.sources summary").first.click()
    evidence = page.locator("main details.sources[open] figure.evidence").first
    said = evidence.locator("blockquote").inner_text()
    with page.expect_download() as download:
        page.locator(".downloads a", has_text="CSV").click()
    assert download.value.path().read_bytes()
    evidence.locator("figcaption a").click()
    page.wait_for_url("**/article/**#*")
    assert said in page.locator(":target").inner_text()  # the article opens at the sentence
    assert watched.found() == []


def test_a_query_is_written_completed_and_asked_by_keyboard(watched: Any) -> None:
    page = watched.page
    watched.open("/sparql")
    page.wait_for_selector(".CodeMirror")
    page.get_by_text("Query", exact=True).click()
    page.keyboard.press("Control+A")
    page.keyboard.type("SELECT ?film { ?film a cdo:Fil")
    page.keyboard.press("Control+Space")
    page.wait_for_selector(".CodeMirror-hint")
    hints = page.locator(".CodeMirror-hint").all_inner_texts()
    assert hints == ["cdo:Film", "cdo:FilmDays", "cdo:FilmFestival"]
    page.keyboard.press("Enter")
    page.keyboard.type(" } LIMIT 2")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.innerText") == "Ask"  # a way out of the editor, where Tab indents
    follow(page)
    assert page.locator("main table tbody tr").count() == 2
    (query,) = parse_qs(urlsplit(page.url).query)["query"]  # the address is the link
    assert "?film a cdo:Film } LIMIT 2" in query
    assert page.locator(".parseErrorIcon").count() == 0
    assert watched.found() == []


def test_usual_prefixes_are_declared_in_the_editor_and_marked_as_no_error(watched: Any) -> None:
    watched.open("/sparql?query=ASK%20%7B%20%3Fa%20a%20cdo%3AFilm%20%7D")
    # a function that the page waits for would be evaluated, which its policy forbids
    expect(watched.page.locator("textarea[data-completion]")).to_have_value(re.compile("PREFIX cdo:"))
    assert watched.page.locator(".parseErrorIcon").count() == 0


def test_a_query_is_asked_without_scripts(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/sparql")
    page.fill("#query", "SELECT ?film { ?film a cdo:Film } LIMIT 2")
    with page.expect_navigation():
        page.click("form.query button")
    assert page.locator("main table tbody tr").count() == 2
    context.close()


def test_a_thing_is_found_by_its_name_in_the_editor(watched: Any) -> None:
    page = watched.page
    watched.open("/sparql")
    page.wait_for_selector(".CodeMirror")
    page.get_by_text("Query", exact=True).click()
    page.keyboard.press("Control+A")
    page.keyboard.type("SELECT ?event { ?event cdo:place <nairo")
    page.keyboard.press("Control+Space")
    page.wait_for_selector(".CodeMirror-hint")
    hints = page.locator(".CodeMirror-hint").all_inner_texts()
    assert "Nairobi (City)" in hints
    for _ in range(hints.index("Nairobi (City)")):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector(".CodeMirror-hint", state="detached")
    page.keyboard.type(" }")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    assert "Korean Film Week Nairobi" in page.locator("main table").inner_text()
    assert watched.found() == []


def test_queries_that_were_asked_are_listed_again_until_they_are_forgotten(watched: Any) -> None:
    page = watched.page
    watched.open("/sparql?query=ASK%20%7B%20%3Fthing%20a%20cdo%3AFilm%20%7D")
    watched.open("/sparql")
    page.locator("details.recent summary").click()
    page.locator("details.recent a", has_text="ASK { ?thing a cdo:Film }").click()
    page.wait_for_selector("main table tbody tr")
    watched.open("/sparql")
    page.locator("details.recent summary").click()
    page.locator("details.recent button").click()
    assert not page.locator("details.recent").is_visible()
    watched.open("/sparql")
    assert not page.locator("details.recent").is_visible()
    assert watched.found() == []


def test_a_query_that_fails_stays_in_the_editor_and_has_a_short_link(watched: Any) -> None:
    page = watched.page
    watched.open("/sparql?query=ASK%20%7B%20%3Fthing%20a")
    page.wait_for_selector(".CodeMirror")
    assert "ASK { ?thing a" in page.locator(".CodeMirror-code").inner_text()
    assert page.locator("[role=alert]").is_visible()
    page.locator("#share").focus()
    link = page.evaluate("window.getSelection().toString()") or page.locator("#share").input_value()
    page.goto(link)
    assert "ASK { ?thing a" in page.locator(".CodeMirror-code").inner_text()


def test_choices_of_a_list_are_folded_on_a_phone_and_open_beside_it(watched: Any) -> None:
    page = watched.page
    option = page.locator(".facet[open] .option").first
    watched.open("/events")
    option.wait_for(state="visible")
    option.focus()
    assert page.evaluate("document.activeElement.className").startswith("option")
    page.set_viewport_size({"width": 390, "height": 844})
    option.wait_for(state="hidden")
    watched.open("/events")  # anew: where Tab goes on from what was folded under the focus is the browser's affair
    tab_to(page, "Narrow the list")
    page.keyboard.press("Enter")
    option.wait_for(state="visible")
    option.click()
    page.wait_for_selector(".chosen-line a")
    tab_to(page, "Begins")  # the way to another order is there, and shows
    assert page.evaluate("document.activeElement.getBoundingClientRect().width") > 10
    assert watched.found() == []

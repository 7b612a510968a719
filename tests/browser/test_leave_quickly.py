"""Leaving a real notebook quickly: the tab's Back finds nothing of ours, nothing asks, and what was typed is kept."""

from __future__ import annotations

import urllib.request
from typing import TYPE_CHECKING

import pytest

from workbook.desk import Desk

if TYPE_CHECKING:
    from labs import Lab, StartLab, Watched
    from playwright.sync_api import Browser, Page

MEASURES = "**/static/measures.html*"
WALK = ("00-start-here", "02-causes", "09-check-in")


def ready(page: Page) -> None:
    page.locator(".second-look-page[data-second-look=ready]").wait_for(timeout=90_000)


def walked(page: Page, lab: Lab) -> None:
    page.goto(lab.url(WALK[0]))
    ready(page)
    for name in WALK[1:]:
        page.locator(f'.wb-path a[href$="{name}.ipynb"]').click()
        page.wait_for_url(f"**/{name}.ipynb")
        ready(page)


def test_after_a_walk_through_the_chapters_back_finds_nothing_and_the_last_words_are_kept(
    page: Page, watched: Watched, lab: Lab
) -> None:
    walked(page, lab)
    page.locator('.wb-q[data-key^="check-in.today.line"]').get_by_role("textbox").press_sequentially("Last Words")
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(MEASURES)
    assert page.title() == "Kitchen measures"
    assert "token" not in page.url
    lab.wait_until(lambda: Desk(lab.data).answers().value("check-in.today.line") == "Last Words")
    page.go_back()
    assert page.url == "about:blank"
    assert watched.dialogs == []
    assert len(watched.hosts()) == 1


def test_the_first_tab_reaches_it_and_leaving_works_without_a_kernel(
    page: Page, watched: Watched, start_lab: StartLab
) -> None:
    lab = start_lab()
    page.goto(lab.url("02-causes"))
    ready(page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Leave quickly"
    lab.kill_kernels()
    page.keyboard.press("Enter")
    page.wait_for_url(MEASURES)
    assert watched.dialogs == []


def test_it_outlives_a_lost_kernel_and_a_notebook_with_changes_asks_nothing(
    page: Page, watched: Watched, start_lab: StartLab
) -> None:
    lab = start_lab()
    page.goto(lab.url("02-causes"))
    ready(page)
    lab.kill_kernels()
    page.locator(".second-look-page:not([data-second-look=ready])").wait_for(timeout=60_000)
    ready(page)
    assert page.locator(".wb-leave").count() == 1
    page.evaluate("addEventListener('beforeunload', (event) => { event.preventDefault(); event.returnValue = 'x'; })")
    page.locator(".wb-leave > button").click()
    page.wait_for_url(MEASURES)
    assert watched.dialogs == []


def test_the_plain_page_comes_up_even_after_the_workbook_was_closed(page: Page, start_lab: StartLab) -> None:
    lab = start_lab()
    page.goto(lab.url("02-causes"))
    ready(page)
    lab.stop()
    page.locator(".wb-leave > button").click()
    page.get_by_role("heading", name="Kitchen measures").wait_for()


@pytest.mark.parametrize("width", [1280, 1000, 390, 320])
def test_it_covers_neither_words_nor_help(browser: Browser, shared_lab: Lab, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 700})
    page = context.new_page()
    page.goto(shared_lab.url("02-causes"))
    ready(page)
    for part in (".wb-leave > button", ".wb-form"):
        page.locator(part).first.wait_for()
    for place in (0, 400):
        page.locator(".jp-WindowedPanel-outer").evaluate("(outer, place) => { outer.scrollTop = place; }", place)
        page.wait_for_function(  # once all is laid out
            """() => { const at = document.querySelector('.wb-leave > button').getBoundingClientRect();
            const paper = document.querySelector('.jp-WindowedPanel-outer').getBoundingClientRect();
            const column = document.querySelector('.wb-form').getBoundingClientRect();
            return at.bottom <= paper.top || at.left >= column.right; }"""
        )
    context.close()


def test_the_plain_page_needs_no_token_and_sets_nothing(shared_lab: Lab) -> None:
    with urllib.request.urlopen(f"{shared_lab.server.url}static/measures.html?v=1") as answer:
        assert answer.status == 200
        assert answer.headers["Set-Cookie"] is None

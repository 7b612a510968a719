"""Closing the workbook: what was typed is kept, the server ends, and a last page says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from workbook.desk import Desk

if TYPE_CHECKING:
    from labs import Lab, Watched
    from playwright.sync_api import Page


def ready(page: Page) -> None:
    page.locator(".second-look-page[data-second-look=ready]").wait_for(timeout=90_000)


def test_closing_keeps_the_last_words_ends_the_server_and_says_that_the_tab_may_go(page: Page, lab: Lab) -> None:
    page.goto(lab.url("09-check-in"))
    ready(page)
    page.locator('.wb-q[data-key^="check-in.today.line"]').get_by_role("textbox").press_sequentially("Last words")
    page.get_by_role("navigation", name="Workbook").get_by_role("button", name="Close").click()
    group = page.get_by_role("group", name="Close the workbook?")
    group.get_by_role("button", name="No, leave it as it is").click()
    assert lab.process.poll() is None
    page.get_by_role("navigation", name="Workbook").get_by_role("button", name="Close").click()
    group.get_by_role("button", name="Close", exact=True).click()
    expect(page.get_by_role("heading", name="The workbook is closed")).to_be_visible(timeout=20_000)
    assert lab.process.wait(30) == 0
    assert Desk(lab.data).answers().value("check-in.today.line") == "Last words"
    assert "Last words" not in page.content()


def test_an_hour_without_use_closes_it(page: Page, lab: Lab) -> None:
    """The hour is made a short one; nothing else is."""
    page.goto(lab.url("09-check-in"))
    ready(page)
    page.add_init_script("window.__workbookUnused = 1500")
    page.reload()
    expect(page.get_by_text("It closed by itself")).to_be_visible(timeout=120_000)
    assert lab.process.wait(30) == 0


def test_while_something_is_not_saved_it_stays_open_and_says_so(page: Page, watched: Watched, lab: Lab) -> None:
    page.goto(lab.url("09-check-in"))
    ready(page)
    lab.data.joinpath("answers").write_text("a file in place of the folder", encoding="utf-8")
    page.locator('.wb-q[data-key^="check-in.today.line"]').get_by_role("textbox").press_sequentially("Not yet")
    page.get_by_role("navigation", name="Workbook").get_by_role("button", name="Close").click()
    page.get_by_role("group", name="Close the workbook?").get_by_role("button", name="Close", exact=True).click()
    expect(page.get_by_text("Something is not saved yet, so the workbook stays open.")).to_be_attached(timeout=20_000)
    assert lab.process.poll() is None

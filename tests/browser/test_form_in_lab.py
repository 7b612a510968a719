"""One form in the real JupyterLab: two tabs, a kernel that dies, keys that would delete a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Lab, Watched
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
ALL_DRAWN = """() => { const forms = [...document.querySelectorAll('.wb-form')];
return forms.length > 2 && forms.every((form) => form.dataset.state === 'drawn'); }"""


def opened(page: Page, lab: Lab, notebook: str = "02-causes") -> Page:
    page.goto(lab.url(notebook))
    page.wait_for_function(ALL_DRAWN, timeout=90_000)
    return page


def saved(lab: Lab, marker: str) -> bool:
    return any(marker in file.read_text("utf-8") for file in (lab.data / "answers").glob("*.csv"))


def test_words_typed_while_the_kernel_dies_are_saved_by_the_form_that_is_built_again(lab: Lab, page: Page) -> None:
    box = opened(page, lab).locator("textarea").first
    box.click()
    page.keyboard.type("I waited")
    lab.wait_until(lambda: saved(lab, "I waited"))
    page.keyboard.type(" for too")
    lab.kill_kernels()
    page.keyboard.type(" long")
    lab.wait_until(lambda: saved(lab, "I waited for too long"), 90)
    page.wait_for_function(ALL_DRAWN, timeout=90_000)
    assert page.locator("textarea").first.input_value() == "I waited for too long"
    page.wait_for_function("window.__workbookUnsaved.size === 0")


def test_what_is_chosen_in_one_tab_shows_in_the_other(lab: Lab, page: Page) -> None:
    opened(page, lab)
    other = opened(page.context.new_page(), lab)
    other.locator("input[value=crossed-wires]").check()
    page.locator("input[value=crossed-wires]:checked").wait_for()
    other.close()


def test_a_key_after_a_click_on_a_questions_text_harms_nothing(shared_lab: Lab, page: Page, watched: Watched) -> None:
    opened(page, shared_lab)
    cells = page.locator(".jp-Cell").count()
    for place in (".wb-ask", ".wb-card h2", "textarea"):
        page.locator(place).first.click()
        for key in ("Escape", "x", "d", "d", "m", "a", "0", "0", "Shift+Enter", "Control+s"):
            page.keyboard.press(key)
    assert page.locator(".jp-Cell").count() == cells
    watched.all_was_quiet()

"""Every chapter is finished with the keyboard alone: the focus is seen, in order, and never caught or stolen."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from labs import Lab, Watched
from reaching import NOTEBOOKS, opened, workbook

from workbook.desk import Desk

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.full]

LABS_OWN = ("x", "d", "d", "m", "a", "b", "0", "0", "Shift+Enter", "Escape", "ControlOrMeta+s")
"""Each of these does something in JupyterLab: cut, delete, change, add, restart, run, leave, save."""
TYPED = "xdd maa00"
MOST = 600


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """One workbook for all chapters, with the invented person's answers, so that every question there is can be met."""
    lab = workbook(tmp_path_factory, "filled")
    yield lab
    lab.stop()


class Walk:
    """From the first stop of the Tab key to the last; at each, what one does there."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.stops: list[dict[str, Any]] = []
        self.tried: set[str] = set()
        self.added: set[str] = set()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def here(self) -> dict[str, Any]:
        found: dict[str, Any] = self.page.evaluate("reach.focus()")
        return found

    def to_the_end(self) -> None:
        for _ in range(MOST):
            self.press("Tab")
            stop = self.here()
            if not stop["ours"]:
                return
            self.stops.append(stop)
            self.at(stop)
        pytest.fail(f"the Tab key never left: {self.stops[-1]}")

    def at(self, stop: dict[str, Any]) -> None:
        if stop["kind"] not in self.tried and stop["kind"] not in ("text", "textarea", "date"):
            self.tried.add(stop["kind"])
            self.press(*(key for key in LABS_OWN if key != "Shift+Enter" or stop["kind"] in ("radio", "checkbox")))
        does = {
            "radio": self.choose,
            "checkbox": self.tick,
            "text": self.write,
            "textarea": self.write,
            "date": self.date,
        }
        if stop["key"] and stop["kind"] in does:
            does[stop["kind"]](stop)
        elif stop["folds"]:
            self.press("Enter", "Enter")  # unfolded, and folded again
        elif stop["does"] == "press":
            self.button(stop)

    def choose(self, stop: dict[str, Any]) -> None:
        self.press("Space", "ArrowDown")
        now = self.here()
        assert (now["key"], now["kind"]) == (stop["key"], "radio"), "the arrows stay within the question"
        assert now["value"] != stop["value"], stop
        if self.page.evaluate("document.activeElement.checked") is not True:
            pytest.fail(f"the arrow key chose nothing: {now}")
        self.settled()

    def settled(self) -> None:
        """What is asked next may depend on what was chosen."""
        self.page.wait_for_function("() => !window.__workbookUnsaved?.size")

    def tick(self, stop: dict[str, Any]) -> None:
        before = self.page.evaluate("document.activeElement.checked")
        self.press("Space")
        assert self.page.evaluate("document.activeElement.checked") is not before, stop
        self.press("Space")
        self.settled()

    def write(self, stop: dict[str, Any]) -> None:
        number = self.page.evaluate("document.activeElement.inputMode === 'numeric'")
        self.press("ControlOrMeta+a")
        self.page.keyboard.type("7" if number else TYPED)
        self.press("Escape", "ControlOrMeta+s")
        assert self.here()["value"] == ("7" if number else TYPED), stop

    def date(self, stop: dict[str, Any]) -> None:
        self.press("1", "1", "0", "2", "2", "0", "2", "6")
        assert self.here()["value"] == "2026-11-02", stop
        # a date is three stops of the browser's own: the walk goes on from the first

    def button(self, stop: dict[str, Any]) -> None:
        action = stop["name"].split()[1]
        if action == "add-entry" and stop["name"] not in self.added:
            self.added.add(stop["name"])
            self.press("Enter")
            self.page.wait_for_function(
                "() => document.activeElement.closest('.wb-group') && document.activeElement.matches('input, textarea')"
            )  # a new entry takes the focus, so that one can write at once
            self.stops.append({**self.here(), "jumped": True})
            self.at(self.stops[-1])


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_a_chapter_is_finished_with_the_keyboard_alone(
    page: Page, watched: Watched, filled: Lab, notebook: str
) -> None:
    opened(page, filled, notebook)
    cells = page.locator(".jp-Cell").count()
    walk = Walk(page)
    walk.to_the_end()

    assert [stop for stop in walk.stops if stop["line"] < 2 or stop["ratio"] < 3] == [], "the focus cannot be seen"
    assert [stop for stop in walk.stops if stop["covered"]] == [], "something lies over what has the focus"
    assert out_of_order(walk.stops) == []
    assert page.locator(".jp-Cell").count() == cells
    filled.wait_until(lambda: page.locator(".wb-saved[data-state=behind]").count() == 0)
    typed = {stop["key"].split()[0] for stop in walk.stops if stop["kind"] == "textarea" and stop["key"]}
    answers = Desk(filled.data).answers()
    written = {row.question for row in answers.rows if row.value == TYPED}
    assert typed <= written | {question.id for question in private(filled)}
    page.wait_for_function("() => window.__workbookUnsaved === undefined || window.__workbookUnsaved.size === 0")
    page.keyboard.press("Shift+Tab")
    on_to_the_next(page, notebook)
    watched.all_was_quiet()


def private(lab: Lab) -> list[Any]:
    content = Desk(lab.data).edition.content
    return [q for chapter in content.chapters for q in chapter.questions() if q.private]


def out_of_order(stops: list[dict[str, Any]]) -> list[str]:
    """Steps of the focus that go up the page, or back along a line, within one form."""
    wrong = []
    for before, after in pairwise(stops):
        was = after["before"]
        if before["form"] != after["form"] or after.get("jumped") or before["key"] == after["key"] != "" or not was:
            continue
        up = after["bottom"] <= was["top"] + 1
        beside = after["top"] < was["bottom"] - 1 and after["bottom"] > was["top"] + 1
        back = beside and after["right"] <= was["left"]
        wrong += [f"{before['what']!r} -> {after['what']!r}"] if up or back else []
    return wrong


def on_to_the_next(page: Page, notebook: str) -> None:
    """All but the last chapter end with the way on."""
    later = NOTEBOOKS[NOTEBOOKS.index(notebook) + 1 :]
    link = page.locator(".wb-next a.wb-main")
    if not later or not link.count():
        return
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: notebook not in url)


def test_help_is_opened_and_closed_by_key_and_the_focus_comes_back(page: Page, watched: Watched, filled: Lab) -> None:
    opened(page, filled, "03-motives")
    opener = page.get_by_role("navigation").get_by_role("button", name="Help")
    opener.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Help")
    dialog.wait_for()
    for _ in range(60):
        page.keyboard.press("Tab")
        at = page.evaluate(
            "[document.activeElement.closest('dialog') !== null, document.activeElement === document.body]"
        )
        assert any(at), "what lies under the help page is not reached"
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    assert opener.evaluate("one => one === document.activeElement")
    watched.all_was_quiet()


def test_asking_before_deleting_is_answered_by_key(page: Page, filled: Lab) -> None:
    opened(page, filled, "01-steady")
    entries = page.locator(".wb-group").count()
    page.get_by_role("button", name="Delete this").first.focus()
    page.keyboard.press("Enter")
    page.locator("[data-asks] button:focus").wait_for()
    assert page.evaluate("document.activeElement.dataset.do") == "no", "what undoes nothing comes first"
    page.keyboard.press("Enter")
    page.locator("[data-asks]").wait_for(state="detached")
    assert page.locator(".wb-group").count() == entries


def test_the_preview_of_a_summary_is_scrolled_by_key_and_left_again(page: Page, filled: Lab) -> None:
    opened(page, filled, "10-summary")
    page.get_by_role("radio", name="A page for any browser").check()
    page.locator(".wb-frames iframe[data-state=there]").wait_for()
    holder = page.locator(".wb-frames")
    holder.focus()
    before = holder.screenshot()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.tagName") == "IFRAME"
    page.keyboard.press("End")
    filled.wait_until(lambda: holder.screenshot() != before)
    assert holder.evaluate("one => getComputedStyle(one).outlineWidth") == "3px"
    page.keyboard.press("Shift+Tab")
    assert holder.evaluate("one => one === document.activeElement")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.wb-preview ~ * *, .wb-preview ~ *')")


def test_shift_three_times_leaves_from_within_the_preview_too(page: Page, filled: Lab) -> None:
    opened(page, filled, "10-summary")
    page.get_by_role("radio", name="A page for any browser").check()
    page.locator(".wb-frames iframe[data-state=there]").wait_for()
    page.frame_locator(".wb-frames iframe[data-state=there]").locator("h1").click()
    assert page.evaluate("document.activeElement.tagName") == "IFRAME"
    for key in ("Shift", "Shift", "a", "Shift"):
        page.keyboard.press(key)
    page.locator(".wb-leave-dots[data-shown] > [data-on]").first.wait_for()
    for _ in range(2):
        page.keyboard.press("Shift")
    page.wait_for_url("**/measures.html*")


def test_the_first_stop_leaves_quickly(page: Page, filled: Lab) -> None:
    opened(page, filled, "02-causes")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/measures.html*")


def test_the_workbook_is_closed_by_key(page: Page, tmp_path_factory: pytest.TempPathFactory) -> None:
    lab = workbook(tmp_path_factory, "empty")
    opened(page, lab, "00-start-here")
    page.get_by_role("navigation").get_by_role("button", name="Close").focus()
    page.keyboard.press("Enter")
    page.locator("[data-asks] button:focus").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("You can close this tab now").wait_for()
    lab.process.wait(30)

"""The page of ticks and the preview: read aloud, at any width, in both themes; a tick changes what it says alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from form_harness import Desk as StandIn
from form_harness import Room
from form_harness_pages import opening

from workbook import example, showing
from workbook.desk import Desk
from workbook.forms.form import Event, Reply
from workbook.handling import handler
from workbook.screen import Page

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NOW = datetime(2026, 11, 21, 21, 30, tzinfo=UTC)
SLANT = {"light": False, "dark": True}
FRAME = ".wb-frames iframe[data-state=there]"


class AtTheDesk(StandIn):
    """One form of the real desk."""

    def __init__(self, desk: Desk, page: Callable[[Desk], Page]) -> None:
        super().__init__(page(desk))
        self.make = lambda: page(desk)  # type: ignore[method-assign]
        self._handle = handler(desk, "summary", self.make)

    def handle(self, event: Event) -> Reply:
        return self._handle(event)


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("data")
    example.write(data, NOW.date())
    return data


@pytest.fixture
def room(browser: Browser, answered: Path) -> Iterator[Callable[..., Room]]:
    rooms: list[Room] = []

    def open_room(**more: Any) -> Room:
        desk = Desk(answered, clock=lambda: NOW)
        forms = (StandIn(opening()), AtTheDesk(desk, showing.choosing), AtTheDesk(desk, showing.paper))
        rooms.append(Room(browser, *forms, **more))
        rooms[-1].drawn().tab.locator(FRAME).wait_for()
        return rooms[-1]

    yield open_room
    for one in rooms:
        one.close()
        assert one.problems == []
        assert one.strangers == []


@pytest.mark.parametrize("theme", SLANT)
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_to_complain_about(room: Callable[..., Room], theme: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    here = room(width=width, dark=SLANT[theme])
    here.tab.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    found = Axe().run(here.tab, options={"iframes": False}).response["violations"]

    assert [f"{one['id']}: {[node['html'] for node in one['nodes']][:3]}" for one in found] == []


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_nothing_is_cut_off_or_needs_scrolling_sideways(room: Callable[..., Room], width: int) -> None:
    here = room(width=width)
    here.tab.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")

    assert here.tab.evaluate("document.documentElement.scrollWidth") <= width


def test_everything_to_tick_is_at_least_44_pixels_high(room: Callable[..., Room]) -> None:
    here = room(width=390)
    low = here.tab.evaluate(
        """() => [...document.querySelectorAll('.wb-form :is(.wb-opt, button, summary)')]
        .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 43.5)
        .map((one) => one.outerHTML)"""
    )
    assert low == []


def test_a_tick_redraws_its_own_count_and_nothing_else(room: Callable[..., Room]) -> None:
    here = room()
    here.tab.evaluate(
        """() => {
          window.changed = [];
          new MutationObserver((found) => found.forEach(({ target }) => window.changed.push(
            (target.nodeType === Node.TEXT_NODE ? target.parentElement : target).className)))
            .observe(document.querySelector('.wb-card'), { subtree: true, childList: true, characterData: true });
        }"""
    )
    tick = here.tab.locator('input[value="situation.who"]')
    tick.focus()
    here.tab.keyboard.press("Space")
    here.tab.locator(".wb-count", has_text="5 of 6").wait_for()

    assert set(here.tab.evaluate("window.changed")) == {"wb-count"}
    assert tick.evaluate("box => box === document.activeElement && !box.checked")
    here.tab.keyboard.press("Space")
    here.tab.locator(".wb-count", has_text="6 of 6").wait_for()


def test_the_old_preview_stays_until_the_new_one_is_there(room: Callable[..., Room]) -> None:
    here = room()
    here.tab.evaluate(
        """() => {
          const holder = document.querySelector('.wb-frames');
          window.seen = [];
          const look = () => window.seen.push(holder.querySelectorAll('[data-state=there]').length);
          new MutationObserver(look).observe(holder, { childList: true, subtree: true, attributes: true });
        }"""
    )
    here.tab.locator('input[value="situation.who"]').uncheck()
    here.tab.evaluate("window.line.models[2].hear({ type: 'stale' })")
    here.tab.wait_for_function("() => !document.querySelector('.wb-frames iframe').srcdoc.includes('Who ended it')")

    assert min(here.tab.evaluate("window.seen")) >= 1, "never an empty frame"
    assert here.tab.locator(".wb-frames iframe").count() == 1
    here.tab.locator('input[value="situation.who"]').check()


def test_what_was_unfolded_stays_so_after_a_tick(room: Callable[..., Room]) -> None:
    here = room()
    here.tab.get_by_text("In my own words").first.click()
    box = here.tab.locator('input[value^="words."]').first
    box.check()
    here.tab.locator(".wb-fold .wb-count", has_text="1 of").first.wait_for()

    assert box.is_visible()
    box.uncheck()
    here.tab.locator(".wb-fold[open] > summary .wb-count", has_text="0 of").wait_for()

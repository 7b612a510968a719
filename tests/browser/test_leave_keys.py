"""Shift three times alone, or one press, and the page is gone; nothing else that one does with Shift means it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from form_harness import Desk, Open, Room
from form_harness_pages import causes, everything, opening, section, words_field

from workbook.forms.form import Reply

if TYPE_CHECKING:
    from playwright.sync_api import Locator

MEASURES = re.compile(r"^http://notes\.test/static/measures\.html")
THERE = "http://weather.test/"


@pytest.fixture
def room(roaming_room: Open) -> Open:
    """Leaving leads elsewhere."""
    return roaming_room


def button(here: Room) -> Locator:
    return here.tab.locator(".wb-leave > button")


def shifts(here: Room, times: int = 3) -> None:
    for _ in range(times):
        here.tab.keyboard.press("Shift")


def lit(here: Room) -> int:
    return here.tab.locator(".wb-leave-dots[data-shown] > [data-on]").count()


def left(here: Room) -> bool:
    return bool(MEASURES.match(here.tab.url))


@pytest.mark.parametrize("way", ["shift", "shift while writing", "press", "keyboard"])
def test_one_is_gone_at_once_and_back_finds_nothing(room: Open, way: str) -> None:
    here = room(Desk(opening()), Desk(causes()))
    before = here.tab.evaluate("history.length")
    if way == "shift while writing":
        here.tab.get_by_role("textbox").focus()
    if way == "press":
        button(here).click()
    elif way == "keyboard":
        here.tab.keyboard.press("Tab")
        here.tab.keyboard.press("Enter")
    else:
        shifts(here)
    here.tab.wait_for_url(MEASURES)
    assert here.tab.title() == "Kitchen measures"
    assert here.tab.evaluate("[history.length, document.referrer]") == [before, ""]
    here.tab.go_back()
    assert here.tab.url == "about:blank"


def capitals(here: Room) -> None:
    here.tab.get_by_role("textbox").focus()
    for letter in "IAMME":
        here.tab.keyboard.press(f"Shift+{letter}")


def with_another_key(keys: str) -> Callable[[Room], None]:
    def press(here: Room) -> None:
        here.tab.get_by_role("textbox").focus()
        for _ in range(4):
            for key in keys.split():
                here.tab.keyboard.press(key)

    return press


def rolled(here: Room) -> None:
    """A quick typist lets go of the last letter when Shift is down already."""
    keys = here.tab.keyboard
    here.tab.get_by_role("textbox").focus()
    for letter in "abcd":
        keys.down(letter)
        keys.down("Shift")
        keys.up(letter)
        keys.up("Shift")


def clicks(here: Room) -> None:
    for _ in range(4):
        here.tab.get_by_role("textbox").click(modifiers=["Shift"])


def clicks_between(here: Room) -> None:
    for _ in range(4):
        shifts(here, 1)
        here.tab.get_by_role("textbox").click()


def wheel(here: Room) -> None:
    for _ in range(4):
        here.tab.keyboard.down("Shift")
        here.tab.mouse.wheel(40, 0)
        here.tab.wait_for_timeout(80)
        here.tab.keyboard.up("Shift")


def held(here: Room) -> None:
    for _ in range(12):
        here.tab.keyboard.down("Shift")
    here.tab.wait_for_timeout(1100)
    here.tab.keyboard.up("Shift")
    shifts(here, 2)


def both_shifts(here: Room) -> None:
    for _ in range(4):
        for press in (here.tab.keyboard.down, here.tab.keyboard.up):
            press("ShiftLeft")
            press("ShiftRight")


@pytest.mark.parametrize(
    "does",
    [
        capitals,
        with_another_key("Shift+Tab"),
        with_another_key("Shift+ArrowLeft"),
        with_another_key("Shift a"),
        with_another_key("Shift Shift Enter"),
        with_another_key("Alt+Shift"),
        with_another_key("Control+Shift"),
        rolled,
        clicks,
        clicks_between,
        wheel,
        held,
        both_shifts,
    ],
)
def test_nothing_else_that_is_done_with_shift_leaves(room: Open, does: Callable[[Room], None]) -> None:
    here = room(Desk(opening()), Desk(section(words_field(value="Some words"))))
    does(here)
    here.tab.wait_for_timeout(150)
    assert not left(here)
    assert button(here).is_visible()


def test_presses_are_counted_in_quiet_dots_and_words_and_forgotten_after_five_seconds(room: Open) -> None:
    here = room(Desk(opening()))
    said = here.tab.locator(".wb-leave [role=status]")
    assert lit(here) == 0
    shifts(here, 1)
    assert (lit(here), said.inner_text()) == (1, "Press Shift two more times to leave.")
    shifts(here, 1)
    assert (lit(here), said.inner_text()) == (2, "Press Shift once more to leave.")
    here.tab.locator(".wb-leave-dots:not([data-shown])").wait_for(state="attached", timeout=8000)
    assert said.inner_text() == "That took too long. To leave, press Shift three times again."
    shifts(here, 2)
    assert not left(here)


def test_what_was_typed_last_is_sent_before_one_is_gone_and_its_reply_leads_nowhere(room: Open) -> None:
    desk = Desk(section(words_field()), answered_as=Reply(saved="Saved 21:04", effect="open:03-motives"))
    here = room(Desk(opening()), desk)
    here.tab.get_by_role("textbox").press_sequentially("not yet saved")
    button(here).click()
    here.tab.wait_for_url(MEASURES)
    assert desk.events[-1].value == "not yet saved"


@pytest.mark.parametrize("address", [THERE, "https://weather.test/here", "weather.test", " weather.test/a?b "])
def test_one_may_choose_another_place(room: Open, address: str) -> None:
    here = room(Desk(replace(opening(), leave=address)))
    here.context.route(
        "**://weather.test/**", lambda route: route.fulfill(body="<title>Sun</title>", content_type="text/html")
    )
    button(here).click()
    here.tab.wait_for_url(re.compile("^https?://weather.test/"))
    assert here.tab.evaluate("document.referrer") == ""


@pytest.mark.parametrize(
    "address",
    [
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "nonsense",
        "http://",
        "http://notes.test/doc",
        "//x",
    ],
)
def test_any_other_address_leads_to_the_plain_page(room: Open, address: str) -> None:
    here = room(Desk(replace(opening(), leave=address)))
    button(here).click()
    here.tab.wait_for_url(MEASURES)


def test_a_place_that_does_not_answer_shows_nothing_of_ours_meanwhile_then_the_plain_page(room: Open) -> None:
    here = room(Desk(replace(opening(), leave=THERE)), Desk(causes()))
    here.context.route("**://weather.test/**", lambda _route: None)
    here.tab.evaluate("setTimeout(() => document.querySelector('.wb-leave > button').click(), 50)")
    # asked in one go: between two questions the plain page may come
    here.tab.wait_for_function("document.title === 'weather.test' && document.body.innerText.trim() === ''")
    here.tab.wait_for_url(MEASURES, timeout=9000)


def test_the_way_on_takes_this_pages_place(room: Open) -> None:
    here = room(Desk(opening()))
    before = here.tab.evaluate("history.length")
    here.tab.locator(".wb-path a").last.click()
    here.tab.wait_for_url(lambda url: not url.endswith("02-causes.ipynb"))
    assert here.tab.evaluate("history.length") == before


def test_there_is_one_button_first_of_all_and_it_stays(room: Open) -> None:
    here = room(Desk(opening()), Desk(everything()), Desk(causes()))
    assert button(here).count() == 1
    assert here.tab.evaluate("document.body.firstElementChild.className") == "wb-leave"
    for _ in range(3):
        here.tab.evaluate("window.unmount()")
    button(here).click()
    here.tab.wait_for_url(MEASURES)


def test_it_can_be_pressed_from_the_help_page_too(room: Open) -> None:
    here = room(Desk(opening()))
    here.tab.get_by_role("button", name="Help").click()
    here.tab.locator("dialog[open] [data-do=leave]").click()
    here.tab.wait_for_url(MEASURES)


@pytest.mark.parametrize("dark", [False, True])
def test_it_is_big_enough_and_not_printed(room: Open, dark: bool) -> None:
    here = room(Desk(opening()), width=320, dark=dark)
    box = button(here).bounding_box()
    assert box is not None
    assert box["height"] >= 44
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    here.tab.emulate_media(media="print")
    assert not button(here).is_visible()

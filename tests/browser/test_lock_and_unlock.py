"""A passphrase in a real browser: sent once, kept nowhere; locked in Start here, all else waits and comes back."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from form_harness import WORDS, Desk, Open, Room
from form_harness_pages import section, words_field

from workbook.forms.form import Reply
from workbook.pages.keys import lock_parts, unlock_parts
from workbook.rulebook import Edition
from workbook.screen import Page
from workbook.store import Store
from workbook.wording import Wording

if TYPE_CHECKING:
    from labs import Lab, Watched
    from playwright.sync_api import Locator
    from playwright.sync_api import Page as Tab

pytestmark = pytest.mark.browser
PASSPHRASE = "bako rimu tesa lodi"


@pytest.fixture
def words(edition: Edition) -> Wording:
    return Wording(edition.sentences, edition.persons["unset"].called(""))


def asking(words: Wording, *, locked: bool = False) -> Page:
    parts = tuple(unlock_parts(words) if locked else lock_parts(words))
    return Page(id="keys", kind="section", title="Your words on this computer", parts=parts, words=WORDS)


def boxes(here: Room) -> list[str]:
    return [box.input_value() for box in here.tab.locator(".wb-secret input.wb-box").all()]


def secrets_sent(here: Room) -> list[str]:
    return [message["secret"] for message in here.tab.evaluate("window.line.sent") if message.get("secret")]


def type_twice(here: Room, first: str, again: str) -> None:
    here.tab.get_by_label("A passphrase", exact=True).fill(first)
    here.tab.get_by_label("The same once more").fill(again)


def test_it_is_sent_once_and_is_gone_from_the_page(room: Open, words: Wording) -> None:
    desk = Desk(asking(words))
    here = room(desk)
    assert {box.get_attribute("type") for box in here.tab.locator(".wb-secret input.wb-box").all()} == {"password"}
    assert {box.get_attribute("autocomplete") for box in here.tab.locator(".wb-secret input").all()} == {"off"}
    type_twice(here, PASSPHRASE, PASSPHRASE)
    here.tab.get_by_role("button", name="Lock my words").click()
    here.saved()

    assert [event.secret for event in desk.events] == [PASSPHRASE]
    assert boxes(here) == ["", ""]
    kept = here.tab.evaluate(
        """() => [document.documentElement.outerHTML,
        JSON.stringify({...localStorage, ...sessionStorage}), document.cookie,
        JSON.stringify([...(window.__workbookUnsaved ?? new Map())]), JSON.stringify(history.state), location.href]"""
    )
    assert PASSPHRASE not in json.dumps(kept)
    assert PASSPHRASE not in json.dumps(here.said)


@pytest.mark.parametrize(
    ("first", "again", "says"),
    [("", "", "too short"), ("short", "short", "too short"), (PASSPHRASE, PASSPHRASE + "x", "not the same")],
)
def test_what_cannot_be_right_is_said_before_anything_is_sent(
    room: Open, words: Wording, first: str, again: str, says: str
) -> None:
    desk = Desk(asking(words))
    here = room(desk)
    type_twice(here, first, again)
    here.tab.get_by_role("button", name="Lock my words").click()
    here.tab.locator(".wb-secret .wb-trouble", has_text=says).wait_for()

    assert desk.events == []
    assert boxes(here) == [first, again], "nobody has to type it all again"


def test_one_made_up_is_shown_and_fills_both_boxes(room: Open, words: Wording) -> None:
    desk = Desk(asking(words))
    here = room(desk)
    here.tab.get_by_role("button", name="Make one up for me").click()
    here.tab.get_by_text("Write it down now.").wait_for()
    first, again = boxes(here)
    assert first == again
    assert len(first.split()) == 6
    assert {box.get_attribute("type") for box in here.tab.locator(".wb-secret input.wb-box").all()} == {"text"}

    here.tab.get_by_role("button", name="Lock my words").click()
    here.saved()
    assert [event.secret for event in desk.events] == [first]
    assert boxes(here) == ["", ""]
    assert {box.get_attribute("type") for box in here.tab.locator(".wb-secret input.wb-box").all()} == {"password"}


def test_what_is_typed_stays_while_the_page_changes_around_it(room: Open, words: Wording) -> None:
    page = asking(words)
    desk = Desk(replace(page, parts=(words_field(), *page.parts)))
    here = room(desk)
    type_twice(here, PASSPHRASE, "half of")
    here.tab.get_by_label("Show what I type").check()
    here.tab.locator(".wb-q textarea").fill("an answer, meanwhile")
    here.saved()

    assert boxes(here) == [PASSPHRASE, "half of"]
    assert {box.get_attribute("type") for box in here.tab.locator(".wb-secret input.wb-box").all()} == {"text"}
    here.tab.get_by_label("Show what I type").uncheck()
    assert {box.get_attribute("type") for box in here.tab.locator(".wb-secret input.wb-box").all()} == {"password"}


def test_a_wrong_one_is_told_at_the_box_and_waits_nowhere_to_be_tried_again(room: Open, words: Wording) -> None:
    desk = Desk(asking(words, locked=True), refuse="That passphrase does not open it.")
    here = room(desk)
    box = here.tab.get_by_label("Your passphrase")
    box.fill(PASSPHRASE)
    box.press("Enter")
    here.tab.locator(".wb-secret .wb-trouble", has_text="does not open it").wait_for()
    assert boxes(here) == [""]
    here.tab.evaluate("window.dispatchEvent(new Event('workbook:kernel-back'))")
    assert secrets_sent(here) == [PASSPHRASE]

    desk.refuse = ""
    desk.then = lambda _event, _page: section(words_field())
    box.fill("the right one")
    here.tab.get_by_role("button", name="Unlock my words").click()
    here.tab.locator(".wb-q textarea").wait_for()
    assert [event.secret for event in desk.events] == [PASSPHRASE, "the right one"]


def test_it_says_that_it_takes_a_moment_and_is_not_called_late(room: Open, words: Wording) -> None:
    desk = Desk(asking(words, locked=True), answered_as=Reply(saved="Saved 21:04"))
    here = room(desk)
    here.tab.clock.install()
    here.tab.evaluate("window.line.slow = true")
    here.tab.get_by_label("Your passphrase").fill(PASSPHRASE)
    here.tab.get_by_role("button", name="Unlock my words").click()
    here.tab.get_by_text("This takes a few seconds.").wait_for()
    here.tab.clock.run_for(20_000)
    assert here.tab.locator(".wb-trouble").count() == 0
    assert here.tab.locator(".wb-saved[data-state=behind]").count() == 0


def test_leaving_the_page_takes_what_was_typed_with_it(room: Open, words: Wording) -> None:
    here = room(Desk(asking(words)))
    type_twice(here, PASSPHRASE, PASSPHRASE)
    here.tab.evaluate("window.dispatchEvent(new Event('pagehide'))")
    assert boxes(here) == ["", ""]


# ---- in the real JupyterLab


def opened(tab: Tab, lab: Lab, notebook: str) -> Tab:
    tab.goto(lab.url(notebook))
    tab.locator(".second-look-page[data-second-look=ready]").wait_for(timeout=120_000)
    return tab


def line(tab: Tab) -> Locator:
    return tab.locator('.wb-q[data-key^="check-in.today.line "] textarea')


def test_locked_in_start_here_every_other_page_waits_and_comes_back_with_what_was_typed(
    lab: Lab, page: Tab, watched: Watched
) -> None:
    other = opened(page.context.new_page(), lab, "09-check-in")
    line(other).fill("walked to the river")
    lab.wait_until((lab.data / "answers" / "check-in.csv").exists)
    other.locator(".wb-saved", has_text="Saved").first.wait_for()
    opened(page, lab, "00-start-here")
    type_here(page)
    lab.wait_until(lambda: Store(lab.data).locked, 60)
    page.get_by_text("Your words are locked").first.wait_for(timeout=60_000)
    page.wait_for_function("document.querySelectorAll('.wb-q').length === 0")

    other.bring_to_front()
    line(other).press_sequentially(", twice")
    other.get_by_text("Your words are locked", exact=False).first.wait_for()
    other.evaluate("window.dispatchEvent(new Event('focus'))")
    line(other).wait_for(state="detached")
    other.get_by_text("What you typed and did not save is held").wait_for()
    assert other.get_by_label("Your passphrase").count() == 1
    assert not list((lab.data / "answers").glob("*.csv"))

    page.bring_to_front()
    box = page.get_by_label("Your passphrase").first
    box.fill(PASSPHRASE)
    box.press("Enter")
    page.locator(".wb-q").first.wait_for(timeout=60_000)
    other.bring_to_front()
    other.clock.install()  # so that a tab may be looked at again at once
    other.evaluate("window.dispatchEvent(new Event('focus'))")
    line(other).wait_for(timeout=60_000)
    assert line(other).input_value() == "walked to the river, twice"
    lab.wait_until(lambda: Store(lab.data).read("check-in").answers[-1].value == "walked to the river, twice")
    assert not Store(lab.data).locked
    for folder in (lab.data, lab.state):
        for file in folder.rglob("*"):
            assert not file.is_file() or PASSPHRASE.encode() not in file.read_bytes(), file
    watched.all_was_quiet()


def type_here(page: Tab) -> None:
    page.get_by_label("A passphrase", exact=True).fill(PASSPHRASE)
    page.get_by_label("The same once more").fill(PASSPHRASE)
    page.get_by_role("button", name="Lock my words").click()

"""Two invented lives for whom reaching out is closed, one by a pause and one by a clear no; each tries every door."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from steps import AT_NOON, BLOCK, PAUSED, Sitter, days_ago, here_and_now, holding, stored

from workbook.desk import Desk

if TYPE_CHECKING:
    from pathlib import Path

    from labs import Lab, StartLab, Watched
    from playwright.sync_api import Page

DRAFT = "Hello from the heron pond, and I hope you are well."
PROMISE = "I keep the heron Sundays free."
KEPT = "My heron evenings are mine."
NO = "Reaching out is closed: there was a no"

PRIVATE = ("threatened-self-harm", "order-forbids", "some-of-that", "safety.afraid", "safety-afraid", "safety-choked")
"""What would tell that something was told: keys, and names of questions as files and forms write them."""


@pytest.fixture
def lab(start_lab: StartLab) -> Lab:
    """By day, whatever the hour of this computer."""
    return start_lab(env=AT_NOON)


@pytest.mark.full
def test_with_a_pause_on_every_door_is_closed_without_a_reason_and_nothing_told_is_found_anywhere(
    own_page: Page, profile: Path, lab: Lab
) -> None:
    robin = Sitter(own_page, lab)
    has_a_draft_a_promise_and_a_limit(robin)
    tells_in_private(robin)
    finds_reaching_out_closed(robin)
    finds_the_hard_talk_and_rebuilding_closed(robin)
    finds_what_is_needed_open_after_a_question(robin)
    finds_the_rest_open_and_quiet(robin)
    kept_by_the_page = stored(own_page)
    own_page.context.close()
    lab.stop()

    explained = lab.data / "answers" / "datapackage.json"  # every option of every question, told or not
    for told in PRIVATE:
        assert told not in kept_by_the_page
        assert holding(told, lab.data, lab.state, profile, lab.root / "notebooks") <= {explained}
    for text in (DRAFT, PROMISE, KEPT):
        assert text not in kept_by_the_page
        assert holding(text, lab.state, profile, lab.root / "notebooks") == set()
    lines = [line for line in robin.lines("start").splitlines() if "pause" in line]
    assert lines
    assert all(",start.pause,on," in line for line in lines)  # one each time it was told; no reason, never lifted


def has_a_draft_a_promise_and_a_limit(robin: Sitter) -> None:
    """Written while all of it was open."""
    robin.opens("00-start-here")
    robin.goes_through_safety_with_no_worry()
    assert robin.state() == "open"
    robin.opens("05-reaching-out")
    draft = robin.adds("draft", "reaching-out.draft.words")
    robin.writes("reaching-out.draft.words", DRAFT, entry=draft)
    robin.chooses("reaching-out.draft.hold", "a-day", entry=draft)
    robin.sees("This is resting.", "Hold it against these rules", "would that be enough?")
    robin.opens("06-hard-talk")
    robin.writes("hard-talk.limits.not-for-compromise", KEPT)
    robin.sees("Meeting in the middle", "New cause", "Write this as a sheet to print")
    robin.opens("07-rebuild")
    promise = robin.adds("promise", "rebuild.promise.who")
    robin.writes("rebuild.promise.what", PROMISE, entry=promise)
    robin.writes("rebuild.promise.by-when", days_ago(0), entry=promise)
    robin.sees("Limits, and someone from outside", "When a promise slips")
    robin.opens("01-steady")
    robin.sees("Going as two", "Whether to say so first", "What has to be sorted out?")
    robin.opens("09-check-in")
    robin.sees(PROMISE, "How did it go?")


def tells_in_private(robin: Sitter) -> None:
    """And tries at once to take it off again, which is too early."""
    robin.opens("00-start-here")
    robin.begins_the_safety_questions()
    robin.taps(f"{BLOCK}.afraid", "some-of-that")
    robin.sees(PAUSED)
    assert robin.said("start.pause") == "on"
    robin.taps(f"{BLOCK}.hurt", "some-of-that")
    robin.taps(f"{BLOCK}.choked", "some-of-that")
    robin.sees("See a doctor today, even with no marks")
    robin.taps(f"{BLOCK}.my-conduct", "threatened-self-harm")
    robin.sees("If you might act on thoughts of ending your life")
    robin.nothing_of_it_fits(but=("afraid", "hurt", "choked", "my-conduct"))
    robin.closes_the_safety_questions()
    robin.sees("A pause is on", "It stays on today.")
    robin.goes_through_safety_with_no_worry()
    robin.sees("It stays on today.")
    assert robin.state() == "closed"


def finds_reaching_out_closed(robin: Sitter) -> None:
    """A draft that was held may be let go, and deleted; there is no room for another."""
    robin.opens("05-reaching-out")
    robin.sees(PAUSED, DRAFT)
    robin.sees_nothing_of("New draft", "Hold it against these rules", "This is resting.", "would that be enough?")
    draft = robin.answers().entries("reaching-out.draft")[0]
    robin.chooses("reaching-out.draft.outcome", "let-go", entry=draft)
    robin.presses("Delete this draft", sure=True)
    robin.sees_nothing_of(DRAFT)
    robin.lab.wait_until(lambda: not holding(DRAFT, robin.lab.data))
    said = subprocess.run(
        [sys.executable, "-m", "workbook.cli", "draft", "--data", str(robin.lab.data)],
        input=DRAFT, capture_output=True, text=True, cwd=robin.lab.root, check=True,
    )  # fmt: skip
    assert said.stdout.startswith(f"Reaching out is closed for now.\n{PAUSED}")


def finds_the_hard_talk_and_rebuilding_closed(robin: Sitter) -> None:
    """What is unsafe under control is not there; what was written is, and can be deleted."""
    robin.opens("06-hard-talk")
    robin.sees(PAUSED, KEPT)
    robin.sees_nothing_of("New cause", "Write this as a sheet to print", "Meeting in the middle")
    robin.section("hard-talk.limits").get_by_role("button", name="Delete this answer").click()
    robin.section("hard-talk.limits").locator(".wb-yes").click()
    robin.lab.wait_until(lambda: not holding(KEPT, robin.lab.data))
    robin.opens("07-rebuild")
    robin.sees(PAUSED, PROMISE)
    robin.sees_nothing_of("New promise", "How did it go?", "Limits, and someone from outside", "When a promise slips")
    assert robin.question("rebuild.warning.signs").is_visible()


def finds_what_is_needed_open_after_a_question(robin: Sitter) -> None:
    """An order comes first, and is kept nowhere."""
    robin.opens("01-steady")
    robin.sees_nothing_of("Going as two", "Whether to say so first", "What has to be sorted out?")
    robin.taps("steady.needed.order", "order-forbids")
    robin.sees("First, about orders")
    robin.sees_nothing_of("What has to be sorted out?")
    robin.taps("steady.needed.order", "no-order")
    robin.writes("steady.needed.what", "The key to the shed.")


def finds_the_rest_open_and_quiet(robin: Sitter) -> None:
    robin.opens("09-check-in")
    robin.chooses("check-in.today.mood", "5")
    robin.sees_nothing_of(PROMISE, "How did it go?")
    robin.opens("08-letting-go")
    robin.chooses("letting-go.signs.hope", "by-turns")
    robin.opens("10-summary")
    robin.sees(PAUSED, "A pause is on.")
    robin.points_nowhere_closed()


@pytest.mark.full
def test_a_day_later_with_nothing_that_fits_the_pause_comes_off(page: Page, watched: Watched, lab: Lab) -> None:
    Desk(lab.data, clock=lambda: here_and_now() - timedelta(hours=25)).answer("causes.safe.harm", "not-sure")
    robin = Sitter(page, lab)
    assert robin.state() == "closed"
    robin.opens("00-start-here")
    robin.sees("It can come off if you go through all of these today")
    robin.goes_through_safety_with_no_worry()
    robin.sees_nothing_of("A pause is on")
    assert robin.said("start.pause") == "lifted"
    assert robin.state() == "open"
    watched.all_was_quiet()


@pytest.mark.full
def test_after_a_clear_no_only_their_coming_back_opens_the_doors_again(page: Page, watched: Watched, lab: Lab) -> None:
    juno = Sitter(page, lab)
    juno.opens("00-start-here")
    juno.goes_through_safety_with_no_worry()
    elsewhere = Sitter(page.context.new_page(), lab)
    elsewhere.opens("05-reaching-out")
    elsewhere.sees("New draft")
    page.bring_to_front()
    juno.chooses("start.their-word.answer", "blocked")
    juno.sees(NO, "A no is the end of asking.")

    elsewhere.page.bring_to_front()
    elsewhere.page.evaluate("window.dispatchEvent(new Event('focus'))")  # as when the tab is looked at again
    elsewhere.sees(NO, "Only they can change this.", "Letting go is as good a way on as any")
    elsewhere.sees_nothing_of("New draft")
    elsewhere.opens("06-hard-talk")
    elsewhere.sees(NO, "New cause")
    elsewhere.sees_nothing_of("Where would you talk, and for how long?")
    elsewhere.opens("07-rebuild")
    elsewhere.sees("New promise")
    elsewhere.sees_nothing_of(NO)
    elsewhere.opens("10-summary")
    elsewhere.sees("You told this workbook that they said no, or blocked you.")
    elsewhere.points_nowhere_closed()
    elsewhere.opens("08-letting-go")
    elsewhere.chooses("letting-go.signs.which", "clear-no")

    page.bring_to_front()
    juno.chooses("start.their-word.answer", "came-back")
    juno.sees_nothing_of(NO)
    assert juno.state() == "open"
    elsewhere.opens("05-reaching-out")
    elsewhere.sees("New draft")
    elsewhere.sees_nothing_of(NO)
    watched.all_was_quiet()

"""Two invented lives, walked from the first page to the last: one goes back, one lets go. And one short evening."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from steps import AT_NOON, Sitter, days_ago, holding

if TYPE_CHECKING:
    from labs import Lab, StartLab, Watched
    from playwright.sync_api import Page

LETTER = "the kite string nobody else would know of"
DRAFT = "Hello Wren. I came by the old mill and thought of you. I hope you are well."


@pytest.fixture
def lab(start_lab: StartLab) -> Lab:
    """By day, whatever the hour of this computer."""
    return start_lab(env=AT_NOON)


def begins(sitter: Sitter, name: str, pronouns: str, *, who: str) -> None:
    """00 up to the safety questions, for someone new."""
    sitter.opens("00-start-here")
    sitter.sees("Nobody reads your answers.", "Have you used this before?")
    sitter.presses("No, this is the first time")
    sitter.sees_nothing_of("Have you used this before?")
    sitter.writes("start.them.name", name)
    sitter.chooses("start.them.pronouns", pronouns)
    sitter.chooses("start.ending.who", who)
    sitter.writes("start.ending.when", days_ago(90))
    sitter.writes("start.ending.last-contact", days_ago(60))
    sitter.chooses("start.ties.which", "no-ties")


@pytest.mark.full
def test_one_who_goes_back_is_led_from_the_first_page_to_a_promise_that_is_followed_up(
    page: Page, watched: Watched, lab: Lab
) -> None:
    wren = Sitter(page, lab)
    begins(wren, "Wren", "she-her", who="them")
    goes_through_safety(wren)
    wren.goes_on("01-steady")
    finds_steady_ground(wren)
    wren.goes_on("02-causes")
    looks_at_what_happened(wren)
    wren.goes_on("05-reaching-out")
    sends_one_message_and_hears_back(wren)
    wren.goes_on("06-hard-talk")
    prepares_a_talk(wren)
    wren.goes_on("07-rebuild")
    makes_a_promise_and_is_asked_about_it(wren)
    wren.goes_on("10-summary")
    sums_it_up(wren)
    watched.all_was_quiet()


def goes_through_safety(wren: Sitter) -> None:
    """With no worry: a date is written, and nothing of what was asked."""
    wren.chooses("start.their-word.answer", "not-said")
    wren.sees("What did she say about being in touch?")
    wren.goes_through_safety_with_no_worry()
    wren.sees("You went through these on")
    assert wren.said("start.block-done") == days_ago(0)
    assert "start.pause" not in wren.lines("start")
    assert "start.safety" not in wren.lines("start")
    assert wren.state() == "open"
    wren.writes("start.waiting.days", "30")
    wren.writes("start.worst.person", "Aunt Odile")


def finds_steady_ground(wren: Sitter) -> None:
    wren.chooses("steady.plan.leave-out", "calls", "looking")
    wren.sees("Calling her")
    urge = wren.adds("urge", "steady.urge.kind")
    wren.chooses("steady.urge.kind", "to-plead", entry=urge)
    wren.writes("steady.urge.day", days_ago(20), entry=urge)
    wren.chooses("steady.urge.strength", "7", entry=urge)
    wren.sees("So far, 1 urge is noted.")


def looks_at_what_happened(wren: Sitter) -> None:
    """02, 03 and 04."""
    wren.chooses("causes.pick", "crossed-wires", "little-time")
    wren.chooses("causes.crossed-wires.part", "a-lot")
    wren.chooses("causes.crossed-wires.whose", "between-us")
    wren.writes("causes.honest.real-reason", "We stopped telling each other things.")
    wren.sees("“Crossed wires” weighs most, and you see it as shared.")
    wren.goes_on("03-motives")
    wren.chooses("motives.steadier", "care-and-hope", "talking-better")
    wren.chooses("motives.honest.nothing-changed", "partly-happy")
    wren.goes_on("04-readiness")
    wren.chooses("readiness.steadiness.waited", "met")
    wren.chooses("readiness.ahead.accept-a-no", "met")


def sends_one_message_and_hears_back(wren: Sitter) -> None:
    """Written, checked, held, sent; after that no second one, until they write."""
    draft = wren.adds("draft", "reaching-out.draft.words")
    wren.writes("reaching-out.draft.words", f"{DRAFT} Please please answer me tonight.", entry=draft)
    wren.presses("Hold it against these rules")
    wren.sees("It points at:")
    wren.writes("reaching-out.draft.words", DRAFT, entry=draft)
    wren.sees_nothing_of("It points at:")
    wren.presses("Hold it against these rules")
    wren.sees("The rules found nothing to point at")
    wren.chooses("reaching-out.draft.hold", "a-day", entry=draft)
    wren.chooses("reaching-out.draft.outcome", "sent", entry=draft)
    wren.sees("Your one message is sent")
    wren.sees_nothing_of("New draft")
    assert wren.state() == "closed"
    wren.page.reload()
    wren.is_ready()
    wren.sees("A second message would press on it, and on you.", DRAFT)
    wren.sees_nothing_of("New draft")
    wren.chooses("reaching-out.draft.reply", "they-wrote", entry=f"{draft}.1")
    wren.sees("New draft")
    assert wren.state() == "open"
    assert wren.lines("reaching-out").count("reaching-out.draft.words") == 1


def prepares_a_talk(wren: Sitter) -> None:
    cause = wren.adds("cause", "hard-talk.causes.what")
    wren.writes("hard-talk.causes.what", "Days went by without a word.", entry=cause)
    wren.writes("hard-talk.causes.i-felt", "Left out.", entry=cause)
    wren.chooses("hard-talk.apology.whether", "there-is")
    wren.writes("hard-talk.apology.the-act", "I went silent for a week.")
    wren.writes("hard-talk.limits.not-for-compromise", "My evenings with the choir.")
    wren.chooses("hard-talk.ground-rules.rules", "sober", "one-thing")
    wren.chooses("hard-talk.invitation.answer", "willing")
    wren.presses("Write this as a sheet to print")
    wren.sees("The sheet is there.")
    (sheet,) = (wren.lab.data / "summaries").glob("*.html")
    assert "Days went by without a word." in sheet.read_text(encoding="utf-8")


def makes_a_promise_and_is_asked_about_it(wren: Sitter) -> None:
    """Told in 07, asked about in 09, and kept with the promise."""
    promise = wren.adds("promise", "rebuild.promise.who")
    wren.chooses("rebuild.promise.who", "me", entry=promise)
    wren.writes("rebuild.promise.what", "I answer within a day.", entry=promise)
    wren.writes("rebuild.promise.by-when", days_ago(0), entry=promise)
    wren.opens("09-check-in")
    wren.chooses("check-in.today.mood", "7")
    wren.sees("I answer within a day.")
    wren.chooses("rebuild.promise.kept", "kept-it", entry=f"{promise}.1")
    assert f"{promise}.1,rebuild.promise.kept,kept-it" in wren.lines("rebuild")
    assert "rebuild.promise" not in wren.lines("check-in")


def sums_it_up(wren: Sitter) -> None:
    wren.chooses("summary.session.lean", "back")
    wren.sees("Reaching out is open. So is letting go. Neither is better.")
    wren.sees("You chose to wait 30 days.")
    assert "If you like: “" in wren.next_steps()
    wren.presses("Write the summary to a file")
    wren.sees("Nothing was sent anywhere.")
    (written,) = (wren.lab.data / "summaries").glob("summary-*.html")
    words = written.read_text(encoding="utf-8")
    assert "Crossed wires" in words
    assert "Wren" not in words
    assert DRAFT not in words


@pytest.mark.full
def test_one_who_lets_go_burns_a_letter_and_is_never_pointed_back(page: Page, watched: Watched, lab: Lab) -> None:
    ash = Sitter(page, lab)
    begins(ash, "Ash", "they-them", who="me")
    ash.chooses("start.their-word.answer", "said-no")
    ash.sees("Reaching out is closed: there was a no", "You told this workbook that they said no, or blocked you.")
    ash.goes_through_safety_with_no_worry()
    assert ash.state() == "closed"

    ash.goes_on("01-steady")
    ash.chooses("steady.plan.leave-out", "looking")
    letter = ash.adds("letter", "steady.letter.words")
    ash.writes("steady.letter.words", LETTER, entry=letter)
    assert holding(LETTER, lab.data) == {lab.data / "answers" / "steady.csv"}
    ash.presses("Burn this letter", sure=True)
    ash.lab.wait_until(lambda: not holding(LETTER, lab.data, lab.state))
    ash.sees_nothing_of(LETTER)

    ash.goes_on("02-causes")
    ash.chooses("causes.pick", "slow-drift")
    ash.goes_on("03-motives")
    ash.chooses("motives.honest.lean", "away")
    ash.opens("10-summary")
    ash.points_nowhere_closed()

    ash.opens("08-letting-go")
    ash.chooses("letting-go.signs.which", "lives-apart")
    ash.chooses("letting-go.waves.feelings", "sad", "relieved")
    ash.writes("letting-go.keep.stays-good", "The soup on Sundays.")
    ash.chooses("letting-go.now.parts-of-me", "a-friend", "a-maker")
    ash.goes_on("09-check-in")
    ash.chooses("check-in.today.mood", "6")
    ash.chooses("check-in.today.contact", "no-contact")
    ash.sees("Nothing is open here.")
    ash.goes_on("10-summary")
    ash.chooses("summary.session.lean", "away")
    ash.points_nowhere_closed()
    ash.sees("You told this workbook that they said no, or blocked you.", "Letting go is as good a way on as any")
    assert holding(LETTER, lab.data, lab.state) == set()
    assert ash.said("start.their-word.answer") == "said-no"
    watched.all_was_quiet()


@pytest.mark.full
def test_a_short_evening_an_urge_a_check_in_and_what_could_come_next(page: Page, watched: Watched, lab: Lab) -> None:
    someone = Sitter(page, lab)
    someone.opens("01-steady")
    urge = someone.adds("urge", "steady.urge.kind")
    someone.chooses("steady.urge.kind", "to-look", entry=urge)
    someone.opens("09-check-in")
    someone.chooses("check-in.today.mood", "2")
    someone.sees("That sounds like a hard day")
    someone.goes_on("10-summary")
    someone.sees("Reaching out is not open yet.")
    assert "Finding steady ground" in someone.next_steps()
    assert {path.name for path in (lab.data / "answers").glob("*.csv")} == {"steady.csv", "check-in.csv"}
    watched.all_was_quiet()

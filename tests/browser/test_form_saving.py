"""What a person writes or chooses is saved, or the form says that it is not; nothing typed is lost."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from form_harness import WORDS, Desk, Open, Room
from form_harness_pages import PART, UNSURE, WHOSE, part_field, section, whose_field, words_field

from workbook.errors import StoreError
from workbook.forms.form import Event, Reply
from workbook.screen import Button, Field, Notice, Page, Shown

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
MARKER = "zebra-7731"


def sent(room: Room, kind: str = "answer") -> list[dict[str, Any]]:
    return [message for message in room.tab.evaluate("window.line.sent") if message["type"] == kind]


def unsaved(room: Room) -> list[str]:
    return room.tab.evaluate("[...(window.__workbookUnsaved ?? new Map()).values()].map((held) => held.value)")  # type: ignore[no-any-return]


def test_choosing_saves_at_once_and_says_when(room: Open) -> None:
    desk = Desk(section(part_field()))
    here = room(desk)
    here.shown("causes.crossed-wires.part").get_by_text("A lot").click()
    here.saved("Saved 21:04")
    assert desk.answers["causes.crossed-wires.part", ""] == "much"
    assert here.tab.get_by_role("progressbar").get_attribute("aria-valuetext") == "1 of 1 answered"


def test_a_page_of_something_being_made_is_asked_for_again_until_it_is_there(room: Open) -> None:
    desk = Desk(section(part_field()))
    here = room(desk)
    here.tab.evaluate("""() => {
        const [begin, end] = [window.setInterval, window.clearInterval];
        window.running = new Set();
        window.setInterval = (...given) => { const made = begin(...given); window.running.add(made); return made; };
        window.clearInterval = (made) => { window.running.delete(made); end(made); };
    }""")
    desk.page = replace(desk.page, again=50)
    here.tab.evaluate("window.dispatchEvent(new Event('focus'))")
    here.tab.wait_for_function("window.line.sent.filter((message) => message.type === 'look').length > 3")
    assert here.tab.evaluate("window.running.size") == 1

    desk.page = replace(desk.page, again=0, title="It is there")
    here.tab.get_by_text("It is there").wait_for()
    assert here.tab.evaluate("window.running.size") == 0


def test_several_choices_are_sent_as_keys_and_not_sure_stands_alone(room: Open) -> None:
    desk = Desk(section(whose_field()))
    here = room(desk)
    question = here.shown("causes.crossed-wires.whose")
    question.get_by_label("Between us").check()
    question.get_by_label("Mine").check()
    question.get_by_label("Not sure").check()
    question.get_by_label("Theirs").check()
    assert [message["value"] for message in sent(here)] == ["between", "mine between", "not-sure", "theirs"]
    assert not question.get_by_label("Not sure").is_checked()


def test_text_is_sent_once_a_moment_after_the_last_key(room: Open) -> None:
    desk = Desk(section(words_field()))
    here = room(desk)
    here.tab.get_by_role("textbox").press_sequentially("I waited too long", delay=5)
    here.saved()
    assert [message["value"] for message in sent(here)] == ["I waited too long"]
    assert unsaved(here) == []


def test_text_is_sent_when_leaving_the_box(room: Open) -> None:
    desk = Desk(section(words_field(), part_field()))
    here = room(desk)
    here.tab.clock.install()  # no pause will ever pass
    here.tab.get_by_role("textbox").fill("I waited")
    here.tab.keyboard.press("Tab")
    here.saved()
    assert desk.answers["causes.honest.unsaid", ""] == "I waited"


@pytest.mark.parametrize("leaving", ["pagehide", "visibilitychange"])
def test_text_is_sent_when_the_tab_is_closed_or_hidden(room: Open, leaving: str) -> None:
    desk = Desk(section(words_field()))
    here = room(desk)
    here.tab.clock.install()
    here.tab.get_by_role("textbox").fill("I waited")
    here.tab.evaluate(
        """(leaving) => { Object.defineProperty(document, "hidden", { value: true, configurable: true });
        (leaving === "pagehide" ? window : document).dispatchEvent(new Event(leaving)); }""",
        leaving,
    )
    assert sent(here)[-1]["value"] == "I waited"


def test_leave_blank_takes_the_answer_back(room: Open) -> None:
    desk = Desk(section(part_field(value="some")), answers={("causes.crossed-wires.part", ""): "some"})
    here = room(desk)
    here.tab.get_by_role("button", name="Leave blank").click()
    here.tab.get_by_role("button", name="Leave blank").wait_for(state="detached")
    here.saved()
    assert desk.answers["causes.crossed-wires.part", ""] == ""
    assert here.tab.locator(":checked").count() == 0
    assert here.tab.evaluate("document.activeElement.closest('.wb-q') !== null"), "the focus stays at the question"


def test_nothing_is_chosen_for_the_person(room: Open) -> None:
    mood = Field("check-in.mood", "", "number", "Mood?", low=0, high=10, options=(UNSURE,))
    here = room(Desk(section(part_field(), whose_field(), mood)))
    assert here.tab.locator(":checked").count() == 0


def test_arrow_keys_pass_through_choices_without_saving_each(room: Open) -> None:
    desk = Desk(section(part_field(value="none")))
    here = room(desk)
    here.tab.get_by_label("None").focus()
    for _ in range(3):
        here.tab.keyboard.press("ArrowRight")
    here.saved()
    assert [message["value"] for message in sent(here)] == ["much"]


def test_a_slow_kernel_is_told_beside_the_question_and_the_answer_arrives_once(room: Open) -> None:
    desk = Desk(section(words_field()))
    here = room(desk)
    here.tab.clock.install()
    here.tab.evaluate("window.line.slow = true")
    here.tab.get_by_role("textbox").fill("I waited")
    here.tab.clock.run_for(3500)
    trouble = here.tab.locator(".wb-q .wb-trouble")
    trouble.get_by_text(WORDS["not-saved"]).wait_for()
    assert trouble.get_attribute("id") in here.tab.get_by_role("textbox").get_attribute("aria-describedby")
    here.tab.clock.run_for(10_000)
    assert len(sent(here)) > 1, "it is tried again"
    here.tab.evaluate("window.line.slow = false; window.deliverHeld()")
    trouble.wait_for(state="detached")
    here.saved()
    assert [event.value for event in desk.events] == ["I waited"]


def test_a_cut_line_is_told_and_what_was_given_is_saved_when_it_is_back(room: Open) -> None:
    desk = Desk(section(words_field(), part_field()))
    here = room(desk)
    here.tab.evaluate("window.line.cut = true")
    here.tab.get_by_role("textbox").fill("I waited")
    here.shown("causes.crossed-wires.part").get_by_text("A lot").click()
    here.tab.locator(".wb-trouble").nth(1).wait_for()
    assert here.tab.locator(".wb-saved").inner_text() == WORDS["behind"]
    here.tab.evaluate("window.line.cut = false; window.dispatchEvent(new Event('workbook:kernel-back'))")
    here.saved()
    assert desk.answers == {("causes.honest.unsaid", ""): "I waited", ("causes.crossed-wires.part", ""): "much"}
    assert here.tab.locator(".wb-trouble").count() == 0


def test_what_was_typed_before_the_kernel_died_fills_the_form_that_is_built_again(room: Open) -> None:
    first, second = Desk(section(words_field())), Desk(section(words_field()))
    here = room(first)
    here.tab.evaluate("window.line.cut = true; window.dispatchEvent(new Event('workbook:kernel-lost'))")
    here.tab.get_by_text(WORDS["lost"]).wait_for()
    here.tab.get_by_role("textbox").fill("still here")
    here.tab.locator(".wb-trouble").wait_for()
    here.tab.evaluate("window.unmount(); window.line.cut = false")
    here.tab.evaluate("number => window.mount(number)", here.add(second))
    here.saved()
    assert second.answers["causes.honest.unsaid", ""] == "still here"
    assert here.tab.get_by_role("textbox").input_value() == "still here"
    assert unsaved(here) == []


def test_private_answers_go_with_the_kernel_and_the_page_says_why(room: Open) -> None:
    afraid = Field(
        "start.afraid",
        "",
        "choice",
        "Are you afraid?",
        options=(Shown("no-fear", "No"), Shown("often", "Often")),
        private=True,
    )
    first, second = Desk(section(afraid)), Desk(section(afraid))
    here = room(first)
    here.tab.get_by_label("Often").check()
    here.saved()
    here.tab.evaluate("window.unmount()")
    here.tab.evaluate("number => window.mount(number)", here.add(second))
    here.tab.get_by_text(WORDS["private-gone"]).wait_for()
    assert here.tab.locator(":checked").count() == 0
    assert second.events == []


def test_a_private_answer_that_cannot_be_sent_waits_in_the_form_alone(room: Open) -> None:
    secret = Field("start.secret", "", "text", "What are you afraid of?", private=True)
    here = room(Desk(section(secret)))
    here.tab.evaluate("window.line.cut = true")
    here.tab.get_by_role("textbox").fill(MARKER)
    here.tab.locator(".wb-trouble").wait_for()
    assert unsaved(here) == []


def test_a_save_that_fails_says_so_beside_the_question_and_keeps_the_text(room: Open) -> None:
    desk = Desk(section(words_field(), part_field()), refuse=StoreError("disk-full"))
    here = room(desk)
    here.tab.get_by_role("textbox").fill("all my words")
    here.shown("causes.honest.unsaid").get_by_text("the disk is full").wait_for()
    assert here.shown("causes.crossed-wires.part").locator(".wb-trouble").count() == 0
    assert here.tab.get_by_role("textbox").input_value() == "all my words"
    desk.refuse = ""
    here.tab.get_by_role("button", name=WORDS["again"]).click()
    here.saved()
    assert desk.answers["causes.honest.unsaid", ""] == "all my words"


def test_a_fault_of_ours_is_one_kind_sentence_and_no_traceback(room: Open) -> None:
    here = room(Desk(section(part_field()), refuse=ZeroDivisionError(MARKER)))
    here.tab.get_by_label("Some").check()
    here.tab.locator(".wb-trouble", has_text=WORDS["failed"]).wait_for()
    assert MARKER not in here.tab.content()
    assert here.tab.get_by_label("Some").is_checked()


def test_typing_goes_on_undisturbed_while_pages_arrive(room: Open) -> None:
    desk = Desk(section(part_field(), words_field(value="I wanted Sam to ask.")))
    here = room(desk)
    box = here.tab.get_by_role("textbox")
    here.shown("causes.honest.unsaid").get_by_text("Why we ask").click()
    box.focus()
    here.tab.evaluate("document.activeElement.setSelectionRange(9, 9)")
    here.tab.keyboard.type("X")
    new = Notice("low", "That sounds like a hard day", ("There are people.",))
    desk.page = replace(desk.page, title="Renamed", parts=(new, *desk.page.parts))
    here.forms[0].refresh()
    here.say()
    here.tab.get_by_role("heading", name="Renamed").wait_for()
    here.tab.keyboard.type("Y")
    assert box.input_value() == "I wanted XYSam to ask."
    assert here.tab.locator("details[open]").count() == 1
    here.saved()
    assert desk.answers["causes.honest.unsaid", ""] == "I wanted XYSam to ask."


def test_words_typed_while_an_earlier_save_is_on_its_way_stay(room: Open) -> None:
    desk = Desk(section(words_field()))
    here = room(desk)
    here.tab.evaluate("window.line.slow = true")
    box = here.tab.get_by_role("textbox")
    box.press_sequentially("one")
    here.tab.wait_for_function("window.line.sent.some((message) => message.value === 'one')")
    box.press_sequentially(" two")
    here.tab.evaluate("window.line.slow = false; window.deliverHeld()")
    here.tab.wait_for_function("window.line.sent.some((message) => message.value === 'one two')")
    here.saved()
    assert box.input_value() == "one two"
    assert desk.answers["causes.honest.unsaid", ""] == "one two"


def without_words(event: Event, page: Page) -> Page:
    """As a question does that is asked after some answers alone."""
    if event.question != "causes.crossed-wires.part":
        return page
    return replace(page, parts=tuple(part for part in page.parts if part.type != "field" or part.kind != "text"))


@pytest.fixture
def late(room: Open) -> Room:
    """“A lot” was chosen on a slow machine, and the box gone to at once; the kernel's answer takes that box away."""
    here = room(Desk(section(part_field(), words_field()), then=without_words))
    here.tab.evaluate("window.line.slow = true")
    here.tab.get_by_label("A lot").check()
    here.tab.get_by_role("textbox").focus()
    return here


def let_through(here: Room) -> None:
    """The kernel's word on all that was sent so far, and whether the form heard it."""
    here.tab.evaluate("window.line.slow = false; window.deliverHeld()")
    here.saved()


@pytest.mark.parametrize("before", ["", "I never "])
def test_the_box_being_typed_in_is_not_taken_away_by_an_answer_that_comes_late(late: Room, before: str) -> None:
    late.tab.keyboard.type(before)
    let_through(late)
    late.tab.keyboard.type("said so")
    assert late.tab.get_by_role("textbox").input_value() == f"{before}said so"
    assert late.tab.locator("input[value=much]").is_checked()


def test_once_it_is_left_and_saved_the_box_goes_and_the_words_are_kept(late: Room) -> None:
    late.tab.keyboard.type("I never said so")
    let_through(late)
    assert late.tab.get_by_role("textbox").count() == 1
    late.tab.get_by_label("A lot").focus()
    late.tab.get_by_role("textbox").wait_for(state="detached")
    assert late.desks[0].answers["causes.honest.unsaid", ""] == "I never said so"


def test_words_that_are_on_their_way_keep_their_box_after_it_is_left(late: Room) -> None:
    late.tab.keyboard.type("I never said so")
    late.tab.get_by_label("A lot").focus()
    late.tab.wait_for_function("window.line.held.length === 2")
    late.tab.evaluate("window.line.slow = false; window.line.models[0].deliver(window.line.held.shift()[1])")
    late.saved()
    assert late.tab.get_by_role("textbox").input_value() == "I never said so"
    late.tab.evaluate("window.deliverHeld()")
    late.tab.get_by_role("textbox").wait_for(state="detached")
    assert late.desks[0].answers["causes.honest.unsaid", ""] == "I never said so"


def test_an_older_page_never_replaces_a_newer(room: Open) -> None:
    here = room(Desk(section(part_field())))
    old = replace(section(part_field()), title="Old", rev=0).as_json()
    here.tab.evaluate("page => window.line.models[0].hear({ type: 'page', page })", old)
    assert here.tab.get_by_role("heading", name="Crossed wires").is_visible()


def test_an_answer_given_in_another_window_shows_when_the_tab_is_looked_at(room: Open) -> None:
    desk = Desk(section(part_field()))
    here = room(desk)
    desk.answers["causes.crossed-wires.part", ""] = "heart"
    here.tab.evaluate("window.dispatchEvent(new Event('focus'))")
    here.tab.locator("input[value=heart]:checked").wait_for()


def test_two_tabs_on_one_kernel_both_show_what_one_saved(room: Open) -> None:
    desk = Desk(section(part_field()))
    here = room(desk)
    there = here.open()
    here.said.clear()
    there.get_by_label("A lot").check()
    there.locator(".wb-saved", has_text="Saved").wait_for()
    for message in here.said:  # the kernel says everything to every tab
        here.tab.evaluate("message => window.line.models[0].hear(message)", message)
    here.tab.locator("input[value=much]:checked").wait_for()
    here.saved()


def test_a_button_that_asks_first_does_nothing_until_yes(room: Open) -> None:
    asks = Button("delete", "Delete this thing", "e7", "Delete this for good?")
    desk = Desk(section(words_field(sitting="e7"), asks))
    here = room(desk)
    here.tab.get_by_role("button", name="Delete this thing").click()
    here.tab.get_by_text("Delete this for good?").wait_for()
    assert here.tab.evaluate("document.activeElement.textContent") == WORDS["no"]
    here.tab.keyboard.press("Enter")
    assert here.tab.evaluate("document.activeElement.textContent") == "Delete this thing"
    assert desk.events == []
    here.tab.keyboard.press("Enter")
    here.tab.get_by_role("button", name="Delete this thing").click()
    here.saved()
    assert [(event.kind, event.action, event.target) for event in desk.events] == [("action", "delete", "e7")]


def test_a_text_of_a_deleted_entry_never_comes_back(room: Open) -> None:
    asks = Button("delete", "Delete this thing", "e7", "Delete this for good?")
    desk = Desk(section(words_field(sitting="e7"), asks))
    here = room(desk)
    here.tab.evaluate("window.line.cut = true")
    here.tab.get_by_role("textbox").fill(MARKER)
    here.tab.locator(".wb-trouble").wait_for()
    here.tab.evaluate("window.line.cut = false")
    here.tab.get_by_role("button", name="Delete this thing").click()
    here.tab.get_by_role("button", name="Delete this thing").click()
    here.saved()
    assert [event.kind for event in desk.events] == ["action"]
    assert unsaved(here) == []


def test_keeping_a_private_answer_is_asked_for_and_can_be_undone(room: Open) -> None:
    afraid = Field("start.afraid", "", "choice", "Are you afraid?", options=(Shown("often", "Often"),), private=True)

    def kept(event: Event, page: Page) -> Page:
        return replace(page, parts=(replace(afraid, keeps=event.action == "keep"),))

    desk = Desk(section(afraid), then=kept)
    here = room(desk)
    assert here.tab.get_by_label(WORDS["keep"]).count() == 0
    here.tab.get_by_text(WORDS["private"]).wait_for()
    here.tab.get_by_label("Often").check()
    here.tab.get_by_label(WORDS["keep"]).check()
    here.tab.get_by_text(WORDS["private-kept"]).wait_for()
    assert (desk.events[-1].action, desk.events[-1].target) == ("keep", "start.afraid")
    here.tab.get_by_label(WORDS["keep"]).uncheck()
    here.tab.get_by_text(WORDS["private"]).wait_for()
    assert desk.events[-1].action == "unkeep"


def test_a_typed_date_is_sent_whole(room: Open) -> None:
    desk = Desk(
        section(
            Field(
                "start.when",
                "",
                "date",
                "When did it end?",
                options=(Shown("do-not-remember", "I do not remember", apart=True),),
            )
        )
    )
    here = room(desk)
    here.tab.locator("input[type=date]").focus()
    here.tab.keyboard.type("09142026", delay=30)
    here.saved()
    assert [message["value"] for message in sent(here)] == ["2026-09-14"]
    here.tab.get_by_label("I do not remember").check()
    here.tab.wait_for_function("document.querySelector('input[type=date]').value === ''")
    assert sent(here)[-1]["value"] == "do-not-remember"


def test_no_answer_is_left_in_the_browsers_storage_or_the_address(room: Open) -> None:
    desk = Desk(section(words_field(), part_field(options=(*PART, *WHOSE))))
    here = room(desk)
    here.tab.get_by_role("textbox").fill(MARKER)
    here.saved()
    kept = here.tab.evaluate(
        """() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state, location.href,
        document.cookie])"""
    )
    assert MARKER not in json.dumps(kept)


def test_when_no_page_comes_the_person_is_told(browser: Browser) -> None:
    class Silent(Desk):
        def make(self) -> Any:
            raise StoreError("file-unreadable", path="causes.csv", why="it is a folder")

    here = Room(browser, Silent(section()))
    here.tab.get_by_text("cannot be read (it is a folder)").wait_for()
    here.close()


def test_when_the_kernel_says_nothing_at_all_one_sentence_shows(browser: Browser) -> None:
    here = Room(browser)
    here.tab.clock.install()
    here.tab.evaluate("window.line.cut = true")
    here.add(Desk(section()))
    here.tab.evaluate("number => window.mount(number)", 0)
    here.tab.clock.run_for(5500)
    here.tab.get_by_text("taking longer than it should").wait_for()
    here.tab.evaluate("window.line.cut = false")
    here.tab.clock.run_for(5500)
    here.tab.get_by_role("heading", name="Crossed wires").wait_for()
    assert here.tab.get_by_text("taking longer").count() == 0
    here.close()


def test_after_an_action_the_form_goes_where_it_is_sent(room: Open) -> None:
    desk = Desk(section(part_field(), Button("add", "Add a thing"), words_field(sitting="e8")))
    desk.answered_as = Reply(saved="Saved 21:05", effect="focus:e8")
    here = room(desk)
    here.tab.get_by_role("button", name="Add a thing").click()
    here.saved("Saved 21:05")
    assert here.tab.evaluate("document.activeElement.tagName") == "TEXTAREA"

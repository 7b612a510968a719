"""What a screen reader is given: names, roles, values and states of a section of each kind, and what is said unasked.

The accessibility tree of Chromium is asked, not a screen reader; docs/read-aloud.md says what that leaves open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from form_harness import Room
from playwright.sync_api import expect
from reaching import answered
from real_sections import form

from workbook.desk import Desk

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator

pytestmark = pytest.mark.browser
Open = Callable[..., Room]


@pytest.fixture
def their_folder(tmp_path: Path) -> Path:
    return answered(tmp_path / "data", "filled")


@pytest.fixture
def room(browser: Browser) -> Iterator[Open]:
    rooms: list[Room] = []

    def open_room(folder: Path, *names: str) -> Room:
        rooms.append(Room(browser, *(form(folder, name) for name in names)))
        return rooms[-1].drawn()

    yield open_room
    for one in rooms:
        one.close()
    assert not any(one.problems for one in rooms)


def tree(room: Room, role: str, name: str) -> list[dict[str, Any]]:
    """Nodes of the accessibility tree with this role and name, each with its description and states."""
    session = room.context.new_cdp_session(room.tab)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]

    def said(node: dict[str, Any], what: str) -> Any:
        return node.get(what, {}).get("value", "")

    found = [node for node in nodes if said(node, "role") == role and said(node, "name") == name]
    return [
        {"description": said(node, "description"), "value": said(node, "value")}
        | {each["name"]: each["value"].get("value") for each in node.get("properties", [])}
        for node in found
    ]


def only(room: Room, role: str, name: str) -> dict[str, Any]:
    [node] = tree(room, role, name)
    return node


def asked(room: Room, name: str) -> Locator:
    return room.tab.get_by_role("group", name=name, exact=True)


def test_the_top_of_a_chapter_says_where_one_is_and_each_way_from_there(room: Open, their_folder: Path) -> None:
    here = room(their_folder, "begin:causes")
    expect(here.tab.locator("body")).to_match_aria_snapshot(
        """
        - region "Leave quickly":
          - button "Leave quickly"
        - main:
          - navigation "Workbook":
            - link "Notes"
            - list "The way through"
            - 'link "Back to: Finding steady ground"'
            - 'link "On to: Why I want this"'
            - button "Help"
          - heading "What went wrong" [level=1]
        """
    )
    assert only(here, "button", "Leave quickly")["description"].startswith("A plain page opens in its place")
    assert here.tab.get_by_role("link", name="What went wrong").get_attribute("aria-current") == "step"
    assert only(here, "button", "Help")["hasPopup"] == "dialog"


def test_a_scale_says_its_question_its_hint_and_what_is_chosen(room: Open, their_folder: Path) -> None:
    here = room(their_folder, "readiness.steadiness")
    expect(here.tab.get_by_role("main")).to_match_aria_snapshot(
        """
        - region "On steady ground":
          - heading "On steady ground" [level=2]
          - progressbar "Answered"
          - group "The urge to beg has gone":
            - radio "Not met"
            - radio "Met" [checked]
            - radio "Not sure"
        """
    )
    assert only(here, "group", "The urge to beg has gone")["description"].startswith("You could hear their name")
    bar = here.tab.get_by_role("progressbar", name="Answered")
    assert [bar.get_attribute(f"aria-value{what}") for what in ("now", "max", "text")] == ["4", "4", "4 of 4 answered"]


def test_a_choice_says_what_was_said_last_time(room: Open, their_folder: Path) -> None:
    here = room(their_folder, "start.ending")
    who = only(here, "group", "Who ended it?")
    assert who["description"] == "As you see it today Last time, 21 August: They did"
    expect(asked(here, "Who ended it?").get_by_role("radio")).to_have_count(5)


def test_a_date_is_asked_by_name_and_its_other_answer_stands_beside_it(room: Open, their_folder: Path) -> None:
    here = room(their_folder, "start.ending")
    group = asked(here, "When were you last in touch?")
    assert group.get_by_label("When were you last in touch?", exact=True).last.input_value() == "2026-11-02"
    assert tree(here, "Date", "When were you last in touch?")
    expect(group.get_by_role("checkbox", name="I do not remember")).not_to_be_checked()


def test_several_may_be_chosen_and_what_is_picked_has_a_part_of_its_own(room: Open, their_folder: Path) -> None:
    here = room(their_folder, "causes.pick")
    picked = asked(here, "What had a part in it?").get_by_role("checkbox", checked=True)
    names = {box.get_attribute("value") for box in picked.all()}
    assert {"crossed-wires", "slow-drift"} <= names
    part = here.tab.get_by_role("region", name="Crossed wires")
    expect(part.get_by_role("heading", level=3)).to_have_text("Crossed wires")
    expect(part.get_by_role("group", name="How big a part did this play?")).to_have_count(1)
    expect(part.get_by_role("radio", checked=True)).not_to_have_count(0)


def test_a_box_for_words_says_its_question_hint_and_what_is_in_it(room: Open, their_folder: Path) -> None:
    here = room(their_folder, "causes.honest")
    box = only(here, "textbox", "What do you think the real reason was, not the polished one?")
    assert box["description"].startswith("One sentence is plenty")
    assert box["value"]
    assert box["multiline"] is True


def test_a_number_says_what_its_ends_stand_for(room: Open, their_folder: Path) -> None:
    here = room(their_folder, "check-in.today")
    mood = asked(here, "How is your mood?")
    expect(mood.get_by_role("radio")).to_have_count(12)
    for end in ("0 Very low", "10 Very good", "Not sure"):
        expect(mood.get_by_role("radio", name=end, exact=True)).to_have_count(1)


def test_each_entry_of_a_log_is_a_part_with_its_own_name_and_its_own_way_to_delete_it(
    room: Open, their_folder: Path
) -> None:
    here = room(their_folder, "steady.urge")
    for number in (1, 2, 3):
        entry = here.tab.get_by_role("region", name=f"Urge {number}", exact=True)
        expect(entry.get_by_role("heading", name=f"Urge {number}")).to_have_count(1)
        expect(entry.get_by_role("button", name="Delete this urge")).to_have_count(1)
    here.tab.get_by_role("button", name="Delete this urge").first.click()
    expect(here.tab.get_by_role("group", name="Delete this").get_by_role("button")).to_have_count(2)


def test_the_safety_questions_say_what_comes_before_the_first_is_asked(room: Open, their_folder: Path) -> None:
    here = room(their_folder, "start.safety")
    expect(here.tab.get_by_role("note")).to_contain_text("You went through these on")
    expect(here.tab.get_by_role("radio")).to_have_count(0)
    here.tab.get_by_role("button", name="Show me the questions").click()
    first = here.tab.get_by_role("group").filter(has=here.tab.get_by_role("radio")).first
    first.wait_for()
    assert (
        "Private. It is not written down." in only(here, "group", first.locator("legend").inner_text())["description"]
    )
    assert here.tab.evaluate("document.activeElement !== document.body"), (
        "the focus does not fall to the top of the page"
    )


def test_a_promise_is_asked_about_on_its_day_with_its_own_words(room: Open, their_folder: Path) -> None:
    desk = Desk(their_folder)
    entry = desk.begin_entry("rebuild.promise").split()[-1]
    desk.answer("rebuild.promise.what", "Two evenings free", entry)
    desk.answer("rebuild.promise.by-when", f"{desk.now - timedelta(days=1):%Y-%m-%d}", entry)
    here = room(their_folder, "check-in.promises")
    expect(here.tab.get_by_role("region").filter(has_text="Two evenings free").first).to_be_visible()
    expect(asked(here, "How did it go?").get_by_role("radio", name="Not yet")).to_have_count(1)


def test_what_a_check_of_a_draft_finds_is_said_and_stands_in_the_page(room: Open, tmp_path: Path) -> None:
    here = room(answered(tmp_path / "data", "filled"), "reaching-out.draft")
    box = here.tab.get_by_role("textbox", name="What would it say?")
    box.fill("If you do not answer me I cannot live like this. You owe me. You owe me an answer by tonight!")
    here.saved("Saved")
    here.tab.get_by_role("button", name="Hold it against these rules").click()
    note = here.tab.get_by_role("region", name="Draft 1").get_by_role("note").first
    note.wait_for()
    said = here.tab.locator("p.wb-unseen[role=status]").inner_text()
    assert said
    assert said.split(". ")[0] in here.tab.get_by_role("region", name="Draft 1").inner_text()


def test_home_is_headings_and_lists_of_links(room: Open, their_folder: Path) -> None:
    here = room(their_folder, "home")
    expect(here.tab.get_by_role("main")).to_match_aria_snapshot(
        """
        - region "Where you are":
          - heading "Where you are" [level=2]
          - heading "Something small that could come next" [level=3]
          - list:
            - listitem:
              - link
          - heading "All the pages" [level=3]
          - list:
            - listitem:
              - link "Finding steady ground"
        """
    )


def test_where_things_stand_is_a_heading_a_criterion_and_never_a_number_of_them(room: Open, their_folder: Path) -> None:
    here = room(their_folder, "standing")
    expect(here.tab.get_by_role("heading", level=3)).to_have_count(18)
    expect(here.tab.get_by_role("progressbar")).to_have_count(0)


def test_writing_the_summary_is_said(room: Open, their_folder: Path) -> None:
    here = room(their_folder, "paper")
    here.tab.get_by_role("button", name="Write the summary to a file").click()
    written = here.tab.get_by_role("note").filter(has_text="Nothing was sent anywhere")
    written.wait_for()
    assert here.tab.locator("p.wb-unseen[role=status]").inner_text() != ""


# ---- said by itself


def test_saved_is_said_after_an_answer_and_not_saved_when_it_is_not(room: Open, their_folder: Path) -> None:
    here = room(their_folder, "causes.honest")
    box = here.tab.get_by_role("textbox").first
    live = here.tab.locator(".wb-saved[role=status]")
    before = live.inner_text()
    box.fill("I waited for it.")
    expect(live).not_to_have_text(before)
    expect(live).to_contain_text("Saved ")
    here.tab.evaluate("window.line.cut = true")
    box.fill("And then I did not.")
    expect(live).to_have_text("Not saved yet")
    assert "Not saved yet" in only(here, "textbox", box.evaluate("one => one.labels[0].innerText"))["description"]


def test_a_pause_is_said_when_an_answer_sets_it(room: Open, their_folder: Path) -> None:
    here = room(their_folder, "causes.safe")
    here.tab.locator('input[value="some-of-that"]').first.check()
    said = here.tab.locator("p.wb-unseen[role=status]")
    expect(said).to_have_text("Reaching out is closed for now")

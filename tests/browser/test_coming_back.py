"""Coming back: after a week away, and to a tab that lay beside another; nothing is lost, nothing is overwritten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from labs import Lab, start
from playwright.sync_api import expect
from steps import AT_NOON, Sitter, here_and_now

from workbook.desk import Desk

if TYPE_CHECKING:
    from playwright.sync_api import Page

HONEST = "causes.honest.real-reason"
PICK = "causes.pick"
LOOKED_AT = "window.dispatchEvent(new Event('focus'))"
BLAME = ("overdue", "missed", "late", "behind", "streak", "broke", "only", "should have", "forgot", "unfinished")


def lately(lab: Lab, *said: tuple[str, str], days: int) -> None:
    """What the person answered so many days ago."""
    desk = Desk(lab.data, clock=lambda: here_and_now() - timedelta(days=days))
    for question, value in said:
        desk.answer(question, value)


@pytest.fixture
def week_later(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """Some of two chapters was answered a week ago, and nothing since."""
    lab = start(tmp_path_factory, env=AT_NOON)
    lately(lab, ("start.them.name", "Sam"), ("check-in.today.mood", "3"), days=7)
    lately(lab, (PICK, "crossed-wires little-time"), (HONEST, "We stopped talking."), days=7)
    yield lab
    lab.stop()


def day_of_then() -> str:
    then = here_and_now() - timedelta(days=7)
    return f"{then.day} {then:%B}"


def test_after_a_week_away_home_says_when_one_was_here_and_offers_one_small_thing(page: Page, week_later: Lab) -> None:
    back = Sitter(page, week_later)
    before = {path.name: path.read_bytes() for path in (week_later.data / "answers").iterdir()}
    back.opens("00-start-here")
    home = page.locator('.wb-card[data-key="home"]')
    expect(home.get_by_text(f"You were last here on {day_of_then()}")).to_contain_text("Days off are fine.")
    expect(home.get_by_role("listitem").filter(has_text="What went wrong")).to_contain_text(f"last on {day_of_then()}")
    assert home.get_by_role("heading", name="Something small that could come next").count() == 1
    words = home.inner_text().lower().split()
    assert [word for word in BLAME if word in words] == []
    assert {path.name: path.read_bytes() for path in (week_later.data / "answers").iterdir()} == before


def test_after_a_week_away_an_unfinished_chapter_is_as_it_was_left_and_goes_on(page: Page, week_later: Lab) -> None:
    back = Sitter(page, week_later)
    back.opens("02-causes")
    expect(back.section(PICK).locator(".wb-saved")).to_have_text(f"Saved {day_of_then()}")
    expect(back.question(PICK).locator("input:checked")).to_have_count(2)
    expect(back.question(HONEST).locator("textarea")).to_have_value("We stopped talking.")
    back.chooses("causes.crossed-wires.part", "a-lot")
    back.writes(HONEST, "We stopped talking. I was tired.")
    assert back.said(PICK) == "crossed-wires little-time"
    assert {row.sitting for row in back.answers().chapter("causes")} == {"s1"}


def test_after_a_week_away_today_begins_blank_and_that_day_is_kept(page: Page, week_later: Lab) -> None:
    back = Sitter(page, week_later)
    back.opens("09-check-in")
    mood = back.question("check-in.today.mood")
    expect(mood.get_by_text(f"Last time, {day_of_then()}: 3")).to_be_visible()
    expect(mood.locator("input:checked")).to_have_count(0)
    back.chooses("check-in.today.mood", "6")
    assert [row.value for row in back.answers().by_sitting("check-in.today.mood")] == ["3", "6"]


@pytest.fixture
def two_tabs(page: Page, lab: Lab) -> tuple[Sitter, Sitter]:
    """One chapter, open twice."""
    both = Sitter(page, lab), Sitter(page.context.new_page(), lab)
    for one in both:
        one.opens("02-causes")
    return both


def test_words_begun_in_one_tab_can_be_ended_in_the_other(two_tabs: tuple[Sitter, Sitter]) -> None:
    here, there = two_tabs
    there.writes(HONEST, "We stopped talking.")
    here.page.evaluate(LOOKED_AT)
    box = here.question(HONEST).locator("textarea")
    expect(box).to_have_value("We stopped talking.")
    box.press("End")
    box.press_sequentially(" I was tired.")
    here.lab.wait_until(lambda: here.said(HONEST) == "We stopped talking. I was tired.")
    there.page.evaluate(LOOKED_AT)
    expect(there.question(HONEST).locator("textarea")).to_have_value("We stopped talking. I was tired.")


def test_what_is_being_typed_in_one_tab_stays_while_the_other_answers(two_tabs: tuple[Sitter, Sitter]) -> None:
    here, there = two_tabs
    box = here.question(HONEST).locator("textarea")
    box.press_sequentially("We stopped")
    there.chooses(PICK, "crossed-wires")
    there.writes("causes.honest.asked", "To be heard.")
    here.page.evaluate(LOOKED_AT)
    expect(here.question("causes.honest.asked").locator("textarea")).to_have_value("To be heard.")
    expect(box).to_be_focused()
    box.press_sequentially(" talking.")
    here.lab.wait_until(lambda: here.said(HONEST) == "We stopped talking.")
    assert (here.said(PICK), here.said("causes.honest.asked")) == ("crossed-wires", "To be heard.")


def test_home_in_one_tab_learns_of_an_answer_given_in_another(page: Page, week_later: Lab) -> None:
    home, today = Sitter(page, week_later), Sitter(page.context.new_page(), week_later)
    home.opens("00-start-here")
    home.sees("Days off are fine.")
    today.opens("09-check-in")
    today.chooses("check-in.today.mood", "6")
    home.page.evaluate(LOOKED_AT)
    home.sees("You were here today.")
    home.sees_nothing_of("Days off are fine.")

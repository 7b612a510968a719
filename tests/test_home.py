"""The start page as a place to come back to."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from made_up import NOW, TODAY, Answers, Given, also, edition, invented_person, said, standing

from workbook import example, person, showing
from workbook.desk import Desk
from workbook.pages.home import home
from workbook.pages.view import View
from workbook.screen import Button, Notice, Page, Way, Ways
from workbook.standing import reach


def page(answers: Answers) -> Page:
    found = edition()
    where = reach(answers, found.content, found.rules.stops, TODAY)
    view = View(
        edition=found, wording=person.wording(found, answers), answers=answers, sitting="s1", now=NOW, reach=where
    )
    return home(standing(answers), view)


def ways(found: Page) -> dict[str, tuple[Way, ...]]:
    return {part.title: part.ways for part in found.parts if isinstance(part, Ways)}


def chapter(found: Page, notebook: str) -> Way:
    return next(way for way in ways(found)["All the pages"] if way.notebook == notebook)


def promise(by: date) -> list[Given]:
    return [("rebuild.promise.what", "Ring when late", "e1"), ("rebuild.promise.by-when", by.isoformat(), "e1")]


def test_someone_new_is_welcomed_and_begins_with_one_press() -> None:
    found = page(said())

    (begin,) = (part for part in found.parts if isinstance(part, Button))
    assert (found.title, begin.label, begin.target) == ("Welcome", "Begin", "start.them")
    assert ways(found) == {}


def test_whoever_comes_back_sees_every_page_and_what_is_in_it_but_not_how_well() -> None:
    found = page(said(("causes.honest.real-reason", "We stopped talking"), ("causes.pick", "crossed-wires")))

    assert chapter(found, "02-causes").note == "2 answers, the last on 21 November"
    assert chapter(found, "03-motives").note == "Nothing written yet"
    assert len(ways(found)["All the pages"]) == len(edition().content.chapters) - 1


def test_an_answer_that_was_taken_back_is_not_counted() -> None:
    found = page(said(("causes.honest.real-reason", "Perhaps"), ("causes.honest.real-reason", "")))

    assert chapter(found, "02-causes").note == "Nothing written yet"


def test_nobody_is_told_off_for_days_away() -> None:
    away = page(said(("check-in.today.mood", "4"), at=NOW - timedelta(days=9)))

    assert away.lead == "You were last here on 12 November. Days off are fine."


def test_the_check_in_is_offered_once_a_day() -> None:
    assert ways(page(said(("causes.pick", "crossed-wires"))))["If you like, today"][0].notebook == "09-check-in"
    assert "If you like, today" not in ways(page(said(("check-in.today.mood", "4"))))


def test_what_a_next_step_offers_already_is_not_offered_twice() -> None:
    yesterday = [row for row in invented_person().rows if row.at.date() < TODAY]
    found = page(Answers(yesterday))
    offered = [way.notebook for way in ways(found)["Something small that could come next"]]

    assert "09-check-in" in offered
    assert "If you like, today" not in ways(found)


@pytest.mark.parametrize(("by", "shown"), [(TODAY, True), (TODAY + timedelta(days=1), False)])
def test_a_promise_comes_up_on_its_day_and_not_before(by: date, shown: bool) -> None:
    found = page(said(*promise(by), ("check-in.today.mood", "4")))

    assert ("If you like, today" in ways(found)) is shown


def test_a_promise_is_not_mentioned_while_a_pause_is_on_and_its_page_says_closed() -> None:
    found = page(said(*promise(TODAY), ("check-in.today.mood", "4"), ("start.pause", "on")))

    assert "If you like, today" not in ways(found)
    assert chapter(found, "07-rebuild").note.startswith("Closed for now.")
    assert chapter(found, "08-letting-go").note == "Nothing written yet"


def test_a_promise_that_was_answered_today_is_not_asked_about_again() -> None:
    kept = ("rebuild.promise.kept", "not-yet", "e1.1")
    found = page(said(*promise(TODAY), kept, ("check-in.today.mood", "4")))

    assert "If you like, today" not in ways(found)


def test_a_draft_that_rests_is_never_due() -> None:
    long_ago = said(
        ("reaching-out.draft.words", "Hello", "e1"),
        ("reaching-out.draft.hold", "a-day", "e1"),
        at=NOW - timedelta(days=5),
    )
    found = page(also(long_ago, ("check-in.today.mood", "4")))

    assert "If you like, today" not in ways(found)


def test_rest_is_no_link() -> None:
    (step,) = ways(page(invented_person()))["Something small that could come next"]

    assert (step.title, step.notebook) == ("Nothing more is needed today.", "")


def test_every_notebook_of_the_example_says_that_it_is_nobodys(tmp_path: Path) -> None:
    example.write(tmp_path / "data", TODAY)
    desk, own = Desk(tmp_path / "data", edition(), lambda: NOW), Desk(tmp_path / "own", edition(), lambda: NOW)

    for chapter in edition().content.chapters:
        assert "invented" in told(desk, chapter.id)
        assert "invented" not in told(own, chapter.id)


def told(desk: Desk, chapter: str) -> list[str]:
    return [part.id for part in showing.opening(desk, chapter).parts if isinstance(part, Notice)]

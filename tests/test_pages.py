"""What a person sees in a form, for every set of answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from workbook.answers import Answer, Answers
from workbook.pages.sections import section_page
from workbook.pages.standings import standing_page
from workbook.pages.view import View
from workbook.person import wording
from workbook.rulebook import Edition
from workbook.screen import Button, Field, Group, Page, Told
from workbook.standing import stand

NOW = datetime(2026, 11, 21, 21, 4, tzinfo=UTC)


class Sheet:
    """Answers given one after the other, and the page that they make."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.rows: list[Answer] = []
        self.private: dict[str, str] = {}

    def say(self, question: str, value: str, sitting: str = "s1", *, edited: bool = False) -> Sheet:
        self.rows.append(Answer(len(self.rows) + 1, NOW, sitting, question, value, edited))
        return self

    def page(self, section_id: str, sitting: str = "s1") -> Page:
        section = self.edition.content.section(section_id)
        assert section is not None
        answers = Answers(self.rows)
        view = View(self.edition, wording(self.edition, answers), answers, sitting, NOW, private=self.private)
        return section_page(section, view)


@pytest.fixture
def sheet(edition: Edition) -> Sheet:
    return Sheet(edition)


def fields(page: Page) -> Iterator[Field]:
    for part in page.parts:
        if isinstance(part, Field):
            yield part
        elif isinstance(part, Group):
            yield from (each for each in part.parts if isinstance(each, Field))


def test_nothing_is_chosen_before_the_person_chooses(sheet: Sheet, edition: Edition) -> None:
    for chapter in edition.content.chapters:
        for section in chapter.sections:
            assert {each.value for each in fields(sheet.page(section.id))} <= {""}


def test_a_cause_is_asked_about_only_once_it_was_picked(sheet: Sheet) -> None:
    before = [each.question for each in fields(sheet.page("causes.pick"))]
    after = [each.question for each in fields(sheet.say("causes.pick", "crossed-wires").page("causes.pick"))]

    assert before == ["causes.pick"]
    assert after == [
        "causes.pick",
        "causes.crossed-wires.part",
        "causes.crossed-wires.whose",
        "causes.crossed-wires.could-change",
    ]


def test_progress_counts_what_is_asked_now(sheet: Sheet) -> None:
    page = sheet.say("causes.pick", "crossed-wires").say("causes.crossed-wires.part", "some").page("causes.pick")

    assert (page.answered, page.asked, page.progress) == (2, 4, "2 of 4 answered")


def test_last_time_stands_in_grey_under_a_blank_question_in_words(sheet: Sheet) -> None:
    page = (
        sheet.say("motives.care-and-hope.strength", "fairly")
        .say("motives.steadier", "care-and-hope", "s2")
        .page("motives.steadier", "s2")
    )
    (strength,) = [each for each in fields(page) if each.question.endswith(".strength")]

    assert strength.value == ""
    assert strength.before.startswith("Last time, 21 November: ")


def test_a_private_answer_is_shown_from_memory_and_is_never_last_time(sheet: Sheet) -> None:
    sheet.private["causes.safe.harm"] = "none-of-that"
    (harm,) = [each for each in fields(sheet.page("causes.safe")) if each.question == "causes.safe.harm"]

    assert (harm.value, harm.private, harm.before) == ("none-of-that", True, "")


def test_a_line_that_was_changed_elsewhere_is_marked_at_its_question(sheet: Sheet) -> None:
    page = sheet.say("check-in.today.mood", "4", edited=True).page("check-in.today")

    assert [each.question for each in fields(page) if each.marked] == ["check-in.today.mood"]


def test_a_list_of_entries_offers_another_and_can_be_deleted(sheet: Sheet) -> None:
    page = sheet.say("causes.own-part.what", "I went quiet.", "e1").page("causes.own-part")
    groups = [part for part in page.parts if isinstance(part, Group)]

    assert [group.id for group in groups] == ["e1"]
    assert {button.action for button in page.parts if isinstance(button, Button)} == {"add-entry"}
    assert any(isinstance(part, Button) and part.action == "delete-entry" and part.asks for part in groups[0].parts)


@pytest.mark.parametrize(
    ("named", "asked"), [("", False), ("not-sure", False), ("2026-11-22", False), ("2026-11-21", True)]
)
def test_a_promise_is_not_asked_about_where_it_is_written_before_the_day_it_names(
    sheet: Sheet, named: str, asked: bool
) -> None:
    sheet.say("rebuild.promise.what", "Two evenings free", "e1").say("rebuild.promise.by-when", named, "e1")

    assert ("rebuild.promise.kept" in [each.question for each in fields(sheet.page("rebuild.promise"))]) == asked
    if named in ("", "not-sure"):  # the check-in asks, as the promise says
        assert "rebuild.promise.kept" in [each.question for each in fields(sheet.page("check-in.promises"))]


def test_one_question_is_not_counted_and_two_are(sheet: Sheet) -> None:
    assert [sheet.page(name).asked for name in ("start.waiting", "start.worst")] == [0, 2]


def test_while_no_pause_is_on_nothing_says_what_would_take_one_off(edition: Edition) -> None:
    answers = Answers([])
    view = View(edition, wording(edition, answers), answers, "s1", NOW)
    page = standing_page(stand(answers, edition.content, edition.rules, NOW), view)
    (pause,) = [part for part in page.parts if isinstance(part, Told) and "No pause is on" in " ".join(part.text)]

    assert not any(line.startswith("What would change it") for line in pause.text)


def test_pronouns_are_asked_form_by_form_only_by_those_who_want_their_own(sheet: Sheet) -> None:
    usual = {each.question for each in fields(sheet.page("start.them"))}
    own = {each.question for each in fields(sheet.say("start.them.pronouns", "own-words").page("start.them"))}

    assert own - usual >= {"start.them.subject", "start.them.object", "start.them.verb"}


def test_help_is_on_every_page_with_the_persons_own_country_first(sheet: Sheet, edition: Edition) -> None:
    sheet.say("start.place.country", "uk")
    for chapter in edition.content.chapters:
        for section in chapter.sections:
            shown = sheet.page(section.id).help
            assert shown is not None
            assert shown.here == "uk"
            assert any(line.number for place in shown.places for line in place.lines)


def test_each_help_line_says_when_it_was_looked_up_and_no_place_forgets_ones_own_conduct(sheet: Sheet) -> None:
    shown = sheet.page("start.place").help
    assert shown is not None
    assert all(
        line.checked == "Found on public pages on 21 November 2026, not confirmed with the provider"
        for line in (*shown.anywhere, *(each for place in shown.places for each in place.lines))
    )
    without = {place.key for place in shown.places if all(line.kind != "conduct" for line in place.lines)}
    assert {place.key for place in shown.places if place.note} == without != set()


def test_every_question_can_say_why_it_is_asked(sheet: Sheet, edition: Edition) -> None:
    asked = [
        each for chapter in edition.content.chapters for s in chapter.sections for each in fields(sheet.page(s.id))
    ]

    assert [each.question for each in asked if not each.why and not each.question.startswith("start.")] == []


def test_no_page_holds_a_token_that_was_not_filled(sheet: Sheet, edition: Edition) -> None:
    sheet.say("start.them.name", "Sam")
    for chapter in edition.content.chapters:
        for section in chapter.sections:
            assert "{" not in repr(sheet.page(section.id).as_json()).replace("{'", "").replace("{}", "").replace(
                ": {", ""
            )

"""The safety questions: a page before them, nothing written but a date and one line, and the only way a pause lifts."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from clocks import Clock
from made_up import edition

from workbook import showing
from workbook.desk import Desk
from workbook.screen import Button, Field, Group, Notice, Told

BLOCK = "start.safety"


@pytest.fixture
def desk(data: Path, clock: Clock) -> Desk:
    return Desk(data, edition(), clock)


def asked(desk: Desk) -> list[Field]:
    return [part for part in showing.section(desk, BLOCK).parts if isinstance(part, Field)]


def buttons(desk: Desk) -> dict[str, Button]:
    return {part.action: part for part in showing.section(desk, BLOCK).parts if isinstance(part, Button)}


def none_of_it(desk: Desk, *but: str) -> None:
    """Answer that nothing of it was so, except where it says otherwise."""
    desk.begin_block(BLOCK)
    for field in asked(desk):
        keys = [option.key for option in field.options]
        if field.question not in but:
            desk.answer(field.question, "none-of-that" if "none-of-that" in keys else "none-of-these")


def told_and_left(desk: Desk) -> None:
    none_of_it(desk, f"{BLOCK}.afraid")
    desk.answer(f"{BLOCK}.afraid", "some-of-that")
    desk.finish_block(BLOCK)


def test_a_page_says_what_comes_before_anything_is_asked(desk: Desk) -> None:
    page = showing.section(desk, BLOCK)

    assert not asked(desk)
    assert any(isinstance(part, Told) and part.text for part in page.parts)
    assert set(buttons(desk)) == {"block-begin"}


def test_nothing_is_chosen_and_nothing_is_written_by_looking(desk: Desk) -> None:
    desk.begin_block(BLOCK)

    assert {field.value for field in asked(desk)} == {""}
    assert all(field.private for field in asked(desk))
    assert not desk.store.chapters()


def test_the_gravest_questions_come_last_and_only_after_a_yes(desk: Desk) -> None:
    desk.begin_block(BLOCK)
    before = [field.question for field in asked(desk)]
    desk.answer(f"{BLOCK}.hurt", "some-of-that")
    after = [field.question for field in asked(desk)]

    graver = [f"{BLOCK}.{each}" for each in ("injured", "choked", "weapon")]
    assert not set(graver) & set(before)
    assert after[-3:] == graver


@pytest.mark.parametrize("told", ["some-of-that", "not-sure", "prefer-not-to-say"])
def test_after_choking_or_not_being_sure_of_it_a_doctor_is_named_at_once(desk: Desk, told: str) -> None:
    desk.begin_block(BLOCK)
    desk.answer(f"{BLOCK}.hurt", "some-of-that")
    desk.answer(f"{BLOCK}.choked", told)
    text = " ".join(
        " ".join((part.title, *part.text)) for part in showing.section(desk, BLOCK).parts if isinstance(part, Told)
    )

    assert "doctor today" in text
    assert "no marks" in text


def test_gone_through_with_nothing_told_leaves_a_date_and_nothing_else(desk: Desk) -> None:
    none_of_it(desk)
    desk.finish_block(BLOCK)

    assert [(row.question, row.value) for row in desk.answers().rows] == [("start.block-done", "2026-11-21")]
    assert desk.reach().state == "open"
    assert not asked(desk)


def test_a_blank_counts_like_a_yes_at_the_closing_button_which_asks_first(desk: Desk) -> None:
    none_of_it(desk, f"{BLOCK}.watched")
    assert buttons(desk)["block-done"].asks
    desk.finish_block(BLOCK)

    assert desk.reach().state == "closed"


def test_rather_not_say_counts_like_a_yes(desk: Desk) -> None:
    none_of_it(desk, f"{BLOCK}.watched")
    desk.answer(f"{BLOCK}.watched", "prefer-not-to-say")

    assert desk.reach().state == "closed"


def test_left_early_it_is_no_answer_to_anything(desk: Desk) -> None:
    desk.begin_block(BLOCK)
    desk.answer(f"{BLOCK}.afraid", "none-of-that")
    desk.leave_block(BLOCK)
    desk.begin_block(BLOCK)

    assert desk.reach().state == "not-yet"
    assert {field.value for field in asked(desk)} == {""}
    assert not desk.store.chapters()


def test_after_a_restart_the_page_before_comes_first_again(desk: Desk) -> None:
    none_of_it(desk)
    desk.forget_private("start")

    assert set(buttons(desk)) == {"block-begin"}


def test_a_pause_lifts_only_a_day_later_and_only_when_all_of_it_is_gone_through(desk: Desk, clock: Clock) -> None:
    told_and_left(desk)
    none_of_it(desk)
    desk.finish_block(BLOCK)
    assert desk.reach().state == "closed"

    clock.now += timedelta(days=1, hours=1)
    none_of_it(desk, f"{BLOCK}.order")
    desk.finish_block(BLOCK)
    assert desk.reach().state == "closed"

    none_of_it(desk)
    desk.finish_block(BLOCK)
    assert desk.reach().state == "open"


def test_a_pause_set_anywhere_lifts_by_the_same_way_and_by_no_other(desk: Desk, clock: Clock) -> None:
    desk.answer("causes.safe.harm", "some-of-that")
    clock.now += timedelta(days=40)
    desk.forget_private("causes")
    desk.answer("causes.safe.harm", "none-of-that")
    assert desk.reach().state == "closed"

    none_of_it(desk)
    desk.finish_block(BLOCK)
    assert desk.reach().state == "open"


def test_it_counts_for_thirty_days(desk: Desk, clock: Clock) -> None:
    none_of_it(desk)
    desk.finish_block(BLOCK)
    clock.now += timedelta(days=30)
    assert desk.reach().state == "open"

    clock.now += timedelta(days=1)
    assert desk.reach().state == "not-yet"


def test_own_conduct_shows_where_to_find_help_for_it_and_no_label(desk: Desk) -> None:
    desk.answer("start.place.country", "uk")
    desk.begin_block(BLOCK)
    desk.answer(f"{BLOCK}.my-conduct", "threatened-self-harm")
    notices = {part.id: part for part in showing.section(desk, BLOCK).parts if isinstance(part, Notice)}

    kinds = [line.kind for line in notices["conduct"].lines]
    assert kinds.index("crisis") < kinds.index("conduct")
    assert "stop-harm" in notices


def test_fear_and_own_conduct_told_together_show_both(desk: Desk) -> None:
    desk.begin_block(BLOCK)
    desk.answer(f"{BLOCK}.afraid", "some-of-that")
    desk.answer(f"{BLOCK}.my-conduct", "threatened-self-harm")
    notices = [part.id for part in showing.section(desk, BLOCK).parts if isinstance(part, Notice)]

    assert "stop-harm" in notices
    assert "conduct" in notices


def test_whoever_went_where_the_other_might_be_is_shown_that_there_is_help_for_that_too(desk: Desk) -> None:
    entry = desk.begin_entry("steady.slip")
    desk.answer("steady.slip.what", "went-there", entry)
    groups = [part for part in showing.section(desk, "steady.slip").parts if isinstance(part, Group)]
    shown = [part.id for group in groups for part in group.parts if isinstance(part, Notice)]

    assert shown == ["conduct"]
    assert desk.reach().state == "not-yet"  # a concern, and no stop


def test_however_much_is_told_the_pause_is_said_once_and_the_doctor_stands_right_under_the_question(desk: Desk) -> None:
    desk.begin_block(BLOCK)
    for question in ("afraid", "hurt", "watched", "choked"):
        desk.answer(f"{BLOCK}.{question}", "some-of-that")
    parts = showing.section(desk, BLOCK).parts

    notices = [part.id for part in parts if isinstance(part, Notice)]
    choked = next(at for at, part in enumerate(parts) if isinstance(part, Field) and part.question.endswith(".choked"))
    after = parts[choked + 1]
    assert notices == ["stop-harm"]
    assert isinstance(after, Told)
    assert "doctor" in after.title

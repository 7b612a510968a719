"""What a person answers is on disk, private answers are not, and a stop is set and lifted as promised."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from clocks import Clock

from workbook import showing
from workbook.desk import Desk
from workbook.errors import AnswerError, StoreError
from workbook.forms.form import Event
from workbook.handling import handler
from workbook.rulebook import Edition
from workbook.screen import Button, Field, Group, Notice

HARM = "causes.safe.harm"


@pytest.fixture
def desk(data: Path, edition: Edition, clock: Clock) -> Desk:
    return Desk(data, edition, clock)


def again(desk: Desk) -> Desk:
    """The same folder after the kernel was restarted."""
    return Desk(desk.store.data, desk.edition, desk._clock)


def everything_under(folder: Path) -> bytes:
    return b"\n".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def value_shown(desk: Desk, section: str, question: str) -> str:
    (field,) = [
        part for part in showing.section(desk, section).parts if isinstance(part, Field) and part.question == question
    ]
    return field.value


def test_an_answer_is_there_after_a_restart(desk: Desk) -> None:
    desk.answer("check-in.today.mood", "4")
    desk.answer("check-in.today.line", "Walked.\nSlept.")

    assert value_shown(again(desk), "check-in.today", "check-in.today.mood") == "4"
    assert value_shown(again(desk), "check-in.today", "check-in.today.line") == "Walked.\nSlept."


def test_an_answer_from_another_window_is_shown(desk: Desk) -> None:
    value_shown(desk, "check-in.today", "check-in.today.mood")
    again(desk).answer("check-in.today.mood", "7")

    assert value_shown(desk, "check-in.today", "check-in.today.mood") == "7"


def test_the_same_answer_twice_is_one_line(desk: Desk) -> None:
    desk.answer("check-in.today.mood", "4")
    desk.answer("check-in.today.mood", "4")

    assert len(desk.store.read("check-in").answers) == 1


def test_a_change_of_mind_shows_in_choices_and_leaves_no_trail_in_text(desk: Desk) -> None:
    for mood in ("4", "6"):
        desk.answer("check-in.today.mood", mood)
    for text in ("firstversion", "secondversion"):
        desk.answer("check-in.today.line", text)

    assert [row.value for row in desk.store.read("check-in").answers] == ["4", "6", "secondversion"]
    assert b"firstversion" not in everything_under(desk.store.data)


def test_text_left_blank_is_gone_from_the_disk(desk: Desk) -> None:
    desk.answer("check-in.today.line", "marker-of-mine")
    desk.answer("check-in.today.line", "")

    assert b"marker-of-mine" not in everything_under(desk.store.data)


def test_a_deleted_entry_is_gone_from_the_disk(desk: Desk) -> None:
    entry = desk.begin_entry("causes.own-part")
    desk.answer("causes.own-part.what", "marker-of-mine", entry)
    desk.delete_entry("causes", entry)

    assert b"marker-of-mine" not in everything_under(desk.store.data)
    assert desk.answers().entries("causes.own-part") == ()


def test_two_entries_begun_at_once_are_two(desk: Desk) -> None:
    assert desk.begin_entry("causes.own-part") != desk.begin_entry("causes.own-part")


def test_a_blank_entry_stands_in_its_own_list_alone_and_no_number_is_given_twice(desk: Desk) -> None:
    urge, slip = desk.begin_entry("steady.urge"), desk.begin_entry("steady.slip")
    shown = {
        name: [part.id for part in showing.section(desk, name).parts if isinstance(part, Group)]
        for name in ("steady.urge", "steady.slip", "steady.letter")
    }

    assert urge != slip
    assert shown == {"steady.urge": [urge], "steady.slip": [slip], "steady.letter": []}


def test_a_private_answer_is_in_memory_alone(desk: Desk) -> None:
    desk.answer(HARM, "some-of-that")

    assert value_shown(desk, "causes.safe", HARM) == "some-of-that"
    assert b"some-of-that" not in everything_under(desk.store.data)
    assert b"causes.safe.harm,some" not in everything_under(desk.store.data)
    assert value_shown(again(desk), "causes.safe", HARM) == ""


def test_a_private_answer_is_kept_only_when_asked_and_erased_when_unkept(desk: Desk) -> None:
    desk.answer(HARM, "none-of-that")
    desk.keep(HARM)
    assert value_shown(again(desk), "causes.safe", HARM) == "none-of-that"

    desk.unkeep(HARM)
    assert value_shown(again(desk), "causes.safe", HARM) == ""
    assert b"none-of-that" not in everything_under(desk.store.data / "answers").replace(
        (desk.store.data / "answers" / "datapackage.json").read_bytes(), b""
    )


@pytest.mark.parametrize("told", ["some-of-that", "prefer-not-to-say", "not-sure"])
def test_telling_of_harm_closes_reaching_out_at_once_and_opens_help(desk: Desk, told: str) -> None:
    desk.answer(HARM, told)

    assert desk.standing().state == "closed"
    assert again(desk).standing().state == "closed"
    assert any(isinstance(part, Notice) and part.help for part in showing.section(desk, "causes.safe").parts)
    assert [row.value for row in desk.store.read("start").answers] == ["on"]


def test_a_slip_of_the_hand_is_undone_in_the_same_sitting(desk: Desk) -> None:
    desk.answer(HARM, "some-of-that")
    desk.answer(HARM, "none-of-that")

    assert desk.standing().state == "not-yet"
    assert desk.store.read("start").answers == ()


def test_opening_the_page_again_forgets_what_was_told_in_private_and_keeps_the_pause(desk: Desk) -> None:
    desk.answer(HARM, "some-of-that")
    desk.forget_private("causes")
    told = [part for part in showing.section(desk, "causes.safe").parts if isinstance(part, Notice)]

    assert value_shown(desk, "causes.safe", HARM) == ""
    assert [notice.id for notice in told] == ["pause-before"]
    assert desk.standing().state == "closed"
    desk.answer(HARM, "none-of-that")
    assert desk.standing().state == "closed"


def test_a_stop_of_an_earlier_day_is_not_lifted_by_a_change_of_mind(desk: Desk) -> None:
    desk.answer(HARM, "some-of-that")
    later = again(desk)
    later.answer(HARM, "some-of-that")
    later.answer(HARM, "none-of-that")

    assert later.standing().state == "closed"


def test_leaving_it_blank_lifts_nothing(desk: Desk) -> None:
    desk.answer(HARM, "some-of-that")
    desk.answer(HARM, "")

    assert desk.standing().state == "closed"
    assert [part.id for part in showing.section(desk, "causes.safe").parts if isinstance(part, Notice)] == ["stop-harm"]


def test_answering_afresh_takes_nothing_away(desk: Desk) -> None:
    desk.answer("causes.goals.children", "same-way")
    desk.afresh("causes")

    assert value_shown(desk, "causes.goals", "causes.goals.children") == ""
    assert desk.answers().value("causes.goals.children") == "same-way"
    assert value_shown(again(desk), "causes.goals", "causes.goals.children") == "same-way"


def test_answer_afresh_is_offered_once_there_is_something_to_set_aside(desk: Desk) -> None:
    before = showing.closing(desk, "causes").parts
    desk.answer("causes.goals.children", "same-way")
    after = showing.closing(desk, "causes").parts

    assert before == ()
    assert [(part.action, bool(part.asks)) for part in after if isinstance(part, Button)] == [("afresh", True)]


def test_a_check_in_begins_afresh_the_next_day_and_yesterdays_stays(desk: Desk, clock: Clock) -> None:
    desk.answer("check-in.today.mood", "4")
    clock.now += timedelta(hours=14)

    assert value_shown(desk, "check-in.today", "check-in.today.mood") == ""
    desk.answer("check-in.today.mood", "6")
    assert [row.value for row in desk.answers().by_sitting("check-in.today.mood")] == ["4", "6"]


@pytest.mark.parametrize("moods", [["2"], ["3", "3", "3"]])
def test_help_shows_on_a_hard_day(desk: Desk, clock: Clock, moods: list[str]) -> None:
    for mood in moods:
        clock.now += timedelta(days=1)
        desk.answer("check-in.today.mood", mood)

    assert any(isinstance(part, Notice) and part.help for part in showing.section(desk, "check-in.today").parts)


def test_telling_of_ones_own_conduct_shows_that_there_is_help_for_it(desk: Desk) -> None:
    desk.answer("causes.hard-to-say.mine", "felt-owed")
    assert not any(isinstance(part, Notice) for part in showing.section(desk, "causes.hard-to-say").parts)
    desk.answer("causes.hard-to-say.mine", "shouted")

    shown = showing.section(desk, "causes.hard-to-say").parts
    assert [part.id for part in shown if isinstance(part, Notice)] == ["conduct"]


def test_a_hard_yesterday_is_not_taken_for_today(desk: Desk, clock: Clock) -> None:
    desk.answer("check-in.today.mood", "1")
    clock.now += timedelta(days=1)

    assert not any(isinstance(part, Notice) for part in showing.section(desk, "check-in.today").parts)


def test_help_does_not_press_itself_on_an_ordinary_day(desk: Desk) -> None:
    desk.answer("check-in.today.mood", "3")

    assert not any(isinstance(part, Notice) for part in showing.section(desk, "check-in.today").parts)


@pytest.mark.parametrize("question", ["start.pause", "check-in.today.moood", "nowhere.at.all"])
def test_what_is_not_asked_cannot_be_answered(desk: Desk, question: str) -> None:
    with pytest.raises((AnswerError, Exception)) as refused:
        desk.answer(question, "on")

    assert hasattr(refused.value, "sentence")


def test_answers_that_cannot_be_opened_are_an_error_and_not_an_empty_form(desk: Desk) -> None:
    (desk.store.data / "answers" / "check-in.csv").mkdir(parents=True)

    with pytest.raises(StoreError, match=r"check-in\.csv"):
        showing.section(desk, "check-in.today")


def test_the_first_time_is_asked_about_only_while_there_is_nothing(desk: Desk) -> None:
    asked = showing.opening(desk, "start").parts
    desk.said_first_time = False
    bring = showing.opening(desk, "start").parts
    desk.answer("check-in.today.mood", "4")

    assert [notice.id for notice in asked if isinstance(notice, Notice)] == ["first-time"]
    assert any(str(desk.store.data) in text for notice in bring if isinstance(notice, Notice) for text in notice.text)
    assert showing.opening(desk, "start").parts == ()
    assert showing.opening(desk, "causes").parts == ()


def test_a_form_sends_an_answer_and_gets_the_next_page(desk: Desk) -> None:
    handle = handler(desk, "causes", lambda: showing.section(desk, "causes.pick"))
    reply = handle(Event("answer", "causes.pick", "", "crossed-wires"))

    assert reply.saved.startswith("Saved ")
    assert reply.page is not None
    assert reply.page.asked == 4


def test_adding_an_entry_puts_the_focus_into_it(desk: Desk) -> None:
    handle = handler(desk, "causes", lambda: showing.section(desk, "causes.own-part"))
    reply = handle(Event("action", action="add-entry", target="causes.own-part"))

    assert reply.effect == "focus:e1"


def test_what_another_window_told_of_is_not_undone_here(desk: Desk) -> None:
    other = again(desk)
    desk.answer(HARM, "some-of-that")
    other.answer(HARM, "some-of-that")
    desk.answer(HARM, "none-of-that")
    other.answer(HARM, "none-of-that")

    assert desk.standing().state == "closed"


@pytest.mark.parametrize("written", ["On", "ON ", "yes"])
def test_a_pause_edited_by_hand_stays(desk: Desk, written: str) -> None:
    desk.store.append("start", "s1", "start.pause", written, desk.now)
    desk.answer(HARM, "some-of-that")
    desk.answer(HARM, "none-of-that")

    assert desk.standing().state == "closed"


def test_a_slip_is_undone_where_it_was_written_even_in_a_fresh_sitting(desk: Desk) -> None:
    desk.answer("start.them.name", "Sam")
    desk.answer(HARM, "some-of-that")
    desk.afresh("start")
    desk.answer("start.them.name", "Sam")
    desk.answer(HARM, "none-of-that")

    assert desk.standing().state == "not-yet"


def test_a_kept_private_answer_can_be_changed_and_blanked_and_leaves_no_trail(desk: Desk) -> None:
    desk.answer(HARM, "some-of-that")
    desk.keep(HARM)
    desk.answer(HARM, "none-of-that")
    kept = [row.value for row in desk.store.read("causes").answers]
    shown = value_shown(desk, "causes.safe", HARM)
    desk.answer(HARM, "")

    assert (kept, shown) == (["none-of-that"], "none-of-that")
    assert [row for row in desk.store.read("causes").answers if row.question == HARM and row.value] == []
    assert b"of-that" not in (desk.store.data / "answers" / "causes.csv").read_bytes()


def test_asking_to_keep_nothing_writes_nothing(desk: Desk) -> None:
    desk.keep(HARM)

    assert desk.store.chapters() == ()


def test_a_fresh_sitting_shows_no_private_answer_of_the_one_before(desk: Desk) -> None:
    desk.answer("causes.goals.children", "same-way")
    desk.answer(HARM, "none-of-that")
    desk.afresh("causes")

    assert value_shown(desk, "causes.safe", HARM) == ""


def test_an_answer_is_saved_even_where_its_dictionary_cannot_be(desk: Desk) -> None:
    (desk.store.data / "answers" / "datapackage.json").mkdir(parents=True)
    desk.answer("check-in.today.mood", "4")

    assert desk.answers().value("check-in.today.mood") == "4"


def test_yesterdays_page_left_open_corrects_yesterday(desk: Desk, clock: Clock) -> None:
    desk.answer("check-in.today.mood", "4")
    (shown,) = [
        part.sitting
        for part in showing.section(desk, "check-in.today").parts
        if isinstance(part, Field) and part.question == "check-in.today.line"
    ]
    clock.now += timedelta(hours=13)
    desk.answer("check-in.today.line", "Said of yesterday.", shown)

    assert [row.sitting for row in desk.answers().by_sitting("check-in.today.line")] == [shown]


def test_an_entry_that_another_window_began_too_becomes_one_of_its_own(desk: Desk) -> None:
    other = again(desk)
    mine, theirs = desk.begin_entry("causes.own-part"), other.begin_entry("causes.own-part")
    other.answer("causes.own-part.what", "theirs", theirs)
    saved = desk.answer("causes.own-part.what", "mine", mine)
    desk.answer("causes.own-part.next-time", "mine again", saved)

    assert mine == theirs
    assert [row.value for row in desk.answers().by_sitting("causes.own-part.what")] == ["theirs", "mine"]
    assert desk.answers().in_sitting("causes.own-part.next-time", saved)


def test_the_second_of_two_blank_entries_can_be_filled_first(desk: Desk) -> None:
    first, second = desk.begin_entry("causes.own-part"), desk.begin_entry("causes.own-part")
    assert desk.answer("causes.own-part.what", "two", second) == second
    assert desk.answer("causes.own-part.what", "one", first) == first

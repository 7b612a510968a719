"""A stop holds: whatever calls for one closes reaching out at once, and only what lifts it opens it again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from clocks import START, Clock
from hypothesis import given
from hypothesis import strategies as st
from made_up import ANYONE, Given, any_answers, edition, gone_through, said

from workbook import showing
from workbook.answers import Answer, Answers
from workbook.desk import Desk
from workbook.forms.form import Event
from workbook.handling import handler
from workbook.questions import Option, Question
from workbook.rules import StopRule
from workbook.screen import Button, Field, Group, Notice, Told
from workbook.standing import is_on

DRAFT = "reaching-out.draft"
WORD = "start.their-word.answer"


@pytest.fixture
def desk(data: Path, clock: Clock) -> Desk:
    return Desk(data, edition(), clock)


@pytest.fixture
def ready(desk: Desk) -> Desk:
    """Someone for whom reaching out is open."""
    desk._keep("start.block-done", "2026-11-20")
    assert desk.reach().state == "open"
    return desk


def again(desk: Desk) -> Desk:
    return Desk(desk.store.data, desk.edition, desk._clock)


def stopping() -> Iterator[tuple[Question, Option]]:
    """Every answer in the content that calls for a stop."""
    for chapter in edition().content.chapters:
        for question in chapter.questions():
            for option in getattr(question, "options", ()):
                if question.stop and option.stops and not question.kept:
                    yield question, option


def rules() -> list[StopRule]:
    return list(edition().rules.stops)


def entry_of(desk: Desk, question: Question) -> str:
    """An entry where the question belongs to a log, with what its follow-ups wait for."""
    if not question.id.startswith(f"{DRAFT}."):
        return ""
    entry = desk.begin_entry("reaching-out.draft")
    if question.id.endswith(".reply"):
        desk.answer(f"{DRAFT}.outcome", "sent", entry)
        return f"{entry}.1"
    return entry


# ---- setting one


@pytest.mark.parametrize(
    ("question", "option"), [pytest.param(*each, id=f"{each[0].id}={each[1].key}") for each in stopping()]
)
def test_whatever_tells_of_a_stop_closes_reaching_out_at_once_and_for_good(
    ready: Desk, clock: Clock, question: Question, option: Option
) -> None:
    ready.answer(question.id, option.key, entry_of(ready, question))
    assert ready.reach().state == "closed"

    clock.now += timedelta(days=3)
    assert again(ready).reach().state == "closed"


@pytest.mark.parametrize(
    ("question", "option"),
    [pytest.param(*each, id=f"{each[0].id}={each[1].key}") for each in stopping() if each[0].private],
)
def test_what_is_private_is_nowhere_in_the_folder(ready: Desk, question: Question, option: Option) -> None:
    ready.answer(question.id, option.key)
    written = b"".join(path.read_bytes() for path in ready.store.data.rglob("*.csv"))

    assert question.id.encode() not in written
    assert b"start.pause" in written


def test_a_pause_says_neither_why_nor_which_of_the_two_it_was(ready: Desk) -> None:
    ready.answer("start.safety.order", "some-of-that")
    (line,) = ready.answers().every("start.pause")

    assert line.value == "on"


# ---- what holds for every set of answers


@ANYONE
@given(st.sampled_from(rules()), any_answers(), any_answers())
def test_nothing_else_that_is_answered_undoes_a_stop(rule: StopRule, before: list[Given], after: list[Given]) -> None:
    others = [each for each in after if each[0] != rule.kept]
    answers = said(*before, (rule.kept, rule.sets), *others, gone_through(0))

    assert is_on(rule, answers, edition().content)


@ANYONE
@given(st.sampled_from(rules()), st.data())
def test_later_only_what_lifts_a_stop_takes_it_off(rule: StopRule, data: st.DataObject) -> None:
    question = edition().content.question(rule.kept)
    assert question is not None
    lifting = {option.key for option in getattr(question, "options", ()) if option.lifts}
    keys = [option.key for option in getattr(question, "options", ())]
    later = data.draw(st.lists(st.sampled_from([*keys, "", "odd"]), max_size=5))
    days = [START + timedelta(days=n) for n in range(len(later) + 1)]
    rows = [
        Answer(n, at, "s1", rule.kept, value)
        for n, (at, value) in enumerate(zip(days, [rule.sets, *later], strict=True))
    ]

    stays = not lifting & set(later)
    assert is_on(rule, Answers(rows), edition().content) or not stays


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_every_stop_can_be_lifted_and_says_how(rule: StopRule) -> None:
    question = edition().content.question(rule.kept)

    assert any(option.lifts for option in getattr(question, "options", ()))
    assert rule.lifts


# ---- slips


def test_a_no_told_by_mistake_can_be_corrected_within_the_hour_and_not_later(desk: Desk, clock: Clock) -> None:
    desk.answer(WORD, "said-no")
    clock.now += timedelta(minutes=20)
    desk.answer(WORD, "not-said")
    assert desk.reach().state == "not-yet"

    desk.answer(WORD, "said-no")
    clock.now += timedelta(hours=2)
    desk.answer(WORD, "not-said")
    desk.answer(WORD, "")
    assert desk.reach().is_on("said-no")

    desk.answer(WORD, "came-back")
    assert not desk.reach().is_on("said-no")


def test_leaving_it_blank_in_a_fresh_sitting_lifts_nothing(desk: Desk, clock: Clock) -> None:
    desk.answer(WORD, "blocked")
    clock.now += timedelta(days=2)
    desk.afresh("start")
    desk.answer("start.ending.who", "me")

    assert desk.reach().is_on("said-no")


def test_a_private_slip_on_the_same_page_leaves_no_trace(ready: Desk) -> None:
    ready.answer("start.safety.afraid", "some-of-that")
    ready.answer("start.safety.afraid", "none-of-that")

    assert ready.reach().state == "open"
    assert not ready.answers().every("start.pause")


# ---- one message, once


def test_after_a_message_was_sent_no_second_one_can_be_written_until_there_is_word(ready: Desk, clock: Clock) -> None:
    entry = ready.begin_entry("reaching-out.draft")
    ready.answer(f"{DRAFT}.words", "Hello, I hope you are well.", entry)
    ready.answer(f"{DRAFT}.outcome", "sent", entry)
    ready.forget_private("reaching-out")

    assert ready.reach().is_on("one-message")
    page = showing.section(ready, DRAFT)
    assert not any(isinstance(part, Button) and part.action == "add-entry" for part in page.parts)
    (group,) = [part for part in page.parts if isinstance(part, Group)]
    assert {part.question for part in group.parts if isinstance(part, Field)} == {f"{DRAFT}.reply"}
    assert any(isinstance(part, Told) and "Hello" in " ".join(part.text) for part in group.parts)

    clock.now += timedelta(days=9)
    ready.answer(f"{DRAFT}.reply", "asked-for-time", f"{entry}.1")
    assert ready.reach().is_on("one-message")
    clock.now += timedelta(days=9)
    ready.answer(f"{DRAFT}.reply", "they-wrote", f"{entry}.2")
    assert ready.reach().state == "open"


def test_a_reply_of_no_becomes_a_no(ready: Desk) -> None:
    entry = ready.begin_entry("reaching-out.draft")
    ready.answer(f"{DRAFT}.outcome", "sent", entry)
    ready.answer(f"{DRAFT}.reply", "said-no", f"{entry}.1")

    assert [rule.id for rule in ready.reach().stops] == ["said-no"]


def test_burning_a_sent_draft_takes_its_words_and_leaves_the_stop(ready: Desk) -> None:
    entry = ready.begin_entry("reaching-out.draft")
    ready.answer(f"{DRAFT}.words", "zebra", entry)
    ready.answer(f"{DRAFT}.outcome", "sent", entry)
    ready.delete_entry("reaching-out", entry)

    assert b"zebra" not in (ready.store.data / "answers" / "reaching-out.csv").read_bytes()
    assert ready.reach().is_on("one-message")
    ready.answer(f"{DRAFT}.reply", "they-wrote", f"{entry}.1")
    assert ready.reach().state == "open"


def test_an_old_reply_changed_does_not_speak_for_the_message_that_waits(ready: Desk) -> None:
    first = ready.begin_entry("reaching-out.draft")
    ready.answer(f"{DRAFT}.outcome", "sent", first)
    ready.answer(f"{DRAFT}.reply", "they-wrote", f"{first}.1")
    second = ready.begin_entry("reaching-out.draft")
    ready.answer(f"{DRAFT}.outcome", "sent", second)
    ready.answer(f"{DRAFT}.reply", "asked-for-time", f"{first}.1")
    ready.answer(f"{DRAFT}.reply", "they-wrote", f"{first}.1")

    assert ready.reach().is_on("one-message")


# ---- what a closed notebook still offers


CLOSING = [
    ("start.safety.afraid", "some-of-that"),
    (WORD, "said-no"),
    ("start.their-word.time", "asked-for-time"),
    ("start.their-word.new-partner", "has-someone"),
]


@pytest.mark.parametrize(("question", "key"), CLOSING)
def test_a_closed_notebook_says_why_offers_help_and_takes_no_new_draft(ready: Desk, question: str, key: str) -> None:
    ready.answer(question, key)
    top = showing.opening(ready, "reaching-out")
    page = showing.section(ready, DRAFT)

    assert any(isinstance(part, Notice) and part.help and part.text for part in top.parts)
    assert top.help is not None
    assert not any(isinstance(part, Button) and part.action in ("add-entry", "check-draft") for part in page.parts)


def test_not_yet_takes_no_new_draft_either_and_says_what_it_waits_for(desk: Desk) -> None:
    notices = [part for part in showing.opening(desk, "reaching-out").parts if isinstance(part, Notice)]
    page = showing.section(desk, DRAFT)

    assert [notice.id for notice in notices] == ["not-yet"]
    assert not any(isinstance(part, Button) and part.action == "add-entry" for part in page.parts)


def test_a_page_that_is_older_than_the_stop_begins_no_draft_either(ready: Desk) -> None:
    press = handler(ready, "reaching-out", lambda: showing.section(ready, DRAFT))
    again(ready).answer("start.safety.afraid", "some-of-that")  # in another window
    reply = press(Event(kind="action", action="add-entry", target=DRAFT))

    assert reply.effect == ""
    assert reply.page is not None
    assert not any(isinstance(part, Group) for part in reply.page.parts)


def test_under_a_pause_nothing_asks_how_a_promise_went_and_what_was_said_of_it_stays(ready: Desk) -> None:
    promise = ready.begin_entry("rebuild.promise")
    ready.answer("rebuild.promise.what", "Two evenings free", promise)
    ready.answer("rebuild.promise.by-when", START.date().isoformat(), promise)
    ready.answer("rebuild.promise.kept", "partly", f"{promise}.1")
    ready.answer("rebuild.promise.note", "Monday was long", f"{promise}.1")
    ready.answer("start.safety.afraid", "some-of-that")
    (group,) = [part for part in showing.section(ready, "rebuild.promise").parts if isinstance(part, Group)]

    assert not any(isinstance(part, Field) for part in group.parts)
    (later,) = [part.text for part in group.parts if isinstance(part, Told) and "In part" in " ".join(part.text)]
    assert later[1:] == ("Monday was long",)


def test_under_a_pause_the_check_in_says_that_no_promise_is_open(ready: Desk) -> None:
    ready.answer("rebuild.promise.what", "Two evenings free", ready.begin_entry("rebuild.promise"))
    ready.answer("start.safety.afraid", "some-of-that")

    assert showing.section(ready, "check-in.promises").parts == (Told("", ("Nothing is open here.",)),)


def test_a_closed_part_speaks_of_what_was_written_only_where_something_was(ready: Desk) -> None:
    ready.answer("hard-talk.apology.the-act", "I was late")
    ready.answer("start.safety.afraid", "some-of-that")
    told = [showing.section(ready, f"hard-talk.{name}").parts[0] for name in ("apology", "needs")]

    assert [isinstance(part, Told) and "What you wrote" in " ".join(part.text) for part in told] == [True, False]


def test_what_was_written_before_a_stop_can_be_read_and_deleted(ready: Desk) -> None:
    ready.answer("hard-talk.apology.the-act", "I was late, zebra")
    ready.answer("start.safety.hurt", "some-of-that")
    page = showing.section(ready, "hard-talk.apology")
    (group,) = [part for part in page.parts if isinstance(part, Group)]
    (button,) = [part for part in group.parts if isinstance(part, Button)]

    assert any(isinstance(part, Told) and "zebra" in " ".join(part.text) for part in group.parts)
    ready.erase(button.target)
    assert b"zebra" not in (ready.store.data / "answers" / "hard-talk.csv").read_bytes()


def test_under_a_pause_advice_that_is_unsafe_under_control_is_not_there(ready: Desk) -> None:
    def told() -> set[str]:
        return {
            part.title
            for chapter in ready.edition.content.chapters
            for section in chapter.sections
            for part in showing.section(ready, section.id).parts
            if isinstance(part, Told)
        }

    unsafe = {
        lesson.title
        for chapter in ready.edition.content.chapters
        for section in chapter.sections
        for lesson in section.lessons
        if lesson.unless == "harm" and not lesson.when
    }
    assert unsafe & told()
    ready.answer("start.safety.hurt", "some-of-that")
    assert not unsafe & told()


def test_under_a_pause_needed_contact_is_asked_about_orders_first(ready: Desk) -> None:
    ready.answer("start.safety.hurt", "some-of-that")

    def asked() -> list[str]:
        return [part.question for part in showing.section(ready, "steady.needed").parts if isinstance(part, Field)]

    assert asked() == ["steady.needed.order"]
    ready.answer("steady.needed.order", "order-forbids")
    assert asked() == ["steady.needed.order"]
    ready.answer("steady.needed.order", "no-order")
    assert len(asked()) > 1
    assert b"order-forbids" not in b"".join(path.read_bytes() for path in ready.store.data.rglob("*.csv"))


def test_whoever_was_asked_for_time_waits_until_they_write(ready: Desk) -> None:
    ready.answer("start.their-word.time", "asked-for-time")
    (rule,) = ready.reach().stops
    assert (ready.reach().state, rule.id) == ("closed", "asked-for-time")

    ready.answer("start.their-word.time", "they-wrote")
    assert ready.reach().state == "open"


def test_time_asked_for_when_a_talk_was_asked_for_closes_reaching_out_until_they_write(ready: Desk) -> None:
    ready.answer("hard-talk.invitation.answer", "asked-for-time")
    (rule,) = again(ready).reach().stops
    assert rule.id == "asked-for-time"
    assert rule.title in [
        part.title for part in showing.section(ready, "hard-talk.invitation").parts if isinstance(part, Notice)
    ]

    again(ready).answer("start.their-word.time", "they-wrote")
    assert again(ready).reach().state == "open"


@pytest.mark.parametrize(("first", "then"), [("said-no", "asked-for-time"), ("asked-for-time", "said-no")])
def test_whoever_chose_the_wrong_one_of_two_stops_keeps_only_the_right_one(ready: Desk, first: str, then: str) -> None:
    ready.answer("hard-talk.invitation.answer", first)
    ready.answer("hard-talk.invitation.answer", then)
    assert [rule.id for rule in ready.reach().stops] == [then]

    ready.answer("hard-talk.invitation.answer", "not-asked")
    assert ready.reach().state == "open"


@pytest.mark.parametrize("chapter", ["readiness", "reaching-out", "hard-talk", "rebuild"])
def test_while_a_stop_is_on_the_way_on_leads_past_what_is_closed_to_letting_go(ready: Desk, chapter: str) -> None:
    ready.answer(WORD, "said-no")
    way = showing.closing(ready, chapter).next
    assert (way and way.notebook) == "08-letting-go"


def test_while_reaching_out_is_open_the_way_on_is_the_next_page(ready: Desk) -> None:
    way = showing.closing(ready, "readiness").next
    assert (way and way.notebook) == "05-reaching-out"


def test_under_a_pause_nobody_is_asked_about_being_friends_one_day(ready: Desk) -> None:
    def asked() -> list[str]:
        return [part.question for part in showing.section(ready, "letting-go.keep").parts if isinstance(part, Field)]

    assert "letting-go.keep.friends-one-day" in asked()
    ready.answer("start.safety.afraid", "some-of-that")
    assert "letting-go.keep.friends-one-day" not in asked()


def test_under_a_pause_nobody_is_asked_whether_the_other_agreed_to_a_talk(ready: Desk) -> None:
    def asked() -> list[str]:
        parts = showing.section(ready, "hard-talk.invitation").parts
        return [part.question for part in parts if isinstance(part, Field)]

    ready.answer(WORD, "said-no")
    assert asked() == ["hard-talk.invitation.answer"]
    ready.answer("start.safety.afraid", "some-of-that")
    assert asked() == []

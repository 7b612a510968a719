"""Where things stand: what a person is told, and what no set of answers can bring about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up import (
    ANYONE,
    Given,
    also,
    any_answers,
    days_of,
    edition,
    gone_through,
    invented_person,
    said,
    standing,
)

from workbook.answers import Answers
from workbook.rules import StopRule
from workbook.standing import CriterionStands, Standing

NEARER = {"closed": 0, "not-yet": 1, "open": 2}
SAFE_AGAIN: tuple[Given, ...] = (("start.pause", "on", "s1"), ("start.pause", "lifted", "s2"))


def the(criterion: str, found: Standing) -> CriterionStands:
    return next(each for each in found.criteria if each.criterion.id == criterion)


def log_says(criterion: str, answers: Answers) -> str:
    return the(criterion, standing(answers)).evidence_says


# ---- the three states


def test_someone_who_has_answered_nothing_is_told_not_yet() -> None:
    assert standing(said()).state == "not-yet"


def test_a_pause_closes_reaching_out_and_is_named_without_a_reason() -> None:
    found = standing(said(("start.pause", "on")))

    assert found.state == "closed"
    assert [rule.kept for rule in found.stops] == ["start.pause"]
    assert found.said.facts == ()


@pytest.mark.parametrize("days_ago", [0, 1, 30])
def test_it_is_open_while_the_safety_questions_were_gone_through_lately(days_ago: int) -> None:
    assert standing(said(gone_through(days_ago))).state == "open"


@pytest.mark.parametrize("days_ago", [31, 400, -1])
def test_it_is_not_yet_when_that_was_long_ago_or_the_date_lies_ahead(days_ago: int) -> None:
    assert standing(said(gone_through(days_ago))).state == "not-yet"


def test_a_pause_outranks_the_safety_questions_gone_through() -> None:
    assert standing(said(gone_through(0), ("start.pause", "on"))).state == "closed"


def test_a_pause_that_was_lifted_no_longer_closes() -> None:
    assert standing(said(*SAFE_AGAIN)).state == "not-yet"


def test_a_pause_that_someone_edited_into_something_odd_still_closes() -> None:
    assert standing(said(("start.pause", "ON"))).state == "closed"


def test_a_blank_fresh_sitting_lifts_no_pause() -> None:
    assert standing(said(("start.pause", "on", "s1"), ("start.pause", "", "s2"))).state == "closed"


def test_a_no_that_they_said_closes_until_they_come_back_by_themselves() -> None:
    word = "start.their-word.answer"
    states = [
        standing(said(gone_through(1), *answers)).state
        for answers in ([], [(word, "said-no")], [(word, "said-no"), (word, "came-back", "s2")])
    ]
    assert states == ["open", "closed", "open"]


# ---- what holds for every set of answers


@ANYONE
@given(any_answers(), any_answers())
def test_nothing_else_that_is_answered_undoes_a_stop(before: list[Given], after: list[Given]) -> None:
    found = standing(said(*before, ("start.pause", "on"), *after, gone_through(0)))

    assert found.state == "closed"
    assert found.stops


@ANYONE
@given(any_answers(), any_answers(), st.booleans())
def test_no_answer_but_a_stop_moves_anyone_nearer_or_further(one: list[Given], more: list[Given], done: bool) -> None:
    start = [*one, *([gone_through(3)] if done else [])]

    assert standing(said(*start)).state == standing(said(*start, *more)).state


@ANYONE
@given(any_answers(), st.booleans())
def test_telling_a_worry_never_brings_reaching_out_nearer(answers: list[Given], done: bool) -> None:
    start = said(*answers, *([gone_through(3)] if done else []))
    worried = also(start, ("causes.safe.harm", "some-of-that"), ("start.pause", "on"))

    assert NEARER[standing(worried).state] <= NEARER[standing(start).state]


@ANYONE
@given(any_answers(), st.data())
def test_skipping_never_brings_reaching_out_nearer(answers: list[Given], data: st.DataObject) -> None:
    everything = [*answers, gone_through(3)]
    kept = data.draw(st.lists(st.sampled_from(everything), unique_by=id))

    assert NEARER[standing(said(*kept)).state] <= NEARER[standing(said(*everything)).state]


@ANYONE
@given(any_answers())
def test_every_line_names_the_answers_it_rests_on(answers: list[Given]) -> None:
    found = standing(said(*answers))
    lines = [*found.criteria, *found.next_steps, found]

    assert all(line.rests_on for line in lines)
    assert {
        question for line in lines for question in line.rests_on if not edition().content.question(question)
    } == set()


@ANYONE
@given(any_answers())
def test_what_the_log_says_comes_with_the_sentence_that_shows_it(answers: list[Given]) -> None:
    for each in standing(said(*answers)).criteria:
        assert each.evidence or not each.evidence_says


@ANYONE
@given(
    any_answers(),
    st.sampled_from(["they-them", "she-her", "he-him", "own-words", "name-only", ""]),
    st.sampled_from(["Sam", "{they}", "", "محمد"]),
)
def test_the_standing_is_the_same_whatever_the_other_person_is_called(
    answers: list[Given], words: str, name: str
) -> None:
    others = [each for each in answers if not each[0].startswith("start.them.")]
    called = [*others, ("start.them.pronouns", words), ("start.them.name", name)]

    assert standing(said(*called)) == standing(said(*others))


def test_sixteen_things_stand_side_by_side_and_there_is_no_total() -> None:
    assert set(Standing.__slots__) == {"state", "said", "stops", "criteria", "next_steps", "rests_on"}
    assert len(standing(said()).criteria) == 16


# ---- own view beside what the log shows


def test_a_criterion_left_blank_is_neither_met_nor_not() -> None:
    found = the("accept-a-no", standing(said()))

    assert (found.own, found.own_at, found.evidence_says, found.differs) == ("", None, "", False)


def test_where_own_view_and_log_differ_both_are_shown() -> None:
    found = the("next-time", standing(said(("readiness.understanding.next-time", "not-met"), *ONE_THING)))

    assert (found.own, found.evidence_says, found.differs) == ("not-met", "met", True)


def test_not_sure_differs_from_nothing() -> None:
    found = the("next-time", standing(said(("readiness.understanding.next-time", "not-sure"), *ONE_THING)))

    assert (found.own, found.differs) == ("not-sure", False)


def test_no_abuse_is_never_asked_and_a_pause_shows_as_not_met_without_a_reason() -> None:
    assert (log_says("no-abuse", said()), the("no-abuse", standing(said())).own) == ("", "")
    assert log_says("no-abuse", said(("start.pause", "on"))) == "not-met"
    assert the("no-abuse", standing(said(("start.pause", "on")))).evidence.facts == ()


ONE_THING: tuple[Given, ...] = (
    ("causes.own-part.what", "I went quiet", "e1"),
    ("causes.own-part.next-time", "I say so", "e1"),
)


# ---- steadier


@pytest.mark.parametrize(
    ("days", "says"),
    [
        (["cried"] * 4, ""),
        (["cried"] * 5, "not-met"),
        (["did-not-cry"] * 5, "met"),
        (["cried", "did-not-cry", "did-not-cry", "did-not-cry"] * 2, "met"),
        (["cried", "did-not-cry"] * 3, "unclear"),
        (["did-not-cry"] * 4 + ["not-sure"] * 6, ""),
    ],
)
def test_days_of_crying_are_counted_once_there_are_enough_of_them(days: list[str], says: str) -> None:
    assert log_says("steadier", Answers(days_of("check-in.today.crying", *days))) == says


def test_days_before_the_window_no_longer_count() -> None:
    months = ["cried"] * 60 + ["did-not-cry"] * 14

    assert log_says("steadier", Answers(days_of("check-in.today.crying", *months))) == "met"


# ---- the real reason, next time


def test_the_real_reason_is_said_to_be_written_and_never_quoted() -> None:
    answers = said(("causes.honest.real-reason", "We stopped talking"), ("causes.pick", "crossed-wires"))
    found = the("real-reason", standing(answers))

    assert found.evidence_says == "met"
    assert "talking" not in str(found.evidence)


def test_causes_without_a_written_reason_leave_it_unclear() -> None:
    picked = (("causes.pick", "crossed-wires"), ("causes.crossed-wires.part", "a-lot"))

    assert log_says("real-reason", said(*picked)) == "unclear"
    assert log_says("real-reason", said(("causes.honest.real-reason", "  "))) == ""


def test_a_thing_named_without_another_way_leaves_next_time_unclear() -> None:
    assert log_says("next-time", said(ONE_THING[0])) == "unclear"
    assert log_says("next-time", said(*ONE_THING)) == "met"


# ---- motives


def strong(item: str, how: str, group: str, sitting: str = "s1") -> list[Given]:
    return [(f"motives.{group}", item, sitting), (f"motives.{item}.strength", how, sitting)]


LEVELS = ["barely", "a-little", "fairly", "strongly", "very-strongly"]


@ANYONE
@given(st.sampled_from(LEVELS), st.sampled_from(LEVELS))
def test_the_strongest_of_each_kind_are_set_side_by_side(steadier: str, heavier: str) -> None:
    answers = said(*strong("loving-bond", steadier, "steadier"), *strong("still-raw", heavier, "heavier"))
    leads = LEVELS.index(steadier) >= LEVELS.index(heavier)

    assert log_says("motive-balance", answers) == ("met" if leads else "not-met")


@ANYONE
@given(st.sampled_from(LEVELS), st.sampled_from(LEVELS), st.sampled_from(LEVELS))
def test_a_heavier_reason_that_grows_never_makes_the_log_kinder(steadier: str, heavier: str, grown: str) -> None:
    order = ["not-met", "unclear", "met"]
    lower, higher = sorted((heavier, grown), key=LEVELS.index)
    says = [
        log_says(
            "motive-balance", said(*strong("loving-bond", steadier, "steadier"), *strong("still-raw", h, "heavier"))
        )
        for h in (lower, higher)
    ]

    assert order.index(says[1]) <= order.index(says[0])


def test_reasons_of_one_kind_alone_or_without_a_rating_leave_it_unclear() -> None:
    alone = strong("loving-bond", "strongly", "steadier")

    assert log_says("motive-balance", said(*alone)) == "unclear"
    assert log_says("motive-balance", said(*alone, ("motives.heavier", "still-raw"))) == "unclear"
    assert log_says("motive-balance", said(*alone, *strong("still-raw", "not-sure", "heavier"))) == "unclear"


def test_only_the_latest_look_at_the_reasons_counts() -> None:
    first = [*strong("loving-bond", "barely", "steadier"), *strong("still-raw", "strongly", "heavier")]
    later = [*strong("loving-bond", "strongly", "steadier", "s2"), *strong("still-raw", "barely", "heavier", "s2")]

    assert log_says("motive-balance", said(*first, *later)) == "met"


@pytest.mark.parametrize(
    ("answer", "says"),
    [("happy", "met"), ("partly-happy", "unclear"), ("not-sure", "unclear"), ("not-happy", "not-met"), ("", "")],
)
def test_happy_as_it_was_is_read_from_the_plain_question(answer: str, says: str) -> None:
    assert log_says("nothing-changed", said(("motives.honest.nothing-changed", answer))) == says


@pytest.mark.parametrize(
    ("mine", "theirs", "says"),
    [
        ("mostly", "mostly", "met"),
        ("mostly", "sometimes", "unclear"),
        ("mostly", "", "unclear"),
        ("hardly-ever", "", "not-met"),
        ("mostly", "hardly-ever", "not-met"),
        ("", "", ""),
    ],
)
def test_needs_are_met_only_when_both_sides_were(mine: str, theirs: str, says: str) -> None:
    answers = said(("motives.honest.my-needs", mine), ("motives.honest.their-needs", theirs))

    assert log_says("needs", answers) == says


def goals(**given: str) -> Answers:
    return said(*((f"causes.goals.{name.replace('_', '-')}", value) for name, value in given.items()))


def test_plans_fit_only_when_all_of_them_were_answered_and_are_near() -> None:
    near = {"children": "same-way", "where_to_live": "fairly-close", "work": "same-way", "picture_of_life": "same-way"}

    assert log_says("goals", goals(**near)) == "met"
    assert log_says("goals", goals(**(near | {"work": "some-way-apart"}))) == "unclear"
    assert log_says("goals", goals(**(near | {"children": "far-apart"}))) == "not-met"
    assert log_says("goals", goals()) == ""


@ANYONE
@given(
    st.dictionaries(
        st.sampled_from(["children", "where_to_live", "work", "picture_of_life"]), st.just("same-way"), max_size=3
    )
)
def test_leaving_out_a_plan_never_makes_plans_fit(given_: dict[str, str]) -> None:
    assert log_says("goals", goals(**given_)) != "met"


# ---- the next step


def test_someone_new_is_offered_steady_ground_first() -> None:
    (step,) = standing(said()).next_steps

    assert (step.chapter, step.section) == ("steady", "steady.plan")


def test_someone_who_began_with_causes_is_offered_their_reasons_before_what_was_left_blank() -> None:
    begun = said(("steady.plan.easier", "Mornings"), ("causes.pick", "crossed-wires"))
    (step,) = standing(begun).next_steps

    assert step.section == "motives.steadier"


def test_a_phase_that_was_skipped_stays_open() -> None:
    (step,) = standing(said(("readiness.ahead.goals", "met"), ("motives.honest.lean", "away"))).next_steps

    assert step.chapter == "steady"


def test_nobody_is_ever_sent_to_a_private_question_or_a_list_of_their_own_mistakes() -> None:
    sent, answers = set(), said()
    for _ in range(40):
        (step,) = standing(answers).next_steps
        sent.add(step.section)
        answers = also(answers, (step.rests_on[0], "anything"))

    assert sent.isdisjoint({"causes.safe", "causes.own-part"})


def test_someone_who_has_been_everywhere_and_checked_in_is_told_that_nothing_more_is_needed() -> None:
    (step,) = standing(invented_person()).next_steps

    assert step.said.key == "standing.next-rest"


@ANYONE
@given(st.sampled_from(edition().rules.stops), any_answers(), st.booleans())
def test_while_a_stop_is_on_no_step_leads_back_to_them(rule: StopRule, answers: list[Given], done: bool) -> None:
    start = said(*answers, *([gone_through(1)] if done else []))

    found = standing(also(start, (rule.kept, rule.sets)))
    assert {step.chapter for step in found.next_steps}.isdisjoint({"reaching-out", "hard-talk", "rebuild"})


def test_when_reaching_out_is_open_both_ways_out_stand_side_by_side() -> None:
    on_the_way = [
        chapter for chapter in edition().content.chapters if chapter.phase in ("steady", "understand", "decide")
    ]
    everything = [(question.id, "anything") for chapter in on_the_way for question in chapter.questions()]

    found = standing(said(*everything, gone_through(1)))
    assert (found.state, [step.chapter for step in found.next_steps]) == ("open", ["reaching-out", "letting-go"])


@pytest.mark.parametrize(
    "stop", [("start.pause", "on"), ("start.their-word.answer", "said-no"), ("reaching-out.waiting", "on")]
)
def test_while_it_is_closed_letting_go_is_offered_and_nothing_that_leads_back(stop: Given) -> None:
    on_the_way = [
        chapter for chapter in edition().content.chapters if chapter.phase in ("steady", "understand", "decide")
    ]
    everything = [(question.id, "anything") for chapter in on_the_way for question in chapter.questions()]

    found = standing(said(*everything, gone_through(1), stop))
    assert [step.chapter for step in found.next_steps] == ["letting-go"]

"""The summary: what a person hands over, line by line, and what stays out of it unless they tick it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up import (
    ANYONE,
    NOW,
    TODAY,
    Given,
    also,
    any_answers,
    days_of,
    edition,
    invented_person,
    material,
    questions,
    said,
    summary,
)

from workbook.answers import Answer, Answers
from workbook.questions import Words
from workbook.summary import Choices, Summary, SummaryLine, sum_up

PAGE_ONE = [
    "session", "situation", "causes", "motives", "readiness", "change", "strengths", "questions", "help",
]  # fmt: skip


def line(found: Summary, line_id: str) -> SummaryLine:
    return next(each for each in found.lines() if each.id == line_id)


def words(found: Summary) -> str:
    """Everything in it that a person reads, of the ticked lines."""
    shown = found.shown()
    texts = [shown.title, shown.prepared, shown.dates]
    for section in shown.sections:
        texts += [section.title, section.lead]
        texts += [
            text for each in section.lines for text in (each.text, each.detail, each.beside, each.under, *each.items)
        ]
    return "\n".join(texts)


def words_on_page_one(found: Summary) -> int:
    shown = found.shown()
    texts = [shown.title, shown.prepared, shown.dates]
    for section in shown.sections:
        if section.first:
            texts += [section.title, section.lead]
            texts += [text for each in section.lines for text in (each.text, each.detail, each.beside, *each.items)]
    return len(" ".join(texts).split())


# ---- page one


def test_page_one_tells_the_situation_causes_reasons_readiness_and_change_in_that_order() -> None:
    assert [section.id for section in summary(invented_person()).shown().sections if section.first] == PAGE_ONE


def test_page_one_can_be_read_in_two_minutes() -> None:
    every_line = [each.id for section in summary(invented_person()).sections if section.first for each in section.lines]

    assert words_on_page_one(summary(invented_person())) <= 400
    assert words_on_page_one(summary(also(invented_person(), ("start.pause", "on")), every_line)) <= 400


def test_page_one_has_one_small_graph() -> None:
    charts = [section.chart for section in summary(invented_person()).sections if section.first and section.chart]

    assert charts == ["check-ins"]


def test_it_says_who_made_it_and_that_it_is_no_assessment() -> None:
    assert "Not an assessment" in summary(said()).prepared


def test_it_says_which_days_it_covers_and_no_hour() -> None:
    found = summary(invented_person())

    assert found.dates == "Answers from 21 August 2026 to 21 November 2026. Put together on 21 November 2026."
    assert re.search(r"\d\d?:\d\d", words(found)) is None


def test_someone_who_answered_nothing_still_gets_a_page_and_everything_says_not_answered() -> None:
    found = summary(said())

    assert [section.id for section in found.shown().sections if section.first] == PAGE_ONE
    assert line(found, "situation.who").detail == "Not answered"
    assert line(found, "readiness.goals").detail == "Not answered"
    assert line(found, "change.days").detail == "None yet"
    assert found.dates.startswith("No answers yet")


def test_causes_stand_in_three_boxes_biggest_first_and_three_at_most() -> None:
    parts = {"crossed-wires": "some", "little-time": "heart-of-it", "slow-drift": "a-lot", "money-worries": "a-little"}
    given_: list[Given] = [("causes.pick", " ".join(parts))]
    for item, part in parts.items():
        given_ += [(f"causes.{item}.part", part), (f"causes.{item}.whose", "mine")]
    found = summary(said(*given_))

    assert line(found, "causes.mine").items == ("Too little time", "A slow drift", "Crossed wires")
    assert line(found, "causes.theirs").items == ()


def test_a_cause_that_played_no_part_is_in_no_box() -> None:
    none = said(
        ("causes.pick", "money-worries"),
        ("causes.money-worries.part", "no-part"),
        ("causes.money-worries.whose", "mine"),
    )

    assert line(summary(none), "causes.mine").items == ()


def test_a_cause_whose_side_is_open_is_named_apart_and_not_put_on_anyone() -> None:
    found = summary(said(("causes.pick", "crossed-wires"), ("causes.crossed-wires.whose", "not-sure")))

    assert line(found, "causes.no-side").detail == "Crossed wires"


def test_readiness_is_a_list_with_the_log_beside_the_own_view() -> None:
    found = line(summary(invented_person()), "readiness.goals")

    assert (found.detail, found.beside, found.tone) == ("Not sure", "answers: not met", "not-sure")


def test_there_is_no_total_no_percentage_and_no_score() -> None:
    assert re.search(r"%|\bscore|\bout of 1[56]\b|\b\d+ of 1[56]\b", words(summary(invented_person()))) is None


# ---- change over time


def moods(*values: str) -> Summary:
    return summary(Answers(days_of("check-in.today.mood", *values)))


def test_few_check_ins_give_a_range_and_no_direction() -> None:
    assert line(moods("3", "7", "4"), "change.mood").detail == "From 3 to 7, in 3 entries"


def test_ten_or_more_set_the_first_seven_days_beside_the_last() -> None:
    found = line(moods(*["2", "3"] * 5, *["6", "8"] * 5), "change.mood")

    assert found.detail == "First week 2 to 3, last week 6 to 8"


def test_ten_entries_in_less_than_two_weeks_give_a_range_alone() -> None:
    assert line(moods(*["2", "8"] * 6), "change.mood").detail == "From 2 to 8, in 12 entries"


def test_days_left_out_are_told_as_gaps_and_never_as_zeros() -> None:
    rows = days_of("check-in.today.mood", *["5"] * 30)
    kept = [row for row in rows if row.at.day % 2]

    found = summary(Answers(kept))
    assert line(found, "change.days").detail.startswith(f"{len(kept)} in ")
    assert "0" not in line(found, "change.mood").detail.replace("10", "")


# ---- what is in it, and what only a tick puts there


def test_nothing_in_a_persons_own_words_is_in_it_until_it_is_ticked() -> None:
    for_the_therapist = ("start.them.", "start.leaving.", "summary.")
    texts = [q.id for q in questions() if isinstance(q, Words) and not q.id.startswith(for_the_therapist)]
    written = said(*((question, f"MARKER {number}") for number, question in enumerate(texts)))
    assert "MARKER" not in words(summary(written))
    ticked = summary(written, [f"words.{question}.s1" for question in texts])
    assert words(ticked).count("MARKER") == len(texts)


def test_a_ticked_text_is_exactly_what_was_written() -> None:
    text = "  He said {they} <b>left</b>\n\nand “why”  "
    found = summary(said(("causes.honest.real-reason", text)), ["words.causes.honest.real-reason.s1"])

    assert line(found.shown(), "words.causes.honest.real-reason.s1").detail == text


def test_own_words_stand_chapter_by_chapter_under_the_chapters_title() -> None:
    texts = ["motives.memory.comes-back", "causes.honest.hurt-me", "causes.honest.real-reason"]
    found = summary(said(*((text, "x") for text in texts)), [f"words.{text}.s1" for text in texts])
    own = next(section for section in found.shown().sections if section.id == "words")

    assert [each.under for each in own.lines] == ["What went wrong", "What went wrong", "Why I want this"]


def test_what_a_check_in_said_in_one_line_stays_out_of_it() -> None:
    assert "canal" not in words(summary(invented_person()))


@pytest.mark.parametrize(
    "off",
    [
        "safety.talk",
        "safety.paused",
        "readiness.no-abuse",
        "answer.causes.hard-to-say.mine",
        "answer.causes.safe.harm",
        "change.looked-up",
        "evidence.next-time",
        "words.start.worst.person.s1",
        "words.causes.own-part.what.e1",
    ],
)
def test_stops_private_answers_and_own_conduct_are_off_until_ticked(off: str) -> None:
    told = also(
        invented_person(),
        ("start.pause", "on"),
        ("causes.safe.harm", "some-of-that"),
        ("causes.hard-to-say.mine", "shouted"),
        ("start.worst.person", "Priya"),
        ("causes.own-part.what", "I kept score", "e1"),
    )

    remembered = sum_up(material(told), Choices(lines={off: True}))

    assert not line(summary(told), off).on
    assert not line(remembered, off).on, "what was kept or read from a file does not tick it"
    assert line(remembered, off).anew
    assert line(summary(told, [off]), off).on


@ANYONE
@given(any_answers())
def test_no_line_that_rests_on_a_stop_or_a_private_question_is_on_by_itself(answers: list[Given]) -> None:
    low_or_own = ("start.worst.", "causes.hard-to-say.", "causes.own-part.", "hard-talk.apology.")
    guarded = {q.id for q in questions() if q.private or q.stop or q.id.startswith(low_or_own)} | {"start.pause"}

    for each in summary(said(*answers, ("start.pause", "on"))).shown().lines():
        assert guarded.isdisjoint(each.rests_on)


def test_a_pause_changes_nothing_that_is_handed_over_unasked() -> None:
    assert words(summary(also(invented_person(), ("start.pause", "on")))) == words(summary(invented_person()))


def test_a_line_can_be_taken_out() -> None:
    told = material(invented_person())
    found = sum_up(told, Choices(lines={"situation.who": False, "change.days": False}))

    assert {"situation.who", "change.days"}.isdisjoint(each.id for each in found.shown().lines())


def test_a_section_with_nothing_ticked_is_gone_with_its_chart() -> None:
    told = material(invented_person())
    change = [each.id for each in sum_up(told).lines() if each.id.startswith("change.")]

    assert "change" not in [
        section.id for section in sum_up(told, Choices(lines=dict.fromkeys(change, False))).shown().sections
    ]


# ---- names, ids, what a line rests on


NAMES = [
    ("Sam", "they-them"),
    ("Al", "name-only"),
    ("Zoë-Jo", "she-her"),
    ("{them}", "he-him"),
    ("", "own-words"),
    ("They", "unset"),
]


@pytest.mark.parametrize(("name", "pronouns"), NAMES)
def test_the_other_person_is_my_ex_and_never_named(name: str, pronouns: str) -> None:
    told = also(invented_person(), ("start.them.name", name, "s2"), ("start.them.pronouns", pronouns, "s2"))
    found = words(summary(told, ["change.looked-up"]))

    assert "my ex" in found.lower()
    if name and name != "They":
        assert re.search(rf"(?<!\w){re.escape(name)}(?!\w)", found) is None


def test_with_the_name_in_place_of_pronouns_my_ex_takes_that_place() -> None:
    told = said(("start.them.name", "Sam"), ("start.them.pronouns", "name-only"), ("start.ending.who", "them"))

    assert line(summary(told), "situation.who").detail == "My ex did"


@ANYONE
@given(any_answers())
def test_every_line_has_an_id_of_its_own_and_names_what_it_rests_on(answers: list[Given]) -> None:
    lines = summary(said(*answers)).lines()

    assert len({each.id for each in lines}) == len(lines)
    assert [each.id for each in lines if not each.rests_on] == ["safety.talk"]


def test_a_tick_still_fits_its_line_after_more_was_answered() -> None:
    first = said(
        ("causes.honest.asked", "one"), ("causes.own-part.what", "a thing", "e1"), ("causes.pick", "crossed-wires")
    )
    later = also(
        first,
        ("causes.honest.asked", "two", "s2"),
        ("causes.own-part.what", "another", "e2"),
        ("causes.pick", "money-worries crossed-wires", "s2"),
    )
    ids = {each.id: each.detail for each in summary(later).lines()}

    assert {each.id for each in summary(first).lines() if each.kind == "quote"} <= set(ids)
    assert ids["words.causes.honest.asked.s1"] == "one"
    assert "cause.crossed-wires" in ids


@ANYONE
@given(any_answers(), st.sampled_from(["they-them", "she-her", "he-him", "name-only"]))
def test_any_answers_at_all_can_be_summed_up(answers: list[Given], pronouns: str) -> None:
    found = summary(said(*answers, ("start.them.pronouns", pronouns)))

    assert "{" not in re.sub(r"words\S*", "", words(found)) or any("{" in value for _, value, *_ in answers)


# ---- the scales


def test_every_scale_behind_a_shown_line_is_given_word_for_word() -> None:
    found = line(summary(invented_person()), "scale.how-big-a-part")

    assert found.text == "No part · A little · Some · A lot · The heart of it · Not sure"
    assert found.items == ("How big a part did this play?",)


def test_a_scale_that_nothing_shown_rests_on_is_left_out() -> None:
    assert not [each for each in summary(said()).lines() if each.id == "scale.how-big-a-part"]


def test_the_questions_are_given_as_they_were_asked_and_name_nobody() -> None:
    items = " ".join(item for each in summary(invented_person()).lines() if each.kind == "scale" for item in each.items)

    assert "Sam" not in items
    assert "How is your mood?" in items


# ---- reasons over time


def looks(number: int) -> Answers:
    rows = []
    for place in range(number):
        at, sitting = NOW - timedelta(days=number - place), f"s{place + 1}"
        rows.append(Answer(place, at, sitting, "motives.steadier", "loving-bond"))
        rows.append(Answer(place, at, sitting, "motives.loving-bond.strength", "fairly" if place else "barely"))
    return Answers(rows)


def test_reasons_are_told_look_by_look_oldest_first() -> None:
    assert line(summary(looks(3)), "motive.loving-bond").detail == "Barely · Fairly · Fairly"


def test_of_many_looks_the_first_and_the_latest_are_told() -> None:
    found = line(summary(looks(40)), "motive.loving-bond")

    assert found.detail.split(" · ") == ["Barely", "Fairly", "Fairly", "Fairly", "Fairly"]


def test_one_look_is_drawn_as_it_is_and_two_as_first_beside_latest() -> None:
    charts = [
        next(section.chart for section in summary(looks(number)).sections if section.id == "motive-list")
        for number in (1, 2)
    ]

    assert charts == ["motives", "drift"]


def test_it_knows_the_day_and_not_the_hour() -> None:
    assert summary(said()).made == TODAY


# ---- help


@pytest.mark.parametrize("country", ["uk", "germany", "elsewhere", ""])
def test_someone_to_call_is_at_the_foot_of_page_one(country: str) -> None:
    found = line(summary(said(("start.place.country", country))), "help.crisis")

    place = {place.key: place for place in edition().rules.help.places}.get(country)
    lines = place.lines if place else edition().rules.help.anywhere
    numbers = [each.number for each in lines if each.kind == "crisis"]
    assert found.on
    assert all(number in found.detail for number in numbers)

"""What a person controls in a summary: each line's tick, the name on it, and that page one stays one page."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import (
    ANYONE,
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
from test_summary import line, words, words_on_page_one

from workbook.answers import Answers
from workbook.errors import ChoicesError
from workbook.questions import Words
from workbook.summary import Choices, SummarySection, parse, serialised, still_naming, sum_up

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))

import summary_sections

FOR_THE_SESSION = ("want", "not-yet", "strengths", "questions")


# ---- what stands in each section, for the invented person


@pytest.mark.parametrize("section", summary_sections.sections(), ids=lambda section: section.id)
def test_each_section_says_what_it_said_when_somebody_last_read_it(section: SummarySection) -> None:
    kept = summary_sections.FOLDER / f"{section.id}.txt"

    assert summary_sections.told(section) == kept.read_text("utf-8"), (
        "renew it with `python tools/renew_snapshots.py`, and read what changed"
    )


def test_no_snapshot_is_left_of_a_section_that_is_gone() -> None:
    kept = [path.stem for path in summary_sections.FOLDER.glob("*.txt")]

    assert sorted(kept) == sorted(section.id for section in summary_sections.sections())


# ---- ticks


def test_after_page_one_there_is_nothing_but_how_it_was_asked_until_it_is_ticked() -> None:
    after = [section.id for section in summary(invented_person()).shown().sections if not section.first]

    assert after == ["scales"]


def test_what_was_skipped_is_said_to_be_skipped() -> None:
    assert line(summary(said()), "session.want").detail == "Not answered"
    assert line(summary(said()), "situation.contact").detail == "Not answered"


def test_being_in_touch_lately_counts_checked_days_of_two_weeks_and_nothing_older() -> None:
    old, new = ["we-met"] * 10, ["no-contact"] * 12 + ["we-met", "no-contact"]
    found = line(summary(Answers(days_of("check-in.today.contact", *old, *new))), "situation.contact")

    assert found.detail == "On 1 of 14 checked days, in two weeks"


WRITERS = st.sampled_from([q.id for q in questions() if isinstance(q, Words)])


@ANYONE
@given(any_answers(), st.lists(WRITERS, max_size=4, unique=True), st.sampled_from(["s1", "s2", "e1"]))
def test_no_word_of_ones_own_is_on_paper_unless_it_was_written_for_it_or_ticked(
    answers: list[Given], written: list[str], sitting: str
) -> None:
    meant = {f"summary.session.{each}" for each in FOR_THE_SESSION}
    own: list[Given] = [(question, "MARKER", sitting) for question in written if question not in meant]
    told = said(*answers, *own)

    assert "MARKER" not in words(summary(told))


@ANYONE
@given(any_answers(), st.data())
def test_a_tick_puts_a_line_on_and_taking_it_off_removes_it(answers: list[Given], data: st.DataObject) -> None:
    told = said(*answers)
    ours = [each for each in summary(told).lines() if not each.anew and not each.follows and each.kind != "scale"]
    chosen = data.draw(st.sampled_from(ours)).id

    on = sum_up(material(told), Choices(lines={chosen: True}))
    off = sum_up(material(told), Choices(lines={chosen: False}))
    assert chosen in {each.id for each in on.shown().lines()}
    assert chosen not in {each.id for each in off.shown().lines()}


@ANYONE
@given(any_answers())
def test_no_tick_is_remembered_of_a_line_that_is_asked_anew(answers: list[Given]) -> None:
    lines = summary(said(*answers, ("start.pause", "on"))).lines()
    kept = Choices().ticked(lines, [each.id for each in lines])

    assert {"safety.talk", "safety.paused"} <= {each.id for each in lines if each.anew}
    assert set(kept.lines).isdisjoint(each.id for each in lines if each.anew)


def test_a_file_that_ticks_a_safety_line_ticks_nothing() -> None:
    choices = parse('{"lines": {"safety.talk": true, "situation.who": false}}')
    found = sum_up(material(invented_person()), choices)

    assert not line(found, "safety.talk").on
    assert not line(found, "situation.who").on


def test_only_what_was_changed_is_remembered() -> None:
    situation = next(each for each in summary(invented_person()).sections if each.id == "situation")
    but_one = [each.id for each in situation.lines if each.id != "situation.ties"]

    assert Choices().ticked(situation.lines, but_one).lines == {"situation.ties": False}


@given(st.dictionaries(st.text(), st.booleans()), st.sampled_from(["my-ex", "initials", "as-typed"]))
def test_what_was_chosen_comes_back_as_it_was(lines: dict[str, bool], mask: str) -> None:
    chosen = Choices(lines=lines, mask=mask, paper="letter")

    assert parse(serialised(chosen)) == chosen


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"lines": ["a"]}', '{"lines": {"a": 1}}', '{"mask": "x"}', '{"paper": 4}', '{"line": {}}'],
)
def test_a_file_that_holds_no_choices_is_told_in_one_sentence(text: str) -> None:
    with pytest.raises(ChoicesError) as caught:
        parse(text, "mine.json")

    assert "mine.json" in caught.value.sentence


# ---- the name


def named(text: str, name: str = "Sam", mask: str = "my-ex") -> list[str]:
    told = said(("start.them.name", name), ("summary.session.want", text), ("start.ending.who", "them"))
    return [each.id for each in still_naming(sum_up(material(told), Choices(mask=mask)).lines(), name)]


@pytest.mark.parametrize("text", ["Sam", "about SAM.", "Sam’s flat", "sam's", "it was sams", "“Sam”, he said", "Sam’"])
def test_a_name_is_found_in_ones_own_words_whatever_its_case_and_ending(text: str) -> None:
    assert named(text) == ["session.want"]


@pytest.mark.parametrize("text", ["the same thing", "Samuel", "flotsam", "nobody"])
def test_a_word_that_only_holds_the_name_is_no_name(text: str) -> None:
    assert named(text) == []


def test_one_word_of_a_longer_name_is_found_too() -> None:
    assert named("I miss Jo", "Jo Miller") == ["session.want"]
    assert named("the thing is", "the one from Leeds") == []
    assert named("zoë’s", "Zoe\u0308") == ["session.want"]


def test_a_name_in_a_line_that_is_off_is_no_matter() -> None:
    told = said(("start.them.name", "Sam"), ("causes.honest.real-reason", "Sam left"))

    assert still_naming(summary(told).lines(), "Sam") == ()
    assert still_naming(summary(told, ["words.causes.honest.real-reason.s1"]).lines(), "Sam") != ()


@pytest.mark.parametrize(
    ("mask", "who"), [("my-ex", "My ex did"), ("initials", "S. M. did"), ("as-typed", "Sam miller did")]
)
def test_the_other_person_is_called_what_was_chosen(mask: str, who: str) -> None:
    told = said(("start.them.name", "Sam miller"), ("start.them.pronouns", "name-only"), ("start.ending.who", "them"))

    assert line(sum_up(material(told), Choices(mask=mask)), "situation.who").detail == who


@pytest.mark.parametrize("name", ["", "…", "x" * 300])
def test_where_there_is_no_name_to_show_it_is_my_ex(name: str) -> None:
    told = said(("start.them.name", name), ("start.them.pronouns", "name-only"), ("start.ending.who", "them"))

    for mask in ("initials", "as-typed") if len(name) > 1 else ("initials",):
        assert line(sum_up(material(told), Choices(mask=mask)), "situation.who").detail == "My ex did"


# ---- page one is one page


LONG = ["one word", "a few words of one's own " * 12, "so much more to say, " * 400, "好" * 9000, "line\n" * 200]


@settings(deadline=None, max_examples=200)
@given(any_answers(), st.lists(st.sampled_from(LONG), min_size=4, max_size=4), st.booleans())
def test_page_one_stays_within_400_words_for_anyone(answers: list[Given], texts: list[str], everything: bool) -> None:
    told = also(
        invented_person() if everything else said(),
        *answers,
        *((f"summary.session.{each}", text) for each, text in zip(FOR_THE_SESSION, texts, strict=True)),
        ("start.place.country", "singapore"),
    )
    found = summary(told)
    ticked = [each.id for section in found.sections if section.first for each in section.lines]

    assert words_on_page_one(found) <= 400
    assert words_on_page_one(summary(told, ticked)) <= 400


def fullest() -> Answers:
    """Everything that can be picked, picked, and everything long."""
    rows: list[Given] = []
    for question in questions():
        keys = [option.key for option in getattr(question, "options", ())]
        if question.id == "causes.pick" or question.id.startswith("motives."):
            rows.append((question.id, " ".join(keys)))
        if question.id.endswith((".part", ".strength")) and len(keys) > 2:
            rows.append((question.id, keys[-2]))
        if question.id.endswith(".whose"):
            rows.append((question.id, keys[len(rows) % 4]))
    rows += [(each.question, "not-sure") for each in edition().rules.criteria if each.question]
    rows += [("start.ties.which", "children home work money other"), ("start.ending.who", "unclear")]
    rows += [("start.place.country", "singapore"), ("start.pause", "on"), ("summary.session.lean", "away")]
    rows += [("summary.session.how-sure", "7"), *((f"summary.session.{each}", LONG[2]) for each in FOR_THE_SESSION)]
    mood = days_of("check-in.today.mood", *["0", "10"] * 60)
    return Answers((*said(*rows).rows, *mood, *days_of("check-in.today.contact", *["we-met"] * 60)))


def test_page_one_stays_within_400_words_for_someone_who_picked_everything_and_ticked_it() -> None:
    found = summary(fullest())
    ticked = [each.id for section in found.sections if section.first for each in section.lines]

    assert words_on_page_one(summary(fullest(), ticked)) <= 400


def test_an_answer_too_long_for_page_one_stands_whole_right_after_it() -> None:
    long = LONG[2]
    found = summary(also(invented_person(), ("summary.session.want", long))).shown()
    after = next(section for section in found.sections if not section.first)

    assert line(found, "session.want").detail == "In full after this page."
    assert [each.detail for each in after.lines] == [long]


def test_a_long_answer_that_is_taken_off_is_gone_from_both_places() -> None:
    told = material(also(invented_person(), ("summary.session.want", "MARKER " * 400)))

    assert "MARKER" not in words(sum_up(told, Choices(lines={"session.want": False})))


def test_the_form_of_a_choices_file_is_plain_json() -> None:
    kept = json.loads(serialised(Choices(lines={"situation.who": False})))

    assert kept == {"lines": {"situation.who": False}, "mask": "my-ex", "paper": "a4"}

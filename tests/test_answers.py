"""One answer checked against its question, and which of several counts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.answers import LONGEST_TEXT, Answer, Answers, check, sitting_order
from workbook.errors import AnswerError
from workbook.questions import Choice, Choices, Day, Number, Option, Question, Rating, Scale, Words

UNSURE = Option("not-sure", "Not sure")
MIXED = (Option("mine", "Mine"), Option("theirs", "Theirs"), UNSURE)
SCALE = Scale("size", (Option("small", "Small"), Option("big", "Big")), UNSURE)
RATING = Rating(id="a.b.c", ask="How big?", scale=SCALE)
CHOICE = Choice(id="a.b.d", ask="Which?", options=MIXED)
CHOICES = Choices(id="a.b.e", ask="Which?", options=MIXED)
NUMBER = Number(id="a.b.f", ask="How many?", low=0, high=10, options=(UNSURE,))
DAY = Day(id="a.b.g", ask="When?", options=(UNSURE,))
WORDS = Words(id="a.b.h", ask="Tell?")
EVERY_KIND: list[Question] = [RATING, CHOICE, CHOICES, NUMBER, DAY, WORDS]


@pytest.mark.parametrize(
    ("question", "given", "kept"),
    [
        (RATING, "big", "big"),
        (RATING, " not-sure ", "not-sure"),
        (CHOICE, "mine", "mine"),
        (CHOICES, "theirs mine", "mine theirs"),
        (CHOICES, "mine mine", "mine"),
        (NUMBER, "07", "7"),
        (NUMBER, "10", "10"),
        (NUMBER, "not-sure", "not-sure"),
        (DAY, "2026-11-21", "2026-11-21"),
        (DAY, "not-sure", "not-sure"),
        (WORDS, " two\r\nlines ", " two\r\nlines "),
    ],
)
def test_an_answer_is_kept_in_one_form(question: Question, given: str, kept: str) -> None:
    assert check(question, given) == kept


@pytest.mark.parametrize(
    ("question", "given"),
    [
        (RATING, "huge"),
        (CHOICE, "mine theirs"),
        (CHOICES, "mine nobody"),
        (NUMBER, "11"),
        (NUMBER, "-1"),
        (NUMBER, "3.5"),
        (NUMBER, "٣"),
        (DAY, "21.11.2026"),
        (DAY, "2026-02-30"),
        (WORDS, "x" * (LONGEST_TEXT + 1)),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_in_one_sentence(question: Question, given: str) -> None:
    with pytest.raises(AnswerError) as refused:
        check(question, given)

    assert refused.value.sentence.endswith((".", "?"))
    assert "\n" not in refused.value.sentence


@pytest.mark.parametrize("question", EVERY_KIND, ids=lambda question: type(question).__name__)
def test_every_kind_of_question_can_be_left_blank(question: Question) -> None:
    assert check(question, "") == ""


@given(st.sampled_from(EVERY_KIND), st.text())
def test_what_was_kept_once_is_kept_the_same_way_again(question: Question, given: str) -> None:
    try:
        kept = check(question, given)
    except AnswerError:
        return

    assert check(question, kept) == kept


def said(seq: int, sitting: str, value: str, question: str = "a.b.c") -> Answer:
    return Answer(seq, datetime(2026, 11, 21, 12, tzinfo=UTC), sitting, question, value)


def test_the_later_answer_of_a_sitting_counts() -> None:
    answers = Answers([said(1, "s1", "small"), said(2, "s1", "big")])

    assert answers.value("a.b.c") == "big"


def test_an_answer_taken_back_leaves_the_sitting_before_standing() -> None:
    answers = Answers([said(1, "s1", "small"), said(2, "s2", "big"), said(3, "s2", "")])

    assert answers.value("a.b.c") == "small"
    assert answers.in_sitting("a.b.c", "s2") is None


def test_last_time_is_the_sitting_before_and_never_a_later_one() -> None:
    answers = Answers([said(1, "s10", "big"), said(2, "s9", "small")])

    assert answers.value("a.b.c") == "big"
    before = answers.before("a.b.c", "s10")
    assert before is not None
    assert before.value == "small"
    assert answers.before("a.b.c", "s9") is None


def test_an_entry_whose_every_answer_was_deleted_is_gone() -> None:
    answers = Answers([said(1, "e1", "a"), said(2, "e2", "b"), said(3, "e1", "")])

    assert answers.entries("a.b") == ("e2",)


@given(st.lists(st.integers(1, 40), min_size=1))
def test_sittings_are_in_the_order_of_their_numbers(numbers: list[int]) -> None:
    ordered = sorted((f"s{number}" for number in numbers), key=sitting_order)

    assert ordered == [f"s{number}" for number in sorted(numbers)]

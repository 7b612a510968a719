"""Made-up people for tests: answers in a few words, or any answers at all, and what is made of them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from functools import cache

from hypothesis import settings
from hypothesis import strategies as st

from workbook import example, person
from workbook.answers import Answer, Answers
from workbook.questions import Day, Number, Question, Words
from workbook.rulebook import Edition, load
from workbook.standing import Standing, stand
from workbook.summary import Choices, Material, Summary, sum_up

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 21, 30, tzinfo=UTC)

ANYONE = settings(deadline=None, max_examples=60)
"""For what holds whatever was answered."""

Given = tuple[str, str] | tuple[str, str, str]
"""A question and its answer, and the sitting where that matters."""


@cache
def edition() -> Edition:
    return load()


def said(*given: Given, at: datetime = NOW) -> Answers:
    """These answers, in this order."""
    rows = [(*each, "s1")[:3] for each in given]
    return Answers(Answer(n, at, sitting, question, value) for n, (question, value, sitting) in enumerate(rows))


def also(answers: Answers, *given: Given) -> Answers:
    """The same person, having answered these as well."""
    return Answers((*answers.rows, *said(*given).rows))


def days_of(question: str, *values: str) -> list[Answer]:
    """One answer a day, the last of them today."""
    days = [NOW - timedelta(days=back) for back in reversed(range(len(values)))]
    return [Answer(n, at, f"s{n + 1}", question, value) for n, (at, value) in enumerate(zip(days, values, strict=True))]


@cache
def invented_person() -> Answers:
    """Three months of the invented person that the workbook brings along."""
    given = sorted(example.answers(edition().content, TODAY), key=lambda each: each.at)
    return Answers(Answer(n, each.at, each.sitting, each.question, each.value) for n, each in enumerate(given))


def gone_through(days_ago: int) -> Given:
    """The safety questions, so many days ago."""
    return "start.block-done", (TODAY - timedelta(days=days_ago)).isoformat()


def standing(answers: Answers, now: datetime = NOW) -> Standing:
    return stand(answers, edition().content, edition().rules, now)


def material(answers: Answers) -> Material:
    words = person.wording(edition(), answers)
    found = edition()
    return Material(
        answers=answers,
        content=found.content,
        rules=found.rules,
        standing=standing(answers),
        wording=words,
        today=TODAY,
    )


def summary(answers: Answers, ticked: Collection[str] = ()) -> Summary:
    """With these lines ticked today, whatever they rest on."""
    return sum_up(material(answers), Choices(lines=dict.fromkeys(ticked, True)), ticked)


# ---- any answers at all


@cache
def questions() -> list[Question]:
    """Everything that can be asked."""
    asked = [question for chapter in edition().content.chapters for question in chapter.questions()]
    return [question for question in asked if not question.kept]


@cache
def values(question: Question) -> st.SearchStrategy[str]:
    """What somebody could answer, taking it back included."""
    keys = [option.key for option in getattr(question, "options", ())]
    if isinstance(question, Words):
        return st.text(max_size=20)
    if isinstance(question, Day):
        return st.sampled_from([*keys, ""]) | st.dates().map(date.isoformat)
    if isinstance(question, Number):
        return st.sampled_from([*keys, ""]) | st.integers(question.low, question.high).map(str)
    return st.sampled_from([*keys, ""])


@cache
def that_keep_no_stop() -> list[Question]:
    """Everything but the questions whose own answer is a stop, such as a no."""
    kept = {rule.kept for rule in edition().rules.stops}
    return [question for question in questions() if question.id not in kept]


@st.composite
def any_answer(draw: st.DrawFn) -> Given:
    question = draw(st.sampled_from(that_keep_no_stop()))
    return question.id, draw(values(question)), draw(st.sampled_from(["s1", "s2", "e1", "e2"]))


def any_answers() -> st.SearchStrategy[list[Given]]:
    return st.lists(any_answer(), max_size=12)

"""What a summary is made of: lines with permanent ids, in sections; and what they are made from. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from workbook.answers import Answer, Answers
from workbook.questions import Content, Question
from workbook.rules import Rules
from workbook.standing import Standing
from workbook.wording import Wording

Kind = Literal["fact", "list", "criterion", "scale", "quote"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryLine:
    """One line that can be ticked; its id never changes, its words may."""

    id: str
    text: str
    detail: str = ""
    beside: str = ""  # what the log shows, or when it was said
    items: tuple[str, ...] = ()
    kind: Kind = "fact"
    under: str = ""  # a smaller heading that neighbouring lines share
    tone: str = ""  # of a criterion: met · not-met · not-sure; blank: not answered
    rests_on: tuple[str, ...] = ()  # questions
    on: bool = True
    anew: bool = False  # its tick is asked for each time and never remembered
    follows: str = ""  # the line whose tick decides about this one


@dataclass(frozen=True, slots=True, kw_only=True)
class SummarySection:
    """Lines under one heading, and which chart belongs there."""

    id: str
    title: str
    lead: str = ""
    lines: tuple[SummaryLine, ...] = ()
    chart: str = ""
    first: bool = False  # on page one


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The whole of it, as data: every line with its tick."""

    title: str
    prepared: str
    dates: str
    made: date
    sections: tuple[SummarySection, ...]

    def shown(self) -> Summary:
        """Only what is ticked; a section without a line is gone, and its chart with it."""
        kept = (replace(each, lines=tuple(line for line in each.lines if line.on)) for each in self.sections)
        return replace(self, sections=tuple(section for section in kept if section.lines))

    def lines(self) -> tuple[SummaryLine, ...]:
        return tuple(line for section in self.sections for line in section.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What a summary is made from. Only the day is known, not the hour."""

    answers: Answers
    content: Content
    rules: Rules
    standing: Standing
    wording: Wording
    today: date

    def say(self, key: str, **facts: object) -> str:
        return self.wording.say(f"summary.{key}", **facts)

    def fill(self, text: str) -> str:
        """A label of the content; the other person is "my ex" and never named."""
        return self.wording.fill(text)

    def day(self, day: date) -> str:
        return self.wording.day(day)

    def name(self, question: Question) -> str:
        return self.fill(question.name or question.ask)

    def asked_aloud(self, question: Question) -> str:
        """The exact wording of a question, which speaks to the person: "you" and "your ex"."""
        return self.wording.fill(question.ask, ex=self.say("your-ex"), Ex=self.say("your-ex"))

    def answered(self, question_id: str) -> str:
        """The latest answer in the words of its question; empty when there is none."""
        question, answer = self.content.question(question_id), self.answers.latest(question_id)
        return self.in_words(question, answer) if question and answer else ""

    def in_words(self, question: Question, answer: Answer) -> str:
        """Labels for keys, a date as one, numbers and text as they are."""
        return self.wording.in_words(question, answer.value)

    def fact(self, line_id: str, question_id: str) -> SummaryLine:
        """One question and its answer; a skipped one says so."""
        question = self.content.question(question_id)
        name = self.name(question) if question else ""
        return self.told(line_id, name, self.answered(question_id), (question_id,))

    def on_page_one(self, name: str, lines: Iterable[SummaryLine], lead: str = "", chart: str = "") -> SummarySection:
        title = self.say(f"{name}-title")
        return SummarySection(id=name, title=title, lead=lead, lines=tuple(lines), chart=chart, first=True)

    def told(self, line_id: str, text: str, detail: str, rests_on: Iterable[str]) -> SummaryLine:
        """A line that says "not answered" where there is nothing."""
        tone = "" if detail else "blank"
        detail = detail or self.say("not-answered")
        return SummaryLine(id=line_id, text=text, detail=detail, tone=tone, rests_on=tuple(rests_on))

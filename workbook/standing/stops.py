"""Which stops are on, and what that means for reaching out: closed, not yet or open; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from workbook.answers import Answer, Answers
from workbook.questions import Content, Question, Section
from workbook.rules import StopRule

PAUSE = "start.pause"
BLOCK_DONE = "start.block-done"
BLOCK_LASTS = 30
"""Days for which having gone through the safety questions counts."""
SLIP = timedelta(hours=1)
"""For so long a stop that keeps its reason can be taken back, in the same sitting; then only what lifts it does."""
LIFTED = "lifted"

State = Literal["closed", "not-yet", "open"]


@dataclass(frozen=True, slots=True)
class Reach:
    """Where reaching out stands, and the stops that are on."""

    state: State = "not-yet"
    stops: tuple[StopRule, ...] = ()

    def is_on(self, stop_id: str) -> bool:
        return stop_id in {rule.id for rule in self.stops}

    def shutting(self, section_id: str) -> tuple[StopRule, ...]:
        """The stops that close this section or its chapter."""
        return tuple(rule for rule in self.stops if rule.shuts(section_id))

    def takes_new(self, section: Section) -> bool:
        """Whether something new can be begun here: not where a stop closes it, or where it waits for “open”."""
        if section.stays_open:
            return True
        return not self.shutting(section.id) and (self.state == "open" or not section.needs_open)

    def hides(self, section: Section) -> bool:
        """Not there at all: advice that is unsafe while this stop is on."""
        return self.is_on(section.unless)


def reach(answers: Answers, content: Content, rules: tuple[StopRule, ...], today: date) -> Reach:
    """The three states, whatever was answered and whatever was skipped."""
    on = tuple(rule for rule in rules if is_on(rule, answers, content))
    if on or is_paused(answers):
        return Reach("closed", on)
    done = block_done(answers)
    recent = done is not None and timedelta(0) <= today - done <= timedelta(days=BLOCK_LASTS)
    return Reach("open" if recent else "not-yet")


def is_on(rule: StopRule, answers: Answers, content: Content) -> bool:
    """On from the answer that stops, until one that lifts; any other leaves it, unless it corrects a slip."""
    return holding_line(rule, answers, content) is not None


def holding_line(rule: StopRule, answers: Answers, content: Content) -> Answer | None:
    """The line by which it is on."""
    question = content.question(rule.kept)
    return _told(question, answers) if question else None


def stop_of(question: Question, value: str) -> str:
    """The stop that this value sets: the question's own, or the one that the answer names; empty for none."""
    chosen = value.split()
    told = [o for o in getattr(question, "options", ()) if question.stop and o.stops and o.key in chosen]
    return (told[0].sets or question.stop) if told else ""


def is_stopping(question: Question, value: str) -> bool:
    return bool(stop_of(question, value))


def is_paused(answers: Answers) -> bool:
    """Anything but a plain "lifted" keeps a pause that was set."""
    return paused_since(answers) is not None


def paused_since(answers: Answers) -> datetime | None:
    """When the pause that is on was set; told again while it is on, the last time counts."""
    since = None
    for row in answers.every(PAUSE):
        since = None if row.value == LIFTED else row.at if row.value else since
    return since


def block_done(answers: Answers) -> date | None:
    """The day on which the safety questions were last gone through."""
    try:
        return date.fromisoformat(answers.value(BLOCK_DONE))
    except ValueError:
        return None


def _told(question: Question, answers: Answers) -> Answer | None:
    """The line that holds the stop; an answer that nobody knows, from an edited file, holds it as well."""
    options = getattr(question, "options", ())
    lifting = {option.key for option in options if option.lifts}
    neutral = {"", *(option.key for option in options if not (option.stops or option.lifts))}
    told = None
    for row in answers.every(question.id):
        if row.value in lifting:
            told = None
        elif row.value not in neutral:
            told = row
        elif told and not question.kept and _is_slip(told, row):
            told = None
    return told


def _is_slip(told: Answer, corrected: Answer) -> bool:
    return told.sitting == corrected.sitting and abs(corrected.at - told.at) <= SLIP

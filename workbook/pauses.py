"""A private answer that tells of harm sets a stop at once; changed on the same page, the stop it set goes with it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from workbook.answers import Answers
from workbook.pages.notices import Stops, is_stopping
from workbook.questions import Question
from workbook.rules import StopRule

PAUSED = "on"


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be done about the question that keeps a stop."""

    kept: str
    sets: bool  # write it; otherwise erase it, as if it had never been set


class Pauses:
    """Which answers of this page set a stop; a stop of an earlier day is not theirs to lift."""

    def __init__(self, rules: tuple[StopRule, ...]) -> None:
        self._rules = rules
        self._set_by: set[str] = set()

    def mind(self, question: Question, value: str, answers: Answers) -> Change | None:
        """What this answer means for its stop; a blank lifts nothing."""
        rule = next(rule for rule in self._rules if rule.id == question.stop)
        is_on = answers.value(rule.kept) == PAUSED
        if is_stopping(question, value):
            if not is_on or self._set_by:
                self._set_by.add(question.id)
            return None if is_on else Change(rule.kept, sets=True)
        if not value or question.id not in self._set_by:
            return None
        self._set_by.discard(question.id)
        return Change(rule.kept, sets=False) if is_on and not self._set_by else None

    def forget(self, questions: Collection[str]) -> None:
        """The page was opened anew: what these set stays set."""
        self._set_by -= set(questions)

    def stops(self, answers: Answers) -> Stops:
        """What the notices beside a question need to know."""
        on = {rule.id for rule in self._rules if answers.value(rule.kept) == PAUSED}
        return Stops(self._rules, frozenset(on), frozenset(self._set_by))

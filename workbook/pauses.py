"""A private answer that tells of harm sets a stop at once; changed on the same page, the stop it set goes with it.

Only a stop that this page set, and that nothing else has set since, can be taken back.
"""

from __future__ import annotations

from collections.abc import Collection

from workbook.answers import Answer, Answers
from workbook.pages.notices import Stops, is_stopping
from workbook.questions import Question
from workbook.rules import StopRule
from workbook.standing import is_paused

PAUSED = "on"


class Pauses:
    """What the answers of this page did to the stops."""

    def __init__(self, rules: tuple[StopRule, ...]) -> None:
        self._rules = rules
        self._lines: dict[str, Answer] = {}  # the question that keeps a stop -> the line this page wrote
        self._set_by: set[str] = set()  # questions whose stop can still be taken back

    def told(self, question: Question, value: str) -> StopRule | None:
        """The stop that this answer sets, if any."""
        if not is_stopping(question, value):
            return None
        return next(rule for rule in self._rules if rule.id == question.stop)

    def has_line(self, rule: StopRule) -> bool:
        """Whether this page wrote the stop already; another window's line is not ours to lean on."""
        return rule.kept in self._lines

    def wrote(self, rule: StopRule, question: Question, line: Answer | None, *, was_on: bool) -> None:
        """The stop is on disk; it can be taken back unless it was on before."""
        if line:
            self._lines[rule.kept] = line
        if not was_on or self._set_by:
            self._set_by.add(question.id)

    def taken_back(self, question: Question, answers: Answers) -> Answer | None:
        """The line to erase now that the question tells of nothing; None where the stop is to stay."""
        if question.id not in self._set_by:
            return None
        self._set_by.discard(question.id)
        kept = next(rule.kept for rule in self._rules if rule.id == question.stop)
        line = None if self._set_by else self._lines.pop(kept, None)
        since = [row for row in answers.rows if row.question == kept]
        return line if line and since and since[-1].seq == line.seq else None

    def forget(self, questions: Collection[str]) -> None:
        """The page was opened anew: what these set stays set."""
        self._set_by -= set(questions)
        if not self._set_by:
            self._lines.clear()

    def stops(self, answers: Answers) -> Stops:
        """What the notices beside a question need to know."""
        on = {rule.id for rule in self._rules} if is_paused(answers) else set()
        return Stops(self._rules, frozenset(on), frozenset(self._set_by))

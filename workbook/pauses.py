"""An answer that stops closes something at once; changed on the same page, the stop it set goes with it.

Only a stop that this page set, and that nothing else has set since, can be taken back so. What lifts one is an answer
that says so, or the safety questions gone through again (safety.py).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from workbook.answers import Answer, Answers
from workbook.finding import holder
from workbook.pages.view import Stops
from workbook.questions import Question
from workbook.rulebook import Edition
from workbook.rules import StopRule
from workbook.standing import LIFTED, is_on, stop_of

Keep = Callable[[str, str], Answer]
"""Writes a value into a kept question: (question, value) -> the line on disk."""


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that is about to be given, or was."""

    question: Question
    sitting: str  # empty: a private answer, kept in memory
    was: str
    value: str
    answers: Answers

    @property
    def name(self) -> str:
        return f"{self.question.id} {self.sitting}"


class Pauses:
    """What the answers of this page did to the stops."""

    def __init__(self, edition: Edition) -> None:
        self._content = edition.content
        self._rules = {rule.id: rule for rule in edition.rules.stops}
        self._lines: dict[str, Answer] = {}  # the question that keeps a stop -> the line this page wrote
        self._set_by: dict[tuple[str, str], StopRule] = {}  # (answer, stop) that can still be taken back

    def tells(self, change: Change, keep: Keep) -> bool:
        """Write the stop that this answer sets, if any; it is on disk before the answer is."""
        told = stop_of(change.question, change.value)
        if not told:
            return False
        rule = self._rules[told]
        if rule.kept == change.question.id:  # the answer is the stop
            return True
        was_on = is_on(rule, change.answers, self._content)
        if not was_on or not (rule.kept in self._lines or self._gives_a_reason(rule)):
            self._lines[rule.kept] = keep(rule.kept, rule.sets)
        if not was_on or rule in self._set_by.values():
            self._set_by[change.name, rule.id] = rule
        return True

    def taken_back(self, change: Change) -> Answer | None:
        """The line to erase now that the answer no longer tells of that stop; None where the stop is to stay."""
        told = stop_of(change.question, change.value)
        before = next((key for key in self._set_by if key[0] == change.name and key[1] != told), None)
        if before is None or not change.value:
            return None
        rule = self._set_by.pop(before)
        line = None if rule in self._set_by.values() else self._lines.pop(rule.kept, None)
        since = change.answers.every(rule.kept)
        return line if line and since and since[-1].seq == line.seq else None

    def lifts(self, change: Change, keep: Keep) -> None:
        """A reply lifts what waits for one; the reply taken back, it waits again."""
        rule = self._rules.get(change.question.lifts)
        if rule is None or not self._is_of_the_latest(change):
            return
        lifting = {option.key for option in getattr(change.question, "options", ()) if option.lifts}
        on = is_on(rule, change.answers, self._content)
        if on and change.value in lifting:
            keep(rule.kept, LIFTED)
        elif not on and change.was in lifting and change.value not in lifting:
            keep(rule.kept, rule.sets)

    def forget(self, questions: Collection[str]) -> None:
        """The page was opened anew: what these set stays set."""
        self._set_by = {key: rule for key, rule in self._set_by.items() if key[0].partition(" ")[0] not in questions}
        kept = {rule.kept for rule in self._set_by.values()}
        self._lines = {question: line for question, line in self._lines.items() if question in kept}

    def stops(self, on: Collection[str]) -> Stops:
        """What the notices beside a question need to know."""
        names = frozenset(name for name, _ in self._set_by)
        undoable = frozenset(name.partition(" ")[0] for name in names)
        return Stops(tuple(self._rules.values()), frozenset(on), undoable, names)

    def _gives_a_reason(self, rule: StopRule) -> bool:
        """Kept as an answer of the person's own, which is not written over."""
        question = self._content.question(rule.kept)
        return question is not None and not question.kept

    def _is_of_the_latest(self, change: Change) -> bool:
        """An old reply, changed, says nothing about the message that is waiting now."""
        section = holder(self._content, change.question)
        if section is None or section.follow_ups is None or section.follow_ups.after is None:
            return True
        held = section.follow_ups.after
        entries = [row.sitting for row in change.answers.by_sitting(held.question) if row.value in held.keys]
        return bool(entries) and change.sitting.partition(".")[0] == entries[-1]

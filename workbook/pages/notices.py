"""What a form says above its questions now: low mood, a stop, lines changed elsewhere, the first time; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

from workbook.answers import Answers
from workbook.questions import Question, Section
from workbook.rules import StopRule
from workbook.screen import Button, Notice
from workbook.wording import Wording

Beside = Mapping[str, tuple[Notice, ...]]
TEN = [str(number) for number in range(11)]
VERY_LOW, LOW, LOW_IN_A_ROW = 2, 3, 3
"""Mood out of ten: help shows at 0 to 2, and after three check-ins at 3 or less (DESIGN 7)."""


@dataclass(frozen=True, slots=True)
class Stops:
    """The rules, which of them are on, and the questions that set one on this page and can still take it back."""

    rules: tuple[StopRule, ...]
    on: frozenset[str] = frozenset()
    undoable: frozenset[str] = frozenset()


def beside(section: Section, said: Mapping[str, str], stops: Stops, wording: Wording, answers: Answers) -> Beside:
    """Right after the question where it was told: a stop, help for one's own conduct, help on a hard day."""
    found = {}
    for question in section.questions():
        value = said.get(question.id, "")
        told = (*_stop(question, value, stops, wording), *_conduct(question, value, wording))
        if question.id.endswith(".mood"):
            told = (*told, *_low_mood(question, value, answers, wording))
        if told:
            found[question.id] = told
    return found


def _stop(question: Question, value: str, stops: Stops, wording: Wording) -> tuple[Notice, ...]:
    """As long as the stop is there: told on this page, with how a slip is undone; or told on an earlier day."""
    rule = next((rule for rule in stops.rules if rule.id == question.stop), None)
    if rule is None:
        return ()
    if rule.id in stops.on and (question.id in stops.undoable or is_stopping(question, value)):
        undo = (wording.say("notice.pause-undo"),) if question.id in stops.undoable else ()
        text = (*map(wording.fill, rule.text), *undo)
        return (Notice(f"stop-{rule.id}", wording.fill(rule.title), text, help=True),)
    if rule.id not in stops.on:
        return ()
    return (Notice("pause-before", wording.say("notice.pause-before"), (wording.say("notice.pause-before-text"),)),)


def _conduct(question: Question, value: str, wording: Wording) -> tuple[Notice, ...]:
    """Help for that too, without a label for anyone."""
    chosen = value.split()
    if not any(option.concern and option.key in chosen for option in getattr(question, "options", ())):
        return ()
    return (Notice("conduct", wording.say("notice.conduct-title"), (wording.say("notice.conduct-text"),), help=True),)


def _low_mood(question: Question, today: str, answers: Answers, wording: Wording) -> tuple[Notice, ...]:
    """On a hard day, and while hard days follow one another; the same words every time."""
    moods = [int(row.value) for row in answers.by_sitting(question.id) if row.value in TEN]
    very_low = today in TEN and int(today) <= VERY_LOW
    run = len(moods) >= LOW_IN_A_ROW and max(moods[-LOW_IN_A_ROW:]) <= LOW
    if not (very_low or run):
        return ()
    title = wording.say("notice.low-title" if very_low else "notice.low-run-title")
    return (Notice("low-mood", title, (wording.say("notice.low-text"),), help=True),)


def is_stopping(question: Question, value: str) -> bool:
    """Whether this value sets the question's stop."""
    chosen = value.split()
    return bool(question.stop) and any(o.stops and o.key in chosen for o in getattr(question, "options", ()))


def changed_elsewhere(file: str, marked: int, damaged: int, wording: Wording) -> tuple[Notice, ...]:
    """Lines of this chapter's file that a spreadsheet or an accident changed."""
    found = []
    for kind, number in (("marked", marked), ("damaged", damaged)):
        if number:
            text = wording.say(f"notice.{kind}-text", number=number, file=PurePath(file).name)
            found.append(Notice(kind, wording.say(f"notice.{kind}-title"), (text,)))
    return tuple(found)


def first_time(folder: str, wants_to_bring: bool, wording: Wording) -> Notice:
    """Asked while the folder is empty: used before? Then which folder to copy, and where to."""
    say = wording.say
    if wants_to_bring:
        return Notice("bring", say("notice.bring-title"), (say("notice.bring-text", folder=folder),))
    buttons = (Button("first-no", say("notice.first-no"), main=True), Button("first-yes", say("notice.first-yes")))
    return Notice("first-time", say("notice.first-title"), (say("notice.first-text"),), buttons=buttons)

"""What a form says above its questions now: low mood, a stop, lines changed elsewhere, the first time; pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import PurePath

from workbook.answers import Answers
from workbook.questions import Question, Section
from workbook.rules import StopRule
from workbook.screen import Button, Notice
from workbook.wording import Wording

Beside = Mapping[str, tuple[Notice, ...]]
VERY_LOW, LOW, LOW_IN_A_ROW = 2, 3, 3
"""Mood out of ten: help shows at 0 to 2, and after three check-ins at 3 or less (DESIGN 7)."""


def low_mood(section: Section, answers: Answers, wording: Wording) -> tuple[Notice, ...]:
    """Help beside the check-in on a hard day, and when hard days follow one another; the same every time."""
    asked = [question.id for question in section.questions() if question.id.endswith(".mood")]
    moods = [int(row.value) for id_ in asked for row in answers.by_sitting(id_) if row.value.isdecimal()]
    low = bool(moods) and (moods[-1] <= VERY_LOW or (len(moods) >= LOW_IN_A_ROW and max(moods[-LOW_IN_A_ROW:]) <= LOW))
    if not low:
        return ()
    return (Notice("low-mood", wording.say("notice.low-title"), (wording.say("notice.low-text"),), help=True),)


def beside(
    section: Section, said: Mapping[str, str], stops: tuple[StopRule, ...], undoable: Collection[str], wording: Wording
) -> Beside:
    """Right where it was told: a stop and, while it can be, how a slip is undone; or help for one's own conduct."""
    found = {}
    for question in section.questions():
        value = said.get(question.id, "")
        undo = (wording.say("notice.pause-undo"),) if question.id in undoable else ()
        told = (*_stop(question, value, stops, undo, wording), *_conduct(question, value, wording))
        if told:
            found[question.id] = told
    return found


def _stop(
    question: Question, value: str, stops: tuple[StopRule, ...], undo: tuple[str, ...], wording: Wording
) -> tuple[Notice, ...]:
    if not is_stopping(question, value):
        return ()
    rules = [rule for rule in stops if rule.id == question.stop]
    return tuple(
        Notice(f"stop-{rule.id}", wording.fill(rule.title), (*map(wording.fill, rule.text), *undo), help=True)
        for rule in rules
    )


def _conduct(question: Question, value: str, wording: Wording) -> tuple[Notice, ...]:
    """Help for that too, without a label for anyone."""
    chosen = value.split()
    if not any(option.concern and option.key in chosen for option in getattr(question, "options", ())):
        return ()
    return (Notice("conduct", wording.say("notice.conduct-title"), (wording.say("notice.conduct-text"),), help=True),)


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

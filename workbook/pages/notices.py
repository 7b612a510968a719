"""What a form says above its questions now: low mood, a stop, lines changed elsewhere, the first time; pure."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from workbook.answers import Answers
from workbook.questions import Question, Section
from workbook.rules import StopRule
from workbook.screen import Button, Notice
from workbook.wording import Wording

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


def stop_told(
    section: Section, private: Mapping[str, str], stops: tuple[StopRule, ...], wording: Wording
) -> tuple[Notice, ...]:
    """Right where it was told: that reaching out is closed for now, help, and how a slip of the hand is undone."""
    told = [question for question in section.questions() if is_stopping(question, private.get(question.id, ""))]
    rules = [rule for rule in stops if rule.id in {question.stop for question in told}]
    undo = wording.say("notice.pause-undo")
    return tuple(
        Notice(f"stop-{rule.id}", wording.fill(rule.title), (*map(wording.fill, rule.text), undo), help=True)
        for rule in rules
    )


def concern_told(section: Section, answers: Answers, sitting: str, wording: Wording) -> tuple[Notice, ...]:
    """Beside what a person tells of their own conduct: help for that too, without a label for anyone."""
    for question in section.questions():
        said = answers.in_sitting(question.id, sitting)
        chosen = said.value.split() if said else []
        if any(option.concern and option.key in chosen for option in getattr(question, "options", ())):
            text = wording.say("notice.conduct-text")
            return (Notice("conduct", wording.say("notice.conduct-title"), (text,), help=True),)
    return ()


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

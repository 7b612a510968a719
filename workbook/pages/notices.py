"""What a form says beside its questions: low mood, a stop, own conduct, lines changed elsewhere, the first time."""

from __future__ import annotations

from pathlib import PurePath

from workbook.pages.view import View, lines_here
from workbook.questions import Option, Question
from workbook.screen import Button, Notice
from workbook.standing import is_stopping, stop_of
from workbook.wording import Wording

TEN = [str(number) for number in range(11)]
VERY_LOW, LOW, LOW_IN_A_ROW = 2, 3, 3
"""Mood out of ten: help shows at 0 to 2, and after three check-ins at 3 or less (DESIGN 7)."""


def beside(question: Question, sitting: str, view: View) -> tuple[Notice, ...]:
    """Right after the question where it was told: a stop, help for one's own conduct, help on a hard day."""
    value = view.value(question, sitting)
    told = (*_stop(question, value, view), *_conduct(question, value, view))
    return (*told, *_low_mood(question, value, view)) if question.id.endswith(".mood") else told


def _stop(question: Question, value: str, view: View) -> tuple[Notice, ...]:
    """As long as the stop is there: told on this page, with how a slip is undone; or told on an earlier day."""
    say, fill = view.wording.say, view.wording.fill
    told = stop_of(question, value) or question.stop
    rule = next((rule for rule in view.stops.rules if rule.id == told), None)
    if rule is None or rule.id not in view.stops.on:
        return ()
    if question.id in view.stops.undoable or is_stopping(question, value):
        undo = (say("notice.pause-undo"),) if question.private and question.id in view.stops.undoable else ()
        return (Notice(f"stop-{rule.id}", fill(rule.title), (*map(fill, rule.text), *undo), help=question.private),)
    if not question.private:
        return ()
    return (Notice("pause-before", say("notice.pause-before"), (say("notice.pause-before-text"),)),)


def _conduct(question: Question, value: str, view: View) -> tuple[Notice, ...]:
    """Help for that too, without a label for anyone; where a life may be at risk, the crisis lines come first."""
    say, chosen = view.wording.say, _chosen(question, value)
    if not any(option.concern for option in chosen):
        return ()
    crisis = any(option.crisis for option in chosen)
    first = (say("notice.conduct-crisis"),) if crisis else ()
    lines = lines_here(view, *(("emergency", "crisis") if crisis else ()), "conduct")
    text = (*first, say("notice.conduct-text"))
    return (Notice("conduct", say("notice.conduct-title"), text, help=True, lines=lines),)


def _chosen(question: Question, value: str) -> list[Option]:
    return [option for option in getattr(question, "options", ()) if option.key in value.split()]


def _low_mood(question: Question, today: str, view: View) -> tuple[Notice, ...]:
    """On a hard day, and while hard days follow one another; the same words every time."""
    moods = [int(row.value) for row in view.answers.by_sitting(question.id) if row.value in TEN]
    very_low = today in TEN and int(today) <= VERY_LOW
    run = len(moods) >= LOW_IN_A_ROW and max(moods[-LOW_IN_A_ROW:]) <= LOW
    if not (very_low or run):
        return ()
    say = view.wording.say
    title = say("notice.low-title" if very_low else "notice.low-run-title")
    wanted = view.answers.value("start.worst.show") == "show-it"
    lines = lines_here(view, "emergency", "crisis") if wanted else ()
    text = (say("notice.low-text"), *_for_the_worst(view, wanted=wanted))
    return (Notice("low-mood", title, text, help=True, lines=lines),)


def _for_the_worst(view: View, *, wanted: bool) -> tuple[str, ...]:
    """What the person asked for in 00: the one they named, and one sentence with numbers."""
    person = view.answers.value("start.worst.person").strip()
    named = (view.wording.say("notice.low-person", person=person),) if person else ()
    return (*named, view.wording.say("notice.low-worst")) if wanted else named


def changed_elsewhere(file: str, marked: int, damaged: int, wording: Wording) -> tuple[Notice, ...]:
    """Lines of this chapter's file that a spreadsheet or an accident changed."""
    found = []
    for kind, number in (("marked", marked), ("damaged", damaged)):
        if number:
            text = wording.say(f"notice.{kind}-text", number=number, file=PurePath(file).name)
            found.append(Notice(kind, wording.say(f"notice.{kind}-title"), (text,)))
    return tuple(found)


def invented(wording: Wording) -> Notice:
    """At the top of every notebook of the example."""
    return Notice("invented", wording.say("notice.invented-title"), (wording.say("notice.invented-text"),))


def first_time(folder: str, wants_to_bring: bool, wording: Wording) -> Notice:
    """Asked while the folder is empty: used before? Then which folder to copy, and where to."""
    say = wording.say
    if wants_to_bring:
        return Notice("bring", say("notice.bring-title"), (say("notice.bring-text", folder=folder),))
    buttons = (Button("first-no", say("notice.first-no"), main=True), Button("first-yes", say("notice.first-yes")))
    return Notice("first-time", say("notice.first-title"), (say("notice.first-text"),), buttons=buttons)

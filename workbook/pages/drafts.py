"""A draft on the screen: what the rules look at, what they point at, and the rest it was given; pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from workbook.drafts import Concern
from workbook.pages.fields import named
from workbook.pages.view import View, lines_here
from workbook.questions import Section
from workbook.screen import Button, Notice, Told

NIGHT, MORNING = 21, 8
"""Hours between which a draft that rests is not mentioned at all."""
HELD = {"a-day": timedelta(days=1), "three-days": timedelta(days=3), "a-week": timedelta(days=7)}


def what_is_looked_at(view: View) -> Told:
    """Every rule, before anything is held against it."""
    fill = view.wording.fill
    rules = view.edition.rules.messages
    lines = tuple(f"{fill(rule.title)}: {fill(rule.says)}" for rule in rules)
    return Told(view.wording.say("draft.rules-title"), (view.wording.say("draft.rules-lead"), *lines), folded=True)


def check(section: Section, entry: str, view: View) -> Iterator[Button | Notice]:
    """The button, and what was found when it was pressed; nothing of that is kept."""
    say = view.wording.say
    yield Button("check-draft", say("draft.check"), target=f"{section.id} {entry}")
    found = view.checked.get(entry)
    if found is None:
        return
    if not found:
        yield Notice("no-concern", say("draft.none-title"), (say("draft.none-text"),))
    yield from (_concern(each, view) for each in found)


def rest(section: Section, entry: str, view: View) -> Iterator[Told]:
    """By day, and while nothing became of it: that it rests, or that it has. Never a reminder, and never at night."""
    hold = view.answers.in_sitting(f"{section.id}.hold", entry)
    outcome = view.answers.in_sitting(f"{section.id}.outcome", entry)
    if hold is None or outcome is not None or hold.value not in HELD or not MORNING <= view.now.hour < NIGHT:
        return
    is_over = view.now >= hold.at + HELD[hold.value]
    yield Told("", (view.wording.say("draft.rested" if is_over else "draft.resting"),))


def _concern(concern: Concern, view: View) -> Notice:
    """The words it points at, the reason, and where that comes from; nothing is rewritten."""
    fill, say, rule = view.wording.fill, view.wording.say, concern.rule
    pointed = (say("draft.points-at", words="”, “".join(concern.words)),) if concern.words else ()
    sources = named(rule.sources, view)
    source = (say("page.why-from", sources="; ".join(sources)),) if sources else ()
    lines = lines_here(view, "emergency", "crisis") if rule.help else ()
    text = (*pointed, fill(rule.reason), *source)
    return Notice(f"concern-{rule.id}", fill(rule.title), text, help=rule.help, lines=lines)

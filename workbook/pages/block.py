"""The safety questions: the page before them, and the button that closes them; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from workbook.pages.fields import is_asked
from workbook.pages.view import View
from workbook.questions import Question, Section
from workbook.screen import Button, Notice, Part, Told
from workbook.standing import block_done, paused_since

A_DAY = timedelta(days=1)
"""A pause can be lifted no sooner than this after it was set."""


def before(section: Section, view: View) -> Iterator[Part]:
    """What comes, that it can be skipped, whether someone may be watching; and where things are now."""
    say = view.wording.say
    yield Told("", tuple(map(view.wording.fill, section.before)))
    yield from _so_far(view)
    yield Button("block-begin", say("safety.begin"), target=section.id)


def closing(section: Section, view: View) -> Iterator[Part]:
    """Pressed with blanks left, it asks first: here a blank counts like a yes."""
    say, left = view.wording.say, len(blank(section, view))
    asks = say("safety.blank-one") if left == 1 else say("safety.blank-many", number=left) if left else ""
    yield Button("block-done", say("safety.done"), target=section.id, asks=asks, main=not left)
    yield Button("block-leave", say("safety.leave"), target=section.id)


def once(parts: Iterable[Part]) -> Iterator[Part]:
    """Each notice a single time; that a pause was on before stands on the page before."""
    seen = {"pause-before"}
    for part in parts:
        if not isinstance(part, Notice) or part.id not in seen:
            yield part
        if isinstance(part, Notice):
            seen.add(part.id)


def blank(section: Section, view: View) -> tuple[Question, ...]:
    """What is asked now and not answered."""
    return tuple(question for question in asked(section, view) if not view.told(question))


def asked(section: Section, view: View) -> tuple[Question, ...]:
    """The questions that are there now: some come only after another was told."""
    return tuple(question for question in section.asked if is_asked(question, section, view))


def _so_far(view: View) -> Iterator[Notice]:
    """When they were last gone through; where a pause is on, from when it can be lifted."""
    words, today = view.wording, view.now.date()
    done, since = block_done(view.answers), paused_since(view.answers)
    if since is not None:
        from_day = words.day((since + A_DAY).astimezone(view.now.tzinfo).date(), today)
        text = words.say("safety.paused-text" if view.now - since >= A_DAY else "safety.paused-today", day=from_day)
        yield Notice("safety-paused", words.say("safety.paused"), (text,), help=True)
    elif done is not None:
        yield Notice("safety-done", words.say("safety.gone-through", day=words.day(done, today)), ())

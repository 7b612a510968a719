"""What stands before and after a chapter's forms: title, path and help; a settling line and the way on; pure."""

from __future__ import annotations

from workbook.pages.view import View, help_page
from workbook.questions import Chapter
from workbook.screen import Button, Page, Step

WAYS_BACK = ("reconnect", "rebuild")
"""Phases to which nothing leads while a stop is on."""


def opening(chapter: Chapter, view: View) -> Page:
    """The top of a notebook."""
    words = view.wording
    minutes = (
        words.say("page.one-minute") if chapter.minutes == 1 else words.say("page.minutes", minutes=chapter.minutes)
    )
    return Page(
        id=f"begin:{chapter.id}",
        kind="opening",
        title=words.fill(chapter.title),
        lead=words.fill(chapter.lead),
        small=minutes if chapter.minutes else "",
        path=path(chapter, view),
        phase=words.say(f"phases.{chapter.phase}"),
        back=_beside(chapter, view, -1),
        next=_beside(chapter, view, +1),
        shut=Button("close-workbook", words.say("page.close"), asks=words.say("page.close-asks")),
        parts=view.notices,
        help=help_page(view),
        leave=view.answers.value("start.leaving.address"),
        words=words.group("form"),
    )


def closing(chapter: Chapter, view: View) -> Page:
    """The foot of a notebook."""
    words = view.wording
    return Page(
        id=f"finish:{chapter.id}",
        kind="closing",
        parts=_again(chapter, view),
        settle=words.fill(chapter.settle),
        next=_onward(chapter, view),
        help=help_page(view),
        words=words.group("form"),
    )


def _again(chapter: Chapter, view: View) -> tuple[Button, ...]:
    """ "Answer afresh", once there is something that it would set aside."""
    if not any(row.value and row.sitting == view.sitting for row in view.answers.chapter(chapter.id)):
        return ()
    say = view.wording.say
    return (Button(action="afresh", label=say("page.afresh"), target=chapter.id, asks=say("page.afresh-asks")),)


def path(chapter: Chapter, view: View) -> tuple[Step, ...]:
    """Every chapter in order; "before" is one with an answer, so that a skipped one stays open."""
    steps = []
    for each in view.edition.content.chapters:
        done = bool(view.answers.chapter(each.id))
        state = "now" if each.id == chapter.id else "before" if done else "ahead"
        steps.append(Step(view.wording.fill(each.title), each.notebook, state))
    return tuple(steps)


def _onward(chapter: Chapter, view: View) -> Step | None:
    """The way on; while a stop is on it goes past what leads back to the other person, to letting go."""
    after = view.edition.content.chapters[view.edition.content.chapters.index(chapter) + 1 :]
    past = WAYS_BACK if view.reach.state == "closed" else ()
    found = next((each for each in after if each.phase not in past), None)
    return _step(found, view) if found else None


def _beside(chapter: Chapter, view: View, step: int) -> Step | None:
    """The chapter before or after this one."""
    chapters = view.edition.content.chapters
    place = chapters.index(chapter) + step
    if not 0 <= place < len(chapters):
        return None
    return _step(chapters[place], view)


def _step(chapter: Chapter, view: View) -> Step:
    return Step(view.wording.fill(chapter.title), chapter.notebook, "ahead")

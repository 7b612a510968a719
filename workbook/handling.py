"""What a person did in a form -> the desk does it -> what the form shows next."""

from __future__ import annotations

from collections.abc import Callable

from workbook import finding
from workbook.desk import Desk
from workbook.forms.form import Event, Reply
from workbook.handover import FORMS
from workbook.screen import Page

TICKS = "paper"
"""What is chosen for the file has questions of its own: paper.lines.situation, paper.mask, paper.form."""


def handler(desk: Desk, chapter: str, page: Callable[[], Page]) -> Callable[[Event], Reply]:
    """One form's way to the desk; what cannot be done is raised as Trouble, and the form shows its sentence."""

    def handle(event: Event) -> Reply:
        effect = _act(desk, chapter, event)
        shown = page()
        return Reply(saved=shown.saved, page=shown, effect=effect, others=True)

    return handle


def _act(desk: Desk, chapter: str, event: Event) -> str:
    """Do it; what the form should do besides drawing its page, such as putting the focus into a new entry."""
    match event.action:
        case "" if event.question.startswith("keeping."):  # a tick on the page of keys, kept in memory alone
            desk.keeping.choose(event.question, event.value)
        case "" if event.question.partition(".")[0] == TICKS:
            _choose(desk, event)
        case "":
            desk.answer(event.question, event.value, event.sitting)
        case "afresh":
            desk.afresh(chapter)
        case "add-entry":
            return f"focus:{desk.begin_entry(event.target)}" if desk.takes_new(event.target) else ""
        case "delete-entry":
            desk.delete_entry(chapter, event.target)
        case "check-draft":
            desk.check_draft(*event.target.split())
        case "go":
            return f"open:{event.target}"
        case "begin":
            return f"to:{event.target}"
        case other:
            _DONE[other](desk, event)
    return ""


def _choose(desk: Desk, event: Event) -> None:
    """A tick, or a choice about the file: none of these is an answer."""
    match event.question.split("."):
        case [_, "lines", section]:
            desk.handover.tick(section, event.value.split())
        case [_, "mask"]:
            desk.handover.name_as(event.value)
        case [_, "paper"]:
            desk.handover.print_on(event.value)
        case [_, "lock"]:
            desk.handover.lock = event.value == "locked"
        case [_, "form"]:
            desk.handover.form = event.value if event.value in FORMS else FORMS[0]


def _write_sheet(desk: Desk, event: Event) -> None:
    desk.handover.write_sheet(finding.chapter(desk.edition.content, event.target.partition(".")[0]), event.target)


def _first_time(desk: Desk, event: Event) -> None:
    desk.said_first_time = event.action == "first-no"


def _erase_page(desk: Desk, event: Event) -> None:
    chapter, _, sitting = event.target.partition(" ")
    desk.keeping.erase(chapter, sitting)
    _forget(desk, chapter)


def _erase_all(desk: Desk, _event: Event) -> None:
    desk.keeping.erase_all(running=True)
    for chapter in desk.edition.content.chapters:
        _forget(desk, chapter.id)


def _forget(desk: Desk, chapter: str) -> None:
    """What is in memory of it goes too."""
    desk.forget_private(chapter)
    desk.handover.forget()


_DONE: dict[str, Callable[[Desk, Event], object]] = {
    "keep": lambda desk, event: desk.keep(event.target),
    "unkeep": lambda desk, event: desk.unkeep(event.target),
    "first-yes": _first_time,
    "first-no": _first_time,
    "erase": lambda desk, event: desk.erase(event.target),
    "block-begin": lambda desk, event: desk.begin_block(event.target),
    "block-done": lambda desk, event: desk.finish_block(event.target),
    "block-leave": lambda desk, event: desk.leave_block(event.target),
    "merge-copies": lambda desk, event: desk.keeping.merge(event.target),
    "erase-page": _erase_page,
    "erase-all": _erase_all,
    "write-bundle": lambda desk, _event: desk.keeping.bundle(desk.now.date()),
    "close-folder": lambda desk, _event: desk.keeping.close_to_others(),
    "dismiss": lambda desk, event: desk.keeping.dismiss(event.target),
    "write-sheet": _write_sheet,
    "write-summary": lambda desk, _event: desk.handover.write(),
    "stop-summary": lambda desk, _event: desk.handover.stop(),
    "delete-copy": lambda desk, event: desk.handover.delete(event.target),
    "lock": lambda desk, event: desk.store.lock(event.secret),
    "unlock": lambda desk, event: desk.store.unlock(event.secret),
}
"""What a button or tick does; the form shows the page that follows."""

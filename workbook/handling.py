"""What a person did in a form -> the desk does it -> what the form shows next."""

from __future__ import annotations

from collections.abc import Callable

from workbook.desk import Desk
from workbook.forms.form import Event, Reply
from workbook.screen import Page


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


def _first_time(desk: Desk, event: Event) -> None:
    desk.said_first_time = event.action == "first-no"


_DONE: dict[str, Callable[[Desk, Event], object]] = {
    "keep": lambda desk, event: desk.keep(event.target),
    "unkeep": lambda desk, event: desk.unkeep(event.target),
    "first-yes": _first_time,
    "first-no": _first_time,
    "erase": lambda desk, event: desk.erase(event.target),
    "block-begin": lambda desk, event: desk.begin_block(event.target),
    "block-done": lambda desk, event: desk.finish_block(event.target),
    "block-leave": lambda desk, event: desk.leave_block(event.target),
    "write-sheet": lambda desk, event: desk.write_sheet(event.target),
    "lock": lambda desk, event: desk.store.lock(event.secret),
    "unlock": lambda desk, event: desk.store.unlock(event.secret),
    "write-summary": lambda desk, _event: desk.write_summary(),
}
"""What a button or tick does; the form shows the page that follows."""

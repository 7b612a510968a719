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
            return f"focus:{desk.begin_entry(chapter)}"
        case "delete-entry":
            desk.delete_entry(chapter, event.target)
        case "keep":
            desk.keep(event.target or event.question)
        case "unkeep":
            desk.unkeep(event.target or event.question)
        case "first-yes" | "first-no":
            desk.said_first_time = event.action == "first-no"
        case "write-summary":
            desk.write_summary()
        case unknown:
            raise ValueError(unknown)
    return ""

"""The page at the end of Start here: what a person can do with all that they said; pure."""

from __future__ import annotations

from workbook.pages.view import View, help_page
from workbook.screen import Page, Part


def keys_page(parts: tuple[Part, ...], view: View) -> Page:
    """Copies, moving, erasing."""
    say = view.wording.say
    return Page(
        id="keys",
        kind="section",
        title=say("keeping.title"),
        lead=say("keeping.lead"),
        parts=parts,
        help=help_page(view),
        words=view.wording.group("form"),
    )

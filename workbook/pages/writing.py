"""The page with the button that writes the summary to a file; pure."""

from __future__ import annotations

from pathlib import PurePath

from workbook.pages.view import View, help_page
from workbook.screen import Button, Notice, Page, Part, Told


def writing_page(written: PurePath | None, view: View) -> Page:
    """What the file is, who could see it, the button, and where it lies once it is written."""
    say = view.wording.say
    parts: list[Part] = [Told("", (say("summary.before-writing"),))]
    parts.append(Button(action="write-summary", label=say("writing.button"), main=True))
    if written:
        text = say("writing.written", file=written.name, folder=written.parent)
        parts.append(Notice("written", say("writing.written-title"), (text,)))
    return Page(
        id="writing",
        kind="section",
        title=say("writing.title"),
        lead=say("writing.lead"),
        parts=tuple(parts),
        help=help_page(view),
        words=view.wording.group("form"),
    )


def sheet_notice(written: PurePath, view: View) -> Notice:
    """Where a sheet lies, once it is written."""
    say = view.wording.say
    text = say("writing.sheet-written", file=written.name, folder=written.parent)
    return Notice("sheet-written", say("writing.written-title"), (text,))

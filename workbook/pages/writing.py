"""The page where the summary is looked at and written to a file, with the copies that are there; pure."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from workbook.pages.view import View, help_page
from workbook.screen import Button, Field, Group, Notice, Page, Part, Preview, Shown, Told
from workbook.store import Copy
from workbook.summary import Choices, SummaryLine
from workbook.wording import Wording

MOST_NAMED = 12
"""Lines that the warning about a name lists; more than that are counted."""
SOON = 1000
"""Milliseconds from one look to the next whether the file is made."""
WITH_PAGES = frozenset(["pdf", "docx"])


@dataclass(frozen=True, slots=True)
class Look:
    """The very bytes that would be written, or pictures of their pages."""

    form: str
    content: bytes = b""
    pictures: tuple[bytes, ...] = ()  # PNG


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """All that is known of the summary on its way to paper."""

    form: str
    forms: tuple[str, ...]
    choices: Choices
    name: str  # of the other person; empty: none was given
    still_naming: tuple[SummaryLine, ...]
    look: Preview
    guarded: bool  # a line that is asked anew is ticked
    lock: bool
    phrase: str  # of the file that was written; empty: it is not locked
    written: PurePath | None
    making: bool  # it takes more than a moment
    stopped: bool
    copies: tuple[Copy, ...]


def writing_page(sending: Sending, view: View) -> Page:
    """How it will look, what is good to know, the button, and every copy with a way to delete it."""
    say = view.wording.say
    return Page(
        id="writing",
        kind="section",
        title=say("writing.title"),
        lead=say("writing.lead"),
        parts=(
            *_choices(sending, view),
            sending.look,
            *_still_named(sending, view),
            *_warning(sending, view),
            Button(action="write-summary", label=say("writing.button"), main=True),
            *(_under_way(view) if sending.making else _written(sending, view)),
            *_copies(sending, view),
        ),
        again=SOON if sending.making else 0,
        help=help_page(view),
        words=view.wording.group("form"),
    )


def _choices(sending: Sending, view: View) -> Iterator[Field]:
    if sending.name:
        yield _choice("mask", sending.choices.mask, ("my-ex", "initials", "as-typed"), view)
    if len(sending.forms) > 1:
        yield _choice("form", sending.form, sending.forms, view)
    if sending.form in WITH_PAGES:
        yield _choice("paper", sending.choices.paper, ("a4", "letter"), view)
    if sending.form == "pdf":
        yield _choice("lock", "locked" if sending.lock else "open", ("open", "locked"), view)


def _choice(name: str, value: str, keys: tuple[str, ...], view: View) -> Field:
    say = view.wording.say
    options = tuple(Shown(key, say(f"writing.{name}-{key}")) for key in keys)
    return Field(f"paper.{name}", "", "choice", say(f"writing.{name}"), options=options, value=value, settled=True)


def _still_named(sending: Sending, view: View) -> Iterator[Notice]:
    """The person's own words are never changed, so a name in them is theirs to look at."""
    if not sending.still_naming:
        return
    say, named = view.wording.say, sending.still_naming
    lines = [" · ".join(filter(None, (line.text, line.beside))) for line in named[:MOST_NAMED]]
    if len(named) > MOST_NAMED:
        lines.append(say("writing.named-more", number=len(named) - MOST_NAMED))
    title = say("writing.named-title", name=sending.name)
    yield Notice("still-named", title, (say("writing.named-text"), *lines))


def _warning(sending: Sending, view: View) -> Iterator[Told]:
    """Who could come to see it; once, before the button."""
    say = view.wording.say
    text = ["writing.before-device", "writing.before-record", "writing.before-therapist", "writing.before-hand"]
    if sending.guarded:
        text.append("writing.before-safety-joint")
    yield Told(say("writing.before-title"), tuple(map(say, text)))


def _under_way(view: View) -> Iterator[Notice]:
    """That it is being made, and the way to stop it."""
    say = view.wording.say
    stop = Button("stop-summary", say("writing.stop"))
    yield Notice("making", say("writing.making-title"), (say("writing.making"),), buttons=(stop,))


def _written(sending: Sending, view: View) -> Iterator[Notice]:
    if sending.stopped:
        yield Notice("stopped", view.wording.say("writing.stopped-title"), (view.wording.say("writing.stopped"),))
    elif sending.written:
        say, file = view.wording.say, sending.written
        text = say("writing.written", file=file.name, folder=file.parent)
        phrase = (say("writing.phrase", phrase=sending.phrase), say("writing.phrase-text")) if sending.phrase else ()
        yield Notice("written", say("writing.written-title"), (text, *phrase))


def _copies(sending: Sending, view: View) -> Iterator[Part]:
    say = view.wording.say
    if sending.copies:
        yield Told(say("writing.copies-title"), (say("writing.copies-text"),))
    for copy in sending.copies:
        yield _copy(copy, view)


def _copy(copy: Copy, view: View) -> Group:
    say, file = view.wording.say, copy.path
    hint = say(f"writing.copy-{copy.state}", day=view.wording.day(copy.day, view.now.date()), folder=file.parent)
    if copy.state == "gone":
        button = Button("delete-copy", say("writing.copy-forget"), target=copy.file)
    else:
        asks = say(f"writing.copy-asks-{copy.state}", file=file.name)
        button = Button("delete-copy", say("writing.copy-delete"), target=copy.file, asks=asks)
    return Group(f"copy {copy.file}", file.name, hint, (button,))


def preview(form: str, look: Look, at: str, wording: Wording) -> Preview:
    """The file's own bytes, or pictures of its pages; one that no browser shows is read as another with its lines."""
    say = wording.say
    title, note = say("writing.preview"), "" if look.form == form else say("writing.same-lines")
    if look.pictures:
        return Preview(title, pictures=tuple(_pictured(look.pictures, wording)))
    text = look.content.decode("utf-8-sig", errors="replace")
    return Preview(title, html=text, at=at) if form == "html" else Preview(title, note, text=text)


def _pictured(pictures: tuple[bytes, ...], wording: Wording) -> Iterator[Shown]:
    for number, each in enumerate(pictures, 1):
        address = f"data:image/png;base64,{b64encode(each).decode()}"
        yield Shown(address, wording.say("writing.page-of", number=number, pages=len(pictures)))


def sheet_notice(written: PurePath, view: View) -> Notice:
    """Where a sheet lies, once it is written."""
    say = view.wording.say
    text = say("writing.sheet-written", file=written.name, folder=written.parent)
    return Notice("sheet-written", say("writing.written-title"), (text,))

"""Your words on this computer: locking them, and what every page shows while they are locked; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from workbook import passphrases
from workbook.pages import openings
from workbook.pages.view import View, help_page
from workbook.questions import Chapter
from workbook.screen import Notice, Page, Part, Secret, Told
from workbook.store import SHORTEST_PASSPHRASE
from workbook.wording import Wording


def keys_page(parts: Iterable[Part], view: View) -> Page:
    """Whatever can be done with what lies here; each part comes from its own module."""
    say = view.wording.say
    return Page(
        id="keys",
        kind="section",
        title=say("keys.title"),
        lead=say("keys.lead"),
        parts=tuple(parts),
        help=help_page(view),
        words=view.wording.group("form"),
    )


def lock_parts(words: Wording) -> Iterator[Part]:
    """What locking does and does not do, that a lost passphrase is lost, and the two boxes."""
    say = words.say
    yield Told(say("keys.does-title"), (say("keys.does"), say("keys.copies")))
    yield Notice("lost-passphrase", say("keys.lost-title"), (say("keys.lost"),))
    yield Secret(
        action="lock",
        ask=say("keys.ask"),
        label=say("keys.lock"),
        again=say("keys.again"),
        hint=say("keys.hint"),
        least=SHORTEST_PASSPHRASE,
        short=say("keys.short"),
        differ=say("keys.differ"),
        show=say("keys.show"),
        working=say("keys.working"),
        make=say("keys.make"),
        made=say("keys.made"),
        syllables=passphrases.SYLLABLES,
        words=passphrases.WORDS,
    )


def unlock_parts(words: Wording) -> Iterator[Part]:
    """That it is locked, and the box that opens it."""
    say = words.say
    yield Notice("locked", say("keys.locked"), (say("keys.locked-ask"),))
    yield Secret(
        action="unlock",
        ask=say("keys.ask-unlock"),
        label=say("keys.unlock"),
        short=say("keys.blank"),
        show=say("keys.show"),
        working=say("keys.working"),
    )


def locked_opening(chapter: Chapter, view: View) -> Page:
    """The top of any notebook: it asks for the passphrase at once: going elsewhere could lose what was typed."""
    return replace(openings.opening(chapter, view), parts=tuple(unlock_parts(view.wording)))


def locked_page(page_id: str, title: str, view: View) -> Page:
    """In place of any form: its title, and that it comes back."""
    words = view.wording
    told = Told("", (words.say("keys.locked-here"),))
    return Page(
        id=page_id,
        kind="section",
        title=words.fill(title),
        parts=(told,),
        help=help_page(view),
        locked=True,
        words=words.group("form"),
    )

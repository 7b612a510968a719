"""Locking and unlocking at a terminal, told line by line."""

from __future__ import annotations

from collections.abc import Iterator

from workbook import asking, passphrases
from workbook.desk import Desk
from workbook.errors import StoreError
from workbook.store import LOCKED


def lock(desk: Desk, *, generate: bool) -> Iterator[str]:
    """What locking takes away, a passphrase if one is to be made up, and that it is done. Raises StoreError."""
    say = desk.wording().say
    desk.store.chapters()  # locked already? That is told before anything is typed
    yield f"{say('keys.lost-title')}. {say('keys.lost')}"
    passphrase = passphrases.made_up() if generate else asking.passphrase(say("keys.ask"), say("keys.again"))
    if generate:
        yield passphrase  # on the screen first: nothing may be locked with words that nobody saw
    yield say("keys.working")
    desk.store.lock(passphrase)
    yield say("keys.now-locked", file=desk.store.data / LOCKED)


def unlock(desk: Desk) -> Iterator[str]:
    """That it takes a moment, and that all is back. Raises StoreError."""
    say = desk.wording().say
    if not desk.store.locked:
        raise StoreError("not-locked")
    passphrase = asking.passphrase(say("keys.ask-unlock"))
    yield say("keys.working")
    desk.store.unlock(passphrase)
    yield say("keys.now-open")

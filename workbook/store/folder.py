"""The data folder: answers/ with a file a chapter, summaries/ with what was made of them."""

from __future__ import annotations

import contextlib
import os
import re
from datetime import datetime
from pathlib import Path

from workbook.answers import Answer
from workbook.errors import StoreError
from workbook.store import disk, shelf, vault
from workbook.store.guard import LOCKED, refuse_if_locked
from workbook.store.log import Log
from workbook.store.sheet import Read

_CHAPTER = re.compile(r"[a-z][a-z0-9-]+")


class Store:
    """What a person said, in one folder; nothing is made there before the first save."""

    def __init__(self, data: Path) -> None:
        self.data = Path(data)
        self.answers_folder = self.data / "answers"
        self.summaries_folder = self.data / "summaries"
        self._logs: dict[str, Log] = {}

    def chapters(self) -> tuple[str, ...]:
        """The chapters that have a file, or something in its place. Raises StoreError while it is locked."""
        refuse_if_locked(self.data)
        return tuple(sorted(entry.name.removesuffix(".csv") for entry in self._files()))

    def read(self, chapter: str) -> Read:
        """A chapter's answers in the order that counts, with what was noticed about the file."""
        return self._log(chapter).read()

    def append(self, chapter: str, sitting: str, question: str, value: str, at: datetime) -> Answer:
        """Add an answer. It is on disk when this returns; otherwise StoreError, and nothing changed."""
        return self._log(chapter).append(sitting, question, value, at)

    def replace(self, chapter: str, sitting: str, question: str, value: str, at: datetime) -> Answer:
        """Put a text in place of its earlier versions of this sitting, in kept originals too."""
        return self._log(chapter).replace(sitting, question, value, at)

    def begin(self, chapter: str, wanted: str, question: str, value: str, at: datetime) -> Answer:
        """Add the first answer of a new entry; its sitting is the one that is wanted, or the next that nobody has."""
        return self._log(chapter).begin(wanted, question, value, at)

    def erase(self, chapter: str, sitting: str, question: str) -> bool:
        """Remove every version of an answer of one sitting from this folder; True if there was one."""
        return self._log(chapter).erase(sitting, question)

    def write_summary(self, name: str, content: bytes) -> Path:
        """Put a summary into its folder; one that is there stays, and the new one gets a number."""
        return shelf.write_summary(self.summaries_folder, name, content)

    def write_dictionary(self, payload: bytes) -> None:
        """Write datapackage.json beside the answers, when it changed."""
        shelf.write_dictionary(self.answers_folder, payload)

    @property
    def locked(self) -> bool:
        """A passphrase holds all that was said: every other call but unlock and finish raises StoreError."""
        return vault.is_locked(self.data)

    def lock(self, passphrase: str) -> None:
        """Put answers and summaries into one age file. Raises StoreError, and then nothing was lost."""
        vault.lock(self.data, passphrase)

    def unlock(self, passphrase: str) -> None:
        """Bring them back as they were. Raises StoreError, and then it is locked as before."""
        vault.unlock(self.data, passphrase)

    def finish(self) -> None:
        """Finish or take back a locking or unlocking that a kill cut short; what cannot be done now waits for later."""
        with contextlib.suppress(StoreError):
            vault.finish(self.data)

    def fingerprint(self) -> tuple[tuple[str, disk.Stamp], ...]:
        """Changes whenever any answers file does, and when they are locked or unlocked; looks at no content."""
        stamps = [(entry.name, _stamp(entry.path)) for entry in self._files()]
        if self.locked:
            stamps.append((LOCKED, _stamp(f"{self.data}/{LOCKED}")))
        return tuple(sorted(stamps))

    def _files(self) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(self.answers_folder) as entries:
                return [e for e in entries if e.name.endswith(".csv") and _CHAPTER.fullmatch(e.name[:-4])]
        except FileNotFoundError:
            return []
        except OSError as trouble:
            raise StoreError("folder-unusable", path=self.answers_folder, why=disk.why(trouble)) from trouble

    def _log(self, chapter: str) -> Log:
        if chapter not in self._logs:
            if not _CHAPTER.fullmatch(chapter):
                raise StoreError("not-a-chapter", chapter=chapter)
            self._logs[chapter] = Log(self.answers_folder, chapter)
        return self._logs[chapter]


def _stamp(path: str) -> disk.Stamp:
    """Nothing but zeros for what leads nowhere."""
    try:
        return disk.stamp(os.stat(path))  # noqa: PTH116  an entry's own stat() may be stale
    except OSError:
        return (0, 0, 0, 0, 0)

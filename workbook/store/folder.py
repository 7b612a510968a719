"""The data folder: answers/ with a file a chapter, summaries/ with what was made of them."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from workbook.answers import Answer
from workbook.errors import StoreError
from workbook.store import bundle, clearing, copies, disk, doubles, shelf, vault
from workbook.store.bundle import Bundle
from workbook.store.copies import Copy
from workbook.store.doubles import Consent, Double
from workbook.store.guard import LOCKED, refuse_if_locked
from workbook.store.log import Log
from workbook.store.merge import Merged, Ways
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

    def choices(self) -> str:
        """What was chosen for the summary; empty while nothing was."""
        return shelf.read_choices(self.summaries_folder)

    def keep_choices(self, text: str) -> None:
        shelf.write_choices(self.summaries_folder, text)

    def copies(self) -> tuple[Copy, ...]:
        """Every file that was handed over, or lies ready to be; the latest first."""
        return copies.listed(self.summaries_folder)

    def note_copy(self, path: Path, content: bytes, day: date) -> None:
        """Put a file into that list."""
        copies.note(self.summaries_folder, path, content, day)

    def delete_copy(self, file: str) -> None:
        """Remove a file of that list for good, and its line."""
        copies.delete(self.summaries_folder, file)

    def copies_elsewhere(self) -> tuple[Path, ...]:
        """Those that were written to other folders."""
        return copies.elsewhere(self.summaries_folder)

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

    def doubles(self) -> tuple[Double, ...]:
        """Files that a sync service made beside the answers."""
        return doubles.found(self.data)

    def propose(self, chapter: str, ways: Ways) -> Merged:
        """What would come of putting the copies of a chapter with its answers; nothing is written."""
        return doubles.propose(self.answers_folder, [each for each in self.doubles() if each.chapter == chapter], ways)

    def compare(self, chapter: str, raws: Sequence[bytes], ways: Ways) -> Merged:
        """What would come of putting these with a chapter's answers; nothing is written."""
        return doubles.compare(self.answers_folder, self._log(chapter).chapter, raws, ways)

    def put_together(self, chapter: str, raws: Sequence[bytes], ways: Ways, consent: Consent) -> None:
        """Put these with a chapter's answers; in one step, as the person agreed to, or StoreError."""
        doubles.put_together(self.answers_folder, self._log(chapter).chapter, raws, ways, consent)

    def settle(self, chapter: str, ways: Ways, consent: Consent) -> None:
        """Put the copies of a chapter with its answers, and remove them."""
        doubles.settle(self.answers_folder, [each for each in self.doubles() if each.chapter == chapter], ways, consent)

    def beside(self, chapter: str) -> list[Path]:
        """What else may hold a chapter's answers."""
        return clearing.beside(self.data, self._log(chapter).chapter)

    def clear(self, chapter: str, goes: Callable[[Answer], bool], *, whole: bool) -> None:
        """Remove answers of a chapter for good, wherever they are in this folder; whole: all but those that stay."""
        clearing.clear(self.data, self._log(chapter).chapter, goes, whole=whole)

    def summaries(self) -> list[Path]:
        """What was made of answers, and may quote any of them."""
        return clearing.summaries(self.data)

    def remove_summaries(self) -> None:
        clearing.remove_summaries(self.data)

    def remove_everything(self) -> None:
        """All that this folder holds of a person; nothing else in it."""
        clearing.remove_everything(self.data)

    def packed(self) -> bytes:
        """A bundle of all this. Raises StoreError when there is nothing to bundle."""
        if not self.chapters() and not self.summaries():
            raise StoreError("bundle-empty")
        return bundle.packed(self.data, self.chapters())

    def unpacked(self, path: Path) -> Bundle:
        """What a bundle holds. Raises StoreError."""
        return bundle.unpacked(path)

    def bring_summaries(self, files: Mapping[str, bytes]) -> None:
        """Put these with the summaries, beside any of the same name; one that is there already is not doubled."""
        there = {path.read_bytes() for path in self.summaries() if path.is_file()}
        for name, content in files.items():
            if content not in there:
                self.write_summary(name, content)

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

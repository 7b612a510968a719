"""One chapter's file: read it, add a line, put a text in place of its earlier versions, erase."""

from __future__ import annotations

import contextlib
import errno
import os
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from workbook.answers import Answer
from workbook.errors import StoreError
from workbook.store import disk, erase
from workbook.store.disk import Stamp
from workbook.store.guard import alone, refuse_if_locked, unmoved
from workbook.store.lines import HEADER, escape, is_sitting
from workbook.store.originals import keep, kept
from workbook.store.sheet import Read, Sheet, line, parse

_TAIL = 16
_TO_ADD = os.O_RDWR | os.O_APPEND


class Known(NamedTuple):
    """What we know of a file that nobody else touched since, so that a save need not read it again."""

    stamp: Stamp
    tail: bytes  # beside the stamp: a clock that ticks every few milliseconds can miss a change
    highest: int
    extras: tuple[str, ...]


class Log:
    """The file of one chapter."""

    def __init__(self, folder: Path, chapter: str) -> None:
        self.folder = folder
        self.chapter = chapter
        self.path = folder / f"{chapter}.csv"
        self._known: Known | None = None
        self._owed: set[tuple[str, str]] = set()  # texts whose earlier versions could not be removed yet

    def read(self) -> Read:
        """What the file says; a missing one says nothing, a damaged one what can still be read."""
        try:
            with unmoved(self.folder):
                return self._read()
        except FileNotFoundError:
            if not any(disk.dangling(place) for place in (self.folder.parent, self.folder)):
                return Read()
            raise StoreError("folder-unusable", path=self.folder, why=disk.NOWHERE) from None
        except OSError as trouble:
            raise StoreError("file-unreadable", path=self.path, why=disk.why(trouble)) from trouble

    def _read(self) -> Read:
        raw, stamp = disk.slurp(self.path)
        return parse(raw, self.chapter).read(disk.saved(stamp))

    def append(self, sitting: str, question: str, value: str, at: datetime) -> Answer:
        """Add an answer; it is on disk when this returns."""
        with disk.saving(), alone(self.folder):
            answer = self._add(sitting, question, value, at)
            self._settle()
            return answer

    def replace(self, sitting: str, question: str, value: str, at: datetime) -> Answer:
        """Put an answer in place of its earlier versions of the same sitting, in one step, so that no kill leaves two.

        If that cannot be done now (there is no room for a second copy of the file), the words come first: they are
        added, and the earlier ones removed at the next save.
        """
        with disk.saving(), alone(self.folder):
            answer = self._instead(sitting, question, value, at) or self._add(sitting, question, value, at)
            self._settle()
            return answer

    def begin(self, wanted: str, question: str, value: str, at: datetime) -> Answer:
        """The first answer of a new entry: the one that is wanted, or the next free one where another writer has it."""
        with disk.saving(), alone(self.folder):
            taken = self._sittings()
            highest = max((int(sitting[1:].partition(".")[0]) for sitting in taken if sitting[0] == "e"), default=0)
            answer = self._add(f"e{highest + 1}" if wanted in taken else wanted, question, value, at)
            self._settle()
            return answer

    def _sittings(self) -> set[str]:
        return {answer.sitting for answer in self._read().answers} if os.path.lexists(self.path) else set()

    def whole(self) -> tuple[Sheet, bytes, Stamp | None]:
        """The file in our own shape, taken apart, for whoever holds the lock; no stamp where there is none."""
        disk.sweep(self.folder)
        if not os.path.lexists(self.path):
            return parse(b"", self.chapter), b"", None
        os.close(self._ready()[0])
        raw, stamp = disk.slurp(self.path)
        return parse(raw, self.chapter), raw, stamp

    def erase(self, sitting: str, question: str) -> bool:
        """Remove every line of a question in a sitting, here and from every kept original.

        Where there was none the folder is synced all the same: an erasing before this one may have failed in that step.
        """
        refuse_if_locked(self.folder.parent)
        if not os.path.lexists(self.folder) and not disk.dangling(self.folder.parent):
            return False
        with disk.erasing(), alone(self.folder):
            disk.sweep(self.folder)
            if os.path.lexists(self.path):
                os.close(self._ready()[0])
            removed = self._remove(sitting, question)
            if not removed:
                disk.sync_folder(self.folder)
            return removed

    def _add(self, sitting: str, question: str, value: str, at: datetime) -> Answer:
        disk.sweep(self.folder)
        fd, known = self._ready()
        try:
            answer, added = _next(known, sitting, question, value, at)
            added = (b"" if known.tail.endswith(b"\n") else b"\n") + added  # a torn line is closed off, never removed
            disk.add(fd, known.stamp[2], added)
            stamp, tail = disk.stamp(os.fstat(fd)), (known.tail + added)[-_TAIL:]
            self._known = Known(stamp, tail, answer.seq, known.extras)
            return answer
        finally:
            os.close(fd)

    def _instead(self, sitting: str, question: str, value: str, at: datetime) -> Answer | None:
        """The new answer, if it took the place of earlier ones; None if there were none, or it could not."""
        fd, known = self._ready()
        os.close(fd)
        answer, added = _next(known, sitting, question, value, at)
        try:
            return answer if self._remove(sitting, question, added=added) else None
        except OSError:
            self._owed.add((sitting, question))
            return None

    def _ready(self) -> tuple[int, Known]:
        """The file, open for adding: there, in our shape and in order, its highest number known."""
        for _ in range(4):  # made or written anew, read whole, found as known; once more if an editor gets in between
            try:
                fd = disk.opened(self.path, _TO_ADD)
            except FileNotFoundError:
                disk.put(self.path, HEADER)
                continue
            if self._known and self._is_known(fd, self._known):
                return fd, self._known
            os.close(fd)
            self._look()
        raise disk.ChangedError

    def _is_known(self, fd: int, known: Known) -> bool:
        stamp = disk.stamp(os.fstat(fd))
        return known.stamp == stamp and known.tail == disk.tail(fd, stamp[2], _TAIL)

    def _look(self) -> None:
        """Read the file whole; one that is not in our shape or order is written anew and the original kept beside."""
        if self.path.is_symlink():
            disk.sweep(Path(os.path.realpath(self.path)).parent)
        raw, stamp = disk.slurp(self.path)
        sheet = parse(raw, self.chapter)
        if sheet.ours:
            self._known = Known(stamp, raw[-_TAIL:], sheet.highest, sheet.extras)
            return
        if sheet.holds:
            keep(self.folder, self.chapter, raw)
        disk.put(self.path, sheet.anew(), disk.mode(self.path), was=stamp)

    def _settle(self) -> None:
        """Remove the earlier versions of texts that were added to when they could not be put in place."""
        for sitting, question in sorted(self._owed):
            with contextlib.suppress(OSError):
                self._remove(sitting, question, but=self._latest(sitting, question))
                self._owed.discard((sitting, question))

    def _latest(self, sitting: str, question: str) -> Answer | None:
        return next((a for a in reversed(self._read().answers) if (a.sitting, a.question) == (sitting, question)), None)

    def _remove(self, sitting: str, question: str, but: Answer | None = None, added: bytes = b"") -> bool:
        """Remove a question's lines of one sitting, except one; True if the answers file was written anew.

        Originals come first, so that a failure can be repeated. Added: a line that takes their place.
        """
        held = [self._held(path) for path in (*kept(self.folder, self.chapter), self.path) if path.exists()]
        going = [erase.answering(sheet, sitting, question, but) for _, _, sheet in held]
        values = [] if but or added else [answer.value for each in going for answer in each.values()]
        removed = False
        for (path, stamp, sheet), answering in zip(held, going, strict=True):
            gone = {*answering, *erase.remains(sheet, sitting, question), *erase.traces(sheet, values)}
            if gone:
                self._rewrite(path, stamp, sheet, gone, added)
            removed = bool(gone) if added else removed or bool(gone)
        return removed

    def _held(self, path: Path) -> tuple[Path, Stamp, Sheet]:
        raw, stamp = disk.slurp(path)
        return path, stamp, parse(raw, self.chapter)

    def _rewrite(self, path: Path, stamp: Stamp, sheet: Sheet, gone: set[int], added: bytes) -> None:
        if path != self.path:
            content = erase.original(sheet, gone)
            disk.put(path, content, disk.mode(path), was=stamp) if content else disk.remove(path)
            return
        content = erase.answers(sheet, gone, added)
        new = disk.put(path, content, disk.mode(path), was=stamp)
        self._known = Known(new, content[-_TAIL:], sheet.highest + bool(added), sheet.extras)


def _next(known: Known, sitting: str, question: str, value: str, at: datetime) -> tuple[Answer, bytes]:
    """The answer with the next number, and its line."""
    if not is_sitting(sitting):  # it would be taken for damage when it is read back
        raise OSError(errno.EINVAL, f"there is no sitting {sitting[:20]}")
    when = (at if at.tzinfo else at.astimezone()).isoformat()
    cells = (str(known.highest + 1), when, escape(sitting), escape(question), escape(value))
    added = line(cells, known.extras)
    given, check = datetime.fromisoformat(when), added[-9:].decode()
    return Answer(known.highest + 1, given, sitting, question, value, check=check), added + b"\n"

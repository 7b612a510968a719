"""A drive that tells what may be on it when the power goes: what was synced, and any part of what was not.

Each call of a save is written down; then every state is made that the drive could be in after the first call, after
the second, and so on. Of what was not synced any part may be there: a file cut at any byte, the rest zeros or garbage;
a name made, moved or removed, or not yet, in the order in which it was done.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

Change = tuple[int, bytes | None]
"""Bytes written at a place; None: cut to that length."""

Names = dict[str, int]
"""Path -> number of a file; 0 is a folder."""

Image = dict[str, bytes | None]
"""Path -> what is in the file; None is a folder."""


@dataclass
class Drive:
    """What a save told the drive, call by call."""

    root: str
    first_names: Names = field(default_factory=dict)
    names: Names = field(default_factory=dict)
    start: dict[int, bytes] = field(default_factory=dict)
    told: list[tuple[Any, ...]] = field(default_factory=list)
    open_files: dict[int, tuple[int, bool]] = field(default_factory=dict)  # descriptor -> file, adding at its end
    at: dict[int, int] = field(default_factory=dict)
    folders: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Path) -> Drive:
        """As it is now; all of it is down on the drive."""
        drive = cls(str(root))
        for path in sorted(root.rglob("*")):
            drive.names[str(path)] = 0 if path.is_dir() else len(drive.start) + 1
            if not path.is_dir():
                drive.start[len(drive.start) + 1] = path.read_bytes()
        drive.first_names = dict(drive.names)
        return drive

    def _named(self, path: object) -> str:
        place = Path(str(path))
        return str(Path(os.path.realpath(place.parent)) / place.name)

    def _entry(self, *change: object) -> None:
        self.told.append(("name", *change))

    def opened(self, fd: int, path: object, flags: int) -> None:
        name = self._named(path)
        if not name.startswith(self.root):
            return
        if self.names.get(name, -1) == 0 or name == self.root:
            self.folders[fd] = name
            return
        if name not in self.names:
            self.names[name] = max([0, *self.start, *self.names.values()]) + 1
            self._entry("put", name, self.names[name])
        number = self.names[name]
        if flags & os.O_TRUNC:
            self.told.append(("change", number, (0, None)))
        self.open_files[fd], self.at[fd] = (number, bool(flags & os.O_APPEND)), 0

    def wrote(self, fd: int, content: bytes) -> None:
        if fd in self.open_files:
            number, adding = self.open_files[fd]
            place = len(self.now(number)) if adding else self.at[fd]
            self.told.append(("change", number, (place, content)))
            self.at[fd] = place + len(content)

    def cut(self, fd: int, size: int) -> None:
        if fd in self.open_files:
            self.told.append(("change", self.open_files[fd][0], (size, None)))

    def synced(self, fd: int) -> None:
        if fd in self.open_files:
            self.told.append(("sync", self.open_files[fd][0]))
        elif fd in self.folders:
            self.told.append(("sync names", self.folders[fd]))

    def moved(self, old: object, new: object) -> None:
        old, new = self._named(old), self._named(new)
        self._entry("move", old, new)
        self.names[new] = self.names.pop(old)

    def linked(self, old: object, new: object) -> None:
        old, new = self._named(old), self._named(new)
        self.names[new] = self.names[old]
        self._entry("put", new, self.names[new])

    def removed(self, path: object) -> None:
        self.names.pop(self._named(path))
        self._entry("remove", self._named(path))

    def made(self, path: object) -> None:
        self.names[self._named(path)] = 0
        self._entry("put", self._named(path), 0)

    def now(self, number: int) -> bytes:
        content = self.start.get(number, b"")
        for what in self.told:
            if what[0] == "change" and what[1] == number:
                content = changed(content, what[2])
        return content


def changed(content: bytes, change: Change) -> bytes:
    place, added = change
    if added is None:
        return content[:place]
    return content[:place].ljust(place, b"\0") + added + content[place + len(added) :]


def watched(drive: Drive, patch: pytest.MonkeyPatch) -> None:
    """Write down what goes to the drive, and let it through."""
    real = {name: getattr(os, name) for name in (
        "open", "write", "fsync", "ftruncate", "replace", "link", "unlink", "mkdir", "close")}  # fmt: skip

    def opening(path: Any, flags: int, *rest: Any, **named: Any) -> int:
        fd: int = real["open"](path, flags, *rest, **named)
        drive.opened(fd, path, flags)
        return fd

    def writing(fd: int, content: Any) -> int:
        done: int = real["write"](fd, content)
        drive.wrote(fd, bytes(content)[:done])
        return done

    def closing(fd: int) -> None:
        drive.open_files.pop(fd, None)
        drive.folders.pop(fd, None)
        real["close"](fd)

    def noting(name: str, note: Any) -> Any:
        def call(*args: Any, **named: Any) -> Any:
            result = real[name](*args, **named)
            note(*args[: 2 if name in ("replace", "link", "ftruncate") else 1])
            return result

        return call

    patch.setattr(os, "open", opening)
    patch.setattr(os, "write", writing)
    patch.setattr(os, "close", closing)
    notes = {"fsync": drive.synced, "ftruncate": drive.cut, "replace": drive.moved, "link": drive.linked,
             "unlink": drive.removed, "mkdir": drive.made}  # fmt: skip
    for name, note in notes.items():
        patch.setattr(os, name, noting(name, note))


def images(drive: Drive, step: int, chance: random.Random) -> Iterator[tuple[int, Image]]:
    """Each state that the drive may be in, once, with the number of calls that were made by then."""
    seen = set()
    for count in range(len(drive.told) + 1):
        for image in _after(drive, count, step, chance):
            key = (count == len(drive.told), frozenset(image.items()))
            if key not in seen:
                seen.add(key)
                yield count, image


def _after(drive: Drive, count: int, step: int, chance: random.Random) -> Iterator[Image]:
    told = drive.told[:count]
    waiting = _waiting(told)
    for names in _names(drive.first_names, told):
        whole = {number: _content(drive, told, number, None) for number in names.values() if number}
        none = {number: _content(drive, told, number, 0) for number in whole}
        yield _image(names, whole)
        yield _image(names, none)
        for number in whole.keys() & waiting.keys():
            for content in _partly(drive, told, number, step, chance):
                yield _image(names, whole | {number: content})


def _waiting(told: list[tuple[Any, ...]]) -> dict[int, int]:
    """The files with changes that were not synced, and how many."""
    waiting: dict[int, int] = {}
    for what in told:
        if what[0] == "change":
            waiting[what[1]] = waiting.get(what[1], 0) + 1
        elif what[0] == "sync":
            waiting.pop(what[1], None)
    return waiting


def _changes(told: list[tuple[Any, ...]], number: int) -> tuple[list[Change], list[Change]]:
    """What is down on the drive, and what is not."""
    down: list[Change] = []
    waiting: list[Change] = []
    for what in told:
        if what[0] == "change" and what[1] == number:
            waiting.append(what[2])
        elif what == ("sync", number):
            down, waiting = [*down, *waiting], []
    return down, waiting


def _content(drive: Drive, told: list[tuple[Any, ...]], number: int, upto: int | None) -> bytes:
    down, waiting = _changes(told, number)
    content = drive.start.get(number, b"")
    for change in (*down, *waiting[:upto]):
        content = changed(content, change)
    return content


def _partly(
    drive: Drive, told: list[tuple[Any, ...]], number: int, step: int, chance: random.Random
) -> Iterator[bytes]:
    """The last change that is waiting, cut at each byte; then zeros, or garbage, where the rest should be."""
    _, waiting = _changes(told, number)
    for done, (place, added) in enumerate(waiting):
        before = _content(drive, told, number, done)
        if added is None:
            yield before
            continue
        for length in range(0, len(added), step if len(added) > 250 else 1):
            part = changed(before, (place, added[:length]))
            yield part
            yield changed(part, (place + length, b"\0" * (len(added) - length)))
            yield changed(part, (place + length, chance.randbytes(40)))


def _names(first: Names, told: list[tuple[Any, ...]]) -> Iterator[Names]:
    """The names that were synced, and then one more of the others at a time."""
    changes: list[tuple[Any, ...]] = []
    down: set[int] = set()
    for what in told:
        if what[0] == "name":
            changes.append(what)
        elif what[0] == "sync names":
            down |= {n for n, change in enumerate(changes) if str(Path(change[2]).parent) == what[1]}
    waiting = [n for n in range(len(changes)) if n not in down]
    for upto in range(len(waiting) + 1):
        yield _renamed(first, [change for n, change in enumerate(changes) if n in down or n in waiting[:upto]])


def _renamed(names: Names, changes: list[tuple[Any, ...]]) -> Names:
    names = dict(names)
    for _, how, path, *more in changes:
        if how == "put":
            names[path] = more[0]
        elif how == "move" and path in names:
            names[more[0]] = names.pop(path)
        elif how == "remove":
            names.pop(path, None)
    return names


def _image(names: Names, contents: dict[int, bytes]) -> Image:
    return {path: contents[number] if number else None for path, number in names.items()}


def laid_down(image: Image, old: str, new: Path) -> None:
    """The image as files in another folder; what is in a folder that was not there yet is not there either."""
    for path, content in sorted(image.items()):
        target = Path(str(new) + path.removeprefix(old))
        if not target.parent.is_dir():
            continue
        if content is None:
            target.mkdir()
        else:
            target.write_bytes(content)

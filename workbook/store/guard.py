"""One writer at a time, in this window or any other; a kill lets go of the lock."""

from __future__ import annotations

import contextlib
import errno
import os
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from workbook.errors import StoreError
from workbook.store import disk

PATIENCE = 10.0
"""Seconds; a save takes milliseconds, so whoever waits this long stands behind a window that hangs."""

LOCK_FILE = ".second-look.lock"
"""Only where a folder cannot be locked: on Windows, and on some network drives."""

LOCKED = "notes.age"
"""Beside the folders: as long as it is there, all that was said is in it, and the folders take nothing."""


def refuse_if_locked(data: Path) -> None:
    """Raises StoreError while a passphrase holds what was said."""
    if os.path.lexists(f"{data}/{LOCKED}"):
        raise StoreError("locked")


@contextlib.contextmanager
def alone(folder: Path, *, even_locked: bool = False) -> Iterator[None]:
    """Nobody else writes in this folder meanwhile; the folder is made if it is not there.

    The folder is held and not the file, since the file may be replaced. Raises StoreError while a passphrase holds
    the answers, unless even_locked is said.
    """
    try:
        lock = _locked(folder, PATIENCE, shared=False)
    except OSError as trouble:
        raise StoreError("folder-unusable", path=folder, why=disk.why(trouble)) from trouble
    if lock is None:
        raise StoreError("busy")
    try:
        if not even_locked:
            refuse_if_locked(folder.parent)
        yield
    finally:
        os.close(lock)


@contextlib.contextmanager
def unmoved(folder: Path) -> Iterator[None]:
    """Nobody writes meanwhile, so that no half-written line is read; where that cannot be had, reading goes on."""
    refuse_if_locked(folder.parent)
    lock = None
    with contextlib.suppress(OSError):
        lock = _locked(folder, PATIENCE / 10, shared=True) if folder.is_dir() else None
    try:
        refuse_if_locked(folder.parent)  # again: whoever held the folder may have locked it
        yield
    finally:
        if lock is not None:
            os.close(lock)


def _locked(folder: Path, patience: float, *, shared: bool) -> int | None:
    """A descriptor that holds the lock until it is closed; None: somebody else held it all the time."""
    fd = _opened(folder, made=not shared)
    try:
        until = time.monotonic() + patience
        while True:
            try:
                return _take(fd, folder, shared=shared)
            except OSError as trouble:
                if trouble.errno not in _TAKEN:
                    raise
            if time.monotonic() > until:
                os.close(fd)
                return None
            time.sleep(random.uniform(0.0005, 0.004))  # noqa: S311  only so that two windows do not keep in step
    except BaseException:
        with contextlib.suppress(OSError):
            os.close(fd)
        raise


if sys.platform == "win32":
    import msvcrt

    _TAKEN = {errno.EACCES, errno.EDEADLK}

    def _opened(folder: Path, *, made: bool) -> int:
        if made:
            disk.make_folder(folder)
        return os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)

    def _take(fd: int, folder: Path, *, shared: bool) -> int:  # noqa: ARG001  the other system needs them
        os.lseek(fd, 0, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        return fd

else:
    import fcntl

    _TAKEN = {errno.EAGAIN, errno.EWOULDBLOCK}

    def _opened(folder: Path, *, made: bool) -> int:
        try:
            return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except FileNotFoundError:
            if not made or disk.dangling(folder):
                raise
        disk.make_folder(folder)
        return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)

    def _take(fd: int, folder: Path, *, shared: bool) -> int:
        """The same descriptor, or where a folder cannot be locked that of a lock file in it."""
        how = (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB
        try:
            fcntl.flock(fd, how)
        except OSError as trouble:
            if trouble.errno in _TAKEN:
                raise
            file = os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
            os.dup2(file, fd, inheritable=False)
            os.close(file)
            fcntl.flock(fd, how)
        return fd

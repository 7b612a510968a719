"""Locks all that was said into one age file under a passphrase, and opens it again.

As long as the age file is there, all is in it, and what lies in the folders is a copy. It comes to its place in one
step, read back and whole, before the first file goes. It goes in one step, after the last file came back and was read.
A note lists the copies, so that whoever comes after a kill knows which files may go without opening anything.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from workbook.errors import StoreError
from workbook.store import disk
from workbook.store.guard import LOCKED, alone, refuse_if_locked
from workbook.store.packing import FOLDERS, LARGEST, Piece, gathered, in_the_way, packed, unpacked

NOTE = ".second-look.copies"
"""While locking or unlocking: which files in the folders are copies of what the age file holds."""

SHORTEST_PASSPHRASE = 12
"""Letters of a passphrase: whoever has the file can try as many as they like."""

HARDEST = 22
"""What age itself takes at most: each step doubles the time and memory that a file asks for."""

_HEAD = re.compile(rb"age-encryption\.org/v1\n-> scrypt [A-Za-z0-9+/]{22} ([0-9]{1,2})\n")
_WRONG = "Decryption failed"

Mark = tuple[int, ...]
"""Tells a file from another one and from itself changed; a rename keeps it."""


def is_locked(data: Path) -> bool:
    return os.path.lexists(data / LOCKED)


def lock(data: Path, passphrase: str) -> None:
    """Put everything into the age file and remove it from the folders. Raises StoreError; then nothing was lost."""
    passphrase = plain(passphrase)
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise StoreError("passphrase-short", least=SHORTEST_PASSPHRASE)
    if not any(os.path.lexists(data / name) for name in (*FOLDERS, LOCKED)):
        raise StoreError("nothing-to-lock")
    with _failing("lock-failed"), _held(data):
        _clear(data)
        refuse_if_locked(data)
        pieces = gathered(data)
        if not pieces:
            raise StoreError("nothing-to-lock")
        _put_in(data, pieces, passphrase)
        with _failing("lock-left"):
            disk.sync_folder(data)
            _clear(data)


def unlock(data: Path, passphrase: str) -> None:
    """Bring everything back, byte for byte. Raises StoreError; then it is locked as before."""
    finish(data)
    if not is_locked(data):
        raise StoreError("not-locked")
    with _failing("unlock-failed"), _held(data):
        pieces = unpacked(opened(_read(data / LOCKED), plain(passphrase)))
        if path := in_the_way(data, pieces):
            raise StoreError("unlock-in-the-way", path=path)
        try:
            _bring_back(data, pieces)
            (data / LOCKED).unlink()
        except BaseException:
            with contextlib.suppress(OSError):
                _clear(data)
            raise
        disk.sync_folder(data)
        _clear(data)


def finish(data: Path) -> None:
    """Finish or take back what a kill cut short, without a passphrase. Raises StoreError."""
    if any(os.path.lexists(data / name) for name in (NOTE, disk.PART)):
        with _failing("lock-left"), _held(data):
            _clear(data)


def plain(passphrase: str) -> str:
    """The same letters from any keyboard. Raises StoreError for what no terminal could take again."""
    passphrase = unicodedata.normalize("NFC", passphrase)
    if not passphrase.strip() or not passphrase.isprintable():
        raise StoreError("passphrase-unusable")
    return passphrase


def sealed(raw: bytes, passphrase: str) -> bytes:
    """An age file; slow on purpose, so that guessing is."""
    import pyrage  # type: ignore[import-untyped]  # noqa: PLC0415  no form waits for it

    sent: bytes = pyrage.passphrase.encrypt(raw, passphrase)
    return sent


def opened(raw: bytes, passphrase: str) -> bytes:
    """What an age file holds; every byte of it is checked. Raises StoreError."""
    import pyrage  # noqa: PLC0415

    head = _HEAD.match(raw)
    if not head or int(head[1]) > HARDEST:
        raise StoreError("locked-damaged")
    try:
        found: bytes = pyrage.passphrase.decrypt(raw, passphrase)
    except pyrage.DecryptError as trouble:
        raise StoreError("passphrase-wrong" if str(trouble) == _WRONG else "locked-damaged") from None
    return found


@contextlib.contextmanager
def _held(data: Path) -> Iterator[None]:
    """Nobody saves in either folder meanwhile."""
    with contextlib.ExitStack() as held:
        for name in FOLDERS:
            held.enter_context(alone(data / name, even_locked=True))
        yield


@contextlib.contextmanager
def _failing(key: str) -> Iterator[None]:
    """What the disk refuses becomes one sentence."""
    try:
        yield
    except OSError as trouble:
        if trouble.errno in disk.FULL:
            raise StoreError("disk-full") from trouble
        raise StoreError(key, why=disk.why(trouble)) from trouble


def _put_in(data: Path, pieces: tuple[Piece, ...], passphrase: str) -> None:
    """Write the age file, read it back from the disk, and only then give it its name."""
    raw = packed(pieces)
    sent = sealed(raw, passphrase)
    try:
        disk.put(data / NOTE, _lines((piece.name, _mark(piece.stamp) if piece.stamp else ()) for piece in pieces))
        part = disk.written_part(data, sent)
        if opened(_read(part), passphrase) != raw or unpacked(raw) != pieces:
            raise OSError("what was written does not read back")
        if any(_stamp(data / piece.name) != piece.stamp for piece in pieces if piece.stamp):  # a spreadsheet saved it
            raise disk.ChangedError
        os.replace(part, data / LOCKED)  # noqa: PTH105
    except BaseException:
        with contextlib.suppress(OSError):
            _clear(data)
        raise


def _bring_back(data: Path, pieces: tuple[Piece, ...]) -> None:
    """Folders first, then each file whole; read back at the end."""
    folders = [piece for piece in pieces if piece.content is None]
    disk.put(data / NOTE, _lines((piece.name, ()) for piece in folders))
    for folder in folders:
        (data / folder.name).mkdir(mode=0o700, exist_ok=True)
    with (data / NOTE).open("ab", buffering=0) as note:
        for piece in pieces:
            if piece.content is not None:
                _place(data / piece.name, piece, piece.content, note.write)
    for folder in reversed(folders):
        (data / folder.name).chmod(folder.mode)
    for name in (*FOLDERS, *(folder.name for folder in folders)):
        disk.sync_folder(data / name)
    if any(disk.slurp(data / piece.name)[0] != piece.content for piece in pieces if piece.content is not None):
        raise OSError("what was written does not read back")


def _place(path: Path, piece: Piece, content: bytes, note: Callable[[bytes], object]) -> None:
    """A file in its place at once, noted as a copy just before it is there."""
    part = disk.written_part(path.parent, content, piece.mode)
    with contextlib.suppress(OSError):
        os.utime(part, (piece.saved, piece.saved))
    note(_lines([(piece.name, _mark(_stamp(part)))]))
    os.replace(part, path)  # noqa: PTH105


def _clear(data: Path) -> None:
    """Remove what is only a copy of what is locked, and every trace of the work."""
    disk.sweep(data)
    if is_locked(data):
        noted = list(_noted(data))
        for name, mark in noted:
            if mark:
                _remove_copy(data / name, mark, through=name.startswith("answers/"))
        for name in sorted((name for name, mark in noted if not mark), reverse=True):
            disk.sweep(data / name)
            with contextlib.suppress(OSError):
                (data / name).rmdir()  # one that holds something else stays
        for name in FOLDERS:
            disk.sweep(data / name)
            disk.sync_folder(data / name)
    (data / NOTE).unlink(missing_ok=True)


def _remove_copy(path: Path, mark: Mark, *, through: bool) -> None:
    """Remove a copy; one that changed since stays, since nobody else has what it says.

    through: a link in the answers folder leads to answers, and they go; one among the summaries may lead anywhere.
    """
    with contextlib.suppress(FileNotFoundError):
        if _mark(_stamp(path)) == mark:
            disk.remove(path) if through else path.unlink()


def _noted(data: Path) -> Iterator[tuple[str, Mark]]:
    """What the note says; a line that a kill cut short says nothing."""
    try:
        raw = disk.slurp(data / NOTE)[0]
    except FileNotFoundError:
        return
    for line in raw.splitlines():
        with contextlib.suppress(ValueError, TypeError, AttributeError):
            name, *mark = json.loads(line)
            if name.partition("/")[0] in FOLDERS and ".." not in name.split("/"):
                yield name, tuple(mark)


def _read(path: Path) -> bytes:
    """A whole age file, if it can be one of ours."""
    if os.stat(path).st_size > LARGEST + LARGEST // 1000:  # noqa: PTH116  as everywhere in the store
        raise StoreError("locked-damaged")
    return disk.slurp(path)[0]


def _stamp(path: Path) -> disk.Stamp:
    return disk.stamp(os.stat(path))  # noqa: PTH116


def _mark(stamp: disk.Stamp) -> Mark:
    """Without the time of the last renaming."""
    return stamp[:4]


def _lines(noted: Iterable[tuple[str, Mark]]) -> bytes:
    return b"".join(json.dumps([name, *mark]).encode() + b"\n" for name, mark in noted)

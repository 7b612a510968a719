"""The answers and summaries as one plain tar, and back into pieces: files and folders alone, each in its place."""

from __future__ import annotations

import io
import os
import stat
import sys
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PureWindowsPath

from workbook.errors import StoreError
from workbook.store import disk
from workbook.store.guard import LOCK_FILE

FOLDERS = ("answers", "summaries")
LARGEST = 500_000_000
"""Bytes in all; ten years of answers are a thirtieth of it, and all of it must fit into memory."""

MOST = 20_000
"""Files and folders."""

_OF_THE_MOMENT = {disk.PART, LOCK_FILE}


@dataclass(frozen=True, slots=True)
class Piece:
    """One file, or a folder."""

    name: str  # below the data folder, with slashes: answers/causes.csv
    mode: int
    saved: int  # when it last was, in seconds: some lines edited elsewhere have no other time
    content: bytes | None  # None: a folder
    stamp: disk.Stamp | None = field(default=None, compare=False)  # of the file that it was read from


def gathered(data: Path) -> tuple[Piece, ...]:
    """All that lies in the two folders; what a link leads to as a file. Raises StoreError for what is neither."""
    found: list[Piece] = []
    size = 0
    for name in FOLDERS:
        for piece in _inside(data / name, name):
            found.append(piece)
            size += len(piece.content or b"")
            if size > LARGEST or len(found) > MOST:
                raise StoreError("lock-too-large")
    return tuple(found)


def _inside(folder: Path, name: str) -> Iterator[Piece]:
    with os.scandir(folder) as entries:
        inside = sorted(entry.name for entry in entries if entry.name not in _OF_THE_MOMENT)
    for each in inside:
        yield from _pieces(folder / each, f"{name}/{each}")


def _pieces(path: Path, name: str) -> Iterator[Piece]:
    if path.is_dir() and not path.is_symlink():
        info = path.stat()
        yield Piece(name, info.st_mode & 0o777, info.st_mtime_ns // 10**9, None)
        yield from _inside(path, name)
    elif path.is_file():
        if path.stat().st_size > LARGEST:
            raise StoreError("lock-too-large")
        raw, stamp = disk.slurp(path)
        yield Piece(name, disk.mode(path) & 0o777, stamp[3] // 10**9, raw, stamp)
    else:
        raise StoreError("lock-odd", path=path)


def packed(pieces: Iterable[Piece]) -> bytes:
    """A tar that any program opens; it names no user and no computer. Raises StoreError if it is too large."""
    into = io.BytesIO()
    with tarfile.open(fileobj=into, mode="w") as tar:
        for piece in pieces:
            member = tarfile.TarInfo(piece.name)
            member.type = tarfile.DIRTYPE if piece.content is None else tarfile.REGTYPE
            content = piece.content or b""
            member.mode, member.mtime, member.size = piece.mode, piece.saved, len(content)
            tar.addfile(member, io.BytesIO(content))
    if into.tell() > LARGEST:
        raise StoreError("lock-too-large")
    return into.getvalue()


def unpacked(raw: bytes) -> tuple[Piece, ...]:
    """What a tar holds; nothing is written. Raises StoreError for anything but files and folders in their place."""
    found: dict[str, Piece] = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(raw), mode="r:") as tar:
            for member in tar:
                if len(found) >= MOST or member.name in found or not _has_a_place(member, found):
                    raise StoreError("locked-strange")
                found[member.name] = _piece(tar, member)
    except (tarfile.TarError, ValueError, OverflowError, OSError) as trouble:
        raise StoreError("locked-damaged") from trouble
    return tuple(found.values())


def _piece(tar: tarfile.TarFile, member: tarfile.TarInfo) -> Piece:
    file = tar.extractfile(member)  # None for a folder
    content = file.read() if file else None
    if content is not None and len(content) != member.size:
        raise StoreError("locked-damaged")
    return Piece(member.name, member.mode & 0o777, int(member.mtime), content)


def _has_a_place(member: tarfile.TarInfo, found: Mapping[str, Piece]) -> bool:
    """A plain file or folder, no link and nothing sparse, inside one of ours whose own folder came before it."""
    if member.type not in (tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.DIRTYPE) or member.sparse is not None:
        return False
    parent, _, own = member.name.rpartition("/")
    in_a_folder = parent in FOLDERS or (parent in found and found[parent].content is None)
    return in_a_folder and _is_plain(own)


def _is_plain(name: str) -> bool:
    """The name of one thing in a folder, and of nothing elsewhere."""
    if name in ("", ".", "..") or name in _OF_THE_MOMENT or "\0" in name:
        return False
    return sys.platform != "win32" or (PureWindowsPath(name).name == name and ":" not in name)


def in_the_way(data: Path, pieces: Iterable[Piece]) -> Path | None:
    """The first thing that lies where a piece belongs and is not the same already."""
    for piece in pieces:
        path = data / piece.name
        if os.path.lexists(path) and not _is_same(path, piece):
            return path
    return None


def _is_same(path: Path, piece: Piece) -> bool:
    mode = path.lstat().st_mode
    if piece.content is None:
        return stat.S_ISDIR(mode)
    return stat.S_ISREG(mode) and disk.slurp(path)[0] == piece.content

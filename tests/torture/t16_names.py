"""T16 and T17: names of exports that lead elsewhere, and who may read what is written."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .acts import some
from .cases import Run, Tally, case
from .keepers import Keeper
from .strings import HOSTILE_NAMES

RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
UNSAFE = re.compile(r"[\\/:*?\"<>|\x00-\x1f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@case("T16", "32 hostile names of an export")
def export_names(keeper: type[Keeper], run: Run) -> Tally:
    """lost: outside its folder or not written; ghost: a name that Windows or a terminal would trip over."""
    tally = Tally()
    for name in HOSTILE_NAMES:
        mine = keeper(run.place() / "data")
        tally.tried += 1
        try:
            path = mine.export(name, b"x")
        except mine.refusals:
            tally.refused += 1
            continue
        outside = path.resolve().parent != (mine.folder / "summaries").resolve() or path.read_bytes() != b"x"
        unsafe = UNSAFE.search(path.name) or RESERVED.fullmatch(path.name) or path.name[0] in ".-~"
        unsafe = unsafe or path.name[-1] in ". " or len(os.fsencode(path.name)) > 120
        tally.lost += outside
        tally.ghost += bool(unsafe)
        if outside or unsafe:
            tally.tell(f"{name!r} became {path.name!r}")
    return tally


@contextmanager
def masked(umask: int) -> Iterator[None]:
    before = os.umask(umask)
    try:
        yield
    finally:
        os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@case("T17", "modes and links", posix=True)
def modes_and_links(keeper: type[Keeper], run: Run) -> Tally:
    """ghost: what others may read, or a link that became a file; lost: a link whose answers went elsewhere."""
    tally = Tally()
    for umask in (0o000, 0o022, 0o077):
        with masked(umask):
            for linked in ("nothing", "folder", "file", "hard link"):
                _one(tally, keeper, run.place(), linked, f"umask {umask:03o}, linked: {linked}")
    return tally


def _one(tally: Tally, keeper: type[Keeper], place: Path, linked: str, what: str) -> None:
    mine, real = keeper(place / "data"), place / "elsewhere"
    _link(mine, real, linked)
    some(mine)
    mine.file.write_bytes(mine.file.read_bytes().replace(b"\n", b"\r\n"))  # a spreadsheet was here
    mine.save("causes.a", "after it")
    summary = mine.export("summary.html", b"x")
    tally.tried += 1
    rows = [("s1", "causes.a", "after it")]
    tally.lost += mine.look().rows[-1:] != rows
    link_kept = {"folder": mine.file.parent.is_symlink(), "file": mine.file.is_symlink()}.get(linked, True)
    if linked == "folder":
        tally.lost += not (real / mine.file.name).exists()
    files = [path for path in mine.file.parent.iterdir() if linked == "nothing"]
    wide = [path.name for path in (*files, summary) if mode(path) != 0o600]
    wide += [path.name for path in (mine.file.parent, summary.parent) if linked == "nothing" and mode(path) != 0o700]
    tally.ghost += (not link_kept) + bool(wide)
    if wide or not link_kept:
        tally.tell(f"{what}: others may read {wide}; link kept: {link_kept}")


def _link(keeper: Keeper, real: Path, linked: str) -> None:
    """The answers folder or the file as a link, or the file under a second name."""
    keeper.folder.mkdir(mode=0o700)
    if linked == "folder":
        real.mkdir(mode=0o700)
        keeper.file.parent.symlink_to(real)
    elif linked != "nothing":
        keeper.file.parent.mkdir(mode=0o700)
        real.write_bytes(b"seq,answered_at,sitting,question,answer,check\n")
        real.chmod(0o600)
        keeper.file.symlink_to(real) if linked == "file" else keeper.file.hardlink_to(real)

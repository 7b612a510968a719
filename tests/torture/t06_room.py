"""T6 and T7: no room on the disk; no right to write, no folder, or something else in its place."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .acts import Step, child, everything, some
from .cases import Goal, Missing, Run, Tally, case, judge, no_trace
from .keepers import Keeper, Row

MANY = 1540
REFUSED = 20
FIVE = [Step("save", "causes.p", str(i)) for i in range(5)]


@case("T6", "a full disk", Goal(refused=None), posix=True)
def full_disk(keeper: type[Keeper], run: Run) -> Tally:
    tally = Tally()
    rows = [("s1", f"causes.b{i}", f"note {i}") for i in range(run.many(60, 200, MANY))]
    for verb in ("save", "write over"):
        mine = keeper(run.place())
        mine.fill(rows)
        mine.write_over("causes.letter", "dearest of mine")
        old = mine.look().rows
        with _room_for(mine.file.stat().st_size + 40):
            _refused(tally, mine, verb, old)
        _room_again(tally, mine, old, verb)
    return tally


def _refused(tally: Tally, keeper: Keeper, verb: str, old: list[Row]) -> None:
    """Twenty saves that cannot be done; each says so, and what was there before is there."""
    for i in range(REFUSED):
        tally.tried += 1
        try:
            Step(verb, "causes.letter" if verb == "write over" else f"causes.z{i}", "z" * 3000).do(keeper)
        except keeper.refusals:
            tally.refused += 1
        else:
            tally.ghost += 1
            tally.tell(f"{verb} {i} of 3,000 characters was said to be saved with no room")
    judge(tally, keeper.look(), [old], f"{verb} on a full disk")


def _room_again(tally: Tally, keeper: Keeper, old: list[Row], what: str) -> None:
    now = old
    for step in (*FIVE, Step("write over", "causes.letter", "calmer")):
        now = step.on(now)
        try:
            step.do(keeper)
        except keeper.refusals as trouble:
            tally.later += 1
            tally.tell(f"{what}, room again: {trouble}")
    judge(tally, keeper.look(), [now], f"{what}, room again")
    no_trace(tally, keeper.folder, ["dearest of mine", "zzzz"], f"{what}, room again")


@contextmanager
def _room_for(size: int) -> Iterator[None]:
    import resource

    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, old[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)


@case("T6b", "a full disk, and a program that takes each page", Goal(refused=None), posix=True, full_only=True)
def full_disk_for_real(keeper: type[Keeper], run: Run) -> Tally:
    """A disk of one megabyte; another process writes whenever a page is free."""
    if os.geteuid() != 0 or not sys.platform.startswith("linux"):
        raise Missing("it needs root and Linux, to mount a disk of one megabyte")
    tally, disk = Tally(), run.place()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], capture_output=True).returncode:
        raise Missing("a disk of one megabyte cannot be mounted here")
    try:
        _on_a_full_disk(tally, keeper(disk / "data"), disk, [("s1", f"causes.b{i}", f"note {i}") for i in range(MANY)])
    finally:
        subprocess.run(["umount", "-l", disk], check=True)
    return tally


def _on_a_full_disk(tally: Tally, keeper: Keeper, disk: Path, rows: list[Row]) -> None:
    keeper.fill(rows)
    keeper.write_over("causes.letter", "dearest of mine")
    old = keeper.look().rows

    def fill(tell: int) -> None:
        with (disk / "filler").open("wb", buffering=0) as filler:
            while True:
                try:
                    filler.write(b"f" * 4096)
                except OSError:
                    with suppress(OSError):
                        os.write(tell, b".")

    with child(fill) as (pid, told):
        os.read(told, 1)  # it met the end of the disk
        os.set_blocking(told, False)
        for verb in ("save", "write over"):
            _refused(tally, keeper, verb, old)
        os.kill(pid, signal.SIGKILL)
    (disk / "filler").unlink()
    _room_again(tally, keeper, old, "a disk of one megabyte")


@case("T7", "no right to write, or something in the way", Goal(refused=None), posix=True, naive_loses=False)
def in_the_way(keeper: type[Keeper], run: Run) -> Tally:
    """The easy way says no here as well, in its own words; what it may not write it cannot harm."""
    tally = Tally()
    for name, hinder in HINDERED.items():
        if name in AS_ANOTHER and os.geteuid() == 0 and not _others_may_enter(run.folder):
            raise Missing("other users may not enter the folder that this runs in")
        mine = keeper(run.place())
        some(mine)
        before = mine.file.read_bytes()
        hinder(mine)
        sentence = _as_another(mine) if name in AS_ANOTHER else _tried(mine)
        tally.tried += 1
        tally.refused += sentence != ""
        tally.ghost += sentence == ""
        tally.lost += _content(mine) != before
        if not sentence or _content(mine) != before:
            tally.tell(f"{name}: said “{sentence or 'saved'}”")
        _undone(mine)
    return tally


def _write_protected(keeper: Keeper) -> None:
    keeper.file.chmod(0o444)


def _folder_protected(keeper: Keeper) -> None:
    keeper.file.chmod(0o444)
    keeper.file.parent.chmod(0o555)


def _folder_of_another(keeper: Keeper) -> None:
    keeper.file.chmod(0o600)
    keeper.file.parent.chmod(0o700)


def _aside(keeper: Keeper) -> Path:
    return keeper.folder / "aside.csv"


def _a_folder(keeper: Keeper) -> None:
    keeper.file.rename(_aside(keeper))
    keeper.file.mkdir()


def _a_link_to_nowhere(keeper: Keeper) -> None:
    keeper.file.rename(_aside(keeper))
    keeper.file.symlink_to("/nowhere/at/all.csv")


def _folder_gone(keeper: Keeper) -> None:
    """Its drive is not plugged in."""
    keeper.file.rename(_aside(keeper))
    keeper.file.parent.rename(keeper.folder / "gone")
    keeper.file.parent.symlink_to("/nowhere/at/all")


HINDERED: dict[str, Callable[[Keeper], None]] = {
    "a file that may only be read": _write_protected,
    "a folder that may only be read": _folder_protected,
    "a folder of another person": _folder_of_another,
    "a folder in place of the file": _a_folder,
    "a link to nowhere in place of the file": _a_link_to_nowhere,
    "the drive of the folder is not there": _folder_gone,
}
AS_ANOTHER = {"a file that may only be read", "a folder that may only be read", "a folder of another person"}
"""Tried as nobody, since root may do everything."""


def _content(keeper: Keeper) -> bytes:
    return (_aside(keeper) if _aside(keeper).exists() else keeper.file).read_bytes()


def _undone(keeper: Keeper) -> None:
    if keeper.file.parent.is_dir():
        keeper.file.parent.chmod(0o700)


def _tried(keeper: Keeper) -> str:
    """What it says to a save and to a text typed on; empty if either was said to be saved."""
    said = []
    for step in (Step("save", "causes.a", "x"), Step("write over", "causes.letter", "x")):
        try:
            step.do(keeper)
        except keeper.refusals as trouble:
            said.append(str(trouble))
        else:
            return ""
    return " ".join(said)


def _others_may_enter(folder: Path) -> bool:
    """Our own folders are opened for it; those above are the machine's."""
    folder.chmod(0o755)
    return all(above.stat().st_mode & 0o001 for above in folder.parents)


def _as_another(keeper: Keeper) -> str:
    keeper.folder.chmod(0o755)

    def work(tell: int) -> None:
        if os.geteuid() == 0:
            os.setuid(65534)
        os.write(tell, _tried(keeper).encode())

    with child(work) as (_, told):
        return everything(told).decode()

"""T2: killed, or told no by the system, at each single call of a save."""

from __future__ import annotations

import errno
import itertools
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from .acts import ACTS, FIRST, Act, Step, child, everything
from .cases import CONTROL, FULL, QUICK, Goal, Missing, Run, Tally, case, judge, no_trace, three_more
from .keepers import Keeper, Row, Store

CALLS = ("open", "write", "fsync", "replace", "ftruncate", "unlink", "close", "link", "mkdir", "fchmod", "lseek")
FAILING = ("open", "write", "fsync", "replace", "ftruncate", "link", "mkdir", "fchmod", "lseek")
"""Closing and unlinking do not fail in earnest."""

CODES = (errno.EIO, errno.ENOSPC, errno.EACCES, errno.EINTR)
EVERY = ACTS | FIRST
MOST = 400
"""Calls that no save comes near."""


def at_call(nth: int, what: Callable[[], None], calls: tuple[str, ...], patch: pytest.MonkeyPatch) -> list[int]:
    """Have something happen at the nth call to the system; the count tells whether it came to that."""
    count = [0]

    def standing_in(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:
            count[0] += 1
            if count[0] == nth:
                what()
            return real(*args, **named)

        return call

    for name in calls:
        patch.setattr(os, name, standing_in(getattr(os, name)))
    return count


def prepared(keeper: type[Keeper], folder: Path, act: Act) -> tuple[Keeper, list[Row], list[Row]]:
    """A folder as it was before the act, with the rows before and after it."""
    act.before(keeper(folder))
    old = keeper(folder).look().rows
    return keeper(folder), old, act.step.on(old)


@case("T2", "kill at each call to the system", posix=True)
def killed_at_each_call(keeper: type[Keeper], run: Run) -> Tally:
    tally = Tally()
    for name, act in EVERY.items():
        for nth in range(1, MOST):
            mine, old, new = prepared(keeper, run.place(), act)

            def work(tell: int, nth: int = nth, mine: Keeper = mine, step: Step = act.step) -> None:
                with pytest.MonkeyPatch.context() as patch:
                    at_call(nth, lambda: os.kill(os.getpid(), signal.SIGKILL), CALLS, patch)
                    try:
                        step.do(mine)
                    except mine.refusals:
                        os.write(tell, b"-")
                os.write(tell, b".")

            with child(work) as (_, told):
                heard = everything(told)
            _after(tally, keeper(mine.folder), [new] if heard == b"." else [old, new], act, f"{name}, call {nth}")
            if heard or run.enough(tally):
                break
    return tally


def _after(tally: Tally, keeper: Keeper, allowed: list[list[Row]], act: Act, what: str) -> None:
    tally.tried += 1
    now = judge(tally, keeper.look(), allowed, what)
    three_more(tally, keeper, now, what)
    if now == allowed[-1]:
        no_trace(tally, keeper.folder, act.gone, what)


@case("T2b", "an error or a short write at each call", Goal(refused=None), posix=True)
def refused_at_each_call(keeper: type[Keeper], run: Run) -> Tally:
    tally = Tally()
    codes = {CONTROL: CODES[:1], QUICK: CODES[:2], FULL: CODES}[run.size]
    for (name, act), code in itertools.product(EVERY.items(), codes):
        for nth in range(1, MOST):
            mine, old, new = prepared(keeper, run.place(), act)
            with pytest.MonkeyPatch.context() as patch:
                count = at_call(nth, lambda code=code: _fail(code), FAILING, patch)  # type: ignore[misc]
                said = _said_done(tally, mine, act.step)
            _after_an_error(tally, mine, old, new, act, said=said, what=f"{name}, {errno.errorcode[code]} at {nth}")
            if count[0] < nth or run.enough(tally):
                break
    for name, act in EVERY.items():
        mine, _, new = prepared(keeper, run.place(), act)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "write", _seven_bytes)
            said = _said_done(tally, mine, act.step)
        _after_an_error(tally, mine, new, new, act, said=said, what=f"{name}, seven bytes at a time")
    return tally


_WRITE = os.write


def _seven_bytes(fd: int, content: bytes) -> int:
    return _WRITE(fd, bytes(content)[:7])


def _fail(code: int) -> None:
    raise OSError(code, os.strerror(code))


def _said_done(tally: Tally, keeper: Keeper, step: Step) -> bool:
    try:
        step.do(keeper)
    except keeper.refusals:
        tally.refused += 1
        return False
    return True


def _allowed(step: Step, old: list[Row], new: list[Row], *, said: bool) -> list[list[Row]]:
    """Said saved: it is there. Said not saved: nothing changed.

    A text that could not take the place of its earlier version is added instead, and the earlier one goes with the
    next save: the words come first. An erasing that could not be brought down to the drive is said to have failed,
    though the answer may be gone already: nobody is told that it is gone before it is.
    """
    if step.verb == "erase":
        return [new] if said else [old, new]
    return ([new, [*old, *new[-1:]]] if step.verb == "write over" else [new]) if said else [old]


def _after_an_error(
    tally: Tally, keeper: Keeper, old: list[Row], new: list[Row], act: Act, *, said: bool, what: str
) -> None:
    """Hold it against what was said, then go on working."""
    tally.tried += 1
    beside = [*old, *new[-1:]]
    allowed = _allowed(act.step, old, new, said=said)
    now = judge(tally, keeper.look(), allowed, what)
    if said and now == beside != new:
        keeper.save("causes.next", "one more")
        now = judge(tally, keeper.look(), [[*new, ("s1", "causes.next", "one more")]], f"{what}, then the next save")
    three_more(tally, keeper, now, what)
    if said:
        no_trace(tally, keeper.folder, act.gone, what)


# ---- the same from outside: strace changes the real system calls, whatever Python calls them

TRACED = ("openat", "write", "fsync", "rename", "unlink", "ftruncate", "fchmod", "linkat", "mkdir")
"""Those that change what is on the disk."""

REFUSABLE = ("openat", "write", "fsync", "rename", "fchmod")


BY_STRACE = ("one more answer", "a text typed on", "erasing")
"""One of each kind: a process for every call is slow, and T2 stops all acts at every call."""


@case("T2c", "the same by strace, on the real calls", Goal(refused=None), posix=True, full_only=True)
def by_strace(keeper: type[Keeper], run: Run) -> Tally:
    if not sys.platform.startswith("linux") or not shutil.which("strace"):
        raise Missing("it needs Linux and strace")
    tally = Tally()
    for name in BY_STRACE[: run.many(1, 1, len(BY_STRACE))]:
        for call in TRACED:
            _each_time(tally, keeper, run, name, call, "signal=KILL")
        for call in REFUSABLE if keeper is Store else ():
            _each_time(tally, keeper, run, name, call, "error=ENOSPC")
    return tally


def _each_time(tally: Tally, keeper: type[Keeper], run: Run, name: str, call: str, fault: str) -> None:
    """The fault at the first, the second, the third such call, until the act comes through."""
    act = EVERY[name]
    for nth in range(1, MOST):
        mine, old, new = prepared(keeper, run.place(), act)
        met, said = _traced(mine, name, call, f"inject={call}:{fault}:when={nth}")
        what = f"{name}, {fault} at {call} {nth}"
        if not met:
            break
        if "KILL" in fault:
            _after(tally, keeper(mine.folder), [new] if said == "done" else [old, new], act, what)
        else:
            tally.refused += said == "refused"
            _after_an_error_elsewhere(tally, keeper(mine.folder), old, new, act, said == "done", what)


def _after_an_error_elsewhere(
    tally: Tally, keeper: Keeper, old: list[Row], new: list[Row], act: Act, said: bool, what: str
) -> None:
    """As above, but the window that owed the removal of an earlier text is gone; the next typed text removes it."""
    tally.tried += 1
    allowed = _allowed(act.step, old, new, said=said)
    three_more(tally, keeper, judge(tally, keeper.look(), allowed, what), what)


def _traced(keeper: Keeper, name: str, call: str, fault: str) -> tuple[bool, str]:
    """Whether it came to that call, and what the process said: done, refused, or nothing."""
    paths = _paths(keeper)
    log = keeper.folder.parent / "strace.log"
    tracer = ["strace", "-qq", "-o", str(log), *(word for path in paths for word in ("-P", path))]
    traced = [sys.executable, "-c", CHILD, keeper.name, str(keeper.folder), name]
    command = [*tracer, "-e", f"trace={call}", "-e", fault, *traced]
    root = Path(__file__).resolve().parents[2]
    ran = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if "ptrace" in ran.stderr:
        raise Missing("strace may not trace here")
    injected = "INJECTED" in log.read_text() or ran.returncode < 0 or ran.returncode == 137
    return injected, ran.stdout.strip()


def _paths(keeper: Keeper) -> Iterator[str]:
    for place in (keeper.folder, keeper.file.parent):
        yield str(place)
    yield str(keeper.file)
    for name in (".second-look.part", f"{keeper.file.stem}.edited-1.csv"):
        yield str(keeper.file.parent / name)


CHILD = """
import sys
from pathlib import Path
from tests.torture.keepers import Naive, Store
from tests.torture.t02_calls import EVERY
name, folder, act = sys.argv[1:]
keeper = {"ours": Store, "naive": Naive}[name](Path(folder))
try:
    EVERY[act].step.do(keeper)
except keeper.refusals:
    print("refused")
else:
    print("done")
"""

"""T18, the store's part: what was typed is in the answers file and in what was asked for, and nowhere else."""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

from .acts import Step, child, from_a_spreadsheet
from .cases import Run, Tally, case
from .keepers import Keeper

MARKS = [f"MARKER-{number}-{word}" for number, word in enumerate(("typed", "typed-on", "erased", "refused", "torn"))]


@case("T18", "markers are in the answers file only", posix=True, naive_loses=False)
def nowhere_else(keeper: type[Keeper], run: Run) -> Tally:
    """Home, temp and state folder are our own for it; all that is said is listened to.

    The easy way passes while nothing fails: it writes to one file. What it loses is in the other cases.
    """
    tally = Tally()
    for nth in range(run.many(1, 6, 60)):
        with _a_computer_of_its_own(run.place()) as (computer, said):
            mine = keeper(computer / "data")
            from_a_spreadsheet(mine)
            for step in (Step("save", "causes.a", MARKS[0]), Step("write over", "causes.b", MARKS[1]),
                         Step("write over", "causes.b", "typed over"), Step("save", "causes.c", MARKS[2]),
                         Step("erase", "causes.c")):  # fmt: skip
                step.do(mine)
            said.append(_refused(mine))
            _killed(mine, nth)
            with contextlib.suppress(*mine.refusals):
                mine.save("causes.d", "and on")
        tally.tried += 1
        _found(tally, mine, computer, "".join(said), f"kill {nth}")
    return tally


@contextlib.contextmanager
def _a_computer_of_its_own(place: Path) -> Iterator[tuple[Path, list[str]]]:
    """A home, a temp and a state folder, and everything that is printed."""
    said: list[str] = []
    homes = {name: str(place / name) for name in ("HOME", "TMPDIR", "XDG_STATE_HOME", "XDG_CACHE_HOME", "IPYTHONDIR")}
    for home in homes.values():
        Path(home).mkdir()
    with mock.patch.dict(os.environ, homes), mock.patch.object(tempfile, "tempdir", homes["TMPDIR"]):
        with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()) as err:
            yield place, said
        said += [out.getvalue(), err.getvalue()]


def _refused(keeper: Keeper) -> str:
    """What is said, traceback and all, when a text cannot be saved."""
    full = mock.patch.object(os, "write", side_effect=OSError(28, "No space left on device"))
    with full, contextlib.suppress(*keeper.refusals):
        try:
            keeper.save("causes.a", MARKS[3])
        except keeper.refusals:
            return traceback.format_exc()
    return ""


def _killed(keeper: Keeper, nth: int) -> None:
    """A text typed on, killed at its nth write, whatever that is."""
    real, count = os.write, [0]

    def write(fd: int, content: bytes) -> int:
        count[0] += 1
        if count[0] > nth % 3:
            os._exit(9)
        return real(fd, content)

    def work(_tell: int) -> None:
        with mock.patch.object(os, "write", write):
            keeper.write_over("causes.a", MARKS[4])

    with child(work):
        pass


def _found(tally: Tally, keeper: Keeper, computer: Path, said: str, what: str) -> None:
    shown = {value for _, _, value in keeper.look().rows}
    for mark in MARKS:
        where = [path for path in computer.rglob("*") if path.is_file() and mark.encode() in path.read_bytes()]
        allowed = {keeper.file} if mark in shown else set()
        elsewhere = [path.name for path in where if path not in allowed]
        tally.ghost += bool(elsewhere) + (mark in said)
        if elsewhere or mark in said:
            tally.tell(f"{what}: {mark} is in {elsewhere or 'what was said'}")

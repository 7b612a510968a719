"""What a case is: something done to a store many times, what may be lost by it, and the table of what was."""

from __future__ import annotations

import importlib
import os
import pkgutil
import random
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from .keepers import Keeper, Row, Seen, Store

HERE = Path(__file__).resolve().parent
if str(HERE.parent) not in sys.path:  # run as a script; pytest puts it there by itself
    sys.path.insert(0, str(HERE.parent))

CONTROL, QUICK, FULL = "control", "quick", "full"


class Missing(Exception):  # noqa: N818  it is not the store's error
    """A program or a right that a case needs is not there; one sentence."""


@dataclass
class Tally:
    """What came out of a case."""

    tried: int = 0
    lost: int = 0  # what was said to be saved and is not there, or is not what it was
    ghost: int = 0  # what is shown though nobody saved it, or was said not to be saved, or is wrong without a mark
    later: int = 0  # saves after the accident that were refused, or are not there
    refused: int = 0  # saves that were not done, and said so
    seconds: float = 0.0
    told: list[str] = field(default_factory=list)  # the first few things that went wrong

    def tell(self, what: str) -> None:
        if len(self.told) < 8:
            self.told.append(what[:300])


@dataclass(frozen=True)
class Goal:
    """The most of each that a case may come to; refused is None where the case itself makes saving impossible."""

    lost: int = 0
    ghost: int = 0
    later: int = 0
    refused: int | None = 0

    def missed(self, tally: Tally) -> list[str]:
        """Each number above its goal, in words; a case that tried nothing proved nothing."""
        limits = {"lost": self.lost, "ghost": self.ghost, "later": self.later, "refused": self.refused}
        over = [
            f"{name} {getattr(tally, name)} > {limit}"
            for name, limit in limits.items()
            if limit is not None and getattr(tally, name) > limit
        ]
        return over if tally.tried else ["nothing was tried"]


@dataclass
class Run:
    """What a case gets: a folder, a size, and chance that comes out the same for the same seed."""

    folder: Path
    size: str
    seed: int
    case: str
    places: int = 0

    def __post_init__(self) -> None:
        self.chance = random.Random(f"{self.seed} {self.case}")  # noqa: S311  a seed makes it repeatable

    def many(self, control: int, quick: int, full: int) -> int:
        return {CONTROL: control, QUICK: quick, FULL: full}[self.size]

    def enough(self, tally: Tally) -> bool:
        """The control has lost something: that is all it is asked for."""
        return self.size == CONTROL and bool(tally.lost + tally.ghost + tally.later)

    def place_beside(self) -> Path:
        """Another empty folder, while the first one stays."""
        self.places += 1
        place = self.folder / f"b{self.places}"
        place.mkdir()
        return place

    def place(self) -> Path:
        """An empty folder of its own; the one before it is gone."""
        shutil.rmtree(self.folder / f"p{self.places}", ignore_errors=True)
        self.places += 1
        place = self.folder / f"p{self.places}"
        place.mkdir()
        return place


Work = Callable[[type[Keeper], Run], Tally]


@dataclass(frozen=True)
class Case:
    """One line of the table."""

    name: str
    title: str
    work: Work
    goal: Goal
    posix: bool  # kills, links and modes as only these systems have them
    full_only: bool
    naive_loses: bool  # the easy way comes out above the goal; False only where it harms nothing there

    @property
    def number(self) -> tuple[int, str]:
        return int(re.sub(r"\D", "", self.name)), self.name

    def run(self, keeper: type[Keeper], run: Run) -> Tally:
        began = time.perf_counter()
        tally = self.work(keeper, run)
        tally.seconds = time.perf_counter() - began
        return tally


CASES: list[Case] = []


def case(
    name: str,
    title: str,
    goal: Goal | None = None,
    *,
    posix: bool = False,
    full_only: bool = False,
    naive_loses: bool = True,
) -> Callable[[Work], Work]:
    """Put a function on the list: it does its worst to a keeper and says what came of it."""

    def listed(work: Work) -> Work:
        CASES.append(Case(name, title, work, goal or Goal(), posix, full_only, naive_loses))
        return work

    return listed


def all_cases() -> list[Case]:
    """Every case of every file whose name is t and a number."""
    for module in pkgutil.iter_modules([str(HERE)]):
        if re.match(r"t\d", module.name):
            importlib.import_module(f"{__package__}.{module.name}")
    return sorted(CASES, key=lambda each: each.number)


@contextmanager
def working_folder(size: str) -> Iterator[Path]:
    """Memory for the quick size, since a kill leaves the same there as on a disk; the disk itself for the full one."""
    memory = Path("/dev/shm")  # noqa: S108  a folder of our own is made in it
    quick = size != FULL and memory.is_dir() and os.access(memory, os.W_OK)
    with tempfile.TemporaryDirectory(prefix="torture-", dir=memory if quick else None) as folder:
        yield Path(folder)


def chosen_seed() -> int:
    """TORTURE_SEED, or the day: another one tomorrow, and the same all day long."""
    return int(os.environ.get("TORTURE_SEED") or datetime.now(UTC).strftime("%Y%m%d"))


def table(lines: Sequence[tuple[str, str, Tally, Goal]], seed: int, size: str) -> str:
    """case, tried, lost, ghost, later lost, refused."""
    head = f"{'case':<46}{'store':<8}{'tried':>8}{'lost':>8}{'ghost':>8}{'later lost':>12}{'refused':>9}{'s':>7}"
    body = [
        f"{name:<46}{store:<8}{t.tried:>8}{t.lost:>8}{t.ghost:>8}{t.later:>12}{t.refused:>9}{t.seconds:>7.1f}"
        + ("  above its goal: " + ", ".join(goal.missed(t)) if store == Store.name and goal.missed(t) else "")
        for name, store, t, goal in lines
    ]
    return "\n".join([f"size {size}, seed {seed} (TORTURE_SEED={seed} repeats it)", head, *body])


# ---- judging what is left


def judge(tally: Tally, seen: Seen, allowed: Sequence[list[Row]], what: str) -> list[Row]:
    """Hold what is shown against what it may be: the rows before or the rows after. Returns what is shown."""
    now = seen.rows
    if now in allowed:
        return now
    must = [row for row in allowed[0] if all(row in rows for rows in allowed)]
    lost = sum(row not in now for row in must)
    tally.lost += lost
    tally.ghost += not lost
    tally.tell(f"{what}: {'lost ' + str(lost) if lost else 'ghost'}; {short(now)}; allowed {short(allowed[-1])}")
    return now


def three_more(tally: Tally, keeper: Keeper, before: list[Row], what: str) -> None:
    """Go on working: three more saves must be there, and everything that was."""
    later = [("s1", "causes.later", word) for word in ("one", "two", "three")]
    refused = 0
    for sitting, question, word in later:
        try:
            keeper.save(question, word, sitting)
        except keeper.refusals as trouble:
            refused += 1
            tally.tell(f"{what}: later save refused: {trouble}")
    now = keeper.look().rows
    missing = sum(row not in now for row in later)
    tally.later += max(refused, missing)
    if not missing and now != [*before, *later]:
        gone = sum(row not in now for row in before)
        tally.lost += gone
        tally.ghost += not gone
        tally.tell(f"{what}: after three more {short(now)}; before {short(before)}")


def no_trace(tally: Tally, folder: Path, words: Iterable[str], what: str) -> None:
    """None of these words is anywhere in the folder."""
    everywhere = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    for word in words:
        if word.encode() in everywhere or word.encode("utf-16-le") in everywhere:
            tally.ghost += 1
            tally.tell(f"{what}: “{word[:20]}” is still on the disk")


def short(rows: list[Row]) -> str:
    return f"{len(rows)} rows, last {[(q, v[:16]) for _, q, v in rows[-3:]]}"

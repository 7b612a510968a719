"""What a person does, one step at a time, and what their answers are once it is done."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .keepers import Keeper, Row

WORDS = 'the last, "quoted" note\nwith a second line'


@dataclass(frozen=True)
class Step:
    """One save, one text typed on, or one answer erased."""

    verb: str
    question: str
    value: str = ""

    def do(self, keeper: Keeper) -> None:
        if self.verb == "save":
            keeper.save(self.question, self.value)
        elif self.verb == "write over":
            keeper.write_over(self.question, self.value)
        else:
            keeper.erase(self.question)

    def on(self, rows: list[Row]) -> list[Row]:
        """The rows afterwards."""
        kept = rows if self.verb == "save" else [row for row in rows if row[:2] != ("s1", self.question)]
        return kept if self.verb == "erase" else [*kept, ("s1", self.question, self.value)]


SAVE = Step("save", "causes.a", WORDS)


def some(keeper: Keeper, rows: int = 3) -> None:
    """A few answers, and a letter that was begun."""
    keeper.fill([("s1", f"causes.q{i}", f"{i}, number" if i % 2 else f"number {i}") for i in range(rows)])
    keeper.write_over("causes.letter", "dearest of mine")


def torn(keeper: Keeper) -> None:
    some(keeper)
    with keeper.file.open("ab") as adding:
        adding.write(b'9,2026,s1,causes.x,"torn')


def from_a_spreadsheet(keeper: Keeper) -> None:
    some(keeper)
    keeper.file.write_bytes(keeper.file.read_bytes().replace(b"\n", b"\r\n"))


def header_only(keeper: Keeper) -> None:
    some(keeper)
    keeper.file.write_bytes(keeper.file.read_bytes().partition(b"\n")[0] + b"\n")


@dataclass(frozen=True)
class Act:
    """Something to be interrupted: what was there, the step, and words that must be nowhere once it is done."""

    before: Callable[[Keeper], object]
    step: Step
    gone: tuple[str, ...] = ()


ACTS = {
    "one more answer": Act(some, SAVE),
    "after a torn line": Act(torn, SAVE),
    "a text typed on": Act(some, Step("write over", "causes.letter", WORDS), ("dearest of mine",)),
    "a text typed on after a spreadsheet": Act(
        from_a_spreadsheet, Step("write over", "causes.letter", WORDS), ("dearest of mine",)
    ),
    "erasing": Act(some, Step("erase", "causes.letter"), ("dearest of mine",)),
    "erasing after a spreadsheet": Act(from_a_spreadsheet, Step("erase", "causes.letter"), ("dearest of mine",)),
}
FIRST = {
    "the first answer ever": Act(lambda keeper: None, SAVE),
    "a file with names of columns only": Act(header_only, SAVE),
    "after a spreadsheet": Act(from_a_spreadsheet, SAVE),
}
"""Those in which a file or a folder is made, or put in place of another."""


@contextmanager
def child(work: Callable[[int], None]) -> Iterator[tuple[int, int]]:
    """Another process, with a pipe on which it tells what is done; given are its id and the end to listen to."""
    told, tell = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # a thread of another test may still be there
        pid = os.fork()
    if pid == 0:
        try:
            os.close(told)
            work(tell)
            os._exit(0)
        except BaseException:  # noqa: BLE001  a child must not run the rest of the tests
            os._exit(1)
    os.close(tell)
    try:
        yield pid, told
    finally:
        os.close(told)
        os.waitpid(pid, 0)


def everything(told: int) -> bytes:
    """All that a child still has to tell, until it ends."""
    heard = b""
    while piece := os.read(told, 65536):
        heard += piece
    return heard


def copy(folder: Path, into: Path) -> None:
    """The files of a folder, byte for byte, a name at a time."""
    for path in folder.rglob("*"):
        target = into / path.relative_to(folder)
        if path.is_dir():
            target.mkdir(parents=True, exist_ok=True)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())

"""T13: a file of a newer version: its columns, questions and kinds of answer are kept byte for byte."""

from __future__ import annotations

from workbook.store.lines import written

from .acts import SAVE, Step
from .cases import Run, Tally, case
from .keepers import NOW, Keeper

NEW_COLUMNS = (("mood",), ("mood", "device-name"), ("a", "b", "c"), ())
NEW_VALUES = ("007", "calm, then\\nnot", "1/2", '{"kind": "map", "at": [1, 2]}', "")
STEPS = (SAVE, Step("write over", "causes.letter", "one"), Step("write over", "causes.letter", "two"),
         Step("erase", "causes.letter"))  # fmt: skip


@case("T13", "a newer version's file")
def newer_file(keeper: type[Keeper], run: Run) -> Tally:
    """Twenty files; each lives through a save, a text typed on twice, and one erased."""
    tally = Tally()
    for columns in NEW_COLUMNS:
        for value in NEW_VALUES:
            mine = keeper(run.place())
            mine.file.parent.mkdir()
            whole = _file(columns, value)
            mine.file.write_bytes(whole)
            tally.tried += 1
            for step in STEPS:
                try:
                    step.do(mine)
                except mine.refusals:
                    tally.refused += 1
            now = mine.file.read_bytes()
            gone = [line for line in whole.splitlines() if line not in now.splitlines()]
            tally.lost += len(gone)
            tally.later += ("s1", "causes.a", SAVE.value) not in mine.look().rows
            if gone:
                tally.tell(f"{columns} {value!r}: gone {gone[:1]}")
    return tally


def _file(columns: tuple[str, ...], value: str) -> bytes:
    head = ",".join(["seq", "answered_at", "sitting", "question", "answer", *columns, "check"]).encode()
    lines = [
        written((str(n), NOW.isoformat(), "e1.2.3" if n == 2 else "s1", f"causes.future-{n}.part", value,
                 *("calm" for _ in columns)), "k" if columns else "m")
        for n in range(1, 4)
    ]  # fmt: skip
    return b"\n".join([head, *lines, b""])

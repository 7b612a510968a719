"""Two ways of keeping answers, held the same way: the workbook's store, and the easy way as a control."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workbook import store as workbook_store
from workbook.answers import Answers
from workbook.errors import Trouble
from workbook.store.doubles import Consent
from workbook.store.merge import Ways

CHAPTER = "causes"
NOW = datetime(2026, 11, 21, 21, 4, 5, tzinfo=UTC)

Row = tuple[str, str, str]
"""sitting, question, answer"""


@dataclass(frozen=True)
class Seen:
    """What is shown to a person who opens their answers."""

    rows: list[Row]
    marked: list[bool]  # beside each row: it says that it was changed elsewhere
    damaged: int = 0  # lines that are counted and not shown
    latest: dict[str, str] | None = None  # question -> the answer that counts


class Keeper:
    """One data folder, as one window holds it."""

    name: str
    refusals: tuple[type[BaseException], ...]
    """What it raises when it says "not saved"; anything else that comes out is a crash."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "answers" / f"{CHAPTER}.csv"

    def save(self, question: str, value: str, sitting: str = "s1", at: datetime = NOW) -> None:
        raise NotImplementedError

    def write_over(self, question: str, value: str, sitting: str = "s1", at: datetime = NOW) -> None:
        """A text typed on: the earlier version of the same sitting is to be gone."""
        raise NotImplementedError

    def erase(self, question: str, sitting: str = "s1") -> None:
        raise NotImplementedError

    def fill(self, rows: Sequence[Row]) -> None:
        """Have many answers, the fast way."""
        raise NotImplementedError

    def look(self) -> Seen:
        """What the next window shows; a file that cannot be read shows nothing."""
        raise NotImplementedError

    def export(self, name: str, content: bytes) -> Path:
        """Put a summary into its folder."""
        raise NotImplementedError

    def table(self, texts: Sequence[str]) -> bytes:
        """A CSV to hand over that has these answers, a row each."""
        raise NotImplementedError

    def merge(self) -> None:
        """Put what a sync service left beside the answers with them, once the person said so."""
        raise NotImplementedError


class Store(Keeper):
    """The workbook's own."""

    name = "ours"
    refusals = (Trouble,)

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.store = workbook_store.Store(folder)

    def save(self, question: str, value: str, sitting: str = "s1", at: datetime = NOW) -> None:
        self.store.append(CHAPTER, sitting, question, value, at)

    def write_over(self, question: str, value: str, sitting: str = "s1", at: datetime = NOW) -> None:
        self.store.replace(CHAPTER, sitting, question, value, at)

    def erase(self, question: str, sitting: str = "s1") -> None:
        self.store.erase(CHAPTER, sitting, question)

    def fill(self, rows: Sequence[Row]) -> None:
        for sitting, question, value in rows:
            self.save(question, value, sitting)

    def look(self) -> Seen:
        try:
            read = workbook_store.Store(self.folder).read(CHAPTER)
        except Trouble:
            return Seen([], [])
        found, questions = Answers(read.answers), {a.question for a in read.answers}
        return Seen(
            [(a.sitting, a.question, a.value) for a in read.answers],
            [a.edited for a in read.answers],
            read.damaged,
            {question: found.value(question) for question in questions},
        )

    def export(self, name: str, content: bytes) -> Path:
        return self.store.write_summary(name, content)

    def table(self, texts: Sequence[str]) -> bytes:
        from handed_over import TEXTS, handed_over
        from made_up import said

        told = said(*((TEXTS[0], text, f"s{n}") for n, text in enumerate(texts, 1)))
        return handed_over(told, "csv", [f"words.{TEXTS[0]}.s{n}" for n in range(1, len(texts) + 1)])

    def merge(self) -> None:
        ways = Ways(lambda question: question == "causes.letter", lambda _: ())
        shown = self.store.propose(CHAPTER, ways).left
        self.store.settle(CHAPTER, ways, Consent([left.key for left in shown]))


NAMES = ["seq", "answered_at", "sitting", "question", "answer", "check"]


class _ThroughOs(io.RawIOBase):
    """A file whose bytes go through os.write, where a fault can stand in their way."""

    def __init__(self, fd: int) -> None:
        super().__init__()
        self.fd = fd

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        return os.write(self.fd, content)

    def close(self) -> None:
        if not self.closed:
            super().close()
            os.close(self.fd)


class Naive(Keeper):
    """pandas read_csv, concat, to_csv, in the same columns: what a notebook does when nobody thinks about it.

    The bytes go through os as open() and write() would send them, so that a fault there finds them.
    """

    name = "naive"
    refusals = (Exception,)

    def _frame(self) -> Any:
        import pandas as pd

        return pd.read_csv(self.file) if self.file.exists() else pd.DataFrame(columns=NAMES)

    def _put(self, frame: Any) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        fd = os.open(self.file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        with io.TextIOWrapper(io.BufferedWriter(_ThroughOs(fd)), "utf-8", newline="") as file:
            frame.to_csv(file, index=False)

    def _added(self, frame: Any, rows: Sequence[Row], at: datetime) -> Any:
        import pandas as pd

        new = [
            (len(frame) + n, at.isoformat(), sitting, question, value, "")
            for n, (sitting, question, value) in enumerate(rows, 1)
        ]
        more = pd.DataFrame(new, columns=NAMES)
        return pd.concat([frame, more], ignore_index=True) if len(frame) else more

    def save(self, question: str, value: str, sitting: str = "s1", at: datetime = NOW) -> None:
        self._put(self._added(self._frame(), [(sitting, question, value)], at))

    def write_over(self, question: str, value: str, sitting: str = "s1", at: datetime = NOW) -> None:
        self._put(self._added(self._without(question, sitting), [(sitting, question, value)], at))

    def erase(self, question: str, sitting: str = "s1") -> None:
        self._put(self._without(question, sitting))

    def _without(self, question: str, sitting: str) -> Any:
        frame = self._frame()
        return frame[(frame["question"] != question) | (frame["sitting"] != sitting)]

    def fill(self, rows: Sequence[Row]) -> None:
        self._put(self._added(self._frame(), rows, NOW))

    def look(self) -> Seen:
        try:
            frame = self._frame()[NAMES[1:5]].astype(object)
            told = [["" if each != each else str(each) for each in row] for row in frame.itertuples(index=False)]  # noqa: PLR0124  nan
            latest = {question: max(r for r in told if r[2] == question)[3] for question in {r[2] for r in told}}
            return Seen([(r[1], r[2], r[3]) for r in told], [False] * len(told), 0, latest)
        except Exception:  # noqa: BLE001  whatever pandas makes of a broken file
            return Seen([], [])

    def export(self, name: str, content: bytes) -> Path:
        folder = self.folder / "summaries"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / name
        path.write_bytes(content)
        return path

    def table(self, texts: Sequence[str]) -> bytes:
        import pandas as pd

        frame = pd.DataFrame({"day": "2026-11-21", "part": "", "question": "", "answer": list(texts)})
        return frame.to_csv(index=False).encode()

    def merge(self) -> None:
        import pandas as pd

        copies = sorted(path for path in self.file.parent.iterdir() if path != self.file)
        frames = [self._frame(), *(pd.read_csv(path) for path in copies)]
        self._put(pd.concat(frames, ignore_index=True).drop_duplicates())
        for path in copies:
            path.unlink()

"""The same records as tidy pandas frames, for anyone who wants to look closer; shown, it is one sentence and no data.

pandas is loaded when a frame is first asked for. What was skipped is empty (<NA>), never a zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from workbook import series
from workbook.answers import Answers
from workbook.questions import Chapter, Content

if TYPE_CHECKING:
    import pandas as pd

CLOSED = "The same answers as tables, for people who write code."

Row = Mapping[str, Any]
TEXT, WHOLE, DAY, FLAG = "string", "Int64", "datetime64[s]", "boolean"


def history(answers: Answers, content: Content, fill: Callable[[str], str] = str) -> History:
    """What was said over time, as tables; none is made before it is looked at. fill puts names into wording."""
    return History(answers, content, fill)


class History:
    """Tables of what was said, each made when it is first looked at.

    checkins   one row a day: day, mood, urge, sleep, contact, in_touch, cried, line
    causes     one row a picked cause: cause, name, part, part_rank, whose, could_change, could_change_rank
    motives    one row a picked reason and sitting: group, motive, name, sitting, day, strength, strength_rank
    readiness  one row a question and sitting: question, name, sitting, day, view
    urges      one row an urge: day, kind, strength, helped, told_in, sitting
    slips      one row a slip: day, what, taught, told_in, sitting
    promises   one row a promise: entry, who, what, by_when, kept, kept_on, note, open
    answers    one row a question and sitting: chapter, question, sitting, day, answer
    """

    def __init__(self, answers: Answers, content: Content, fill: Callable[[str], str] = str) -> None:
        self._said = answers
        self._content = content
        self._fill = fill

    def __repr__(self) -> str:
        return CLOSED

    def _repr_html_(self) -> str:
        return f"<p>{CLOSED}</p>"

    @cached_property
    def checkins(self) -> pd.DataFrame:
        numbers = ("mood", "urge", "sleep")
        kinds = {
            "day": DAY,
            **dict.fromkeys(numbers, WHOLE),
            "contact": TEXT,
            "in_touch": FLAG,
            "cried": FLAG,
            "line": TEXT,
        }
        return _frame(kinds, (
            {
                "day": each.day, **{name: getattr(each, name) for name in numbers}, "contact": " ".join(each.contact),
                "in_touch": each.in_touch, "cried": each.cried, "line": each.line,
            }
            for each in series.check_ins(self._said)
        ))  # fmt: skip

    @cached_property
    def causes(self) -> pd.DataFrame:
        kinds = {"cause": TEXT, "name": TEXT, "part": TEXT, "part_rank": WHOLE, "whose": TEXT,
                 "could_change": TEXT, "could_change_rank": WHOLE}  # fmt: skip
        return _frame(kinds, (
            {
                "cause": each.id, "name": self._fill(each.name), "part": each.part_label,
                "part_rank": each.part, "whose": " ".join(each.whose), "could_change": each.change_label,
                "could_change_rank": each.change,
            }
            for each in self._of("causes", series.causes)
        ))  # fmt: skip

    @cached_property
    def motives(self) -> pd.DataFrame:
        kinds = {"group": TEXT, "motive": TEXT, "name": TEXT, "sitting": TEXT, "day": DAY, "strength": TEXT,
                 "strength_rank": WHOLE}  # fmt: skip
        return _frame(kinds, (
            {
                "group": each.group.rpartition(".")[2], "motive": each.id, "name": self._fill(each.name),
                "sitting": point.sitting, "day": point.day, "strength": point.label, "strength_rank": point.rank,
            }
            for each in self._of("motives", series.motives)
            for point in each.points
        ))  # fmt: skip

    @cached_property
    def readiness(self) -> pd.DataFrame:
        kinds = {"question": TEXT, "name": TEXT, "sitting": TEXT, "day": DAY, "view": TEXT}
        return _frame(kinds, (
            {"question": each.question, "name": self._fill(each.name), "sitting": sitting, "day": day, "view": key}
            for each in self._of("readiness", series.readiness)
            for sitting, day, key in each.points
        ))  # fmt: skip

    @cached_property
    def urges(self) -> pd.DataFrame:
        kinds = {"day": DAY, "kind": TEXT, "strength": WHOLE, "helped": TEXT, "told_in": TEXT, "sitting": TEXT}
        return _frame(kinds, (
            {
                "day": each.day, "kind": each.kind, "strength": each.strength, "helped": each.helped,
                "told_in": _told_in(each.sitting), "sitting": each.sitting,
            }
            for each in series.urges(self._said)
        ))  # fmt: skip

    @cached_property
    def slips(self) -> pd.DataFrame:
        kinds = {"day": DAY, "what": TEXT, "taught": TEXT, "told_in": TEXT, "sitting": TEXT}
        return _frame(kinds, (
            {
                "day": each.day, "what": each.what, "taught": each.taught, "told_in": _told_in(each.sitting),
                "sitting": each.sitting,
            }
            for each in series.slips(self._said)
        ))  # fmt: skip

    @cached_property
    def promises(self) -> pd.DataFrame:
        kinds = {"entry": TEXT, "who": TEXT, "what": TEXT, "by_when": DAY, "kept": TEXT, "kept_on": DAY, "note": TEXT,
                 "open": FLAG}  # fmt: skip
        section = self._content.section("rebuild.promise")
        return _frame(kinds, (
            {
                "entry": each.entry, "who": each.who, "what": each.what, "by_when": each.by_when, "kept": each.kept,
                "kept_on": each.kept_on, "note": each.note, "open": each.is_open,
            }
            for each in (series.promises(self._said, section) if section else ())
        ))  # fmt: skip

    @cached_property
    def answers(self) -> pd.DataFrame:
        kinds = {"chapter": TEXT, "question": TEXT, "sitting": TEXT, "day": DAY, "answer": TEXT}
        return _frame(kinds, (
            {
                "chapter": row.question.partition(".")[0], "question": row.question, "sitting": row.sitting,
                "day": row.at.date(), "answer": row.value,
            }
            for row in self._said.rows
            if row.value and self._said.in_sitting(row.question, row.sitting) is row
        ))  # fmt: skip

    def _of(self, chapter: str, read: Callable[[Answers, Chapter], Sequence[Any]]) -> Sequence[Any]:
        found = self._content.chapter(chapter)
        return read(self._said, found) if found else ()


def _told_in(sitting: str) -> str:
    return "log" if sitting.startswith("e") else "check-in"


def _frame(kinds: Mapping[str, str], rows: Iterable[Row]) -> pd.DataFrame:
    """Typed the same whether there is a row or none; an empty text is a missing one."""
    import pandas as pd  # noqa: PLC0415 (only someone who looks closer pays for it)

    listed = [{name: None if value == "" else value for name, value in row.items()} for row in rows]
    columns = {name: [row[name] for row in listed] for name in kinds}
    return pd.DataFrame({
        name: pd.Series(values, dtype=kind)
        for (name, kind), values in zip(kinds.items(), columns.values(), strict=True)
    })  # fmt: skip

"""The answers behind a summary as a table: cells of text, or CSV that no program takes for a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]
from openpyxl.styles import Alignment, Font  # type: ignore[import-untyped]
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]

from workbook.answers import Answer, Answers
from workbook.export.blocks import plain
from workbook.export.parcel import still
from workbook.questions import Content, Question, Words
from workbook.summary import Summary, SummaryLine
from workbook.wording import Wording

COLUMNS = ("day", "part", "question", "answer", "id")
WIDTHS = (20, 24, 44, 70, 40)
MEASURED = ("change.mood", "change.urge", "change.sleep")
TELLING = ("session.", "situation.", "causes.", "motives.", "strengths.", "questions.", "cause.", "motive.", "answer.")
"""Lines that give an answer as it was given."""
LONGEST = 16_000
"""Characters in one cell; twice as many are the most that a spreadsheet keeps."""

_STARTS = ';,\t|\r\n"'  # after these a program with another separator or quote rule may see a new cell
_LIVE = "'=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20"  # a cell that begins so may be run, or holds our own mark
_GUARDED = re.compile(f"(?:\\A|(?<=[{_STARTS}]))(?=[{_LIVE}])")
_MARKED = re.compile(f"(?:\\A|(?<=[{_STARTS}]))'")
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def guard(text: str) -> str:
    """The same with an apostrophe wherever a spreadsheet could begin to read a formula."""
    return _GUARDED.sub("'", text)


def unguard(text: str) -> str:
    """Exactly what was guarded."""
    return _MARKED.sub("", text)


@dataclass(frozen=True, slots=True)
class Row:
    """One answer: a day or a moment, where it was asked, the words of question and answer, and the permanent id."""

    day: str
    part: str
    question: str
    answer: str
    id: str

    def cells(self) -> tuple[str, ...]:
        return tuple(plain(getattr(self, column)) for column in COLUMNS)


def rows(summary: Summary, answers: Answers, content: Content, wording: Wording, *, times: bool = False) -> list[Row]:
    """Each answer that a ticked line tells of, every time it was given; days only, unless times are asked for.

    A private answer is in no table, and a text only where that very text is ticked.
    """
    ticked = summary.shown().lines()
    ids = {line.id for line in ticked}
    told = {question for line in ticked for question in line.rests_on if _tells(line, question)}
    return [
        Row(_when(row, times=times), part, name, wording.in_words(question, row.value), question.id)
        for part, name, question in _asked(content, wording)
        for row in answers.by_sitting(question.id)
        if (f"words.{question.id}.{row.sitting}" in ids if _is_quoted(question) else question.id in told)
    ]


def _tells(line: SummaryLine, question: str) -> bool:
    """Whether a line gives this answer itself; one that is worked out from many gives none of them."""
    if question.startswith("check-in."):
        return line.id in MEASURED and question == line.id.replace("change.", "check-in.today.")
    if line.kind == "criterion":
        return question.startswith("readiness.")
    return line.id.startswith(TELLING)


def _is_quoted(question: Question) -> bool:
    """A text of which every version has a tick of its own; those for the session have one tick each."""
    return isinstance(question, Words) and not question.id.startswith("summary.session.")


def _asked(content: Content, wording: Wording) -> Iterator[tuple[str, str, Question]]:
    """Part, name and question, in the order of the notebooks; what was picked shows in what was said of it."""
    for chapter in content.chapters:
        for section in chapter.sections:
            of_items = [(f"{item.name}: {each.name or each.ask}", each) for item in section.items for each in item.each]
            plainly = [(each.name or each.ask, each) for each in section.asked]
            for name, question in (*of_items, *plainly):
                if not (question.private or question.stop or question.kept):
                    yield wording.fill(chapter.title), wording.fill(name), question


def _when(row: Answer, *, times: bool) -> str:
    return row.at.isoformat() if times else row.at.date().isoformat()


# ---- as files


def csv_file(found: Iterable[Row], wording: Wording) -> bytes:
    """UTF-8 with a mark that spreadsheets know it by; every cell quoted, and none that could be a formula."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(_heads(wording))
    writer.writerows([guard(cell) for cell in row.cells()] for row in found)
    return b"\xef\xbb\xbf" + written.getvalue().encode("utf-8")


def xlsx(found: Iterable[Row], wording: Wording, language: str, made: date) -> bytes:
    """One sheet; each cell is text and stays text when somebody types in it."""
    book = Workbook(write_only=True)
    title = wording.say("summary.table-title")
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for number, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    _append(sheet, _line(sheet, bold=True), _heads(wording))
    line = _line(sheet)
    for row in found:
        for piece in _pieces(row, wording):
            _append(sheet, line, piece.cells())
    written = io.BytesIO()
    book.save(written)
    return still(written.getvalue(), title, language, made)


def _heads(wording: Wording) -> list[str]:
    return [wording.say(f"summary.table-{column}") for column in COLUMNS]


def _line(sheet: Any, *, bold: bool = False) -> list[Any]:
    """A row of cells: wrapped, from the top, and text even to somebody who types in them."""
    line = [WriteOnlyCell(sheet, "") for _ in COLUMNS]
    for cell in line:
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        cell.font = Font(bold=bold)
        cell.quotePrefix = True
    return line


def _append(sheet: Any, line: Sequence[Any], texts: Iterable[str]) -> None:
    """Typed as text whatever it looks like; what looks like an escape of the format is escaped itself.

    A row is written as it is appended, so the same cells serve for the next.
    """
    for cell, text in zip(line, texts, strict=True):
        cell.value = _ESCAPE_LIKE.sub("_x005F_", text)
        cell.data_type = "s"
    sheet.append(line)


def _pieces(row: Row, wording: Wording) -> Iterator[Row]:
    """A row; an answer too long for one cell goes on in the rows below, and nothing is cut."""
    count = -(-len(row.answer) // LONGEST)
    if count <= 1:
        yield row
        return
    for number in range(count):
        part = row.answer[number * LONGEST : (number + 1) * LONGEST]
        name = wording.say("summary.table-piece", name=row.question, number=number + 1, count=count)
        yield replace(row, answer=part, question=name)

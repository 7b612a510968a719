"""The invented person of content/<language>/example.toml -> three months of answers, dated back from a last day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from workbook.answers import check
from workbook.content import CONTENT
from workbook.dictionary import datapackage
from workbook.errors import StoreError
from workbook.paths import INVENTED
from workbook.questions import Chapter, Content, Words
from workbook.rulebook import load
from workbook.store import Store, write_file
from workbook.tables import LARGEST, Table, read_toml

BETWEEN_ANSWERS = timedelta(seconds=20)
ZONE = timezone(timedelta(hours=0))
FURTHEST = 366
"""Days; the example is about one spring, not about a life."""


@dataclass(frozen=True, slots=True)
class Given:
    """One answer of the invented person."""

    chapter: str
    sitting: str
    question: str
    value: str
    at: datetime


def write(folder: Path, ending: date, language: str = "en") -> None:
    """Fill an empty data folder as if the person had answered until that day.

    Raises StoreError when something is there already, ContentError when the example does not fit its questions.
    """
    store = Store(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StoreError("example-not-empty", path=str(folder))
    content = load(language).content
    for given in sorted(answers(content, ending), key=lambda each: each.at):
        question = content.question(given.question)
        save = store.replace if isinstance(question, Words) else store.append
        save(given.chapter, given.sitting, given.question, given.value, given.at)
    store.write_dictionary(datapackage(content))
    write_file(folder / INVENTED, b"These answers were made up. They are nobody's.\n")


def is_example(folder: Path) -> bool:
    """Whether the answers in this data folder are the invented person's."""
    return (folder / INVENTED).is_file()


def answers(content: Content, ending: date) -> Iterator[Given]:
    """Every answer, each checked against its question."""
    file = read_toml(CONTENT / content.language / "example.toml")
    file.whole("days")
    counted: dict[str, int] = {}
    for table, chapter_id in _tables(file):
        chapter = content.chapter(chapter_id)
        if chapter is None:
            raise table.wrong("chapter", f"is “{chapter_id}”, which is not there")
        if entry := table.whole("entry", 0):
            sitting = f"e{entry}"
        else:
            counted[chapter_id] = counted.get(chapter_id, 0) + 1
            sitting = f"s{counted[chapter_id]}"
        yield from _sitting(table, chapter, sitting, ending)
    file.done()


def _tables(file: Table) -> Iterator[tuple[Table, str]]:
    yield from ((table, "check-in") for table in file.tables("check-in"))
    yield from ((table, table.name("chapter")) for table in file.tables("sitting"))


def _sitting(table: Table, chapter: Chapter, sitting: str, ending: date) -> Iterator[Given]:
    at = datetime.combine(_before(table, table.whole("days-before"), ending), table.hour("time"), ZONE)
    said = table.anything("answers") if table.has("answers") else table.rest(prefix="today.")
    table.done()
    for number, (name, value) in enumerate(said.items()):
        asked = next((each for each in chapter.questions() if each.id == f"{chapter.id}.{name}"), None)
        if asked is None:
            raise table.wrong(name, f"is not a question of {chapter.id}")
        kept = check(asked, _as_text(table, name, value, ending))
        yield Given(chapter.id, sitting, asked.id, kept, at + number * BETWEEN_ANSWERS)


def _before(table: Table, days: int, ending: date) -> date:
    if abs(days) > FURTHEST:
        raise table.wrong("days-before", f"must be no more than {FURTHEST} days away")
    return ending - timedelta(days=days)


def _as_text(table: Table, name: str, value: Any, ending: date) -> str:
    """A list of keys, a number, a date given as days before the last day, or a text."""
    match value:
        case str():
            return value
        case int() if not isinstance(value, bool) and abs(value) <= LARGEST:
            return str(value)
        case list() if all(isinstance(each, str) for each in value):
            return " ".join(value)
        case {"days-before": int(days)} if not isinstance(days, bool):
            return _before(table, days, ending).isoformat()
    raise table.wrong(name, "must be a text, a number, a list of keys, or {days-before = 3}")

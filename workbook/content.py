"""content/<language>/ -> the records of questions.py; anything wrong is a ContentError naming file, id and key."""

from __future__ import annotations

from pathlib import Path

from workbook.kinds import Shared, option, question
from workbook.parts import section
from workbook.questions import NOT_SURE, Chapter, Content, Option, Scale
from workbook.tables import Table, read_toml, unique

CONTENT = Path(__file__).parent / "content"
NOT_CHAPTERS = frozenset(["scales", "criteria", "stops", "help", "sources", "messages", "wording", "example"])
REPEATS = ("", "each-day", "after-a-day")


def load_content(language: str = "en", root: Path = CONTENT) -> Content:
    """Every chapter of one language, in the order of their notebooks.

    Raises ContentError.
    """
    folder = root / language
    scales = load_scales(folder / "scales.toml")
    shared = Shared(scales, read_toml(folder / "wording.toml").table("page").text("not-sure", "Not sure"))
    files = sorted(
        path
        for path in folder.glob("*.toml")
        if path.stem.partition("-")[0] not in NOT_CHAPTERS or path.stem == "check-in"
    )
    chapters = [_chapter(read_toml(path), shared) for path in files]
    return Content(language, tuple(sorted(chapters, key=lambda chapter: chapter.notebook)), dict(scales))


def load_scales(path: Path) -> dict[str, Scale]:
    """Scales by id."""
    table = read_toml(path)
    found = table.tables("scale")
    table.done()
    unique((each, each.name()) for each in found)
    return {scale.id: scale for scale in map(_scale, found)}


def _scale(table: Table) -> Scale:
    levels = tuple(option(level) for level in table.tables("level"))
    scale = Scale(table.name(), levels, Option(NOT_SURE, table.text("unsure")))
    table.done()
    return scale


def _chapter(file: Table, shared: Shared) -> Chapter:
    head = file.table("chapter")
    chapter_id = head.name()
    if file.file.rpartition("/")[2] != f"{chapter_id}.toml":
        raise head.wrong("id", f"must be the file's own name, not “{chapter_id}”")
    sections, kept = file.tables("section"), file.tables("kept")
    _one_name_space(sections)
    repeat = head.text("repeat", "")
    if repeat not in REPEATS:
        raise head.wrong("repeat", f"is “{repeat}”; it is one of: {', '.join(filter(None, REPEATS))}, or empty")
    chapter = Chapter(
        id=chapter_id,
        phase=head.name("phase"),
        title=head.text("title"),
        lead=head.text("lead", ""),
        minutes=head.whole("minutes", 0),
        notebook=head.text("notebook"),
        repeat=repeat,
        settle=head.text("settle", ""),
        sections=tuple(section(each, chapter_id, shared) for each in sections),
        kept=tuple(question(each, chapter_id, shared, kept=True) for each in kept),
    )
    head.done()
    file.done()
    return chapter


def _one_name_space(sections: tuple[Table, ...]) -> None:
    names = [(each, each.name()) for each in sections]
    names += [(item, item.name()) for each in sections for item in each.tables("item")]
    unique(names)

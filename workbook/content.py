"""content/<language>/ -> the records of questions.py; anything wrong is a ContentError naming file, id and key."""

from __future__ import annotations

from pathlib import Path

from workbook.kinds import Shared, option, question
from workbook.questions import NOT_SURE, Chapter, Choices, Content, Item, Lesson, Option, Scale, Section
from workbook.tables import Table, read_toml, unique

CONTENT = Path(__file__).parent / "content"
NOT_CHAPTERS = frozenset(["scales", "criteria", "stops", "help", "sources", "wording", "example"])
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
        sections=tuple(_section(section, chapter_id, shared) for section in sections),
        kept=tuple(question(each, chapter_id, shared, kept=True) for each in kept),
    )
    head.done()
    file.done()
    return chapter


def _one_name_space(sections: tuple[Table, ...]) -> None:
    names = [(section, section.name()) for section in sections]
    names += [(item, item.name()) for section in sections for item in section.tables("item")]
    unique(names)


def _section(table: Table, chapter: str, shared: Shared) -> Section:
    section_id = f"{chapter}.{table.name()}"
    questions, each = table.tables("question"), table.tables("each")
    unique((asked, asked.name()) for asked in (*questions, *each))
    items = tuple(_item(item, chapter, each, shared) for item in table.tables("item"))
    section = Section(
        id=section_id,
        title=table.text("title"),
        lead=table.text("lead", ""),
        settle=table.text("settle", ""),
        lessons=tuple(map(_lesson, table.tables("lesson"))),
        pick=_pick(table, section_id, items) if items else None,
        items=items,
        asked=tuple(question(asked, section_id, shared) for asked in questions),
        log=table.flag("log"),
        entry_name=table.text("entry-name", ""),
    )
    _conditions_hold(table, section)
    table.done()
    return section


def _conditions_hold(table: Table, section: Section) -> None:
    by_id = {asked.id: asked for asked in section.asked}
    for asked in section.asked:
        if not asked.when:
            continue
        if asked.when.question not in by_id:
            raise table.wrong("when", f"of {asked.id} names {asked.when.question}, which is not in this section")
        known = {choice.key for choice in getattr(by_id[asked.when.question], "options", ())}
        if not asked.when.keys <= known:
            raise table.wrong("when", f"of {asked.id} names a key that {asked.when.question} does not have")


def _lesson(table: Table) -> Lesson:
    lesson = Lesson(
        table.name(), table.text("title", ""), table.texts("text"), table.texts("sources"), table.text("after", "")
    )
    table.done()
    return lesson


def _pick(table: Table, section_id: str, items: tuple[Item, ...]) -> Choices:
    return Choices(
        id=section_id,
        ask=table.text("pick"),
        name=table.text("title"),
        hint=table.text("pick-hint", ""),
        why=table.text("pick-why", ""),
        options=tuple(Option(item.id, item.name, item.hint) for item in items),
        sources=tuple(dict.fromkeys(source for item in items for source in item.sources)),
    )


def _item(table: Table, chapter: str, each: tuple[Table, ...], shared: Shared) -> Item:
    item_id = table.name()
    item = Item(
        id=item_id,
        name=table.text("name"),
        hint=table.text("hint", ""),
        sources=table.texts("sources"),
        codes=table.texts("codes"),
        each=tuple(question(asked, f"{chapter}.{item_id}", shared) for asked in each),
    )
    table.done()
    return item

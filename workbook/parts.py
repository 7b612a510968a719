"""A section's table -> its record, with its lessons, items, questions and follow-ups."""

from __future__ import annotations

from collections.abc import Iterator

from workbook.kinds import Shared, condition, question
from workbook.questions import Choices, Condition, FollowUps, Item, Lesson, Option, Section
from workbook.tables import Table, unique


def section(table: Table, chapter: str, shared: Shared) -> Section:
    """The record of one [[section]].

    Raises ContentError.
    """
    section_id = f"{chapter}.{table.name()}"
    questions, each, later = table.tables("question"), table.tables("each"), table.tables("follow-up")
    unique((asked, asked.name()) for asked in (*questions, *each, *later))
    items = tuple(_item(item, chapter, each, shared) for item in table.tables("item"))
    made = Section(
        id=section_id,
        title=table.text("title"),
        lead=table.text("lead", ""),
        settle=table.text("settle", ""),
        lessons=tuple(_lesson(lesson, section_id) for lesson in table.tables("lesson")),
        pick=_pick(table, section_id, items) if items else None,
        items=items,
        asked=tuple(question(asked, section_id, shared) for asked in questions),
        log=table.flag("log"),
        entry_name=table.text("entry-name", ""),
        follow_ups=_follow_ups(later, section_id, shared),
        block=table.flag("block"),
        before=table.texts("before"),
        needs_open=table.flag("needs-open"),
        stays_open=table.flag("stays-open"),
        unless=table.text("unless", ""),
        checks=table.flag("checks"),
        burns=table.flag("burns"),
        sheet=table.flag("sheet"),
        shows=table.texts("shows"),
        first_under_pause=condition(table, "first-under-pause", section_id),
    )
    _conditions_hold(table, made)
    _belongs_together(table, made)
    table.done()
    return made


def _follow_ups(tables: tuple[Table, ...], section_id: str, shared: Shared) -> FollowUps | None:
    """What the first of them says of all: when they are asked, and what ends them."""
    if not tables:
        return None
    first = tables[0]
    due, after, until = first.text("due", ""), condition(first, "after", section_id), frozenset(first.texts("until"))
    asked = tuple(question(each, section_id, shared) for each in tables)
    if not until <= {option.key for option in getattr(asked[0], "options", ())}:
        raise first.wrong("until", f"names a key that {asked[0].id} does not have")
    return FollowUps(asked=asked, due=f"{section_id}.{due}" if due else "", after=after, until=until)


def _conditions_hold(table: Table, made: Section) -> None:
    for key, held in _conditions(made):
        by = next((asked for asked in made.asked if asked.id == held.question), None)
        if by is None:
            raise table.wrong(key, f"names {held.question}, which is not in this section")
        if not held.keys <= {choice.key for choice in getattr(by, "options", ())}:
            raise table.wrong(key, f"names a key that {held.question} does not have")


def _conditions(made: Section) -> Iterator[tuple[str, Condition]]:
    yield from (("when", asked.when) for asked in made.asked if asked.when)
    yield from (("when", lesson.when) for lesson in made.lessons if lesson.when)
    if made.first_under_pause:
        yield "first-under-pause", made.first_under_pause
    if made.follow_ups and made.follow_ups.after:
        yield "after", made.follow_ups.after


def _belongs_together(table: Table, made: Section) -> None:
    """Keys that mean nothing without another."""
    if made.follow_ups and made.follow_ups.due not in ("", *(asked.id for asked in made.asked)):
        raise table.wrong("due", f"names {made.follow_ups.due}, which is not in this section")
    for key, given in (("follow-up", made.follow_ups), ("checks", made.checks), ("burns", made.burns)):
        if given and not made.log:
            raise table.wrong(key, "belongs to a section with log = true")
    plain = set() if made.log else {asked.id.rpartition(".")[2] for asked in made.asked}
    for lesson in made.lessons:
        if lesson.after and lesson.after not in plain:
            raise table.wrong("lesson", f"“{lesson.id}” comes after “{lesson.after}”, where it would never be shown")
    if made.block and (not made.before or not all(asked.private and asked.stop for asked in made.asked)):
        raise table.wrong("block", "needs “before”, and questions that are private and name a stop")


def _lesson(table: Table, section_id: str) -> Lesson:
    lesson = Lesson(
        id=table.name(),
        title=table.text("title", ""),
        text=table.texts("text"),
        sources=table.texts("sources"),
        after=table.text("after", ""),
        when=condition(table, "when", section_id),
        unless=table.text("unless", ""),
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
    made = Item(
        id=item_id,
        name=table.text("name"),
        hint=table.text("hint", ""),
        sources=table.texts("sources"),
        codes=table.texts("codes"),
        each=tuple(question(asked, f"{chapter}.{item_id}", shared) for asked in each),
    )
    table.done()
    return made

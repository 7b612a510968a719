"""Section + answers + what else is known -> the Page that a form draws; pure."""

from __future__ import annotations

from collections.abc import Iterator

from workbook.answers import sitting_order
from workbook.kinds import KIND_OF
from workbook.pages.view import View, help_page
from workbook.questions import APART, Choices, Item, Lesson, Number, Option, Question, Section, Words
from workbook.screen import Button, Field, Group, Page, Part, Shown, Told


def section_page(section: Section, view: View) -> Page:
    """One form: notices, what is told, what is asked, and what may be asked next."""
    parts = tuple(_parts(section, view))
    asked = [each for each in _fields(parts) if each.type == "field"]
    answered = sum(bool(each.value) for each in asked)
    words = view.wording
    return Page(
        id=section.id,
        kind="section",
        title=words.fill(section.title),
        lead=words.fill(section.lead),
        answered=answered,
        asked=0 if section.log else len(asked),
        progress=words.say("page.progress", answered=answered, asked=len(asked)),
        saved=_saved(section, view),
        parts=(*view.notices, *parts),
        settle=words.fill(section.settle),
        help=help_page(view),
        words=words.group("form"),
    )


def _saved(section: Section, view: View) -> str:
    """ "Saved 21:04", or the day where it was not today; empty while nothing of this sitting is on disk."""
    found = (row for question in section.questions() for row in view.answers.by_sitting(question.id))
    rows = [row for row in found if section.log or row.sitting == view.sitting]
    if not rows:
        return ""
    at = max(row.at for row in rows).astimezone(view.now.tzinfo)
    if at.date() == view.now.date():
        return view.wording.say("page.saved", time=f"{at:%H:%M}")
    return view.wording.say("page.saved-before", day=view.wording.day(at.date(), view.now.date()))


def _parts(section: Section, view: View) -> Iterator[Part]:
    yield from (_told(lesson, view) for lesson in section.lessons if not lesson.after)
    if section.log:
        yield from _log(section, view)
        return
    if section.pick:
        yield _field(section.pick, view, view.sitting)
        yield from _picked(section, section.pick, view)
    for question in section.asked:
        if _is_asked(question, section, view):
            yield _field(question, view, view.sitting)
            yield from view.beside.get(question.id, ())
        after = question.id.rpartition(".")[2]
        yield from (_told(lesson, view) for lesson in section.lessons if lesson.after == after)


def _picked(section: Section, pick: Choices, view: View) -> Iterator[Group]:
    chosen = view.value(pick, view.sitting).split()
    yield from (_item(item, view) for item in section.items if item.id in chosen and item.each)


def _item(item: Item, view: View) -> Group:
    fill = view.wording.fill
    fields = tuple(_field(question, view, view.sitting) for question in item.each if not question.retired)
    return Group(item.id, fill(item.name), fill(item.hint), fields)


def _log(section: Section, view: View) -> Iterator[Part]:
    words, entry = view.wording, section.entry_name
    entries = sorted({*view.answers.entries(section.id), *view.new_entries}, key=sitting_order)
    for number, sitting in enumerate(entries, 1):
        fields = tuple(_field(question, view, sitting) for question in section.asked if not question.retired)
        delete = Button(
            action="delete-entry",
            label=words.say("page.delete-entry", entry=entry),
            target=sitting,
            asks=words.say("page.delete-asks"),
        )
        title = words.say("page.entry", Entry=entry[:1].upper() + entry[1:], number=number)
        yield Group(sitting, title, "", (*fields, delete))
    yield Button(action="add-entry", label=words.say("page.add-entry", entry=entry), target=section.id)


def _is_asked(question: Question, section: Section, view: View) -> bool:
    if question.retired or question.when is None:
        return not question.retired
    held_by = next(each for each in section.asked if each.id == question.when.question)
    return bool(question.when.keys & set(view.value(held_by, view.sitting).split()))


def _field(question: Question, view: View, sitting: str) -> Field:
    fill, value = view.wording.fill, view.value(question, sitting)
    said = view.answers.in_sitting(question.id, sitting)
    number = question if isinstance(question, Number) else None
    return Field(
        question=question.id,
        sitting=sitting,
        kind=KIND_OF[type(question)],
        ask=fill(question.ask),
        hint=fill(question.hint),
        why=why(question, view),
        options=tuple(_shown(option, view) for option in getattr(question, "options", ())),
        value=value,
        before=_before(question, view, sitting) if not value else "",
        marked=view.wording.say("page.marked") if said and said.edited else "",
        low=number.low if number else 0,
        high=number.high if number else 0,
        low_label=fill(number.low_label) if number else "",
        high_label=fill(number.high_label) if number else "",
        lines=question.lines if isinstance(question, Words) else 0,
        private=question.private,
        keeps=question.id in view.kept,
    )


def _shown(option: Option, view: View) -> Shown:
    fill = view.wording.fill
    return Shown(option.key, fill(option.label), fill(option.hint), apart=option.key in APART, alone=option.alone)


def _told(lesson: Lesson, view: View) -> Told:
    fill = view.wording.fill
    return Told(fill(lesson.title), tuple(map(fill, lesson.text)), _named(lesson.sources, view))


def why(question: Question, view: View) -> tuple[str, ...]:
    """ "Why we ask": the reason, where it comes from, and our ruling where the sources differ."""
    say = view.wording.say
    found = [view.wording.fill(question.why)] if question.why else []
    if named := _named(question.sources, view):
        found.append(say("page.why-from", sources="; ".join(named)))
    rulings = [each for each in view.edition.rules.rulings if {each.id, *each.items} & set(question.sources)]
    return (*found, *(say("page.ruling", topic=each.topic, ruling=each.ruling) for each in rulings))


def _named(sources: tuple[str, ...], view: View) -> tuple[str, ...]:
    """The titles behind ids such as S5.12, each once; a ruling among them is told in full elsewhere."""
    titles = {source.id: source.title for source in view.edition.rules.sources}
    found = (titles.get(each) or titles.get(each.partition(".")[0]) for each in sources)
    return tuple(dict.fromkeys(title for title in found if title))


def _before(question: Question, view: View, sitting: str) -> str:
    """Last time's answer in words, for the grey line under a blank question."""
    last = None if question.private or sitting.startswith("e") else view.answers.before(question.id, sitting)
    if not last:
        return ""
    day = view.wording.day(last.at.date(), view.now.date())
    return view.wording.say("page.last-time", day=day, answer=view.wording.in_words(question, last.value))


def _fields(parts: tuple[Part, ...]) -> Iterator[Field]:
    for part in parts:
        if isinstance(part, Field):
            yield part
        elif isinstance(part, Group):
            yield from (each for each in part.parts if isinstance(each, Field))

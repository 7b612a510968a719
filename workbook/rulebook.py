"""content/<language>/ -> the records of rules.py and the wording; anything wrong is a ContentError."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from workbook.content import CONTENT, load_content
from workbook.drafts.loading import load_message_rules
from workbook.errors import ContentError
from workbook.questions import Content, Question
from workbook.rules import Criterion, HelpLine, HelpPage, HelpPlace, LeftOut, Rules, Ruling, Source, StopRule
from workbook.tables import Table, read_toml, unique
from workbook.wording import Person

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Edition:
    """Everything one language's folder holds."""

    content: Content
    rules: Rules
    sentences: Mapping[str, str]  # "form.saved" -> the sentence
    persons: Mapping[str, Person]  # by the key of start.them.pronouns; "" is nobody told yet


def load(language: str = "en", root: Path = CONTENT) -> Edition:
    """One language, whole. Raises ContentError."""
    wording = read_toml(root / language / "wording.toml")
    content = load_content(language, root)
    return Edition(content, load_rules(root / language, content), _sentences(wording), _persons(wording))


def load_rules(folder: Path, content: Content) -> Rules:
    """Stops, criteria, help, message rules, sources and rulings, each checked against what is asked."""
    sources = read_toml(folder / "sources.toml")
    rules = Rules(
        stops=_list(read_toml(folder / "stops.toml"), "stop", lambda table: _stop(table, content)),
        criteria=_list(read_toml(folder / "criteria.toml"), "criterion", lambda table: _criterion(table, content)),
        help=_help(read_toml(folder / "help.toml")),
        sources=tuple(_source(table) for table in sources.tables("source")),
        rulings=tuple(_ruling(table) for table in sources.tables("ruling")),
        left_out=tuple(_left_out(table) for table in sources.tables("left-out")),
        messages=load_message_rules(folder / "messages.toml"),
    )
    sources.done()
    _hang_together(content, rules)
    return rules


def _hang_together(content: Content, rules: Rules) -> None:
    """Raises ContentError where a chapter names a stop or a log that is not there."""
    stops = {"", *(stop.id for stop in rules.stops)}
    for chapter in content.chapters:
        for question in chapter.questions():
            for key, name in _stops_of(question):
                if name not in stops:
                    raise _wrong(content, question.id, key, f"is “{name}”, which stops.toml does not have")
        for section in chapter.sections:
            for unless in (section.unless, *(each.unless for each in section.lessons)):
                if unless not in stops:
                    raise _wrong(content, section.id, "unless", f"is “{unless}”, which stops.toml does not have")
            for shown in section.shows:
                if not ((log := content.section(shown)) and log.follow_ups):
                    raise _wrong(content, section.id, "shows", f"names {shown}, which is no log with follow-ups")


def _stops_of(question: Question) -> Iterator[tuple[str, str]]:
    """Where a question or an answer to it names a stop: (key, name)."""
    yield from (("stop", question.stop), ("lifts", question.lifts), ("unless", question.unless))
    yield from (("sets", option.sets) for option in getattr(question, "options", ()))


def _wrong(content: Content, name: str, key: str, why: str) -> ContentError:
    file = f"{content.language}/{name.partition('.')[0]}.toml"
    return ContentError("content-key", file=file, id=f"“{name}”", key=f"“{key}”", why=why)


def _list(file: Table, key: str, made: Callable[[Table], T]) -> tuple[T, ...]:
    tables = file.tables(key)
    file.done()
    unique((table, table.name()) for table in tables)
    return tuple(made(table) for table in tables)


def _stop(table: Table, content: Content) -> StopRule:
    stop = StopRule(
        id=table.name(),
        title=table.text("title"),
        text=table.texts("text"),
        kept=table.text("kept"),
        sets=table.text("sets", "on"),
        closes=table.texts("closes"),
        lifts=table.text("lifts", ""),
    )
    kept = content.question(stop.kept)
    if kept is None:
        raise table.wrong("kept", f"names {stop.kept}, which no chapter has")
    options = getattr(kept, "options", ())
    if stop.sets not in {option.key for option in options if option.stops}:
        raise table.wrong("sets", f"is “{stop.sets}”, which {stop.kept} does not have with stops = true")
    if not any(option.lifts for option in options):
        raise table.wrong("kept", f"names {stop.kept}, where no option has lifts = true")
    for name in stop.closes:
        if not (content.section(name) if "." in name else content.chapter(name)):
            raise table.wrong("closes", f"names {name}, which is not there")
    table.done()
    return stop


def _criterion(table: Table, content: Content) -> Criterion:
    criterion = Criterion(
        id=table.name(),
        name=table.text("name"),
        title=table.text("title"),
        question=table.text("question", ""),
        evidence=table.text("evidence", ""),
        window=table.whole("window", 0),
        change=table.text("change"),
        sources=table.texts("sources"),
    )
    if criterion.question and not content.question(criterion.question):
        raise table.wrong("question", f"names {criterion.question}, which no chapter has")
    table.done()
    return criterion


def _help(file: Table) -> HelpPage:
    page = file.table("page")
    places, anywhere = file.tables("place"), file.tables("anywhere")
    made = HelpPage(
        title=page.text("title"),
        text=page.texts("text"),
        no_conduct=page.text("no-conduct"),
        places=tuple(map(_place, places)),
        anywhere=tuple(map(_line, anywhere)),
    )
    page.done()
    file.done()
    return made


def _place(table: Table) -> HelpPlace:
    place = HelpPlace(table.name("key"), table.text("name"), tuple(_line(line) for line in table.tables("line")))
    table.done()
    return place


def _line(table: Table) -> HelpLine:
    line = HelpLine(
        kind=table.name("kind"),
        name=table.text("name"),
        number=table.text("number"),
        note=table.text("note", ""),
        checked=table.text("checked"),
    )
    if not _is_day(line.checked):
        raise table.wrong("checked", "is not a day, such as 2026-11-21")
    table.done()
    return line


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _source(table: Table) -> Source:
    source = Source(table.text("id"), table.text("title"))
    table.done()
    return source


def _ruling(table: Table) -> Ruling:
    ruling = Ruling(
        table.text("id"), table.text("topic"), table.text("ruling"), table.texts("items"), table.texts("shows")
    )
    table.done()
    return ruling


def _left_out(table: Table) -> LeftOut:
    left_out = LeftOut(table.texts("items"), table.text("reason"))
    table.done()
    return left_out


def _sentences(wording: Table) -> dict[str, str]:
    """Every table of wording.toml but the three about the other person, as "table.key"."""
    tables = [key for key in wording.names() if key not in ("person", "pronouns", "verbs")]
    return {f"{key}.{name}": text for key in tables for name, text in wording.table(key).flat().items()}


def _persons(wording: Table) -> dict[str, Person]:
    verbs = {token: _pair(wording.table("verbs"), token) for token in wording.table("verbs").names()}
    ex = wording.table("person").text("ex")
    pronouns = wording.table("pronouns")
    return {key: _person(pronouns.table(key), ex, verbs) for key in ("unset", *pronouns.names())}


def _pair(verbs: Table, token: str) -> tuple[str, str]:
    pair = verbs.texts(token)
    if len(pair) != 2:
        raise verbs.wrong(token, "must be two texts: after one person, after several")
    return pair[0], pair[1]


def _person(table: Table, ex: str, verbs: Mapping[str, tuple[str, str]]) -> Person:
    person = Person(
        ex=ex,
        they=table.text("they"),
        them=table.text("them"),
        their=table.text("their"),
        theirs=table.text("theirs"),
        themself=table.text("themself"),
        plural=table.flag("plural"),
        verbs=verbs,
    )
    table.done()
    return person

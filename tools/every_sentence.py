"""Every sentence of one language, in the order a person meets them: what snapshots and tests read."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from workbook.drafts.loading import load_message_rules  # noqa: E402
from workbook.questions import Chapter, Number, Question, Section  # noqa: E402
from workbook.rulebook import Edition, load  # noqa: E402
from workbook.wording import Person, Wording  # noqa: E402

FILE = ROOT / "tests" / "snapshots" / "sentences-en.txt"
HEAD = """\
# Every sentence of the workbook, to be read through by a person. Renewed by: python tools/renew_snapshots.py
# As it reads of Robin, spoken of as “they”. Where it reads otherwise for he, or with the name alone, that stands below.
"""


@dataclass(frozen=True)
class Text:
    """One text and where it stands: "steady.urge", "the question after which it comes"."""

    group: str
    where: str
    text: str


def everything(edition: Edition) -> Iterator[Text]:
    for chapter in edition.content.chapters:
        yield from _chapter(chapter)
    for scale in edition.content.scales.values():
        for level in (*scale.levels, scale.unsure):
            yield from _texts("scales", f"{scale.id}.{level.key}", level.label, level.hint)
    yield from _rules(edition)
    for key, sentence in edition.sentences.items():
        yield Text("wording", key, sentence)


def _chapter(chapter: Chapter) -> Iterator[Text]:
    yield from _texts(chapter.id, chapter.id, chapter.title, chapter.lead)
    for section in chapter.sections:
        yield from _section(section)
    for question in chapter.kept:
        yield from _question(chapter.id, question)
    yield from _texts(chapter.id, chapter.id, chapter.settle)


def _section(section: Section) -> Iterator[Text]:
    yield from _texts(section.id, section.id, section.title, section.lead, *section.before)
    for lesson in section.lessons:
        if not lesson.after:
            yield from _texts(section.id, lesson.id, lesson.title, *lesson.text)
    for item in section.items:
        yield from _texts(section.id, item.id, item.name, item.hint)
    seen: set[tuple[str, str]] = set()
    for question in section.questions():
        name = question.id.rpartition(".")[2]
        if (name, question.ask) in seen:  # the same is asked of each item
            continue
        seen.add((name, question.ask))
        yield from _question(section.id, question)
        for lesson in section.lessons:
            if lesson.after in (name, question.id):
                yield from _texts(section.id, lesson.id, lesson.title, *lesson.text)
    yield from _texts(section.id, section.id, section.settle)


def _question(group: str, question: Question) -> Iterator[Text]:
    name = question.id.rpartition(".")[2]
    yield from _texts(group, name, question.ask, question.name, question.hint, question.why)
    if isinstance(question, Number):
        yield from _texts(group, name, question.low_label, question.high_label)
    if not hasattr(question, "scale"):
        for option in getattr(question, "options", ()):
            yield from _texts(group, f"{name}.{option.key}", option.label, option.hint)


def _rules(edition: Edition) -> Iterator[Text]:
    rules = edition.rules
    for stop in rules.stops:
        yield from _texts("stops", stop.id, stop.title, *stop.text, stop.lifts)
    for criterion in rules.criteria:
        yield from _texts("criteria", criterion.id, criterion.name, criterion.title, criterion.change)
    yield from _texts("help", "page", rules.help.title, *rules.help.text, rules.help.no_conduct)
    for place in rules.help.places:
        yield from _texts(
            "help", place.key, place.name, *(f"{line.name}: {line.note}" for line in place.lines if line.note)
        )
    yield from _texts("help", "anywhere", *(f"{line.name}: {line.note}" for line in rules.help.anywhere if line.note))
    for source in rules.sources:
        yield from _texts("sources", source.id, source.title)
    for ruling in rules.rulings:
        yield from _texts("sources", ruling.id, ruling.topic, ruling.ruling)
    folder = ROOT / "workbook" / "content" / edition.content.language
    for rule in load_message_rules(folder / "messages.toml"):
        yield from _texts("messages", rule.id, rule.title, rule.says, rule.reason)


def _texts(group: str, where: str, *texts: str) -> Iterator[Text]:
    yield from (Text(group, where, text) for text in texts if text)


def people(edition: Edition) -> dict[str, Wording]:
    """Everyone who can be spoken of; Robin is invented."""
    found = {key: Wording(edition.sentences, person.called("Robin")) for key, person in edition.persons.items()}
    unset = edition.persons["unset"]
    typed = Person(unset.ex, "xe", "xem", "xyr", "xyrs", "xemself", plural=False, verbs=unset.verbs)
    found["typed"] = Wording(edition.sentences, typed.called("Robin"))
    found["nobody-told"] = Wording(edition.sentences, unset.called(""))
    found["name-only-without-a-name"] = Wording(edition.sentences, edition.persons["name-only"].called(""))
    return found


def snapshot(edition: Edition) -> str:
    spoken = people(edition)
    group, lines = "", [HEAD]
    for each in everything(edition):
        if each.group != group:
            group = each.group
            lines.append(f"\n== {group}\n")
        first = spoken["they-them"].fill(each.text)
        lines.append(first)
        lines += [
            f"    {key}: {other}" for key in ("he-him", "name-only") if (other := spoken[key].fill(each.text)) != first
        ]
    return "\n".join(lines) + "\n"


def renew() -> None:
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(snapshot(load()), "utf-8", newline="\n")

"""What a person can do with all that they said: merging copies, erasing, a bundle, who else can see it; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from workbook.answers import Answer, sitting_order
from workbook.pages.view import View
from workbook.screen import Button, Field, Group, Notice, Part, Shown, Told
from workbook.store.merge import Left
from workbook.wording import Wording


@dataclass(frozen=True, slots=True)
class Proposal:
    """One chapter of which there are copies."""

    chapter: str
    names: tuple[str, ...]
    came: int
    left: tuple[Left, ...]
    picked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Going:
    """What erasing would take with it."""

    pages: tuple[tuple[str, int], ...]  # chapter, lines
    beside: tuple[str, ...] = ()  # kept originals and copies
    summaries: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()  # summaries in other folders, which stay
    ticks: bool = False  # what was ticked for a summary
    checkpoints: int = 0
    stays: bool = False  # a line by which a stop is on
    locked: str = ""  # the name of the locked file

    @property
    def nothing(self) -> bool:
        counted = sum(lines for _, lines in self.pages) + self.checkpoints
        return not (counted or self.beside or self.summaries or self.ticks or self.locked)


# copies


def copies_notice(names: tuple[str, ...], view: View) -> tuple[Notice, ...]:
    """At the top of the notebook that the copies belong to."""
    if not names:
        return ()
    say = view.wording.say
    way = Button("go", say("keeping.copies-go"), target=view.edition.content.chapters[0].notebook)
    return (Notice("copies", say("keeping.copies"), (say("keeping.copies-text", names=_list(names)),), buttons=(way,)),)


def merging(proposals: tuple[Proposal, ...], done: str, view: View) -> Iterator[Part]:
    """Each chapter's copies: what they add, what was removed here and can be picked, and the button."""
    say = view.wording.say
    if done == "merged":
        yield Notice("merged", say("keeping.merged"), ())
    for each in proposals:
        title = say("keeping.merge-title", chapter=title_of(each.chapter, view))
        yield Group(f"merge-{each.chapter}", title, "", tuple(_merge(each, view)))


def _merge(each: Proposal, view: View) -> Iterator[Field | Told | Button]:
    say = view.wording.say
    yield Told("", tuple(came(each, view.wording)))
    if each.left:
        options = tuple(Shown(left.key, *line_of(left, view)) for left in each.left)
        yield Field(
            question=f"keeping.pick.{each.chapter}",
            sitting="",
            kind="choices",
            ask=say("keeping.merge-pick"),
            hint=say("keeping.merge-pick-hint"),
            options=options,
            value=" ".join(each.picked),
        )
    yield Button("merge-copies", say("keeping.merge"), target=each.chapter, asks=say("keeping.merge-asks"), main=True)


def came(each: Proposal, wording: Wording) -> Iterator[str]:
    """Which files these are, and how much they add."""
    yield wording.say("keeping.merge-files", names=_list(each.names))
    how_many = "none" if not each.came else "one" if each.came == 1 else "many"
    yield wording.say(f"keeping.came-{how_many}", number=each.came)


def line_of(left: Left, view: View) -> tuple[str, str]:
    """A line that was removed here: its question and day, and what it says; not a private one."""
    say = view.wording.say
    if left.answer is None:
        return say("keeping.damaged"), left.text[:200]
    question = view.edition.content.question(left.answer.question)
    day = view.wording.day(left.answer.at.date(), view.now.date())
    if question is None:
        return say("keeping.line", question=left.answer.question, day=day), left.answer.value
    label = say("keeping.line", question=view.wording.fill(question.name or question.ask), day=day)
    return label, say("keeping.private") if question.private else view.wording.in_words(question, left.answer.value)


# erasing


def erasing(view: View, chapter: str, sitting: str, going: Going | None, done: str) -> Iterator[Part]:
    """A page to choose, a part of it, what would go, and what this cannot reach; then all of it."""
    say = view.wording.say
    if done in ("erased", "erased-all"):
        rest = (say("keeping.rest-of-state"),) if done == "erased-all" else ()
        yield Notice(done, say(f"keeping.{done}"), (say("keeping.unreachable"), *rest))
    written = [each for each in view.edition.content.chapters if view.answers.chapter(each.id)]
    pages = tuple(Shown(each.id, view.wording.fill(each.title)) for each in written)
    if pages:
        yield _choice("chapter", "erase-which", pages, chapter, view)
    if chapter and going is not None:
        yield _choice(
            "sitting", "erase-part", tuple(_parts_of(chapter, view)), _key(sitting) if sitting else "whole", view
        )
        yield from _goes(going, view)
        yield Button("erase-page", say("keeping.erase"), target=f"{chapter} {sitting}", asks=say("keeping.erase-asks"))


def erasing_all(going: Going, view: View) -> Iterator[Part]:
    """Everything at once."""
    say = view.wording.say
    if not going.nothing:
        text = (*goes(going, view), say("keeping.all-stop"), say("keeping.unreachable"))
        yield Told(say("keeping.all-title"), text, folded=True)
        yield Button("erase-all", say("keeping.erase-all"), asks=say("keeping.erase-all-asks"))


def goes(going: Going, view: View) -> Iterator[str]:
    """Each thing that would go, one line each; then what stays."""
    say = view.wording.say
    for chapter, lines in going.pages:
        yield say("keeping.goes-one" if lines == 1 else "keeping.goes", page=title_of(chapter, view), number=lines)
    for kind, names in (("beside", going.beside), ("summaries", going.summaries)):
        if names:
            yield say(f"keeping.goes-{kind}", names=_list(names))
    if going.ticks:
        yield say("keeping.goes-ticks")
    if going.checkpoints:
        yield say("keeping.goes-checkpoints", number=going.checkpoints)
    if going.locked:
        yield say("keeping.goes-locked", name=going.locked)
    if going.stays:
        yield say("keeping.stays")
    if going.elsewhere:
        yield say("keeping.elsewhere", names=_list(going.elsewhere))


def _goes(going: Going, view: View) -> Iterator[Told]:
    yield Told(view.wording.say("keeping.goes-title"), (*goes(going, view), view.wording.say("keeping.unreachable")))


def _parts_of(chapter: str, view: View) -> Iterator[Shown]:
    """All of a page, or one time through it, or one entry."""
    say = view.wording.say
    rows = view.answers.chapter(chapter)
    yield Shown("whole", say("keeping.whole"))
    for name in sorted({_base(row) for row in rows}, key=lambda each: (each[0], sitting_order(each))):
        began = min(row.at for row in rows if _base(row) == name)
        day = view.wording.day(began.date(), view.now.date())
        kind = "entry" if name.startswith("e") else "time"
        yield Shown(_key(name), say(f"keeping.{kind}", number=name[1:], day=day))


def _choice(name: str, ask: str, options: tuple[Shown, ...], value: str, view: View) -> Field:
    say = view.wording.say
    question = f"keeping.{name}"
    return Field(question=question, sitting="", kind="choice", ask=say(f"keeping.{ask}"), options=options, value=value)


def _base(row: Answer) -> str:
    return row.sitting.partition(".")[0] if row.sitting.startswith("e") else row.sitting


def _key(sitting: str) -> str:
    """As the key of a choice, which holds no dot."""
    return sitting.replace(".", "-")


# a bundle


def bundling(written: PurePath | None, view: View) -> Iterator[Part]:
    """What a bundle is, who could read it, the button, and where it lies."""
    say = view.wording.say
    yield Told(say("keeping.bundle-title"), (say("keeping.bundle-text"), say("keeping.bundle-bring")))
    yield Button("write-bundle", say("keeping.bundle"))
    if written:
        text = say("keeping.bundled-text", file=written.name, folder=written.parent)
        yield Notice("bundled", say("keeping.bundled"), (text,))


# who else can see


def seen_by(found: Mapping[str, str], view: View) -> tuple[Notice, ...]:
    """Named once, on the first page: other accounts, or a service that copies the folder."""
    return tuple(_seen(kind, who, view) for kind, who in found.items())


def _seen(kind: str, who: str, view: View) -> Notice:
    say = view.wording.say
    can = (Button("close-folder", say("keeping.close"), main=True),) if kind == "open" else ()
    buttons = (*can, Button("dismiss", say("keeping.dismiss"), target=kind))
    text = (say(f"keeping.{kind}-text", service=who),)
    return Notice(f"seen-{kind}", say(f"keeping.{kind}", service=who), text, buttons=buttons)


def title_of(chapter: str, view: View) -> str:
    found = view.edition.content.chapter(chapter)
    return view.wording.fill(found.title) if found else chapter


def _list(names: tuple[str, ...]) -> str:
    return ", ".join(f"“{name}”" for name in names)

"""Erasing, bundling, bringing and merging as a terminal says them: lines to print, and a question where one is due."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from workbook import person, serving
from workbook.answers import Answers
from workbook.desk import Desk
from workbook.errors import AnswerError, StoreError
from workbook.pages.keeping import Proposal, came, goes, line_of, title_of
from workbook.pages.view import View
from workbook.paths import place
from workbook.store import write_file

Agrees = Callable[[str], bool]
"""Asks a person at the terminal; True once they say yes."""


Errand = Callable[[Desk, argparse.Namespace], Iterator[str]]
"""What a verb does, as lines to print."""


def add_verbs(verb: Callable[[str, Errand, str], argparse.ArgumentParser]) -> None:
    """erase, bundle and bring, and what each takes."""
    erase = verb("erase", _erase, "remove a page of answers, or everything, for good")
    erase.add_argument("chapter", nargs="?", default="", help="such as causes")
    erase.add_argument("--sitting", default="", metavar="ID", help="one time through it, or one entry: s2, e7")
    erase.add_argument("--all", action="store_true", help="everything: answers, summaries, what JupyterLab keeps")
    erase.add_argument("--state", metavar="DIR", help="where JupyterLab keeps what it keeps (otherwise .state)")
    to = verb("bundle", _bundle, "write answers and summaries to one file, to move to another computer")
    to.add_argument("--to", required=True, help="a new file, such as notes.zip")
    bring = verb("bring", _bring, "bring a bundle over; without one, merge copies found beside the answers")
    bring.add_argument("file", nargs="?", help="a bundle")
    bring.add_argument("--also", type=int, action="append", default=[], metavar="N", help="bring this line back too")
    for each in (erase, bring):
        each.add_argument("--yes", action="store_true", help="do it without asking")


def _erase(desk: Desk, options: argparse.Namespace) -> Iterator[str]:
    if options.state:
        desk.keeping.state = place(options.state)
    if bool(options.chapter) == options.all or (options.all and options.sitting):
        raise AnswerError("erase-what", known=", ".join(each.id for each in desk.edition.content.chapters))
    if not options.all:
        yield from erase(desk, options.chapter, options.sitting, _agrees(options))
        return
    state = desk.keeping.state
    if state.is_dir() and serving.running(serving.runtime_folder(state)[0]):
        raise StoreError("still-open")
    yield from erase_all(desk, _agrees(options))


def _bundle(desk: Desk, options: argparse.Namespace) -> Iterator[str]:
    yield from bundle(desk, place(options.to))


def _bring(desk: Desk, options: argparse.Namespace) -> Iterator[str]:
    if options.file:
        yield from bring(desk, place(options.file), options.also, _agrees(options))
    else:
        yield from merge(desk, options.also, _agrees(options))


def _agrees(options: argparse.Namespace) -> Agrees:
    """Where there is nobody to ask, --yes says it."""

    def ask(question: str) -> bool:
        if options.yes:
            return True
        if not (sys.stdin and sys.stdin.isatty()):
            raise AnswerError("not-asked")
        with contextlib.suppress(EOFError):
            return input(f"{question} ").strip().lower() in ("yes", "y")
        return False

    return ask


def erase(desk: Desk, chapter: str, sitting: str, agrees: Agrees) -> Iterator[str]:
    """One page, or a part of it."""
    view, going = _view(desk), desk.keeping.going(chapter, sitting)
    if going.nothing:
        yield view.wording.say("keeping.nothing")
        return
    yield view.wording.say("carry.going")
    yield from (f"  {line}" for line in goes(going, view))
    yield from _if(agrees, view, "erase", lambda: desk.keeping.erase(chapter, sitting), "keeping.erased")
    yield view.wording.say("keeping.unreachable")


def erase_all(desk: Desk, agrees: Agrees) -> Iterator[str]:
    """Everything; what is locked is not opened for it."""
    view = _view(desk)
    yield view.wording.say("carry.going")
    yield from (f"  {line}" for line in goes(desk.keeping.all_going(), view))
    yield f"  {view.wording.say('keeping.goes-state')}"
    yield view.wording.say("keeping.all-stop")
    yield from _if(agrees, view, "erase", lambda: desk.keeping.erase_all(running=False), "keeping.erased-all")
    yield view.wording.say("keeping.unreachable")


def bundle(desk: Desk, to: Path) -> Iterator[str]:
    """Where it lies; a file that is there is left alone."""
    write_file(to, desk.keeping.packed())
    yield str(to)


def bring(desk: Desk, path: Path, also: Sequence[int], agrees: Agrees) -> Iterator[str]:
    """What a bundle adds to what is here."""
    view = _view(desk)
    held, proposals = desk.keeping.incoming(path)
    for each in proposals:
        if each.came:
            yield view.wording.say("carry.brings", chapter=title_of(each.chapter, view), number=each.came)
    if held.summaries:
        yield view.wording.say("carry.summaries", number=len(held.summaries))
    yield from _left(proposals, view)
    picked = _picked(proposals, also)
    yield from _if(agrees, view, "bring", lambda: desk.keeping.bring(held, proposals, picked), "carry.brought")


def merge(desk: Desk, also: Sequence[int], agrees: Agrees) -> Iterator[str]:
    """What copies that lie beside the answers add to them."""
    view, proposals = _view(desk), desk.keeping.proposals()
    if not proposals:
        yield view.wording.say("carry.no-copies")
        return
    for each in proposals:
        yield f"{title_of(each.chapter, view)}: {' '.join(came(each, view.wording))}"
    yield from _left(proposals, view)
    picked = " ".join(_picked(proposals, also))

    def act() -> None:
        for each in proposals:
            desk.keeping.choose(f"keeping.pick.{each.chapter}", picked)
            desk.keeping.merge(each.chapter)

    yield from _if(agrees, view, "merge", act, "keeping.merged")


def _if(agrees: Agrees, view: View, what: str, act: Callable[[], object], done: str) -> Iterator[str]:
    if agrees(view.wording.say(f"carry.agree-{what}")):
        act()
        yield view.wording.say(done)
    else:
        yield view.wording.say("carry.not-done")


def _left(proposals: Sequence[Proposal], view: View) -> Iterator[str]:
    """Lines that stay out, numbered through all chapters."""
    left = [line_of(each, view) for proposal in proposals for each in proposal.left]
    if left:
        yield view.wording.say("carry.left")
    for number, (label, text) in enumerate(left, 1):
        on_one_line = "".join(letter if letter.isprintable() else " " for letter in text)
        yield f"  {view.wording.say('carry.left-line', number=number, label=label, said=on_one_line)}"


def _picked(proposals: Sequence[Proposal], also: Sequence[int]) -> list[str]:
    keys = [left.key for each in proposals for left in each.left]
    for number in also:
        if not 1 <= number <= len(keys):
            raise AnswerError("no-such-line", line=number)
    return [keys[number - 1] for number in also]


def _view(desk: Desk) -> View:
    """What is said here names nobody, and is said of a locked folder too."""
    nobody = Answers()
    return View(desk.edition, person.wording(desk.edition, nobody), nobody, "", desk.now)

"""The terminal's door: record, answers, draft, lock, erase, bundle, summary, check and others; no logic of its own."""

from __future__ import annotations

import argparse
import contextlib
import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date, time
from pathlib import Path
from tempfile import TemporaryDirectory

from workbook import carrying, coverage, example, finding, locking, ordered, release, showing, spoken
from workbook.answers import LONGEST_TEXT
from workbook.desk import Desk, local_now
from workbook.errors import AnswerError, Trouble
from workbook.paths import data_folder, place
from workbook.questions import Words
from workbook.rulebook import load

FIRST_DAY, LAST_DAY = date(1970, 4, 30), date(9999, 12, 30)


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit 0 when it is done (for record: on disk), 1 with one sentence when it is not, 2 for a wrong command."""
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int | None] = options.run
    try:
        code = run(options) or 0
        sys.stdout.flush()
    except Trouble as problem:
        print(problem.sentence, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except OSError as problem:  # what is printed to can be full, or gone
        with contextlib.suppress(OSError):
            print(problem.strerror or problem, file=sys.stderr)
        return 1
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python3 -m workbook", description=__doc__.partition(":")[2].strip())
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    record = _verb(verbs, "record", _record, "save one answer, read from standard input")
    record.add_argument("chapter")
    record.add_argument("question", help="the id, in full or without its chapter")
    record.add_argument("--entry", default="", help="an entry of a list, such as e3; “new” begins one")
    record.add_argument("--keep", action="store_true", help="write a private answer down all the same")
    answers = _verb(verbs, "answers", _answers, "print the latest answers")
    answers.add_argument("--json", action="store_true", help="as a list of objects")
    answers.add_argument("--all", action="store_true", help="every line, not only the latest")
    standing = _verb(
        verbs, "standing", _standing, "where things stand: what is closed, the sixteen criteria, a next step"
    )
    standing.add_argument("--json", action="store_true", help="as one object")
    draft = _verb(verbs, "draft", _draft, "hold a draft, read from standard input, against the message rules")
    draft.add_argument("--json", action="store_true", help="as one object")
    draft.add_argument("--at", type=time.fromisoformat, metavar="HH:MM", help="the hour at which it would be sent")
    draft.add_argument(
        "--after", choices=("none", "sent"), default="none", help="what was sent before, without a reply"
    )
    example = _verb(verbs, "example", _example, "an invented person's three months", data=False)
    example.add_argument("folder", nargs="?", help="an empty folder; without it, a throw-away copy opens")
    example.add_argument("--ending", type=_last_day, help="the last day, such as 2026-11-21")
    summary = _verb(verbs, "summary", _summary, "write the summary to a file")
    ordered.options(summary)
    lock = _verb(
        verbs,
        "lock",
        lambda options: _tell(locking.lock(_desk(options), generate=options.generate)),
        "lock answers and summaries into one file",
    )
    lock.add_argument("--generate", action="store_true", help="make a passphrase up, and print it once")
    _verb(verbs, "unlock", lambda options: _tell(locking.unlock(_desk(options))), "bring what was locked back")
    carrying.add_verbs(
        lambda name, errand, help_: _verb(verbs, name, lambda options: _tell(errand(_desk(options), options)), help_)
    )
    check = _verb(verbs, "check", _check, "read every content file and say what is wrong", data=False)
    check.add_argument(
        "--coverage", action="store_true", help="also print what of the sources is cited, left out, ruled on"
    )
    check.add_argument("--release", action="store_true", help="also add new ids and renew the list of notebooks")
    return parser


def _verb(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Callable[[argparse.Namespace], int | None],
    help_: str,
    *,
    data: bool = True,
) -> argparse.ArgumentParser:
    verb = verbs.add_parser(name, help=help_, description=help_)
    verb.set_defaults(run=run)
    if data:
        verb.add_argument("--data", help="the folder that holds answers/ and summaries/")
    return verb


def _last_day(text: str) -> date:
    """Any day that has three months before it."""
    day = date.fromisoformat(text)
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(text)
    return day


def _desk(options: argparse.Namespace) -> Desk:
    return Desk(place(options.data) if options.data else data_folder())


def _record(options: argparse.Namespace) -> None:
    desk = _desk(options)
    question = finding.question(desk.edition.content, options.question, options.chapter)
    given = _standard_input()
    value = given if isinstance(question, Words) else given.removesuffix("\n").removesuffix("\r")
    if question.private and not options.keep:
        raise AnswerError("private")
    entry = finding.entry(desk.edition.content, question, options.entry, desk.answers())
    is_new = options.entry == "new"
    section = finding.holder(desk.edition.content, question)
    if section and (is_new or (value and not question.even_closed)) and not desk.takes_new(section.id):
        raise AnswerError("closed")
    if is_new:
        print(desk.answer(question.id, value, desk.begin_entry(question.id.rpartition(".")[0]), keep=options.keep))
    else:
        desk.answer(question.id, value, entry, keep=options.keep)


def _standard_input() -> str:
    """Exactly what was sent: no line ending is translated, and bytes that are not UTF-8 are refused."""
    if sys.stdin is None:
        return ""
    sent = sys.stdin.buffer.read(4 * LONGEST_TEXT + 1)  # no letter takes more than four bytes
    if len(sent) > 4 * LONGEST_TEXT:
        raise AnswerError("too-long", limit=f"{LONGEST_TEXT:,}")
    try:
        return sent.decode("utf-8")
    except UnicodeDecodeError:
        raise AnswerError("not-utf-8") from None


def _answers(options: argparse.Namespace) -> None:
    desk = _desk(options)
    _say_what_is_missing(desk)
    chapters = dict.fromkeys((*(chapter.id for chapter in desk.edition.content.chapters), *desk.store.chapters()))
    rows = [(chapter, row) for chapter in chapters for row in desk.store.read(chapter).answers]
    if not options.all:
        rows = list({(row.question, row.sitting): (chapter, row) for chapter, row in rows}.values())
    if options.json:
        print(json.dumps([spoken.answer_object(chapter, row) for chapter, row in rows], ensure_ascii=True, indent=1))
        return
    for _, row in rows:
        print(f"{row.at:%Y-%m-%d %H:%M}  {row.sitting:<5} {row.question}: {row.value!r}")


def _say_what_is_missing(desk: Desk) -> None:
    """Beside what is printed: that there is nothing, or that lines cannot be used."""
    if not desk.store.chapters():
        print(f"There are no answers in {desk.store.data} yet.", file=sys.stderr)
    for chapter in desk.store.chapters():
        if damaged := desk.store.read(chapter).damaged:
            print(f"{damaged} lines of {chapter}.csv are damaged and are left out.", file=sys.stderr)


def _example(options: argparse.Namespace) -> int:
    ending = options.ending or local_now().date()
    if not options.folder:
        return _open_copy(ending)
    example.write(place(options.folder), ending)
    print(options.folder)
    return 0


def _open_copy(ending: date) -> int:
    """A copy that nobody has to clean up: answers and JupyterLab's own folder go when the window closes."""
    with TemporaryDirectory(prefix="notes-", ignore_cleanup_errors=True) as folder:
        example.write(Path(folder, "data"), ending)
        start = [sys.executable, "-m", "workbook.launch", "--data", f"{folder}/data", "--state", f"{folder}/state"]
        with subprocess.Popen(start) as opened:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the workbook's to hear; the folder goes after it
            return opened.wait()


def _standing(options: argparse.Namespace) -> None:
    desk = _desk(options)
    _say_what_is_missing(desk)
    if options.json:
        print(json.dumps(spoken.standing_object(desk.standing(), desk.wording()), ensure_ascii=True, indent=1))
        return
    print(*spoken.page_lines(showing.standing(desk)), sep="\n")


def _draft(options: argparse.Namespace) -> None:
    desk, text = _desk(options), _standard_input()
    found = desk.concerns(text, options.at, options.after)
    if options.json:
        print(json.dumps(spoken.concern_objects(found, desk.reach(), desk.wording()), ensure_ascii=True, indent=1))
        return
    for line in spoken.concern_lines(found, desk.reach(), desk.wording()):
        print(line)


def _summary(options: argparse.Namespace) -> None:
    desk = _desk(options)
    _say_what_is_missing(desk)
    choices = place(options.choices) if options.choices else None
    for line in ordered.write(desk, options, place(options.to), choices):
        print(line)


def _tell(lines: Iterator[str]) -> None:
    """Each line as it comes: the work goes on between them."""
    for line in lines:
        print(line, flush=True)


def _check(options: argparse.Namespace) -> int:
    for line in release.check(local_now().date(), renew=options.release):
        print(line)
    if not options.coverage:
        return 0
    found = coverage.cover(load(), coverage.load_inventory())
    print(*coverage.lines(found), sep="\n")
    return 1 if found.problems else 0


if __name__ == "__main__":
    sys.exit(main())

"""The terminal's door: record, answers, example, summary and check; no logic of its own."""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from workbook import example, finding, release
from workbook.answers import Answer
from workbook.desk import Desk, local_now
from workbook.errors import AnswerError, Trouble
from workbook.paths import data_folder
from workbook.questions import Words


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit 0 when it is done (for record: on disk), 1 with one sentence when it is not, 2 for a wrong command."""
    options = _parser().parse_args(arguments)
    try:
        run: Callable[[argparse.Namespace], None] = options.run
        run(options)
    except Trouble as problem:
        print(problem.sentence, file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 1
    return 0


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
    example = _verb(verbs, "example", _example, "an invented person's three months", data=False)
    example.add_argument("folder", nargs="?", type=Path, help="an empty folder; without it, a throw-away copy opens")
    example.add_argument("--ending", type=date.fromisoformat, help="the last day, such as 2026-11-21")
    summary = _verb(verbs, "summary", _summary, "write the summary to a file")
    summary.add_argument("--to", type=Path, required=True, help="a new file, such as summary.html")
    check = _verb(verbs, "check", _check, "read every content file and say what is wrong", data=False)
    check.add_argument("--release", action="store_true", help="also add new ids and renew the list of notebooks")
    return parser


def _verb(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Callable[[argparse.Namespace], None],
    help_: str,
    *,
    data: bool = True,
) -> argparse.ArgumentParser:
    verb = verbs.add_parser(name, help=help_, description=help_)
    verb.set_defaults(run=run)
    if data:
        verb.add_argument("--data", type=Path, help="the folder that holds answers/ and summaries/")
    return verb


def _desk(options: argparse.Namespace) -> Desk:
    return Desk((options.data or data_folder()).expanduser().resolve())


def _record(options: argparse.Namespace) -> None:
    desk = _desk(options)
    question = finding.question(desk.edition.content, options.question, options.chapter)
    given = _standard_input()
    value = given if isinstance(question, Words) else given.removesuffix("\n").removesuffix("\r")
    if question.private and not options.keep:
        raise AnswerError("private")
    entry = finding.entry(desk.edition.content, question, options.entry, desk.answers())
    desk.answer(question.id, value, entry, keep=options.keep)
    if options.entry == "new":
        print(entry)


def _standard_input() -> str:
    """Exactly what was sent: no line ending is translated, and bytes that are not UTF-8 are refused."""
    try:
        return sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError:
        raise AnswerError("not-utf-8") from None


def _answers(options: argparse.Namespace) -> None:
    desk = _desk(options)
    rows = [
        (chapter.id, row) for chapter in desk.edition.content.chapters for row in desk.store.read(chapter.id).answers
    ]
    if not options.all:
        rows = list({(row.question, row.sitting): (chapter, row) for chapter, row in rows}.values())
    if options.json:
        print(json.dumps([_as_object(chapter, row) for chapter, row in rows], ensure_ascii=True, indent=1))
        return
    for _, row in rows:
        print(f"{row.at:%Y-%m-%d %H:%M}  {row.sitting:<5} {row.question}: {row.value!r}")


def _as_object(chapter: str, row: Answer) -> dict[str, object]:
    return {
        "chapter": chapter,
        "seq": row.seq,
        "answered_at": row.at.isoformat(),
        "sitting": row.sitting,
        "question": row.question,
        "answer": row.value,
        "check": row.check,
    }


def _example(options: argparse.Namespace) -> None:
    ending = options.ending or local_now().date()
    if options.folder:
        example.write(options.folder.expanduser().resolve(), ending)
        print(options.folder)
    else:
        _open_copy(ending)


def _open_copy(ending: date) -> None:
    """A copy that nobody has to clean up: answers and JupyterLab's own folder go when the window closes."""
    with TemporaryDirectory(prefix="notes-") as folder:
        example.write(Path(folder, "data"), ending)
        start = [sys.executable, "-m", "workbook.launch", "--data", f"{folder}/data", "--state", f"{folder}/state"]
        with subprocess.Popen(start) as opened:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the workbook's to hear; the folder goes after it
            opened.wait()


def _summary(options: argparse.Namespace) -> None:
    print(_desk(options).write_summary(options.to.expanduser()))


def _check(options: argparse.Namespace) -> None:
    for line in release.check(renew=options.release):
        print(line)


if __name__ == "__main__":
    sys.exit(main())

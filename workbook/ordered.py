"""What was asked of `summary` on a command line -> the file that it writes, and what is said of it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from workbook import paper, passphrases
from workbook.desk import Desk
from workbook.errors import ChoicesError
from workbook.summary import Choices, for_paper, parse, sum_up
from workbook.summary.choices import PAPERS


def options(parser: argparse.ArgumentParser) -> None:
    """Each of them is said anew every time; without --choices, what was ticked in the workbook counts."""
    parser.add_argument("--to", required=True, metavar="FILE", help="a new file, such as summary.pdf")
    parser.add_argument("--format", choices=paper.FORMS, default="", help="what kind of file; else its ending says it")
    parser.add_argument("--paper", choices=PAPERS, help="the size of a page")
    parser.add_argument("--password", action="store_true", help="lock a PDF; a passphrase is made and printed")
    parser.add_argument("--choices", metavar="FILE", help="which lines are ticked, as JSON")
    parser.add_argument(
        "--tick", action="append", default=[], metavar="LINE", help="a line that is asked anew each time"
    )
    parser.add_argument("--times", action="store_true", help="in a table of answers: times, and not days alone")


def write(desk: Desk, asked: argparse.Namespace, to: Path, choices: Path | None) -> Iterator[str]:
    """Write the file; where it is, and what opens it. Raises Trouble; nothing that is there is overwritten."""
    form, phrase = paper.form_of(asked.to, asked.format), passphrases.made_up() if asked.password else ""
    chosen = _read(choices, asked.choices) if choices else desk.handover.choices()
    chosen = replace(chosen, paper=asked.paper or chosen.paper)
    told = desk.material()
    content = paper.render(
        sum_up(told, chosen, asked.tick),
        form,
        desk.edition,
        told.answers,
        for_paper(told.wording, chosen.mask),
        chosen.paper,
        times=asked.times,
        passphrase=phrase,
    )
    desk.handover.write_to(to, content)
    yield str(to)
    if phrase:
        yield told.wording.say("writing.phrase", phrase=phrase)
        yield told.wording.say("writing.phrase-text")


def _read(path: Path, named: str) -> Choices:
    try:
        return parse(path.read_text("utf-8"), named)
    except (OSError, UnicodeDecodeError):
        raise ChoicesError("choices-unreadable", file=named) from None

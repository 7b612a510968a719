"""For contributors: is the content whole, and does it keep every id that was ever shipped?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from workbook import allowed, example
from workbook.content import CONTENT
from workbook.errors import ContentError
from workbook.kinds import KIND_OF
from workbook.pages.view import is_old
from workbook.paths import CHECKOUT
from workbook.questions import Content
from workbook.rulebook import Edition, load
from workbook.standing.evidence import EVIDENCE

IDS = CONTENT / "ids.txt"
"""Every id, kind and key ever shipped; answers on people's computers are filed under them, so none may go or change."""

LAST_DAY = date(2026, 11, 21)


def check(today: date, *, renew: bool) -> Iterator[str]:
    """Reads every language; one line for each, and with renew one for what was added.

    With renew, a help line that was looked up more than six months before today is wrong as well.

    Raises ContentError for the first thing that is wrong.
    """
    for folder in sorted(path for path in CONTENT.iterdir() if path.is_dir()):
        edition = load(folder.name)
        content = edition.content
        _whole(edition)
        questions = sum(1 for chapter in content.chapters for _ in chapter.questions())
        compare(shipped(), ids(content))
        if renew:
            _looked_up(edition, today)
        yield f"{folder.name}: {len(content.chapters)} chapters, {questions} questions, nothing wrong."
    if renew:
        yield from _renew()


def _whole(edition: Edition) -> None:
    """Raises ContentError where something names what is not there, or the invented person no longer fits."""
    language = edition.content.language
    for criterion in edition.rules.criteria:
        if criterion.evidence and criterion.evidence not in EVIDENCE:
            why = f"is “{criterion.evidence}”; there is: {', '.join(EVIDENCE)}"
            raise ContentError(
                "content-key", file=f"{language}/criteria.toml", id=criterion.id, key="“evidence”", why=why
            )
    if lacking := set(load("en").sentences) - set(edition.sentences):
        why = f"{', '.join(sorted(lacking))}: missing"
        raise ContentError(
            "content-key", file=f"{language}/wording.toml", id="the file", key="these sentences,", why=why
        )
    list(example.answers(edition.content, LAST_DAY))


def _looked_up(edition: Edition, today: date) -> None:
    """Raises ContentError for the first help line whose day is too long ago to go out again."""
    page = edition.rules.help
    for line in (*(line for place in page.places for line in place.lines), *page.anywhere):
        if is_old(date.fromisoformat(line.checked), today):
            why = f"is {line.checked}, more than six months ago; look it up again"
            file = f"{edition.content.language}/help.toml"
            raise ContentError("content-key", file=file, id=line.name, key="“checked”", why=why)


def ids(content: Content) -> dict[str, str]:
    """Each question's id, and its kind and keys in one text: what must stay the same for ever."""
    found = {}
    for chapter in content.chapters:
        for question in chapter.questions():
            keys = sorted(option.key for option in getattr(question, "options", ()))
            found[question.id] = " ".join((KIND_OF[type(question)], *keys))
    return found


def shipped(path: Path = IDS) -> dict[str, str]:
    """What ids.txt lists."""
    if not path.exists():
        return {}
    lines = (line.partition(" ") for line in path.read_text("utf-8").splitlines() if line)
    return {question: meaning for question, _, meaning in lines}


def compare(before: dict[str, str], now: dict[str, str]) -> None:
    """Raises ContentError where an id or key that was shipped is gone, or its kind changed; new ones are welcome."""
    for question, meaning in before.items():
        file = f"{question.partition('.')[0]}.toml"
        if question not in now:
            raise ContentError(
                "content-key",
                file=file,
                id=question,
                key="“id”",
                why="was shipped and may not vanish; set retired = true",
            )
        kind, *keys = meaning.split()
        kind_now, *keys_now = now[question].split()
        if kind != kind_now or not set(keys) <= set(keys_now):
            raise ContentError(
                "content-key",
                file=file,
                id=question,
                key="its kind or keys",
                why="were shipped and may not change; add a new question",
            )


def _renew() -> Iterator[str]:
    now = ids(load("en").content)
    lines = "".join(f"{question} {meaning}\n" for question, meaning in sorted(now.items()))
    IDS.write_text(lines, "utf-8", newline="\n")
    yield f"{IDS.name}: {len(now)} ids."
    allowed.renew(CHECKOUT)
    yield "The list of our own notebooks is renewed."

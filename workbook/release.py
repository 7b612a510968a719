"""For contributors: is the content whole, and does it keep every id that was ever shipped?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from workbook import allowed
from workbook.content import CONTENT
from workbook.errors import ContentError
from workbook.kinds import KIND_OF
from workbook.paths import CHECKOUT
from workbook.questions import Content
from workbook.rulebook import load

IDS = CONTENT / "ids.txt"
"""Every id, kind and key ever shipped; answers on people's computers are filed under them, so none may go or change."""


def check(*, renew: bool) -> Iterator[str]:
    """Reads every language; one line for each, and with renew one for what was added.

    Raises ContentError for the first thing that is wrong.
    """
    for folder in sorted(path for path in CONTENT.iterdir() if path.is_dir()):
        content = load(folder.name).content
        questions = sum(1 for chapter in content.chapters for _ in chapter.questions())
        compare(shipped(), ids(content))
        yield f"{folder.name}: {len(content.chapters)} chapters, {questions} questions, nothing wrong."
    if renew:
        yield from _renew()


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
    IDS.write_text("".join(f"{question} {meaning}\n" for question, meaning in sorted(now.items())), "utf-8")
    yield f"{IDS.name}: {len(now)} ids."
    allowed.renew(CHECKOUT)
    yield "The list of our own notebooks is renewed."

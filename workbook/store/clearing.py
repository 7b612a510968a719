"""Whole pages taken away, and everything: the answers, what was kept beside them, what was made of them."""

from __future__ import annotations

import contextlib
import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from workbook.answers import Answer
from workbook.paths import INVENTED
from workbook.store import copies, disk, doubles, erase
from workbook.store.guard import LOCK_FILE, LOCKED, alone
from workbook.store.lines import Mark
from workbook.store.log import Log
from workbook.store.sheet import Sheet, parse
from workbook.store.vault import NOTE

OWN = frozenset({copies.LIST, copies.CHOICES})
"""What the workbook keeps beside the summaries for itself: which lines were chosen, and where copies were put."""

Goes = Callable[[Answer], bool]


def beside(data: Path, chapter: str) -> list[Path]:
    """Whatever else may hold this chapter's answers: kept originals, copies of a sync service, a copied folder."""
    named = re.compile(rf"(?:Copy of )?{chapter}(?:[^a-z0-9-].*|-[A-Z].*)?\.csv")
    own = data / "answers" / f"{chapter}.csv"
    places = [data / "answers", *doubles.folders(data)]
    found = [path for place in places if place.is_dir() for path in place.iterdir() if named.fullmatch(path.name)]
    return sorted(path for path in found if path != own and not path.is_dir())


def clear(data: Path, chapter: str, goes: Goes, *, whole: bool) -> None:
    """Remove answers of a chapter for good: those that go, or with whole all but those that do not.

    What lies beside comes first, so that a failure can be repeated.
    """
    folder = data / "answers"
    if not folder.exists():
        return
    with disk.erasing(), alone(folder):
        here, raw, stamp = Log(folder, chapter).whole()
        for path in beside(data, chapter):
            _clear_beside(path, chapter, goes, whole=whole)
        content = erase.answers(here, _gone(here, goes, whole=whole), b"") if stamp else raw
        if content != raw:
            path = folder / f"{chapter}.csv"
            disk.put(path, content, disk.mode(path), was=stamp)
        for place in (folder, *doubles.folders(data)):  # an erasing before this one may have failed in that step
            disk.sync_folder(place)


def summaries(data: Path) -> list[Path]:
    """What was made of answers, and may quote any of them."""
    folder = data / "summaries"
    return sorted(path for path in folder.iterdir() if path.name not in {LOCK_FILE, *OWN}) if folder.is_dir() else []


def remove_summaries(data: Path, *, all_of_it: bool = False) -> None:
    """All that may quote an answer, and its line in the list of copies; all_of_it: what is kept beside them too."""
    folder = data / "summaries"
    if folder.is_dir():
        with disk.erasing(), alone(folder):
            _remove([*summaries(data), *(folder / name for name in OWN if all_of_it)])
            copies.forget_gone(folder)
            disk.sync_folder(folder)


def remove_everything(data: Path) -> None:
    """Answers, summaries, copies of them and the locked file; a folder that is a link stays one, and is empty."""
    with disk.erasing():
        _remove([data / LOCKED, data / NOTE])
    remove_summaries(data, all_of_it=True)
    folder = data / "answers"
    if folder.is_dir():
        with disk.erasing(), alone(folder):
            _remove(path for path in folder.iterdir() if path.name != LOCK_FILE)
    with disk.erasing():
        _remove([*doubles.folders(data), data / INVENTED])  # whoever writes here next is somebody
        for each in (folder, data / "summaries"):
            (each / LOCK_FILE).unlink(missing_ok=True)
            if not each.is_symlink():
                with contextlib.suppress(OSError):  # another window may be opening it
                    each.rmdir()
        if data.is_dir():
            disk.sync_folder(data)


def _clear_beside(path: Path, chapter: str, goes: Goes, *, whole: bool) -> None:
    if whole:
        path.unlink()
        disk.sync_folder(path.parent)
        return
    if path.is_symlink():
        return
    raw, stamp = disk.slurp(path)
    sheet = parse(raw, chapter)
    if gone := _gone(sheet, goes):
        content = erase.original(sheet, gone)
        disk.put(path, content, disk.mode(path), was=stamp) if content else disk.remove(path)


def _gone(sheet: Sheet, goes: Goes, *, whole: bool = False) -> set[int]:
    """The pieces that go; what is left of a damaged line that holds the same words goes with them."""
    going = {i: found for i, found in enumerate(sheet.found) if isinstance(found, Answer) and goes(found)}
    if whole:
        return {*going, *(i for i, found in enumerate(sheet.found) if found is Mark.DAMAGED)}
    asked = {(answer.sitting, answer.question) for answer in going.values()}
    named = {i for sitting, question in asked for i in erase.remains(sheet, sitting, question)}
    return {*going, *named, *erase.traces(sheet, [answer.value for answer in going.values()])}


def _remove(paths: Iterable[Path]) -> None:
    for path in list(paths):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)

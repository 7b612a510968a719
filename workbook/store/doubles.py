"""Files that a sync service, or a hand, made beside the answers: found, compared, and put together with them."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbook.errors import StoreError
from workbook.store import disk, erase
from workbook.store.guard import LOCK_FILE, alone, unmoved
from workbook.store.log import Log
from workbook.store.merge import Merged, Ways, merge
from workbook.store.originals import kept
from workbook.store.sheet import parse

_MORE = r"""(?:
    [._-]sync-conflict-.+                        # Syncthing
  | [ ]?\(.+\)                                   # (conflicted copy …) in any language, (1), (SFConflict …)
  | [ ]\d{1,3}                                   # iCloud
  | [ ](?:-[ ])?[Cc]opy(?:[ ]\d+|[ ]\(\d+\))?    # by hand
  | [ ._-][Cc]onflict.*                          # Nextcloud before 2016, Resilio
  | -[A-Z][A-Za-z0-9-]*                          # OneDrive: the name of a computer
)"""
_COPY = re.compile(rf"(?:Copy[ ]of[ ])?(?P<chapter>[a-z][a-z0-9-]+?){_MORE}?", re.VERBOSE)
_FOLDER = re.compile(rf"(?:Copy[ ]of[ ]answers|answers{_MORE})", re.VERBOSE)
_LEFT_BEHIND = re.compile(r"datapackage\.json|[a-z0-9-]+\.edited-[0-9]+\.csv")


@dataclass(frozen=True, slots=True)
class Double:
    """One file that may hold answers which are not in ours."""

    chapter: str
    path: Path
    name: str  # as a person finds it from the data folder: “causes (1).csv”, “answers (1)/causes.csv”


@dataclass(frozen=True, slots=True)
class Consent:
    """What the person saw, and what of it they picked: keys of lines that stay out of a merge."""

    seen: Collection[str] = ()
    picked: Collection[str] = ()


def found(data: Path) -> tuple[Double, ...]:
    """Every copy beside the answers, and in copies of their whole folder; links are nobody's copies."""
    beside = [Double(chapter, path, path.name) for path, chapter in _named(data / "answers") if path.stem != chapter]
    inside = [
        Double(chapter, path, f"{folder.name}/{path.name}")
        for folder in folders(data)
        for path, chapter in _named(folder)
    ]
    return tuple(sorted((*beside, *inside), key=lambda copy: (copy.chapter, copy.name)))


def folders(data: Path) -> list[Path]:
    """Copies of the whole folder of answers."""
    return sorted(path for path, is_folder in _entries(data) if is_folder and _FOLDER.fullmatch(path.name))


def compare(folder: Path, chapter: str, copies: Sequence[bytes], ways: Ways) -> Merged:
    """What would come of putting these together with the answers; nothing is written."""
    path = folder / f"{chapter}.csv"
    with disk.reading(path), unmoved(folder):
        here = disk.slurp(path)[0] if os.path.lexists(path) else b""
    return merge(chapter, parse(here, chapter), [parse(raw, chapter) for raw in copies], ways)


def propose(folder: Path, copies: Sequence[Double], ways: Ways) -> Merged:
    """The same for copies of one chapter that lie here."""
    raws = []
    for copy in copies:
        with disk.reading(copy.path):
            raws.append(disk.slurp(copy.path)[0])
    return compare(folder, copies[0].chapter, raws, ways)


def put_together(folder: Path, chapter: str, copies: Sequence[bytes], ways: Ways, consent: Consent) -> None:
    """Write the answers file with what the copies add to it, in one step.

    Raises StoreError where a line would stay out that the person has not seen.
    """
    with disk.saving(), alone(folder):
        _put_together(folder, chapter, copies, ways, consent)


def settle(folder: Path, copies: Iterable[Double], ways: Ways, consent: Consent) -> None:
    """The same for copies of one chapter that lie here; each is removed once what it adds is on disk."""
    with disk.saving(), alone(folder):
        held = [(copy, *disk.slurp(copy.path)) for copy in copies]
        for chapter in {copy.chapter for copy, _, _ in held}:
            _put_together(folder, chapter, [raw for _, raw, _ in held], ways, consent)
        for copy, _, stamp in held:
            if disk.stamp(os.stat(copy.path)) == stamp:  # noqa: PTH116  one that changed meanwhile is looked at again
                copy.path.unlink()
            disk.sync_folder(copy.path.parent)
        for parent in {copy.path.parent for copy, _, _ in held} - {folder}:
            _tidy(parent)


def _put_together(folder: Path, chapter: str, copies: Sequence[bytes], ways: Ways, consent: Consent) -> None:
    here, raw, stamp = Log(folder, chapter).whole()
    merged = merge(chapter, here, [parse(copy, chapter) for copy in copies], ways, consent.picked)
    if not {left.key for left in merged.left} <= {*consent.seen}:
        raise StoreError("copies-changed")
    for original in kept(folder, chapter) if merged.outdated else ():
        _without(original, chapter, merged.outdated)
    if merged.content != raw:
        path = folder / f"{chapter}.csv"
        disk.put(path, merged.content, disk.mode(path) if stamp else 0o600, was=stamp)


def _without(original: Path, chapter: str, outdated: Iterable[tuple[str, str]]) -> None:
    """An earlier version of a text goes from a kept original too."""
    raw, stamp = disk.slurp(original)
    sheet = parse(raw, chapter)
    gone = {i for where in outdated for i in erase.answering(sheet, *where)}
    if gone:
        content = erase.original(sheet, gone)
        disk.put(original, content, disk.mode(original), was=stamp) if content else disk.remove(original)


def _tidy(folder: Path) -> None:
    """A copied folder goes once no answers are left in it, unless something else lies there."""
    left = list(folder.iterdir())
    ours = {path for path in left if _LEFT_BEHIND.fullmatch(path.name) or path.name in (LOCK_FILE, disk.PART)}
    if set(left) == ours:
        for path in left:
            path.unlink()
        folder.rmdir()
        disk.sync_folder(folder.parent)


def _named(folder: Path) -> Iterator[tuple[Path, str]]:
    """Files named after a chapter, whatever else is in the name, and the chapter."""
    for path, is_folder in _entries(folder):
        name = _COPY.fullmatch(path.stem) if path.suffix == ".csv" and not is_folder else None
        if name:
            yield path, name["chapter"]


def _entries(folder: Path) -> Iterator[tuple[Path, bool]]:
    """Files and folders, links left out."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                is_folder = entry.is_dir(follow_symlinks=False)
                if is_folder or entry.is_file(follow_symlinks=False):
                    yield Path(entry.path), is_folder
    except FileNotFoundError:
        return
    except OSError as trouble:
        raise StoreError("folder-unusable", path=folder, why=disk.why(trouble)) from trouble

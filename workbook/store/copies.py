"""What was handed over: the files in the summaries folder, those written elsewhere, and deleting one for good.

exports.json beside them holds a line a file: the day, where it lies, its SHA-256. A file in the folder that has no line
there is one all the same, so nothing that lies there is ever left out of the list.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from workbook.errors import StoreError
from workbook.store import disk
from workbook.store.guard import alone

LIST = "exports.json"
CHOICES = "choices.json"

State = Literal["there", "changed", "gone"]


@dataclass(frozen=True, slots=True)
class _Line:
    """One file as the list has it; inside the folder it is known by its name alone, so that the folder may move."""

    day: str
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Copy:
    """One file that was handed over, or could be."""

    file: str  # its name in the summaries folder, or its whole path
    path: Path
    day: date
    state: State


def listed(folder: Path) -> tuple[Copy, ...]:
    """Every copy, the latest first. Raises StoreError where the list or the folder cannot be read."""
    lines = {line.file: line for line in _lines(folder)}
    found = [_copy(folder, line) for line in lines.values()]
    found += [_unlisted(path) for path in _files(folder) if path.name not in lines]
    return tuple(sorted(found, key=lambda copy: (copy.day, copy.file), reverse=True))


def note(folder: Path, path: Path, content: bytes, day: date) -> None:
    """Put a file that was written into the list."""
    line = _Line(day.isoformat(), _name(folder, path), hashlib.sha256(content).hexdigest())
    with disk.saving(), alone(folder):
        _put(folder, [*(each for each in _lines(folder) if each.file != line.file), line])


def delete(folder: Path, file: str) -> None:
    """Remove the file, then its line; one that is gone already only loses its line.

    Raises StoreError: nothing of the kind is in the list, or it cannot be removed, and then its line stays.
    """
    copy = next((each for each in listed(folder) if each.file == file), None)
    if copy is None:
        raise StoreError("no-such-copy")
    with disk.erasing(), alone(folder):
        if copy.state != "gone":
            disk.remove(copy.path)
        lines = _lines(folder)
        if any(line.file == file for line in lines):
            _put(folder, [line for line in lines if line.file != file])


def elsewhere(folder: Path) -> tuple[Path, ...]:
    """Copies that were written to other folders; none where the list cannot be read."""
    with contextlib.suppress(StoreError):
        return tuple(folder / line.file for line in _lines(folder) if not _inside(line))
    return ()


def forget_gone(folder: Path) -> None:
    """Take out of the list what was in the folder and is gone; one that cannot be read, or says nothing more, goes.

    What lies elsewhere stays in it, since nothing else here says where, and its drive may not be plugged in.
    """
    kept: list[_Line] = []
    with contextlib.suppress(StoreError):
        kept = [line for line in _lines(folder) if not _inside(line) or _copy(folder, line).state != "gone"]
    if kept:
        _put(folder, kept)
    else:
        (folder / LIST).unlink(missing_ok=True)


def _inside(line: _Line) -> bool:
    return line.file == Path(line.file).name


def _name(folder: Path, path: Path) -> str:
    inside = os.path.realpath(path.parent) == os.path.realpath(folder)
    return path.name if inside else str(path.absolute())


def _copy(folder: Path, line: _Line) -> Copy:
    path = folder / line.file
    return Copy(line.file, path, date.fromisoformat(line.day), _state(path, line.sha256))


def _state(path: Path, sha256: str) -> State:
    try:
        content, _ = disk.slurp(path)
    except FileNotFoundError:
        return "gone"
    except OSError:  # on a drive that is not plugged in, or something else is in its place
        return "changed" if os.path.lexists(path) else "gone"
    return "there" if hashlib.sha256(content).hexdigest() == sha256 else "changed"


def _unlisted(path: Path) -> Copy:
    return Copy(path.name, path, disk.saved(disk.stamp(path.stat())).date(), "there")


def _files(folder: Path) -> Iterator[Path]:
    """Files that a person would see in it; not our own two."""
    try:
        found = sorted(folder.iterdir())
    except FileNotFoundError:
        return
    except OSError as trouble:
        raise StoreError("folder-unusable", path=folder, why=disk.why(trouble)) from trouble
    yield from (path for path in found if path.is_file() and path.name not in (LIST, CHOICES) and path.name[0] != ".")


def _lines(folder: Path) -> list[_Line]:
    """What the list holds. Raises StoreError where something else wrote into it."""
    path = folder / LIST
    try:
        said = json.loads(disk.slurp(path)[0])
        lines = [_Line(**each) for each in said["exports"]]
        for line in lines:
            date.fromisoformat(line.day)
    except FileNotFoundError:
        return []
    except OSError as trouble:
        raise StoreError("list-unreadable", path=path, why=disk.why(trouble)) from trouble
    except (ValueError, TypeError, KeyError) as trouble:
        raise StoreError("list-unreadable", path=path, why="it was changed outside the workbook") from trouble
    return lines


def _put(folder: Path, lines: list[_Line]) -> None:
    payload = {"exports": [asdict(line) for line in lines]}
    disk.put(folder / LIST, (json.dumps(payload, ensure_ascii=True, indent=1) + "\n").encode())

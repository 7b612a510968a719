"""Files that are put down whole: summaries, exports, the dictionary beside the answers."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import sys
import unicodedata
from collections.abc import Iterator
from itertools import chain, count
from pathlib import Path

from workbook.errors import StoreError
from workbook.store import copies, disk
from workbook.store.guard import alone

_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}")


def write_file(path: Path, content: bytes, *, replace: bool = False) -> None:
    """Write a file wherever the person wants it; one that is there is left alone unless replace is said."""
    with _writing(path):
        if not replace and os.path.lexists(path):
            raise FileExistsError
        target = Path(os.path.realpath(path)) if replace else path  # so that a link stays a link
        with _part_of_its_own(target.parent, content) as part:
            if replace:
                os.replace(part, target)  # noqa: PTH105
            else:
                _named(part, target)
        disk.sync_folder(target.parent)


def write_summary(folder: Path, name: str, content: bytes) -> Path:
    """Put a file into the summaries folder under this name, or under name-2, name-3 if it is taken."""
    with disk.saving(), alone(folder):
        first = folder / safe_name(name)
        paths = chain([first], (folder / f"{first.stem}-{number}{first.suffix}" for number in count(2)))
        while True:
            path = next(paths)
            with contextlib.suppress(FileExistsError):
                put_new(path, content)
                return path


def read_choices(folder: Path) -> str:
    """What was chosen for the summary, as it was written; empty while nothing was. Raises StoreError."""
    path = folder / copies.CHOICES
    try:
        return disk.slurp(path)[0].decode("utf-8", errors="replace")
    except FileNotFoundError:
        return ""
    except OSError as trouble:
        raise StoreError("folder-unusable", path=path, why=disk.why(trouble)) from trouble


def write_choices(folder: Path, text: str) -> None:
    """Put what is chosen in place of what was."""
    with disk.saving(), alone(folder):
        disk.put(folder / copies.CHOICES, text.encode())


def write_dictionary(folder: Path, payload: bytes) -> None:
    """Write what the columns and answers mean beside them, when it is not there already."""
    path = folder / "datapackage.json"
    with disk.saving(), alone(folder):
        if not path.is_file() or disk.slurp(path)[0] != payload:
            disk.put(path, payload)


def put_new(path: Path, content: bytes) -> None:
    """Put a file where there is none; FileExistsError if there is one, even one that came this moment."""
    if os.path.lexists(path):
        raise FileExistsError
    part = disk.written_part(path.parent, content)
    try:
        _named(part, path)
    finally:
        disk.sweep(path.parent)
    disk.sync_folder(path.parent)


@contextlib.contextmanager
def _part_of_its_own(folder: Path, content: bytes) -> Iterator[Path]:
    """The content on disk under a name nobody else has: in a folder that is not ours nothing is locked or swept."""
    part = folder / f".second-look.{secrets.token_hex(8)}.part"
    try:
        disk.write_new(part, content)
        yield part
    finally:
        part.unlink(missing_ok=True)


def _named(part: Path, path: Path) -> None:
    """A link never goes over an existing file, as a rename does; on Windows a rename does not either."""
    if sys.platform == "win32":
        part.rename(path)
        return
    try:
        path.hardlink_to(part)
    except FileExistsError:
        raise
    except OSError:  # a USB stick knows no such links
        os.replace(part, path)  # noqa: PTH105  as everywhere in the store, so that a test can stand in its way


@contextlib.contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError as trouble:
        raise StoreError("export-exists", path=path) from trouble
    except (OSError, ValueError) as trouble:  # ValueError: a name with a NUL in it
        why = disk.why(trouble) if isinstance(trouble, OSError) else str(trouble)
        raise StoreError("export-name", path=path, why=why) from trouble


def safe_name(name: str) -> str:
    """A file name that every system takes and that stays in its folder."""
    stem, ending = Path(name).stem, Path(name).suffix
    plain = "".join(c if c.isalnum() or c in "-_ ." else "-" for c in unicodedata.normalize("NFC", stem))
    plain = plain.encode()[:100].decode(errors="ignore").strip(" -.") or "summary"
    return ("_" if _RESERVED.fullmatch(plain) else "") + plain + (ending if _ENDING.fullmatch(ending) else "")

"""Files as they were edited elsewhere, kept beside the answers: causes.edited-1.csv, causes.edited-2.csv."""

from __future__ import annotations

import re
from pathlib import Path

from workbook.store import disk


def kept(folder: Path, chapter: str) -> list[Path]:
    """The kept originals of a chapter, oldest first."""
    found = folder.glob(f"{chapter}.edited-*.csv")
    return sorted((path for path in found if _number(path)), key=_number)


def keep(folder: Path, chapter: str, raw: bytes) -> None:
    """Keep a file as it was edited; not twice, if a kill came between keeping it and writing it anew."""
    before = kept(folder, chapter)
    if before and disk.slurp(before[-1])[0] == raw:
        return
    disk.put(folder / f"{chapter}.edited-{_number(before[-1]) + 1 if before else 1}.csv", raw)


def _number(path: Path) -> int:
    """Its number; 0 for a name that only looks like one of these."""
    name = re.fullmatch(r"[a-z0-9-]+\.edited-([1-9][0-9]{0,8})\.csv", path.name)
    return int(name[1]) if name else 0

"""Answers and summaries in one plain zip file, to move to another computer; reading one as what it is, a stranger's."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from workbook.errors import StoreError
from workbook.store import clearing, disk
from workbook.store.guard import unmoved
from workbook.store.lines import Mark
from workbook.store.sheet import parse
from workbook.store.shelf import safe_name

ALWAYS = (1980, 1, 1, 0, 0, 0)
"""The time of every file in a bundle: the same answers make the same bundle, and it does not say when."""

LARGEST = 200 * 2**20
"""Bytes, unpacked; ten years of answers are a tenth of it."""

MOST = 5000
"""Files."""

UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError, OSError)
"""What Python says of a zip that is damaged, locked, or packed in a way it does not know."""

PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How a file may be packed: Python unpacks other kinds by the gigabyte before it looks at their size."""

UNREAD = 1000
"""Lines that cannot be read, of all that are in one."""

_ANSWERS = re.compile(r"answers/([a-z][a-z0-9-]+)\.csv")
_SUMMARY = re.compile(r"summaries/([^/\\]+)")


@dataclass(frozen=True, slots=True)
class Bundle:
    """What is in one."""

    answers: Mapping[str, bytes]  # by chapter
    summaries: Mapping[str, bytes]  # by name


def packed(data: Path, chapters: tuple[str, ...]) -> bytes:
    """The bundle as bytes. Kept originals and other bundles stay behind."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as bundle:
        for name, raw in (*_files(data / "answers", chapters), *_summaries(data)):
            info = zipfile.ZipInfo(name, ALWAYS)
            info.create_system, info.external_attr = 3, (stat.S_IFREG | 0o600) << 16
            bundle.writestr(info, raw, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def _files(folder: Path, chapters: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    with unmoved(folder):
        for chapter in sorted(chapters):
            path = folder / f"{chapter}.csv"
            with disk.reading(path):
                yield f"answers/{path.name}", disk.slurp(path)[0]


def _summaries(data: Path) -> Iterator[tuple[str, bytes]]:
    for path in clearing.summaries(data):
        if path.is_file() and path.suffix != ".zip" and path.name != disk.PART:
            with disk.reading(path):
                yield f"summaries/{safe_name(path.name)}", disk.slurp(path)[0]


def unpacked(path: Path) -> Bundle:
    """What a bundle holds, in memory; nothing is written.

    Raises StoreError for anything that is not one of ours, whole and of a size that one life has.
    """
    with disk.reading(path):
        raw = _limited(path)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as bundle:
            return _read(path, bundle)
    except UNREADABLE as trouble:
        raise _refused(path, "it is damaged, or no bundle") from trouble


def _limited(path: Path) -> bytes:
    if path.is_file() and path.stat().st_size > LARGEST:
        raise _refused(path, "it is too large")
    return disk.slurp(path)[0]


def _read(path: Path, bundle: zipfile.ZipFile) -> Bundle:
    answers: dict[str, bytes] = {}
    summaries: dict[str, bytes] = {}
    infos = [info for info in bundle.infolist() if info.filename not in ("answers/", "summaries/")]
    if any(info.compress_type not in PACKED for info in infos):
        raise _refused(path, "it is packed in a way that is not read here")
    if len(infos) > MOST or sum(info.file_size for info in infos) > LARGEST:
        raise _refused(path, "it is too large")
    for info in infos:
        place, name = _place(path, info)
        into = {"answers": answers, "summaries": summaries}[place]
        if name in into:
            raise _refused(path, "it holds one file twice")
        with bundle.open(info) as file:
            into[name] = file.read(info.file_size + 1)  # so that one that lies about its size is not unpacked whole
    _check(path, answers, summaries)
    return Bundle(answers, summaries)


def _place(path: Path, info: zipfile.ZipInfo) -> tuple[str, str]:
    """Which of the two folders, and the name in it; never another place, a link, or something locked."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    if info.orig_filename != info.filename or kind not in (0, stat.S_IFREG) or info.flag_bits & 1:
        raise _refused(path, "it holds something that is neither answers nor a summary")
    if answers := _ANSWERS.fullmatch(info.filename):
        return "answers", answers[1]
    summary = _SUMMARY.fullmatch(info.filename)
    if summary is None or safe_name(summary[1]) != summary[1] or summary[1] in clearing.OWN:
        raise _refused(path, "it holds something that is neither answers nor a summary")
    return "summaries", summary[1]


def _check(path: Path, answers: Mapping[str, bytes], summaries: Mapping[str, bytes]) -> None:
    if not answers and not summaries:
        raise _refused(path, "there is nothing in it")
    unread = 0
    for chapter, raw in answers.items():
        found = parse(raw, chapter).found
        unread += found.count(Mark.DAMAGED)
        if unread > UNREAD:
            raise _refused(path, "too much of it cannot be read")
        if Mark.DAMAGED in found and all(isinstance(each, Mark) for each in found):
            raise _refused(path, f"{chapter}.csv in it holds no answers")


def _refused(path: Path, why: str) -> StoreError:
    return StoreError("bundle-unusable", path=path, why=why)

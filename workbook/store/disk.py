"""Bytes on their way to the disk: nothing is said to be saved that a power cut could still take."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from workbook.errors import StoreError

Stamp = tuple[int, int, int, int, int]
"""Changes whenever the file does."""

PART = ".second-look.part"
"""The one name of a file being written, so that what a kill left behind is found and removed by the next save."""

NOWHERE = "it is a link that leads nowhere"

FULL = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}
_FLAGS = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class ChangedError(OSError):
    """Another program changed the file while we were about to replace it."""

    def __init__(self) -> None:
        super().__init__("another program changed the file at this moment")


def why(trouble: OSError) -> str:
    """The system's own words for it."""
    return trouble.strerror or str(trouble)


@contextlib.contextmanager
def saving() -> Iterator[None]:
    """Whatever goes wrong while saving becomes one sentence."""
    try:
        yield
    except OSError as trouble:
        if trouble.errno in FULL:
            raise StoreError("disk-full") from trouble
        raise StoreError("not-saved", why=why(trouble)) from trouble


@contextlib.contextmanager
def erasing() -> Iterator[None]:
    """Whatever goes wrong while erasing becomes one sentence, which is true of the very last step too."""
    try:
        yield
    except OSError as trouble:
        raise StoreError("not-erased", why=why(trouble)) from trouble


@contextlib.contextmanager
def reading(path: Path) -> Iterator[None]:
    """Whatever goes wrong while a file is read becomes one sentence."""
    try:
        yield
    except OSError as trouble:
        raise StoreError("file-unreadable", path=path, why=why(trouble)) from trouble


def stamp(info: os.stat_result) -> Stamp:
    return (info.st_dev, info.st_ino, info.st_size, info.st_mtime_ns, info.st_ctime_ns)


def saved(stamp: Stamp) -> datetime:
    """When the file was last saved, in the time of this place; kept within what every system's calendar holds."""
    seconds = min(max(stamp[3] // 10**9, 2 * 86_400), 2**32)
    return datetime.fromtimestamp(seconds, UTC).astimezone()


def dangling(path: Path) -> bool:
    """A link that leads nowhere, perhaps to a drive that is not plugged in: not the same as nothing there."""
    return path.is_symlink() and not path.exists()


def opened(path: Path, flags: int) -> int:
    """A descriptor; a pipe in the file's place cannot hang us, and a link that leads nowhere is not "nothing there"."""
    try:
        return os.open(path, flags | _FLAGS)
    except FileNotFoundError:
        if dangling(path):
            raise OSError(errno.ENXIO, NOWHERE) from None
        raise


def slurp(path: Path) -> tuple[bytes, Stamp]:
    """The whole file, and the stamp it had."""
    fd = opened(path, os.O_RDONLY)
    try:
        info = os.fstat(fd)
        if not stat.S_ISREG(info.st_mode):
            raise OSError(errno.EISDIR, "something that is not a file is in its place")
        with open(fd, "rb", closefd=False) as file:
            return file.read(), stamp(info)
    finally:
        os.close(fd)


def tail(fd: int, size: int, length: int) -> bytes:
    """The last bytes of a file of this size, which is no shorter than that."""
    os.lseek(fd, size - length, os.SEEK_SET)
    return os.read(fd, length)


def write_all(fd: int, content: bytes) -> None:
    """A write may take only a part; the rest goes in the next one."""
    rest = memoryview(content)
    while rest:
        done = os.write(fd, rest)
        if not done:
            raise OSError("the disk takes no more")
        rest = rest[done:]


def sync(fd: int) -> None:
    """Down to the drive itself; on macOS fsync stops at the drive's own cache."""
    if sys.platform == "darwin":
        import fcntl  # noqa: PLC0415  there is none on Windows

        with contextlib.suppress(OSError):
            fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
            return
    os.fsync(fd)


def sync_folder(folder: Path) -> None:
    """A new name is on disk only once its folder is; Windows does that by itself."""
    if sys.platform == "win32":
        return
    fd = os.open(folder, os.O_RDONLY | _FLAGS)
    try:
        os.fsync(fd)
    except OSError as trouble:
        if trouble.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network drives cannot, and need not
            raise
    finally:
        os.close(fd)


def add(fd: int, size: int, content: bytes) -> None:
    """Append to a file of this size; when that fails it has this size again, so that a retry doubles nothing."""
    try:
        write_all(fd, content)
        sync(fd)
    except BaseException:  # a pressed Ctrl-C too: what was not said to be saved must not be there
        with contextlib.suppress(OSError):
            os.ftruncate(fd, size)
            os.fsync(fd)
        raise


def put(path: Path, content: bytes, mode: int = 0o600, was: Stamp | None = None) -> Stamp:
    """Put a whole file in place at once: a reader, a kill or a power cut finds the old one or the new one.

    was: the stamp of what is replaced; ChangedError if another program got in between.
    """
    target = Path(os.path.realpath(path))  # so that a link stays a link
    part = written_part(target.parent, content, mode)
    try:
        if was and stamp(os.stat(target)) != was:  # noqa: PTH116  os.stat, so that a test can stand in its way
            raise ChangedError
        os.replace(part, target)  # noqa: PTH105
    except BaseException:
        sweep(target.parent)
        raise
    sync_folder(target.parent)
    return stamp(os.stat(target))  # noqa: PTH116


def written_part(folder: Path, content: bytes, mode: int = 0o600) -> Path:
    """The content on disk beside its place, under the name that is swept."""
    sweep(folder)
    part = folder / PART
    try:
        write_new(part, content, mode)
    except BaseException:
        sweep(folder)
        raise
    return part


def write_new(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Make a file that is not there yet, and bring its content down to the disk; what fails is left to the caller."""
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FLAGS, 0o600)
    try:
        if sys.platform != "win32":
            os.fchmod(fd, mode)  # whatever the umask
        write_all(fd, content)
        sync(fd)
    finally:
        os.close(fd)


def sweep(folder: Path) -> None:
    """Remove what a kill left half written; it may hold words that were to be erased."""
    part = f"{folder}/{PART}"
    if os.path.lexists(part):  # looked for first: removing what is not there costs a save a tenth of its time
        os.unlink(part)  # noqa: PTH108


def remove(path: Path) -> None:
    """Remove a file for good, through a link too."""
    target = Path(os.path.realpath(path))
    target.unlink()
    path.unlink(missing_ok=True)
    sync_folder(target.parent)


def mode(path: Path) -> int:
    """Who may read a file, as it is kept when the file is written anew."""
    return stat.S_IMODE(os.stat(path).st_mode)  # noqa: PTH116


def make_folder(folder: Path) -> None:
    """A folder for one person's eyes; one that is there already keeps the mode it has."""
    if folder.is_dir():
        return
    if not folder.parent.exists():
        make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)  # another window may have been a moment faster
    folder.chmod(0o700)
    sync_folder(folder.parent)

"""Make the workbook's own environment, ``.venv``, from a hash-pinned lock. Standard library only.

A marker goes in first, so that a later start knows the folder is ours to throw away; the ready-stamp goes in last.
Without the stamp the folder is thrown away and made again, never resumed: pip does not notice files missing from a
package whose unpacking was killed. Nothing but ``.venv`` is ever deleted.
"""

from __future__ import annotations

import contextlib
import errno
import functools
import hashlib
import importlib.util
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workbook.progress import Progress

ROOM = 900_000_000  # bytes: the packages unpacked, the test tools, and what pip needs on the way
PIP = ("-m", "pip", "--no-input", "--disable-pip-version-check", "--retries", "2", "install")
CAREFULLY = ("--no-deps", "--no-compile", "--require-hashes", "--only-binary", ":all:", "-r")
NOT_FOR_PIP = ("PYTHONHOME", "PYTHONPATH", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_VIRTUALENV")
FULL = "The disk is full: free about 900 MB, then run the same command again."
CHANGED = "A package that came over the network is not the one this workbook names, so nothing was installed."
OFFLINE = "The packages could not be fetched, there seems to be no network: run the same command again when online."
NO_VENV = (
    "This Python cannot make an environment of its own (on Debian or Ubuntu: `sudo apt install python3-venv`); "
    "then run the same command again."
)
NO_WHEEL = (
    "There is no ready-made package “{name}” for this computer (Python {python}, {machine}), so the workbook cannot be "
    "set up here; Python 3.11 to 3.14 on Windows, on macOS 11 or newer, or on a recent Linux has them all."
)
CAUSES = (
    (r"No space left on device|\[Errno 28\]|WinError 112", FULL),
    (r"DO NOT MATCH THE HASHES", CHANGED),
    (r"Retrying|NewConnection|ConnectionError|Name or service|name resolution|timed out|ProxyError|addrinfo", OFFLINE),
)


class Trouble(Exception):  # noqa: N818 - it is a sentence, not an error
    """One sentence for the person; no traceback."""


@dataclass(frozen=True)
class Environment:
    """The ``.venv`` of one checkout, and the two notes in it."""

    root: Path

    @property
    def folder(self) -> Path:
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def made(self) -> Path:
        return self.folder / "workbook-made"

    @property
    def ready(self) -> Path:
        return self.folder / "workbook-ready"

    def lock(self, name: str) -> Path:
        return self.root / name

    def stamp(self, lock: str) -> str:
        """The lock, then what an environment hangs on: Python's version, the system, its own place."""
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        place = "|".join((version, sys.platform, platform.machine(), str(self.folder)))
        return f"{_digest(self.lock(lock).read_bytes())} {_digest(os.fsencode(place))}"

    def holds(self, *locks: str) -> bool:
        """Whether the environment is finished and was made from one of these locks."""
        return self.python.exists() and _read(self.ready) in {self.stamp(lock) for lock in locks}


def install(env: Environment, lock: str) -> None:
    """Make the environment, or bring a finished one to this lock; one set-up at a time."""
    try:
        with _only_one(env.root / ".venv.lock"):
            _install(env, lock)
    except OSError as trouble:
        raise Trouble(_why(trouble)) from None


def _install(env: Environment, lock: str) -> None:
    want = env.stamp(lock)
    with Progress() as progress:
        if not _finished_here(env, want):
            _check_room(env.root)
            _clear(env)
            progress.now("making a place for the packages")
            _create(env)
        env.ready.unlink(missing_ok=True)
        pip = _newer_pip(env, lock)
        _fetch(env, [*pip, *CAREFULLY, str(env.lock(lock))], env.lock(lock), progress)
        progress.done("The packages are in place.")
    unstamped = env.ready.with_suffix(".new")
    unstamped.write_text(want, encoding="utf-8")
    unstamped.replace(env.ready)


def _finished_here(env: Environment, want: str) -> bool:
    """A finished environment of this Python and this place, though perhaps from another lock."""
    return env.python.exists() and _read(env.ready).split()[1:] == want.split()[1:]


def _check_room(root: Path) -> None:
    free = shutil.disk_usage(root).free
    if free < ROOM:
        raise Trouble(f"The disk is nearly full: the workbook needs about 900 MB, and {free // 1_000_000} MB are free.")


def _create(env: Environment) -> None:
    try:
        import venv  # noqa: PLC0415 - some systems split it off; they get a sentence
    except ImportError:
        raise Trouble(NO_VENV) from None
    make = functools.partial(venv.EnvBuilder, symlinks=os.name != "nt")
    try:
        make(with_pip=_has("ensurepip")).create(env.folder)
    except ValueError:
        raise Trouble(f"Python makes no environment in a folder with “{os.pathsep}” in its name: {env.root}") from None
    except subprocess.CalledProcessError:  # ensurepip is there but broken: this Python's own pip may do
        make(clear=False).create(env.folder)


def _clear(env: Environment) -> None:
    """An empty folder of ours. What we did not make is left alone."""
    if env.folder.is_symlink() or (env.folder.exists() and not env.made.exists() and any(env.folder.iterdir())):
        raise Trouble(
            f"The folder {env.folder} was not made by the workbook, so it is left alone: move it away, or, if it "
            "holds what requirements.lock names, run its Python with `-m workbook --here`."
        )
    if env.folder.exists():
        shutil.rmtree(env.folder)
    env.folder.mkdir()
    env.made.write_text("Made by `python3 -m workbook`; safe to delete.\n", encoding="utf-8")


def _newer_pip(env: Environment, lock: str) -> list[str]:
    """The command that installs into the environment: its own pip, renewed first, or this Python's."""
    if not _has_pip(env.python):
        if not _has("pip"):
            raise Trouble(NO_VENV)
        return [sys.executable, PIP[0], PIP[1], "--python", str(env.python), *PIP[2:]]
    own = [str(env.python), *PIP]
    pin = re.search(r"^pip==.*(?:\\\n.*)+", env.lock(lock).read_text(encoding="utf-8"), re.MULTILINE)
    if pin:
        only_pip = env.folder / "pip.lock"
        only_pip.write_text(pin[0] + "\n", encoding="utf-8")
        subprocess.run([*own, "--quiet", *CAREFULLY, str(only_pip)], env=_calm(), check=False, capture_output=True)
    return own


def _fetch(env: Environment, command: list[str], lock: Path, progress: Progress) -> None:
    """Run pip, count what it says, keep all of it for someone who wants to look."""
    progress.packages(sum(line[:1].isalnum() for line in lock.read_text(encoding="utf-8").splitlines()), env.folder)
    log = env.folder / "workbook-setup.log"
    with log.open("w", encoding="utf-8") as kept:
        pip = subprocess.Popen(
            command, env=_calm(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace"
        )
        with pip:
            for line in pip.stdout or ():
                kept.write(line)
                progress.heard(line)
    if pip.returncode:
        raise Trouble(_cause(log))


def _cause(log: Path) -> str:
    said = log.read_text(encoding="utf-8")
    for pattern, sentence in CAUSES:
        if re.search(pattern, said, re.IGNORECASE):
            return sentence
    if lacking := re.search(r"No matching distribution found for ([\w.-]+)", said):
        return NO_WHEEL.format(name=lacking[1], python=platform.python_version(), machine=platform.machine())
    return f"The packages could not be installed; {log} says why."


def _why(trouble: OSError) -> str:
    if trouble.errno in (errno.ENOSPC, errno.EDQUOT):
        return FULL
    return f"The workbook could not be set up in its own folder: {trouble.strerror or trouble} ({trouble.filename})."


def _calm() -> dict[str, str]:
    """The person's network settings stay (proxy, index, certificates); what would redirect the packages goes."""
    kept = {name: value for name, value in os.environ.items() if name not in NOT_FOR_PIP}
    return {**kept, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}


def _has(module: str) -> bool:
    return getattr(importlib.util.find_spec(module), "origin", None) is not None


def _has_pip(python: Path) -> bool:
    return subprocess.run([str(python), "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0


@contextlib.contextmanager
def _only_one(path: Path) -> Iterator[None]:
    """A lock of the operating system, let go of by it when the process dies."""
    with path.open("a+b") as held:
        try:
            if sys.platform == "win32":
                import msvcrt  # noqa: PLC0415 - Windows has no fcntl, and the others no msvcrt

                msvcrt.locking(held.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl  # noqa: PLC0415

                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Trouble("Another set-up of this workbook is running: wait for it, then try again.") from None
        yield


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()

"""What a running JupyterLab leaves behind to be found by, and where its kernels' sockets fit. Standard library only."""

from __future__ import annotations

import hashlib
import html
import json
import os
import socket
import tempfile
import urllib.request
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

NOTE = "started.json"
LONGEST = 103  # bytes of a socket's path: systems take 104 at the least, one of them a zero


class Refused(Exception):  # noqa: N818 - it is a sentence, not an error
    """One sentence for the person."""


@dataclass(frozen=True)
class Start:
    """What a second start cannot change."""

    data: Path  # holds answers/ and summaries/
    edit: bool  # plain JupyterLab


@dataclass(frozen=True)
class Server:
    """A JupyterLab that is running for one state folder."""

    url: str
    token: str

    def address(self, page: str) -> str:
        return f"{self.url.rstrip('/')}{page}?token={self.token}"


def running(runtime: Path) -> Server | None:
    """The server that left its note here and still answers."""
    for note in sorted(runtime.glob("jpserver-*.json")):
        try:
            told = json.loads(note.read_text(encoding="utf-8"))
            server = Server(told["url"], told["token"])
            with _straight().open(server.address("/api/status"), timeout=3):
                return server
        except (OSError, ValueError, KeyError):
            continue
    return None


def note(state: Path, start: Start) -> None:
    """Left for a second start to read."""
    told = json.dumps({"data": str(start.data), "edit": start.edit})
    (state / NOTE).write_text(told, encoding="utf-8")


def noted(state: Path) -> Start | None:
    """How the running one was started; None where there is no note, or a torn one."""
    try:
        told = json.loads((state / NOTE).read_text(encoding="utf-8"))
        return Start(Path(told["data"]), bool(told["edit"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _straight() -> urllib.request.OpenerDirector:
    """To 127.0.0.1 without the person's proxy."""
    return urllib.request.build_opener(urllib.request.ProxyHandler({}))


def redirect(state: Path, address: str) -> Path:
    """A page that leads there, so that the token is not seen in the list of running programs."""
    page = state / "open.html"
    page.touch(mode=0o600)
    page.write_text(
        f'<!DOCTYPE html><meta charset="utf-8"><title>Notes</title>'
        f'<meta http-equiv="refresh" content="0; url={html.escape(address)}">',
        encoding="utf-8",
    )
    return page


def runtime_folder(state: Path) -> tuple[Path, str]:
    """Where connection notes and sockets go, and how kernels are spoken to: over sockets in a folder only this person
    can look into where that works, else over ports of this computer."""
    own = state / "runtime"
    if os.name == "posix":
        for folder in (own, *_short_ones(state)):
            if _takes_sockets(folder):
                return folder, "ipc"
    return own, "tcp"


def _short_ones(state: Path) -> Iterator[Path]:
    """The same folder each time for one state folder, made by us and closed to others."""
    name = f"second-look-{hashlib.sha256(os.fsencode(state)).hexdigest()[:12]}"
    for parent in filter(None, (os.environ.get("XDG_RUNTIME_DIR"), tempfile.gettempdir(), "/tmp")):  # noqa: S108
        folder = Path(parent, name)
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
            found = folder.lstat()
        except OSError:
            continue
        if folder.is_dir() and not folder.is_symlink() and found.st_uid == os.getuid() and not found.st_mode & 0o077:
            yield folder


def _takes_sockets(folder: Path) -> bool:
    """Whether the path is short enough, and the disk knows sockets."""
    path = folder / f"kernel-{uuid.uuid4()}-ipc-5"  # as long as a kernel's own
    if len(os.fsencode(path)) > LONGEST:
        return False
    try:
        with socket.socket(socket.AF_UNIX) as probe:
            probe.bind(str(path))
    except OSError:
        return False
    path.unlink()
    return True

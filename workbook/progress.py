"""What set-up says while it works: which package of how many, and how long it has been. Standard library only.

It speaks on standard error, so that what a command prints stays alone on standard output. On a terminal it keeps one
line up to date each second; anywhere else it writes a line every ten seconds.
"""

from __future__ import annotations

import re
import sys
import threading
import time
from pathlib import Path
from typing import Self


class Progress:
    """A phase, a count, and a thread that tells of them until it is closed."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._phase = ""
        self._total = self._count = 0
        self._folder: Path | None = None
        self._unpacking = False
        self._closed = threading.Event()
        self._on_terminal = sys.stderr.isatty()
        self._thread = threading.Thread(target=self._tell_on, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closed.set()
        self._thread.join()
        if self._on_terminal:
            print("\r\033[K", end="", file=sys.stderr, flush=True)

    def now(self, phase: str) -> None:
        if not self._phase:
            print("Setting up the workbook, once: about 135 MB to fetch, one to three minutes.", file=sys.stderr)
        self._phase = phase

    def packages(self, total: int, folder: Path) -> None:
        """From here on pip is at work in this folder, on about so many packages."""
        self._total, self._folder = total, folder
        self.now("looking for the packages")

    def heard(self, line: str) -> None:
        """Take in one line of pip's."""
        if line.startswith("Ignoring "):  # meant for another system
            self._total -= 1
        elif found := re.match(r"Collecting ([\w.-]+)", line):
            self._count += 1
            self._phase = f"fetching {found[1]}"
        elif line.startswith("Installing collected packages"):
            self._unpacking = True

    def done(self, sentence: str) -> None:
        """The last word, before the line is cleared."""
        self._phase = ""
        print(("\r\033[K" if self._on_terminal else "") + sentence, file=sys.stderr, flush=True)

    def _tell_on(self) -> None:
        while not self._closed.wait(1 if self._on_terminal else 10):
            if self._phase:
                print(self._line(), end="" if self._on_terminal else "\n", file=sys.stderr, flush=True)

    def _line(self) -> str:
        seconds = int(time.monotonic() - self._began)
        if self._unpacking and self._folder:
            self._count = min(self._total, sum(1 for _ in self._folder.glob("**/site-packages/*.dist-info")))
            self._phase = "unpacking"
        of = f" ({self._count} of {self._total})" if self._total else ""
        return f"{chr(13) + chr(27) + '[K' if self._on_terminal else ''}  {self._phase}{of}, {seconds} seconds so far"

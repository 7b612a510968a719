"""What JupyterLab keeps in the state folder: copies of notebooks that may hold somebody's own words, and the rest."""

from __future__ import annotations

import shutil
from pathlib import Path

from workbook.store import disk

RUNNING = "runtime"
"""What a JupyterLab that is open stands on."""


def checkpoints(state: Path) -> list[Path]:
    """Earlier versions of notebooks."""
    return sorted(path for path in (state / "checkpoints").rglob("*") if path.is_file())


def clear_checkpoints(state: Path) -> None:
    with disk.erasing():
        for path in checkpoints(state):
            path.unlink(missing_ok=True)


def clear(state: Path, *, running: bool) -> None:
    """Everything that is kept there; while JupyterLab runs, all but what it stands on."""
    with disk.erasing():
        for path in state.iterdir() if state.is_dir() else ():
            if running and path.name in (RUNNING, "started.json"):
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=running)
            else:
                path.unlink(missing_ok=True)
        if state.is_dir() and not running and not state.is_symlink():
            state.rmdir()

"""Real sections of the workbook in a tab without Jupyter: real content, a real desk on a folder of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
from form_harness import ROOT

from workbook import showing
from workbook.desk import Desk
from workbook.forms.form import Event, Reply
from workbook.handling import handler
from workbook.screen import Page


class Shown:
    """One form of a notebook, as notebook.py makes it."""

    def __init__(self, desk: Desk, chapter: str, page: Callable[[], Page]) -> None:
        self.desk, self.make, self._handle = desk, page, handler(desk, chapter, page)

    def handle(self, event: Event) -> Reply:
        return self._handle(event)


def form(folder: Path, name: str) -> Any:
    """begin:causes, finish:causes, home, standing, paper, or the full id of a section."""
    desk = Desk(folder)
    what, _, chapter = name.partition(":")
    pages: dict[str, tuple[str, Callable[[], Page]]] = {
        "begin": (chapter, lambda: showing.opening(desk, chapter)),
        "finish": (chapter, lambda: showing.closing(desk, chapter)),
        "home": ("start", lambda: showing.home(desk)),
        "standing": ("summary", lambda: showing.standing(desk)),
        "paper": ("summary", lambda: showing.paper(desk)),
    }
    return Shown(desk, *pages.get(what, (name.partition(".")[0], lambda: showing.section(desk, name))))


def forms(folder: Path, notebook: str) -> list[Any]:
    """Every form of a notebook, in the order of its cells; charts need JupyterLab and are left out."""
    cells = nbformat.read(ROOT / "notebooks" / f"{notebook}.ipynb", as_version=4).cells
    called = [re.fullmatch(r'(\w+)\((?:"([\w.-]+)")?\)', cell.source) for cell in cells if cell.cell_type == "code"]
    names = {"begin": "begin:{}", "finish": "finish:{}", "ask": "{}", "home": "home", "standing": "standing"}
    names |= {"write_summary": "paper"}
    return [form(folder, names[call[1]].format(call[2])) for call in called if call and call[1] in names]

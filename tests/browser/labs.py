"""A real JupyterLab, started by the real launcher in folders of its own; what a page did; scratch notebooks."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import nbformat
import pytest

from workbook import allowed, serving

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parent.parent.parent


StartLab = Callable[..., "Lab"]


def wait_until(holds: Callable[[], Any], seconds: float = 30) -> Any:
    """What the condition returned, as soon as it is true; a failure when it never was."""
    clock = threading.Event()
    for _ in range(int(seconds / 0.05)):
        if found := holds():
            return found
        clock.wait(0.05)
    pytest.fail(f"waited {seconds} seconds in vain")


@dataclass
class Lab:
    """A running workbook."""

    root: Path  # the checkout it was started from
    state: Path  # where JupyterLab keeps what it keeps
    data: Path  # holds answers/ and summaries/
    process: subprocess.Popen[bytes]
    server: serving.Server

    wait_until = staticmethod(wait_until)

    @property
    def token(self) -> str:
        return self.server.token

    def url(self, notebook: str = "00-start-here") -> str:
        return self.server.address(f"/doc/tree/notebooks/{notebook}.ipynb")

    def kernels(self) -> list[int]:
        """The process numbers of the kernels that run for it."""
        listed = subprocess.run(
            ["ps", "-o", "pid=,args=", "--ppid", str(self.process.pid)], capture_output=True, text=True
        )
        return [int(line.split()[0]) for line in listed.stdout.splitlines() if "ipykernel" in line]

    def kill_kernels(self) -> None:
        for number in self.kernels():
            os.kill(number, signal.SIGKILL)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)


def start(
    folders: pytest.TempPathFactory,
    root: Path = ROOT,
    state: Path | None = None,
    data: Path | None = None,
    env: dict[str, str] | None = None,
    options: tuple[str, ...] = (),
) -> Lab:
    state, data = state or folders.mktemp("state"), data or folders.mktemp("data")
    words = ["--no-browser", "--state", str(state), "--data", str(data), *options]
    with (state / "said.log").open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "workbook.launch", *words],
            cwd=root,
            env={**os.environ, **(env or {}), "PYTHONPATH": str(root)},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )

    def up() -> serving.Server | None:
        if process.poll() is not None:
            pytest.fail((state / "said.log").read_text(encoding="utf-8"))
        return serving.running(serving.runtime_folder(state)[0])

    return Lab(root, state, data, process, wait_until(up, 60))


@dataclass
class Watched:
    """What a page asked for, popped up and complained about, since it was opened."""

    page: Page
    requests: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def hosts(self) -> set[str]:
        return {urlsplit(url).netloc for url in self.requests if url.startswith(("http", "ws"))}

    def all_was_quiet(self) -> None:
        """No dialog of the browser's or of JupyterLab's, no other host, no complaint."""
        assert self.dialogs == []
        assert self.page.locator(".jp-Dialog").count() == 0
        assert len(self.hosts()) == 1, self.hosts()
        assert self.errors == []


# ---- a checkout of scratch notebooks, so that these tests say nothing about what is asked ----

FORM = '''"""Stands in for the workbook's own forms."""
import os

import anywidget
import traitlets


class Form(anywidget.AnyWidget):
    _esm = """
    export default { render({ model, el }) {
      el.innerHTML = `<fieldset><legend>How was it?</legend><p class="words">Take your time.</p>
        <label><input type="radio" name="${model.get("name")}"> Fine</label></fieldset>
        <label>In your own words <textarea></textarea></label>
        <p class="kernel">${model.get("kernel")}</p>`;
    } };
    """
    name = traitlets.Unicode().tag(sync=True)
    kernel = traitlets.Int().tag(sync=True)

    def __repr__(self):
        return "a form"


def ask(name):
    return Form(name=name, kernel=os.getpid())
'''


def scratch_checkout(root: Path) -> Path:
    """The workbook's code with two notebooks that are on its list and one that is not."""
    shutil.copytree(ROOT / "workbook", root / "workbook", ignore=shutil.ignore_patterns("__pycache__"))
    (root / "notebooks").mkdir()
    (root / "notebooks" / "secondlook.py").write_text(FORM, encoding="utf-8")
    for name in ("00-start-here", "02-causes"):
        write_notebook(root / "notebooks" / f"{name}.ipynb", f"# {name}\n\nSome prose.")
    allowed.renew(root)
    write_notebook(root / "notebooks" / "downloaded.ipynb", "# Not ours")
    return root


def copied_checkout(root: Path) -> Path:
    """The workbook as it is, in a folder where a test may change it."""
    for name in ("workbook", "notebooks"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    return root


def write_notebook(path: Path, prose: str, first: str = 'ask("causes.pick")') -> None:
    new = nbformat.v4
    cells = [
        new.new_markdown_cell(prose),
        new.new_code_cell("from secondlook import ask"),
        new.new_code_cell(first),
        new.new_markdown_cell("More prose. [The next one](02-causes.ipynb)."),
        new.new_code_cell('ask("causes.part")'),
    ]
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    python = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = new.new_notebook(cells=cells, metadata={"kernelspec": python, "workbook": {"autorun": True}})
    nbformat.write(notebook, path)

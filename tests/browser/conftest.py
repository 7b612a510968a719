"""A real JupyterLab, started by the real launcher in folders of its own, and a fresh browser page that is watched.

def test_something(lab, page, watched):
    page.goto(lab.url("02-causes"))
    page.get_by_role("radio", name="Not sure").first.check()
    lab.wait_until(lambda: (lab.data / "answers" / "causes.csv").exists())
    watched.all_was_quiet()
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import nbformat
import pytest

from workbook import allowed, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent.parent
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever lies in this folder needs a browser."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")


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


StartLab = Callable[..., Lab]


@pytest.fixture
def start_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartLab]:
    """Start as many as a test needs: start_lab(root=..., state=..., data=..., env={...}, options=[...])."""
    started: list[Lab] = []

    def start(**wish: Any) -> Lab:
        started.append(_start(tmp_path_factory, **wish))
        return started[-1]

    yield start
    for lab in started:
        lab.stop()


@pytest.fixture
def lab(start_lab: StartLab) -> Lab:
    """This checkout's workbook with no answers yet, for this test alone."""
    return start_lab()


@pytest.fixture(scope="session")
def shared_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """This checkout's workbook, one for all tests that answer nothing."""
    lab = _start(tmp_path_factory)
    yield lab
    lab.stop()


@pytest.fixture(scope="session")
def scratch_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A checkout of scratch notebooks, one for all tests of how JupyterLab behaves."""
    lab = _start(tmp_path_factory, root=scratch_checkout(tmp_path_factory.mktemp("scratch")))
    yield lab
    lab.stop()


def _start(
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


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page in a fresh profile, 1280 by 900."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield page
    context.close()


@pytest.fixture
def watched(page: Page) -> Watched:
    """The same page, watched from the start."""
    seen = Watched(page)
    page.on("request", lambda request: seen.requests.append(request.url))
    page.on("websocket", lambda socket: seen.requests.append(socket.url))
    page.on("dialog", lambda dialog: (seen.dialogs.append(dialog.message), dialog.accept()))
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.on("console", lambda said: seen.errors.append(said.text) if said.type == "error" else None)
    return seen


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


def write_notebook(path: Path, prose: str) -> None:
    new = nbformat.v4
    cells = [
        new.new_markdown_cell(prose),
        new.new_code_cell("from secondlook import ask"),
        new.new_code_cell('ask("causes.pick")'),
        new.new_markdown_cell("More prose. [The next one](02-causes.ipynb)."),
        new.new_code_cell('ask("causes.part")'),
    ]
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    python = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = new.new_notebook(cells=cells, metadata={"kernelspec": python, "workbook": {"autorun": True}})
    nbformat.write(notebook, path)

"""Every notebook runs from top to bottom, in any Jupyter; what is broken turns it red, and no answer is left in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from workbook import example, showing
from workbook.desk import Desk

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
MARKER = "zebra-marker-of-mine"


@pytest.fixture(scope="module")
def person(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented person's three months."""
    folder = tmp_path_factory.mktemp("person")
    example.write(folder, date(2026, 11, 21))
    return folder


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what a notebook needs, to be broken."""
    for name in ("workbook", "notebooks"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def nbval(root: Path, data: Path, *names: str) -> subprocess.CompletedProcess[str]:
    """Run notebooks as the contributor's tool does."""
    chosen = [str(root / "notebooks" / f"{name}.ipynb") for name in names]
    command = [sys.executable, "-m", "pytest", "--nbval-lax", "-q", "-p", "no:cacheprovider", "-c", os.devnull, *chosen]
    environment = {**os.environ, "WORKBOOK_DATA": str(data), "JUPYTER_PLATFORM_DIRS": "1"}
    environment.pop("PYTHONPATH", None)
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, timeout=300, check=False)


def test_every_notebook_runs_on_the_invented_person(person: Path) -> None:
    told = nbval(ROOT, person, *(path.stem for path in NOTEBOOKS))

    assert told.returncode == 0, told.stdout[-3000:]
    assert "passed" in told.stdout


def test_every_notebook_runs_on_an_empty_folder(tmp_path: Path) -> None:
    told = nbval(ROOT, tmp_path / "nothing-yet", "00-start-here", "10-summary")

    assert told.returncode == 0, told.stdout[-3000:]


def test_a_broken_content_file_turns_a_notebook_red(checkout: Path, tmp_path: Path) -> None:
    causes = checkout / "workbook" / "content" / "en" / "causes.toml"
    causes.write_text(causes.read_text("utf-8").replace("[chapter]", "[chapter", 1), "utf-8")
    told = nbval(checkout, tmp_path / "data", "02-causes")

    assert told.returncode == 1
    assert "causes.toml" in told.stdout


def test_an_answers_file_that_cannot_be_opened_turns_a_notebook_red(tmp_path: Path) -> None:
    (tmp_path / "answers" / "causes.csv").mkdir(parents=True)
    told = nbval(ROOT, tmp_path, "02-causes")

    assert told.returncode == 1
    assert "causes.csv" in told.stdout


def test_a_damaged_line_never_turns_a_notebook_red_and_the_form_says_so(tmp_path: Path) -> None:
    example.write(tmp_path, date(2026, 11, 21))
    file = tmp_path / "answers" / "causes.csv"
    lines = file.read_bytes().split(b"\n")
    lines[3] = lines[3].replace(b"a-lot", b"a-lit").replace(b"heart-of-it", b"a-little")
    lines[5] = b"\x00\xff" + lines[5][:9]
    file.write_bytes(b"\n".join(lines))
    told = nbval(ROOT, tmp_path, "02-causes")
    notices = [part.title for part in showing.opening(Desk(tmp_path), "causes").parts if part.type == "notice"]

    assert told.returncode == 0, told.stdout[-3000:]
    assert notices


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_run_by_any_tool_holds_no_answer(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With widget state stored, as nbclient does by itself, and without our save hook."""
    example.write(tmp_path, date(2026, 11, 21))
    desk = Desk(tmp_path)
    desk.answer("start.them.name", MARKER)
    desk.answer("check-in.today.line", MARKER)
    desk.answer("causes.honest.real-reason", MARKER)
    desk.answer("causes.own-part.what", MARKER, "e1")
    monkeypatch.setenv("WORKBOOK_DATA", str(tmp_path))
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, resources={"metadata": {"path": str(path.parent)}}, store_widget_state=True).execute()
    written = nbformat.writes(notebook)

    assert MARKER not in written
    assert "Crossed wires" not in written
    assert "a-lot" not in written
    assert any(cell.get("outputs") for cell in notebook.cells)

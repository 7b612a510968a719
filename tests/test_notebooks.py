"""The notebooks as they lie on disk: one line a cell, nothing run, prose between forms, every form where it belongs.

Runs without Jupyter: a notebook is read as the JSON that it is.
"""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ROOT / "workbook" / "content" / "en"
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
EACH_NOTEBOOK = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)

IMPORT = "from secondlook import *"
DRAWS = frozenset({"ask", "home", "picture", "standing", "choose_lines", "write_summary", "history", "keys"})
PICTURES = {"causes", "motives", "readiness", "check-ins", "quiet"}
LOCKED = {"deletable": False, "editable": False}
OUT_OF_SIGHT = LOCKED | {"jupyter": {"source_hidden": True}}
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def notebook(path: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return read


def source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def code(path: Path) -> list[str]:
    return [source(cell) for cell in notebook(path)["cells"] if cell["cell_type"] == "code"]


def call(line: str) -> tuple[str, str]:
    """The verb and the one text it is given: ("ask", "causes.pick"); the text may be missing."""
    expression = ast.parse(line, mode="eval").body
    assert isinstance(expression, ast.Call), line
    assert isinstance(expression.func, ast.Name), line
    assert not expression.keywords, line
    given = [ast.literal_eval(argument) for argument in expression.args]
    assert all(isinstance(each, str) for each in given), line
    assert len(given) <= 1, line
    return expression.func.id, "".join(given)


def calls(path: Path) -> list[tuple[str, str]]:
    return [call(line) for line in code(path) if line != IMPORT]


def chapters() -> Iterator[dict[str, Any]]:
    for path in sorted(CONTENT.glob("*.toml")):
        content = tomllib.loads(path.read_text("utf-8"))
        if "chapter" in content:
            yield content


def sections(notebook_name: str) -> list[str]:
    """Every form of the chapter that names this notebook, in its order; none where no chapter does."""
    return [
        f"{content['chapter']['id']}.{section['id']}"
        for content in chapters()
        if content["chapter"]["notebook"] == notebook_name
        for section in content.get("section", [])
    ]


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS


@EACH_NOTEBOOK
def test_it_lies_on_disk_as_jupyter_would_write_it(path: Path) -> None:
    written = json.dumps(notebook(path), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    assert path.read_bytes() == written.encode("utf-8")


@EACH_NOTEBOOK
def test_jupyter_accepts_it(path: Path) -> None:
    nbformat = pytest.importorskip("nbformat")
    nbformat.validate(nbformat.from_dict(notebook(path)))


@EACH_NOTEBOOK
def test_nothing_was_run_and_nothing_was_left_in_it(path: Path) -> None:
    for cell in notebook(path)["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            assert cell["execution_count"] is None
        assert "attachments" not in cell


@EACH_NOTEBOOK
def test_it_opens_ready_with_its_code_out_of_sight(path: Path) -> None:
    read = notebook(path)
    assert (read["nbformat"], read["nbformat_minor"]) == (4, 5)
    assert read["metadata"].keys() == {"kernelspec", "language_info", "workbook"}
    assert read["metadata"]["workbook"] == {"autorun": True}
    assert read["metadata"]["kernelspec"] == KERNEL
    assert read["metadata"]["language_info"]["name"] == "python"
    for cell in read["cells"]:
        assert cell["metadata"] == (OUT_OF_SIGHT if cell["cell_type"] == "code" else LOCKED), cell["id"]


@EACH_NOTEBOOK
def test_its_cells_have_names_that_stay(path: Path) -> None:
    names = [cell["id"] for cell in notebook(path)["cells"]]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z][a-z-]{0,63}", name) for name in names), names


@EACH_NOTEBOOK
def test_a_code_cell_is_one_line_and_one_verb(path: Path) -> None:
    first, *others = code(path)
    assert first == IMPORT
    assert all("\n" not in line for line in others)
    assert {verb for verb, _ in map(call, others)} <= offered()


@EACH_NOTEBOOK
def test_it_begins_with_its_own_title(path: Path) -> None:
    (verb, chapter), *others = calls(path)
    assert verb == "begin"
    assert "begin" not in {other for other, _ in others}
    assert source(notebook(path)["cells"][1]) == f'begin("{chapter}")', "nothing stands above the title"
    named = {content["chapter"]["id"]: content["chapter"]["notebook"] for content in chapters()}
    assert named.get(chapter, path.stem) == path.stem
    assert all(given == chapter for other, given in others if other == "finish")


@EACH_NOTEBOOK
def test_every_form_of_its_chapter_is_asked_once_and_in_order(path: Path) -> None:
    assert [given for verb, given in calls(path) if verb == "ask"] == sections(path.stem)


def test_every_chapter_has_its_notebook() -> None:
    named = {content["chapter"]["notebook"] for content in chapters()}
    assert named <= {path.stem for path in NOTEBOOKS}


def test_every_picture_is_one_we_draw_and_stands_in_the_summary() -> None:
    drawn = {path.stem: {given for verb, given in calls(path) if verb == "picture"} for path in NOTEBOOKS}
    assert set().union(*drawn.values()) == PICTURES
    assert drawn["10-summary"] == PICTURES


@EACH_NOTEBOOK
def test_a_friend_says_something_between_two_forms(path: Path) -> None:
    for before, after in pairwise(notebook(path)["cells"]):
        if before["cell_type"] == after["cell_type"] == "code":
            drawing = [source(cell) != IMPORT and call(source(cell))[0] in DRAWS for cell in (before, after)]
            assert not all(drawing), f"nothing between {before['id']} and {after['id']}"


@EACH_NOTEBOOK
def test_prose_is_brief_and_leaves_the_title_to_the_form(path: Path) -> None:
    for cell in notebook(path)["cells"]:
        if cell["cell_type"] == "markdown":
            text = source(cell)
            assert not text.startswith("#"), f"begin() draws the title: {text}"
            assert 1 <= len(re.findall(r"[.?](?=\s|$)", text)) <= 3, text
            assert len(text.split()) <= 30, text


def test_the_verbs_are_named_one_by_one() -> None:
    """`import *` brings these in and nothing else, and each is used somewhere."""
    used = {verb for path in NOTEBOOKS for verb, _ in calls(path)}
    assert used == offered()


def offered() -> set[str]:
    """What notebooks/secondlook.py says that it exports."""
    tree = ast.parse((ROOT / "notebooks" / "secondlook.py").read_text("utf-8"))
    named = [node.value for node in tree.body if isinstance(node, ast.Assign) and _is_all(node.targets[0])]
    return set(ast.literal_eval(named[0]))


def _is_all(target: ast.expr) -> bool:
    return isinstance(target, ast.Name) and target.id == "__all__"

"""The house stays easy to see: who may import whom, who may know the clock, the screen and the files."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "workbook"

ROWS = [
    {"questions", "rules", "errors", "palette", "screen", "passphrases"},
    {"answers", "wording", "tables", "pictures", "paths", "asking"},
    {"series", "kinds", "sittings"},
    {"store", "parts", "finding", "standing", "drafts", "dictionary"},
    {"content", "summary"},
    {"rulebook"},
    {"person", "charts", "history", "coverage"},
    {"pages", "drawn", "plotted", "export", "gallery"},
    {"forms", "paper", "pauses", "safety", "keeper", "keeping", "example"},
    {"handover"},
    {"desk", "release"},
    {"handling", "showing", "spoken", "ordered", "locking", "carrying"},
    {"cli", "notebook"},
]
"""Lowest first; a module imports only from rows below its own, and a package is one name."""

OUTSIDE = {"__main__", "bootstrap", "launch", "installing", "progress", "serving", "allowed", "jupyter"}
"""Before there is an environment, with the standard library only, or inside JupyterLab's server: no row."""

GUESTS = {
    "pandas": {"history"},
    "plotly": {"plotted"},
    "jinja2": {"export"},
    "anywidget": {"forms"},
    "ipywidgets": {"forms"},
    "tomllib": {"tables"},
    "csv": {"store", "export"},
    "typst": {"export"},
    "pypdf": {"export"},
    "docx": {"export"},
    "openpyxl": {"export"},
    "pyrage": {"store"},
}
"""Which modules may know of a library, so that it can be changed in one place."""

CLOCK = {"desk"}


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if "labextensions" not in path.parts)


def room(path: Path) -> str:
    """The module's name, or the package it lies in."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (
                [f"workbook.{name.name}" for name in node.names] if node.module == "workbook" else [node.module]
            )


def row_of(name: str) -> int:
    return next(number for number, row in enumerate(ROWS) if name in row)


def test_every_module_has_its_row_in_the_house() -> None:
    homeless = {room(path) for path in modules()} - {name for row in ROWS for name in row} - OUTSIDE - {"__init__"}

    assert homeless == set()


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_leans_only_on_rows_below_it(path: Path) -> None:
    mine = room(path)
    ours = {name.split(".")[1] for name in imported(path) if name.startswith("workbook.")} - {mine}

    if mine in OUTSIDE or mine == "__init__":
        assert ours <= OUTSIDE
    else:
        assert {name for name in ours if name in OUTSIDE or row_of(name) >= row_of(mine)} <= allowed_besides(mine)


def allowed_besides(mine: str) -> set[str]:
    """The doors to what stands outside: the list of notebooks, a throw-away copy, whether the workbook is open."""
    return {"release": {"allowed"}, "cli": {"launch", "bootstrap"}, "carrying": {"serving"}}.get(mine, set())


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_library_is_known_in_one_place_only(path: Path) -> None:
    guests = {name.split(".")[0] for name in imported(path)}

    assert {guest for guest in guests & set(GUESTS) if room(path) not in GUESTS[guest]} == set()


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_only_the_desk_looks_at_the_clock_and_only_the_terminal_prints(path: Path) -> None:
    if room(path) in OUTSIDE:
        return
    called = [
        ast.unparse(node.func) for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)
    ]
    clock = [call for call in called if call in ("datetime.now", "date.today", "time.time", "datetime.utcnow")]

    assert clock == [] or room(path) in CLOCK
    assert "display" not in called
    assert "print" not in called or room(path) == "cli"


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_fits_on_a_few_screens(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 250


def test_functions_are_short() -> None:
    lengths = sorted(
        (node.end_lineno or node.lineno) - node.lineno + 1
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )

    assert lengths[len(lengths) // 2] < 13


def test_importing_the_workbook_wakes_nothing() -> None:
    tree = ast.parse((PACKAGE / "__init__.py").read_text("utf-8"))

    assert [type(node) for node in tree.body] == [ast.Expr]

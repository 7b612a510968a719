"""The files that set-up, contributors and CI rely on say what they should."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import nbformat
import pytest
import yaml
from packaging.requirements import Requirement

from workbook import allowed

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-test.lock")
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def pins(lock: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([a-z0-9._-]+)==([^ ;\\]+)", text(lock), re.MULTILINE):
        found.setdefault(name, set()).add(version)
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_with_hashes_and_no_place_is_named(lock: str) -> None:
    assert "//" not in text(lock)
    assert "-index" not in text(lock)
    for block in re.split(r"\n(?=[a-z0-9])", text(lock))[1:]:
        assert "--hash=sha256:" in block, block.splitlines()[0]


@pytest.mark.parametrize(("lock", "extra"), [(LOCKS[0], False), (LOCKS[1], True)])
def test_the_locks_hold_what_the_project_names(lock: str, extra: bool) -> None:
    needs = PROJECT["project"]["dependencies"] + extra * PROJECT["project"]["optional-dependencies"]["test"]
    locked = pins(lock)
    for need in map(Requirement, needs):
        assert locked.get(need.name), need
        assert all(need.specifier.contains(version) for version in locked[need.name]), need


def test_the_test_lock_has_the_very_versions_people_run() -> None:
    tested = pins(LOCKS[1])
    assert {name: tested.get(name) for name in pins(LOCKS[0])} == pins(LOCKS[0])


def test_a_missing_wheel_is_found() -> None:
    sys.path.insert(0, str(ROOT / "tools"))
    import wheel_gaps

    sys.path.pop(0)
    intel = next(platform for platform in wheel_gaps.PROMISED if "Intel" in platform.name)
    only_new = {"url": "x/thing-1.0-cp311-cp311-macosx_11_0_arm64.whl"}
    elsewhere = {"name": "other", "version": "1", "marker": "sys_platform == 'win32'"}
    packages = [{"name": "thing", "version": "1.0", "wheels": [only_new]}, elsewhere]
    assert list(wheel_gaps.gaps(packages, intel, (3, 11))) == ["thing 1.0"]
    only_new["url"] = "x/thing-1.0-cp311-cp311-macosx_10_9_universal2.whl"
    assert list(wheel_gaps.gaps(packages, intel, (3, 11))) == []


def test_answers_come_first_among_what_is_never_committed() -> None:
    rules = [line for line in text(".gitignore").splitlines() if line and not line.startswith("#")]
    assert rules[:2] == ["data/answers/", "data/summaries/"]
    for place in ("data/answers/causes.csv", "data/summaries/summary.html", ".venv/x", ".state/x"):
        assert subprocess.run(["git", "check-ignore", "-q", place], cwd=ROOT).returncode == 0, place


def test_a_commit_of_answers_is_refused() -> None:
    hooks = {hook["id"]: hook for hook in yaml.safe_load(text(".pre-commit-config.yaml"))["repos"][0]["hooks"]}
    assert re.match(hooks["no-answers"]["files"], "data/answers/causes.csv")
    assert hooks["no-answers"]["language"] == "fail"


def test_a_notebook_with_outputs_is_named_before_it_is_committed(tmp_path: Path) -> None:
    cell = nbformat.v4.new_code_cell("1", outputs=[nbformat.v4.new_output("stream", text="said")])
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), tmp_path / "full.ipynb")
    nbformat.write(nbformat.v4.new_notebook(cells=[]), tmp_path / "bare.ipynb")
    command = [sys.executable, str(ROOT / "tools" / "bare_notebooks.py")]
    told = subprocess.run([*command, "full.ipynb", "bare.ipynb"], cwd=tmp_path, capture_output=True, text=True)
    assert told.returncode == 1
    assert told.stdout.splitlines() == ["full.ipynb carries outputs: clear them before it is committed"]


def test_three_systems_are_checked() -> None:
    job = yaml.safe_load(text(".github/workflows/check.yml"))["jobs"]["check"]
    systems = {entry["system"].split("-")[0] for entry in job["strategy"]["matrix"]["include"]}
    assert systems == {"ubuntu", "macos", "windows"}


def test_the_list_of_our_notebooks_is_current() -> None:
    assert allowed.listed(ROOT) == allowed.current(ROOT), "renew it: python3 -m workbook check --release"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_lies_there_as_jupyter_would_write_it(path: Path) -> None:
    read = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    nbformat.validate(read)
    assert nbformat.writes(read).rstrip("\n") == path.read_text(encoding="utf-8").rstrip("\n")
    assert "widgets" not in read.metadata
    assert not [cell for cell in read.cells if cell.cell_type == "code" and (cell.outputs or cell.execution_count)]


def test_json_we_ship_for_jupyterlab_can_be_read() -> None:
    for path in (ROOT / "workbook" / "jupyter").rglob("*.json"):
        json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.full
def test_the_code_is_clean_and_typed() -> None:
    for command in (["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]):
        told = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True)
        assert told.returncode == 0, told.stdout


def test_a_double_click_does_what_the_command_does(tmp_path: Path) -> None:
    """Run as a file manager would, from another folder and from a checkout with a space in its name."""
    checkout = tmp_path / "second look"
    checkout.mkdir()
    opener = shutil.copy2(ROOT / "Open Second Look.command", checkout)
    python = tmp_path / "bin" / "python3"
    python.parent.mkdir()
    python.write_text('#!/bin/sh\necho "$PWD: $*"\n', encoding="utf-8")
    python.chmod(0o755)
    path = {"PATH": f"{python.parent}:/usr/bin:/bin"}
    ran = subprocess.run([opener], cwd=tmp_path, env=path, capture_output=True, text=True)
    assert ran.stdout == f"{checkout}: -m workbook\n"


def test_whoever_has_no_python_is_told_where_to_get_it(tmp_path: Path) -> None:
    (tmp_path / "dirname").symlink_to(shutil.which("dirname") or "")
    opener = ["/bin/sh", str(ROOT / "Open Second Look.command")]
    ran = subprocess.run(opener, env={"PATH": str(tmp_path)}, input="\n", capture_output=True, text=True)
    assert "python.org" in ran.stdout


def test_the_openers_of_each_system_call_the_one_command() -> None:
    windows, linux = (ROOT / f"Open Second Look.{kind}" for kind in ("bat", "desktop"))
    assert b"py -m workbook\r\n" in windows.read_bytes()
    assert windows.read_bytes().count(b"\n") == windows.read_bytes().count(b"\r\n")
    assert "Open Second Look.command" in linux.read_text(encoding="utf-8")

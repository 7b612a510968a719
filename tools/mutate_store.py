"""How many small faults put into the store on purpose are found by its tests: `python3 tools/mutate_store.py`.

Works on a copy in a folder of its own (named as the first argument, or a temporary one), with an environment of its
own that gets mutmut from PyPI; nothing else here needs it. Prints the score and the name of each fault that no test
found; `mutmut show NAME` in that folder shows it. Run twice in the same folder, it goes on where it stopped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NEEDS = ["mutmut==3.8.1", "hypothesis>=6.150,<7"]
TESTS = ["tests/test_store_saving.py", "tests/test_store_damage.py", "tests/test_store_edited.py",
         "tests/test_store_erasing.py"]  # fmt: skip
CASES = ["T2b", "T4", "T6", "T12b", "T16", "T17"]
"""Of the torture suite, those that take a few seconds; only they see a sync that is left out."""

SETTINGS = """[mutmut]
source_paths=workbook/store
also_copy=
    workbook
pytest_add_cli_args=
    -q
    -p
    no:cacheprovider
pytest_add_cli_args_test_selection=
{tests}
"""


def main() -> int:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp(prefix="mutate-store-")).resolve()
    python = made(folder)
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "TORTURE_SEED": "1"}
    subprocess.run([python, "-m", "mutmut", "run"], cwd=folder, env=env, check=False)
    listing = [python, "-m", "mutmut", "results", "--all", "true"]
    results = subprocess.run(listing, cwd=folder, env=env, capture_output=True, text=True, check=True).stdout
    told = dict(line.strip().rsplit(": ", 1) for line in results.splitlines() if ": " in line)
    counted = Counter(told.values())
    for name in sorted(name for name, result in told.items() if result not in ("killed", "timeout")):
        print(f"{name}: {told[name]}")
    found, tried = counted["killed"] + counted["timeout"], sum(counted.values()) - counted["not checked"]
    print(f"{dict(counted)}; found {found} of {tried}: {found / max(tried, 1):.1%} in {folder}")
    return 0 if tried and found / tried >= 0.9 else 1


def made(folder: Path) -> str:
    """A copy of what is tested and what tests it, with an environment of its own; its Python."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("workbook", "tests"):
        shutil.copytree(ROOT / name, folder / name, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    cases = [f"tests/torture/test_torture.py::test_nothing_is_lost_whatever_happens[{name}]" for name in CASES]
    selected = "\n".join(f"    {test}" for test in (*TESTS, *cases))
    (folder / "setup.cfg").write_text(SETTINGS.format(tests=selected), "utf-8")
    python = folder / "env" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not python.exists():
        venv.create(folder / "env", with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *NEEDS], check=True)
    return str(python)


if __name__ == "__main__":
    sys.exit(main())

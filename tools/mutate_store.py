"""How many small faults put into the store on purpose are found by its tests: `.venv/bin/python tools/mutate_store.py`.

Works on a copy in a folder of its own (--in; best one in memory), with an environment of its own that gets mutmut from
PyPI; nothing else here needs it. mutmut makes the faults, tools/each_fault.py tries them: first each with the quick
tests that come by it, then those that were not found with the slow ones of their module. Faults come in an order of
chance, so that the first so many are a fair sample. Run twice in the same folder, it goes on where it stopped; if the
code or a test was changed meanwhile, a fault that was found stays found while its function is the same, and the others
are tried again. Prints the score, and the name of each fault that no test found.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import venv
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NEEDS = ["mutmut==3.8.1"]
TESTS = ["store_saving", "store_damage", "store_edited", "store_erasing", "store_merge", "vault", "bundle",
         "who_else_sees", "erasing_pages", "keys", "handover"]  # fmt: skip
CASES = ["T2", "T2b", "T4", "T5", "T6", "T7", "T8", "T9", "T12b", "T13", "T16", "T17", "T20", "T20b"]
"""Of the torture suite, those that take a few seconds; only they see a sync that is left out."""

QUICK = 0.2
"""Seconds of the processor that a quick test takes at most."""

WRITING = ("[T2b]", "[T4]", "[T6]", "[T12b]", "[T20b]", "TestWeeks")
READING = (*WRITING, "[T8]", "[T9]")
MERGING = ("test_store_merge", "[T20")
SLOW = {
    **dict.fromkeys(("disk", "erase", "folder", "log", "originals"), WRITING),
    **dict.fromkeys(("adopt", "lines", "order", "sheet"), READING),
    **dict.fromkeys(("doubles", "merge", "pieces", "renamed"), MERGING),
    **dict.fromkeys(("packing", "vault"), ("test_vault",)),
    "bundle": ("test_bundle",), "clearing": ("test_erasing",), "copies": ("test_handover",),
    "guard": (*WRITING, "[T5]", "test_vault"), "shelf": ("[T16]", "[T17]"),
}  # fmt: skip
"""By module: the slow tests that are about it."""

SETTINGS = "[mutmut]\nsource_paths=workbook/store\nalso_copy=\n    workbook\n"
MAKE = """
import mutmut.__main__ as mutmut
mutmut.set_mutant_under_test("mutant_generation")
mutmut.makedirs("mutants", exist_ok=True)
mutmut.copy_src_dir()
mutmut.copy_also_copy_files()
mutmut.setup_source_paths()
mutmut.create_mutants(2)
"""

Results = Mapping[str, set[str]]
"""By fault: what came of each go."""


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--in", dest="folder", help="a folder to work in, and to go on in")
    asked.add_argument("--sample", type=int, default=10**9, metavar="N", help="no more than so many faults")
    asked.add_argument("--workers", type=int, default=2)
    how = asked.parse_args()
    folder = Path(how.folder or tempfile.mkdtemp(prefix="mutate-store-")).resolve()
    python = made(folder)
    faults = list(all_faults(folder))[: how.sample]
    if not (folder / "seen.json").exists():
        tried(folder, python, [{"faults": {}, "quick": 0, "slow": {}, "enough": 0, "told": "nothing"}])
    for name, chosen, quick, slow, enough in (
        ("first", {"never"}, QUICK, {}, 3),
        ("slow", {"survived"}, 0, SLOW, 0),
        ("rest", {"not yet", "no test"}, QUICK, SLOW, 0),
    ):
        before = results(folder)
        todo = [fault for fault in faults if outcome(before, fault) in chosen and f"{name} done" not in before[fault]]
        hashes = all_faults(folder)
        plan = {"quick": quick, "slow": slow, "enough": enough}
        workers = range(how.workers)
        shares = [
            {**plan, "faults": {fault: hashes[fault] for fault in todo[n :: how.workers]}, "told": f"{name}-{n}"}
            for n in workers
        ]
        tried(folder, python, [share for share in shares if share["faults"]])
    return told(faults, results(folder), folder)


def told(faults: Iterable[str], found: Results, folder: Path) -> int:
    """Print what came of it; 0 if nine of ten were found."""
    by_fault = {fault: outcome(found, fault) for fault in faults}
    for fault in sorted(fault for fault, came in by_fault.items() if came not in ("found", "ran on")):
        print(f"{fault}: {by_fault[fault]}")
    counted = Counter(by_fault.values())
    score = (counted["found"] + counted["ran on"]) / max(len(by_fault), 1)
    print(f"{dict(counted)}; {score:.1%} of {len(by_fault)} were found, in {folder}")
    return 0 if score >= 0.9 else 1


def outcome(found: Results, fault: str) -> str:
    for came in ("found", "ran on", "survived", "not yet", "no test"):
        if came in found.get(fault, ()):
            return came
    return "never"


def results(folder: Path) -> dict[str, set[str]]:
    """What is told of each fault as its function is now, and which goes are done with it.

    That no test found it counts only for the tests of now.
    """
    hashes, now = all_faults(folder), (folder / "copied").read_text("utf-8")
    found: dict[str, set[str]] = {fault: set() for fault in hashes}
    for file in folder.glob("*.told"):
        for line in file.read_text("utf-8").splitlines():
            fault, came, _, _, function, copied = json.loads(line)
            if hashes.get(fault) == function and (came in ("found", "ran on") or copied == now):
                found[fault] |= {came, f"{file.name.partition('-')[0]} done"}
    return found


def tried(folder: Path, python: str, plans: list[dict[str, object]]) -> None:
    """One pytest for each plan, all at once."""
    running = []
    for number, plan in enumerate(plans):
        file = folder / f"plan-{number}.json"
        paths = {"seen": str(folder / "seen.json"), "told": str(folder / f"{plan['told']}.told")}
        copied = (folder / "copied").read_text("utf-8")
        file.write_text(json.dumps({**plan, **paths, "copied": copied}), "utf-8")
        place = folder / "tmp" / str(number)
        place.parent.mkdir(exist_ok=True)
        ours = {"EACH_FAULT": file, "PYTHONPATH": folder / "mutants", "TMPDIR": place.parent, "TORTURE_SEED": 1,
                "PYTHONDONTWRITEBYTECODE": 1, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": 1}  # fmt: skip
        env = {**os.environ, **{name: str(value) for name, value in ours.items()}}
        plugins = ["no:cacheprovider", "_hypothesis_pytestplugin", "each_fault"]
        options = [word for plugin in plugins for word in ("-p", plugin)]
        command = [python, "-m", "pytest", "-q", "-s", *options, "--basetemp", str(place), *selected()]
        running.append(subprocess.Popen(command, cwd=folder / "mutants", env=env))
    for each in running:
        each.wait()


def selected() -> list[str]:
    cases = [f"tests/torture/test_torture.py::test_nothing_is_lost_whatever_happens[{name}]" for name in CASES]
    return [*(f"tests/test_{name}.py" for name in TESTS), *cases]


def all_faults(folder: Path) -> dict[str, str]:
    """The name of each, in an order that chance made once, with the hash of the function that it is in."""
    hashes = {}
    for file in (folder / "mutants/workbook/store").glob("*.meta"):
        told = json.loads(file.read_text("utf-8"))
        for name in told["exit_code_by_key"]:
            function = name.rpartition("__mutmut_")[0].split(".", 3)[3]
            hashes[name] = told["hash_by_function_name"][function]
    names = sorted(hashes)
    random.Random(4).shuffle(names)  # noqa: S311  a fair order, not a secret one
    return {name: hashes[name] for name in names}


def made(folder: Path) -> str:
    """A copy of what is tested and what tests it, with the faults in it and an environment of its own; its Python."""
    python = folder / "env/bin/python"
    if not python.exists():
        venv.create(folder / "env", with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *NEEDS], check=True)
        place = sysconfig.get_path("purelib", vars={"base": str(folder / "env")})
        Path(place, "the_rest.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    copied, now = folder / "copied", digest()
    if not copied.exists() or copied.read_text("utf-8") != now:
        for name in ("mutants", "workbook", "tests"):
            shutil.rmtree(folder / name, ignore_errors=True)
        (folder / "seen.json").unlink(missing_ok=True)
        for name in ("workbook", "tests"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", folder)
        (folder / "setup.cfg").write_text(SETTINGS, "utf-8")
        subprocess.run([python, "-c", MAKE], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        for name in ("setup.cfg", "pyproject.toml"):
            shutil.copy(folder / name, folder / "mutants")
        shutil.copytree(folder / "tests", folder / "mutants/tests", dirs_exist_ok=True)
        copied.write_text(now, "utf-8")
    shutil.copy(ROOT / "tools/each_fault.py", folder / "mutants")
    return str(python)


def digest() -> str:
    """Changes whenever the code or a test does."""
    files = sorted(path for name in ("workbook", "tests") for path in (ROOT / name).rglob("*.*") if path.is_file())
    ours = [path for path in files if "__pycache__" not in path.parts]
    content = b"".join(str(path.relative_to(ROOT)).encode() + path.read_bytes() for path in ours)
    return hashlib.sha256(content).hexdigest()[:16]


if __name__ == "__main__":
    sys.exit(main())

"""What ``python3 -m workbook`` does first: see that the packages are there, then run the command with them.

Standard library only; of the workbook's own modules it imports only how to install.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from workbook.installing import Environment, Trouble, install

ROOT = Path(__file__).resolve().parent.parent
RUN_LOCK, TEST_LOCK = "requirements.lock", "requirements-test.lock"
HELP = """\
python3 -m workbook [VERB ...]

  (no verb) or open [NOTEBOOK]   open the workbook in the browser (open --help says more)
  test [--full] [pytest's own]   test it
  any other verb                 the same workbook from a terminal (answers --help says more)

  --here   use the Python this is run with, and make no environment
"""


def main(argv: list[str]) -> int:
    here = "--here" in argv
    argv = [word for word in argv if word != "--here"]
    if argv[:1] in (["-h"], ["--help"]):
        print(HELP, end="")
        return 0
    try:
        return hand_over(*_command(argv, here or _conda_has_all()))
    except Trouble as sentence:
        print(f"\n{sentence}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. The same command begins again.", file=sys.stderr)
        return 130


def _command(argv: list[str], here: bool) -> tuple[list[str], dict[str, str]]:
    """The program to become, and the environment it gets."""
    verb = "open" if not argv or argv[0].startswith("-") or argv[0].endswith(".ipynb") else argv[0]
    rest = argv[1:] if argv[:1] == [verb] else argv
    python = _this_python() if here else str(_python_for(verb))
    if verb == "test":
        os.chdir(ROOT)
        return [python, "-m", "pytest", *_pytest_words(rest)], _environment(here)
    if verb == "open":
        return [python, "-m", "workbook.launch", *rest], _environment(here)
    return [python, "-m", "workbook.cli", verb, *rest], _environment(here)


def _pytest_words(rest: list[str]) -> list[str]:
    """``--full`` takes away the mark that leaves the slow ones out; each core takes a file at a time."""
    everything = ["-m", ""] if "--full" in rest else []
    return ["-n", "auto", "--dist", "loadfile", *everything, *(word for word in rest if word != "--full")]


def _this_python() -> str:
    if lacking := list(_missing()):
        raise Trouble(
            f"This Python lacks {', '.join(lacking)}: install what requirements.lock names, or leave out --here."
        )
    return sys.executable


def _python_for(verb: str) -> Path:
    env = Environment(ROOT)
    lock = TEST_LOCK if verb == "test" else RUN_LOCK
    if not env.holds(lock, TEST_LOCK):
        _leave(env)
        install(env, lock)
    return env.python


def _leave(env: Environment) -> None:
    """Run from inside the environment that is to be made anew: go on with the Python it was made with."""
    if Path(sys.prefix) == env.folder:
        base = str(Path(sys.base_prefix, *env.python.relative_to(env.folder).parts[:-1], Path(sys.executable).name))
        raise SystemExit(hand_over([base, "-m", "workbook", *sys.argv[1:]], _environment(False)))


def _environment(here: bool) -> dict[str, str]:
    """Ours for the program and all it starts, kernels too: it finds this checkout, from whichever folder."""
    env = {**os.environ, "PYTHONUTF8": "1"}
    others = env.pop("PYTHONPATH", "") if here else ""
    env.pop("PYTHONPATH", None)
    env.pop("PYTHONHOME", None)
    env["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), others]))
    return env


def _conda_has_all() -> bool:
    """In a conda environment that has all the workbook needs: use it, and make nothing."""
    return (Path(sys.prefix) / "conda-meta").is_dir() and not any(_missing())


def _missing() -> Iterator[str]:
    """The project's own needs that this Python does not meet."""
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    needs = project.partition("\ndependencies = [")[2].partition("\n]")[0]
    for name, least in re.findall(r'"([\w-]+)>=([\d.]+)', needs):
        try:
            there = metadata.version(name)
        except metadata.PackageNotFoundError:
            there = "0"
        if _numbers(there) < _numbers(least):
            yield f"{name} {least}"


def _numbers(version: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", version)[:3]]


def hand_over(command: list[str], env: dict[str, str]) -> int:
    """Become the command. Windows has no exec worth the name (the prompt would come back at once): wait there, and
    leave Ctrl-C to the child."""
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "posix":
        os.execve(command[0], command, env)  # noqa: S606 - that is the point
    child = subprocess.Popen(command, env=env)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return child.wait()

"""The first command sets up once, heals itself, deletes nothing of the person's, says one sentence in trouble."""

from __future__ import annotations

import ast
import base64
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from workbook import bootstrap, installing
from workbook.installing import Environment, Trouble, install
from workbook.progress import Progress

ROOT = Path(__file__).resolve().parent.parent
FIRST_COMMAND = (ROOT / "workbook" / "__main__.py").read_text(encoding="utf-8")


@pytest.fixture
def env(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Environment:
    """A checkout in a folder with a space and other alphabets, whose lock names one tiny package on this disk."""
    root = tmp_path / "my notes — дом é"
    (root / "data" / "answers").mkdir(parents=True)
    (root / "data" / "answers" / "causes.csv").write_text("kept", encoding="utf-8")
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    (root / "one.lock").write_text(locked(wheel(shelf, "first-thing")), encoding="utf-8")
    both = [wheel(shelf, name) for name in ("first-thing", "second-thing")]
    (root / "two.lock").write_text("".join(map(locked, both)), encoding="utf-8")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(shelf))
    return Environment(root)


def wheel(shelf: Path, name: str) -> Path:
    """A package with one module, put together by hand so that nothing is asked of the network."""
    module = name.replace("-", "_")
    info, path = f"{module}-1.0.dist-info", shelf / f"{module}-1.0-py3-none-any.whl"
    files = {
        f"{module}.py": "HERE = True\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    with zipfile.ZipFile(path, "w") as packed:
        for place, text in files.items():
            packed.writestr(place, text)
        record = [f"{place},sha256={digest(text)},{len(text)}" for place, text in files.items()]
        packed.writestr(f"{info}/RECORD", "\n".join([*record, f"{info}/RECORD,,"]) + "\n")
    return path


def digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


def locked(path: Path) -> str:
    name = path.name.split("-")[0].replace("_", "-")
    return f"{name}==1.0 \\\n    --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


def can_import(env: Environment, module: str) -> bool:
    return subprocess.run([str(env.python), "-c", f"import {module}"], capture_output=True).returncode == 0


def sentence(text: str) -> bool:
    return "\n" not in text.strip() and "Traceback" not in text and text.strip()[0].isupper()


# ---- the environment ----


def test_it_is_made_once_and_a_fuller_one_serves_as_well(env: Environment, capfd: pytest.CaptureFixture[str]) -> None:
    install(env, "one.lock")
    assert env.holds("one.lock")
    assert not env.holds("two.lock")
    assert can_import(env, "first_thing")
    install(env, "two.lock")
    assert env.holds("one.lock", "two.lock")
    assert can_import(env, "second_thing")
    said = capfd.readouterr()
    assert said.out == "", "what a command prints stays alone on standard output"
    assert "one to three minutes" in said.err


def test_a_set_up_that_was_cut_short_is_thrown_away_and_made_again(env: Environment) -> None:
    install(env, "one.lock")
    env.ready.unlink()
    left_over = env.folder / "half-unpacked"
    left_over.touch()
    install(env, "one.lock")
    assert not left_over.exists()
    assert env.holds("one.lock")
    assert (env.root / "data" / "answers" / "causes.csv").read_text(encoding="utf-8") == "kept"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no kill -9")
@pytest.mark.full
@pytest.mark.parametrize("packages", [-1, 0, 12])
def test_a_real_set_up_killed_at_any_moment_heals(tmp_path: Path, packages: int) -> None:
    """While its folder is made, while packages are fetched, and with some of them unpacked."""
    root = copy_of_checkout(tmp_path)
    env = Environment(root)
    command = [sys.executable, "-m", "workbook", "test", "--version"]
    first = subprocess.Popen(command, cwd=root, env=bare(), start_new_session=True, stderr=subprocess.DEVNULL)
    clock = threading.Event()
    while not (env.made.exists() and (packages < 0 or (env.folder / "workbook-setup.log").exists())) or (
        packages > len(list(env.folder.glob("**/site-packages/*.dist-info")))
    ):
        assert first.poll() is None
        clock.wait(0.02)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    assert not env.ready.exists()
    second = subprocess.run(command, cwd=root, env=bare(), capture_output=True, text=True)
    assert second.stdout.startswith("pytest"), second.stderr
    record = "from importlib.metadata import *; print([str(f) for d in distributions() for f in d.files or () "
    record += "if not str(f).endswith('.pyc') and not f.locate().exists()])"
    missing = subprocess.run([str(Environment(root).python), "-c", record], capture_output=True, text=True)
    assert missing.stdout.strip() == "[]"


@pytest.mark.full
def test_a_real_set_up_works_in_a_folder_of_any_name_and_from_inside_itself(tmp_path: Path) -> None:
    root = copy_of_checkout(tmp_path)
    words = ["-m", "workbook", "test", "--version"]
    made = subprocess.run(
        [sys.executable, *words], cwd=root, env={**bare(), "LC_ALL": "C"}, capture_output=True, text=True
    )
    assert made.stdout.startswith("pytest"), made.stderr
    Environment(root).ready.unlink()
    again = subprocess.run(
        [str(Environment(root).python), *words], cwd=root, env=bare(), capture_output=True, text=True
    )
    assert again.stdout.startswith("pytest"), again.stderr


def copy_of_checkout(folder: Path) -> Path:
    root = folder / "my notes — дом é"
    root.mkdir()
    shutil.copytree(ROOT / "workbook", root / "workbook", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "requirements.lock", "requirements-test.lock"):
        shutil.copy(ROOT / name, root)
    return root


def bare() -> dict[str, str]:
    """Without what this test run itself was started with."""
    return {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}


# ---- one sentence each ----


def test_an_old_python_is_told_so_and_could_read_the_first_file() -> None:
    ast.parse(FIRST_COMMAND, feature_version=(3, 6))
    pretend = "import sys, runpy; sys.version_info = (3, 6, 0); runpy.run_path('workbook/__main__.py')"
    told = subprocess.run([sys.executable, "-c", pretend], cwd=ROOT, capture_output=True, text=True)
    assert told.returncode == 1
    assert sentence(told.stderr)
    assert "3.11 or newer" in told.stderr


def test_an_environment_we_did_not_make_is_left_alone(env: Environment) -> None:
    env.folder.mkdir()
    theirs = env.folder / "theirs"
    theirs.touch()
    with pytest.raises(Trouble, match="was not made by the workbook") as trouble:
        install(env, "one.lock")
    assert sentence(str(trouble.value))
    assert theirs.exists()


@pytest.mark.skipif(os.name == "nt", reason="links need rights of their own on Windows")
def test_a_link_to_somewhere_else_is_left_alone(env: Environment, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "workbook-made").touch()
    env.folder.symlink_to(elsewhere)
    with pytest.raises(Trouble, match="was not made by the workbook"):
        install(env, "one.lock")
    assert (elsewhere / "workbook-made").exists()


def test_a_second_set_up_waits_its_turn(env: Environment) -> None:
    with installing._only_one(env.root / ".venv.lock"), pytest.raises(Trouble, match="Another set-up") as trouble:
        install(env, "one.lock")
    assert sentence(str(trouble.value))


def test_a_full_disk_is_named_before_anything_is_made(env: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**9, 10**9, 5 * 10**6))
    with pytest.raises(Trouble, match="5 MB are free"):
        install(env, "one.lock")
    assert not env.folder.exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_a_disk_that_fills_up_on_the_way_is_named(env: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "somewhere")

    monkeypatch.setattr(installing, "_create", full)
    with pytest.raises(Trouble, match="disk is full"):
        install(env, "one.lock")


def test_no_network_is_named(env: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.delenv("PIP_FIND_LINKS")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    with pytest.raises(Trouble, match="no network") as trouble:
        install(env, "one.lock")
    assert sentence(str(trouble.value))
    assert not env.holds("one.lock")


def test_a_package_that_is_not_the_one_named_is_refused(env: Environment) -> None:
    lock = env.root / "one.lock"
    lock.write_text(f"first-thing==1.0 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    with pytest.raises(Trouble, match="not the one this workbook names"):
        install(env, "one.lock")


def test_a_package_that_does_not_exist_for_this_computer_is_named(env: Environment) -> None:
    lock = env.root / "one.lock"
    lock.write_text(f"not-made-here==1.0 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    with pytest.raises(Trouble, match="no ready-made package “not-made-here”") as trouble:
        install(env, "one.lock")
    assert sentence(str(trouble.value))


def test_a_python_that_makes_no_environments_is_named(env: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installing, "_has", lambda _: False)  # neither ensurepip nor pip, as on a bare Debian
    with pytest.raises(Trouble, match="python3-venv") as trouble:
        install(env, "one.lock")
    assert sentence(str(trouble.value))


def test_without_ensurepip_this_pythons_own_pip_does_it(env: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installing, "_has", lambda module: module == "pip")
    install(env, "one.lock")
    assert can_import(env, "first_thing")


# ---- what becomes of a command ----

EACH_CORE = ["-n", "auto", "--dist", "loadfile"]


@pytest.mark.parametrize(
    ("words", "becomes"),
    [
        ([], ["-m", "workbook.launch"]),
        (["--no-browser"], ["-m", "workbook.launch", "--no-browser"]),
        (["open", "02-causes"], ["-m", "workbook.launch", "02-causes"]),
        (["notebooks/02-causes.ipynb"], ["-m", "workbook.launch", "notebooks/02-causes.ipynb"]),
        (["test", "-k", "store"], ["-m", "pytest", *EACH_CORE, "-k", "store"]),
        (["test", "--full", "-x"], ["-m", "pytest", *EACH_CORE, "-m", "", "-x"]),
        (["answers", "--json"], ["-m", "workbook.cli", "answers", "--json"]),
        (["record", "causes", "pick"], ["-m", "workbook.cli", "record", "causes", "pick"]),
    ],
)
def test_every_verb_goes_where_it_belongs(
    words: list[str], becomes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "_python_for", lambda verb: Path("python"))
    assert bootstrap._command(words, here=False)[0] == ["python", *becomes]


def test_what_is_typed_reaches_the_command_and_its_exit_code_comes_back() -> None:
    child = "import sys; sys.exit(len(sys.stdin.buffer.read()))"
    parent = "import os, sys; from workbook.bootstrap import hand_over; "
    parent += f"hand_over([sys.executable, '-c', {child!r}], os.environ)"
    told = subprocess.run([sys.executable, "-c", parent], cwd=ROOT, input=b"four", timeout=20)
    assert told.returncode == len("four")


def test_here_uses_this_python_and_makes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    become: list[list[str]] = []
    monkeypatch.setattr(bootstrap, "hand_over", lambda command, env: become.append(command) or 0)
    monkeypatch.setattr(bootstrap, "_python_for", forbidden)
    assert bootstrap.main(["--here", "answers"]) == 0
    assert become == [[sys.executable, "-m", "workbook.cli", "answers"]]


def test_here_says_what_is_lacking(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(bootstrap, "_missing", lambda: iter(["pandas>=3.0,<4"]))
    assert bootstrap.main(["--here"]) == 1
    assert sentence(capsys.readouterr().err)


def test_an_environment_that_has_all_is_known_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(bootstrap._missing()) == []
    monkeypatch.setattr(bootstrap.metadata, "version", lambda name: "2.9" if name == "pandas" else "99")
    assert list(bootstrap._missing()) == ["pandas 3.0"]


def test_help_sets_nothing_up(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(bootstrap, "_python_for", forbidden)
    assert bootstrap.main(["--help"]) == 0
    assert "open" in capsys.readouterr().out


def forbidden(*_: object) -> Path:
    raise AssertionError("nothing was to be set up")


# ---- progress ----


def heard(*lines: str) -> Callable[[Path], str]:
    def line(folder: Path) -> str:
        progress = Progress()
        progress.packages(3, folder)
        for text in lines:
            progress.heard(text)
        return progress._line()

    return line


def test_progress_says_which_package_of_how_many(tmp_path: Path) -> None:
    told = heard("Ignoring appnope: markers do not match", "Collecting anyio==4.16.0 (from -r lock)")(tmp_path)
    assert "anyio (1 of 2)" in told
    (tmp_path / "lib" / "site-packages" / "anyio-4.dist-info").mkdir(parents=True)
    assert "unpacking (1 of 3)" in heard("Installing collected packages: anyio")(tmp_path)

"""Starting the workbook: on this computer only, once, in folders of its own, and found again when it runs already."""

from __future__ import annotations

import json
import os
import re
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import urllib.request
import webbrowser
from pathlib import Path
from typing import Any

import nbformat
import pytest

from workbook import allowed, launch, paths, serving
from workbook.errors import StoreError
from workbook.jupyter import saving
from workbook.store import Store

ROOT = Path(__file__).resolve().parent.parent
posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no sockets in folders")


def settings(*words: str, state: Path = Path("state")) -> dict[str, str]:
    command = launch._command(launch._parse(list(words)), state, "tcp")
    return dict(word.removeprefix("--").split("=", 1) for word in command if "=" in word)


def environment(*words: str, state: Path = Path("state")) -> dict[str, str]:
    return launch._environment(launch._parse(list(words)), state, state / "runtime")


@pytest.fixture
def no_start(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    started: list[list[str]] = []
    monkeypatch.setattr(launch, "hand_over", lambda command, env: started.append(command) or 0)
    return started


def test_it_listens_to_this_computer_alone_and_keeps_its_token() -> None:
    said = settings()
    assert said["ServerApp.ip"] == "127.0.0.1"
    assert said["ServerApp.allow_remote_access"] == "False"
    assert said["ServerApp.allow_unauthenticated_access"] == "False"
    assert not [name for name in said if "token" in name.lower() or "password" in name.lower()]


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ([], "/doc/tree/notebooks/00-start-here.ipynb"),
        (["02-causes"], "/doc/tree/notebooks/02-causes.ipynb"),
        (["notebooks/02-causes.ipynb"], "/doc/tree/notebooks/02-causes.ipynb"),
        (["--edit"], "/lab/tree/notebooks/00-start-here.ipynb"),
    ],
)
def test_it_opens_on_the_notebook_that_was_asked_for(words: list[str], page: str) -> None:
    assert settings(*words)["LabApp.default_url"] == page


def test_the_plain_page_to_leave_to_is_served_and_says_nothing_of_where_one_was() -> None:
    page = Path(settings()["ServerApp.extra_static_paths"]) / "measures.html"
    said = page.read_text(encoding="utf-8").lower()
    assert "<title>kitchen measures</title>" in said
    assert not [word for word in ("second look", "workbook", "notebook", "jupyter", "breakup") if word in said]
    assert re.findall(r'(?:src|href)="(?!data:)', said) == []
    assert not [way for way in ("url(", "@import", "action=", "srcset") if way in said]
    assert "<script" not in said


def test_a_contributor_gets_plain_jupyterlab() -> None:
    assert "LabApp.extra_labextensions_path" in settings()
    assert "LabApp.extra_labextensions_path" not in settings("--edit")
    assert launch.EARLY not in environment("--edit")


def test_what_jupyter_keeps_goes_into_our_state_folder(tmp_path: Path) -> None:
    launch._folders(tmp_path)
    ours = environment(state=tmp_path)
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
        assert Path(ours[name]).is_relative_to(tmp_path)
    kernel = tmp_path / "ipython" / "profile_default" / "ipython_kernel_config.json"
    assert json.loads(kernel.read_text(encoding="utf-8"))["HistoryManager"] == {"enabled": False}


@posix
def test_nobody_else_can_look_into_it(tmp_path: Path) -> None:
    state = tmp_path / "state"
    launch._folders(state)
    assert stat.S_IMODE(state.stat().st_mode) == 0o700


def test_the_persons_own_settings_are_not_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("JUPYTER_TOKEN", "JUPYTER_PATH", "JUPYTERLAB_DIR", "JUPYTERLAB_SETTINGS_DIR", "PYTHONSTARTUP"):
        monkeypatch.setenv(name, "theirs")
    assert "theirs" not in environment().values()


def test_kernels_find_the_workbook_and_the_data_folder(tmp_path: Path) -> None:
    ours = environment("--data", str(tmp_path))
    assert ours["PYTHONPATH"].split(os.pathsep)[0] == str(ROOT)
    assert ours["WORKBOOK_DATA"] == str(tmp_path)


@pytest.mark.parametrize("how", ["--data", "WORKBOOK_DATA"])
def test_a_data_folder_lies_where_the_person_stands_not_where_kernels_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    for named, meant in (("mydata", tmp_path / "mydata"), ("~/mine", tmp_path / "home" / "mine")):
        monkeypatch.setenv("WORKBOOK_DATA", named)
        words = ["--data", named] if how == "--data" else []
        assert environment(*words)["WORKBOOK_DATA"] == str(meant.resolve())


def test_an_empty_name_for_the_data_folder_is_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBOOK_DATA", "")
    assert environment("--data", "")["WORKBOOK_DATA"] == str(ROOT / "data")


@posix
def test_a_data_folder_in_the_home_of_nobody_is_refused_in_one_sentence(
    no_start: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WORKBOOK_DATA", "~no-such-person/x")
    assert launch.main([]) == 1
    told = capsys.readouterr().err
    assert told.startswith("The folder ~no-such-person/x cannot hold answers (")
    assert told.count("\n") == 1
    assert no_start == []
    with pytest.raises(StoreError, match="~no-such-person/x cannot be used"):
        paths.data_folder()


@posix
def test_a_data_folder_that_leads_back_to_itself_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    monkeypatch.setenv("WORKBOOK_DATA", str(tmp_path / "loop"))
    with pytest.raises(StoreError, match="cannot be used"):
        Store(paths.data_folder()).chapters()


@pytest.mark.parametrize("place", ["notebooks/mydata/answers/x.csv", "mine/summaries/x.html", "answers/x.csv"])
def test_answers_in_any_folder_of_the_checkout_stay_out_of_git(place: str) -> None:
    assert subprocess.run(["git", "check-ignore", "-q", place], cwd=ROOT).returncode == 0


def test_a_port_that_is_taken_is_named_in_one_sentence(
    tmp_path: Path, no_start: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert launch.main(["--state", str(tmp_path), "--port", str(port)]) == 1
    assert capsys.readouterr().err == f"Port {port} is taken by another program: name another, or none.\n"
    assert no_start == []


def test_a_state_folder_that_cannot_be_made_is_named(
    tmp_path: Path, no_start: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    assert launch.main(["--state", str(tmp_path / "file")]) == 1
    assert "could not use its folder" in capsys.readouterr().err
    assert no_start == []


# ---- where kernels are spoken to ----


@posix
def test_a_short_place_keeps_its_sockets_with_the_rest() -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        own = Path(name) / "runtime"
        own.mkdir()
        assert serving.runtime_folder(Path(name)) == (own, "ipc")
        assert list(own.iterdir()) == []


@posix
def test_a_long_place_gets_a_private_short_folder_the_same_each_time(tmp_path: Path) -> None:
    state = tmp_path / ("заметки-" * 8)
    (state / "runtime").mkdir(parents=True)
    folder, transport = serving.runtime_folder(state)
    assert transport == "ipc"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert serving.runtime_folder(state)[0] == folder
    folder.rmdir()


@posix
def test_a_folder_that_others_can_look_into_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state = tmp_path / ("заметки-" * 8)
    (state / "runtime").mkdir(parents=True)
    folder, _ = serving.runtime_folder(state)
    folder.chmod(0o755)
    assert folder not in list(serving._short_ones(state))
    folder.rmdir()


@posix
def test_without_any_such_folder_ports_of_this_computer_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "_takes_sockets", lambda folder: False)
    assert serving.runtime_folder(tmp_path) == (tmp_path / "runtime", "tcp")


# ---- a second start ----


def test_a_second_start_opens_the_one_that_runs_and_hides_its_token(
    tmp_path: Path, no_start: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened: list[str] = []
    browser = type("Browser", (), {"open": lambda self, address: opened.append(address)})
    monkeypatch.setattr(serving, "running", lambda runtime: serving.Server("http://127.0.0.1:8888/", "secret"))
    monkeypatch.setattr(webbrowser, "get", lambda name: browser())
    assert launch.main(["02-causes", "--state", str(tmp_path)]) == 0
    assert no_start == []
    assert "open already" in capsys.readouterr().err
    page = tmp_path / "open.html"
    assert opened == [page.as_uri()]
    assert "/doc/tree/notebooks/02-causes.ipynb?token=secret" in page.read_text(encoding="utf-8")


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_start: list[list[str]]) -> Path:
    """The state folder of a workbook that was started with the answers in one/ and runs."""
    state = tmp_path / "state"
    monkeypatch.chdir(tmp_path)
    assert launch.main(["--no-browser", "--state", str(state), "--data", "one"]) == 0
    assert len(no_start) == 1
    monkeypatch.setattr(serving, "running", lambda runtime: serving.Server("http://127.0.0.1:8888/", "secret"))
    return state


@pytest.mark.parametrize(
    ("words", "how"),
    [(["--data", "two"], "with the answers in "), ([], "with the answers in "), (["--edit"], "without ")],
)
def test_a_second_start_with_other_answers_is_told_to_close_the_first(
    opened: Path,
    no_start: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    how: str,
) -> None:
    if words == ["--edit"]:
        monkeypatch.setenv("WORKBOOK_DATA", "one")
    else:
        monkeypatch.delenv("WORKBOOK_DATA")  # not named at all means data/ of the checkout
    capsys.readouterr()
    assert launch.main(["--no-browser", "--state", str(opened), *words]) == 1
    first = f"{how}{'--edit' if words == ['--edit'] else Path('one').resolve()}"
    way_out = "Close it first (Ctrl and C where it was started), then start it again."
    assert capsys.readouterr().err == f"The workbook is open {first}. {way_out}\n"
    assert len(no_start) == 1


def test_a_second_start_that_names_the_same_answers_in_other_words_opens_them(
    opened: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBOOK_DATA", "elsewhere/../one")
    assert launch.main(["--no-browser", "--state", str(opened)]) == 0


@pytest.mark.parametrize("torn", ["", "[]", '{"data": 1, "edit": false}'])
def test_a_torn_note_of_how_it_was_started_stops_nobody(opened: Path, torn: str) -> None:
    (opened / serving.NOTE).write_text(torn, encoding="utf-8")
    assert launch.main(["--no-browser", "--state", str(opened)]) == 0


def test_a_note_of_a_server_that_died_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "jpserver-1.json").write_text('{"url": "http://127.0.0.1:9/", "token": "x"}', encoding="utf-8")
    (tmp_path / "jpserver-2.json").write_text("torn", encoding="utf-8")
    assert serving.running(tmp_path) is None


def test_it_really_starts_answers_and_ends_in_good_order(tmp_path: Path) -> None:
    state = tmp_path / "state"
    words = ["--no-browser", "--state", str(state), "--data", str(tmp_path / "data")]
    command = [sys.executable, "-m", "workbook.launch", *words]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    first = subprocess.Popen(command, cwd=tmp_path, env=env, stderr=subprocess.DEVNULL)
    try:
        server = wait_for(state, first)
        with urllib.request.urlopen(server.address("/lab/api/settings")) as answer:
            told = {found["id"]: found["schema"].get("properties", {}) for found in json.load(answer)["settings"]}
        assert told["@jupyter-widgets/jupyterlab-manager:plugin"]["saveState"]["default"] is False
        assert told["@jupyterlab/docmanager-extension:plugin"]["autosave"]["default"] is False
        assert told["@jupyterlab/apputils-extension:notification"]["fetchNews"]["default"] == "false"
        assert first_session(server) == "notebooks/00-start-here.ipynb"
        second = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=20)
        assert second.returncode == 0
        assert "open already" in second.stderr
    finally:
        first.terminate()
        first.wait(20)
    assert list(serving.runtime_folder(state)[0].glob("jpserver-*.json")) == []


def wait_for(state: Path, process: subprocess.Popen[bytes]) -> serving.Server:
    clock = threading.Event()
    while process.poll() is None:
        if (state / "runtime").exists() and (server := serving.running(serving.runtime_folder(state)[0])):
            return server
        clock.wait(0.1)
    raise AssertionError("it did not start")


def first_session(server: serving.Server) -> str:
    """The notebook whose kernel is there before any page was opened."""
    clock = threading.Event()
    for _ in range(100):
        with urllib.request.urlopen(server.address("/api/sessions")) as answer:
            if sessions := json.load(answer):
                return str(sessions[0]["path"])
        clock.wait(0.1)
    raise AssertionError("no kernel was started")


# ---- what a save writes ----

SECRET = "a very private word"


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "notebooks").mkdir()
    (tmp_path / allowed.LIST).parent.mkdir(parents=True)
    cells = [nbformat.v4.new_markdown_cell("Hello"), nbformat.v4.new_code_cell('ask("causes.pick")')]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "notebooks" / "ours.ipynb")
    allowed.renew(tmp_path)
    monkeypatch.setattr(saving, "ROOT", tmp_path)
    return tmp_path


def saved(checkout: Path, path: str) -> dict[str, Any]:
    """What would be written of a notebook that was run, answered and saved."""
    content = nbformat.read(checkout / "notebooks" / "ours.ipynb", as_version=4)
    content.cells[1].outputs = [nbformat.v4.new_output("stream", text=SECRET)]
    content.cells[1].execution_count = 3
    content.metadata["widgets"] = {"state": SECRET}
    content.metadata["language_info"] = {"name": "python"}
    model = {"type": "notebook", "content": content}
    saving.before(model=model, path=path)
    return model["content"]


def test_one_of_ours_gets_its_committed_bytes_back(checkout: Path) -> None:
    place = checkout / "notebooks" / "ours.ipynb"
    before = place.read_bytes()
    nbformat.write(nbformat.from_dict(saved(checkout, "notebooks/ours.ipynb")), place)
    assert place.read_bytes() == before


@pytest.mark.parametrize("path", ["notebooks/another.ipynb", "mine.ipynb"])
def test_any_other_notebook_is_saved_without_what_it_printed(checkout: Path, path: str) -> None:
    written = saved(checkout, path)
    assert SECRET not in json.dumps(written)
    assert written["cells"][1]["execution_count"] is None
    assert "language_info" in written["metadata"]


def test_a_contributor_can_change_one_of_ours_still_without_outputs(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(launch.EDITING, "1")
    written = saved(checkout, "notebooks/ours.ipynb")
    assert "language_info" in written["metadata"]
    assert SECRET not in json.dumps(written)


def test_ours_with_a_cell_changed_on_disk_is_not_on_the_list_any_more(checkout: Path) -> None:
    place = checkout / "notebooks" / "ours.ipynb"
    place.write_text(place.read_text(encoding="utf-8").replace("causes.pick", "else"), encoding="utf-8")
    assert saving._committed("notebooks/ours.ipynb") is None
    assert allowed.current(checkout) != allowed.listed(checkout)


def test_an_hour_without_use_ends_it_unless_it_is_being_edited() -> None:
    said, editing = settings(), settings("--edit")
    whole = int(said["MappingKernelManager.cull_idle_timeout"]) + int(said["ServerApp.shutdown_no_activity_timeout"])
    assert whole == 3600
    assert editing["ServerApp.shutdown_no_activity_timeout"] == "0"
    assert "MappingKernelManager.cull_idle_timeout" not in editing


def test_app_opens_a_window_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    chrome = tmp_path / "google chrome"
    monkeypatch.setattr(launch.shutil, "which", lambda name: str(chrome) if name == "google-chrome" else None)
    command = settings("--app")["ServerApp.browser"]
    opener = webbrowser.get(command)
    assert isinstance(opener, webbrowser.BackgroundBrowser)
    assert [opener.name, *opener.args] == [str(chrome), "--app=%s"]


def test_app_without_such_a_browser_is_refused_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(launch, "APPS", ())
    monkeypatch.setattr(launch, "_known_places", lambda: iter(()))
    assert launch.main(["--app"]) == 1
    assert "needs Chrome, Chromium or Edge" in capsys.readouterr().err

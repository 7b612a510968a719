"""Start JupyterLab on this computer only, with the workbook's settings and none of the person's own.

Standard library only. Everything JupyterLab keeps goes into a state folder of ours.
"""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import socket
import sys
import webbrowser
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from workbook import serving
from workbook.bootstrap import hand_over

ROOT = Path(__file__).resolve().parent.parent
JUPYTER = Path(__file__).resolve().parent / "jupyter"
FIRST = "00-start-here"
DATA, STATE, EDITING, EARLY = "WORKBOOK_DATA", "WORKBOOK_STATE", "WORKBOOK_EDIT", "WORKBOOK_EARLY"
# No kernel keeps the lines that its cells ran, and each has the forms at hand before a cell asks for one
KERNELS = """{
  "HistoryManager": {"enabled": false},
  "IPKernelApp": {"exec_lines": ["__import__('workbook.notebook')"]}
}
"""
AFTER_AN_HOUR = {
    "MappingKernelManager.cull_idle_timeout": 3000,  # one that no page is connected to; an open page closes by itself
    "MappingKernelManager.cull_interval": 60,
    "ServerApp.shutdown_no_activity_timeout": 600,  # once no kernel runs
}
NEVER_BY_ITSELF = {"ServerApp.shutdown_no_activity_timeout": 0}
APPS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge", "chrome", "msedge")
MAC_APPS = ("Google Chrome", "Microsoft Edge", "Chromium")
FOREIGN = ("JUPYTER", "JPY_", "IPYTHON", "PYTHONSTARTUP", "PYTHONHOME")  # what could bring the person's own settings in


def main(argv: list[str]) -> int:
    try:
        return _start(_parse(argv))
    except serving.Refused as sentence:
        print(sentence, file=sys.stderr)
        return 1


def _start(wish: argparse.Namespace) -> int:
    state = Path(wish.state or ROOT / ".state").resolve()
    try:
        _folders(state)
        runtime, transport = serving.runtime_folder(state)
        if there := serving.running(runtime):
            _check_same(serving.noted(state), wish)
            return _open_again(there, _page(wish), state, wish)
        _check_port(wish.port)
        serving.note(state, serving.Start(wish.data, wish.edit))
    except OSError as trouble:
        why = trouble.strerror or trouble
        raise serving.Refused(f"The workbook could not use its folder {state}: {why}.") from None
    opens = "is ready at the address below" if wish.no_browser else "opens in your browser"
    print(f"Second Look {opens}. Leave this window open meanwhile; Ctrl-C here closes it.", file=sys.stderr)
    return hand_over(_command(wish, state, transport), _environment(wish, state, runtime))


def _parse(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="workbook open", description="Open the workbook in the browser.")
    parser.add_argument("notebook", nargs="?", default=FIRST, help="which one, such as 02-causes")
    parser.add_argument("--data", metavar="DIR", help="the folder that holds answers/ and summaries/")
    parser.add_argument("--port", type=int, help="this port and no other (otherwise the first free one from 8888)")
    parser.add_argument("--no-browser", action="store_true", help="print the address instead of opening it")
    parser.add_argument("--browser", metavar="COMMAND", help="which browser, as in $BROWSER")
    parser.add_argument(
        "--app", action="store_true", help="in a window of its own, without the browser's bars (Chrome, Chromium, Edge)"
    )
    parser.add_argument("--state", metavar="DIR", help="where JupyterLab keeps what it keeps (otherwise .state)")
    parser.add_argument(
        "--edit", action="store_true", help="for contributors: plain JupyterLab, notebooks can be changed"
    )
    wish = parser.parse_args(argv)
    wish.data = _data_folder(wish.data)
    if wish.app:
        wish.browser = own_window()
    return wish


def own_window() -> str:
    """The command that opens an address in a window of its own; serving.Refused where there is no browser that can."""
    found = next(filter(None, map(shutil.which, APPS)), None) or next(filter(os.path.exists, _known_places()), None)
    if found is None:
        raise serving.Refused("--app needs Chrome, Chromium or Edge, and none was found. Leave it out.")
    return f"{shlex.quote(found)} --app=%s &"


def _known_places() -> Iterator[str]:
    """Where these browsers lie on macOS and Windows, which have them on no search path."""
    yield from (f"/Applications/{name}.app/Contents/MacOS/{name}" for name in MAC_APPS)
    for folder in filter(None, map(os.environ.get, ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"))):
        yield str(Path(folder, "Google/Chrome/Application/chrome.exe"))
        yield str(Path(folder, "Microsoft/Edge/Application/msedge.exe"))


def _data_folder(named: str | None) -> Path:
    """Where it lies for the person who starts us: kernels run in another folder, where mydata would be another one."""
    named = named or os.environ.get(DATA)
    if not named:
        return ROOT / "data"
    try:
        return Path(named).expanduser().resolve()
    except (OSError, RuntimeError) as trouble:
        why = str(trouble).rstrip(".")
        raise serving.Refused(f"The folder {named} cannot hold answers ({why}). Name another one.") from None


def _folders(state: Path) -> None:
    """Ours, readable by this person alone."""
    for name in ("config", "data", "runtime", "checkpoints", "ipython/profile_default"):
        (state / name).mkdir(parents=True, exist_ok=True, mode=0o700)
    state.chmod(0o700)
    kernels = state / "ipython/profile_default/ipython_kernel_config.json"
    kernels.write_text(KERNELS, encoding="utf-8")


def _notebook(wish: argparse.Namespace) -> str:
    name = wish.notebook.removesuffix(".ipynb").rsplit("/", 1)[-1]
    return f"notebooks/{name}.ipynb"


def _page(wish: argparse.Namespace) -> str:
    """The address of a notebook below the server's; in a page of its own unless it is to be edited."""
    return f"/{'lab' if wish.edit else 'doc'}/tree/{quote(_notebook(wish))}"


def _check_same(first: serving.Start | None, wish: argparse.Namespace) -> None:
    """A page opened again would show the answers it was started with, whatever is asked for now."""
    if first is None or first == serving.Start(wish.data, wish.edit):
        return
    how = (
        f"with the answers in {first.data}" if first.data != wish.data else f"with{'' if first.edit else 'out'} --edit"
    )
    raise serving.Refused(
        f"The workbook is open {how}. Close it first (Ctrl and C where it was started), then start it again."
    )


def _open_again(server: serving.Server, page: str, state: Path, wish: argparse.Namespace) -> int:
    address = server.address(page)
    print(f"The workbook is open already; here it is again: {address}", file=sys.stderr)
    if not wish.no_browser:
        webbrowser.get(wish.browser).open(serving.redirect(state, address).as_uri())
    return 0


def _check_port(port: int | None) -> None:
    if port is None:
        return
    with socket.socket() as probe:
        if os.name == "posix":  # as the server does: a port just let go of is free
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise serving.Refused(f"Port {port} is taken by another program: name another, or none.") from None


def _command(wish: argparse.Namespace, state: Path, transport: str) -> list[str]:
    settings = {
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": wish.port or 8888,
        "ServerApp.port_retries": 0 if wish.port else 50,
        "ServerApp.open_browser": not wish.no_browser,
        "ServerApp.allow_remote_access": False,
        "ServerApp.allow_unauthenticated_access": False,
        "ServerApp.answer_yes": True,  # Ctrl-C once is enough
        **(NEVER_BY_ITSELF if wish.edit else AFTER_AN_HOUR),
        "ServerApp.root_dir": ROOT,
        "ServerApp.terminals_enabled": False,
        "ServerApp.extra_static_paths": JUPYTER / "static",  # the plain page that "Leave quickly" goes to
        "ServerApp.log_level": "ERROR",
        "LabApp.log_level": "ERROR",
        "FileContentsManager.preferred_dir": ROOT / "notebooks",
        "FileContentsManager.pre_save_hook": "workbook.jupyter.saving.before",
        "FileCheckpoints.checkpoint_dir": state / "checkpoints",
        "KernelManager.transport": transport,
        "LanguageServerManager.autodetect": False,  # else it runs npm to look for language servers
        "LabApp.default_url": _page(wish),
        "LabApp.news_url": "",
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        "LabApp.extension_manager": "readonly",
    }
    if not wish.edit:
        settings["LabApp.extra_labextensions_path"] = JUPYTER / "labextensions"
    if wish.browser:
        settings["ServerApp.browser"] = wish.browser
    root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return [
        sys.executable,
        "-P",
        "-W",
        "ignore",
        "-m",
        "workbook.jupyter",
        *root,
        *(f"--{name}={value}" for name, value in settings.items()),
    ]


def _environment(wish: argparse.Namespace, state: Path, runtime: Path) -> dict[str, str]:
    """For the server, and for every kernel it starts."""
    ours = {
        "JUPYTER_CONFIG_DIR": state / "config",  # not ~/.jupyter; settings changed in the browser go here
        "JUPYTER_CONFIG_PATH": JUPYTER,  # labconfig/ of the checkout, read first
        "JUPYTER_DATA_DIR": state / "data",  # not ~/.local/share/jupyter with its kernels and extensions
        "JUPYTER_RUNTIME_DIR": runtime,
        "JUPYTER_PREFER_ENV_PATH": "1",
        "IPYTHONDIR": state / "ipython",
        "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), *_other_paths()])),
        "PYTHONUTF8": "1",
        DATA: wish.data,
        STATE: state,
    }
    if wish.edit:
        ours[EDITING] = "1"
    elif (ROOT / _notebook(wish)).exists():
        ours[EARLY] = _notebook(wish)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
    return {**kept, **{name: str(value) for name, value in ours.items()}}


def _other_paths() -> list[str]:
    return [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path and Path(path) != ROOT]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""A folder that others can look into, or that a service copies, is named once, with what can be done."""

from __future__ import annotations

import stat
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from workbook import showing
from workbook.desk import Desk
from workbook.errors import StoreError
from workbook.forms.form import Event
from workbook.handling import handler
from workbook.rulebook import Edition
from workbook.store import Store, around

NOW = datetime(2026, 11, 21, 21, 4, 5, tzinfo=UTC)
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps that elsewhere")


def named(desk: Desk) -> list[str]:
    return [part.id for part in showing.opening(desk, "start").parts if getattr(part, "id", "").startswith("seen-")]


def press(desk: Desk, action: str, target: str = "") -> None:
    handle = handler(desk, "start", lambda: showing.opening(desk, "start"))
    handle(Event(kind="action", action=action, target=target))


@POSIX
@pytest.mark.parametrize(("mode", "others"), [(0o700, False), (0o750, True), (0o755, True), (0o701, True)])
def test_a_folder_that_others_can_open_is_named_and_can_be_closed(
    mode: int, others: bool, data: Path, edition: Edition
) -> None:
    desk = Desk(data, edition, lambda: NOW)
    assert named(desk) == []
    desk.answer("causes.pick", "crossed-wires")
    desk.store.answers_folder.chmod(mode)

    assert named(desk) == (["seen-open"] if others else [])
    press(desk, "close-folder")
    assert named(desk) == []
    assert stat.S_IMODE(desk.store.answers_folder.stat().st_mode) == 0o700


def test_on_windows_which_keeps_that_elsewhere_nobody_is_told_that_others_can_look_in(
    tmp_path: Path, monkeypatch
) -> None:
    Store(tmp_path).append("causes", "s1", "causes.pick", "crossed-wires", NOW)
    (tmp_path / "answers").chmod(0o755)  # as Windows says of any folder
    monkeypatch.setattr(sys, "platform", "win32")

    assert not around.open_to_others(tmp_path)


@POSIX
def test_summaries_that_others_can_open_are_named_and_closed_too(data: Path, edition: Edition) -> None:
    desk = Desk(data, edition, lambda: NOW)
    folder = desk.store.write_summary("summary.html", b"x").parent
    folder.chmod(0o751)

    assert named(desk) == ["seen-open"]
    press(desk, "close-folder")
    assert named(desk) == []
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@POSIX
def test_a_drive_that_knows_no_accounts_says_so(data: Path, edition: Edition, monkeypatch) -> None:
    desk = Desk(data, edition, lambda: NOW)
    desk.answer("causes.pick", "crossed-wires")
    desk.store.answers_folder.chmod(0o777)
    monkeypatch.setattr(Path, "chmod", lambda *_: None)

    with pytest.raises(StoreError, match="does not let one account"):
        desk.keeping.close_to_others()


def test_what_was_read_is_not_named_again(data: Path, edition: Edition) -> None:
    (data.parent / ".stfolder").mkdir()
    desk = Desk(data, edition, lambda: NOW)
    assert named(desk) == ["seen-synced"]
    press(desk, "dismiss", "synced")

    assert named(desk) == []


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("Dropbox/notes", "Dropbox"),
        ("Dropbox (Personal)/notes", "Dropbox"),
        ("OneDrive/Documents/notes", "OneDrive"),
        ("OneDrive - Contoso/notes", "OneDrive"),
        ("Library/CloudStorage/OneDrive-Personal/notes", "OneDrive"),
        ("Library/Mobile Documents/com~apple~CloudDocs/notes", "iCloud Drive"),
        ("iCloudDrive/notes", "iCloud Drive"),
        ("Google Drive/notes", "Google Drive"),
        ("Library/CloudStorage/GoogleDrive-a@example.org/My Drive/notes", "Google Drive"),
        ("Nextcloud/notes", "Nextcloud"),
        ("Sync/notes", ""),
        ("Documents/notes", ""),
        ("my dropboxes/notes", ""),
        ("Boxes/notes", ""),
    ],
)
def test_a_folder_that_a_service_copies_is_known_by_where_it_lies(folder: str, service: str, tmp_path: Path) -> None:
    (tmp_path / folder).mkdir(parents=True)

    assert around.copied_by(tmp_path / folder) == service


@POSIX
def test_a_link_into_a_synced_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "Dropbox/answers").mkdir(parents=True)
    (tmp_path / "data").mkdir()
    (tmp_path / "data/answers").symlink_to(tmp_path / "Dropbox/answers")

    assert around.copied_by(tmp_path / "data") == "Dropbox"


@POSIX
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_merging_bringing_and_erasing_leave_nothing_for_others_to_read(umask: int, tmp_path: Path) -> None:
    import os

    from workbook.desk import Desk as AnyDesk

    before = os.umask(umask)
    try:
        store = Store(tmp_path / "old")
        store.append("causes", "s1", "causes.pick", "crossed-wires", NOW)
        store.write_summary("summary.html", b"x")
        desk = AnyDesk(tmp_path / "new", clock=lambda: NOW)
        (tmp_path / "b.zip").write_bytes(store.packed())
        desk.keeping.bring(*desk.keeping.incoming(tmp_path / "b.zip"))
        (desk.store.answers_folder / "causes (1).csv").write_bytes(b"")
        desk.keeping.proposals()
        desk.keeping.merge("causes")
        desk.keeping.bundle(NOW.date())
        desk.store.clear("causes", lambda _: False, whole=True)
    finally:
        os.umask(before)

    modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in (tmp_path / "new").rglob("*")}
    assert {name for name, mode in modes.items() if mode & 0o077} == set()


@POSIX
def test_a_hard_link_to_the_answers_is_left_with_what_it_held(tmp_path: Path) -> None:
    """A merge puts a new file in place; whoever linked the old one keeps the old one."""
    store = Store(tmp_path)
    store.append("causes", "s1", "causes.pick", "a", NOW)
    (tmp_path / "linked.csv").hardlink_to(store.answers_folder / "causes.csv")
    store.append("causes", "s1", "causes.pick", "b", NOW)
    assert (tmp_path / "linked.csv").read_bytes() == (store.answers_folder / "causes.csv").read_bytes()
    held = (tmp_path / "linked.csv").read_bytes()
    store.erase("causes", "s1", "causes.pick")

    assert (tmp_path / "linked.csv").read_bytes() == held
    assert b"causes.pick" not in (store.answers_folder / "causes.csv").read_bytes()

"""Who else may see the folder: other accounts on this computer, or a service that copies it to other places."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from workbook.errors import StoreError
from workbook.store import disk

OTHERS = 0o077

_SERVICES = {
    "Dropbox": r"dropbox\b.*",
    "OneDrive": r"onedrive\b.*|onedrive-.+",
    "iCloud Drive": r"icloud ?drive.*|com~apple~clouddocs|mobile documents",
    "Google Drive": r"google ?drive\b.*|googledrive-.+|my drive",
    "Nextcloud": r"nextcloud\b.*",
    "ownCloud": r"owncloud\b.*",
    "Box": r"box|box sync|box-box",
    "pCloud": r"pcloud ?drive|pcloud ?sync",
    "MEGA": r"mega|megasync",
    "Proton Drive": r"proton ?drive\b.*",
    "Seafile": r"seafile|seadrive",
    "Syncthing": r"syncthing",
    "Resilio Sync": r"resilio sync",
    "Tresorit": r"tresorit|my tresors",
}
"""The folder that each makes, in small letters."""

_MARKS = {
    ".stfolder": "Syncthing",
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".seafile-data": "Seafile",
    ".tmp.drivedownload": "Google Drive",
}
"""What each leaves at the top of the folder that it copies."""


def open_to_others(data: Path) -> bool:
    """Whether another account could look into the answers or the summaries; Windows keeps that elsewhere."""
    if sys.platform == "win32":
        return False
    return any(disk.mode(folder) & OTHERS for folder in _folders(data))


def close_to_others(data: Path) -> None:
    """Only this account may look in from now on. Raises StoreError on a drive that does not know of accounts."""
    with disk.saving():
        for folder in _folders(data):
            folder.chmod(disk.mode(folder) & ~OTHERS)
    if open_to_others(data):
        raise StoreError("stays-open")


def copied_by(data: Path) -> str:
    """The name of a sync service whose folder this is, or lies in; empty where none is known."""
    places = dict.fromkeys(_places(data))
    for place in places:
        for name, pattern in _SERVICES.items():
            if re.fullmatch(pattern, place.name.lower()):
                return name
        for mark, name in _MARKS.items():
            if os.path.lexists(place / mark):
                return name
    return ""


def _places(data: Path) -> Iterator[Path]:
    """The folders and all that they lie in, as they are named and where links lead."""
    for folder in (data, *_folders(data)):
        for path in (folder.absolute(), Path(os.path.realpath(folder))):
            yield from (path, *path.parents)


def _folders(data: Path) -> list[Path]:
    return [folder for folder in (data / "answers", data / "summaries") if folder.is_dir()]

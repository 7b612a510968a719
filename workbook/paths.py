"""Where answers lie, and what JupyterLab keeps: two folders, each named by one variable."""

from __future__ import annotations

import os
from pathlib import Path

from workbook.errors import StoreError

INVENTED = "invented-person.txt"
"""Beside the answers of the invented person: every notebook that is opened on them says that they are nobody's."""

CHECKOUT = Path(__file__).resolve().parent.parent


def data_folder() -> Path:
    """The folder that holds answers/ and summaries/: WORKBOOK_DATA, or data/ in the checkout. Raises StoreError."""
    named = os.environ.get("WORKBOOK_DATA", "")
    return place(named) if named else CHECKOUT / "data"


def place(named: str) -> Path:
    """A folder or file that the person named, from the folder they are in.

    Raises StoreError for the home of nobody, or a link that leads back to itself.
    """
    try:
        return Path(named).expanduser().resolve()
    except (OSError, RuntimeError) as trouble:
        raise StoreError("folder-unusable", path=named, why=str(trouble).rstrip(".")) from trouble


def state_folder() -> Path:
    """Where JupyterLab keeps what it keeps, as the launcher named it: WORKBOOK_STATE, or .state in the checkout."""
    return Path(os.environ.get("WORKBOOK_STATE") or CHECKOUT / ".state")

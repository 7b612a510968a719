"""Where answers lie: one folder, named by one variable."""

from __future__ import annotations

import os
from pathlib import Path

from workbook.errors import StoreError

CHECKOUT = Path(__file__).resolve().parent.parent


def data_folder() -> Path:
    """The folder that holds answers/ and summaries/: WORKBOOK_DATA, or data/ in the checkout.

    Raises StoreError for the home of nobody, or a link that leads back to itself.
    """
    named = os.environ.get("WORKBOOK_DATA", "")
    if not named:
        return CHECKOUT / "data"
    try:
        return Path(named).expanduser().resolve()
    except (OSError, RuntimeError) as trouble:
        raise StoreError("folder-unusable", path=named, why=str(trouble).rstrip(".")) from trouble

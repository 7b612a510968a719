"""Where answers lie: one folder, named by one variable."""

from __future__ import annotations

import os
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent


def data_folder() -> Path:
    """The folder that holds answers/ and summaries/: WORKBOOK_DATA, or data/ in the checkout."""
    named = os.environ.get("WORKBOOK_DATA", "")
    return Path(named).expanduser().resolve() if named else CHECKOUT / "data"

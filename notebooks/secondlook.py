"""What the first cell of every notebook imports: the verbs, from any Jupyter and any folder."""

from __future__ import annotations

import sys
from pathlib import Path

CHECKOUT = str(Path(__file__).resolve().parent.parent)
if CHECKOUT not in sys.path:
    sys.path.insert(0, CHECKOUT)

from workbook.notebook import (  # noqa: E402  # found only once the checkout is on the path
    ask,
    begin,
    choose_lines,
    finish,
    history,
    home,
    keys,
    picture,
    standing,
    write_summary,
)

__all__ = [
    "ask",
    "begin",
    "choose_lines",
    "finish",
    "history",
    "home",
    "keys",
    "picture",
    "standing",
    "write_summary",
]

"""The allow-list: which notebooks are ours, by path and by what their cells say. Standard library only.

The extension runs a notebook on open only when it is on this list; the save hook writes back the committed bytes of
those alone. A downloaded notebook, or ours with a cell changed, is just a notebook.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

LIST = Path("workbook", "jupyter", "labextensions", "second-look", "static", "notebooks.json")


def fingerprint(notebook: Mapping[str, Any]) -> str:
    """What a notebook says: each cell's type and source. Outputs and metadata do not count.

    The extension works out the same from what it is shown, so both write the same JSON text.
    """
    cells = [[cell["cell_type"], "".join(cell["source"])] for cell in notebook["cells"]]
    text = json.dumps(cells, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def listed(root: Path) -> dict[str, str]:
    """Path below the checkout -> fingerprint."""
    allowed: dict[str, str] = json.loads((root / LIST).read_text(encoding="utf-8"))
    return allowed


def current(root: Path) -> dict[str, str]:
    """The same, of the notebooks as they stand now."""
    paths = sorted((root / "notebooks").glob("*.ipynb"))
    return {path.relative_to(root).as_posix(): fingerprint(_read(path)) for path in paths}


def renew(root: Path) -> None:
    """Put the notebooks as they stand on the list."""
    (root / LIST).write_text(json.dumps(current(root), indent=2) + "\n", encoding="utf-8", newline="\n")


def _read(path: Path) -> dict[str, Any]:
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return notebook

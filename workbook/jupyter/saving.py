"""What happens when JupyterLab saves a notebook: nothing anyone answered gets into the file.

One of ours, unchanged on disk, gets its committed bytes back. Any other is saved as it is, without outputs, run
numbers and widget state.
"""

from __future__ import annotations

import os
from typing import Any

import nbformat

from workbook import allowed
from workbook.launch import EDITING, ROOT


def before(model: dict[str, Any], path: str, **_: object) -> None:
    """JupyterLab's pre-save hook."""
    if model.get("type") != "notebook" or not model.get("content"):
        return
    if not os.environ.get(EDITING) and (committed := _committed(path.strip("/"))):
        model["content"] = committed
    else:
        _strip(model["content"])


def _committed(path: str) -> dict[str, Any] | None:
    """The notebook on disk, when it is one of ours and says what it was committed with."""
    wanted = allowed.listed(ROOT).get(path)
    if wanted is None:
        return None
    on_disk: dict[str, Any] = nbformat.read(ROOT / path, as_version=nbformat.NO_CONVERT)  # type: ignore[no-untyped-call]
    return on_disk if allowed.fingerprint(on_disk) == wanted else None


def _strip(notebook: dict[str, Any]) -> None:
    notebook["metadata"].pop("widgets", None)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
            cell["metadata"].pop("execution", None)

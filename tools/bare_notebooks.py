"""Say which of the notebooks named carry outputs, run numbers or widget state; fail if one does."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def carries(notebook: dict[str, Any]) -> bool:
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    return "widgets" in notebook["metadata"] or any(cell["outputs"] or cell["execution_count"] for cell in code)


def main(paths: list[str]) -> int:
    full = [path for path in paths if carries(json.loads(Path(path).read_text(encoding="utf-8")))]
    for path in full:
        print(f"{path} carries outputs: clear them before it is committed")
    return bool(full)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Renew both locks, then look on every platform we promise for a package without a wheel.

    python3 -m pip install uv && python3 -m workbook test --version && .venv/bin/python tools/renew_locks.py

For maintainers; nobody who uses the workbook needs uv.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import wheel_gaps

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("pyproject.toml", "requirements.in")
UNIVERSAL = ("--quiet", "--universal", "--python-version", "3.11", "--upgrade", "--no-emit-index-url")
LOCK = ("--generate-hashes", "--no-annotate", "--custom-compile-command", "tools/renew_locks.py")


def compile_(*words: str) -> None:
    subprocess.run(["uv", "pip", "compile", *SOURCES, *UNIVERSAL, *words], cwd=ROOT, check=True)


def main() -> int:
    compile_(*LOCK, "-o", "requirements.lock")
    compile_(*LOCK, "--extra", "test", "-c", "requirements.lock", "-o", "requirements-test.lock")
    with tempfile.TemporaryDirectory() as scratch:  # it names files by their address: looked at, never kept
        files = Path(scratch) / "pylock.toml"
        compile_("--extra", "test", "-c", "requirements.lock", "-o", str(files))
        return wheel_gaps.report(files)


if __name__ == "__main__":
    sys.exit(main())

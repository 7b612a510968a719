"""The table at the end of a test run."""

from __future__ import annotations

import pytest

from .cases import FULL, QUICK, table
from .test_torture import LINES, SEED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for size in (QUICK, FULL):
        if LINES[size]:
            terminalreporter.section("what was lost")
            terminalreporter.write_line(table(LINES[size], SEED, size))

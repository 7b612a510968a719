"""A pytest plugin for tools/mutate_store.py: every fault meets the tests that come by it, the quickest first.

All tests are collected once. One pass finds which test runs which function, and how long it takes; then each fault has
a process of its own, forked from here, which ends at the first test that fails. A fault that makes a test run on is
found as well: it may use ten times what the test needs, of the processor, not of the clock, so that a busy
machine finds no more than an idle one.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.state import state

PLAN = json.loads(Path(os.environ["EACH_FAULT"]).read_text("utf-8"))
"""seen: the file of the first pass · told: where results go · faults: their names, each with
the hash of its function · copied: of what code and tests · quick: seconds of a quick test, at
most · slow: by module, slow tests that are tried as well · enough: seconds after which a fault waits for another go."""

STUCK = 60
"""Seconds by the clock after which a fault is one that waits for ever, however little it computes."""

MEMORY = 6 * 2**30

ENOUGH = 9
"""How a first go ends that took long enough; a second one goes on."""

FINDERS: Counter[tuple[str, str]] = Counter()
"""By function: the tests that found faults in it; they come first the next time."""

REPORTS: list[pytest.TestReport] = []
"""Of the test that ran last."""

Seen = dict[str, tuple[float, list[str]]]
"""By test: the seconds it takes, and the functions of the store that it runs."""


def pytest_configure() -> None:
    from hypothesis import settings  # noqa: PLC0415  before the tests take its settings

    settings.register_profile("the same each time", derandomize=True, database=None, deadline=None)
    settings.load_profile("the same each time")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    REPORTS.append(report)


def pytest_runtestloop(session: pytest.Session) -> bool:
    seen_file, told = Path(PLAN["seen"]), Path(PLAN["told"])
    if not seen_file.exists():
        _in_a_fork(lambda: _look(session.items, seen_file), 3600)
        return True
    seen: Seen = json.loads(seen_file.read_text("utf-8"))
    _import_once(seen)
    gc.freeze()
    with told.open("a", encoding="utf-8") as results:
        for fault in PLAN["faults"]:
            tests = _tests_of(fault, session.items, seen)
            began = time.monotonic()
            result, by = _tried(fault, tests, seen) if tests else ("no test", "")
            FINDERS[_function(fault), by] += 1
            took = round(time.monotonic() - began, 2)
            results.write(json.dumps([fault, result, by, took, PLAN["faults"][fault], PLAN["copied"]]) + "\n")
            results.flush()
    return True


def _look(items: list[pytest.Item], file: Path) -> int:
    """The pass without a fault."""
    set_mutant_under_test("stats")
    seen: Seen = {}
    for item, after in pairwise([*items, None]):
        assert item is not None  # noqa: S101  for the types
        began = time.process_time()
        if _fails(item, after):
            print(f"fails without a fault: {item.nodeid}", *(report.longrepr for report in REPORTS))
            return 1
        if any(report.skipped for report in REPORTS):
            continue
        seen[item.nodeid] = (time.process_time() - began, sorted(state()._stats))
        state()._stats.clear()
    file.write_text(json.dumps({"": (0, sorted(sys.modules)), **seen}), "utf-8")
    return 0


def _import_once(seen: Seen) -> None:
    """What the tests import as they go, so that no fork has to."""
    for name in seen.pop("")[1]:
        if name.startswith(("workbook.", "pyrage")) and ".store." not in name:
            try:
                __import__(name)
            except ImportError:
                continue


def _tests_of(fault: str, items: list[pytest.Item], seen: Seen) -> list[pytest.Item]:
    function = _function(fault)
    come_by = [item for item in items if item.nodeid in seen and function in seen[item.nodeid][1]]
    chosen = [item for item in come_by if _is_chosen(item.nodeid, seen[item.nodeid][0], function.split(".")[2])]
    return sorted(chosen, key=lambda item: (-FINDERS[function, item.nodeid], seen[item.nodeid][0]))


def _is_chosen(test: str, seconds: float, module: str) -> bool:
    """Quick tests of any file, and slow ones of the files that are about this module."""
    return seconds < PLAN["quick"] or any(name in test for name in PLAN["slow"].get(module, ()))


def _function(fault: str) -> str:
    return fault.rpartition("__mutmut_")[0]


def _tried(fault: str, tests: list[pytest.Item], seen: Seen) -> tuple[str, str]:
    """What came of it, and the test that found it."""
    at = Path(PLAN["told"]).with_suffix(".at")
    until = STUCK + 20 * sum(seen[test.nodeid][0] for test in tests)
    ended = _in_a_fork(lambda: _first_that_fails(fault, tests, seen, at), until)
    if ended in (0, ENOUGH):
        return "survived" if not ended else "not yet", ""
    return "ran on" if ended in (-signal.SIGPROF, -signal.SIGKILL) else "found", at.read_text("utf-8")


def _first_that_fails(fault: str, tests: list[pytest.Item], seen: Seen, at: Path) -> int:
    set_mutant_under_test(fault)
    for test, after in pairwise([*tests, None]):
        assert test is not None  # noqa: S101  for the types
        if PLAN["enough"] and time.process_time() > PLAN["enough"]:
            return ENOUGH
        at.write_text(test.nodeid, "utf-8")
        signal.setitimer(signal.ITIMER_PROF, 3 + 10 * seen[test.nodeid][0])
        if _fails(test, after):
            return 1
    return 0


def _fails(test: pytest.Item, after: pytest.Item | None) -> bool:
    REPORTS.clear()
    test.ihook.pytest_runtest_protocol(item=test, nextitem=after)
    return any(report.failed for report in REPORTS)


def _in_a_fork(work: Callable[[], int], seconds: float) -> int:
    """What the work ends with; below zero the signal that ended it."""
    child = os.fork()
    if not child:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        code = 1
        try:
            if PLAN["faults"]:
                _silent()
            code = work()
        finally:
            os._exit(code)
    for status in _waited(child, seconds):
        return os.waitstatus_to_exitcode(status)
    os.killpg(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _silent() -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (1, 2):
        os.dup2(nowhere, number)


def _waited(child: int, seconds: float) -> Iterator[int]:
    """The status once it has ended; nothing if it does not."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            yield status
            return
        time.sleep(0.002)

"""What a person chose for their summary: a tick a line, how the other person is named, the paper; and its JSON. Pure.

    {"lines": {"situation.ties": false, "cause.slow-drift": true}, "mask": "my-ex", "paper": "a4"}

`--choices FILE` reads the same form. A line that is not named is as it comes: on page one, on; after it, off.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from workbook.errors import ChoicesError
from workbook.summary.lines import SummaryLine

MASKS = ("my-ex", "initials", "as-typed")
PAPERS = ("a4", "letter")


@dataclass(frozen=True, slots=True)
class Choices:
    """What is remembered from one summary to the next."""

    lines: Mapping[str, bool] = field(default_factory=dict)  # line id -> on the page or not
    mask: str = "my-ex"
    paper: str = "a4"

    def ticked(self, lines: Iterable[SummaryLine], chosen: Collection[str]) -> Choices:
        """With these lines on where chosen, off where not; what did not change, or is asked anew, leaves no trace."""
        said = {line.id: not line.on for line in lines if line.on != (line.id in chosen) and not line.anew}
        return replace(self, lines=dict(sorted({**self.lines, **said}.items())))


def serialised(choices: Choices) -> str:
    """One line of JSON a tick, so that a person can read and change it."""
    whole = {"lines": dict(choices.lines), "mask": choices.mask, "paper": choices.paper}
    return json.dumps(whole, ensure_ascii=True, indent=1) + "\n"


def parse(text: str, file: object = "choices.json") -> Choices:
    """What such a file says; what it leaves out is as it comes. Raises ChoicesError, naming the file."""
    try:
        said = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        raise ChoicesError("choices-unreadable", file=file) from None
    if not isinstance(said, dict) or set(said) - {"lines", "mask", "paper"}:
        raise ChoicesError("choices-wrong", file=file, key="lines, mask, paper")
    return Choices(
        lines=_lines(said.get("lines", {}), file),
        mask=_one_of(MASKS, "mask", said.get("mask", MASKS[0]), file),
        paper=_one_of(PAPERS, "paper", said.get("paper", PAPERS[0]), file),
    )


def _lines(said: Any, file: object) -> dict[str, bool]:
    if not isinstance(said, dict) or not all(isinstance(on, bool) for on in said.values()):
        raise ChoicesError("choices-wrong", file=file, key="lines")
    return said


def _one_of(known: tuple[str, ...], key: str, said: Any, file: object) -> str:
    if said not in known:
        raise ChoicesError("choices-wrong", file=file, key=f"{key} ({', '.join(known)})")
    return str(said)

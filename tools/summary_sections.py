"""What each section of the invented person's summary says, line by line: what snapshots and tests read."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import made_up  # noqa: E402

from workbook.summary import SummarySection  # noqa: E402

FOLDER = ROOT / "tests" / "snapshots" / "summary-en"


def sections() -> tuple[SummarySection, ...]:
    return tuple(each for each in made_up.summary(made_up.invented_person()).sections if each.lines)


def told(section: SummarySection) -> str:
    """One line a line, under its smaller heading: x ticked, ? asked anew each time, then its id and what it says."""
    lines, under = [f"# {section.title}", section.lead], ""
    for each in section.lines:
        if each.under != under:
            lines.append(f"## {each.under}")
            under = each.under
        tick = "?" if each.anew else "x" if each.on else " "
        said = " | ".join(filter(None, (each.text, each.detail, "; ".join(each.items), each.beside)))
        lines.append(f"[{tick}] {each.id}: {said}")
    return "\n".join(filter(None, lines)) + "\n"


def renew() -> None:
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.txt"):
        old.unlink()
    for section in sections():
        (FOLDER / f"{section.id}.txt").write_text(told(section), "utf-8", newline="\n")

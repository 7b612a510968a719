"""A summary as a PDF: tagged, the same bytes for the same answers, and nothing that was written is ever run."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, time
from functools import cache, partial
from importlib.resources import files
from typing import Any

import typst

from workbook.errors import Trouble
from workbook.export import glyphs
from workbook.export.blocks import Around, Block, Drawing, blocks, from_the_right, plain
from workbook.export.locked import locked
from workbook.palette import LIGHT
from workbook.summary import Summary, SummaryLine, SummarySection
from workbook.wording import Wording

PAPERS = {"a4": "a4", "letter": "us-letter"}
ARCHIVE = (["a-2a", "ua-1"], ["ua-1"])
"""The stricter first: what is made to be archived may hold no character without an agreed meaning."""
LOCKED = (["ua-1"],)
"""What is made to be archived is never behind a passphrase."""
SHORT = 240
DOTS = 110.0
"""Of a page on the screen, an inch."""
_FAMILY = re.compile(r'(<svg[^>]*) font-family="[^"]*"')


@dataclass(frozen=True, slots=True)
class Setting:
    """What typst is given: the same for the file and for its pages on the screen."""

    data: str  # JSON, and never markup
    made: datetime
    standards: tuple[list[str], ...] = ARCHIVE
    computers_fonts: bool = False

    def pdf(self) -> bytes:
        """Raises typst.TypstError."""
        for standards in self.standards[:-1]:
            try:
                return self._compiled(format="pdf", pdf_standards=standards)[0]
            except typst.TypstError as problem:
                if glyphs.lacking(problem.diagnostic):
                    raise
        return self._compiled(format="pdf", pdf_standards=self.standards[-1])[0]

    def pages(self) -> tuple[bytes, ...]:
        """PNG pictures. Raises typst.TypstError."""
        return self._compiled(format="png", ppi=DOTS)

    def _compiled(self, **how: Any) -> tuple[bytes, ...]:
        compiler = typst.Compiler(font_paths=_fonts(self.computers_fonts))
        made = compiler.compile(_template(), sys_inputs={"data": self.data}, timestamp=self.made, **how)
        return tuple(made) if isinstance(made, list) else (made or b"",)


@dataclass(frozen=True, slots=True)
class Sheets:
    """A summary that was set: its file, and its pages as they look."""

    setting: Setting
    pdf: bytes

    def pages(self) -> tuple[bytes, ...]:
        """PNG pictures of the pages of that very file."""
        return self.setting.pages()


def sheets(summary: Summary, around: Around) -> Sheets:
    """The whole of it on paper; only what is ticked is there. Raises Trouble.

    typst's own fonts first, then the computer's too; what none of them can draw is told in words.
    """
    return _set(_setting(summary, around), around.wording)


def locked_pdf(summary: Summary, around: Around, phrase: str) -> bytes:
    """The same file, which only the phrase opens. Raises Trouble."""
    setting = replace(_setting(summary, around), standards=LOCKED)
    return locked(_set(setting, around.wording).pdf, phrase)


def _setting(summary: Summary, around: Around) -> Setting:
    told = _told(summary.shown(), around)
    return Setting(json.dumps(told, ensure_ascii=False), datetime.combine(summary.made, time(), UTC))


def _set(setting: Setting, wording: Wording) -> Sheets:
    while True:
        try:
            return Sheets(setting, setting.pdf())
        except typst.TypstError as problem:
            setting = _other(setting, problem, wording)


def _other(setting: Setting, problem: typst.TypstError, wording: Wording) -> Setting:
    """What to try next; every step has fewer characters that cannot be drawn. Raises Trouble when there is none."""
    missing = glyphs.lacking(problem.diagnostic)
    if missing and not setting.computers_fonts:
        return replace(setting, computers_fonts=True)
    before = json.loads(setting.data)
    after = glyphs.everywhere(before, missing, partial(_no_font, wording)) if missing else before
    if after == before:
        raise Trouble("no-pdf", why=problem.message) from problem
    return replace(setting, data=json.dumps(after | {"note": wording.say("summary.no-font-note")}))


def _no_font(wording: Wording, count: int) -> str:
    return wording.say("summary.no-font-one" if count == 1 else "summary.no-font", count=count)


@cache
def _fonts(computers: bool) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=computers, include_embedded_fonts=True)


@cache
def _template() -> bytes:
    """As bytes, so that no path of this computer gets into the file."""
    return (files("workbook") / "templates" / "summary.typ").read_bytes()


# ---- what the template is told


def _told(summary: Summary, around: Around) -> dict[str, Any]:
    parts = [_part(section, around.charts) for section in summary.sections]
    return {
        "title": plain(summary.title),
        "prepared": plain(summary.prepared),
        "dates": plain(summary.dates),
        "language": around.language,
        "paper": PAPERS[around.paper],
        "first": _rows([part for part in parts if part["first"]]),
        "after": [part for part in parts if not part["first"]],
        "foot": plain(around.wording.say("summary.foot")),
        "note": "",
        "colours": asdict(LIGHT),
    }


def _rows(parts: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Page one from top to bottom: two short answers in own words share a row."""
    rows: list[list[dict[str, Any]]] = []
    for part in parts:
        beside = rows and len(rows[-1]) == 1 and _is_short(rows[-1][0]) and _is_short(part)
        rows[-1:] = [[*rows[-1], part]] if beside else [*rows[-1:], [part]]
    return rows


def _is_short(part: dict[str, Any]) -> bool:
    lines = [line for block in part["blocks"] for line in block["lines"] if block["kind"] in ("quote", "fact")]
    alone = part["svg"] or part["id"] in ("safety", "help")
    return len(lines) == len(part["blocks"]) == 1 and not alone and len(lines[0]["detail"]) <= SHORT


def _part(section: SummarySection, charts: Mapping[str, Drawing]) -> dict[str, Any]:
    drawing = charts.get(section.chart)
    return {
        "id": section.id,
        "title": plain(section.title),
        "lead": plain(section.lead),
        "first": section.first,
        "blocks": [_block(block, section) for block in blocks(section)],
        "svg": plain(_FAMILY.sub(r"\1", drawing.svg)) if drawing else "",
        "said": plain(drawing.said) if drawing else "",
    }


def _block(block: Block, section: SummarySection) -> dict[str, Any]:
    lines = [_line(line, section) for line in block.lines]
    return {"kind": block.kind, "under": plain(block.under), "lines": lines}


def _line(line: SummaryLine, section: SummarySection) -> dict[str, Any]:
    """A question that is the very heading is not said twice on page one."""
    return {
        "text": "" if section.first and line.text == section.title else plain(line.text),
        "detail": plain(line.detail),
        "beside": plain(line.beside),
        "items": [plain(item) for item in line.items],
        "tone": line.tone,
        "rtl": from_the_right(line.detail),
    }

"""A summary as a document for a word processor, to paste into a record."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from workbook.export.blocks import Around, blocks, from_the_right, plain
from workbook.export.parcel import still
from workbook.summary import Summary, SummaryLine, SummarySection

SHEETS = {"a4": (Mm(210), Mm(297)), "letter": (Mm(215.9), Mm(279.4))}
MARGIN = Mm(20)


def docx(summary: Summary, around: Around) -> bytes:
    """Headings, lists and quotes as such, charts in words; only what is ticked is in it."""
    shown, page = summary.shown(), _blank(around.language, around.paper)
    page.add_heading(plain(shown.title), 1)
    for said in (shown.prepared, shown.dates):
        page.add_paragraph(said)
    for section in shown.sections:
        _section(page, section, around)
    page.add_paragraph(around.wording.say("summary.foot"))
    written = io.BytesIO()
    page.save(written)
    return still(written.getvalue(), plain(shown.title), around.language, shown.made)


def _blank(language: str, paper: str) -> Any:
    """An empty page that comes with the library, without the picture of a page that is packed beside it."""
    page = Document()
    rels = page.part.package.rels
    for key in [key for key, rel in rels.items() if rel.reltype.endswith("/thumbnail")]:
        del rels[key]
    sheet = page.sections[0]
    sheet.page_width, sheet.page_height = SHEETS[paper]
    sheet.left_margin = sheet.right_margin = sheet.top_margin = sheet.bottom_margin = MARGIN
    page.styles["Normal"].font.size = Pt(10.5)
    spoken = page.styles.element.find(".//" + qn("w:lang"))
    spoken.set(qn("w:val"), language)
    return page


def _section(page: Any, section: SummarySection, around: Around) -> None:
    page.add_heading(plain(section.title), 2)
    if section.lead:
        page.add_paragraph(plain(section.lead))
    for block in blocks(section):
        if block.under:
            page.add_heading(plain(block.under), 3)
        for line in block.lines:
            (_quote if line.kind == "quote" else _line)(page, line)
    if drawing := around.charts.get(section.chart):
        page.add_paragraph(plain(around.wording.say("summary.chart-in-words", said=drawing.said)))


def _quote(page: Any, line: SummaryLine) -> None:
    page.add_paragraph().add_run(plain(line.text)).bold = True
    said = page.add_paragraph(plain(line.detail), style="Quote")
    if from_the_right(line.detail):
        said._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        for run in said.runs:
            run.font.rtl = True
    if line.beside:
        page.add_paragraph(plain(line.beside))


def _line(page: Any, line: SummaryLine) -> None:
    said = page.add_paragraph(style="List Bullet")
    said.paragraph_format.space_after = Pt(2)
    said.add_run(plain(line.text)).bold = True
    said.add_run(plain((f": {line.detail}" if line.detail else "") + (f" ({line.beside})" if line.beside else "")))
    for item in line.items:
        page.add_paragraph(plain(item), style="List Bullet 2").paragraph_format.space_after = Pt(0)

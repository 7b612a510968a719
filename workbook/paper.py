"""A Summary as it would be handed over, in any of its forms: one file, nothing outside it; pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING

from workbook import gallery
from workbook.answers import Answers
from workbook.drawn import svg
from workbook.errors import Trouble
from workbook.export.blocks import Around, Drawing
from workbook.pictures import Chart
from workbook.rulebook import Edition
from workbook.summary import Summary
from workbook.wording import Wording

if TYPE_CHECKING:
    from workbook.export.table import Row

FORMS = {"html": "html", "pdf": "pdf", "text": "txt", "docx": "docx", "xlsx": "xlsx", "csv": "csv"}
"""Each form, and how the name of its file ends."""
PHONE = 320
ON_PAGE_ONE, LOW = 480, 66
"""The graph of page one: narrow, and its lines flat, so that the page stands alone."""


def form_of(name: str, asked: str = "") -> str:
    """The form that was asked for, else the one that the ending of a file name says. Raises Trouble."""
    ending = PurePath(name).suffix.lower().removeprefix(".")
    found = asked or next((form for form, ends in FORMS.items() if ending in (ends, form)), "")
    if not found:
        raise Trouble("no-such-form", name=name, known=", ".join(f".{ends}" for ends in FORMS.values()))
    return found


def render(  # noqa: PLR0913, PLR0917  (a file is made from all of these)
    summary: Summary,
    form: str,
    edition: Edition,
    answers: Answers,
    words: Wording,
    paper: str,
    *,
    times: bool = False,
    passphrase: str = "",
) -> bytes:
    """A whole file; unless it is locked, the same bytes for the same answers on the same day. Raises Trouble.

    words: as they are on paper, the other person masked; paper: a4 or letter, where the form has pages;
    times: in a table of answers the moment, and not the day alone; passphrase: of a PDF.
    """
    if passphrase and form != "pdf":
        raise Trouble("only-pdf-locked")
    if form == "html":
        return _html(summary, edition, answers, words)
    if form in ("xlsx", "csv"):
        rows = _rows(summary, edition, answers, words, times=times)
        return _table(rows, form, words, edition.content.language, summary.made)
    return _document(summary, form, _around(summary, edition, answers, words, paper), passphrase)


def pages(summary: Summary, edition: Edition, answers: Answers, words: Wording, paper: str) -> tuple[bytes, ...]:
    """The pages of the PDF as PNG pictures, as they are before any passphrase. Raises Trouble."""
    from workbook.export.pdf import sheets  # noqa: PLC0415 (each form's library is loaded when it is asked for)

    return sheets(summary, _around(summary, edition, answers, words, paper)).pages()


def file_name(day: date, form: str = "html") -> str:
    """Neutral and dated: summary-2026-11-21.html."""
    return f"summary-{day.isoformat()}.{FORMS[form]}"


def sheet_name(day: date) -> str:
    """Neutral and dated: sheet-2026-11-21.html."""
    return f"sheet-{day.isoformat()}.html"


# ---- the forms


def _html(summary: Summary, edition: Edition, answers: Answers, words: Wording) -> bytes:
    """The charts as on paper, and each once more for a phone."""
    from workbook.export.html import html  # noqa: PLC0415 (as above)

    charts = gallery.all_hung(edition, answers, words)
    wide = {name: drawing.svg for name, drawing in _drawn(summary, charts).items()}
    narrow = {f"{name}-narrow": svg(chart, PHONE, "n") for name, chart in charts.items()}
    return html(summary, wide | narrow, words, edition.content.language)


def _table(found: list[Row], form: str, words: Wording, language: str, made: date) -> bytes:
    from workbook.export import table  # noqa: PLC0415 (as above)

    return table.csv_file(found, words) if form == "csv" else table.xlsx(found, words, language, made)


def _rows(summary: Summary, edition: Edition, answers: Answers, words: Wording, *, times: bool) -> list[Row]:
    from workbook.export.table import rows  # noqa: PLC0415 (as above)

    return rows(summary, answers, edition.content, words, times=times)


def _document(summary: Summary, form: str, around: Around, passphrase: str) -> bytes:
    from workbook.export import docx, pdf, text  # noqa: PLC0415 (as above)

    if form == "text":
        return text.text(summary, around)
    if form == "docx":
        return docx.docx(summary, around)
    return pdf.locked_pdf(summary, around, passphrase) if passphrase else pdf.sheets(summary, around).pdf


def _around(summary: Summary, edition: Edition, answers: Answers, words: Wording, paper: str) -> Around:
    charts = gallery.all_hung(edition, answers, words)
    return Around(_drawn(summary, charts), words, edition.content.language, paper)


def _drawn(summary: Summary, charts: Mapping[str, Chart]) -> dict[str, Drawing]:
    """Each chart that has a picture, the same on a page of the browser and on paper."""
    first = {section.chart for section in summary.sections if section.first}
    return {
        name: Drawing(svg(chart, ON_PAGE_ONE, panel=LOW) if name in first else svg(chart), chart.alt)
        for name, chart in charts.items()
        if chart.picture
    }

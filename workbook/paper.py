"""Answers -> the summary as it would be handed over: one file, nothing outside it; pure."""

from __future__ import annotations

from datetime import date

from workbook import gallery
from workbook.answers import Answers
from workbook.drawn import svg
from workbook.export.html import html
from workbook.questions import Chapter
from workbook.rulebook import Edition
from workbook.standing import Standing
from workbook.summary import Material, for_paper, sheet, sum_up
from workbook.wording import Wording

PHONE = 320


def summary_html(edition: Edition, answers: Answers, standing: Standing, words: Wording, today: date) -> bytes:
    """A whole HTML file, the same bytes for the same answers on the same day."""
    material = _material(edition, answers, standing, words, today)
    return html(sum_up(material), _drawn(edition, answers, for_paper(words)), words, edition.content.language)


def sheet_html(
    chapter: Chapter, edition: Edition, answers: Answers, standing: Standing, words: Wording, today: date
) -> bytes:
    """One chapter's answers on a sheet to print, for the person's own use."""
    material = _material(edition, answers, standing, words, today)
    return html(sheet(material, chapter), {}, words, edition.content.language)


def _material(edition: Edition, answers: Answers, standing: Standing, words: Wording, today: date) -> Material:
    return Material(
        answers=answers,
        content=edition.content,
        rules=edition.rules,
        standing=standing,
        wording=words,
        today=today,
    )


def file_name(day: date) -> str:
    """Neutral and dated: summary-2026-11-21.html."""
    return f"summary-{day.isoformat()}.html"


def sheet_name(day: date) -> str:
    """Neutral and dated: sheet-2026-11-21.html."""
    return f"sheet-{day.isoformat()}.html"


def _drawn(edition: Edition, answers: Answers, words: Wording) -> dict[str, str]:
    """Each chart twice, for a page and for a phone; in words that do not name the other person."""
    charts = gallery.all_hung(edition, answers, words)
    wide = {chart_id: svg(chart) for chart_id, chart in charts.items()}
    return wide | {f"{chart_id}-narrow": svg(chart, PHONE, "n") for chart_id, chart in charts.items()}

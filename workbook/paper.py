"""Answers -> the summary as it would be handed over: one file, nothing outside it; pure."""

from __future__ import annotations

from datetime import date

from workbook import gallery
from workbook.answers import Answers
from workbook.drawn import svg
from workbook.export.html import html
from workbook.rulebook import Edition
from workbook.standing import Standing
from workbook.summary import Material, sum_up
from workbook.wording import Wording


def summary_html(edition: Edition, answers: Answers, standing: Standing, words: Wording, today: date) -> bytes:
    """A whole HTML file, the same bytes for the same answers on the same day."""
    material = Material(
        answers=answers,
        content=edition.content,
        rules=edition.rules,
        standing=standing,
        wording=words,
        today=today,
    )
    drawn = {chart_id: svg(chart) for chart_id, chart in gallery.all_hung(edition, answers, words).items()}
    return html(sum_up(material), drawn, words, edition.content.language)

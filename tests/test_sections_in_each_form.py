"""Each section of a summary as each form has it: one file a section in tests/snapshots/forms, read through.

They are made from a summary written here, so that new words of the workbook change none of them. Renew them with
`python tools/renew_snapshots.py`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from handed_over import docx_words, pdf_words
from made_up import TODAY, edition, material, said

from workbook.export.blocks import Around, Drawing
from workbook.export.docx import docx
from workbook.export.html import html
from workbook.export.pdf import sheets
from workbook.export.text import text
from workbook.summary import Summary, SummaryLine, SummarySection

FOLDER = Path(__file__).parent / "snapshots" / "forms"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="10"><text y="9">A chart</text></svg>'
LONG = "One line.\n\nAnother, <b>with</b> marks & *stars*.\nA third."


def line(name: str, text: str, detail: str = "", **more: object) -> SummaryLine:
    return SummaryLine(id=name, text=text, detail=detail, **more)  # type: ignore[arg-type]


SECTIONS = (
    SummarySection(id="session", title="What I want", first=True, lines=(
        line("a", "What I want", "To be listened to.", kind="quote"),
        line("b", "Not yet", "Not answered", tone="blank"))),
    SummarySection(id="safety", title="Safety", first=True, lines=(line("c", "I would like to talk."),)),
    SummarySection(id="situation", title="The situation", first=True, lines=(
        line("d", "Who", "They did"), line("e", "When", "In August"), line("f", "Lean", "Both", beside="said today"))),
    SummarySection(id="causes", title="Causes", lead="Biggest first.", first=True, lines=(
        line("g", "Mine", items=("Too little time", "A slow drift"), kind="list"),
        line("h", "Theirs", "None named", kind="list"), line("i", "Open", "Crossed wires"))),
    SummarySection(id="readiness", title="Readiness", lead="My own view.", first=True, lines=tuple(
        line(f"r{n}", f"Line {n}", words, kind="criterion", tone=tone, beside=beside)
        for n, (words, tone, beside) in enumerate([
            ("Met", "met", ""), ("Not met", "not-met", "answers: met"), ("Not sure", "not-sure", ""),
            ("Not answered", "blank", "")]))),
    SummarySection(id="change", title="Change", chart="days", first=True, lines=(line("j", "Mood", "From 2 to 7"),)),
    SummarySection(id="reasons", title="Every reason", lines=(
        line("k", "Care", "Strongly · Fairly", under="Steadier, 2 September and 4 October"),
        line("l", "It hurts", "Barely", under="Heavier, 2 September"))),
    SummarySection(id="words", title="In my own words", lead="As I wrote it.", lines=(
        line("m", "The real reason", LONG, kind="quote", beside="Written today", under="What went wrong"),
        line("n", "From the right", "למדתי לומר", kind="quote", under="Deciding"),
        line("p", "Comes back", "The quiet.", kind="quote", under="Deciding"))),
    SummarySection(id="scales", title="How it was asked", lines=(
        line("o", "0 (low) to 10 (high)", items=("How is your mood?", "How did you sleep?"), kind="scale"),)),
)  # fmt: skip


def renderings(section: SummarySection) -> str:
    """The section alone, in each form that has sections."""
    alone = Summary(title="T", prepared="P", dates="D", made=TODAY, sections=(section,))
    sentences = {**edition().sentences, "summary.foot": "F", "summary.chart-in-words": "In words: {said}"}
    words = replace(material(said()).wording, sentences=sentences)
    around = Around({"days": Drawing(SVG, "A chart in words.")}, words)
    page = html(alone, {"days": SVG}, words).decode()
    marked = re.search(r"<section.*?</section>", page, re.DOTALL)
    assert marked is not None
    return "\n".join((
        "---- html", marked[0],
        "---- text", text(alone, around).decode(),
        "---- docx", docx_words(docx(alone, around)),
        "---- pdf", pdf_words(sheets(alone, around).pdf), "",
    ))  # fmt: skip


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.id)
def test_a_section_looks_as_it_was_read_through(section: SummarySection) -> None:
    assert renderings(section) == (FOLDER / f"{section.id}.txt").read_text("utf-8")


def test_no_section_is_kept_that_is_not_there() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == {section.id for section in SECTIONS}


def renew() -> None:
    for section in SECTIONS:
        (FOLDER / f"{section.id}.txt").write_text(renderings(section), "utf-8")

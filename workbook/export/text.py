"""A summary as plain text, to paste into a record."""

from __future__ import annotations

from collections.abc import Iterator

from workbook.export.blocks import Around, blocks, plain
from workbook.summary import Summary, SummaryLine, SummarySection


def text(summary: Summary, around: Around) -> bytes:
    """UTF-8, headings underlined, charts in words; only what is ticked is in it."""
    shown = summary.shown()
    lines = [*_heading(shown.title, "="), shown.prepared, shown.dates]
    for section in shown.sections:
        lines += ["", *_section(section, around)]
    lines += ["", around.wording.say("summary.foot"), ""]
    return plain("\n".join(lines)).encode("utf-8")


def _heading(title: str, rule: str) -> tuple[str, str]:
    return title, rule * len(title)


def _section(section: SummarySection, around: Around) -> Iterator[str]:
    yield from _heading(section.title, "-")
    if section.lead:
        yield section.lead
    for block in blocks(section):
        if block.under:
            yield from ("", block.under, "")
        for line in block.lines:
            yield from _quote(line) if line.kind == "quote" else _line(line)
    if drawing := around.charts.get(section.chart):
        yield around.wording.say("summary.chart-in-words", said=drawing.said)


def _quote(line: SummaryLine) -> Iterator[str]:
    """Set in by four spaces, so that it is seen where the person's own words begin and end."""
    yield f"{line.text}:"
    yield from ("    " + part for part in plain(line.detail).split("\n"))
    if line.beside:
        yield f"    ({line.beside})"


def _line(line: SummaryLine) -> Iterator[str]:
    said = ": ".join(filter(None, (line.text, line.detail)))
    yield f"- {said} ({line.beside})" if line.beside else f"- {said}"
    yield from (f"  - {item}" for item in line.items)

"""Files as a person hands them over, for tests: four made-up people, every form, and what is read in it again."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
from collections.abc import Collection
from html.parser import HTMLParser
from typing import Any

import pytest
from made_up import also, edition, invented_person, material, said, summary

from workbook import paper
from workbook.answers import Answers
from workbook.export.table import unguard
from workbook.summary import Summary, for_paper

TEXTS = ["causes.honest.real-reason", "causes.honest.hurt-me", "motives.memory.comes-back"]
TICKED = [f"words.{question}.s1" for question in TEXTS]
SESSION = (
    ("summary.session.want", "To find out whether I want this back, or only want it to stop hurting."),
    ("summary.session.not-yet", "The last week before it ended."),
    ("summary.session.lean", "not-sure"),
    ("summary.session.how-sure", "6"),
    ("summary.session.strengths", "My sister, running twice a week, and work that goes on."),
    ("summary.session.questions", "How do people tell missing someone from missing company?"),
)
FORMS = tuple(paper.FORMS)


def people() -> dict[str, Answers]:
    """A thin one (three answers), the full one, one letting go, and one with a stop on."""
    letting_go = (
        ("summary.session.want", "To let this end without hating anyone."),
        ("summary.session.lean", "away"),
        ("summary.session.how-sure", "8"),
        ("letting-go.signs.where-i-am", "more-than-halfway"),
        ("letting-go.now.new", "I cook for friends on Fridays."),
    )
    return {
        "thin": said(("start.ending.who", "them"), ("causes.pick", "crossed-wires"), ("check-in.today.mood", "4")),
        "full": also(invented_person(), *SESSION),
        "letting-go": also(said(("start.ending.who", "me"), ("start.place.country", "uk")), *letting_go),
        "stopped": also(invented_person(), *SESSION, ("start.pause", "on", "s9")),
    }


def handed_over(
    answers: Answers,
    form: str,
    ticked: Collection[str] = (),
    size: str = "a4",
    found: Summary | None = None,
    **more: Any,
) -> bytes:
    words = for_paper(material(answers).wording)
    return paper.render(found or summary(answers, ticked), form, edition(), answers, words, size, **more)


def written(text: str) -> Answers:
    """Somebody who wrote this, and is called so too."""
    return said((TEXTS[0], text), ("start.them.name", text), ("start.them.pronouns", "name-only"))


# ---- read again


class Page(HTMLParser):
    """The words of a page, without its styles; blocks stand on lines of their own."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words = ""
        self._styled = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._styled = tag in ("style", "svg") or self._styled

    def handle_endtag(self, tag: str) -> None:
        self._styled = self._styled and tag not in ("style", "svg")
        self.words += "\n" if tag in ("p", "h1", "h2", "h3", "li", "dt", "dd", "blockquote", "title") else ""

    def handle_data(self, data: str) -> None:
        self.words += "" if self._styled else data


def words_of(form: str, payload: bytes) -> str:
    """Everything that a person reads in it."""
    return _READ[form](payload)


def pdf_words(payload: bytes) -> str:
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(payload)).pages)


def docx_words(payload: bytes) -> str:
    import docx

    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(payload)).paragraphs)


def csv_rows(payload: bytes) -> list[list[str]]:
    read = csv.reader(io.StringIO(payload.decode("utf-8-sig"), newline=""))
    return [[unguard(cell) for cell in row] for row in read]


def xlsx_rows(payload: bytes) -> list[list[str]]:
    import openpyxl

    sheet = openpyxl.load_workbook(io.BytesIO(payload)).active
    assert sheet is not None
    return [[_unescaped(cell.value or "") for cell in row] for row in sheet.iter_rows()]


def _unescaped(text: Any) -> str:
    """As Excel and LibreOffice read it: _x005F_ is an underscore."""
    return str(text).replace("_x005F_", "_")


_READ = {
    "html": lambda payload: Page(payload.decode("utf-8")).words,
    "pdf": pdf_words,
    "text": lambda payload: payload.decode("utf-8"),
    "docx": docx_words,
    "xlsx": lambda payload: "\n".join("\t".join(row) for row in xlsx_rows(payload)),
    "csv": lambda payload: "\n".join("\t".join(row) for row in csv_rows(payload)),
}


def close(text: str) -> str:
    """Without spaces: a line on paper breaks where it must."""
    return re.sub(r"\s+", "", text)


def parts_of(payload: bytes) -> bytes:
    """A parcel unpacked, each part after its name; a PDF with its streams opened; anything else as it is."""
    if payload[:2] == b"PK":
        import zipfile

        with zipfile.ZipFile(io.BytesIO(payload)) as parcel:
            return b"\n".join(name.encode() + parcel.read(name) for name in parcel.namelist())
    if payload[:4] == b"%PDF":
        from pypdf import PdfReader, PdfWriter

        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(payload)))
        streams = [each.get_object() for each in writer._objects]
        return payload + b"\n".join(each.get_data() for each in streams if hasattr(each, "get_data"))
    return payload


def program(name: str) -> str:
    """Where a program is that opens our files; without it the test is skipped with a sentence, and fails in CI."""
    found = shutil.which(name)
    if not found and os.environ.get("CI") == "true":
        pytest.fail(f"{name} is not installed; .ci/run installs it", pytrace=False)
    if not found:
        pytest.skip(f"{name} is not installed here")
    return found

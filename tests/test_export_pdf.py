"""The PDF: a calm page that stands alone, readable aloud, and openable only by those who are told the passphrase."""

from __future__ import annotations

import io
import itertools
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typst
from handed_over import TICKED, close, handed_over, pdf_words, people, program, written
from made_up import edition, invented_person, material, summary
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from workbook import paper, passphrases
from workbook.errors import Trouble
from workbook.export import glyphs
from workbook.export import pdf as pdf_module
from workbook.summary import for_paper

ARABIC, HEBREW, CHINESE = "تعلّمت أن أقول", "למדתי לומר", "慢慢来，不用急"
WHOLE = [*TICKED, "safety.talk"]


@pytest.fixture(scope="module")
def whole() -> PdfReader:
    """The full person's file, with every cause and reason, and a few texts."""
    more = [line.id for line in summary(people()["full"]).lines() if line.id.startswith(("cause.", "motive."))]
    return PdfReader(io.BytesIO(handed_over(people()["full"], "pdf", [*WHOLE, *more])))


def tags(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every element of the structure, in reading order."""

    def below(element: Any) -> Iterator[DictionaryObject]:
        element = element.get_object()
        if isinstance(element, list):
            for each in element:
                yield from below(each)
        elif isinstance(element, DictionaryObject):
            if "/S" in element:
                yield element
            if "/K" in element:
                yield from below(element["/K"])

    yield from below(reader.trailer["/Root"]["/StructTreeRoot"])


def named(reader: PdfReader, *kinds: str) -> list[DictionaryObject]:
    return [element for element in tags(reader) if element["/S"] in kinds]


# ---- read aloud


def test_it_is_tagged_and_says_its_language_and_its_title(whole: PdfReader) -> None:
    root = whole.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert whole.metadata is not None
    assert whole.metadata.title == "My summary"


def test_its_headings_go_one_step_at_a_time(whole: PdfReader) -> None:
    levels = [int(element["/S"][2]) for element in tags(whole) if re.fullmatch(r"/H\d", element["/S"])]
    sections = summary(people()["full"], WHOLE).shown().sections

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert levels.count(2) >= len(sections)
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_every_chart_is_told_in_words(whole: PdfReader) -> None:
    figures = named(whole, "/Figure")
    shown = material(people()["full"])
    from workbook import gallery

    charts = gallery.all_hung(edition(), shown.answers, for_paper(shown.wording))
    assert [element["/Alt"] for element in figures] == [charts[name].alt for name in ("check-ins", "causes", "drift")]


def test_lists_and_quotes_are_such(whole: PdfReader) -> None:
    assert len(named(whole, "/L")) >= 8
    assert len(named(whole, "/LI")) >= 40
    quoted = [line for line in summary(people()["full"], WHOLE).shown().lines() if line.kind == "quote"]
    assert len(named(whole, "/BlockQuote")) == len(quoted) >= 5


def test_it_keeps_the_rules_for_tagged_and_for_archived_files(whole: PdfReader) -> None:
    told = whole.trailer["/Root"]["/Metadata"].get_object().get_data().decode()

    assert "<pdfuaid:part>1</pdfuaid:part>" in told
    assert "<pdfaid:part>2</pdfaid:part>" in told
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in told


def test_no_colour_stands_alone(whole: PdfReader) -> None:
    """Met, not met and not sure are words; sides of a cause are hatched, dotted or plain; lines are marked apart."""
    words = pdf_words(handed_over(people()["full"], "pdf", WHOLE))

    assert {"Met", "Not met", "Not sure"} <= set(re.split(r"\n", words)) | set(
        re.findall(r"Not met|Not sure|Met", words)
    )
    assert b"/Pattern" in b"".join(page.get_contents().get_data() for page in whole.pages) or any(  # type: ignore[union-attr]
        "/Pattern" in str(page["/Resources"]) for page in whole.pages
    )


# ---- on the page


@pytest.mark.parametrize("size", ["a4", "letter"])
@pytest.mark.parametrize("who", people())
def test_page_one_stands_alone(who: str, size: str) -> None:
    answers = people()[who]
    reader = PdfReader(io.BytesIO(handed_over(answers, "pdf", WHOLE, size)))
    first, second = (close(page.extract_text()) for page in reader.pages[:2])
    for section in summary(answers, WHOLE).shown().sections:
        assert close(section.title) in (first if section.first else second + close(reader.pages[-1].extract_text()))


@pytest.mark.parametrize(("size", "wide", "tall"), [("a4", 595, 842), ("letter", 612, 792)])
def test_it_is_made_for_a4_and_for_letter(size: str, wide: int, tall: int) -> None:
    box = PdfReader(io.BytesIO(handed_over(people()["thin"], "pdf", size=size))).pages[0].mediabox

    assert (round(float(box.width)), round(float(box.height))) == (wide, tall)


def test_the_preview_shows_the_pages_of_the_very_file() -> None:
    answers = people()["full"]
    words = for_paper(material(answers).wording)
    pictures = paper.pages(summary(answers, WHOLE), edition(), answers, words, "a4")

    assert len(pictures) == len(PdfReader(io.BytesIO(handed_over(answers, "pdf", WHOLE))).pages)
    assert all(picture.startswith(b"\x89PNG") for picture in pictures)


@pytest.mark.full
@pytest.mark.parametrize("who", people())
def test_other_programs_open_its_pages_and_read_them_in_order(who: str, tmp_path: Path) -> None:
    path = tmp_path / "summary.pdf"
    path.write_bytes(handed_over(people()[who], "pdf", WHOLE))
    read = subprocess.run([program("pdftotext"), "-raw", path, "-"], capture_output=True, text=True, check=True).stdout
    titles = [section.title for section in summary(people()[who], WHOLE).shown().sections]
    places = [read.index(title) for title in titles]

    assert places == sorted(places)
    assert subprocess.run([program("qpdf"), "--check", path], capture_output=True).returncode == 0
    assert subprocess.run([program("mutool"), "draw", "-o", tmp_path / "%d.png", path]).returncode == 0


# ---- letters that not every computer has


def test_letters_of_its_own_fonts_need_nothing_from_the_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []
    real = pdf_module._fonts
    monkeypatch.setattr(pdf_module, "_fonts", lambda computers: asked.append(computers) or real(computers))
    handed_over(written("Zoë, naïve – “quoted” … äöüß łódź Ελλάδα мир"), "pdf", TICKED)

    assert set(asked) == {False}


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer without a single font."""
    only_ours = typst.Fonts(include_system_fonts=False)
    monkeypatch.setattr(pdf_module, "_fonts", lambda _computers: only_ours)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"before {CHINESE} after", "before [7 characters this computer has no font for] after"),
        ("one 😅 laugh", "one [1 character this computer has no font for] laugh"),
        ("👩🏽\u200d💻🎉", "[2 characters this computer has no font for]"),
        ("a\u0301 慢 b 慢慢", "a\u0301 [1 character this computer has no font for] b [2 characters"),
    ],
    ids=["Chinese", "emoji", "joined emoji", "two places"],
)
def test_where_no_font_has_a_letter_the_page_says_so_in_that_place(bare: None, text: str, told: str) -> None:
    read = pdf_words(handed_over(written(text), "pdf", TICKED))

    assert close(told) in close(read).replace(close("á"), close("a\u0301"))
    assert close("the words are whole in the HTML file") in close(read)
    assert text.replace("\n", "") in handed_over(written(text), "html", TICKED).decode()


def test_a_whole_book_in_letters_no_font_has_takes_no_longer_than_a_moment(bare: None) -> None:
    every = "".join(map(chr, range(0x4E00, 0x9000)))
    read = pdf_words(handed_over(written(every), "pdf", TICKED))

    assert re.search(r"\[16\d{3} characters this computer has no font for\]", read)


def test_a_page_with_every_letter_says_nothing_of_fonts() -> None:
    assert "font" not in pdf_words(handed_over(invented_person(), "pdf", TICKED))


@pytest.mark.parametrize("text", [ARABIC, HEBREW], ids=["Arabic", "Hebrew"])
def test_what_is_written_from_the_right_stands_on_the_right(text: str) -> None:
    told = pdf_module._told(summary(written(text), TICKED).shown(), paper._around(
        summary(written(text), TICKED), edition(), written(text), for_paper(material(written(text)).wording), "a4"
    ))  # fmt: skip
    lines = [line for part in told["after"] for block in part["blocks"] for line in block["lines"]]

    assert [line["rtl"] for line in lines if line["detail"] == text] == [True]


LONG_HEBREW = "למדתי לומר מה אני מרגיש ולא לחכות עד שיהיה מאוחר מדי " * 4
LONG_ARABIC = "تعلمت أن أقول ما أشعر به كل يوم عند المساء " * 4
WITHIN_ENGLISH = "She said שלום and مرحبا to me twice, and at the door I said תודה רבה to her."


@pytest.mark.full
@pytest.mark.parametrize("text", [LONG_HEBREW, LONG_ARABIC, WITHIN_ENGLISH], ids=["Hebrew", "Arabic", "mixed"])
def test_words_from_the_right_are_copied_letter_by_letter_and_line_by_line(tmp_path: Path, text: str) -> None:
    """As poppler reads them; around a comma between such words parts of a sentence change places, as in most PDFs."""
    path = tmp_path / "summary.pdf"
    path.write_bytes(handed_over(written(text.strip()), "pdf", TICKED))
    read = subprocess.run([program("pdftotext"), path, "-"], capture_output=True, check=True).stdout.decode("utf-8")
    seen = re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", read)  # marks of direction, which poppler puts in

    assert close(text) in close(seen)


def test_characters_without_an_agreed_meaning_keep_the_file_from_the_archive_and_nothing_else() -> None:
    reader = PdfReader(io.BytesIO(handed_over(written("a\ue001b"), "pdf", TICKED)))
    told = reader.trailer["/Root"]["/Metadata"].get_object().get_data().decode()

    assert "pdfaid" not in told or "\ue001" not in "".join(page.extract_text() for page in reader.pages)
    assert "<pdfuaid:part>1</pdfuaid:part>" in told


def test_what_cannot_be_set_is_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_module, "_template", lambda: b"#panic(1)")

    with pytest.raises(Trouble, match=r"The PDF could not be made"):
        handed_over(written("x"), "pdf")


def test_the_characters_that_typst_names_are_understood() -> None:
    said = r'the text `"\u{200d}\""` could not be displayed with font x; the text `"\\慢"` could not be displayed'

    assert glyphs.lacking(said) == frozenset('\u200d"\\慢')
    assert glyphs.lacking("unknown font family") == frozenset()


# ---- behind a passphrase


def test_only_the_passphrase_opens_a_locked_file() -> None:
    phrase = passphrases.made_up()
    made = handed_over(people()["full"], "pdf", WHOLE, passphrase=phrase)
    reader = PdfReader(io.BytesIO(made))

    assert reader.is_encrypted
    assert not reader.decrypt("wrong")
    assert reader.decrypt(phrase)
    assert close("To find out whether") in close("".join(page.extract_text() for page in reader.pages))
    assert b"summary" not in made.lower().replace(b"/s", b"")
    assert made.startswith(b"%PDF-2.0")


def test_a_locked_file_is_read_aloud_as_well_and_claims_to_be_no_archive() -> None:
    reader = PdfReader(io.BytesIO(handed_over(people()["full"], "pdf", WHOLE, passphrase="bakoti-lunemo")))
    reader.decrypt("bakoti-lunemo")

    assert len(named(reader, "/Figure")) == 1
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert b"pdfaid" not in reader.trailer["/Root"]["/Metadata"].get_object().get_data()


@pytest.mark.parametrize("form", ["html", "text", "docx", "xlsx", "csv"])
def test_nothing_but_a_pdf_can_be_locked(form: str) -> None:
    with pytest.raises(Trouble, match="Only a PDF"):
        handed_over(written("x"), form, passphrase="bakoti")


@pytest.mark.full
def test_other_programs_open_a_locked_file_with_the_passphrase_and_not_without(tmp_path: Path) -> None:
    phrase, path = passphrases.made_up(), tmp_path / "summary.pdf"
    path.write_bytes(handed_over(people()["full"], "pdf", WHOLE, passphrase=phrase))

    def opens(*command: str | Path) -> bool:
        return subprocess.run(command, capture_output=True).returncode == 0

    assert opens(program("pdftotext"), "-upw", phrase, path, tmp_path / "out.txt")
    assert "To find out whether" in (tmp_path / "out.txt").read_text("utf-8")
    assert opens(program("qpdf"), "--check", f"--password={phrase}", path)
    assert opens(program("mutool"), "draw", "-p", phrase, "-o", tmp_path / "%d.png", path)
    assert not opens(program("pdftotext"), path, tmp_path / "none.txt")
    assert not opens(program("qpdf"), "--check", path)
    assert not opens(program("mutool"), "draw", "-o", tmp_path / "none%d.png", path)

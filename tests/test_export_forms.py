"""Whatever the form of the file: what was written comes out as it was written, and nothing else comes with it."""

from __future__ import annotations

import getpass
import hashlib
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from handed_over import FORMS, TEXTS, TICKED, close, handed_over, parts_of, pdf_words, people, words_of, written
from made_up import TODAY, also, invented_person, summary
from test_export_html import PAYLOADS, naughty

from workbook import paper
from workbook.errors import Trouble

SCRIPT = re.compile(r"script|alert|on\w+\s*=|<\w", re.IGNORECASE)
CODE = [
    '#let x = read("/etc/passwd")',
    '#eval("1 + 1") #sys.version #include "summary.typ"',
    '#image("/etc/hostname") @preview/x:1.0.0',
    "= Not a heading\n+ not a list\n/ Not: a term",
    "*not bold* _not slanted_ `not raw` $not math$ <label> @label",
    "\\u{41} \\#set page(fill: red) // not a comment /* nor this */",
    "# Not a heading\n- not a list\n> not a quote\n```\nnot code\n```",
    "[not a link](javascript:alert(1)) ![not a picture](//evil.example/x.png)",
    "{{ 7 * 7 }} {% include '/etc/passwd' %} {ex} {they} %s ${7*7}",
    "=1+1",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    '"; =HYPERLINK("//evil.example")',
    "_x0041_ _x005F_ &#65; &amp; \\n",
]
TEXT_FORMS = ("text", "docx", "xlsx", "csv")


def script_payloads() -> list[str]:
    """240 of them from the list of naughty strings, and our own."""
    found = [each for each in naughty() if each.strip() and SCRIPT.search(each)]
    assert len(found) >= 235
    return [*found, *PAYLOADS]


def shown(text: str) -> str:
    """As plain text shows it: one kind of line break, and a sign for what is no text."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", "\ufffd", text)


@pytest.mark.parametrize("form", TEXT_FORMS)
def test_every_script_that_someone_writes_comes_out_as_the_text_it_is(form: str) -> None:
    payloads = script_payloads()
    text = "\n".join(payloads)
    read = words_of(form, handed_over(written(text), form, TICKED))

    assert all(close(shown(each)) in close(read) for each in payloads)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("code", CODE, ids=range(len(CODE)))
def test_code_for_other_programs_comes_out_as_the_text_it_is(code: str, form: str) -> None:
    read = words_of(form, handed_over(written(code), form, TICKED))

    assert close(code) in close(read)


def test_scripts_stand_on_paper_letter_by_letter() -> None:
    """Those that the fonts of every computer can show; a run of letters may be told from its neighbours by hand."""
    plainly = [each for each in script_payloads() if each.isascii() and each.isprintable()]
    read = close(pdf_words(handed_over(written("\n".join(plainly)), "pdf", TICKED)))

    assert len(plainly) > 200
    assert [each for each in plainly if close(each) not in read] == []


@pytest.mark.parametrize("form", FORMS)
def test_nothing_that_is_not_ticked_is_anywhere_in_the_bytes(form: str) -> None:
    everything = also(
        invented_person(),
        *((question, "MARKER-7731") for question in TEXTS),
        ("causes.own-part.what", "MARKER-7731", "e9"),
        ("check-in.today.line", "MARKER-7731", "s99"),
        ("start.them.name", "MARKER-7731", "s9"),
    )

    assert b"MARKER-7731" not in parts_of(handed_over(everything, form))


@pytest.mark.parametrize("form", FORMS)
def test_it_tells_nothing_about_the_computer_or_the_hour(form: str) -> None:
    told = parts_of(handed_over(invented_person(), form, TICKED))
    told = re.sub(rb"<style>.*?</style>|T00:00:00(Z|\+00:00)|20261121000000", b"", told, flags=re.DOTALL)
    telling = {getpass.getuser(), socket.gethostname(), str(Path.home()), str(Path.cwd()), "python", "openpyxl"}

    assert [each for each in telling if re.search(rb"(?<!\w)" + re.escape(each.encode()) + rb"(?!\w)", told)] == []
    assert re.findall(rb"[T ][0-2]\d:[0-5]\d(?::[0-5]\d)?\b", told) == []
    assert b"lastModifiedBy" not in told
    assert b"creator" not in told.replace(b"CreatorTool", b"")


@pytest.fixture(scope="module")
def elsewhere() -> list[list[str]]:
    """Each form's digest, made by two other processes in other folders, time zones and orders of a set."""
    program = (
        "import hashlib, handed_over as h; from made_up import invented_person;"
        "[print(hashlib.sha256(h.handed_over(invented_person(), form, h.TICKED)).hexdigest()) for form in h.FORMS]"
    )
    tests = Path(__file__).parent
    paths = f"{tests}{os.pathsep}{tests.parent}"
    return [
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONPATH": paths, "PYTHONHASHSEED": seed, "TZ": zone},
            cwd=folder,
            capture_output=True,
            check=True,
            text=True,
        ).stdout.split()
        for seed, zone, folder in (("1", "UTC", tests), ("2", "Asia/Tokyo", tests.parent))
    ]


@pytest.mark.parametrize("form", FORMS)
def test_the_same_answers_on_the_same_day_give_the_same_bytes_anywhere(form: str, elsewhere: list[list[str]]) -> None:
    here = hashlib.sha256(handed_over(invented_person(), form, TICKED)).hexdigest()

    assert [found[FORMS.index(form)] for found in elsewhere] == [here, here]


@pytest.mark.parametrize("form", ["html", "pdf", "text", "docx"])
@pytest.mark.parametrize("who", people())
def test_everything_that_is_ticked_is_there_and_in_order(who: str, form: str) -> None:
    answers = people()[who]
    read = close(words_of(form, handed_over(answers, form, TICKED)))
    at = 0
    for section in summary(answers, TICKED).shown().sections:
        assert close(section.title) in read[at:], section.id
        at = read.index(close(section.title), at)
        for line in section.lines:
            for said in (line.text, line.detail, line.beside, *line.items):
                assert close(said) in read[at:], (line.id, said)


@pytest.mark.parametrize("form", ["html", "pdf", "text", "docx", "xlsx", "csv"])
@pytest.mark.parametrize("text", ["word " * 20_000, "b" * 300, "one\ntwo\n\n\nthree"], ids=["long", "wide", "lines"])
def test_however_long_it_is_nothing_is_cut(text: str, form: str) -> None:
    read = words_of(form, handed_over(written(text), form, TICKED))
    if form == "pdf":
        read = re.sub(r"\d+ / \d+", "", read)

    assert close(text) in close(read) if form not in ("xlsx", "csv") else close(read).count("word") in (0, 20_000)


@pytest.mark.parametrize("form", ["html", "text", "docx", "xlsx", "csv"])
@pytest.mark.parametrize(
    "text",
    [
        "I laughed 😅🎉👩🏽\u200d💻 at last ❤️",
        "تعلّمت أن أقول ما أشعر به",
        "למדתי לומר מה אני מרגישה",
        "慢慢来，不用急着原谅。",
    ],
    ids=["emoji", "Arabic", "Hebrew", "Chinese"],
)
def test_words_of_any_alphabet_are_whole(text: str, form: str) -> None:
    assert text in words_of(form, handed_over(written(text), form, TICKED))


@pytest.mark.parametrize("form", FORMS)
def test_somebody_who_answered_nothing_gets_a_file_all_the_same(form: str) -> None:
    assert words_of(form, handed_over(written(""), form)).strip() != ""


@pytest.mark.parametrize(("form", "ending"), paper.FORMS.items())
def test_the_file_name_is_neutral_and_dated(form: str, ending: str) -> None:
    assert paper.file_name(TODAY, form) == f"summary-2026-11-21.{ending}"


@pytest.mark.parametrize(
    ("name", "asked", "form"),
    [
        ("a.pdf", "", "pdf"),
        ("a.TXT", "", "text"),
        ("a.b.docx", "", "docx"),
        ("a.pdf", "html", "html"),
        ("a", "csv", "csv"),
    ],
)
def test_the_ending_of_a_name_says_what_kind_of_file_it_is(name: str, asked: str, form: str) -> None:
    assert paper.form_of(name, asked) == form


@pytest.mark.parametrize("name", ["summary", "summary.odt", ".pdf", "summary."])
def test_a_name_without_a_known_ending_is_asked_about(name: str) -> None:
    with pytest.raises(Trouble, match=r"does not say what kind of file"):
        paper.form_of(name)

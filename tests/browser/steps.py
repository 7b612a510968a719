"""What a person does at the workbook, one step a method; each returns once the answer is on disk or on the screen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from labs import Lab, wait_until
from playwright.sync_api import Locator, Page, expect

from workbook.answers import Answers
from workbook.desk import Desk

if TYPE_CHECKING:
    from pathlib import Path

BLOCK = "start.safety"
PAUSED = "Something you told this workbook means reaching out is closed for now."
LONG = 30_000
"""Milliseconds for what the kernel does; a page that opens has longer."""
_AHEAD = 12 - datetime.now(UTC).hour
NOON = timezone(timedelta(hours=_AHEAD))
"""Where it is noon now: by night the draft checker speaks of the hour, and a held draft is not mentioned."""
AT_NOON = {"TZ": f"NOON{-_AHEAD:+d}"}
"""For the environment of a Lab that believes itself to be there."""


def days_ago(days: int = 0) -> str:
    """As an answer; 0 is today."""
    return (here_and_now().date() - timedelta(days=days)).isoformat()


def here_and_now() -> datetime:
    return datetime.now(NOON)


class Sitter:
    """Someone who sits at the workbook, and what lies in their folder."""

    def __init__(self, page: Page, lab: Lab) -> None:
        self.page = page
        self.lab = lab
        self._desk = Desk(lab.data, clock=here_and_now)  # it only reads

    # what is on disk

    def answers(self) -> Answers:
        return self._desk.answers()

    def said(self, question: str, entry: str = "") -> str:
        """What is on disk: the latest, or that of one entry."""
        found = self.answers().in_sitting(question, entry) if entry else self.answers().latest(question)
        return found.value if found else ""

    def lines(self, chapter: str) -> str:
        """A chapter's file as it lies there."""
        path = self.lab.data / "answers" / f"{chapter}.csv"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def state(self) -> str:
        return self._desk.reach().state

    # going somewhere

    def opens(self, notebook: str) -> None:
        self.page.goto(self.lab.url(notebook))
        self.is_ready()

    def goes_on(self, notebook: str) -> None:
        """By the button at the foot of the page."""
        self.page.locator(".wb-closing .wb-next a").click()
        self.page.wait_for_url(f"**/{notebook}.ipynb*")
        self.is_ready()

    def is_ready(self) -> None:
        self.page.locator(".second-look-page[data-second-look=ready]").wait_for(timeout=90_000)

    # answering

    def question(self, question: str, entry: str = "") -> Locator:
        start = f"{question} {entry}"
        return self.page.locator(f'.wb-q[data-key^="{start}"]').first

    def chooses(self, question: str, *keys: str, entry: str = "") -> None:
        """One option, or several that belong together; on disk when this returns."""
        self.taps(question, *keys, entry=entry)
        wait_until(lambda: set(self.said(question, entry).split()) == set(keys))

    def taps(self, question: str, *keys: str, entry: str = "") -> None:
        """The same, where the answer is private and goes to no disk."""
        for key in keys:
            self.question(question, entry).locator(f'input[value="{key}"]').check()

    def writes(self, question: str, text: str, entry: str = "") -> None:
        self.question(question, entry).locator("textarea, input").first.fill(text)
        wait_until(lambda: self.said(question, entry) == text)

    def adds(self, what: str, question: str) -> str:
        """A new entry of a log, named as its button names it; the question is its first. Returns the entry."""
        fields = self.page.locator(f'.wb-q[data-key^="{question} "]')
        before = fields.count()
        self.page.get_by_role("button", name=f"New {what}", exact=True).click()
        expect(fields).to_have_count(before + 1, timeout=LONG)
        return (fields.last.get_attribute("data-key") or "").split()[1]

    def presses(self, name: str, *, sure: bool = False) -> None:
        """A button by its words; one that asks first is pressed again."""
        button = self.page.get_by_role("button", name=name, exact=True).first
        button.click()
        if sure:
            asked = self.page.locator(".wb-press[data-asks]").first
            asked.locator(".wb-yes").click()
            expect(asked).to_have_count(0, timeout=LONG)

    # the safety questions

    def begins_the_safety_questions(self) -> None:
        self.presses("Show me the questions")
        self.question(f"{BLOCK}.afraid").wait_for()

    def nothing_of_it_fits(self, but: tuple[str, ...] = ()) -> None:
        """Every question that is there, except those named."""
        for field in self.page.locator(f'.wb-q[data-key^="{BLOCK}."]').all():
            question = (field.get_attribute("data-key") or "").split()[0]
            if question.rpartition(".")[2] not in but:
                field.locator('input[value="none-of-that"], input[value="none-of-these"]').check()

    def closes_the_safety_questions(self) -> None:
        """The closing button, once the page knows that nothing is left blank."""
        self.page.locator('.wb-main[data-name^="press block-done"]').click()
        self.page.get_by_role("button", name="Show me the questions").wait_for()

    def goes_through_safety_with_no_worry(self) -> None:
        self.begins_the_safety_questions()
        self.nothing_of_it_fits()
        self.closes_the_safety_questions()

    # seeing

    def sees(self, *sentences: str) -> None:
        for sentence in sentences:
            expect(self.page.get_by_text(sentence).locator("visible=true").first).to_be_visible(timeout=LONG)

    def sees_nothing_of(self, *sentences: str) -> None:
        for sentence in sentences:
            expect(self.page.get_by_text(sentence).locator("visible=true")).to_have_count(0, timeout=LONG)

    def section(self, section: str) -> Locator:
        return self.page.locator(f'.wb-card[data-key="{section}"]')

    def next_steps(self) -> str:
        """What 10 says could come next, in the words of the page."""
        told = self.section("standing").locator(".wb-told", has_text="If you like, next")
        told.first.wait_for()
        return "\n".join(told.all_inner_texts())

    def points_nowhere_closed(self) -> None:
        """10 offers neither reaching out nor a hard talk nor rebuilding."""
        steps = self.next_steps()
        assert not any(f"in {name}." in steps for name in ("Reaching out", "The hard talk", "Building it anew")), steps


def stored(page: Page) -> str:
    """All that the page keeps in the browser: both storages, and every database."""
    return str(page.evaluate(STORED))


STORED = """async () => {
  const told = (asked) => new Promise((good, bad) => {
    asked.onsuccess = () => good(asked.result);
    asked.onerror = bad;
  });
  const kept = [{ ...localStorage }, { ...sessionStorage }];
  for (const { name } of await indexedDB.databases()) {
    const base = await told(indexedDB.open(name));
    for (const store of base.objectStoreNames) {
      kept.push(await told(base.transaction(store).objectStore(store).getAll()));
    }
    base.close();
  }
  return JSON.stringify(kept);
}"""


def holding(text: str, *folders: Path) -> set[Path]:
    """Every file that holds these words, written in whatever way browsers and Python write them."""
    ways = {text.encode(), text.encode("utf-16-le")}
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return {path for path in files if any(way in path.read_bytes() for way in ways)}

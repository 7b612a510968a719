"""What goes on paper: each line's tick, how the other person is named, the form; the preview, the file, the copies."""

from __future__ import annotations

from collections.abc import Callable, Collection
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from workbook import paper, passphrases
from workbook.answers import Answers
from workbook.pages.writing import Look
from workbook.questions import Chapter
from workbook.rulebook import Edition
from workbook.store import Copy, Store, write_file
from workbook.summary import (
    Choices,
    Material,
    Summary,
    SummaryLine,
    for_paper,
    parse,
    serialised,
    sheet,
    still_naming,
    sum_up,
    typed_name,
)
from workbook.summary.choices import MASKS, PAPERS
from workbook.wording import Wording

FORMS = tuple(paper.FORMS)
READS_AS = {"docx": "text", "xlsx": "csv"}
"""Forms that a browser cannot show, and the one that has the same lines."""
MOMENT = 1.0
"""Seconds; what takes longer is told, and can be stopped."""


@dataclass(frozen=True, slots=True)
class Making:
    """A file that is being made in a thread of its own, as it was chosen when the button was pressed."""

    content: Future[bytes]
    name: str
    day: date
    phrase: str


class Handover:
    """One person's summary, for as long as a kernel or a command lives.

    Ticks are remembered on disk, but those of lines that are asked anew: they live in this object, until a file is
    written or the page is opened again.
    """

    def __init__(self, store: Store, edition: Edition, told: Callable[[], Material]) -> None:
        self._store = store
        self._edition = edition
        self._told = told
        self._anew: set[str] = set()
        self.form = FORMS[0]
        self.looked_at = ""  # the section that was ticked last
        self.lock = False  # a PDF behind a passphrase
        self.phrase = ""  # of the file that was written last; kept nowhere else
        self.written: Path | None = None  # the file, once it is
        self.stopped = False  # the last one was stopped, and there is no file
        self._making: Making | None = None
        self._seen: tuple[object, Look] | None = None  # what the last preview was of, and the preview
        self.sheets: dict[str, Path] = {}  # the section of its button -> a sheet that was written

    # what is chosen

    def choices(self) -> Choices:
        """As they are on disk, so that another window's ticks count. Raises ChoicesError, StoreError."""
        text = self._store.choices()
        return parse(text) if text else Choices()

    def summary(self, choices: Choices | None = None) -> Summary:
        """Every line with its tick."""
        return sum_up(self._told(), choices or self.choices(), self._anew)

    def tick(self, section_id: str, chosen: Collection[str]) -> None:
        """These lines of a section are on, its others off."""
        section = next((each for each in self.summary().sections if each.id == section_id), None)
        lines = section.lines if section else ()
        anew = {line.id for line in lines if line.anew}
        self._anew = (self._anew - anew) | anew.intersection(chosen)
        self._keep(self.choices().ticked(lines, chosen))
        self.looked_at = section_id

    def name_as(self, mask: str) -> None:
        self._keep(replace(self.choices(), mask=mask if mask in MASKS else MASKS[0]))

    def print_on(self, size: str) -> None:
        self._keep(replace(self.choices(), paper=size if size in PAPERS else PAPERS[0]))

    def forget_ticks(self) -> None:
        """What is asked anew each time is asked anew from here on."""
        self._anew.clear()

    def forget(self) -> None:
        """What the ticks and files were of is erased."""
        self.forget_ticks()
        self.written, self.phrase, self.looked_at = None, "", ""
        self._making = self._seen = None
        self.sheets.clear()

    def still_naming(self, summary: Summary) -> tuple[SummaryLine, ...]:
        """The ticked lines in the person's own words in which a masked name still stands."""
        name = self.name()
        masked = name and self.choices().mask != "as-typed"
        return still_naming(summary.lines(), name) if masked else ()

    def name(self) -> str:
        """What the other person is called; empty while it is only "your ex"."""
        return typed_name(self._told().wording)

    # what is made of it

    def look(self, summary: Summary) -> Look:
        """What would be written, as it stands now and before any passphrase; while a file is made, as it stood.

        Raises Trouble.
        """
        of = (self.form, self.choices(), summary, self._told().answers.rows)
        if not self._seen or (self._seen[0] != of and not self._making):
            self._seen = of, self._look(summary)
        return self._seen[1]

    def _look(self, summary: Summary) -> Look:
        if self.form == "pdf":
            return Look(self.form, pictures=paper.pages(summary, *self._with(self.choices())))
        form = READS_AS.get(self.form, self.form)
        return Look(form, paper.render(summary, form, *self._with(self.choices())))

    def _with(self, choices: Choices) -> tuple[Edition, Answers, Wording, str]:
        """What else a file is made from."""
        told = self._told()
        return self._edition, told.answers, for_paper(told.wording, choices.mask), choices.paper

    @property
    def making(self) -> bool:
        """A file is being made, and is not there yet."""
        return self._making is not None

    def write(self) -> None:
        """Make the file; after a moment without one it goes on being made beside the page. Raises Trouble."""
        if self._making:
            return
        choices, day, phrase = self.choices(), self._told().today, ""
        if self.form == "pdf" and self.lock:
            phrase = passphrases.made_up()
        make = partial(paper.render, self.summary(choices), self.form, *self._with(choices), passphrase=phrase)
        thread = ThreadPoolExecutor(1)
        self.stopped = False
        self._making = Making(thread.submit(make), paper.file_name(day, self.form), day, phrase)
        thread.shutdown(wait=False)
        self.finish(MOMENT)

    def finish(self, patience: float = 0) -> None:
        """If the file is made, write it to the summaries folder, under a neutral name.

        Raises Trouble; nothing that is there is overwritten.
        """
        made = self._making
        if not made or not _is_done(made.content, patience):
            return
        self._making = None
        content = made.content.result()
        self.written, self.phrase = self._store.write_summary(made.name, content), made.phrase
        self._store.note_copy(self.written, content, made.day)
        self.forget_ticks()

    def stop(self) -> None:
        """What is being made is thrown away: only a whole file is ever written."""
        self.stopped, self._making = self.making, None

    def write_to(self, to: Path, content: bytes) -> None:
        """Write what was rendered to a new file elsewhere. Raises StoreError; nothing there is overwritten."""
        write_file(to, content)
        self._store.note_copy(to, content, self._told().today)

    def write_sheet(self, chapter: Chapter, section_id: str) -> Path:
        """Write one chapter's answers as a sheet to print, for the person's own use. Raises StoreError."""
        told = self._told()
        where = (self._edition, told.answers, told.wording, self.choices().paper)
        content = paper.render(sheet(told, chapter), "html", *where)
        path = self._store.write_summary(paper.sheet_name(told.today), content)
        self._store.note_copy(path, content, told.today)
        self.sheets[section_id] = path
        return path

    def copies(self) -> tuple[Copy, ...]:
        return self._store.copies()

    def delete(self, file: str) -> None:
        """Remove a copy for good, and its line in the list."""
        self._store.delete_copy(file)
        if self.written and not self.written.exists():
            self.written, self.phrase = None, ""
        self.sheets = {section: path for section, path in self.sheets.items() if path.exists()}

    def _keep(self, choices: Choices) -> None:
        self._store.keep_choices(serialised(choices))


def _is_done(content: Future[bytes], patience: float) -> bool:
    return content in wait([content], patience).done

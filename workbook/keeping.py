"""The keys to one's own words: copies merged, pages erased, a bundle for another computer; what is chosen so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from workbook import finding
from workbook.answers import Answer, Answers, sitting_order
from workbook.errors import AnswerError, ChoicesError
from workbook.pages.keeping import Going, Proposal
from workbook.paths import state_folder
from workbook.questions import Content, Words
from workbook.rulebook import Edition
from workbook.standing import holding_line, stop_of
from workbook.store import Store, around, state
from workbook.store.bundle import Bundle
from workbook.store.doubles import Consent
from workbook.store.guard import LOCKED
from workbook.store.merge import Ways
from workbook.summary import Choices, parse, serialised

Said = tuple[str, str, str]
"""Sitting, question and value of a line."""


@dataclass(slots=True)
class Chosen:
    """What is ticked on the page, for as long as the kernel lives."""

    chapter: str = ""  # to be erased
    sitting: str = ""


class Keeping:
    """What a person can do with all that they said, at once."""

    def __init__(self, store: Store, edition: Edition) -> None:
        self._store = store
        self._edition = edition
        self._seen: dict[str, tuple[str, ...]] = {}  # chapter -> the lines that the page showed as staying out
        self._picked: dict[str, tuple[str, ...]] = {}
        self._dismissed: set[str] = set()
        self.state = state_folder()
        self.chosen = Chosen()
        self.written: Path | None = None  # a bundle, once it is
        self.done = ""  # what was done last, as a key of wording: said until something else is

    # copies

    def proposals(self) -> tuple[Proposal, ...]:
        """Each chapter of which there are copies, and what would come of merging them."""
        copies = self._store.doubles()
        found = []
        for chapter in dict.fromkeys(copy.chapter for copy in copies):
            names = tuple(copy.name for copy in copies if copy.chapter == chapter)
            merged = self._store.propose(chapter, self.ways())
            self._seen[chapter] = tuple(left.key for left in merged.left)
            found.append(Proposal(chapter, names, merged.came, merged.left, self._picked.get(chapter, ())))
        return tuple(found)

    def copies_of(self, chapter: str) -> tuple[str, ...]:
        return tuple(copy.name for copy in self._store.doubles() if copy.chapter == chapter)

    def merge(self, chapter: str) -> None:
        """Merge the copies of a chapter, as they were shown. Raises StoreError where they changed since."""
        consent = Consent(self._seen.get(chapter, ()), self._picked.get(chapter, ()))
        self._store.settle(chapter, self.ways(), consent)
        self._picked.pop(chapter, None)
        self.done = "merged"

    def choose(self, question: str, value: str) -> None:
        """A tick on the page; kept in memory alone."""
        what, _, chapter = question.removeprefix("keeping.").partition(".")
        match what:
            case "pick":
                self._picked[chapter] = tuple(value.split())
            case "chapter":
                self.chosen = Chosen(value)
            case "sitting":
                self.chosen.sitting = "" if value == "whole" else value.replace("-", ".")
        self.done = ""

    def ways(self) -> Ways:
        return Ways(self._leaves_no_trail, self._holding)

    # a bundle

    def bundle(self, today: date) -> Path:
        """Write a bundle beside the summaries. Raises StoreError."""
        self.written = self._store.write_summary(f"notes-{today.isoformat()}.zip", self._store.packed())
        self.done = ""
        return self.written

    def packed(self) -> bytes:
        return self._store.packed()

    def incoming(self, path: Path) -> tuple[Bundle, tuple[Proposal, ...]]:
        """What a bundle holds, and what would come of it chapter by chapter; nothing is written. Raises StoreError."""
        bundle = self._store.unpacked(path)
        found = []
        for chapter, raw in sorted(bundle.answers.items(), key=_start_first):
            merged = self._store.compare(chapter, [raw], self.ways())
            found.append(Proposal(chapter, (f"{chapter}.csv",), merged.came, merged.left))
        return bundle, tuple(found)

    def bring(self, bundle: Bundle, proposals: Sequence[Proposal], picked: Sequence[str] = ()) -> None:
        """Put all that is in it with what is here; the chapter with the stops first."""
        for each in proposals:
            consent = Consent([left.key for left in each.left], picked)
            self._store.put_together(each.chapter, [bundle.answers[each.chapter]], self.ways(), consent)
        self._store.bring_summaries(bundle.summaries)

    # erasing

    def going(self, chapter: str, sitting: str = "") -> Going:
        """What erasing this would take with it. Raises a kind of Trouble for what is not there."""
        if chapter not in self._store.chapters():
            finding.chapter(self._edition.content, chapter)
        rows = self._store.read(chapter).answers
        if sitting and not any(is_within(row.sitting, sitting) for row in rows):
            known = ", ".join(sorted({row.sitting.partition(".")[0] for row in rows}, key=sitting_order)) or "-"
            raise AnswerError("no-such-sitting", sitting=sitting, chapter=chapter, known=known)
        goes, damaged = self._goes(chapter, sitting), 0 if sitting else self._store.read(chapter).damaged
        return Going(
            pages=((chapter, sum(map(goes, rows)) + damaged),),
            beside=tuple(path.name for path in self._store.beside(chapter)) if not sitting else (),
            summaries=tuple(path.name for path in self._store.summaries()),
            elsewhere=tuple(str(path) for path in self._store.copies_elsewhere()),
            ticks=self._ticked(),
            checkpoints=len(state.checkpoints(self.state)),
            stays=any(is_within(row.sitting, sitting) and not goes(row) for row in rows),
        )

    def all_going(self) -> Going:
        """What erasing everything would take with it; what is locked cannot be counted."""
        chapters = () if self._store.locked else self._store.chapters()
        reads = [(chapter, self._store.read(chapter)) for chapter in chapters]
        return Going(
            pages=tuple((chapter, len(read.answers) + read.damaged) for chapter, read in reads),
            beside=tuple(path.name for chapter in chapters for path in self._store.beside(chapter)),
            summaries=tuple(path.name for path in self._store.summaries()),
            elsewhere=tuple(str(path) for path in self._store.copies_elsewhere()),
            ticks=self._ticked(),
            checkpoints=len(state.checkpoints(self.state)),
            locked=LOCKED if self._store.locked else "",
        )

    def erase(self, chapter: str, sitting: str = "") -> None:
        """Remove the answers, and what may quote them. A line by which a stop is on stays."""
        self._store.clear(chapter, self._goes(chapter, sitting), whole=not sitting)
        self._store.remove_summaries()
        if self._ticked():
            self._store.keep_choices(serialised(self._untold()))
        state.clear_checkpoints(self.state)
        self.chosen, self.written, self.done = Chosen(), None, "erased"

    def erase_all(self, *, running: bool) -> None:
        """Remove everything that there is of a person here, stops too; running: JupyterLab stands on the rest."""
        self._store.remove_everything()
        state.clear(self.state, running=running)
        self.chosen, self.written, self.done = Chosen(), None, "erased-all"

    # who else can see

    def seen_by(self) -> Mapping[str, str]:
        """ "open", "synced" -> by whom; what was dismissed is not named again."""
        found = {"open": "others"} if around.open_to_others(self._store.data) else {}
        if service := around.copied_by(self._store.data):
            found["synced"] = service
        return {kind: who for kind, who in found.items() if kind not in self._dismissed}

    def dismiss(self, kind: str) -> None:
        self._dismissed.add(kind)

    def close_to_others(self) -> None:
        around.close_to_others(self._store.data)

    # the inside

    def _leaves_no_trail(self, question_id: str) -> bool:
        question = self._edition.content.question(question_id)
        return question is not None and (question.private or isinstance(question, Words))

    def _holding(self, rows: Sequence[Answer]) -> tuple[Answer, ...]:
        answers, content = Answers(rows), self._edition.content
        lines = (holding_line(rule, answers, content) for rule in self._edition.rules.stops)
        return tuple(line for line in lines if line)

    def _ticked(self) -> bool:
        """Whether ticks are remembered: which ones tells what was there to be ticked."""
        text = self._store.choices()
        return bool(text) and text != serialised(self._untold())

    def _untold(self) -> Choices:
        """What is chosen for a summary, without the ticks."""
        try:
            return replace(parse(self._store.choices()), lines={})
        except ChoicesError:
            return Choices()

    def _goes(self, chapter: str, sitting: str) -> Callable[[Answer], bool]:
        """Everything, or one sitting or entry; but no line on which a stop rests."""
        stays = self._resting(self._store.read(chapter).answers)
        return lambda row: is_within(row.sitting, sitting) and _said(row) not in stays

    def _resting(self, rows: Sequence[Answer]) -> set[Said]:
        """The lines by which stops are on, and the answers that a reply to them is told beside."""
        content, held = self._edition.content, self._holding(rows)
        on = {rule.id for rule in self._edition.rules.stops if rule.kept in {line.question for line in held}}
        told = (row for row in Answers(rows).rows if _tells(content, row, on))
        return {_said(row) for row in (*held, *told)}


def is_within(sitting: str, wanted: str) -> bool:
    """An entry's follow-ups are within it."""
    return not wanted or sitting == wanted or (wanted[0] == "e" and sitting.startswith(f"{wanted}."))


def _tells(content: Content, row: Answer, on: set[str]) -> bool:
    question = content.question(row.question)
    return bool(question and not question.private and stop_of(question, row.value) in on)


def _said(row: Answer) -> Said:
    return (row.sitting, row.question, row.value)


def _start_first(item: tuple[str, bytes]) -> tuple[bool, str]:
    return (item[0] != "start", item[0])

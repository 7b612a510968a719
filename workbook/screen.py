"""What one form shows, as plain records: the only thing that pages.py makes and forms/ draws."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field


@dataclass(frozen=True, slots=True)
class Shown:
    """One choice, with its words filled in."""

    key: str
    label: str
    hint: str = ""
    apart: bool = False  # "not sure", "I would rather not say": set apart by a dashed edge
    alone: bool = False  # of several: choosing it takes back the others
    under: str = ""  # a smaller heading that neighbours share


@dataclass(frozen=True, slots=True)
class Field:
    """One question as it stands now."""

    question: str  # full id
    sitting: str  # where its answer goes: a time through the chapter ("s2") or an entry of a log ("e7")
    kind: str  # scale · choice · choices · number · date · text
    ask: str
    hint: str = ""
    why: tuple[str, ...] = ()  # paragraphs of "why we ask": the reason, the sources, a ruling
    options: tuple[Shown, ...] = ()
    value: str = ""  # as stored: keys joined by a space, a number, a date, text
    before: str = ""  # "Last time, 3 November: fairly", shown in grey
    marked: str = ""  # "Changed outside the workbook", where the line was edited elsewhere
    low: int = 0
    high: int = 0
    low_label: str = ""
    high_label: str = ""
    lines: int = 3
    private: bool = False
    keeps: bool = False  # a private answer that the person asked to keep
    settled: bool = False  # there is always an answer, so it cannot be left blank
    type: str = "field"


@dataclass(frozen=True, slots=True)
class Ticks:
    """Lines that can be ticked, under one heading; answered as a Field of several choices is."""

    question: str
    title: str
    lead: str
    count: str  # "3 of 5 are on the page"
    options: tuple[Shown, ...]
    value: str  # the keys of those that are ticked, joined by a space
    folded: bool = False  # its title opens it
    sitting: str = ""
    kind: str = "choices"
    private: bool = False
    type: str = "ticks"


@dataclass(frozen=True, slots=True)
class Preview:
    """A file as it would be written: an HTML page, pictures of its pages, or plain text."""

    title: str
    note: str = ""
    html: str = ""
    pictures: tuple[Shown, ...] = ()  # key: a data address; label: what it is, read aloud
    text: str = ""
    at: str = ""  # the heading to scroll to, once it has changed
    type: str = "preview"


@dataclass(frozen=True, slots=True)
class Told:
    """A lesson or a line of prose."""

    title: str
    text: tuple[str, ...]
    sources: tuple[str, ...] = ()
    folded: bool = False  # its title opens it
    listed: bool = False  # its lines are one list
    type: str = "told"


@dataclass(frozen=True, slots=True)
class Way:
    """A link to a notebook, and what to know of it beforehand."""

    title: str
    notebook: str
    note: str = ""
    done: bool = False  # something is written there


@dataclass(frozen=True, slots=True)
class Ways:
    """Links under one heading."""

    title: str
    ways: tuple[Way, ...]
    type: str = "ways"


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press: sent back as Event(action, target)."""

    action: str
    label: str
    target: str = ""
    asks: str = ""  # "Delete this entry?": asked in the page before it is sent
    main: bool = False
    type: str = "button"


@dataclass(frozen=True, slots=True)
class Secret:
    """Words that nobody else may see: typed, sent once with their button, and kept by no form."""

    action: str
    ask: str
    label: str  # of its button
    again: str = ""  # asked a second time; empty: once is enough
    hint: str = ""
    least: int = 1  # letters
    short: str = ""  # said where there are fewer
    differ: str = ""  # said where the two are not the same
    show: str = ""  # shows what is typed
    working: str = ""  # said while it is done: it takes a moment
    make: str = ""  # has one made up; empty: not offered
    made: str = ""  # said once one is
    syllables: tuple[str, ...] = ()  # of these
    words: int = 0
    type: str = "secret"


@dataclass(frozen=True, slots=True)
class Group:
    """A picked item, or one entry of a log: a heading and what is asked of it."""

    id: str
    title: str
    hint: str
    parts: tuple[Field | Told | Button | Notice, ...]
    type: str = "group"


@dataclass(frozen=True, slots=True)
class Line:
    """One number to call or address to open."""

    kind: str
    name: str
    number: str
    note: str = ""
    checked: str = ""  # "Looked up 21 November 2026"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know now: help, a pause, a line changed elsewhere, a folder that others can read."""

    id: str
    title: str
    text: tuple[str, ...]
    help: bool = False  # offers the help page
    buttons: tuple[Button, ...] = ()
    lines: tuple[Line, ...] = ()  # numbers to call, right here
    type: str = "notice"


@dataclass(frozen=True, slots=True)
class Place:
    """A country and its lines."""

    key: str
    name: str
    lines: tuple[Line, ...]
    note: str = ""  # below them


@dataclass(frozen=True, slots=True)
class Help:
    """The help page, two presses from anywhere; it opens over the form and asks nothing of the network."""

    title: str
    text: tuple[str, ...]  # the first stands above the lines, the others below
    places: tuple[Place, ...]
    anywhere: tuple[Line, ...]
    here: str = ""  # the place to show first; empty: all are offered
    pick: str = ""  # "Show numbers for"


@dataclass(frozen=True, slots=True)
class Step:
    """One chapter in the path across the top."""

    title: str
    notebook: str
    state: str  # before · now · ahead


Part = Field | Ticks | Told | Group | Notice | Button | Preview | Ways | Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One form, opening or closing."""

    id: str  # chapter.section, or begin:causes, finish:causes
    kind: str  # section · opening · closing · picture
    title: str = ""
    lead: str = ""
    small: str = ""  # "About 12 minutes. Skip anything."
    answered: int = 0
    asked: int = 0  # 0: no progress is shown
    progress: str = ""  # "4 of 9 answered"
    saved: str = ""  # "Saved 21:04"
    parts: tuple[Part, ...] = ()
    settle: str = ""
    path: tuple[Step, ...] = ()
    phase: str = ""
    back: Step | None = None  # an opening: the chapter before
    next: Step | None = None  # the way on
    shut: Button | None = None  # an opening: closes the workbook
    help: Help | None = None
    locked: bool = False  # in place of a form: what is being typed in it is held, and comes back with it
    again: int = 0  # something is being made: ask for the page again after so many milliseconds
    leave: str = ""  # an opening: where "Leave quickly" goes; empty: a plain page of our own
    words: dict[str, str] = field(default_factory=dict)  # the fixed sentences the form itself says
    rev: int = 0  # rises with each page, so that a late one never replaces a newer

    def as_json(self) -> dict[str, object]:
        """Plain lists, dicts, texts and numbers."""
        return asdict(self)

"""Pages such as the workbook shows, for the browser tests of a form."""

from __future__ import annotations

from typing import Any

from form_harness import WORDS

from workbook.screen import Button, Field, Group, Help, Line, Notice, Page, Place, Shown, Step, Told

UNSURE = Shown("not-sure", "Not sure", apart=True, alone=True)
PART = tuple(
    Shown(key, label)
    for key, label in (
        ("none", "None"),
        ("little", "A little"),
        ("some", "Some"),
        ("much", "A lot"),
        ("heart", "The heart of it"),
    )
)
WHOSE = (
    Shown("mine", "Mine"),
    Shown("theirs", "Theirs"),
    Shown("between", "Between us"),
    Shown("outside", "From outside"),
    UNSURE,
)
WHY = (
    "A cause that weighs much and could change is worth a talk. One that could not is worth knowing, too.",
    "This comes from: Why couples part, a list of thirty causes.",
)

HELP = Help(
    title="Help",
    text=(
        "You do not have to be sure, and you need not give your name. These people can be reached.",
        "If you are in danger now, call the emergency number. If you can, go where other people are.",
    ),
    places=(
        Place(
            "uk",
            "United Kingdom",
            (
                Line(
                    "emergency", "Emergency", "999", "If you cannot speak on a mobile, press 55 when you are asked to"
                ),
                Line("crisis", "Samaritans", "116 123", "To talk to someone, whatever it is"),
                Line("harm", "Refuge", "0808 2000 247", "For women who are afraid of a partner or an ex"),
            ),
        ),
        Place(
            "germany",
            "Germany",
            (
                Line("emergency", "Emergency", "112"),
                Line("crisis", "TelefonSeelsorge", "0800 111 0 111"),
                Line("crisis", "Text line", "Text HELLO to 741741"),
            ),
        ),
    ),
    anywhere=(Line("crisis", "Find a Helpline", "findahelpline.com", "Lines in more than 130 countries"),),
    here="uk",
    pick="Show numbers for",
)


def part_field(item: str = "crossed-wires", **more: Any) -> Field:
    return Field(
        **{
            "question": f"causes.{item}.part",
            "sitting": "",
            "kind": "scale",
            "ask": "How big a part did this play?",
            "hint": "Your own sense of it counts",
            "options": (*PART, UNSURE),
            "why": WHY,
        }
        | more
    )


def whose_field(item: str = "crossed-wires", **more: Any) -> Field:
    return Field(
        **{
            "question": f"causes.{item}.whose",
            "sitting": "",
            "kind": "choices",
            "ask": "Whose part was it mostly?",
            "hint": "Most things sit between two people",
            "options": WHOSE,
        }
        | more
    )


def words_field(**more: Any) -> Field:
    return Field(
        **{
            "question": "causes.honest.unsaid",
            "sitting": "",
            "kind": "text",
            "ask": "What did you need that you did not say?",
            "hint": "A sentence is plenty",
            "why": WHY,
        }
        | more
    )


def section(*parts: Any, **more: Any) -> Page:
    return Page(
        **{
            "id": "causes.pick",
            "kind": "section",
            "title": "Crossed wires",
            "lead": "Things misread, assumed or never said.",
            "asked": 1,
            "parts": parts,
            "words": WORDS,
        }
        | more
    )


def causes() -> Page:
    heavy = Notice("heavy", "", ("This page is heavy for most people. You can stop here and come back another day.",))
    return section(
        part_field(value="some"),
        whose_field(value="mine between"),
        words_field(value="I wanted Sam to ask how the new job was going. I waited for it instead of telling him."),
        heavy,
        saved="Saved 21:04",
    )


def opening() -> Page:
    names = (
        ("Start here", "00-start-here"),
        ("What went wrong", "02-causes"),
        ("Why I want this", "03-motives"),
        ("Where things stand", "04-readiness"),
        ("A minute for today", "09-check-in"),
        ("The summary", "10-summary"),
    )
    path = tuple(
        Step(title, notebook, "before" if at < 1 else "now" if at == 1 else "ahead")
        for at, (title, notebook) in enumerate(names)
    )
    return Page(
        id="begin:causes",
        kind="opening",
        title="What went wrong",
        phase="Understand",
        path=path,
        help=HELP,
        words=WORDS,
        lead="Not the version for your friends. The real one, as far as you can see it today.",
        small="About 12 minutes. Skip anything. You can come back and change your mind.",
    )


def closing() -> Page:
    return Page(
        id="finish:causes",
        kind="closing",
        settle="That was a lot. Put your feet on the floor for a moment.",
        next=Step("Why I want this", "03-motives", "ahead"),
        words=WORDS,
    )


def everything() -> Page:
    """One of each thing a page may hold."""
    picks = tuple(
        Shown(key, label, hint)
        for key, label, hint in (
            ("crossed-wires", "Crossed wires", "Things misread, assumed or never said"),
            ("apart", "Growing apart", "Two lives that touched less and less"),
            ("work", "Work took over", "Hours, worry, moving for a job"),
            ("trust", "Broken trust", "A lie, a secret, someone else"),
        )
    )
    return section(
        Told(
            "Before you begin",
            (
                "You know more about this than anyone. There is no right answer here.",
                "Leave out what is too much today.",
            ),
            ("Why couples part, S5.17",),
        ),
        Field(
            "causes.pick",
            "",
            "choices",
            "What had a part in it?",
            "Pick any. You can change your mind",
            options=(*picks, UNSURE),
            value="apart",
        ),
        Field(
            "check-in.mood",
            "",
            "number",
            "How is your mood today?",
            options=(UNSURE,),
            low=0,
            high=10,
            low_label="as low as it gets",
            high_label="good",
            value="3",
            before="Last time, 3 November: 5",
        ),
        Field(
            "check-in.sleep",
            "",
            "number",
            "How many hours did you sleep?",
            options=(UNSURE,),
            low=0,
            high=24,
            value="6",
        ),
        Field(
            "start.when",
            "",
            "date",
            "When did it end?",
            "A rough day is fine",
            options=(Shown("do-not-remember", "I do not remember", apart=True),),
            value="2026-09-14",
        ),
        Field(
            "start.name",
            "",
            "text",
            "What shall we call the other person?",
            lines=1,
            value="Sam",
            marked="This line was changed outside the workbook. It is used as it stands.",
        ),
        Group(
            "things",
            "Thing 1",
            "Only you will read this.",
            (
                Field(
                    "causes.things.what", "e7", "text", "What would you not do again?", value="Reading his messages."
                ),
                Field(
                    "causes.things.often",
                    "e7",
                    "choice",
                    "Did it happen more than once?",
                    options=(Shown("once", "Once"), Shown("more", "More than once"), UNSURE),
                ),
                Button("delete", "Delete this thing", "e7", "Delete this for good? It cannot be brought back."),
            ),
        ),
        Button("add", "Add a thing", "causes.things", main=True),
        Field(
            "start.afraid",
            "",
            "choice",
            "Are you afraid of what Sam might do?",
            "Any answer is all right",
            why=WHY,
            private=True,
            value="sometimes",
            options=(
                Shown("never", "No"),
                Shown("sometimes", "Sometimes"),
                Shown("often", "Often"),
                Shown("rather-not", "I would rather not say", apart=True),
                UNSURE,
            ),
        ),
        Notice(
            "low",
            "That sounds like a hard day",
            ("You do not have to carry it alone. There are people who pick up the phone for this.",),
            help=True,
            buttons=(Button("undo", "It was a slip of the hand"),),
        ),
        title="Everything",
        settle="That was a lot. Put your feet on the floor for a moment.",
        saved="Saved 21:04",
        help=HELP,
    )

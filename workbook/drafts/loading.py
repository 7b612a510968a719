"""messages.toml -> the message rules; anything wrong is a ContentError that names file, rule and key."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from workbook.drafts.phrases import wrong_with
from workbook.rules import MessageRule, Speech
from workbook.tables import Table, read_toml, unique

KINDS = ("words", "too-long", "late-hour", "many-questions", "second-message")
COUNTED = ("too-long", "many-questions")


def load_message_rules(path: Path) -> tuple[MessageRule, ...]:
    """Every rule of the file, in its order. Raises ContentError."""
    file = read_toml(path)
    speech = _speech(file.table("speech"))
    tables = file.tables("rule")
    file.done()
    if not tables:
        raise file.wrong("rule", "is missing")
    unique((table, table.name()) for table in tables)
    return tuple(_rule(table, speech) for table in tables)


def _speech(table: Table) -> Speech:
    spellings = table.table("spellings")
    fillers = table.texts("fillers")
    speech = Speech(
        spellings=spellings.flat(),
        fillers=fillers,
        turns=_phrases(table, "turns", fillers),
        turns_nothing=_phrases(table, "turns-nothing", fillers),
        holds=table.texts("holds"),
        joins=table.texts("joins"),
        errands=_phrases(table, "errands", fillers),
    )
    spellings.done()
    table.done()
    return speech


def _rule(table: Table, speech: Speech) -> MessageRule:
    kind = table.text("kind", "words")
    if kind not in KINDS:
        raise table.wrong("kind", f"is “{kind}”; it can be {', '.join(KINDS)}")
    rule = MessageRule(
        id=table.name(),
        title=table.text("title"),
        says=table.text("says"),
        reason=table.text("reason"),
        sources=table.texts("sources"),
        kind=kind,
        speech=speech,
        phrases=_phrases(table, "phrases", speech.fillers, needed=kind == "words"),
        takes_back=_phrases(table, "not", speech.fillers),
        limit=_limit(table) if kind in COUNTED else 0,
        since=table.hour("from") if kind == "late-hour" else None,
        until=table.hour("until") if kind == "late-hour" else None,
        turned=table.flag("even-turned"),
        errands=table.flag("not-in-errands"),
        help=table.flag("help"),
    )
    if not rule.sources:
        raise table.wrong("sources", "is missing")
    table.done()
    return rule


def _phrases(table: Table, key: str, fillers: Collection[str], *, needed: bool = False) -> tuple[str, ...]:
    phrases = table.texts(key)
    if needed and not phrases:
        raise table.wrong(key, "is missing")
    for phrase in phrases:
        if why := wrong_with(phrase, fillers):
            raise table.wrong(key, why)
    return phrases


def _limit(table: Table) -> int:
    limit = table.whole("limit")
    if limit < 1:
        raise table.wrong("limit", "must be 1 or more")
    return limit

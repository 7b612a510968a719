"""T15: whatever is written, in an answer or in the content itself, comes out on paper as the text it is."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

from .cases import Run, Tally, case
from .keepers import Keeper
from .strings import naughty

PLAIN = "plain words"


@case("T15", "240 payloads in the report")
def payloads(keeper: type[Keeper], run: Run) -> Tally:
    """ghost: pages with an element, a handler or a link that was not there before."""
    import test_export_html as export

    texts = [*export.PAYLOADS, *(text for text in dict.fromkeys(naughty()) if "<" in text)]
    tally = Tally()
    plain = export.Tags(page(export, keeper, PLAIN, PLAIN))
    for text in texts[:: run.many(20, 8, 1)]:
        for place in ("answers", "content"):
            found = export.Tags(page(export, keeper, *((text, PLAIN) if place == "answers" else (PLAIN, text))))
            tally.tried += 1
            handlers = [name for _, names in found.tags for name in names if name.startswith("on")]
            alive = found.tags != plain.tags or handlers or found.links != plain.links
            tally.ghost += bool(alive)
            if alive:
                tally.tell(
                    f"{place}: {text[:60]!r} makes {len(found.tags)} elements, not {len(plain.tags)}, {handlers}"
                )
    tally.ghost += _in_errors(keeper, texts)
    return tally


def page(export: Any, keeper: type[Keeper], answer: str, title: str) -> str:
    """The summary of somebody who wrote this everywhere, in a workbook whose every title says that."""
    from made_up import material

    from workbook.export.html import html
    from workbook.summary import Choices, for_paper, sum_up

    answers = export.written(answer)
    if keeper.name != "ours":
        return by_hand(answers, title)
    told = material(answers)
    told = dataclasses.replace(told, content=_titled(told.content, title))
    return html(
        sum_up(told, Choices(lines=dict.fromkeys(export.TICKED, True)), export.TICKED), {}, for_paper(told.wording)
    ).decode()


def by_hand(answers: Any, title: str) -> str:
    """The easy way: an f-string."""
    rows = "".join(f"<blockquote>{row.value}</blockquote>" for row in answers.rows)
    return f"<!doctype html><title>{title}</title><h1>{title}</h1>{rows}"


def _titled(content: Any, text: str) -> Any:
    """The content as a stranger may have sent it: the same ids, and this in place of every title, name and lead."""

    def asked(question: Any) -> Any:
        return dataclasses.replace(question, ask=text, name=text, hint=text, why=text)

    def section(each: Any) -> Any:
        items = tuple(
            dataclasses.replace(item, name=text, hint=text, each=tuple(map(asked, item.each))) for item in each.items
        )
        pick = asked(each.pick) if each.pick else None
        return dataclasses.replace(
            each, title=text, lead=text, entry_name=text, items=items, pick=pick, asked=tuple(map(asked, each.asked))
        )

    chapters = tuple(
        dataclasses.replace(chapter, title=text, lead=text, sections=tuple(map(section, chapter.sections)))
        for chapter in content.chapters
    )
    return dataclasses.replace(content, chapters=chapters)


def _in_errors(keeper: type[Keeper], texts: list[str]) -> int:
    """A sentence that quotes what was sent stays one line without control characters: how a notebook shows it."""
    from workbook.errors import AnswerError

    if keeper.name != "ours":
        return 0
    said = [AnswerError("not-an-option", value=text, question=text, known=text) for text in texts]
    shown = ["\n".join(error._render_traceback_()) for error in said]
    return sum(bool(re.search(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]", sentence)) for sentence in shown)

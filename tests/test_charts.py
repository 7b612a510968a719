"""A chart says in a sentence what the answers hold, draws it calmly, and leaves nothing of it in a notebook."""

from __future__ import annotations

import base64
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook import charts, person, series
from workbook.answers import Answer, Answers
from workbook.drawn import svg
from workbook.palette import LIGHT, THEMES, contrast
from workbook.pictures import Bars, Chart, Dots, Lines, Step, Steps, Strip
from workbook.plotted import drawing, figure
from workbook.questions import Choices, Number, Rating, Words
from workbook.rulebook import load
from workbook.wording import Wording

if TYPE_CHECKING:
    from playwright.sync_api import Browser

EDITION = load("en")
NOW = datetime(2026, 11, 21, 21, tzinfo=UTC)
MARKER = "zwiebelkuchen"
ROOT = Path(__file__).resolve().parent.parent
IDS = ("causes", "motives", "drift", "readiness", "check-ins", "quiet")


def words(name: str = "") -> Wording:
    rows = [("start.them.name", name), ("start.them.pronouns", "name-only")] if name else []
    return person.wording(EDITION, Answers(said(*rows)))


def said(*given: tuple[str, str], sitting: str = "s1", at: datetime = NOW) -> list[Answer]:
    return [Answer(n, at, sitting, question, value) for n, (question, value) in enumerate(given)]


def hung(rows: Sequence[Answer], wording: Wording | None = None) -> dict[str, Chart]:
    """Every chart of these answers, by its id."""
    answers, wording = Answers(rows), wording or words()
    chapters = {chapter.id: chapter for chapter in EDITION.content.chapters}
    found = series.motives(answers, chapters["motives"])
    made = (
        charts.cause_map(series.causes(answers, chapters["causes"]), wording),
        charts.motives_now(found, wording),
        charts.motives_drift(found, wording),
        charts.readiness(series.readiness(answers, chapters["readiness"]), wording),
        charts.check_ins(series.check_ins(answers), wording),
        charts.quiet(series.quiet(answers, NOW.date() + timedelta(days=9)), series.urges(answers), wording),
    )
    return {chart.id: chart for chart in made}


def causes(*given: tuple[str, str, str]) -> list[Answer]:
    """Each cause with how big a part it had and whose it was; an empty answer is none."""
    rows = [("causes.pick", " ".join(name for name, _, _ in given))]
    for name, part, whose in given:
        rows += [(f"causes.{name}.part", part)] if part else []
        rows += [(f"causes.{name}.whose", whose)] if whose else []
    return said(*rows)


def daily(*mood: int | None) -> list[Answer]:
    start = NOW - timedelta(days=len(mood) - 1)
    return [
        Answer(n, start + timedelta(days=n), f"s{n + 1}", "check-in.today.mood", str(value))
        for n, value in enumerate(mood)
        if value is not None
    ]


def calm(*contact: str | None) -> list[Answer]:
    """One check-in a day, the last of them today; None is a day left out."""
    start = NOW - timedelta(days=len(contact) - 1)
    return [
        Answer(n, start + timedelta(days=n), f"s{n + 1}", "check-in.today.contact", keys)
        for n, keys in enumerate(contact)
        if keys is not None
    ]


def urge(entry: str, days_ago: int, **given: str) -> list[Answer]:
    at = NOW - timedelta(days=days_ago)
    return said(*((f"steady.urge.{name}", value) for name, value in given.items()), sitting=entry, at=at)


def slip(days_ago: int) -> list[Answer]:
    return said(("steady.slip.what", "i-wrote"), sitting="e7", at=NOW - timedelta(days=days_ago))


def full() -> list[Answer]:
    """Something in every chart."""
    before = NOW - timedelta(days=30)
    return [
        *causes(("crossed-wires", "a-lot", "between-us"), ("money-worries", "some", ""), ("slow-drift", "", "theirs")),
        *said(("motives.steadier", "loving-bond"), ("motives.loving-bond.strength", "fairly"), at=before),
        *said(("motives.heavier", "empty-hours"), ("motives.empty-hours.strength", "strongly"), at=before),
        *said(("motives.steadier", "loving-bond"), ("motives.loving-bond.strength", "strongly"), sitting="s2"),
        *said(("motives.heavier", "company"), ("motives.company.strength", "barely"), sitting="s2"),
        *said(("readiness.steadiness.waited", "met"), ("readiness.steadiness.steadier", "not-sure")),
        *daily(3, None, 5, 6),
        *calm("no-contact", None, "they-wrote", "only-needed"),
        *urge("e1", 3, kind="to-plead", strength="8"),
        *urge("e2", 1, kind="to-look"),
    ]


# ---- what it says


def test_the_cause_map_says_what_weighs_most_and_whose_it_was() -> None:
    rows = causes(
        ("crossed-wires", "a-lot", "between-us"),
        ("needs-not-met", "a-lot", "between-us"),
        ("health-strain", "some", ""),
    )

    chart = hung(rows)["causes"]

    assert chart.title == "“Crossed wires” and “Needs not met” weigh most, and you see both as shared."
    assert chart.count == "From 6 answers, 21 November"
    assert "Health: Some. Whose it was: not answered." in chart.alt


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ([("crossed-wires", "a-lot", "theirs")], "“Crossed wires” weighs most, and you see it as mostly his."),
        ([("crossed-wires", "a-lot", "")], "“Crossed wires” weighs most in your view."),
        ([("crossed-wires", "not-sure", "mine")], "You picked what had a part; how big each part was is still open."),
        ([("crossed-wires", "no-part", "mine")], "Nothing you picked stands out as a big part."),
        (
            [(name, "some", "mine") for name in ("crossed-wires", "slow-drift", "health-strain")],
            "No single cause stands out in your view; several weigh most.",
        ),
    ],
)
def test_the_title_claims_no_more_than_was_answered(given: list[tuple[str, str, str]], title: str) -> None:
    assert hung(causes(*given), Wording(EDITION.sentences, EDITION.persons["he-him"]))["causes"].title == title


def test_reasons_that_changed_are_named_and_one_no_longer_picked_has_not_become_weak() -> None:
    drift = hung(full())["drift"]

    assert drift.title == "Since 22 October, “A loving bond” has grown stronger."
    assert "Empty hours: first strongly, then not picked." in drift.alt
    assert isinstance(drift.picture, Steps)
    heavier = [row for row in drift.picture.groups[1].rows if isinstance(row, Step)]
    assert [(row.label, row.first, row.last, row.words) for row in heavier] == [
        ("Company", None, 0.0, "New"),
        ("Empty hours", 0.75, None, "Not now"),
    ]


def test_readiness_stands_side_by_side_and_is_never_added_up() -> None:
    chart = hung(full())["readiness"]

    assert chart.title == "Your own view, one by one: some met, some not sure, some not answered."
    assert isinstance(chart.picture, Dots)
    assert chart.picture.columns == ("Met", "Not met", "Not sure", "Not answered")
    assert not re.search(r"\d|%", chart.title + chart.alt)


def test_a_column_for_lines_without_an_answer_is_there_only_where_it_is_needed() -> None:
    chapter = next(each for each in EDITION.content.chapters if each.id == "readiness")
    views = series.readiness(Answers(said()), chapter)
    chart = hung(said(*((view.question, "met") for view in views)))["readiness"]

    assert isinstance(chart.picture, Dots)
    assert chart.picture.columns == ("Met", "Not met", "Not sure")
    symbols = drawing(chart.picture)["data"][0]["marker"]["symbol"]
    assert set(symbols) == {"circle"}


def test_few_check_ins_are_told_as_a_range_and_only_many_are_compared() -> None:
    assert hung(daily(3, None, 5, 6))["check-ins"].title == "Mood has been between 3 and 6 so far."
    assert hung(daily(4, 4))["check-ins"].title == "Mood has been at 4 each time so far."
    assert hung(daily(4))["check-ins"].title == "One check-in so far: mood 4."
    assert hung(daily(4))["check-ins"].count == "From 1 check-in, 21 November"
    many = hung(daily(2, 3, 2, 3, 4, 4, 5, 6, 6, 7))["check-ins"]
    assert many.title == "Your first check-ins beside your latest: mood higher."
    assert many.count == "From 10 check-ins, 12 November to 21 November"


def test_a_day_left_out_is_a_gap_in_the_line_and_not_a_zero() -> None:
    chart = hung(daily(3, None, 5))["check-ins"]

    assert isinstance(chart.picture, Lines)
    assert [value for _, value in chart.picture.panels[0].points] == [3, None, 5]
    assert "1 day has no answer." in chart.alt
    path = re.findall(r'<path d="(M[^"]+)" fill="none"', svg(chart))[0]
    assert path.count("M") == 2
    assert drawing(chart.picture)["data"][0]["y"] == [3, None, 5]
    assert drawing(chart.picture)["data"][0]["connectgaps"] is False


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        (calm("no-contact"), "In all, 1 day is logged without contact."),
        (calm("no-contact", None, "only-needed"), "In all, 2 days are logged without contact."),
        (
            calm("no-contact", "only-needed", "i-wrote", "no-contact"),
            "In all, 3 days are logged without contact; the longest run is 2 days.",
        ),
        (calm("they-wrote"), "So far, contact is logged on 1 day."),
        (calm("they-wrote", "we-met"), "So far, contact is logged on 2 days."),
        (urge("e1", 2, kind="to-plead"), "So far, 1 urge is noted."),
        ([*urge("e1", 2, kind="to-plead"), *urge("e2", 1, strength="3")], "So far, 2 urges are noted."),
    ],
)
def test_the_quiet_days_are_told_all_together_with_the_longest_run(rows: list[Answer], title: str) -> None:
    assert hung(rows)["quiet"].title == title


def test_a_slip_is_a_mark_and_takes_no_day_away_in_words_or_on_the_strip() -> None:
    before = hung(calm(*["no-contact"] * 9))["quiet"]
    after = hung([*calm(*["no-contact"] * 9), *slip(4)])["quiet"]

    assert after.title == before.title == "In all, 9 days are logged without contact; the longest run is 9 days."
    assert isinstance(before.picture, Strip)
    assert isinstance(after.picture, Strip)
    assert after.picture.bands == before.picture.bands
    assert [mark.said for mark in after.picture.events] == ["17 November: a slip"]
    assert not re.search(r"broke|streak|again|lost|reset|zero", f"{after.title} {after.alt}", re.IGNORECASE)


def test_a_day_that_was_not_logged_is_a_gap_and_neither_quiet_nor_contact() -> None:
    chart = hung(calm("no-contact", None, None, "they-wrote", "not-sure", "no-contact"))["quiet"]

    assert isinstance(chart.picture, Strip)
    assert [band.said for band in chart.picture.bands] == [
        "16 November: without contact",
        "21 November: without contact",
    ]
    assert [gap.said for gap in chart.picture.gaps] == [
        "17 November to 18 November: not logged",
        "20 November: not logged",
    ]
    assert [mark.said for mark in chart.picture.events] == ["19 November: contact"]
    assert "Days not logged: 3." in chart.alt


def test_each_kind_of_urge_has_a_line_of_its_own_and_one_without_a_number_no_height() -> None:
    rows = [
        *urge("e1", 9, kind="to-tell-off", strength="8"),
        *urge("e2", 7, kind="to-tell-off"),
        *urge("e3", 5, kind="to-plead", strength="0"),
        *urge("e4", 3, strength="4"),
    ]

    chart = hung(rows, Wording(EDITION.sentences, EDITION.persons["she-her"]))["quiet"]

    assert isinstance(chart.picture, Strip)
    assert [(lane.label, [mark.value for mark in lane.marks]) for lane in chart.picture.lanes] == [
        ("Urge to plead", [0]),
        ("Urge to tell her off", [8, None]),
        ("Urge, kind not said", [4]),
    ]
    assert "Urge to tell her off: 2 noted, at 8." in chart.alt
    assert chart.picture.unplaced == "Urge without a number"


def test_of_a_long_time_the_latest_weeks_are_drawn_and_all_of_it_is_told() -> None:
    chart = hung(calm(*["no-contact"] * 200))["quiet"]

    assert isinstance(chart.picture, Strip)
    assert (chart.picture.last - chart.picture.first).days == 13 * 7 - 1
    assert chart.picture.label == "Days, the latest 13 weeks"
    assert "200 days" in chart.title
    assert chart.count.startswith("From 200 answers, 6 May")


def test_quiet_contact_and_what_was_not_logged_can_be_told_apart_in_black_and_white() -> None:
    chart = hung([*calm("no-contact", None, "they-wrote"), *urge("e1", 0, kind="to-look")])["quiet"]

    assert chart.picture
    bands, events, gaps, *_ = drawing(chart.picture)["data"]
    assert (bands["type"], events["marker"]["symbol"], gaps["line"]["dash"]) == ("bar", "diamond", "dot")
    assert drawing(chart.picture)["data"][4]["marker"]["color"] == ["var(--wb-card)"]
    root = ET.fromstring(svg(chart))  # noqa: S314 (our own)
    assert {"rect", "path", "circle"} <= {element.tag.rpartition("}")[2] for element in root.iter()}
    assert 'stroke-dasharray="2 3"' in svg(chart)


def test_a_year_is_named_only_where_it_is_needed() -> None:
    rows = [
        Answer(1, datetime(2025, 12, 30, tzinfo=UTC), "s1", "check-in.today.mood", "4"),
        Answer(2, datetime(2026, 1, 2, tzinfo=UTC), "s2", "check-in.today.mood", "4"),
    ]

    assert hung(rows)["check-ins"].count == "From 2 check-ins, 30 December 2025 to 2 January 2026"


@pytest.mark.parametrize("chart_id", IDS)
def test_with_nothing_answered_a_chart_says_what_would_fill_it(chart_id: str) -> None:
    chart = hung([])[chart_id]

    assert chart.picture is None
    assert chart.title.endswith(".")
    assert chart.empty.endswith(".")
    assert chart.alt == chart.empty
    assert svg(chart) == ""
    assert figure(chart) is None


def any_answer(question: Any) -> st.SearchStrategy[str]:
    match question:
        case Number():
            return st.integers(question.low, question.high).map(str)
        case Words():
            return st.just(MARKER)
        case Choices():
            return st.lists(st.sampled_from([o.key for o in question.options]), max_size=4, unique=True).map(" ".join)
        case _ if getattr(question, "options", ()):
            return st.sampled_from([option.key for option in question.options])
        case _:
            return st.just("2026-11-01")


ASKED = [
    question
    for chapter in EDITION.content.chapters
    if chapter.id in ("causes", "motives", "readiness", "check-in", "steady")
    for question in chapter.questions()
]
ONE = st.sampled_from(ASKED).flatmap(lambda q: st.tuples(st.just(q.id), any_answer(q), st.integers(1, 3)))


@settings(deadline=None, max_examples=80)
@given(st.lists(ONE, max_size=40))
def test_whatever_was_answered_every_chart_is_whole_and_quotes_nobody(given: list[tuple[str, str, int]]) -> None:
    days = [NOW + timedelta(days=number) for number in range(4)]
    rows = [
        Answer(i, days[n], f"{'e' if question.startswith('steady.') else 's'}{n}", question, value)
        for i, (question, value, n) in enumerate(given)
    ]

    for chart in hung(rows).values():
        assert chart.title.endswith(".")
        assert "\n" not in chart.title
        assert not re.search(r"[{}%]", chart.title + chart.alt + chart.count + chart.empty)
        assert bool(chart.picture) == bool(chart.count) != bool(chart.empty)
        assert MARKER not in repr(chart)
        if chart.picture:
            ET.fromstring(svg(chart))  # noqa: S314 (our own)
            ET.fromstring(svg(chart, 360, "-narrow"))  # noqa: S314


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.sampled_from([q for q in ASKED if isinstance(q, Rating)]), min_size=1, max_size=8, unique_by=lambda q: q.id
    )
)
def test_skipping_draws_no_bar_and_not_sure_draws_none_either(asked: list[Rating]) -> None:
    items = [item.id for c in ("causes", "motives") for s in chapter(c).sections if s.pick for item in s.items]
    picks = [
        (s.id, " ".join(i.id for i in s.items)) for c in ("causes", "motives") for s in chapter(c).sections if s.pick
    ]

    for chart in hung(said(*picks, *((q.id, "not-sure") for q in asked))).values():
        if isinstance(chart.picture, Bars):
            assert all(
                not bar.segments for group in chart.picture.groups for bar in group.rows if hasattr(bar, "segments")
            )
            assert sum(len(group.rows) for group in chart.picture.groups) <= len(items)


def chapter(name: str) -> Any:
    found = EDITION.content.chapter(name)
    assert found
    return found


# ---- on paper


def test_a_name_that_looks_like_a_tag_is_only_a_name() -> None:
    chart = hung(causes(("crossed-wires", "a-lot", "theirs")), words("<script>alert(1)</script>"))["causes"]

    assert "<script" in chart.title
    assert "<script" not in svg(chart)
    assert chart.picture
    assert "<script" not in str(drawing(chart.picture))


@pytest.mark.parametrize("chart_id", IDS)
def test_on_paper_a_chart_needs_nothing_from_elsewhere_and_tells_itself_in_words(
    chart_id: str,
) -> None:
    chart = hung(full())[chart_id]
    root = ET.fromstring(svg(chart))  # noqa: S314 (our own)

    names = [element.tag.rpartition("}")[2] for element in root.iter()]
    assert root.attrib["width"] == "640"
    assert (root[0].text, root[1].text) == (chart.title, chart.alt)
    assert not {"script", "image", "style", "use", "a", "foreignObject"} & set(names)
    assert "http" not in svg(chart).replace("http://www.w3.org/2000/svg", "")


def test_whose_it_was_can_be_told_apart_in_black_and_white() -> None:
    whose = {"mine": "crossed-wires", "theirs": "money-worries", "between-us": "health-strain", "": "slow-drift"}

    chart = hung(causes(*((name, "a-lot", key) for key, name in whose.items())))["causes"]

    assert {
        'fill="url(#causes-hatch)"',
        'fill="url(#causes-dots)"',
        'stroke-dasharray="3 3"',
        f'fill="{LIGHT.accent}"',
    } <= set(re.findall(r'fill="[^"]+"|stroke-dasharray="[^"]+"', svg(chart)))
    assert chart.picture
    patterns = [trace["marker"].get("pattern", {}).get("shape", "") for trace in drawing(chart.picture)["data"]]
    assert patterns == ["", ".", "/", ""]


def test_two_drawings_of_one_chart_can_stand_on_one_page() -> None:
    chart = hung(full())["causes"]

    ids = [re.findall(r'id="([^"]+)"', svg(chart, *more)) for more in ((640,), (360, "-narrow"))]
    assert not set(ids[0]) & set(ids[1])


# ---- on the screen


def test_every_mark_can_be_seen_in_both_themes() -> None:
    for theme in THEMES.values():
        assert min(contrast(mark, theme.card) for mark in (theme.accent, theme.warm, theme.third)) >= 3


@pytest.mark.parametrize("chart_id", IDS)
def test_a_chart_shown_in_a_notebook_is_one_sentence_and_its_state_holds_no_answer(chart_id: str) -> None:
    shown = figure(hung(full())[chart_id])

    assert shown is not None
    assert repr(shown) == str(shown) == "A chart of the workbook."
    bundle = shown._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "application/vnd.jupyter.widget-view+json"}
    state = str({name: value for name, value in shown.get_state().items() if name not in ("_esm", "_css")})
    assert len(state) < 600
    assert not re.search(r"Crossed|bond|hours|Waiting|2026|strongly|_widget_data|_py2js", state)


def test_a_chart_comes_when_the_page_asks_and_the_library_comes_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown = figure(hung(full())["causes"])
    sent: list[tuple[dict[str, Any], list[bytes]]] = []
    assert shown is not None
    monkeypatch.setattr(type(shown), "send", lambda self, content, buffers=None: sent.append((content, buffers or [])))

    shown._handle_custom_msg({"type": "chart"}, [])
    shown._handle_custom_msg({"type": "library"}, [])

    (chart, no_buffers), (_, library) = sent
    assert "Crossed wires" in chart["wide"]
    assert "Crossed wires" in chart["narrow"]
    assert (no_buffers, chart["config"]["displayModeBar"], chart["config"]["scrollZoom"]) == ([], False, False)
    assert 500_000 < len(library[0]) < 2_500_000


def test_what_is_drawn_on_the_screen_cannot_be_zoomed_dragged_or_hidden() -> None:
    for chart in hung(full()).values():
        assert chart.picture is not None
        made = drawing(chart.picture)["layout"]
        assert "title" not in made
        assert made["dragmode"] is False
        assert made["legend"]["itemclick"] is False
        assert all(axis["fixedrange"] for name, axis in made.items() if re.fullmatch(r"[xy]axis\d*", name))


# ---- in a real browser, and run by other tools

PAGE = """
<!doctype html><style>{css}</style>
<body data-jp-theme-light="true" data-jp-theme-name="JupyterLab Light"><main></main>
<script type="module">
  const charts = {charts}, packed = Uint8Array.from(atob("{library}"), (letter) => letter.charCodeAt(0));
  const {{ default: widget }} = await import(URL.createObjectURL(new Blob([{script}], {{ type: "text/javascript" }})));
  window.asked = [];
  for (const chart of charts) {{
    const heard = new Set(), el = document.querySelector("main").appendChild(document.createElement("div"));
    const answer = ({{ type }}) => {{
      window.asked.push(type);
      const [message, buffers] = type === "chart" ? [chart, []] : [{{ type }}, [packed]];
      setTimeout(() => heard.forEach((listen) => listen(message, buffers)));
    }};
    widget.render({{ el, model: {{ on: (_, f) => heard.add(f), off: (_, f) => heard.delete(f), send: answer }} }});
  }}
</script>
"""


@pytest.mark.browser
def test_every_chart_is_drawn_in_a_real_browser_in_both_themes_and_asks_no_other_host(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    (tmp_path / "charts.html").write_text(a_page_of(hung(full()), monkeypatch), "utf-8")

    page.goto((tmp_path / "charts.html").as_uri())
    page.wait_for_function(f"document.querySelectorAll('.wb-chart .main-svg').length >= {2 * len(IDS)}")

    assert page.locator(".wb-chart[role=img]").count() == len(IDS)
    assert page.evaluate("window.asked").count("library") == 1
    assert page.evaluate(has("rgb(29, 106, 104)"))
    page.evaluate("Object.assign(document.body.dataset, {jpThemeLight: 'false', jpThemeName: 'JupyterLab Dark'})")
    page.wait_for_function(has("rgb(134, 203, 197)"))
    tall = page.locator(".wb-chart").first.bounding_box()
    page.set_viewport_size({"width": 390, "height": 800})
    page.wait_for_function(f"document.querySelector('.wb-chart').clientHeight > {tall['height'] if tall else 0}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert (wrong, [url for url in asked if not url.startswith(("file:", "blob:", "data:"))]) == ([], [])
    page.close()


def has(colour: str) -> str:
    """A question to the page: is a bar drawn in that colour?"""
    return f"[...document.querySelectorAll('.wb-chart .bars path')].some((bar) => bar.style.fill === '{colour}')"


def a_page_of(made: dict[str, Chart], monkeypatch: pytest.MonkeyPatch) -> str:
    """A page that stands in for JupyterLab: it answers each chart with what the kernel would send."""
    shown = [widget for chart in made.values() if (widget := figure(chart))]
    sent: list[dict[str, Any]] = []
    library: list[bytes] = []

    def send(_self: object, content: dict[str, Any], buffers: Sequence[bytes] = ()) -> None:
        (sent if content["type"] == "chart" else []).append(content)
        library.extend(buffers)

    monkeypatch.setattr("workbook.plotted.widget.ChartWidget.send", send)
    for widget in shown:
        widget._handle_custom_msg({"type": "chart"}, [])
    shown[0]._handle_custom_msg({"type": "library"}, [])
    return PAGE.format(
        css=shown[0]._css,
        charts=json.dumps(sent).replace("</", "<\\/"),
        library=base64.b64encode(library[0]).decode(),
        script=json.dumps(shown[0]._esm).replace("</", "<\\/"),
    )


def test_a_notebook_run_by_another_tool_keeps_nothing_of_a_chart(tmp_path: Path) -> None:
    nbclient, nbformat = pytest.importorskip("nbclient"), pytest.importorskip("nbformat")
    cell = (
        "from workbook.pictures import Bar, Bars, Chart, Group, Segment\n"
        "from workbook.plotted import figure\n"
        f"name = '{MARKER}'[::-1]\n"
        "bar = Bar(name, name, (Segment('warm', 0.5),), name)\n"
        "figure(Chart('causes', name, name, name, Bars((Group('', (bar,)),))))"
    )
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell)])

    nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(ROOT)}}).execute()

    written = nbformat.writes(notebook)
    assert notebook.metadata.widgets  # it did keep widget state, and yet:
    assert MARKER[::-1] not in written
    assert len(written) < 20_000
    assert notebook.cells[0].outputs[0].data["text/plain"] == "A chart of the workbook."


def test_a_chart_is_a_frozen_record_through_and_through() -> None:
    def frozen(value: object) -> bool:
        if is_dataclass(value):
            return all(frozen(getattr(value, field.name)) for field in fields(value))
        if isinstance(value, tuple):
            return all(map(frozen, value))
        return isinstance(value, str | int | float | date | None)

    assert all(frozen(chart) and hash(chart) for chart in hung(full()).values())


# ---- as a list


@pytest.mark.parametrize("chart_id", IDS)
def test_whoever_cannot_see_a_chart_has_every_mark_of_it_in_a_list(chart_id: str) -> None:
    chart = hung(full())[chart_id]
    title, *rows = charts.with_list(chart, words()).listed

    assert title == "As a list"
    assert chart.picture
    traces = drawing(chart.picture)["data"]
    pointed_at = {said.replace("<br>", " ") for trace in traces for said in trace.get("customdata", ()) if said}
    assert pointed_at
    assert pointed_at <= set(rows)


@pytest.mark.parametrize("chart_id", IDS)
def test_a_chart_without_a_picture_has_no_list(chart_id: str) -> None:
    chart = hung([])[chart_id]

    assert charts.with_list(chart, words()) == chart

"""JupyterLab steps out of the way: a notebook of ours is a page to read and answer, whatever is pressed or dies."""

from __future__ import annotations

import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from labs import ROOT, scratch_checkout, write_notebook

from workbook import allowed

if TYPE_CHECKING:
    from labs import Lab, StartLab, Watched
    from playwright.sync_api import Page

OURS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
FORMS = "fieldset"
THEMES = ".jupyter/lab/user-settings/@jupyterlab/apputils-extension"
WATCH = """(() => {
    window.frames = { bare: 0, covered: 0 };
    const there = (what) => document.querySelector(what) !== null;
    const look = () => {
        if (there(".second-look-moment")) frames.covered += 1;
        else if (there(".jp-Cell, .lm-MenuBar, #jupyterlab-splash") && !there("fieldset")) frames.bare += 1;
        requestAnimationFrame(look);
    };
    look();
})()"""
KEYS = ["x", "d d", "m", "a", "b", "0 0", "Shift+Enter", "Control+Enter", "z", "y", "Escape", "Enter", "Delete", "1"]


def opened(page: Page, lab: Lab, notebook: str = "00-start-here") -> None:
    page.goto(lab.url(notebook))
    page.locator(FORMS).nth(1).wait_for()


def cells(page: Page) -> list[str]:
    return page.locator(".jp-Cell").evaluate_all("cells => cells.map(cell => cell.className.match(/jp-\\w+Cell/)[0])")


@pytest.fixture
def page_of_forms(page: Page, watched: Watched, scratch_lab: Lab) -> Page:
    opened(page, scratch_lab)
    return page


@pytest.mark.parametrize("notebook", OURS)
def test_each_notebook_opens_ready_and_asks_no_other_host(
    page: Page, watched: Watched, shared_lab: Lab, notebook: str
) -> None:
    before = files(shared_lab)
    page.goto(shared_lab.url(notebook))
    page.locator(".second-look-page[data-second-look=ready]").wait_for(timeout=60_000)
    assert page.locator(".second-look-note:visible").count() == 0
    assert page.locator(".jp-InputArea-editor:visible").count() == 0
    page.keyboard.press("Control+s")
    page.goto("about:blank")
    watched.all_was_quiet()
    assert files(shared_lab) == before


def test_a_notebook_opens_as_a_page_without_code_or_controls(page_of_forms: Page, watched: Watched) -> None:
    for part in (".jp-CodeCell .jp-InputArea", ".jp-Toolbar", ".lm-MenuBar", ".jp-SideBar", "#jp-main-statusbar"):
        assert page_of_forms.locator(f"{part}:visible").count() == 0, part
    column = page_of_forms.locator(FORMS).first.bounding_box()
    assert column is not None
    assert column["width"] <= 46 * 16
    watched.all_was_quiet()


def test_nothing_but_quiet_paper_is_seen_before_the_first_form(page: Page, watched: Watched, scratch_lab: Lab) -> None:
    page.add_init_script(WATCH)
    opened(page, scratch_lab)
    page.locator(".second-look-moment").wait_for(state="detached")
    frames = page.evaluate("frames")
    assert frames["bare"] == 0
    assert frames["covered"] > 0
    watched.all_was_quiet()


def test_the_tab_gives_nothing_away(page_of_forms: Page) -> None:
    assert page_of_forms.title() == "Notes"


def test_a_page_fits_a_phone(page_of_forms: Page) -> None:
    page_of_forms.set_viewport_size({"width": 390, "height": 800})
    widths = page_of_forms.locator(".jp-WindowedPanel-outer").evaluate("page => [page.scrollWidth, page.clientWidth]")
    assert widths == [390, 390] or widths[0] == widths[1] >= 370


@pytest.mark.parametrize(
    "place", ["on a control", "after a click on a question", "after a click on prose", "untouched"]
)
def test_no_shortcut_does_harm(page_of_forms: Page, watched: Watched, place: str) -> None:
    page = page_of_forms
    if place == "on a control":
        page.get_by_label("Fine").first.focus()
    elif place == "after a click on a question":
        page.locator(".words").first.click()
    elif place == "after a click on prose":
        page.get_by_role("paragraph").get_by_text("Some prose.").click()
    before = cells(page)
    for keys in KEYS:
        for key in keys.split():
            page.keyboard.press(key)
    assert cells(page) == before
    assert page.locator(FORMS).count() == 2
    assert page.locator(".jp-InputArea-editor:visible").count() == 0
    watched.all_was_quiet()


def test_what_is_typed_lands_in_the_text_and_nowhere_else(page_of_forms: Page) -> None:
    words = page_of_forms.get_by_label("In your own words").first
    words.click()
    page_of_forms.keyboard.type("dd xx 00 mab")
    assert words.input_value() == "dd xx 00 mab"


def test_a_double_click_on_prose_does_not_open_its_source(page_of_forms: Page) -> None:
    page_of_forms.get_by_role("paragraph").get_by_text("Some prose.").dblclick()
    assert page_of_forms.locator(".jp-InputArea-editor:visible").count() == 0


def test_saving_and_leaving_ask_nothing_and_change_no_file(page: Page, watched: Watched, scratch_lab: Lab) -> None:
    before = files(scratch_lab)
    opened(page, scratch_lab, "02-causes")
    page.get_by_label("In your own words").first.fill("unsent words")
    page.keyboard.press("Control+s")
    page.reload()
    page.locator(FORMS).nth(1).wait_for()
    watched.all_was_quiet()
    page.goto("about:blank")
    assert watched.dialogs == []
    assert files(scratch_lab) == before


def test_a_save_that_comes_all_the_same_writes_back_what_was_committed(page: Page, scratch_lab: Lab) -> None:
    before = files(scratch_lab)
    opened(page, scratch_lab)
    status = page.evaluate(
        """async () => {
            const place = "/api/contents/notebooks/00-start-here.ipynb";
            const xsrf = document.cookie.match(/_xsrf=([^;]+)/)[1];
            const model = await (await fetch(place)).json();
            model.content.cells[2].outputs = [{ output_type: "stream", name: "stdout", text: "a secret" }];
            model.content.metadata.widgets = { state: "a secret" };
            const body = JSON.stringify({ type: "notebook", format: "json", content: model.content });
            return (await fetch(place, { method: "PUT", body, headers: { "X-XSRFToken": xsrf } })).status;
        }"""
    )
    assert status == 200
    assert files(scratch_lab) == before


def test_a_notebook_that_is_not_ours_does_not_run_itself(page: Page, scratch_lab: Lab) -> None:
    page.add_init_script(WATCH)
    page.goto(scratch_lab.url("downloaded"))
    page.locator(".jp-CodeCell").first.wait_for()
    assert page.evaluate("frames.covered") == 0
    page.wait_for_function("() => !document.title.includes('Notes')")
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for()
    assert page.locator(FORMS).count() == 0
    assert page.locator(".jp-InputArea-editor:visible").count() > 0


def test_ours_with_a_cell_changed_does_not_run_itself(page: Page, start_lab: StartLab, scratch_root: Path) -> None:
    changed = scratch_root / "notebooks" / "02-causes.ipynb"
    changed.write_text(changed.read_text().replace("causes.pick", "causes.other"))
    page.goto(start_lab(root=scratch_root).url("02-causes"))
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for()
    assert page.locator(FORMS).count() == 0


def test_a_lost_kernel_is_noticed_and_the_forms_are_built_again(
    page_of_forms: Page, watched: Watched, scratch_lab: Lab
) -> None:
    page = page_of_forms
    page.evaluate(
        """() => { window.told = [];
            for (const what of ["lost", "back"]) addEventListener(`workbook:kernel-${what}`,
                event => told.push([what, event.detail.path, document.querySelectorAll("fieldset").length])); }"""
    )
    first = page.locator(".kernel").first.inner_text()
    scratch_lab.kill_kernels()
    page.wait_for_function(
        "first => [...document.querySelectorAll('.kernel')].filter(k => k.innerText !== first).length == 2", arg=first
    )
    page.wait_for_function("() => told.length == 2")
    path = "notebooks/00-start-here.ipynb"
    assert page.evaluate("told") == [["lost", path, 2], ["back", path, 2]]
    watched.all_was_quiet()


def test_a_kernel_ended_from_elsewhere_comes_back(page_of_forms: Page, watched: Watched) -> None:
    first = page_of_forms.locator(".kernel").first.inner_text()
    page_of_forms.evaluate(
        """async () => {
            const headers = { "X-XSRFToken": document.cookie.match(/_xsrf=([^;]+)/)[1] };
            for (const { id } of await (await fetch("/api/sessions")).json())
                await fetch(`/api/sessions/${id}`, { method: "DELETE", headers });
        }"""
    )
    page_of_forms.wait_for_function(
        "first => [...document.querySelectorAll('.kernel')].filter(k => k.innerText !== first).length == 2", arg=first
    )
    assert watched.dialogs == []
    assert page_of_forms.locator(".jp-Dialog").count() == 0


def test_a_form_that_fails_holds_up_no_other(page: Page, start_lab: StartLab, scratch_root: Path) -> None:
    write_notebook(scratch_root / "notebooks" / "02-causes.ipynb", "# One fails", first="ask()")
    allowed.renew(scratch_root)
    page.goto(start_lab(root=scratch_root).url("02-causes"))
    page.locator(".second-look-page[data-second-look=ready]").wait_for()
    assert page.locator(FORMS).count() == 1
    assert page.get_by_text("TypeError").count() > 0


def test_a_closed_workbook_says_so_in_one_sentence(page: Page, start_lab: StartLab, scratch_root: Path) -> None:
    lab = start_lab(root=scratch_root)
    opened(page, lab)
    lab.stop()
    page.get_by_role("status").get_by_text("The workbook was closed").wait_for()
    assert page.locator(".jp-Dialog").count() == 0


def test_another_notebook_can_be_reached_by_a_link(page_of_forms: Page, watched: Watched) -> None:
    page_of_forms.get_by_role("link", name="The next one").click()
    page_of_forms.get_by_role("heading", name="02-causes").wait_for()
    page_of_forms.locator(f"{FORMS}:visible").nth(1).wait_for()
    assert page_of_forms.title() == "Notes"
    watched.all_was_quiet()


def test_terminals_and_strangers_are_turned_away(scratch_lab: Lab) -> None:
    assert answered(scratch_lab.server.address("/api/terminals")) == 404
    assert answered(f"{scratch_lab.server.url}api/contents") == 403


def test_the_persons_own_jupyter_is_neither_read_nor_written(page: Page, start_lab: StartLab, tmp_path: Path) -> None:
    home = tmp_path / "home"
    hostile = {
        ".jupyter/jupyter_server_config.json": '{"ServerApp": {"ip": "0.0.0.0", "token": "", "port": 9999}}',
        f"{THEMES}/themes.jupyterlab-settings": '{"theme": "JupyterLab Dark"}',
        ".ipython/profile_default/startup/00.py": "raise SystemExit",
        ".local/share/jupyter/kernels/python3/kernel.json": '{"argv": ["false"], "display_name": "", "language": ""}',
    }
    for name, text in hostile.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text)
    env = {
        "HOME": str(home),
        "JUPYTER_TOKEN": "known",
        "JUPYTER_PATH": str(home),
        "JUPYTERLAB_DIR": str(home),
        "IPYTHONDIR": str(home),
    }
    lab = start_lab(root=scratch(tmp_path), env=env)
    opened(page, lab)
    assert page.locator("body[data-jp-theme-light=true]").count() == 1
    assert lab.server.url.startswith("http://127.0.0.1:")
    assert lab.token != "known"
    assert {str(path.relative_to(home)) for path in home.rglob("*") if path.is_file()} == set(hostile)


def test_a_long_folder_with_letters_of_other_alphabets_works(page: Page, start_lab: StartLab, tmp_path: Path) -> None:
    folder = tmp_path / ("мои заметки é 日本 " * 6)[:80].strip()
    folder.mkdir()
    root = scratch(folder)
    (root / ".state").mkdir()
    lab = start_lab(root=root, state=root / ".state", data=folder / "data")
    opened(page, lab)


@pytest.fixture
def scratch_root(tmp_path: Path) -> Path:
    return scratch(tmp_path)


def scratch(folder: Path) -> Path:
    place = folder / "checkout"
    place.mkdir()
    return scratch_checkout(place)


def files(lab: Lab) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in (lab.root / "notebooks").iterdir() if path.is_file()}


def answered(address: str) -> int:
    try:
        with urllib.request.urlopen(address) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code

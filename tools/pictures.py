"""Take the README's pictures of the real pages anew, of the invented person alone: .venv/bin/python tools/pictures.py

It needs what the browser tests need: Chromium, or the browser that playwright finds.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "browser")]

import labs  # noqa: E402
import made_up  # noqa: E402
from playwright.sync_api import Page, sync_playwright  # noqa: E402

from workbook import example, paper  # noqa: E402
from workbook.summary import for_paper  # noqa: E402

FOLDER = ROOT / "docs" / "pictures"
SCREENS = {"chapter": ("02-causes", "h1"), "summary": ("10-summary", ".wb-picture .main-svg")}
"""The picture, the notebook, and what of it stands in the middle, once it is drawn."""
SIZE = {"width": 860, "height": 1240}


class Folders:
    """Folders that go when the pictures are taken."""

    def __init__(self, within: str) -> None:
        self.within = within

    def mktemp(self, name: str) -> Path:
        return Path(tempfile.mkdtemp(prefix=name, dir=self.within))


def page_one() -> bytes:
    """The first page of the PDF, as PNG."""
    told = made_up.material(made_up.invented_person())
    found = made_up.summary(told.answers)
    return paper.pages(found, made_up.edition(), told.answers, for_paper(told.wording), "a4")[0]


def take(page: Page, lab: labs.Lab, name: str, notebook: str, seen: str) -> None:
    page.goto(lab.url(notebook))
    page.locator("[data-second-look=ready]").wait_for()
    page.locator(seen.split(maxsplit=1)[0]).first.scroll_into_view_if_needed()  # a chart is drawn when it is looked at
    page.locator(seen).first.evaluate("each => each.scrollIntoView({block: 'center'})")
    page.screenshot(path=FOLDER / f"{name}.png", animations="disabled")


def screens() -> None:
    with tempfile.TemporaryDirectory(prefix="pictures-") as folder, sync_playwright() as browsers:
        lab = labs.start(Folders(folder))  # type: ignore[arg-type]
        try:
            example.write(lab.data, made_up.TODAY)
            browser = browsers.chromium.launch(executable_path=shutil.which("chromium"))
            page = browser.new_page(viewport=SIZE, color_scheme="light", locale="en-GB")
            page.set_default_timeout(120_000)
            for name, (notebook, seen) in SCREENS.items():
                take(page, lab, name, notebook, seen)
            browser.close()
        finally:
            lab.stop()


if __name__ == "__main__":
    (FOLDER / "summary-page.png").write_bytes(page_one())
    screens()
    print(f"{FOLDER.relative_to(ROOT)} is made anew: look at each, then commit it.")

"""Take the pictures of README and docs anew, of the invented person alone: docs/pictures, for docs/pictures.md.

    .venv/bin/python tools/pictures.py                    all of them, as far down as a page of docs needs
    .venv/bin/python tools/pictures.py --to DIR --tall 16000 --state stopped 05-reaching-out

The answers end today; a state is one of tests/browser/reaching.py. It needs what the browser tests need.
"""

from __future__ import annotations

import argparse
import base64
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "browser")]

import made_up  # noqa: E402
import reaching  # noqa: E402
from labs import Lab, start  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from workbook import paper  # noqa: E402
from workbook.launch import APPS  # noqa: E402
from workbook.summary import for_paper  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Page

FOLDER = ROOT / "docs" / "pictures"
README = {"chapter": ("02-causes", "h1"), "summary": ("10-summary", ".wb-picture .main-svg")}
"""The picture, the notebook, and what of it stands in the middle."""
WIDTHS = {"desk": 1280, "phone": 390}
TALL = 2000
"""Pixels; what is longer is cut there. Chromium draws no picture of more than 16,000."""
STILL = """width => new Promise((go) => {
  let before = "";
  const outer = document.querySelector(".second-look-page .jp-WindowedPanel-outer");
  const charts = [...document.querySelectorAll(".wb-chart .main-svg")];
  const size = (one) => [one.getBoundingClientRect().width, one.getBoundingClientRect().height, one.scrollHeight];
  const look = () => {
    const now = [outer, ...charts].map(size).join();
    if (now === before && charts.every((one) => one.getBoundingClientRect().right <= width)) go(outer.scrollHeight);
    else { before = now; setTimeout(() => requestAnimationFrame(look), 250); }
  };
  look();
})"""
WEBP = """async (png) => {
  const picture = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  canvas.getContext("2d").drawImage(picture, 0, 0);
  const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: "image/webp", quality: 0.8 })).arrayBuffer());
  return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ""));
}"""


def main() -> int:
    wish = _wish()
    wish.to.mkdir(parents=True, exist_ok=True)
    with _workbook(wish.state) as lab, _tabs() as (page, plain):
        for notebook in wish.notebook or reaching.NOTEBOOKS:
            reaching.opened(page, lab, notebook)
            for theme in reaching.THEMES:
                reaching.themed(page, theme)
                for place, width in WIDTHS.items():
                    _keep(plain, _whole(page, width, wish.tall), wish.to / f"{notebook}-{theme}-{place}.webp")
        if not wish.notebook and wish.state == "filled":
            _for_readme(lab, page, wish.to)
    print(f"{wish.to} is made anew: look at each.")
    return 0


def _wish() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("notebook", nargs="*")
    parser.add_argument("--to", type=Path, default=FOLDER)
    parser.add_argument("--tall", type=int, default=TALL, help="pixels, at most")
    parser.add_argument("--state", choices=reaching.STATES, default="filled")
    return parser.parse_args()


@contextmanager
def _workbook(state: str) -> Iterator[Lab]:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "state").mkdir()
        today = datetime.now().astimezone().date()
        lab = start(None, state=folder / "state", data=reaching.answered(folder / "data", state, today))
        try:
            yield lab
        finally:
            lab.stop()


@contextmanager
def _tabs() -> Iterator[tuple[Page, Page]]:
    """One for the workbook, and an empty one that may turn a picture into another form."""
    with sync_playwright() as play:
        found = next(filter(None, map(shutil.which, APPS)), None)
        browser = play.chromium.launch(executable_path=found)
        pages = browser.new_page(locale="en-GB"), browser.new_page()
        for page in pages:
            page.set_default_timeout(120_000)
        yield pages
        browser.close()


def _whole(page: Page, width: int, tall: int) -> bytes:
    """The notebook from its top, as tall as it is, or as is wished."""
    page.set_viewport_size({"width": width, "height": 900})
    page.set_viewport_size({"width": width, "height": min(page.evaluate(STILL, width), tall)})
    page.evaluate(STILL, width)
    return page.screenshot()


def _keep(plain: Page, png: bytes, path: Path) -> None:
    path.write_bytes(base64.b64decode(plain.evaluate(WEBP, base64.b64encode(png).decode())))


def _for_readme(lab: Lab, page: Page, to: Path) -> None:
    """Two screens, and page one of the PDF."""
    page.set_viewport_size({"width": 860, "height": 1240})
    for name, (notebook, seen) in README.items():
        reaching.opened(page, lab, notebook)
        reaching.themed(page, "light")
        page.locator(seen).first.evaluate("each => each.scrollIntoView({block: 'center'})")
        page.screenshot(path=to / f"{name}.png", animations="disabled")
    told = made_up.material(made_up.invented_person())
    found = made_up.summary(told.answers)
    pages = paper.pages(found, made_up.edition(), told.answers, for_paper(told.wording), "a4")
    (to / "summary-page.png").write_bytes(pages[0])


if __name__ == "__main__":
    sys.exit(main())

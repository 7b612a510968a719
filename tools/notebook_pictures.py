"""Take the picture of every notebook, in both themes, on a desk and on a phone: docs/pictures, for docs/pictures.md.

    .venv/bin/python tools/notebook_pictures.py                    all of them, as far down as a page of docs needs
    .venv/bin/python tools/notebook_pictures.py --to DIR --tall 16000 --state stopped 05-reaching-out

The answers are the invented person's, and end today; a state is one of tests/browser/reaching.py.
"""

from __future__ import annotations

import argparse
import base64
import shutil
import struct
import sys
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "browser")]

import reaching  # noqa: E402
from labs import Lab, start  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from workbook.launch import APPS  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Page

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
FEWER = """async (png) => {
  const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const { width, height } = picture;
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.drawImage(picture, 0, 0);
  const seen = new Uint32Array(pen.getImageData(0, 0, width, height).data.buffer);
  const counts = new Map();
  for (const colour of seen) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const kept = [...counts].sort((one, other) => other[1] - one[1]).slice(0, 96).map(([colour]) => colour);
  const parts = (colour) => [colour & 255, (colour >> 8) & 255, (colour >> 16) & 255];
  const far = (one, other) => parts(one).reduce((sum, part, at) => sum + (part - parts(other)[at]) ** 2, 0);
  const nearest = new Map(kept.map((colour, at) => [colour, at]));
  const nearer = (colour) => (best, other, at) => (far(colour, other) < far(colour, kept[best]) ? at : best);
  const find = (colour) => kept.reduce(nearer(colour), 0);
  for (const colour of counts.keys()) if (!nearest.has(colour)) nearest.set(colour, find(colour));
  let text = "";
  for (let at = 0; at < seen.length; at += 4096) {
    text += String.fromCharCode(...seen.subarray(at, at + 4096).values().map((colour) => nearest.get(colour)));
  }
  return { width, height, colours: kept.flatMap(parts), drawn: btoa(text) };
}"""


def main() -> int:
    wish = _wish()
    wish.to.mkdir(parents=True, exist_ok=True)
    with _workbook(wish.state) as lab, _tab() as page:
        for notebook in wish.notebook or reaching.NOTEBOOKS:
            reaching.opened(page, lab, notebook)
            for theme in reaching.THEMES:
                reaching.themed(page, theme)
                for place, width in WIDTHS.items():
                    _keep(page, _picture(page, width, wish.tall), wish.to / f"{notebook}-{theme}-{place}.png")
    return 0


def _wish() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("notebook", nargs="*")
    parser.add_argument("--to", type=Path, default=ROOT / "docs" / "pictures")
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
def _tab() -> Iterator[Page]:
    with sync_playwright() as play:
        found = next(filter(None, map(shutil.which, APPS)), None)
        browser = play.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.set_default_timeout(120_000)
        yield page
        browser.close()


def _picture(page: Page, width: int, tall: int) -> bytes:
    """The notebook from its top, as tall as it is, or as is wished."""
    page.set_viewport_size({"width": width, "height": 900})
    page.set_viewport_size({"width": width, "height": min(page.evaluate(STILL, width), tall)})
    page.evaluate(STILL, width)
    return page.screenshot()


def _keep(page: Page, png: bytes, path: Path) -> None:
    drawn = smaller(page, png)
    path.write_bytes(drawn)
    print(f"{path}: {len(drawn) // 1000} kB")


def smaller(page: Page, png: bytes) -> bytes:
    """The same picture in its most frequent colours: a fifth of the bytes."""
    seen: dict[str, Any] = page.evaluate(FEWER, base64.b64encode(png).decode())
    width, drawn = seen["width"], base64.b64decode(seen["drawn"])
    rows = b"".join(b"\0" + drawn[at : at + width] for at in range(0, len(drawn), width))
    head = struct.pack(">IIBBBBB", width, seen["height"], 8, 3, 0, 0, 0)
    parts = {b"IHDR": head, b"PLTE": bytes(seen["colours"]), b"IDAT": zlib.compress(rows, 9), b"IEND": b""}
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts.items())


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


if __name__ == "__main__":
    sys.exit(main())

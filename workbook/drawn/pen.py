"""What draws: shapes and words put down one after the other, and the finished element."""

from __future__ import annotations

from html import escape
from typing import Any

from workbook.palette import LIGHT, SANS
from workbook.pictures import Chart, Fill

NARROW = 480
SIZE = 15
PANEL = 112
LETTER = 0.55  # of the size: how wide a letter is, on average and a little more


class Pen:
    """What was drawn so far, and how far down the page it reaches."""

    def __init__(self, name: str, width: int, panel: int = PANEL) -> None:
        self.name = name
        self.width = width
        self.panel = panel  # how tall one line over days is drawn
        self.narrow = width < NARROW
        self.y = 2.0
        self.parts: list[str] = []

    def add(self, tag: str, said: str = "", **given: Any) -> None:
        """One element; an attribute's name is written with _ for -."""
        known = "".join(f' {name.replace("_", "-")}="{escape(_short(value))}"' for name, value in given.items())
        self.parts.append(f"<{tag}{known}>{escape(said, quote=False)}</{tag}>" if said else f"<{tag}{known}/>")

    def text(self, x: float, y: float, said: str, anchor: str = "start", fill: str = LIGHT.ink, **more: Any) -> None:
        self.add("text", said, **{"x": x, "y": y, "text_anchor": anchor, "fill": fill, "font_size": SIZE, **more})

    def box(self, x: float, y: float, width: float, height: float, fill: Fill) -> None:
        """A part of a bar, or a sample of it; never thinner than can be seen."""
        inner = {
            "accent": LIGHT.accent,
            "warm": f"url(#{self.name}-dots)",
            "hatched": f"url(#{self.name}-hatch)",
            "open": "none",
        }[fill]
        edge = {"accent": LIGHT.accent, "warm": LIGHT.warm, "hatched": LIGHT.third, "open": LIGHT.third}[fill]
        dash: dict[str, Any] = {"stroke_dasharray": "3 3"} if fill == "open" else {}
        self.add("rect", x=x + 0.5, y=y + 0.5, width=max(width - 1, 2), height=height - 1, rx=3,
                 fill=inner, stroke=edge, **dash)  # fmt: skip

    def mark(self, x: float, y: float, shape: str, size: float, colour: str) -> None:
        fill = LIGHT.card if shape.endswith("-open") else colour
        look: dict[str, Any] = {"fill": fill, "stroke": colour, "stroke_width": 2}
        if shape.startswith("circle"):
            self.add("circle", cx=x, cy=y, r=size, **look)
        elif shape == "square":
            self.add("rect", x=x - size, y=y - size, width=2 * size, height=2 * size, **look)
        else:
            edges = {
                "triangle": f"m0 {-size:g}l{size:g} {1.8 * size:g}h{-2 * size:g}z",
                "diamond": f"m0 {-size:g}l{size:g} {size:g}l{-size:g} {size:g}l{-size:g} {-size:g}z",
                "diamond-open": f"m0 {-size:g}l{size:g} {size:g}l{-size:g} {size:g}l{-size:g} {-size:g}z",
                "dash": f"m{-size:g} 0h{2 * size:g}",
            }
            self.add("path", d=f"M{x:.5g} {y:.5g}{edges[shape]}", **look)

    def _patterns(self) -> dict[str, str]:
        """Fills that can be told apart without colour: stripes, and dots on clay."""
        place = 'width="6" height="6" patternUnits="userSpaceOnUse"'
        return {
            "hatch": f'<pattern id="{self.name}-hatch" {place} patternTransform="rotate(45)">'
            f'<rect width="6" height="6" fill="{LIGHT.card}"/>'
            f'<rect width="2.6" height="6" fill="{LIGHT.third}"/></pattern>',
            "dots": f'<pattern id="{self.name}-dots" {place}><rect width="6" height="6" fill="{LIGHT.warm}"/>'
            f'<circle cx="3" cy="3" r="1.1" fill="{LIGHT.card}"/></pattern>',
        }

    def page(self, chart: Chart) -> str:
        """The finished element, with its title and description for whoever does not see it."""
        height, name = round(self.y + 2), self.name
        drawn = "".join(self.parts)
        patterns = "".join(made for kind, made in self._patterns().items() if f"-{kind})" in drawn)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {height}" width="{self.width}" '
            f'height="{height}" font-family="{escape(SANS)}" role="img" aria-labelledby="{name}-title {name}-desc">'
            f'<title id="{name}-title">{escape(chart.title)}</title><desc id="{name}-desc">{escape(chart.alt)}</desc>'
            f"{f'<defs>{patterns}</defs>' if patterns else ''}{drawn}</svg>"
        )


def _short(value: object) -> str:
    return f"{value:.5g}" if isinstance(value, float) else str(value)

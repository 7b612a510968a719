"""Colours and type, shared by forms, charts and paper.

One accent (deep teal), one warm second (clay), hatching where a third is needed. Every text colour has at least 4.5:1
on every ground it stands on, and every edge that shows where to type at least 3:1; tests/test_forms.py measures it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

Theme = Literal["light", "dark"]

SERIF = '"Iowan Old Style", "Palatino Linotype", Palatino, Georgia, "Noto Serif", serif'
"""What we say."""

SANS = 'system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif'
"""What is asked."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme, as #rrggbb."""

    paper: str  # the page
    card: str  # a form or chart on the page
    ink: str  # text
    soft: str  # text that may be passed over
    line: str  # decoration only: it carries no meaning
    edge: str  # where something can be typed or ticked
    accent: str  # deep teal: chosen, saved, mine
    accent_soft: str  # its ground
    on_accent: str  # text on the accent
    warm: str  # clay: focus, notices, theirs
    warm_soft: str  # its ground
    third: str  # the lines of the hatching: between us, from outside


LIGHT = Palette(
    paper="#fbf8f3",
    card="#ffffff",
    ink="#2a2a31",
    soft="#5f5c66",
    line="#e4ddd2",
    edge="#8b8377",
    accent="#1d6a68",
    accent_soft="#e2efed",
    on_accent="#fbf8f3",
    warm="#a9512b",
    warm_soft="#f8e9e0",
    third="#5f5c66",
)

DARK = Palette(
    paper="#1c1d21",
    card="#24262b",
    ink="#ece8e1",
    soft="#b3aea6",
    line="#3a3b42",
    edge="#84828a",
    accent="#86cbc5",
    accent_soft="#223a39",
    on_accent="#1c1d21",
    warm="#eaa27f",
    warm_soft="#3d2a21",
    third="#b3aea6",
)

THEMES: dict[Theme, Palette] = {"light": LIGHT, "dark": DARK}

# In a theme of the person's own choosing, its own grounds and inks win; only our two accents stay.
_OWN = {
    "paper": "var(--jp-layout-color0, {paper})",
    "card": "var(--jp-layout-color1, {card})",
    "ink": "var(--jp-ui-font-color0, {ink})",
    "soft": "var(--jp-ui-font-color1, {soft})",
    "line": "var(--jp-border-color2, {line})",
    "edge": "var(--jp-border-color0, {edge})",
    "accent_soft": "color-mix(in srgb, {accent} 14%, var(--jp-layout-color1, {card}))",
    "warm_soft": "color-mix(in srgb, {warm} 12%, var(--jp-layout-color1, {card}))",
}


def contrast(one: str, other: str) -> float:
    """How far apart two colours are, from 1 to 21, as WCAG counts it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def css_variables(where: str) -> str:
    """The colours and type as custom properties (--wb-ink …) of a selector.

    JupyterLab's own two themes get our palettes; any other theme keeps its grounds and inks.
    """
    dark, ours = '[data-jp-theme-light="false"]', "[data-jp-theme-name='JupyterLab {}']"
    return "\n".join((
        _block(f":is({where})", {**_plain(LIGHT), **_own(LIGHT), "serif": SERIF, "sans": SANS}),
        _block(f"{dark} :is({where})", {**_plain(DARK), **_own(DARK)}),
        _block(f"body{ours.format('Light')} :is({where})", _plain(LIGHT)),
        _block(f"body{ours.format('Dark')} :is({where})", _plain(DARK)),
    ))  # fmt: skip


def _plain(palette: Palette) -> dict[str, str]:
    return asdict(palette)


def _own(palette: Palette) -> dict[str, str]:
    return {name: pattern.format(**asdict(palette)) for name, pattern in _OWN.items()}


def _block(where: str, values: dict[str, str]) -> str:
    lines = "".join(f"  --wb-{name.replace('_', '-')}: {value};\n" for name, value in values.items())
    return f"{where} {{\n{lines}}}\n"


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

"""A summary as one HTML file: no script, no request, nothing about the computer that made it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from workbook.export.blocks import Block, blocks, plain
from workbook.palette import DARK, LIGHT, SANS, SERIF, Palette
from workbook.summary import Summary, SummarySection
from workbook.wording import Wording

NARROW = "-narrow"
"""A drawing for phones may stand beside the wide one, under its name with this ending."""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""What the page may load: nothing; its own styles and pictures stand inside it."""


@dataclass(frozen=True, slots=True)
class Part:
    """One section as the template draws it."""

    section: SummarySection
    blocks: tuple[Block, ...]
    drawings: tuple[Markup, ...]


def html(summary: Summary, charts: Mapping[str, str], wording: Wording, language: str = "en") -> bytes:
    """The whole file; charts are SVG by the id that a section names, and only what is ticked is in it."""
    shown = summary.shown()
    parts = [_part(section, charts) for section in shown.sections]
    page = _environment().get_template("summary.html.jinja")
    text = page.render(
        summary=shown,
        first=[part for part in parts if part.section.first],
        after=[part for part in parts if not part.section.first],
        words=wording.group("summary"),
        language=language,
        policy=Markup(POLICY),  # noqa: S704
        style=_style(),
    )
    return text.encode("utf-8", errors="replace")


def _part(section: SummarySection, charts: Mapping[str, str]) -> Part:
    return Part(section, blocks(section), _drawn(section.chart, charts))


def _drawn(name: str, charts: Mapping[str, str]) -> tuple[Markup, ...]:
    """Our own drawings, put in as they are: their labels were escaped where they were drawn. Wide, then narrow."""
    return tuple(Markup(charts[key]) for key in (name, name + NARROW) if charts.get(key))  # noqa: S704


def _style() -> Markup:
    """The colours of the forms and charts, then the style sheet; both are ours and hold no answer."""
    dark = _variables(DARK) + "".join(_repainted(one, other) for one, other in _pairs())
    screen = f"@media screen and (prefers-color-scheme: dark) {{\n{dark}}}\n"
    sheet = PackageLoader("workbook", "templates").get_source(_environment(), "summary.css")[0]
    return Markup(_variables(LIGHT) + screen + sheet)  # noqa: S704


def _variables(palette: Palette) -> str:
    colours = "".join(f" --{name.replace('_', '-')}: {colour};" for name, colour in asdict(palette).items())
    return f":root {{{colours} --serif: {SERIF}; --sans: {SANS}; }}\n"


def _pairs() -> list[tuple[str, str]]:
    """Each light colour and its dark one; where two names share a colour the first decides."""
    light, dark = asdict(LIGHT), asdict(DARK)
    return list({light[name]: (light[name], dark[name]) for name in reversed(light)}.values())


def _repainted(light: str, dark: str) -> str:
    """A drawing is made in light colours; on a dark screen each becomes its partner."""
    return f'svg [fill="{light}"] {{ fill: {dark}; }} svg [stroke="{light}"] {{ stroke: {dark}; }}\n'


def _allowed(value: object) -> object:
    """Every text that is not ours already, without what HTML does not allow."""
    return plain(value) if type(value) is str else value


@cache
def _environment() -> Environment:
    """Templates of the package, everything escaped, an unknown name an error."""
    return Environment(
        loader=PackageLoader("workbook", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_allowed,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )

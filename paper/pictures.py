"""A page's charts as SVG, for light pages and dark ones."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import vl_convert
from markupsafe import escape

from charts import Picture

_THEME = Path(__file__).resolve().parent.parent / ".streamlit" / "config.toml"
# In points of the picture; a phone's is drawn anew and not shrunk, or nobody could read it.
WIDTHS = {"wide": 748, "narrow": 356}
# What a ground may be: a page's, where it is not as its reader's other pages are, or a picture's.
THEMES = ("light", "dark")
_SIZE = re.compile(r'<svg[^>]*? width="([\d.]+)" height="([\d.]+)"[^>]*>')


# The charts of a page by their ids.
Pictures = Mapping[str, Picture]


def rows(charts: Pictures) -> int:
    """How many rows these charts have, and one more: what is empty takes room as well."""
    tables = (each for chart in charts.values() for each in (*chart.data.values(), chart.table))
    return 1 + sum(map(len, tables))


@cache
def theme_of(name: str) -> Mapping[str, Any]:
    """The colours of one of :data:`THEMES`, by the names that Streamlit gives them."""
    with _THEME.open("rb") as file:
        colours: Mapping[str, Any] = tomllib.load(file)["theme"][name]
    return colours


@cache
def _config(theme: str, font: str, text: str) -> dict:
    """How Vega draws it: as on the screen, in colours of a theme, and text in this one."""
    colours = theme_of(theme)
    texts = {"labelColor": text, "titleColor": text, "labelFontSize": 12}
    lines = {"gridColor": colours["borderColor"], "domainColor": colours["borderColor"]}
    return {
        "background": "transparent",
        "font": f"{font}, sans-serif",
        "view": {"stroke": None},
        "axis": {**texts, **lines, "tickColor": colours["borderColor"]},
        "legend": texts,
        "text": {"color": text},
        "rule": {"color": text},
        "range": {"category": colours["chartCategoricalColors"]},
    }


@dataclass(frozen=True)
class Drawn:
    """A chart as the inside of an SVG, and how wide and high it is, in pixels."""

    inside: str
    width: float
    height: float


def drawn(
    picture: Picture,
    width: int,
    *,
    theme: str = "light",
    font: str = "Source Sans 3",
    text: str = "currentColor",
) -> Drawn:
    """A chart as wide as this with all that stands beside it, in the colours of a theme.

    Raises:
        ValueError: if it did not become a picture.
    """
    specification = {
        **picture.to_dict(),
        "width": width,
        # As Streamlit does: so wide with all that stands beside it.
        "autosize": {"type": "fit", "contains": "padding"},
    }
    made = vl_convert.vegalite_to_svg(specification, config=_config(theme, font, text))
    # Of a few marks Vega takes the colour from nowhere.
    made = made.replace('fill="black"', f'fill="{text}"').replace('"currentColor"', f'"{text}"')
    beginning = _SIZE.match(made)
    if beginning is None:
        raise ValueError(f"the chart {picture.id} did not become a picture")
    across, down = map(float, beginning.groups())
    return Drawn(made[beginning.end() :].removesuffix("</svg>"), across, down)


def colours(named: Mapping[str, tuple[str, str]], theme: str = "") -> str:
    """A style that sets each of these, on a light page and on a dark one.

    ``theme`` is one of :data:`THEMES` for a page that is always so; empty for the reader's choice.
    """
    light, dark = (
        ";".join(f"{name}:{pair[which]}" for name, pair in named.items()) for which in (0, 1)
    )
    if theme:
        return f":root{{{light if theme == 'light' else dark}}}"
    return f":root{{{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"


def of_theme(setting: str) -> tuple[Any, Any]:
    """A colour of the theme, on a light page and on a dark one."""
    light, dark = (theme_of(theme)[setting] for theme in THEMES)
    return light, dark


@cache
def palette() -> Mapping[str, tuple[str, str]]:
    """The colours of a picture as a style names them, on a light page and on a dark one."""
    pairs = zip(*of_theme("chartCategoricalColors"), strict=True)
    return {
        **{f"--chart-{place}": pair for place, pair in enumerate(pairs)},
        "--chart-line": of_theme("borderColor"),
        "color": of_theme("textColor"),
    }


@cache
def style() -> str:
    """What turns the colours of a picture into those of a dark page."""
    return colours(palette())


def sizes(picture: Picture) -> dict[str, tuple[int, int]]:
    """By width, how wide and high a chart is, with all that stands beside it.

    So its place can be kept before anybody has made it.
    """
    return {name: (width, picture.design.height) for name, width in WIDTHS.items()}


def svg(picture: Picture, width: str = "wide", alone: bool = False) -> str:
    """A chart as SVG with a title and what it shows in words.

    ``width`` is one of :data:`WIDTHS`; ``alone`` gives it its own colours, where no page
    around it has :func:`style`.
    """
    made = drawn(picture, WIDTHS[width])
    inside = made.inside
    light = theme_of("light")
    for place, colour in enumerate(light["chartCategoricalColors"]):
        inside = inside.replace(f'"{colour}"', f'"var(--chart-{place})"')
    inside = inside.replace(f'"{light["borderColor"]}"', '"var(--chart-line)"')
    size = f"{made.width:g} {made.height:g}"
    across, down = size.split()
    ids = f"chart_{picture.id}_{width}"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" '
        f'width="{across}" height="{down}" class="chart {width}" role="img" '
        f'aria-labelledby="{ids}_title {ids}_desc">'
        f'<title id="{ids}_title">{escape(picture.title)}</title>'
        f'<desc id="{ids}_desc">{escape(picture.alt)}</desc>'
    )
    return head + (f"<style>{style()}</style>" if alone else "") + inside + "</svg>"

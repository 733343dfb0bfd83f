"""A page's charts as SVG, for light pages and dark ones."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import vl_convert
from markupsafe import escape

from charts import Picture

_THEME = Path(__file__).resolve().parent.parent / ".streamlit" / "config.toml"
# In points of the picture; a phone's is drawn anew and not shrunk, or nobody could read it.
WIDTHS = {"wide": 748, "narrow": 356}
_SIZE = re.compile(r'<svg[^>]*? width="([\d.]+)" height="([\d.]+)"[^>]*>')


# The charts of a page by their ids.
Pictures = Mapping[str, Picture]


def rows(charts: Pictures) -> int:
    """How many rows these charts have, and one more: what is empty takes room as well."""
    tables = (each for chart in charts.values() for each in (*chart.data.values(), chart.table))
    return 1 + sum(map(len, tables))


@cache
def _themes() -> tuple[dict, dict]:
    with _THEME.open("rb") as file:
        theme = tomllib.load(file)["theme"]
    return theme["light"], theme["dark"]


@cache
def _config() -> dict:
    """How Vega draws it: as on the screen, in colours that a style can change."""
    light, _ = _themes()
    text = {"labelColor": "currentColor", "titleColor": "currentColor", "labelFontSize": 12}
    lines = {"gridColor": light["borderColor"], "domainColor": light["borderColor"]}
    return {
        "background": "transparent",
        "font": "Source Sans 3, sans-serif",
        "view": {"stroke": None},
        "axis": {**text, **lines, "tickColor": light["borderColor"]},
        "legend": text,
        "text": {"color": "currentColor"},
        "rule": {"color": "currentColor"},
        "range": {"category": light["chartCategoricalColors"]},
    }


@cache
def style() -> str:
    """What turns the colours of a picture into those of a dark page."""
    light, dark = _themes()
    pairs = zip(light["chartCategoricalColors"], dark["chartCategoricalColors"], strict=True)
    named = [*enumerate(pairs), ("line", (light["borderColor"], dark["borderColor"]))]
    one, other = (
        ";".join(f"--chart-{name}:{pair[which]}" for name, pair in named) for which in (0, 1)
    )
    return (
        f":root{{{one};color:{light['textColor']}}}"
        f"@media screen and (prefers-color-scheme:dark)"
        f"{{:root{{{other};color:{dark['textColor']}}}}}"
    )


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
    specification = {
        **picture.to_dict(),
        "width": WIDTHS[width],
        # As Streamlit does: so wide with all that stands beside it.
        "autosize": {"type": "fit", "contains": "padding"},
    }
    drawn = vl_convert.vegalite_to_svg(specification, config=_config())
    light, _ = _themes()
    for place, colour in enumerate(light["chartCategoricalColors"]):
        drawn = drawn.replace(f'"{colour}"', f'"var(--chart-{place})"')
    drawn = drawn.replace(f'"{light["borderColor"]}"', '"var(--chart-line)"')
    drawn = drawn.replace('fill="black"', 'fill="currentColor"')
    beginning = _SIZE.match(drawn)
    if beginning is None:
        raise ValueError(f"the chart {picture.id} did not become a picture")
    across, down = beginning.groups()
    ids = f"chart_{picture.id}_{width}"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {across} {down}" '
        f'width="{across}" height="{down}" class="chart {width}" role="img" '
        f'aria-labelledby="{ids}_title {ids}_desc">'
        f'<title id="{ids}_title">{escape(picture.title)}</title>'
        f'<desc id="{ids}_desc">{escape(picture.alt)}</desc>'
    )
    inside = drawn[beginning.end() :]
    return head + (f"<style>{style()}</style>" if alone else "") + inside

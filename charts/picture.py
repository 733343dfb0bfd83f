"""What every chart is made of and looks like."""

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

import altair as alt

# The cost families, in the order of the palette in .streamlit/config.toml.
FAMILIES = ("run", "hardware", "operation", "people")
COLOUR = alt.Scale(domain=list(FAMILIES))

# Readable on both the light and the dark page, for marks that stand for no family.
NEUTRAL = "#8b8880"
ROW = 46
LABEL_SIZE = 14


class Teller(Protocol):
    """A scenario in a language: what a chart needs of it, see ``ui.telling.Telling``."""

    def value(self, id: str) -> float:
        """A figure in base units."""

    def number(self, id: str, style: str = "") -> str:
        """A figure as this reader writes it."""

    def written(self, value: float, unit: str, style: str = "") -> str:
        """Any number as this reader writes it."""

    def say(self, path: str, /, **more: tuple[object, str]) -> str:
        """A label, its blanks filled."""


@dataclass(frozen=True)
class Picture:
    """A chart, the finding it shows, the same for who cannot see it, and its numbers.

    ``rows`` are the lines of the table, each a mapping from heading to cell.
    """

    id: str
    title: str
    alt: str
    chart: alt.LayerChart | alt.Chart
    rows: list[dict[str, str]]
    note: str = ""


def labelled_axis(values: Iterable[float], tell: Teller, unit: str, **more: object) -> alt.Axis:
    """An axis whose ticks are written the reader's way; Vega's own are American."""
    values = list(values)
    labels = {f"{value:.12g}": tell.written(value, unit) for value in values}
    return alt.Axis(
        values=values,
        labelExpr=f"{json.dumps(labels, ensure_ascii=False)}[format(datum.value, '.12~g')] || ''",
        title=None,
        domain=False,
        ticks=False,
        labelFlush=True,
        labelOverlap=True,
        **more,
    )


def round_steps(highest: float, count: int = 4) -> list[float]:
    """About ``count`` round ticks from zero up to at least ``highest``."""
    if not highest > 0:
        return [0.0, 1.0]
    rough = highest / count
    power = 10 ** math.floor(math.log10(rough))
    step = next(part * power for part in (1, 2, 2.5, 5, 10) if part * power >= rough * 0.999999)
    return [step * n for n in range(math.ceil(highest / step - 1e-9) + 1)]

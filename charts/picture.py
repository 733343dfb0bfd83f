"""What every chart is made of and looks like.

A chart has two halves. Its design, an Altair chart whose data have names but no
rows, is built and checked when it is first looked at, once, and kept. Its rows are this
scenario's. A reader's change therefore sends rows and not a new chart, which is what
makes it quick; and whoever only says where a chart is to stand, and what it shows in
words, does not wait for its design.
"""

import copy
import datetime
import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache, wraps
from typing import Protocol

import altair as alt

from costmodel import ASSUMPTIONS
from data import Sourced

# The cost families, in the order of the palette in .streamlit/config.toml.
FAMILIES = ("run", "hardware", "operation", "people")
# Which cost family an assumption's own family is drawn as.
_DRAWN_AS = {
    "run": "run",
    "fleet": "hardware",
    "hardware": "hardware",
    "ownership": "operation",
    "operation": "operation",
    "energy": "operation",
    "people": "people",
}
COLOUR = alt.Color("family:N", scale=alt.Scale(domain=list(FAMILIES)), legend=None)

# Readable on both the light and the dark page, for marks that stand for no family.
NEUTRAL = "#8b8880"
# A row of a chart: a line of text above, a bar below.
ROW = 46
BAR = {"height": 14, "yOffset": 9}
LABEL_SIZE = 14

# A row's place from the top; the row's name is text, drawn by ``captions``.
Y = alt.Y("order:O", axis=None)
# What a mark is read as to who cannot see it: a row's name and what it amounts to, as the
# page writes them. Marks without it are silent, see ``design``.
READ_OUT = alt.DescriptionValue(alt.expr("datum.name + ': ' + datum.told"))


class Teller(Protocol):
    """A scenario in a language: what a chart needs of it, see ``telling.Telling``."""

    def value(self, id: str) -> float:
        """A figure in base units."""

    def number(self, id: str, style: str = "") -> str:
        """A figure as this reader writes it."""

    def between(self, low: float, high: float, unit: str) -> tuple[str, str]:
        """Both ends of a range as this reader writes them, rounded alike."""

    def name_of(self, id: str) -> str:
        """What a figure or an assumption is called."""

    def written(self, value: float, unit: str, style: str = "") -> str:
        """Any number as this reader writes it."""

    def apart(self, first: float, second: float, unit: str, style: str = "") -> tuple[str, str]:
        """Two numbers beside one another, with as many digits as it takes to tell them apart."""

    def added(self, parts: Sequence[float], whole: float, unit: str, digits: int = 3) -> list[str]:
        """Parts and then their whole, written with the digits it takes to add up."""

    def sum(
        self,
        operands: Mapping[str, tuple[float, str]],
        result: tuple[float, str],
        computed: Callable[[Mapping[str, float]], float],
        **how: object,
    ) -> object:
        """The styles ``operands`` and ``result`` in which a sum of what is shown comes out."""

    def day(self, date: object) -> str:
        """A date as this reader writes it."""

    def say(self, path: str, /, **more: tuple[object, str]) -> str:
        """A label, its blanks filled."""


@dataclass(frozen=True)
class Design:
    """What stays the same of a chart: ``height`` in pixels, and what it is made of.

    ``draw`` makes its layers of the ``arguments``, and takes long.
    """

    draw: Callable[..., alt.LayerChart]
    arguments: tuple[object, ...]
    height: int

    @cached_property
    def specification(self) -> Mapping:
        """It as Vega-Lite reads it, with named data; made when it is first asked for.

        By ear only the marks with ``READ_OUT`` are there: Vega would read any other by the
        names of its fields and raw numbers, and axes in English.
        """
        layers = self.draw(*self.arguments).properties(height=self.height)
        chart: dict = layers.configure_axis(aria=False).to_dict()
        for layer in chart["layer"]:
            layer["mark"]["aria"] = "description" in layer["encoding"]
            # Streamlit would have every mark say its fields to the mouse as well.
            layer["mark"]["tooltip"] = None
        return chart


# In base units; of a text or a day that itself, and nothing where there is none.
Cell = float | str | datetime.date | None


@dataclass(frozen=True)
class Column:
    """A column of a chart's numbers: its id, its heading in words, and the unit of its cells.

    Texts and days have no unit.
    """

    id: str
    heading: str
    unit: str = ""


@dataclass(frozen=True)
class Numbers:
    """What a chart's table says as plain numbers, for programs: a cell for each column."""

    columns: Sequence[Column]
    rows: Sequence[tuple[Cell, ...]]


@dataclass(frozen=True)
class Picture:
    """A chart, the finding it shows, the same for who cannot see it, and its numbers.

    ``data`` are the rows by the names that the ``design`` gives them. ``table`` is the same
    for reading: each row a mapping from heading to cell; ``numbers`` are its values as they
    are. ``figures`` are the ids of what is drawn of the scenario, and ``quoted`` the rows of
    ``data`` that are drawn beside it. ``legend`` says what its marks mean where its page says
    that once for several charts, and ``shows_draws`` whether it changes with the draws.
    """

    id: str
    title: str
    alt: str
    design: Design
    data: Mapping[str, list[dict]]
    table: list[dict[str, str]] = field(repr=False)
    numbers: Numbers = field(repr=False)
    figures: Sequence[str]
    quoted: Sequence[Sourced] = field(default=(), repr=False)
    note: str = ""
    legend: str = ""
    shows_draws: bool = False

    def to_dict(self) -> dict:
        """The whole chart, data included, as one Vega-Lite specification."""
        return {**copy.deepcopy(dict(self.design.specification)), "datasets": dict(self.data)}


def cost_family(assumption: str) -> str:
    """The cost family, and so the colour, of an assumption."""
    return _DRAWN_AS[ASSUMPTIONS[assumption].family]


def design(draw: Callable[..., alt.LayerChart]) -> Callable[..., Design]:
    """Keep a chart's design for each set of arguments and each ``height``."""

    @lru_cache(maxsize=128)
    @wraps(draw)
    def kept(*arguments: object, height: int) -> Design:
        return Design(draw, arguments, height)

    return kept


def named(data: str) -> alt.Chart:
    """A chart of the rows that will come under this name."""
    return alt.Chart(alt.NamedData(name=data))


def captions() -> list[alt.Chart]:
    """Above each of ``rows``: its name on the left, what it amounts to on the right."""
    text = named("rows").encode(y=Y)
    return [
        # On a phone a long name is cut before it runs into the amount; the table has it whole.
        text.mark_text(
            align="left", dy=-9, fontSize=LABEL_SIZE, limit=alt.expr("width * 0.56")
        ).encode(x=alt.value(0), text="name:N"),
        text.mark_text(align="right", dy=-9, fontSize=LABEL_SIZE, fontWeight=600).encode(
            x=alt.value("width"), text="told:N", description=READ_OUT
        ),
    ]


def logarithmic(field: str, low: int, high: int) -> alt.X:
    """A logarithmic scale between two powers of ten, with a grid line at each and no labels."""
    return alt.X(
        f"{field}:Q",
        scale=alt.Scale(type="log", domain=[10**low, 10**high]),
        axis=alt.Axis(
            values=[10**n for n in range(low, high + 1)],
            labels=False,
            title=None,
            domain=False,
            ticks=False,
        ),
    )


def labels(values: Iterable[float], tell: Teller, unit: str) -> tuple[tuple[float, str], ...]:
    """Ticks with their labels written the reader's way; Vega's own are American."""
    return tuple((value, tell.written(value, unit)) for value in values)


def labelled_axis(ticks: tuple[tuple[float, str], ...], **more: object) -> alt.Axis:
    """An axis with exactly these ticks."""
    # Up to twelve digits and no power of ten, as Vega's "r" writes them too.
    written = {format(Decimal(f"{value:.12g}"), "f"): label for value, label in ticks}
    by_value = json.dumps(written, ensure_ascii=False)
    return alt.Axis(
        values=[value for value, _ in ticks],
        labelExpr=f"{by_value}[format(datum.value, '.12~r')] || ''",
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

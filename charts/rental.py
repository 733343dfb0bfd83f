"""The final run at any price of a GPU-hour: the one number its maker assumed."""

from collections.abc import Mapping

import altair as alt

from charts.picture import (
    COLOUR,
    LABEL_SIZE,
    NEUTRAL,
    READ_OUT,
    Column,
    Numbers,
    Picture,
    Teller,
    design,
    labelled_axis,
    labels,
    named,
    round_steps,
)
from costmodel.quantities.final_run import final_run_cost
from data import RECORDS

# Room to the right of the dearest price.
_MARGIN = 1.15
# In pixels: the chart, and what its lower axis leaves of it; a label of two lines; how far
# under and over its dot one stands.
_HEIGHT, _PLOT = 348, 255
_LABEL, _UNDER, _OVER = 36, 8, 16


@design
def _rental(
    prices: tuple[tuple[float, str], ...], costs: tuple[tuple[float, str], ...]
) -> alt.LayerChart:
    """The ticks of both axes with their labels; the last tick is the end of the scale."""
    x = alt.X(
        "price:Q",
        scale=alt.Scale(domain=[0, prices[-1][0]], nice=False),
        # Low enough for the label of a dot that lies on it.
        axis=labelled_axis(prices, grid=False, offset=_LABEL - _UNDER),
    )
    height = {
        "scale": alt.Scale(domain=[0, costs[-1][0]], nice=False),
        "axis": labelled_axis(costs, labelAlign="left", labelPadding=0, labelBaseline="bottom"),
    }
    y = alt.Y("cost:Q", **height)
    layers = [
        named("line").mark_line(color=NEUTRAL, strokeWidth=2).encode(x=x, y=y),
        named("rows").mark_point(size=140, filled=True, opacity=1).encode(x=x, y=y, color=COLOUR),
    ]
    for side, align, across in (("right", "left", 12), ("left", "right", -12)):
        beside = (
            named("rows")
            .encode(x=x, y=alt.Y("label:Q", **height))
            .transform_filter(f"datum.side == '{side}'")
        )
        layers += [
            beside.mark_text(align=align, dx=across, fontSize=LABEL_SIZE, fontWeight=600).encode(
                text="told:N", description=READ_OUT
            ),
            beside.mark_text(align=align, dx=across, dy=16, fontSize=LABEL_SIZE - 1).encode(
                text="name:N"
            ),
        ]
    return alt.layer(*layers)


def _places(dots: list[float], side: str) -> list[float]:
    """How high the label of each dot stands, in pixels like the dots themselves, rising.

    A label stands below its dot on the right, or above it on the left: not on the line,
    and not on another label.
    """
    places: list[float] = []
    if side == "right":
        for dot in reversed(dots):
            places.insert(0, min(dot - _UNDER, places[0] - _LABEL if places else dot))
    lowest = -_UNDER
    for dot in dots:
        wanted = dot + _OVER if side == "left" else places.pop(0)
        places.append(max(wanted, lowest))
        lowest = places[-1] + _LABEL
    return places


def rental(tell: Teller) -> Picture:
    """A line through zero, with the prices somebody stands behind."""
    hours = tell.value("run_hours")
    listed = RECORDS.facts["market_rate_listing"].value
    points = {
        "at_owning": tell.value("tco_per_gpu_hour_h800"),
        "at_yours": tell.value("rental_rate"),
        "at_market": listed,
    }
    prices = round_steps(max(points.values()) * _MARGIN)
    costs = round_steps(final_run_cost(hours, prices[-1]))
    # The cheapest first: in the picture, and in the table under it.
    told = {
        name: _told(tell, hours, price)
        for name, price in sorted(points.items(), key=lambda each: each[1])
    }
    rows = [
        {
            "name": tell.say(f"charts.rental.{name}"),
            "told": " → ".join(told[name]),
            "price": points[name],
            "cost": final_run_cost(hours, points[name]),
            "family": "run",
            "side": "right" if points[name] < prices[-1] / 2 else "left",
        }
        for name in told
    ]
    pixel = costs[-1] / _PLOT
    for side in ("right", "left"):
        there = [row for row in rows if row["side"] == side]
        places = _places([row["cost"] / pixel for row in there], side)
        for row, place in zip(there, places, strict=True):
            row["label"] = place * pixel
    ends = {
        "lowest": (min(row["cost"] for row in rows), "USD"),
        "highest": (max(row["cost"] for row in rows), "USD"),
    }
    return Picture(
        id="rental",
        title=tell.say("charts.rental.title", **ends),
        alt=tell.say("charts.rental.alt", **ends, **_in_alt(told)),
        design=_rental(
            labels(prices, tell, "USD/GPU-hour"), labels(costs, tell, "USD"), height=_HEIGHT
        ),
        data={
            "rows": rows,
            "line": [
                {"price": price, "cost": final_run_cost(hours, price)}
                for price in (prices[0], prices[-1])
            ],
        },
        table=[
            {
                tell.say("charts.rental.point"): row["name"],
                tell.say("charts.rental.price"): price,
                tell.say("charts.rental.cost"): cost,
            }
            for row, (price, cost) in zip(rows, told.values(), strict=True)
        ],
        numbers=Numbers(
            (
                Column("point", tell.say("charts.rental.point")),
                Column("price", tell.say("charts.rental.price"), "USD/GPU-hour"),
                Column("cost", tell.say("charts.rental.cost"), "USD"),
            ),
            [(row["name"], row["price"], row["cost"]) for row in rows],
        ),
        figures=(
            "run_hours",
            "rental_rate",
            "final_run_cost",
            "tco_per_gpu_hour_h800",
            "final_run_at_ownership_cost",
        ),
        quoted=(RECORDS.facts["market_rate_listing"],),
    )


def _in_alt(told: Mapping[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Each price and cost for the text that tells them all, written as in the picture."""
    named = {
        "at_owning": ("tco_per_gpu_hour_h800", "final_run_at_ownership_cost"),
        "at_yours": ("rental_rate", "final_run_cost"),
        "at_market": ("market_rate_listing", "at_market"),
    }
    return {
        blank: (text, "")
        for point, blanks in named.items()
        for blank, text in zip(blanks, told[point], strict=True)
    }


def _told(tell: Teller, hours: float, price: float) -> tuple[str, str]:
    """A price and what the run comes to at it; the hours, which stand on the page, times the one
    are the other."""
    cost = final_run_cost(hours, price)
    digits = tell.sum(
        {"price": (price, "USD/GPU-hour")},
        (cost, "USD"),
        lambda of: final_run_cost(hours, of["price"]),
    )
    return (
        tell.written(price, "USD/GPU-hour", digits.operands),
        tell.written(cost, "USD", digits.result),
    )

"""The final run at any price of a GPU-hour: the one number its maker assumed."""

import altair as alt

from charts.picture import COLOUR, LABEL_SIZE, NEUTRAL, Picture, Teller, labelled_axis, round_steps
from costmodel.run import final_run_cost
from data import RECORDS

_MARGIN = 1.15


def rental(tell: Teller) -> Picture:
    """A line through zero, with the prices somebody stands behind."""
    hours = tell.value("run_hours")
    listed = RECORDS.facts["market_rate_listing"].value
    points = [
        ("at_owning", tell.value("tco_per_gpu_hour_h800")),
        ("at_yours", tell.value("rental_rate")),
        ("at_market", listed),
    ]
    prices = round_steps(max(price for _, price in points) * _MARGIN)
    costs = round_steps(final_run_cost(hours, prices[-1]))

    def point(name: str, price: float) -> dict:
        cost = final_run_cost(hours, price)
        return {
            "price": price,
            "cost": cost,
            "name": tell.say(f"charts.rental.{name}"),
            "label": f"{tell.written(price, 'USD/GPU-hour')} → {tell.written(cost, 'USD')}",
            "family": "run",
            # Left of the middle a label fits to the right of its dot, and the other way round.
            "side": "right" if price < prices[-1] / 2 else "left",
        }

    data = [point(*each) for each in points]
    x = alt.X(
        "price:Q",
        scale=alt.Scale(domain=[0, prices[-1]], nice=False),
        axis=labelled_axis(prices, tell, "USD/GPU-hour", grid=False),
    )
    y = alt.Y(
        "cost:Q",
        scale=alt.Scale(domain=[0, costs[-1]], nice=False),
        axis=labelled_axis(costs, tell, "USD", labelAlign="left", labelPadding=0, labelBaseline="bottom"),
    )
    line = (
        alt.Chart(
            alt.Data(
                values=[
                    {"price": 0, "cost": 0},
                    {"price": prices[-1], "cost": final_run_cost(hours, prices[-1])},
                ]
            )
        )
        .mark_line(color=NEUTRAL, strokeWidth=2)
        .encode(x=x, y=y)
    )
    base = alt.Chart(alt.Data(values=data)).encode(x=x, y=y)
    layers = [line, base.mark_point(size=140, filled=True, opacity=1).encode(
        color=alt.Color("family:N", scale=COLOUR, legend=None)
    )]
    for side, align, dx in (("right", "left", 12), ("left", "right", -12)):
        named = base.transform_filter(f"datum.side == '{side}'")
        above = -1 if side == "left" else 1
        layers.append(
            named.mark_text(align=align, dx=dx, dy=above * 8 - 8, fontSize=LABEL_SIZE, fontWeight=600)
            .encode(text="label:N")
        )
        layers.append(
            named.mark_text(align=align, dx=dx, dy=above * 8 + 8, fontSize=LABEL_SIZE - 1)
            .encode(text="name:N")
        )
    ends = {
        "lowest": (min(row["cost"] for row in data), "USD"),
        "highest": (max(row["cost"] for row in data), "USD"),
        "at_market": (final_run_cost(hours, listed), "USD"),
    }
    return Picture(
        id="rental",
        title=tell.say("charts.rental.title", **ends),
        alt=tell.say("charts.rental.alt", **ends),
        chart=alt.layer(*layers).properties(height=320),
        rows=[
            {
                tell.say("charts.rental.point"): row["name"],
                tell.say("charts.rental.price"): tell.written(row["price"], "USD/GPU-hour"),
                tell.say("charts.rental.cost"): tell.written(row["cost"], "USD", "exact"),
            }
            for row in data
        ],
    )

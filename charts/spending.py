"""What had been spent on the fleet by each year, and the day of the headlines in it."""

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
from costmodel import HEADLINE_DAY, by_the_year, spent_by, turning_points
from data import RECORDS

_HEIGHT = 300
# Room over the highest amount for the label of that day, as a part of it.
_ROOM = 1.2


@design
def _spending(amounts: tuple[tuple[float, str], ...], early: bool) -> alt.LayerChart:
    """The ticks of the amounts, and whether the headlines come early in the years shown."""
    axis = alt.Axis(format="%Y", tickCount="year", title=None, domain=False, labelOverlap=True)
    x = alt.X("day:T", axis=axis)
    y = alt.Y(
        "start:Q",
        scale=alt.Scale(domain=[0, amounts[-1][0]], nice=False),
        axis=labelled_axis(amounts, labelAlign="left", labelPadding=0, labelBaseline="bottom"),
    )
    marked = named("rows").encode(x=x)
    text = marked.encode(y=alt.value(0))
    # On the side where there is room.
    beside = {"align": "left", "dx": 6} if early else {"align": "right", "dx": -6}
    return alt.layer(
        named("parts").mark_area(opacity=0.85).encode(x=x, y=y, y2="end:Q", color=COLOUR),
        marked.mark_rule(color=NEUTRAL, strokeWidth=2, strokeDash=[4, 3]),
        text.mark_text(**beside, dy=8, fontSize=LABEL_SIZE, fontWeight=600).encode(
            text="told:N", description=READ_OUT
        ),
        text.mark_text(**beside, dy=25, fontSize=LABEL_SIZE - 1).encode(text="name:N"),
    )


def spending(tell: Teller) -> Picture:
    """Purchase below, operation on top of it, against time; a line at the headlines."""
    points = turning_points(tell.value)
    at_headline = spent_by(tell.value, 0.0)
    spent, total = tell.apart(at_headline.together, tell.value("tco"), "USD")
    ends = {"spent": (spent, ""), "total": (total, ""), "day": (HEADLINE_DAY, "")}
    amounts = round_steps(points[-1].together * _ROOM)
    first, last = points[0].years, points[-1].years
    early = -first < (last - first) / 3
    return Picture(
        id="spending",
        title=tell.say("charts.spending.title", **ends),
        alt=tell.say("charts.spending.alt", **ends),
        note=tell.say("charts.spending.note"),
        design=_spending(labels(amounts, tell, "USD"), early, height=_HEIGHT),
        data={
            "rows": [
                {
                    "day": HEADLINE_DAY.isoformat(),
                    "name": tell.say("charts.spending.headline"),
                    "told": spent,
                }
            ],
            "parts": [
                {"day": each.day.isoformat(), "start": start, "end": end, "family": family}
                for family in ("hardware", "operation")
                for each in points
                for start, end in [
                    (0.0, each.purchase) if family == "hardware" else (each.purchase, each.together)
                ]
            ],
        },
        table=[
            {
                tell.say("charts.spending.by"): tell.day(each.day),
                tell.say("charts.spending.purchase"): purchase,
                tell.say("charts.spending.operation"): operation,
                tell.say("charts.spending.together"): together,
            }
            for each in by_the_year(tell.value)
            for purchase, operation, together in [
                tell.added([each.purchase, each.operation], each.together, "USD")
            ]
        ],
        numbers=Numbers(
            (
                Column("by", tell.say("charts.spending.by")),
                *(
                    Column(each, tell.say(f"charts.spending.{each}"), "USD")
                    for each in ("purchase", "operation", "together")
                ),
            ),
            [
                (each.day, each.purchase, each.operation, each.together)
                for each in by_the_year(tell.value)
            ],
        ),
        figures=("capex", "opex", "tco"),
        quoted=[*RECORDS.purchases.values()],
    )

"""The ladder: every rung's cost, on a logarithmic scale."""

import math

import altair as alt

from charts.picture import (
    COLOUR,
    ROW,
    Column,
    Numbers,
    Picture,
    Teller,
    Y,
    captions,
    design,
    logarithmic,
    named,
)
from costmodel import RUNGS

# The cost family of a rung; the others are computing for the run.
FAMILY = {
    "cluster_capex": "hardware",
    "capex": "hardware",
    "tco": "operation",
    "company_cost": "people",
}


@design
def _ladder(low: int, high: int) -> alt.LayerChart:
    """``low`` and ``high`` are the powers of ten the scale runs between."""
    x = logarithmic("cost", low, high)
    line = named("rows").encode(x=x, y=Y, color=COLOUR)
    return alt.layer(
        line.mark_rule(strokeWidth=2, yOffset=8).encode(x2=alt.value(0)),
        line.mark_point(size=130, filled=True, opacity=1, yOffset=8),
        *captions(),
    )


def ladder(tell: Teller) -> Picture:
    """One dot for each rung, the widest question on top. A rung that costs nothing has no dot."""
    shown = [id for id in reversed(RUNGS) if tell.value(id) > 0]
    lowest, highest = (pick(shown, key=tell.value) for pick in (min, max))
    ends = {
        "rungs": (len(shown), "people"),
        "lowest": (tell.value(lowest), "USD"),
        "highest": (tell.value(highest), "USD"),
        "lowest_name": (tell.say(f"rung_names.{lowest}"), ""),
        "highest_name": (tell.say(f"rung_names.{highest}"), ""),
    }
    return Picture(
        id="ladder",
        title=tell.say("charts.ladder.title", **ends),
        alt=tell.say("charts.ladder.alt", **ends),
        note=tell.say("charts.ladder.note"),
        design=_ladder(
            math.floor(math.log10(tell.value(lowest))),
            math.floor(math.log10(tell.value(highest))) + 1,
            height=ROW * len(shown),
        ),
        data={
            "rows": [
                {
                    "order": order,
                    "name": tell.say(f"rung_names.{id}"),
                    "told": tell.number(id),
                    "cost": tell.value(id),
                    "family": FAMILY.get(id, "run"),
                }
                for order, id in enumerate(shown)
            ]
        },
        table=[
            {
                tell.say("charts.ladder.question"): tell.say(f"rungs.{id}"),
                tell.say("charts.ladder.family"): tell.say(
                    f"cost_families.{FAMILY.get(id, 'run')}"
                ),
                tell.say("charts.ladder.cost"): tell.number(id),
            }
            for id in reversed(RUNGS)
        ],
        numbers=Numbers(
            (
                Column("figure", tell.say("package.id")),
                Column("question", tell.say("charts.ladder.question")),
                Column("family", tell.say("charts.ladder.family")),
                Column("cost", tell.say("charts.ladder.cost"), "USD"),
            ),
            [
                (
                    id,
                    tell.say(f"rungs.{id}"),
                    tell.say(f"cost_families.{FAMILY.get(id, 'run')}"),
                    tell.value(id),
                )
                for id in reversed(RUNGS)
            ],
        ),
        figures=RUNGS,
    )

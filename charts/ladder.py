"""The ladder: every rung's cost, on a logarithmic scale."""

import math

import altair as alt

from charts.picture import COLOUR, LABEL_SIZE, ROW, Picture, Teller
from costmodel import RUNGS

_FAMILY = {
    "cluster_capex": "hardware",
    "capex": "hardware",
    "tco": "operation",
    "company_cost": "people",
}


def ladder(tell: Teller) -> Picture:
    """One dot for each rung, the widest question on top."""
    shown = [id for id in RUNGS if tell.value(id) > 0]
    lowest, highest = (pick(shown, key=tell.value) for pick in (min, max))
    low = 10 ** math.floor(math.log10(tell.value(lowest)))
    high = 10 ** math.ceil(math.log10(tell.value(highest)) + 1e-9)
    data = [
        {
            "rung": tell.say(f"rung_names.{id}"),
            "cost": tell.value(id),
            "label": tell.number(id),
            "family": _FAMILY.get(id, "run"),
        }
        for id in reversed(shown)
    ]
    base = alt.Chart(alt.Data(values=data)).encode(
        y=alt.Y("rung:N", sort=[row["rung"] for row in data], axis=None)
    )
    colour = alt.Color("family:N", scale=COLOUR, legend=None)
    decades = [10**n for n in range(round(math.log10(low)), round(math.log10(high)) + 1)]
    x = alt.X(
        "cost:Q",
        scale=alt.Scale(type="log", domain=[low, high]),
        axis=alt.Axis(
            values=decades, labels=False, title=None, domain=False, ticks=False, grid=True
        ),
    )
    layers = [
        base.mark_rule(strokeWidth=2, yOffset=6).encode(x=x, x2=alt.value(0), color=colour),
        base.mark_point(size=130, filled=True, opacity=1, yOffset=6).encode(x=x, color=colour),
        base.mark_text(align="left", dy=-11, fontSize=LABEL_SIZE).encode(
            x=alt.value(0), text="rung:N"
        ),
        base.mark_text(align="right", dy=-11, fontSize=LABEL_SIZE, fontWeight=600).encode(
            x=alt.value("width"), text="label:N"
        ),
    ]
    chart = alt.layer(*layers).properties(height=ROW * len(data))
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
        chart=chart,
        rows=[
            {
                tell.say("charts.ladder.question"): tell.say(f"rungs.{id}"),
                tell.say("charts.ladder.family"): tell.say(
                    f"cost_families.{_FAMILY.get(id, 'run')}"
                ),
                tell.say("charts.ladder.cost"): tell.number(id),
            }
            for id in reversed(RUNGS)
        ],
    )

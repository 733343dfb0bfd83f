"""How many GPUs, according to whom, and how good the evidence is."""

import altair as alt

from charts.picture import LABEL_SIZE, NEUTRAL, Picture, Teller
from data import RECORDS

_ROW = 44
# Better evidence is drawn more strongly; the scenario itself in the page's accent.
_STRENGTH = {"documented": 1.0, "estimate": 0.55, "alleged": 0.25}


def evidence(tell: Teller) -> Picture:
    """A bar for each statement, grouped by GPU type, beside what the scenario counts."""
    data = []
    for type_ in RECORDS.gpu_types.values():
        data += [
            {
                "name": tell.say(f"fleet_rows.{row.id}"),
                "count": row.count,
                "standing": row.standing,
                "strength": _STRENGTH[row.standing],
                "told": f"{tell.written(row.count, 'GPUs')} · {tell.say(f'standings.{row.standing}')}",
            }
            for row in RECORDS.fleet.values()
            if row.gpu_type == type_.id
        ]
        count = tell.value(f"gpu_count_{type_.id}")
        data.append(
            {
                "name": f"{type_.name}: {tell.say('charts.evidence.yours')}",
                "count": count,
                "standing": "scenario",
                "strength": 1.0,
                "told": tell.written(count, "GPUs"),
            }
        )
    highest = max(row["count"] for row in data)
    base = alt.Chart(alt.Data(values=data)).encode(
        y=alt.Y("name:N", sort=[row["name"] for row in data], axis=None)
    )
    x = alt.X("count:Q", scale=alt.Scale(domain=[0, highest], nice=False), axis=None)
    scenario = alt.datum.standing == "scenario"
    chart = alt.layer(
        base.transform_filter("datum.standing != 'scenario'")
        .mark_bar(height=12, yOffset=9, color=NEUTRAL, stroke=NEUTRAL)
        .encode(x=x, opacity=alt.Opacity("strength:Q", scale=None)),
        base.transform_filter(scenario)
        .mark_bar(height=12, yOffset=9)
        .encode(x=x, color=alt.Color("family:N", scale=alt.Scale(domain=["run", "hardware"]), legend=None))
        .transform_calculate(family="'hardware'"),
        base.mark_text(align="left", dy=-8, fontSize=LABEL_SIZE).encode(
            x=alt.value(0), text="name:N"
        ),
        base.mark_text(align="right", dy=-8, fontSize=LABEL_SIZE, fontWeight=600).encode(
            x=alt.value("width"), text="told:N"
        ),
    ).properties(height=_ROW * len(data))
    return Picture(
        id="evidence",
        title=tell.say("charts.evidence.title"),
        alt=tell.say("charts.evidence.alt"),
        chart=chart,
        rows=[
            {
                tell.say("charts.evidence.statement"): row["name"],
                tell.say("charts.evidence.count"): tell.written(row["count"], "GPUs"),
                tell.say("charts.evidence.standing"): tell.say("charts.evidence.yours")
                if row["standing"] == "scenario"
                else tell.say(f"standings.{row['standing']}"),
            }
            for row in data
        ],
    )

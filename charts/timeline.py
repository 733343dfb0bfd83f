"""When each type could be bought without a licence, and when it was."""

import datetime

import altair as alt

from charts.picture import LABEL_SIZE, NEUTRAL, Picture, Teller
from data import RECORDS

_ROW = 70
_YEARS = range(2020, 2026)


def timeline(tell: Teller) -> Picture:
    """A pale bar for the lawful window of each type, a strong one for the purchase."""
    windows, purchases, rows = [], [], []
    for type_ in RECORDS.gpu_types.values():
        if type_.sold_to_china_from:
            windows.append(
                {
                    "type": type_.name,
                    "from": type_.sold_to_china_from.isoformat(),
                    "to": type_.licence_needed_from.isoformat(),
                }
            )
            rows.append((type_.name, tell.say("charts.timeline.window"), type_.sold_to_china_from, type_.licence_needed_from))
    for purchase in RECORDS.purchases.values():
        name = RECORDS.gpu_types[purchase.gpu_type].name
        told = tell.say(f"purchases.{purchase.id}")
        purchases.append(
            {
                "type": name,
                "from": purchase.start.isoformat(),
                "to": purchase.end.isoformat(),
                "standing": purchase.standing,
                "told": f"{name} · {tell.written(purchase.count, 'GPUs')} · {told}",
            }
        )
        rows.append((name, told, purchase.start, purchase.end))
    controls = [
        {"date": control.date.isoformat(), "type": RECORDS.gpu_types[each].name}
        for control in RECORDS.export_controls.values()
        if control.kind == "restriction"
        for each in control.gpu_types
        if control.date == RECORDS.gpu_types[each].licence_needed_from
    ]
    names = [type_.name for type_ in RECORDS.gpu_types.values()]
    y = alt.Y("type:N", sort=names, axis=None, scale=alt.Scale(domain=names))
    x = alt.X(
        "from:T",
        scale=alt.Scale(
            domain=[
                {"year": _YEARS[0], "month": 1, "date": 1},
                {"year": _YEARS[-1] + 1, "month": 1, "date": 1},
            ]
        ),
        axis=alt.Axis(format="%Y", tickCount="year", title=None, domain=False, ticks=False, labelAlign="left", labelFlush=False),
    )
    strong = alt.Chart(alt.Data(values=purchases)).encode(y=y, x=x, x2="to:T")
    family = alt.Color("family:N", scale=alt.Scale(domain=["run", "hardware"]), legend=None)
    chart = alt.layer(
        alt.Chart(alt.Data(values=windows))
        .mark_bar(height=26, yOffset=10, color=NEUTRAL, opacity=0.3)
        .encode(y=y, x=x, x2="to:T"),
        strong.transform_filter("datum.standing != 'alleged'")
        .transform_calculate(family="'hardware'")
        .mark_bar(height=12, yOffset=10)
        .encode(color=family, opacity=alt.condition("datum.standing == 'documented'", alt.value(1), alt.value(0.65))),
        # What is only alleged is an outline.
        strong.transform_filter("datum.standing == 'alleged'").mark_bar(
            height=12, yOffset=10, fillOpacity=0, stroke=NEUTRAL, strokeDash=[4, 3], strokeWidth=1.5
        ),
        alt.Chart(alt.Data(values=controls))
        .mark_tick(thickness=3, height=34, yOffset=10, color="#c2452d")
        .encode(y=y, x=alt.X("date:T")),
        alt.Chart(alt.Data(values=purchases))
        .mark_text(align="left", dy=-20, fontSize=LABEL_SIZE)
        .encode(y=y, x=alt.value(0), text="told:N"),
    ).properties(height=_ROW * len(names))
    return Picture(
        id="timeline",
        title=tell.say("charts.timeline.title"),
        alt=tell.say("charts.timeline.alt"),
        note=tell.say("charts.timeline.note"),
        chart=chart,
        rows=[
            {
                tell.say("charts.timeline.type"): name,
                tell.say("charts.timeline.what"): what,
                tell.say("charts.timeline.from"): _day(tell, start),
                tell.say("charts.timeline.to"): _day(tell, end),
            }
            for name, what, start, end in rows
        ],
    )


def _day(tell: Teller, date: datetime.date) -> str:
    return tell.day(date)

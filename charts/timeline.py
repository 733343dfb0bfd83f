"""When each type could be bought without a licence, and when it was."""

import altair as alt

from charts.picture import (
    LABEL_SIZE,
    NEUTRAL,
    READ_OUT,
    Column,
    Numbers,
    Picture,
    Teller,
    Y,
    design,
    named,
)
from data import RECORDS

_ROW = 72
_YEARS = (2020, 2026)
# Warning red that can be seen on the light and on the dark page.
_LICENCE = "#d0563c"


@design
def _timeline() -> alt.LayerChart:
    scale = alt.Scale(domain=[alt.DateTime(year=year) for year in _YEARS])
    axis = alt.Axis(
        format="%Y", tickCount="year", title=None, domain=False, ticks=False, labelAlign="left"
    )
    x = alt.X("from:T", scale=scale, axis=axis)
    purchase = named("rows").encode(x=x, x2="to:T", y=Y)
    alleged = "datum.standing == 'alleged'"
    return alt.layer(
        named("windows")
        .mark_bar(height=26, yOffset=12, color=NEUTRAL, opacity=0.3)
        .encode(x=x, x2="to:T", y=Y),
        purchase.transform_filter(f"!({alleged})")
        .mark_bar(height=12, yOffset=12, color=NEUTRAL)
        .encode(opacity=alt.Opacity("strength:Q", scale=None)),
        # What is only alleged is an outline.
        purchase.transform_filter(alleged).mark_bar(
            height=12, yOffset=12, fillOpacity=0, stroke=NEUTRAL, strokeDash=[4, 3], strokeWidth=1.5
        ),
        named("licences")
        .mark_tick(thickness=3, height=34, yOffset=12, color=_LICENCE)
        .encode(x=alt.X("date:T", scale=scale, axis=axis), y=Y),
        named("rows")
        .mark_text(align="left", dy=-18, fontSize=LABEL_SIZE)
        .encode(x=alt.value(0), y=Y, text="name:N", description=READ_OUT),
    )


def timeline(tell: Teller) -> Picture:
    """A pale bar for the lawful window of each type, a strong one for the purchase."""
    types = list(RECORDS.gpu_types.values())
    order = {type_.id: place for place, type_ in enumerate(types)}
    sold = [type_ for type_ in types if type_.sold_to_china_from]
    purchases = [
        {
            "order": order[purchase.gpu_type],
            "name": " · ".join(
                (
                    RECORDS.gpu_types[purchase.gpu_type].name,
                    tell.written(purchase.count, "GPUs"),
                    tell.say(f"purchases.{purchase.id}"),
                )
            ),
            "told": tell.say(
                "ui.span",
                low=(tell.day(purchase.start), ""),
                high=(tell.day(purchase.end), ""),
            ),
            "from": purchase.start.isoformat(),
            "to": purchase.end.isoformat(),
            "standing": purchase.standing,
            "strength": 1.0 if purchase.standing == "documented" else 0.7,
        }
        for purchase in RECORDS.purchases.values()
    ]
    spans = [
        (
            type_.name,
            tell.say("charts.timeline.window"),
            type_.sold_to_china_from,
            type_.licence_needed_from,
        )
        for type_ in sold
    ] + [
        (
            RECORDS.gpu_types[purchase.gpu_type].name,
            tell.say(f"purchases.{purchase.id}"),
            purchase.start,
            purchase.end,
        )
        for purchase in RECORDS.purchases.values()
    ]
    return Picture(
        id="timeline",
        title=tell.say("charts.timeline.title"),
        alt=tell.say("charts.timeline.alt"),
        note=tell.say("charts.timeline.note"),
        design=_timeline(height=_ROW * len(RECORDS.gpu_types)),
        data={
            "rows": purchases,
            "windows": [
                {
                    "order": order[type_.id],
                    "from": type_.sold_to_china_from.isoformat(),
                    "to": type_.licence_needed_from.isoformat(),
                }
                for type_ in sold
            ],
            "licences": [
                {"order": order[type_.id], "date": type_.licence_needed_from.isoformat()}
                for type_ in types
            ],
        },
        table=[
            {
                tell.say("charts.timeline.type"): name,
                tell.say("charts.timeline.what"): what,
                tell.say("charts.timeline.from"): tell.day(start),
                tell.say("charts.timeline.to"): tell.day(end),
            }
            for name, what, start, end in spans
        ],
        numbers=Numbers(
            [
                Column(each, tell.say(f"charts.timeline.{each}"))
                for each in ("type", "what", "from", "to")
            ],
            spans,
        ),
        figures=(),
        quoted=[*RECORDS.purchases.values(), *types],
    )

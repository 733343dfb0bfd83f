"""The cost to operate, and the part of it that can be worked out."""

import altair as alt

from charts.picture import COLOUR, LABEL_SIZE, NEUTRAL, ROW, Picture, Teller
from costmodel import opex_explained

_PARTS = {
    "total": "opex",
    "financing": "financing_cost",
    "electricity": "electricity_cost",
    "unexplained": "unexplained_opex",
}


def operating(tell: Teller) -> Picture:
    """A bar for the whole and one for each part, one part beginning where the other ends."""
    data, begin = [], 0.0
    for part, figure in _PARTS.items():
        cost = tell.value(figure)
        start, end = (0.0, cost) if part == "total" else (begin, begin + cost)
        begin = 0.0 if part == "total" else end
        data.append(
            {
                "part": tell.say(f"charts.operating.{part}"),
                "start": min(start, end),
                "end": max(start, end),
                "label": tell.number(figure),
                "family": "operation",
                "known": part != "unexplained",
            }
        )
    y = alt.Y("part:N", sort=None, axis=None)
    base = alt.Chart(alt.Data(values=data)).encode(y=y)
    x = alt.X("start:Q", axis=None, scale=alt.Scale(zero=True, nice=False))
    chart = alt.layer(
        base.transform_filter("datum.known")
        .mark_bar(height=16, yOffset=9)
        .encode(x=x, x2="end:Q", color=alt.Color("family:N", scale=COLOUR, legend=None)),
        # What nobody has explained is an outline.
        base.transform_filter("!datum.known")
        .mark_bar(height=16, yOffset=9, fillOpacity=0.15, fill=NEUTRAL, stroke=NEUTRAL, strokeDash=[4, 3])
        .encode(x=x, x2="end:Q"),
        base.mark_text(align="left", dy=-10, fontSize=LABEL_SIZE).encode(
            x=alt.value(0), text="part:N"
        ),
        base.mark_text(align="right", dy=-10, fontSize=LABEL_SIZE, fontWeight=600).encode(
            x=alt.value("width"), text="label:N"
        ),
    ).properties(height=ROW * len(data))
    explained = tell.value("financing_share_of_opex") + tell.value("electricity_share_of_opex")
    state = opex_explained({id: tell.value(id) for id in ("opex", "unexplained_opex")})
    return Picture(
        id="operating",
        title=tell.say(f"charts.operating.title_{state}", explained=(explained, "share")),
        alt=tell.say("charts.operating.alt"),
        chart=chart,
        rows=[
            {
                tell.say("charts.operating.part"): tell.say(f"charts.operating.{part}"),
                tell.say("charts.operating.cost"): tell.number(figure),
            }
            for part, figure in _PARTS.items()
        ],
    )

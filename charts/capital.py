"""Buying the fleet: the GPU and the rest of the server, by type."""

import altair as alt

from charts.picture import COLOUR, LABEL_SIZE, ROW, Picture, Teller
from costmodel import MODEL, ratio
from data import RECORDS

_PARTS = {"gpu": "gpu_capex", "rest": "rest_of_server_capex"}


def capital(tell: Teller) -> Picture:
    """A stacked bar for each type, the dearest on top."""
    types = sorted(MODEL.types, key=lambda each: -tell.value(f"capex_{each}"))
    data = [
        {
            "type": RECORDS.gpu_types[each].name,
            "part": tell.say(f"charts.capital.{part}"),
            "cost": tell.value(f"{figure}_{each}"),
            "strength": 1.0 if part == "gpu" else 0.5,
            "order": order,
            "family": "hardware",
        }
        for each in types
        for order, (part, figure) in enumerate(_PARTS.items())
    ]
    totals = [
        {
            "type": RECORDS.gpu_types[each].name,
            "told": f"{RECORDS.gpu_types[each].name} · {tell.number(f'gpu_count_{each}')}",
            "total": tell.number(f"capex_{each}"),
        }
        for each in types
    ]
    y = alt.Y("type:N", sort=None, axis=None)
    texts = alt.Chart(alt.Data(values=totals)).encode(y=y)
    chart = alt.layer(
        alt.Chart(alt.Data(values=data))
        .mark_bar(height=16, yOffset=9)
        .encode(
            y=y,
            x=alt.X("cost:Q", axis=None, stack="zero"),
            color=alt.Color("family:N", scale=COLOUR, legend=None),
            opacity=alt.Opacity("strength:Q", scale=None),
            order="order:O",
        ),
        texts.mark_text(align="left", dy=-10, fontSize=LABEL_SIZE).encode(
            x=alt.value(0), text="told:N"
        ),
        texts.mark_text(align="right", dy=-10, fontSize=LABEL_SIZE, fontWeight=600).encode(
            x=alt.value("width"), text="total:N"
        ),
    ).properties(height=ROW * len(types))
    share = {"gpu_share": (ratio(tell.value("gpu_capex"), tell.value("capex")), "share")}
    title = "title" if tell.value("capex") > 0 else "title_none"
    return Picture(
        id="capital",
        title=tell.say(f"charts.capital.{title}", **share),
        alt=tell.say("charts.capital.alt"),
        note=tell.say("charts.capital.note"),
        chart=chart,
        rows=[
            {
                tell.say("charts.capital.type"): RECORDS.gpu_types[each].name,
                tell.say("charts.capital.gpu"): tell.number(f"gpu_capex_{each}"),
                tell.say("charts.capital.rest"): tell.number(f"rest_of_server_capex_{each}"),
                tell.say("charts.capital.total"): tell.number(f"capex_{each}"),
            }
            for each in types
        ],
    )

"""Buying the fleet: the GPU and the rest of the server, by type."""

import altair as alt

from charts.picture import (
    BAR,
    COLOUR,
    ROW,
    Column,
    Numbers,
    Picture,
    Teller,
    Y,
    captions,
    design,
    named,
)
from costmodel import MODEL, ratio
from data import RECORDS

# Each part, its figure, and how strongly it is drawn.
_PARTS = (("gpu", "gpu_capex", 1.0), ("rest", "rest_of_server_capex", 0.5))


@design
def _capital() -> alt.LayerChart:
    return alt.layer(
        named("parts")
        .mark_bar(**BAR)
        .encode(
            x=alt.X("cost:Q", axis=None, stack="zero", scale=alt.Scale(nice=False)),
            y=Y,
            color=COLOUR,
            opacity=alt.Opacity("strength:Q", scale=None),
            order="part:O",
        ),
        *captions(),
    )


def capital(tell: Teller) -> Picture:
    """A stacked bar for each type, the dearest on top."""
    types = sorted(MODEL.types, key=lambda each: -tell.value(f"capex_{each}"))
    *by_type, together = tell.added(
        [tell.value(f"capex_{each}") for each in types], tell.value("capex"), "USD"
    )
    told = {f"capex_{each}": (text, "") for each, text in zip(types, by_type, strict=True)}
    share = {"gpu_share": (ratio(tell.value("gpu_capex"), tell.value("capex")), "share")}
    return Picture(
        id="capital",
        title=tell.say("charts.capital.title", **share),
        alt=tell.say("charts.capital.alt", **told, capex=(together, "")),
        note=tell.say("charts.capital.note"),
        design=_capital(height=ROW * len(MODEL.types)),
        data={
            "rows": [
                {
                    "order": order,
                    "name": f"{RECORDS.gpu_types[each].name} · {tell.number(f'gpu_count_{each}')}",
                    "told": told[f"capex_{each}"][0],
                }
                for order, each in enumerate(types)
            ],
            "parts": [
                {
                    "order": order,
                    "part": place,
                    "cost": tell.value(f"{figure}_{each}"),
                    "strength": strength,
                    "family": "hardware",
                }
                for order, each in enumerate(types)
                for place, (_, figure, strength) in enumerate(_PARTS)
            ],
        },
        table=[_table_row(tell, each) for each in types],
        numbers=Numbers(
            (
                Column("type", tell.say("charts.capital.type")),
                *(Column(id, tell.say(f"charts.capital.{part}"), "USD") for part, id, _ in _PARTS),
                Column("capex", tell.say("charts.capital.total"), "USD"),
            ),
            [
                (
                    RECORDS.gpu_types[each].name,
                    *(tell.value(f"{figure}_{each}") for _, figure, _ in _PARTS),
                    tell.value(f"capex_{each}"),
                )
                for each in types
            ],
        ),
        figures=("capex", *(f"capex_{each}" for each in types), *(id for _, id, _ in _PARTS)),
    )


def _table_row(tell: Teller, type_: str) -> dict[str, str]:
    """A type's parts and what they add up to."""
    parts = [tell.value(f"{figure}_{type_}") for _, figure, _ in _PARTS]
    cells = tell.added(parts, tell.value(f"capex_{type_}"), "USD")
    headings = (*(part for part, _, _ in _PARTS), "total")
    return {
        tell.say("charts.capital.type"): RECORDS.gpu_types[type_].name,
        **{
            tell.say(f"charts.capital.{heading}"): cell
            for heading, cell in zip(headings, cells, strict=True)
        },
    }

"""How sure: where the draws of each rung fall, on a logarithmic scale."""

import math
from collections.abc import Mapping

import altair as alt

from charts.ladder import FAMILY
from charts.picture import (
    COLOUR,
    ROW,
    Cell,
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
from costmodel import RUNGS, Spread

_HEIGHT = 16


@design
def _spread(low: int, high: int) -> alt.LayerChart:
    """``low`` and ``high`` are the powers of ten the scale runs between."""

    def at(field: str) -> alt.X:
        return logarithmic(field, low, high)

    middle = {"yOffset": 9}
    return alt.layer(
        named("bins")
        .mark_bar(height=_HEIGHT, **middle)
        .encode(
            x=at("from"),
            x2="to:Q",
            y=Y,
            color=COLOUR,
            opacity=alt.Opacity("strength:Q", scale=None),
        ),
        named("ranges")
        .mark_rule(strokeWidth=1.5, **middle)
        .encode(x=at("low"), x2="high:Q", y=Y, color=COLOUR),
        named("ranges")
        .mark_tick(thickness=3, height=_HEIGHT + 8, **middle)
        .encode(x=at("here"), y=Y, color=alt.value("currentColor")),
        *captions(),
    )


def spread(tell: Teller, found: Mapping[str, Spread], draws: int) -> Picture:
    """A strip for each rung, darker where more draws fall; a line from the 5th to the 95th.

    ``found`` is what so many draws say of each rung, by its id. A rung that costs nothing,
    or may cost nothing in every draw, has no strip.
    """
    shown = [id for id in reversed(RUNGS) if found[id].low > 0 and tell.value(id) > 0]
    bins = {id: found[id].bins for id in shown}
    edges = [
        edge
        for id in shown
        for edge in (
            tell.value(id),
            found[id].low,
            found[id].high,
            *(end for start, stop, _ in bins[id] for end in (start, stop)),
        )
    ]
    tallest = {id: max((share for *_, share in bins[id]), default=1.0) for id in shown}
    tco = found["tco"]
    ends = {
        "low": (tco.low, "USD"),
        "high": (tco.high, "USD"),
        "below": (tco.below, "share"),
        "draws": (float(draws), "people"),
    }
    low, high = tell.between(tco.low, tco.high, "USD")
    ends |= {"low": (low, ""), "high": (high, "")}
    kind = "_certain" if tco.certain else ""
    return Picture(
        id="spread",
        title=tell.say(f"charts.spread.title{kind}", **ends),
        alt=tell.say(f"charts.spread.alt{kind}", **ends),
        note=tell.say("charts.spread.note"),
        design=_spread(
            math.floor(math.log10(min(edges, default=1.0))),
            math.floor(math.log10(max(edges, default=1.0))) + 1,
            height=ROW * len(shown),
        ),
        data={
            "rows": [
                {
                    "order": order,
                    "name": tell.say(f"rung_names.{id}"),
                    "told": _told(tell, found[id]),
                }
                for order, id in enumerate(shown)
            ],
            "ranges": [
                {
                    "order": order,
                    "low": found[id].low,
                    "high": found[id].high,
                    "here": tell.value(id),
                    "family": FAMILY.get(id, "run"),
                }
                for order, id in enumerate(shown)
            ],
            "bins": [
                {
                    "order": order,
                    "from": start,
                    "to": stop,
                    "strength": round(share / tallest[id], 3),
                    "family": FAMILY.get(id, "run"),
                }
                for order, id in enumerate(shown)
                for start, stop, share in bins[id]
            ],
        },
        table=[_table_row(tell, found[id]) for id in reversed(RUNGS)],
        numbers=Numbers(
            (
                Column("figure", tell.say("package.id")),
                Column("rung", tell.say("charts.spread.rung")),
                *(
                    Column(each, tell.say(f"charts.spread.{each}"), "USD")
                    for each in ("here", "low", "middle", "high")
                ),
                Column("below", tell.say("charts.spread.below"), "share"),
            ),
            [_numbers_row(tell, found[id]) for id in reversed(RUNGS)],
        ),
        figures=RUNGS,
        shows_draws=True,
    )


def _told(tell: Teller, each: Spread) -> str:
    if each.certain:
        return tell.number(each.figure)
    low, high = tell.between(each.low, each.high, "USD")
    return tell.say("ui.span", low=(low, ""), high=(high, ""))


def _numbers_row(tell: Teller, each: Spread) -> tuple[Cell, ...]:
    name = tell.say(f"rung_names.{each.figure}")
    here = tell.value(each.figure)
    return (each.figure, name, here, each.low, each.middle, each.high, each.below)


def _table_row(tell: Teller, each: Spread) -> dict[str, str]:
    def written(value: float) -> str:
        return tell.written(value, "USD")

    return {
        tell.say("charts.spread.rung"): tell.say(f"rung_names.{each.figure}"),
        tell.say("charts.spread.here"): tell.number(each.figure),
        tell.say("charts.spread.low"): written(each.low),
        tell.say("charts.spread.middle"): written(each.middle),
        tell.say("charts.spread.high"): written(each.high),
        tell.say("charts.spread.below"): tell.written(each.below, "share"),
    }

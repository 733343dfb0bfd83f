"""What matters: how far each assumption alone moves a figure, over its sourced range."""

import math
from collections.abc import Sequence

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
    cost_family,
    design,
    named,
)
from costmodel import Swing, unit_of

# The rest moves the figure less than all of these, and stands in the table.
_SHOWN = 8


@design
def _swings() -> alt.LayerChart:
    def at(field: str) -> alt.X:
        return alt.X(f"{field}:Q", axis=None, scale=alt.Scale(zero=False, nice=False, padding=6))

    bars = named("bars").encode(y=Y)
    return alt.layer(
        bars.mark_bar(**BAR, opacity=0.45).encode(x=at("start"), x2="end:Q", color=COLOUR),
        # Which end belongs to the high value of the assumption: a filled mark.
        bars.mark_point(size=70, filled=True, opacity=1, yOffset=9).encode(
            x=at("at_high"), color=COLOUR
        ),
        named("here")
        .mark_rule(strokeWidth=1.5, strokeDash=[4, 3])
        .encode(x=at("here"), color=alt.value("currentColor")),
        *captions(),
    )


def swings(tell: Teller, figure: str, found: Sequence[Swing]) -> Picture:
    """A bar for each assumption, from the figure at one end of its range to that at the other.

    ``found`` are the figure's swings, widest first.
    """
    unit = unit_of(figure)
    found = [each for each in found if math.isfinite(each.width)]
    moving = [each for each in found if each.width > 0]
    shown = moving[:_SHOWN]
    here = tell.value(figure)

    def written(value: float) -> str:
        return tell.written(value, unit)

    def span(each: Swing) -> str:
        low, high = tell.apart(each.at_low, each.at_high, unit)
        return tell.say("ui.span", low=(low, ""), high=(high, ""))

    ends = {"figure": (tell.name_of(figure), ""), "here": (written(here), "")}
    if shown:
        widest = shown[0]
        low, high = tell.apart(*sorted((widest.at_low, widest.at_high)), unit)
        ends |= {
            "assumption": (tell.name_of(widest.assumption), ""),
            "low": (low, ""),
            "high": (high, ""),
        }
    kind = "" if shown else "_none"
    return Picture(
        id="swings",
        title=tell.say(f"charts.swings.title{kind}", **ends),
        alt=tell.say(f"charts.swings.alt{kind}", **ends),
        note=tell.say("charts.swings.note", **ends) if shown else "",
        design=_swings(height=ROW * max(len(shown), 1)),
        data={
            "rows": [
                {"order": order, "name": tell.name_of(each.assumption), "told": span(each)}
                for order, each in enumerate(shown)
            ],
            "bars": [
                {
                    "order": order,
                    "start": min(each.at_low, each.at_high),
                    "end": max(each.at_low, each.at_high),
                    "at_high": each.at_high,
                    "family": cost_family(each.assumption),
                }
                for order, each in enumerate(shown)
            ],
            "here": [{"here": here}] if shown and math.isfinite(here) else [],
        },
        table=[
            {
                tell.say("charts.swings.assumption"): tell.name_of(each.assumption),
                tell.say("charts.swings.range"): tell.say(
                    "ui.span",
                    low=(tell.written(each.low, unit_of(each.assumption), "exact"), ""),
                    high=(tell.written(each.high, unit_of(each.assumption), "exact,full"), ""),
                ),
                tell.say("charts.swings.figure"): span(each),
                tell.say("charts.swings.width"): written(each.width),
            }
            for each in found
        ],
        numbers=Numbers(
            (
                Column("assumption", tell.say("package.id")),
                Column("name", tell.say("charts.swings.assumption")),
                Column("unit", tell.say("package.unit")),
                Column("low", tell.say("package.low")),
                Column("high", tell.say("package.high")),
                Column("at_low", tell.say("package.at_low"), unit),
                Column("at_high", tell.say("package.at_high"), unit),
                Column("width", tell.say("charts.swings.width"), unit),
            ),
            [
                (
                    each.assumption,
                    tell.name_of(each.assumption),
                    unit_of(each.assumption),
                    each.low,
                    each.high,
                    each.at_low,
                    each.at_high,
                    each.width,
                )
                for each in found
            ],
        ),
        figures=(figure, *(each.assumption for each in shown)),
    )

"""What became known after the headlines, in order of time, and how far it has been shown."""

import datetime

import altair as alt

from charts.picture import (
    NEUTRAL,
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
from data import RECORDS

# What has been shown is filled; the rest is an outline, each of its own shape.
_SHAPES = {
    "documented": "circle",
    "estimate": "diamond",
    "announced": "triangle-right",
    "alleged": "square",
    "denied": "cross",
}


@design
def _since(first: int, last: int) -> alt.LayerChart:
    """``first`` and ``last`` are the years the axis runs between."""
    scale = alt.Scale(domain=[alt.DateTime(year=first), alt.DateTime(year=last)])
    axis = alt.Axis(
        format="%Y", tickCount="year", title=None, domain=False, ticks=False, labelAlign="left"
    )
    return alt.layer(
        named("rows")
        .mark_point(size=110, yOffset=9, opacity=1, strokeWidth=2, stroke=NEUTRAL, fill=NEUTRAL)
        .encode(
            x=alt.X("date:T", scale=scale, axis=axis),
            y=Y,
            shape=alt.Shape(
                "standing:N",
                scale=alt.Scale(domain=list(_SHAPES), range=list(_SHAPES.values())),
                legend=None,
            ),
            fillOpacity=alt.condition("datum.standing == 'documented'", alt.value(1), alt.value(0)),
        ),
        *captions(),
    )


def since(tell: Teller) -> Picture:
    """A row for each event, the first on top: a mark at its day, its shape for its standing."""
    events = sorted(RECORDS.events.values(), key=lambda event: event.date)
    standings = [event.standing for event in events]
    blanks = {
        "events": (float(len(events)), "people"),
        **{each: (float(standings.count(each)), "people") for each in _SHAPES},
        "first": (events[0].date, ""),
        "last": (events[-1].date, ""),
    }

    def name(id: str) -> str:
        return tell.say(f"events.{id}.name")

    def told(standing: str, date: datetime.date) -> str:
        words = {"standing": (tell.say(f"standings.{standing}"), ""), "date": (date, "")}
        return tell.say("charts.since.told", **words)

    return Picture(
        id="since",
        title=tell.say("charts.since.title", **blanks),
        alt=tell.say("charts.since.alt", **blanks),
        note=tell.say("charts.since.note"),
        design=_since(events[0].date.year, events[-1].date.year + 1, height=ROW * len(events)),
        data={
            "rows": [
                {
                    "order": order,
                    "name": name(event.id),
                    "told": told(event.standing, event.date),
                    "date": event.date.isoformat(),
                    "standing": event.standing,
                }
                for order, event in enumerate(events)
            ]
        },
        table=[
            {
                tell.say("charts.since.date"): tell.day(event.date),
                tell.say("charts.since.event"): name(event.id),
                tell.say("charts.since.standing"): tell.say(f"standings.{event.standing}"),
            }
            for event in events
        ],
        numbers=Numbers(
            [
                Column("id", tell.say("package.id")),
                *(
                    Column(each, tell.say(f"charts.since.{each}"))
                    for each in ("date", "event", "standing")
                ),
            ],
            [
                (event.id, event.date, name(event.id), tell.say(f"standings.{event.standing}"))
                for event in events
            ],
        ),
        figures=(),
        quoted=events,
    )

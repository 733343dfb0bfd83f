"""How many GPUs, according to whom, and how good the evidence is."""

import altair as alt

from charts.picture import (
    BAR,
    COLOUR,
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

# Better evidence is drawn more strongly.
_STRENGTH = {"documented": 1.0, "estimate": 0.55, "alleged": 0.25}
_SCENARIO = "scenario"


@design
def _evidence() -> alt.LayerChart:
    x = alt.X("count:Q", axis=None, scale=alt.Scale(zero=True, nice=False))
    bars = named("rows").encode(x=x, y=Y)
    return alt.layer(
        bars.transform_filter(f"datum.standing != '{_SCENARIO}'")
        .mark_bar(**BAR, color=NEUTRAL, stroke=NEUTRAL)
        .encode(opacity=alt.Opacity("strength:Q", scale=None)),
        bars.transform_filter(f"datum.standing == '{_SCENARIO}'")
        .mark_bar(**BAR)
        .encode(color=COLOUR),
        *captions(),
    )


def evidence(tell: Teller) -> Picture:
    """A bar for each statement, type by type, and under them what the scenario counts."""
    rows, table, numbers = [], [], []

    def add(name: str, count: float, standing: str, strength: float, told: str) -> None:
        written = tell.written(count, "GPUs")
        rows.append(
            {
                "order": len(rows),
                "name": name,
                "told": f"{written} · {told}",
                "count": count,
                "standing": standing,
                "strength": strength,
                "family": "hardware",
            }
        )
        table.append(
            {
                tell.say("charts.evidence.statement"): name,
                tell.say("charts.evidence.count"): written,
                tell.say("charts.evidence.standing"): told,
            }
        )
        numbers.append((name, count, told))

    for type_ in RECORDS.gpu_types.values():
        for row in RECORDS.fleet.values():
            if row.gpu_type == type_.id:
                add(
                    tell.say(f"fleet_rows.{row.id}"),
                    row.count,
                    row.standing,
                    _STRENGTH[row.standing],
                    tell.say(f"standings.{row.standing}"),
                )
        add(
            type_.name,
            tell.value(f"gpu_count_{type_.id}"),
            _SCENARIO,
            1.0,
            tell.say("charts.evidence.yours"),
        )
    return Picture(
        id="evidence",
        title=tell.say("charts.evidence.title"),
        alt=tell.say("charts.evidence.alt"),
        design=_evidence(height=ROW * len(rows)),
        data={"rows": rows},
        table=table,
        numbers=Numbers(
            (
                Column("statement", tell.say("charts.evidence.statement")),
                Column("count", tell.say("charts.evidence.count"), "GPUs"),
                Column("standing", tell.say("charts.evidence.standing")),
            ),
            numbers,
        ),
        figures=[f"gpu_count_{each}" for each in RECORDS.gpu_types],
        quoted=[*RECORDS.fleet.values()],
    )

"""Other models on one basis: our number with its range, and what others say, side by side."""

import math
from collections.abc import Mapping, Sequence

import altair as alt

from charts.picture import (
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
    logarithmic,
    named,
)
from costmodel import OWN, V3, Compared
from data import RECORDS, Sourced


@design
def _models(low: int, high: int) -> alt.LayerChart:
    """``low`` and ``high`` are the powers of ten the scale runs between."""

    def at(field: str) -> alt.X:
        return logarithmic(field, low, high)

    colour = alt.condition("datum.of_interest", COLOUR, alt.value(NEUTRAL))
    ours = "datum.whose == 'ours'"
    numbers = named("numbers").encode(y=Y)
    return alt.layer(
        numbers.mark_rule(yOffset=9, opacity=0.6).encode(
            x=at("low"),
            x2="high:Q",
            color=colour,
            strokeWidth=alt.condition(ours, alt.value(3), alt.value(1.5)),
        ),
        # One layer for both: a layer without marks would be a picture without a name.
        numbers.mark_point(size=110, yOffset=9, opacity=1, strokeWidth=2).encode(
            x=at("value"),
            stroke=colour,
            fill=colour,
            fillOpacity=alt.condition(ours, alt.value(1), alt.value(0)),
            shape=alt.Shape(
                "whose:N",
                scale=alt.Scale(domain=["ours", "others"], range=["circle", "diamond"]),
                legend=None,
            ),
        ),
        *captions(),
    )


def models(tell: Teller, basis: str, found: Sequence[Compared]) -> Picture:
    """A row for each model, the dearest on top: a dot is ours, a diamond is somebody else's.

    ``found`` are all numbers on this basis, the dearest first.
    """
    by_model: dict[str, list[Compared]] = {}
    for each in found:
        by_model.setdefault(each.model, []).append(each)
    main = {id: _main(numbers) for id, numbers in by_model.items()}
    order = {id: place for place, id in enumerate(sorted(main, key=lambda id: -main[id].value))}

    def name(id: str) -> str:
        return tell.say("ui.own_model") if id == OWN else RECORDS.models[id].name

    def told(each: Compared) -> str:
        amount = tell.written(each.value, "USD")
        return amount if each.whose == "ours" else f"{amount} ({publisher(each)})"

    def publisher(each: Compared) -> str:
        if each.whose == "ours":
            return tell.say("charts.models.ours")
        # A source may be read somewhere else; its publisher is who speaks.
        said = RECORDS.sources[RECORDS.model_costs[each.cost].sources[0]].publisher
        return said.split(",")[0]

    ends = [edge for each in found for edge in (each.low, each.high) if edge > 0]
    v3 = next((each for each in found if each.model == V3 and each.whose == "ours"), None)
    dearest = max(main.values(), key=lambda each: each.value)
    blanks = {
        "v3": (tell.written(v3.value if v3 else math.nan, "USD"), ""),
        "dearest": (name(dearest.model), ""),
        "highest": (tell.written(dearest.value, "USD"), ""),
        "models": (float(len(main)), "people"),
    }
    return Picture(
        id=f"models_{basis}",
        title=tell.say(f"charts.models.title_{basis}", **blanks),
        alt=tell.say("charts.models.alt", **blanks, basis=(tell.say(f"bases.{basis}"), "")),
        design=_models(
            math.floor(math.log10(min(ends))),
            math.floor(math.log10(max(ends))) + 1,
            height=ROW * len(main),
        ),
        data={
            # Read out in the order in which they stand.
            "rows": [
                {"order": place, "name": name(id), "told": told(main[id])}
                for id, place in order.items()
            ],
            "numbers": [
                {
                    "order": order[each.model],
                    "value": each.value,
                    "low": max(each.low, min(ends)),
                    "high": each.high,
                    "whose": "ours" if each.whose == "ours" else "others",
                    "of_interest": each.model in (V3, OWN),
                    "family": "people" if each.model == OWN else "run",
                }
                for each in found
                if each.value > 0
            ],
        },
        table=[
            {
                tell.say("charts.models.model"): name(each.model),
                tell.say("charts.models.whose"): publisher(each),
                tell.say("charts.models.cost"): tell.written(each.value, "USD", "precise"),
                tell.say("charts.models.range"): _range(tell, each),
                tell.say("charts.models.dollars"): tell.say(f"dollars.{_dollars(each)}"),
            }
            for each in _in_order(found, order)
        ],
        numbers=Numbers(
            (
                Column("id", tell.say("package.id")),
                Column("model", tell.say("charts.models.model")),
                Column("whose", tell.say("charts.models.whose")),
                Column("cost", tell.say("charts.models.cost"), "USD"),
                Column("low", tell.say("package.low"), "USD"),
                Column("high", tell.say("package.high"), "USD"),
                Column("dollars", tell.say("charts.models.dollars")),
            ),
            [
                (
                    each.model,
                    name(each.model),
                    publisher(each),
                    each.value,
                    each.low,
                    each.high,
                    tell.say(f"dollars.{_dollars(each)}"),
                )
                for each in _in_order(found, order)
            ],
        ),
        figures=(),
        quoted=_quoted(found),
        legend=tell.say("charts.models.note"),
    )


def _in_order(found: Sequence[Compared], order: Mapping[str, int]) -> list[Compared]:
    """Model by model as they are drawn, of each our own number first."""
    return sorted(found, key=lambda each: (order[each.model], each.whose != "ours"))


def _quoted(found: Sequence[Compared]) -> list[Sourced]:
    """What others say a model costs, and what our own numbers are worked out from."""
    ours = {each.model for each in found if each.cost is None}
    return [
        *(RECORDS.model_costs[each.cost] for each in found if each.cost),
        *(row for row in RECORDS.model_parameters.values() if row.model in ours),
    ]


def _main(numbers: list[Compared]) -> Compared:
    """The number a model's row is about: ours if there is one."""
    return next((each for each in numbers if each.whose == "ours"), numbers[0])


def _range(tell: Teller, each: Compared) -> str:
    if each.low == each.high:
        return "–"
    low, high = tell.apart(each.low, each.high, "USD")
    return tell.say("ui.span", low=(low, ""), high=(high, ""))


def _dollars(each: Compared) -> str:
    return RECORDS.model_costs[each.cost].dollars if each.cost else "nominal"

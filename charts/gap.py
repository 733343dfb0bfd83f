"""Why two stories differ: the gap between them, one bar for each assumption."""

import math

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
    cost_family,
    design,
    named,
)
from costmodel import Gap, unit_of

_FEW_DIGITS, _DIGITS_OF_A_FLOAT = 3, 17
# The rest adds up to one bar more, and stands apart in the table.
_SHOWN = 9


@design
def _gap() -> alt.LayerChart:
    def at(field: str) -> alt.X:
        return alt.X(f"{field}:Q", axis=None, scale=alt.Scale(zero=True, nice=False, padding=4))

    bars = named("bars").encode(x=at("start"), x2="end:Q", y=Y)
    return alt.layer(
        bars.transform_filter("datum.whole").mark_bar(**BAR, color=NEUTRAL),
        bars.transform_filter("!datum.whole").mark_bar(**BAR).encode(color=COLOUR),
        *captions(),
    )


def gap(tell: Teller, found: Gap, left: str, right: str) -> Picture:
    """A staircase from a figure in one story to the figure in the other, widest step first.

    ``left`` and ``right`` are the stories that ``found`` lies between, by id.
    """
    figure, unit = found.figure, unit_of(found.figure)
    parts = list((found.parts or {}).items())
    steps = [(tell.name_of(id), amount, cost_family(id)) for id, amount in parts[:_SHOWN]]
    if rest := parts[_SHOWN:]:
        together = sum(amount for _, amount in rest)
        steps.append((tell.say("charts.gap.rest"), together, cost_family(rest[0][0])))

    def signed(value: float, text: str) -> str:
        return f"+{text}" if value > 0 else text

    # From one story over every step to the other, so that a reader who adds them up arrives.
    at_left, *by_step, at_right = _added(
        tell, found, [found.left, *(amount for _, amount, _ in steps)]
    )
    in_table = _added(tell, found, [found.left, *(amount for _, amount in parts)])

    names = {
        side: tell.say(f"stories.{id}.name") for side, id in (("left", left), ("right", right))
    }
    ends = {
        "figure": (tell.name_of(figure), ""),
        "left": (names["left"], ""),
        "right": (names["right"], ""),
        "at_left": (at_left, ""),
        "at_right": (at_right, ""),
        "gap": (tell.written(abs(found.right - found.left), unit), ""),
        "largest": (steps[0][0] if steps else "", ""),
    }
    kind = "" if steps else "_same"
    if found.parts is None:
        kind = "_undefined"
    bars, at = [], found.left
    for order, (_, amount, family) in enumerate(steps, start=1):
        bars.append(
            {
                "order": order,
                "start": at,
                "end": at + amount,
                "whole": False,
                "family": family,
            }
        )
        at += amount
    whole = [
        (0, "left", found.left, at_left),
        (len(steps) + 1, "right", found.right, at_right),
    ]
    whole = whole if steps else []
    bars += [
        {"order": order, "start": 0.0, "end": value, "whole": True, "family": "run"}
        for order, _, value, _ in whole
    ]
    rows = [
        {"order": order, "name": name, "told": signed(amount, text)}
        for order, ((name, amount, _), text) in enumerate(zip(steps, by_step, strict=True), start=1)
    ]
    rows += [{"order": order, "name": names[side], "told": text} for order, side, _, text in whole]
    return Picture(
        id="gap",
        title=tell.say(f"charts.gap.title{kind}", **ends),
        alt=tell.say(f"charts.gap.alt{kind}", **ends),
        note=tell.say(f"charts.gap.{found.method}") if steps else "",
        design=_gap(height=ROW * max(len(rows), 1)),
        data={"rows": rows, "bars": bars},
        table=[
            {tell.say("charts.gap.what"): what, tell.say("charts.gap.amount"): amount}
            for what, amount in (
                (names["left"], in_table[0]),
                *(
                    (tell.name_of(id), signed(amount, text))
                    for (id, amount), text in zip(parts, in_table[1:-1], strict=True)
                ),
                (names["right"], in_table[-1]),
            )
        ],
        numbers=Numbers(
            (
                Column("id", tell.say("package.id")),
                Column("what", tell.say("charts.gap.what")),
                Column("amount", tell.say("charts.gap.amount"), unit),
            ),
            [
                (left, names["left"], found.left),
                *((id, tell.name_of(id), amount) for id, amount in parts),
                (right, names["right"], found.right),
            ],
        ),
        figures=(figure, *(id for id, _ in parts)),
    )


def _added(tell: Teller, found: Gap, way: list[float]) -> list[str]:
    """The way from one story to the other and where it ends, both ends told apart."""
    for digits in range(_FEW_DIGITS, _DIGITS_OF_A_FLOAT):
        texts = tell.added(way, found.right, unit_of(found.figure), digits)
        if texts[0] != texts[-1]:
            break
        if found.left == found.right or not math.isfinite(found.right - found.left):
            break
    return texts

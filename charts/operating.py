"""The cost to operate, and the part of it that can be worked out."""

from itertools import accumulate, pairwise

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

_WHOLE = ("total", "opex")
_PARTS = (
    ("financing", "financing_cost"),
    ("electricity", "electricity_cost"),
    ("unexplained", "unexplained_opex"),
)


@design
def _operating() -> alt.LayerChart:
    x = alt.X("start:Q", axis=None, scale=alt.Scale(zero=True, nice=False))
    bars = named("rows").encode(x=x, x2="end:Q", y=Y)
    return alt.layer(
        bars.transform_filter("datum.known").mark_bar(**BAR).encode(color=COLOUR),
        # What nobody has explained is an outline.
        bars.transform_filter("!datum.known").mark_bar(
            **BAR, fill=NEUTRAL, fillOpacity=0.15, stroke=NEUTRAL, strokeDash=[4, 3]
        ),
        *captions(),
    )


def operating(tell: Teller) -> Picture:
    """A bar for the whole and one for each part, each beginning where the one before ends."""
    ends = [0.0, *accumulate(tell.value(figure) for _, figure in _PARTS)]
    spans = [(0.0, tell.value("opex")), *pairwise(ends)]
    explained = tell.value("financing_share_of_opex") + tell.value("electricity_share_of_opex")
    *parts, whole = tell.added(
        [tell.value(figure) for _, figure in _PARTS], tell.value("opex"), "USD"
    )
    told = [whole, *parts]
    by_figure = {
        figure: (text, "") for (_, figure), text in zip((_WHOLE, *_PARTS), told, strict=True)
    }
    return Picture(
        id="operating",
        title=tell.say("charts.operating.title", **by_figure, explained=(explained, "share")),
        alt=tell.say("charts.operating.alt", **by_figure),
        design=_operating(height=ROW * (1 + len(_PARTS))),
        data={
            "rows": [
                {
                    "order": order,
                    "name": tell.say(f"charts.operating.{part}"),
                    "told": told[order],
                    "start": min(span),
                    "end": max(span),
                    "family": "operation",
                    "known": part != "unexplained",
                }
                for order, ((part, _), span) in enumerate(
                    zip((_WHOLE, *_PARTS), spans, strict=True)
                )
            ]
        },
        table=[
            {
                tell.say("charts.operating.part"): tell.say(f"charts.operating.{part}"),
                tell.say("charts.operating.cost"): amount,
            }
            for (part, _), amount in zip((_WHOLE, *_PARTS), told, strict=True)
        ],
        numbers=Numbers(
            (
                Column("figure", tell.say("package.id")),
                Column("part", tell.say("charts.operating.part")),
                Column("cost", tell.say("charts.operating.cost"), "USD"),
            ),
            [
                (figure, tell.say(f"charts.operating.{part}"), tell.value(figure))
                for part, figure in (_WHOLE, *_PARTS)
            ],
        ),
        figures=[figure for _, figure in (_WHOLE, *_PARTS)],
    )

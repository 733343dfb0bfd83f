"""The company's bill under three payrolls: how much pay can move it."""

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

# Setting, its pay, its bill.
_SETTINGS = (
    ("nobody", "staff_cost_without_stars", "company_cost_without_stars"),
    ("scenario", "staff_cost", "company_cost"),
    ("everybody", "staff_cost_all_stars", "company_cost_all_stars"),
)


@design
def _pay() -> alt.LayerChart:
    return alt.layer(
        named("parts")
        .mark_bar(**BAR)
        .encode(
            x=alt.X("cost:Q", axis=None, stack="zero", scale=alt.Scale(nice=False)),
            y=Y,
            color=COLOUR,
            order="part:O",
        ),
        *captions(),
    )


def pay(tell: Teller) -> Picture:
    """Machines and people, stacked, for nobody, some and everybody on star pay."""
    # Of each setting: machines, people, and the bill they add up to.
    amounts = [
        tell.added([tell.value("deepseek_tco"), tell.value(staff)], tell.value(bill), "USD")
        for _, staff, bill in _SETTINGS
    ]
    return Picture(
        id="pay",
        title=tell.say("charts.pay.title"),
        alt=tell.say("charts.pay.alt"),
        note=tell.say("charts.pay.note"),
        design=_pay(height=ROW * len(_SETTINGS)),
        data={
            "rows": [
                {
                    "order": order,
                    "name": tell.say(f"charts.pay.{setting}"),
                    "told": tell.say(
                        "charts.pay.total",
                        people=(people, ""),
                        bill=(bill, ""),
                    ),
                }
                for order, ((setting, _, _), (_, people, bill)) in enumerate(
                    zip(_SETTINGS, amounts, strict=True)
                )
            ],
            "parts": [
                {"order": order, "part": place, "cost": tell.value(figure), "family": family}
                for order, (_, staff, _) in enumerate(_SETTINGS)
                for place, (figure, family) in enumerate(
                    (("deepseek_tco", "operation"), (staff, "people"))
                )
            ],
        },
        table=[
            {
                tell.say("charts.pay.setting"): tell.say(f"charts.pay.{setting}"),
                tell.say("charts.pay.machines"): machines,
                tell.say("charts.pay.people"): people,
                tell.say("charts.pay.total_heading"): bill,
            }
            for (setting, _, _), (machines, people, bill) in zip(_SETTINGS, amounts, strict=True)
        ],
        numbers=Numbers(
            (
                Column("setting", tell.say("charts.pay.setting")),
                *(
                    Column(each, tell.say(f"charts.pay.{heading}"), "USD")
                    for each, heading in (
                        ("machines", "machines"),
                        ("people", "people"),
                        ("total", "total_heading"),
                    )
                ),
            ),
            [
                (
                    tell.say(f"charts.pay.{setting}"),
                    tell.value("deepseek_tco"),
                    tell.value(staff),
                    tell.value(bill),
                )
                for setting, staff, bill in _SETTINGS
            ],
        ),
        figures=("deepseek_tco", *(figure for _, *each in _SETTINGS for figure in each)),
    )

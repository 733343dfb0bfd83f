"""The company's bill under three payrolls: how much pay can move it."""

import altair as alt

from charts.picture import BAR, COLOUR, ROW, Picture, Teller, Y, captions, design, named

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
    ).properties(height=ROW * len(_SETTINGS))


def pay(tell: Teller) -> Picture:
    """Machines and people, stacked, for nobody, some and everybody on star pay."""
    return Picture(
        id="pay",
        title=tell.say("charts.pay.title"),
        alt=tell.say("charts.pay.alt"),
        note=tell.say("charts.pay.note"),
        design=_pay(),
        data={
            "rows": [
                {
                    "order": order,
                    "name": tell.say(f"charts.pay.{setting}"),
                    "told": tell.say(
                        "charts.pay.total",
                        people=(tell.value(staff), "USD"),
                        bill=(tell.value(bill), "USD"),
                    ),
                }
                for order, (setting, staff, bill) in enumerate(_SETTINGS)
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
                tell.say("charts.pay.machines"): tell.number("deepseek_tco"),
                tell.say("charts.pay.people"): tell.number(staff),
                tell.say("charts.pay.total_heading"): tell.number(bill),
            }
            for setting, staff, bill in _SETTINGS
        ],
    )

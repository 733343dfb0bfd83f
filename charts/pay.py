"""The company's bill under three payrolls: how much pay can move it."""

import altair as alt

from charts.picture import COLOUR, LABEL_SIZE, ROW, Picture, Teller

# Setting, its pay, its bill.
_SETTINGS = (
    ("nobody", "staff_cost_without_stars", "company_cost_without_stars"),
    ("scenario", "staff_cost", "company_cost"),
    ("everybody", "staff_cost_all_stars", "company_cost_all_stars"),
)


def pay(tell: Teller) -> Picture:
    """Machines and people, stacked, for nobody, some and everybody on star pay."""
    parts, totals = [], []
    for setting, staff, bill in _SETTINGS:
        name = tell.say(f"charts.pay.{setting}")
        parts += [
            {"name": name, "cost": tell.value("deepseek_tco"), "family": "operation", "order": 0},
            {"name": name, "cost": tell.value(staff), "family": "people", "order": 1},
        ]
        totals.append(
            {
                "name": name,
                "total": tell.say("charts.pay.total", people=(tell.value(staff), "USD"), bill=(tell.value(bill), "USD")),
            }
        )
    y = alt.Y("name:N", sort=None, axis=None)
    texts = alt.Chart(alt.Data(values=totals)).encode(y=y)
    chart = alt.layer(
        alt.Chart(alt.Data(values=parts))
        .mark_bar(height=16, yOffset=9)
        .encode(
            y=y,
            x=alt.X("cost:Q", axis=None, stack="zero"),
            color=alt.Color("family:N", scale=COLOUR, legend=None),
            order="order:O",
        ),
        texts.mark_text(align="left", dy=-10, fontSize=LABEL_SIZE).encode(
            x=alt.value(0), text="name:N"
        ),
        texts.mark_text(align="right", dy=-10, fontSize=LABEL_SIZE, fontWeight=600).encode(
            x=alt.value("width"), text="total:N"
        ),
    ).properties(height=ROW * len(_SETTINGS))
    return Picture(
        id="pay",
        title=tell.say("charts.pay.title"),
        alt=tell.say("charts.pay.alt"),
        note=tell.say("charts.pay.note"),
        chart=chart,
        rows=[
            {
                tell.say("charts.pay.setting"): tell.say(f"charts.pay.{setting}"),
                tell.say("charts.pay.machines"): tell.number("deepseek_tco"),
                tell.say("charts.pay.people"): tell.number(staff),
                tell.say("charts.pay.total_heading"): tell.number(bill),
            }
            for setting, staff, bill in _SETTINGS
        ],
    )

"""What every chart must say, worked out a second time: from the figures, and without the charts.

``disagreements(tell, "ladder")`` is empty where each row, each cell of the table and each
number in the title and in the text for who cannot see are as they must be.
"""

import datetime
import itertools
import math
from collections import ChainMap, Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
import pytest

import charts
from costmodel import (
    ASSUMPTIONS,
    MODEL,
    OWN,
    RUNGS,
    STORIES,
    STORIES_AT_FIRST,
    V3,
    YOURS,
    compared,
    draw,
    evaluate,
    gap,
    spreads,
    unit_of,
)
from data import RECORDS
from telling import Telling
from tests import pictured
from tests.paper import Amount, Told, blanks_in, stands_for


@dataclass(frozen=True)
class Account:
    """What a chart must say of a scenario.

    ``data`` and ``table`` are its rows, ``title`` and ``alt`` the labels of its texts, and
    ``blanks`` what must stand in these beside the figures, which are known by their names.
    """

    data: dict[str, list[dict]]
    table: list[tuple]
    title: str = "title"
    alt: str = "alt"
    blanks: dict[str, object] = field(default_factory=dict)


# Where a label stands is no number: there is a test of its own above.
PLACES = {"label", "side"}
DOLLARS, HOURLY = "USD", "USD/GPU-hour"
HARDWARE = {"cluster_capex": "hardware", "capex": "hardware"}
FAMILY_OF_RUNG = {**HARDWARE, "tco": "operation", "company_cost": "people"}


def in_order(rows: Iterable[dict]) -> list[dict]:
    return [{"order": order, **row} for order, row in enumerate(rows)]


def usd(value: float, within: float = 0.0) -> Amount:
    return Amount(value, DOLLARS, within)


def span(tell: Telling, low: object, high: object) -> Told:
    return Told(tell.language.label("ui.span"), {"low": low, "high": high})


def between(low: float, high: float) -> tuple[Amount, Amount]:
    """The ends of a range of draws: no more than two digits of the larger end are meant."""
    largest = max(abs(low), abs(high))
    within = 10 ** math.floor(math.log10(largest)) / 20 if largest else 0.0
    return usd(low, within), usd(high, within)


def account_of_ladder(tell: Telling, v: dict) -> Account:
    say = tell.language.label
    families = {id: FAMILY_OF_RUNG.get(id, "run") for id in RUNGS}
    shown = [id for id in RUNGS if v[id] > 0][::-1]
    by_cost = sorted(shown, key=v.get)
    return Account(
        data={
            "rows": in_order(
                {
                    "name": say(f"rung_names.{id}"),
                    "told": usd(v[id]),
                    "cost": v[id],
                    "family": families[id],
                }
                for id in shown
            )
        },
        table=[
            (
                Told(say(f"rungs.{id}"), {"years_owned": Amount(v["years_owned"], "years")}),
                say(f"cost_families.{families[id]}"),
                usd(v[id]),
            )
            for id in RUNGS[::-1]
        ],
        blanks={
            "rungs": Amount(len(shown), "people"),
            "lowest": usd(v[by_cost[0]]),
            "highest": usd(v[by_cost[-1]]),
            "lowest_name": say(f"rung_names.{by_cost[0]}"),
            "highest_name": say(f"rung_names.{by_cost[-1]}"),
        },
    )


def account_of_rental(tell: Telling, v: dict) -> Account:
    listed = RECORDS.facts["market_rate_listing"].value
    hours = v["pretraining_hours"] + v["context_extension_hours"] + v["post_training_hours"]
    owned = v["server_price_h800"] / (8766 * v["years_owned"]) + v["operating_cost_h800"] / 8766
    points = {"at_owning": owned / v["utilisation"], "at_yours": v["rental_rate"]}
    points["at_market"] = listed
    named = sorted(points.items(), key=lambda each: each[1])
    told = {name: (Amount(price, HOURLY), usd(hours * price)) for name, price in named}
    # The line begins at nothing and ends to the right of the last dot.
    (_, last) = charts.rental(tell).data["line"]
    assert last["price"] > max(points.values())
    return Account(
        data={
            "rows": [
                {
                    "name": tell.language.label(f"charts.rental.{name}"),
                    "told": Told(
                        "{price} → {cost}", dict(zip(("price", "cost"), told[name], strict=True))
                    ),
                    "price": price,
                    "cost": hours * price,
                    "family": "run",
                }
                for name, price in named
            ],
            "line": [{"price": price, "cost": hours * price} for price in (0.0, last["price"])],
        },
        table=[(tell.language.label(f"charts.rental.{name}"), *told[name]) for name, _ in named],
        blanks={
            "lowest": usd(hours * named[0][1]),
            "highest": usd(hours * named[-1][1]),
            "at_market": usd(hours * listed),
        },
    )


def account_of_evidence(tell: Telling, v: dict) -> Account:
    say = tell.language.label
    bars = []
    for type_ in MODEL.types:
        for row in RECORDS.fleet.values():
            if row.gpu_type == type_:
                strength = {"documented": 1.0, "estimate": 0.55, "alleged": 0.25}[row.standing]
                said = say(f"fleet_rows.{row.id}"), row.count, say(f"standings.{row.standing}")
                bars.append((*said, row.standing, strength))
        own = RECORDS.gpu_types[type_].name, v[f"gpu_count_{type_}"]
        bars.append((*own, say("charts.evidence.yours"), "scenario", 1.0))
    return Account(
        data={
            "rows": in_order(
                {
                    "name": name,
                    "told": Told("{n} · {who}", {"n": Amount(count, "GPUs"), "who": who}),
                    "count": count,
                    "standing": standing,
                    "strength": strength,
                    "family": "hardware",
                }
                for name, count, who, standing, strength in bars
            )
        },
        table=[(name, Amount(count, "GPUs"), who) for name, count, who, _, _ in bars],
    )


def account_of_timeline(tell: Telling, v: dict) -> Account:
    say, day = tell.language.label, tell.language.numbers.day
    types = list(RECORDS.gpu_types)
    bought = list(RECORDS.purchases.values())
    lawful = [row for row in RECORDS.gpu_types.values() if row.sold_to_china_from]

    def name(type_: str) -> str:
        return RECORDS.gpu_types[type_].name

    return Account(
        data={
            "rows": [
                {
                    "order": types.index(row.gpu_type),
                    "name": Told(
                        "{type} · {count} · {what}",
                        {
                            "type": name(row.gpu_type),
                            "count": Amount(row.count, "GPUs"),
                            "what": say(f"purchases.{row.id}"),
                        },
                    ),
                    "told": span(tell, day(row.start), day(row.end)),
                    "from": str(row.start),
                    "to": str(row.end),
                    "standing": row.standing,
                    "strength": 1.0 if row.standing == "documented" else 0.7,
                }
                for row in bought
            ],
            "windows": [
                {
                    "order": types.index(row.id),
                    "from": str(row.sold_to_china_from),
                    "to": str(row.licence_needed_from),
                }
                for row in lawful
            ],
            "licences": [
                {"order": order, "date": str(RECORDS.gpu_types[type_].licence_needed_from)}
                for order, type_ in enumerate(types)
            ],
        },
        table=[
            *(
                (
                    row.name,
                    say("charts.timeline.window"),
                    day(row.sold_to_china_from),
                    day(row.licence_needed_from),
                )
                for row in lawful
            ),
            *(
                (name(row.gpu_type), say(f"purchases.{row.id}"), day(row.start), day(row.end))
                for row in bought
            ),
        ],
        blanks={id: day(row.date) for id, row in RECORDS.export_controls.items()},
    )


def account_of_capital(tell: Telling, v: dict) -> Account:
    parts = {
        type_: [
            v[f"gpu_count_{type_}"] * v[f"{part}_{type_}"]
            for part in ("gpu_price", "server_overhead")
        ]
        for type_ in MODEL.types
    }
    dearest_first = sorted(parts, key=lambda type_: -sum(parts[type_]))
    whole = math.fsum(map(sum, parts.values()))
    gpus = math.fsum(gpu for gpu, _ in parts.values())
    return Account(
        data={
            "rows": in_order(
                {
                    "name": Told(
                        "{type} · {count}",
                        {
                            "type": RECORDS.gpu_types[type_].name,
                            "count": Amount(v[f"gpu_count_{type_}"], "GPUs"),
                        },
                    ),
                    "told": usd(sum(parts[type_])),
                }
                for type_ in dearest_first
            ),
            "parts": [
                {
                    "order": order,
                    "part": part,
                    "cost": cost,
                    "strength": (1.0, 0.5)[part],
                    "family": "hardware",
                }
                for order, type_ in enumerate(dearest_first)
                for part, cost in enumerate(parts[type_])
            ],
        },
        table=[
            (RECORDS.gpu_types[type_].name, *map(usd, parts[type_]), usd(sum(parts[type_])))
            for type_ in dearest_first
        ],
        title="title_some" if whole else "title_none",
        blanks={"gpu_share": Amount(gpus / whole if whole else math.nan, "share")},
    )


def account_of_operating(tell: Telling, v: dict) -> Account:
    say = tell.language.label
    explained = v["financing_cost"] + v["electricity_cost"]
    # Each bar from here to there; the last may lead back.
    bars = {
        "total": (0.0, v["opex"]),
        "financing": (0.0, v["financing_cost"]),
        "electricity": (v["financing_cost"], explained),
        "unexplained": (explained, v["opex"]),
    }
    kind = "none" if not v["opex"] else "partly" if explained <= v["opex"] else "more_than_all"
    return Account(
        data={
            "rows": in_order(
                {
                    "name": say(f"charts.operating.{part}"),
                    "told": usd(there - here, 1e-9 * v["capex"]),
                    "start": min(here, there),
                    "end": max(here, there),
                    "family": "operation",
                    "known": part != "unexplained",
                }
                for part, (here, there) in bars.items()
            )
        },
        table=[
            (say(f"charts.operating.{part}"), usd(there - here, 1e-9 * v["capex"]))
            for part, (here, there) in bars.items()
        ],
        title=f"title_{kind}",
        blanks={"explained": Amount(explained / v["opex"] if v["opex"] else math.nan, "share")},
    )


def account_of_spending(tell: Telling, v: dict) -> Account:
    say = tell.language.label
    owned = v["years_owned"]
    types = [
        (v[f"years_in_use_{t}"], v[f"capex_{t}"], v[f"gpu_count_{t}"] * v[f"operating_cost_{t}"])
        for t in RECORDS.gpu_types
    ]
    headline = datetime.date(2025, 1, 27)

    def paid(years: float) -> tuple[float, float]:
        bought = [each for each in types if each[0] + years >= 0]
        return (
            math.fsum(price for _, price, _ in bought),
            math.fsum(yearly * min(used + years, owned) for used, _, yearly in bought),
        )

    def day(years: float) -> datetime.date:
        return headline + datetime.timedelta(days=round(years * 365.25))

    bends = {-used for used, _, _ in types} | {-used + owned for used, _, _ in types} | {0.0}
    points = []
    for years in sorted(bends):
        purchase, operation = paid(years)
        if any(used == -years for used, _, _ in types):
            before = math.fsum(price for used, price, _ in types if used > -years)
            points.append((day(years), before, operation))
        points.append((day(years), purchase, operation))
    first, last = day(min(bends)), day(max(bends))
    turns = {datetime.date(year, 1, 1) for year in range(first.year + 1, last.year + 2)}
    table = []
    for date in sorted({*turns, headline}):
        purchase, operation = paid((date - headline).days / 365.25)
        cells = (purchase, operation, purchase + operation)
        table.append((tell.day(date), *(usd(each, 1e-9 * v["tco"]) for each in cells)))
    spent = sum(paid(0.0))
    kind = "none" if not v["tco"] else "part" if v["spent_so_far"] < v["tco"] else "all"
    return Account(
        data={
            "rows": [
                {
                    "day": headline.isoformat(),
                    "name": say("charts.spending.headline"),
                    "told": usd(spent),
                }
            ],
            "parts": [
                {
                    "day": date.isoformat(),
                    "start": on * purchase,
                    "end": purchase + on * operation,
                    "family": family,
                }
                for on, family in enumerate(("hardware", "operation"))
                for date, purchase, operation in points
            ],
        },
        table=table,
        title=f"title_{kind}",
        blanks={"spent": usd(spent), "total": usd(v["tco"]), "day": tell.day(headline)},
    )


def account_of_pay(tell: Telling, v: dict) -> Account:
    say = tell.language.label
    machines = v["tco"] * v["deepseek_share"]
    stars = min(v["star_headcount"], v["headcount"])
    per_head = v["payroll_overhead"] * v["years_owned"]
    people = {
        name: per_head * (number * v["star_pay"] + (v["headcount"] - number) * v["typical_pay"])
        for name, number in (("nobody", 0.0), ("scenario", stars), ("everybody", v["headcount"]))
    }
    multiple = (machines + people["everybody"]) / (machines + people["scenario"])
    kind = "same" if 0.995 < multiple < 1.005 else "more" if multiple > 1 else "less"
    return Account(
        data={
            "rows": in_order(
                {
                    "name": say(f"charts.pay.{name}"),
                    "told": Told(
                        say("charts.pay.total"), {"bill": usd(machines + pay), "people": usd(pay)}
                    ),
                }
                for name, pay in people.items()
            ),
            "parts": [
                {"order": order, "part": part, "cost": cost, "family": family}
                for order, pay in enumerate(people.values())
                for part, (cost, family) in enumerate(((machines, "operation"), (pay, "people")))
            ],
        },
        table=[
            (say(f"charts.pay.{name}"), usd(machines), usd(pay), usd(machines + pay))
            for name, pay in people.items()
        ],
        blanks={
            "all_stars_multiple": Amount(multiple, "×"),
        },
        title=f"title_{kind}",
    )


def account_of_spread(tell: Telling, v: dict) -> Account:
    say = tell.language.label
    among = evaluate(draw(tell.changes, 10_000, 1))
    drawn = {id: np.broadcast_to(among[id], 10_000) for id in RUNGS}
    ends = {id: np.percentile(drawn[id], (5, 50, 95)) for id in RUNGS}
    below = {id: np.mean(drawn[id] < v[id]) for id in RUNGS}
    shown = [id for id in RUNGS[::-1] if ends[id][0] > 0 and v[id] > 0]
    certain = {id: ends[id][0] == ends[id][2] for id in RUNGS}
    low, high = between(ends["tco"][0], ends["tco"][2])
    kind = "_certain" if certain["tco"] else ""
    return Account(
        data={
            "rows": in_order(
                {
                    "name": say(f"rung_names.{id}"),
                    "told": usd(v[id])
                    if certain[id]
                    else span(tell, *between(ends[id][0], ends[id][2])),
                }
                for id in shown
            ),
            "ranges": in_order(
                {
                    "low": ends[id][0],
                    "high": ends[id][2],
                    "here": v[id],
                    "family": FAMILY_OF_RUNG.get(id, "run"),
                }
                for id in shown
            ),
            "bins": [
                {
                    "order": shown.index(id),
                    "from": start,
                    "to": stop,
                    # As strong as the fullest; drawn to a thousandth.
                    "strength": pytest.approx(
                        share / max(each for *_, each in found[id].bins), abs=6e-4
                    ),
                    "family": FAMILY_OF_RUNG.get(id, "run"),
                }
                for found in [spreads(RUNGS, tell.changes)]
                for id in shown
                for start, stop, share in found[id].bins
            ],
        },
        table=[
            (
                say(f"rung_names.{id}"),
                usd(v[id]),
                *map(usd, ends[id]),
                Amount(below[id], "share"),
            )
            for id in RUNGS[::-1]
        ],
        title=f"title{kind}",
        alt=f"alt{kind}",
        blanks={
            "low": low,
            "high": high,
            "below": Amount(below["tco"], "share"),
            "draws": Amount(10_000, "people"),
        },
    )


def account_of_swings(tell: Telling, v: dict, figure: str = "tco") -> Account:
    unit = unit_of(figure)
    moved = {}
    for id in MODEL.assumptions_behind(figure):
        row = ASSUMPTIONS[id]
        if row.has_likely_range:
            at_ends = [
                float(evaluate({**tell.changes, id: end})[figure])
                for end in (row.likely_low, row.likely_high)
            ]
            if all(map(math.isfinite, at_ends)):
                moved[id] = at_ends
    # Sorting keeps the model's own order among equals.
    widest = sorted(moved, key=lambda id: -abs(moved[id][1] - moved[id][0]))
    shown = [id for id in widest if moved[id][0] != moved[id][1]][:8]
    said = {id: span(tell, *(Amount(end, unit) for end in moved[id])) for id in widest}
    kind = "" if shown else "_none"
    blanks = {"figure": tell.name_of(figure), "here": Amount(v[figure], unit)}
    if shown:
        low, high = sorted(moved[shown[0]])
        blanks |= {"low": Amount(low, unit), "high": Amount(high, unit)}
        blanks["assumption"] = tell.name_of(shown[0])
    return Account(
        data={
            "rows": in_order({"name": tell.name_of(id), "told": said[id]} for id in shown),
            "bars": in_order(
                {
                    "start": min(moved[id]),
                    "end": max(moved[id]),
                    "at_high": moved[id][1],
                    "family": FAMILY_OF[ASSUMPTIONS[id].family],
                }
                for id in shown
            ),
            "here": [{"here": v[figure]}] if shown and math.isfinite(v[figure]) else [],
        },
        table=[
            (
                tell.name_of(id),
                span(tell, Amount(row.likely_low, row.unit), Amount(row.likely_high, row.unit)),
                said[id],
                Amount(abs(moved[id][1] - moved[id][0]), unit, 1e-9 * abs(v[figure])),
            )
            for id in widest
            for row in [ASSUMPTIONS[id]]
        ],
        title=f"title{kind}",
        alt=f"alt{kind}",
        blanks=blanks,
    )


FAMILY_OF = {
    **{family: family for family in ("run", "hardware", "operation", "people")},
    **{"fleet": "hardware", "ownership": "operation", "energy": "operation"},
}


def account_of_gap(
    tell: Telling,
    v: dict,
    figure: str = "tco",
    left: str = STORIES_AT_FIRST[0],
    right: str = STORIES_AT_FIRST[1],
) -> Account:
    unit, stories = unit_of(figure), {**STORIES, YOURS: tell.changes}
    names = [tell.language.label(f"stories.{id}.name") for id in (left, right)]
    here, there = (float(evaluate(stories[id])[figure]) for id in (left, right))
    found = gap(figure, stories[left], stories[right])
    parts = list((found.parts or {}).items())
    steps = [(tell.name_of(id), part, FAMILY_OF[ASSUMPTIONS[id].family]) for id, part in parts[:9]]
    if parts[9:]:
        rest = math.fsum(part for _, part in parts[9:])
        family = FAMILY_OF[ASSUMPTIONS[parts[9][0]].family]
        steps.append((tell.language.label("charts.gap.rest"), rest, family))
    dust = 1e-9 * max(abs(here), abs(there))

    def part(value: float) -> object:
        amount = Amount(value, unit, dust)
        return Told("+{part}", {"part": amount}) if value > 0 else amount

    ends = [(0, names[0], here), (len(steps) + 1, names[1], there)] if steps else []
    at = [here + math.fsum(part for _, part, _ in steps[:n]) for n in range(len(steps) + 1)]
    kind = "" if steps else "_undefined" if found.parts is None else "_same"
    return Account(
        data={
            "rows": [
                *(
                    {"order": order, "name": name, "told": part(value)}
                    for order, (name, value, _) in enumerate(steps, 1)
                ),
                *(
                    {"order": order, "name": name, "told": Amount(value, unit)}
                    for order, name, value in ends
                ),
            ],
            "bars": [
                *(
                    {
                        "order": order,
                        "start": pytest.approx(at[order - 1], abs=dust),
                        "end": pytest.approx(at[order], abs=dust),
                        "whole": False,
                        "family": family,
                    }
                    for order, (_, _, family) in enumerate(steps, 1)
                ),
                *(
                    {"order": order, "start": 0.0, "end": value, "whole": True, "family": "run"}
                    for order, _, value in ends
                ),
            ],
        },
        table=[
            (names[0], Amount(here, unit)),
            *((tell.name_of(id), part(value)) for id, value in parts),
            (names[1], Amount(there, unit)),
        ],
        title=f"title{kind}",
        alt=f"alt{kind}",
        blanks={
            "figure": tell.name_of(figure),
            "left": names[0],
            "right": names[1],
            "at_left": Amount(here, unit),
            "at_right": Amount(there, unit),
            "gap": Amount(abs(there - here), unit, dust),
            "largest": steps[0][0] if steps else "",
        },
    )


def account_of_models(
    tell: Telling, v: dict, basis: str = "amortised", own: dict | None = None
) -> Account:
    say = tell.language.label
    found = compared(basis, tell.changes, own)
    # A model stands where our number puts it, or the first of others' where there is none.
    standing = {}
    for each in sorted(found, key=lambda each: each.whose != "ours"):
        standing.setdefault(each.model, each)
    order = sorted(standing, key=lambda id: -standing[id].value)
    least = min(end for each in found for end in (each.low, each.high) if end > 0)

    def name(model: str) -> str:
        return say("ui.own_model") if model == OWN else RECORDS.models[model].name

    def who(each) -> str:
        if each.whose == "ours":
            return say("charts.models.ours")
        source = RECORDS.model_costs[each.cost].sources[0]
        return RECORDS.sources[source].publisher.partition(",")[0]

    def told(each) -> object:
        if each.whose == "ours":
            return usd(each.value)
        return Told("{amount} ({who})", {"amount": usd(each.value), "who": who(each)})

    def row(each) -> tuple:
        dollars = RECORDS.model_costs[each.cost].dollars if each.cost else "nominal"
        point = each.low == each.high
        return (
            name(each.model),
            who(each),
            usd(each.value),
            "–" if point else span(tell, usd(each.low), usd(each.high)),
            say(f"dollars.{dollars}"),
        )

    v3 = [each.value for each in found if (each.model, each.whose) == (V3, "ours")]
    return Account(
        data={
            "rows": [
                {"order": order.index(id), "name": name(id), "told": told(each)}
                for id, each in sorted(standing.items(), key=lambda it: order.index(it[0]))
            ],
            "numbers": [
                {
                    "order": order.index(each.model),
                    "value": each.value,
                    "low": max(each.low, least),
                    "high": each.high,
                    "whose": {"ours": "ours"}.get(each.whose, "others"),
                    "of_interest": each.model in (V3, OWN),
                    "family": "people" if each.model == OWN else "run",
                }
                for each in found
                if each.value > 0
            ],
        },
        table=[
            row(each)
            for id in order
            for ours in (True, False)
            for each in found
            if each.model == id and (each.whose == "ours") == ours
        ],
        title=f"title_{basis}",
        blanks={
            "v3": usd(v3[0] if v3 else math.nan),
            "dearest": name(order[0]),
            "highest": usd(standing[order[0]].value),
            "models": Amount(len(order), "people"),
            "basis": say(f"bases.{basis}"),
        },
    )


def account_of_since(tell: Telling, v: dict) -> Account:
    say, day = tell.language.label, tell.language.numbers.day
    # The file stands in order of time.
    events = list(RECORDS.events.values())
    count = Counter(event.standing for event in events)
    return Account(
        data={
            "rows": in_order(
                {
                    "name": say(f"events.{event.id}.name"),
                    "told": Told(
                        "{standing}, {date}",
                        {
                            "standing": say(f"standings.{event.standing}"),
                            "date": day(event.date, "MMM y"),
                        },
                    ),
                    "date": str(event.date),
                    "standing": event.standing,
                }
                for event in events
            )
        },
        table=[
            (
                day(event.date),
                say(f"events.{event.id}.name"),
                say(f"standings.{event.standing}"),
            )
            for event in events
        ],
        blanks={
            "events": Amount(len(events), "people"),
            **{standing: Amount(number, "people") for standing, number in count.items()},
            "first": day(min(event.date for event in events)),
            "last": day(max(event.date for event in events)),
        },
    )


ACCOUNTS = {
    "ladder": account_of_ladder,
    "rental": account_of_rental,
    "evidence": account_of_evidence,
    "timeline": account_of_timeline,
    "capital": account_of_capital,
    "operating": account_of_operating,
    "spending": account_of_spending,
    "pay": account_of_pay,
    "spread": account_of_spread,
    "swings": account_of_swings,
    "gap": account_of_gap,
    "models": account_of_models,
    "since": account_of_since,
}


def agrees(tell: Telling, found: object, meant: object) -> bool:
    if isinstance(meant, (Amount, Told)) or isinstance(found, str):
        return stands_for(tell.language, found, meant)
    if isinstance(meant, float):
        return found == pytest.approx(meant, rel=1e-9, abs=1e-6)
    return found == meant


def disagreements(tell: Telling, chart: str, *arguments: object) -> Iterator[tuple]:
    """Everything in a chart that is not as its account says."""
    values = {id: float(v) for id, v in evaluate(tell.changes).items() if not np.ndim(v)}
    picture = pictured.BY_NAME[chart](tell, *arguments)
    account = ACCOUNTS[chart](tell, values, *arguments)
    assert picture.data.keys() == account.data.keys()
    for name, meant in account.data.items():
        rows = picture.data[name]
        if name == "rows":
            rows = sorted(rows, key=lambda row: row.get("order", 0))
            meant = sorted(meant, key=lambda row: row.get("order", 0))
        for row, each in itertools.zip_longest(rows, meant, fillvalue={}):
            assert row.keys() - PLACES == each.keys(), (name, row, each)
            for part in each:
                if not agrees(tell, row[part], each[part]):
                    yield name, part, row[part], each[part]
    for row, cells in itertools.zip_longest(picture.table, account.table, fillvalue={}):
        for (heading, cell), meant in zip(row.items(), cells, strict=True):
            if not agrees(tell, cell, meant):
                yield "table", heading, cell, meant
    known = {id: Amount(value, unit_of(id)) for id, value in values.items()}
    known |= {id: Amount(row.value, row.unit) for id, row in RECORDS.facts.items()}
    known |= {id: Amount(row.count, "GPUs") for id, row in RECORDS.fleet.items()}
    for text, label in ((picture.title, account.title), (picture.alt, account.alt)):
        pattern = tell.language.label(f"charts.{chart}.{label}")
        meant = Told(pattern, ChainMap(account.blanks, known))
        if not agrees(tell, text, meant):
            yield label, "", text, blanks_in(meant, text)

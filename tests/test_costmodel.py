"""What the cost module promises: sums that add up, units that fit, one model for all."""

import doctest
import importlib
import json
import math
import os
import pkgutil
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import numpy as np
import pint
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import costmodel
from costmodel import (
    ASSUMPTIONS,
    CHECKED,
    CHECKS,
    MODEL,
    PARAMETERS,
    PUBLISHED,
    RUNGS,
    STORIES,
    TRAINING_RUN,
    Model,
    ModelFault,
    ScenarioFault,
    evaluate,
    grade_behind,
    nearest,
    published_ratios,
    quantity,
    ratio,
    read_changes,
    report,
    run_values,
    runs_of,
    sources_behind,
    sources_of,
    unit_of,
)
from costmodel.engine import functions
from costmodel.engine.expressions import BinaryOperation, Literal, Symbol, write
from costmodel.engine.functions import added
from costmodel.engine.graph import Quantity, refuse_forgotten
from data import RECORDS

TYPES = ("a100", "h20", "h800", "h100")
# Each model with values to try it at: the ladder as published, one run, and the checks.
AT = {MODEL: evaluate(), TRAINING_RUN: run_values(runs_of("gpt_4")[0]), CHECKS: CHECKED}
STEPS = [(model, step) for model in AT for step in model.quantities.values()]
each_step = pytest.mark.parametrize(("model", "step"), STEPS, ids=[step.id for _, step in STEPS])

# The same examples on every run and every machine, and no files left behind.
reproducible = settings(derandomize=True, database=None, deadline=None, max_examples=40)


def possible(row) -> st.SearchStrategy[float]:
    """Any value of an assumption inside its allowed range."""
    if row.unit in ("GPUs", "people", "GPU-hours"):
        return st.integers(int(row.allowed_low), int(row.allowed_high))
    if row.unit == "years":  # half years, so that months are whole
        return st.integers(int(row.allowed_low * 2), int(row.allowed_high * 2)).map(lambda n: n / 2)
    return st.floats(row.allowed_low, row.allowed_high).map(lambda value: round(value, 6))


ANY = {id: possible(row) for id, row in ASSUMPTIONS.items()}
SCENARIOS = st.fixed_dictionaries({}, optional=ANY)
ENDS = {
    "low": {id: row.allowed_low for id, row in ASSUMPTIONS.items()},
    "high": {id: row.allowed_high for id, row in ASSUMPTIONS.items()},
}


def close(value: float):
    """Equal but for the last bits that adding in another order changes."""
    return pytest.approx(float(value), rel=1e-9, abs=1e-6)


# Parts add up


@reproducible
@given(SCENARIOS)
def test_the_parts_of_capital_expenditure_add_up(changes):
    f = evaluate(changes)
    assert sum(f[f"capex_{t}"] for t in TYPES) == close(f["capex"])
    assert f["gpu_capex"] + f["rest_of_server_capex"] == close(f["capex"])
    assert f["capex_without_h100"] + f["capex_h100"] == close(f["capex"])
    for t in TYPES:
        parts = f[f"gpu_capex_{t}"] + f[f"rest_of_server_capex_{t}"]
        assert parts == close(f[f"capex_{t}"])


@reproducible
@given(SCENARIOS)
def test_the_parts_of_the_cost_to_operate_add_up(changes):
    f = evaluate(changes)
    assert sum(f[f"opex_{t}"] for t in TYPES) == close(f["opex"])
    # What is unexplained may lie far below zero: add what exceeds the cost to it.
    explained = f["electricity_cost"] + f["financing_cost"]
    assert f["opex"] - f["unexplained_opex"] == close(explained)
    assume(f["opex"] > 0)
    shares = f["electricity_share_of_opex"] + f["financing_share_of_opex"]
    assert 1 - f["unexplained_share_of_opex"] == close(shares)


@reproducible
@given(SCENARIOS)
def test_the_parts_of_ownership_add_up(changes):
    f = evaluate(changes)
    assert f["capex"] + f["opex"] == close(f["tco"])
    assert sum(f[f"tco_{t}"] for t in TYPES) == close(f["tco"])
    assert f["tco_without_h100"] + f["tco_h100"] == close(f["tco"])
    assert f["tco_per_year"] * f["years_owned"] == close(f["tco"])
    for t in TYPES:
        assert f[f"tco_per_gpu_{t}"] * f[f"gpu_count_{t}"] == close(f[f"tco_{t}"])
        hours_used = f["hours_owned"] * f["utilisation"]
        assert f[f"tco_per_gpu_hour_{t}"] * hours_used == close(f[f"tco_per_gpu_{t}"])


@reproducible
@given(SCENARIOS)
def test_the_people_and_their_pay_add_up(changes):
    f = evaluate(changes)
    assert f["ordinary_staff"] + f["star_staff"] == f["headcount"]
    assert 0 <= f["star_staff"] <= f["headcount"]
    parts = f["ordinary_staff_cost_per_year"] + f["star_staff_cost_per_year"]
    assert parts == close(f["staff_cost_per_year"])
    assert f["staff_cost_per_year"] * f["years_owned"] == close(f["staff_cost"])
    assert f["deepseek_tco"] + f["staff_cost"] == close(f["company_cost"])


@reproducible
@given(SCENARIOS)
def test_the_stages_of_the_run_and_of_the_development_add_up(changes):
    f = evaluate(changes)
    stages = f["pretraining_hours"] + f["context_extension_hours"] + f["post_training_hours"]
    assert stages == f["run_hours"]
    assert f["final_run_cost"] + f["experiments_cost"] == close(f["development_compute_cost"])
    assert f["final_run_cost"] + f["r1_cost"] == close(f["v3_and_r1_cost"])
    assert f["hopper_gpus"] + f["gpu_count_a100"] == f["fleet_gpus"]


# An independent recalculation


def by_hand(a: dict[str, float]) -> dict[str, float | None]:
    """The published list of figures, worked out again without the cost module."""
    count, price, overhead, yearly, power = (
        [a[f"{name}_{t}"] for t in TYPES]
        for name in ("gpu_count", "gpu_price", "server_overhead", "operating_cost", "server_power")
    )
    years, hours = a["years_owned"], a["years_owned"] * 8766
    fleet = sum(count)
    server = [p + o for p, o in zip(price, overhead, strict=True)]
    capex = [n * s for n, s in zip(count, server, strict=True)]
    opex = [n * y * years for n, y in zip(count, yearly, strict=True)]
    tco = [c + o for c, o in zip(capex, opex, strict=True)]
    each = [s + y * years for s, y in zip(server, yearly, strict=True)]
    hourly = [cost / hours / a["utilisation"] for cost in each]
    run = a["pretraining_hours"] + a["context_extension_hours"] + a["post_training_hours"]
    cooled = a["load_factor"] * a["pue"] * a["electricity_price"]
    electricity = math.fsum(n * kw for n, kw in zip(count, power, strict=True)) * cooled * hours
    # Equal payments whose present values add up to the dollar that was borrowed.
    months = round(12 * years)
    worth = math.fsum((1 + a["cost_of_capital"] / 12) ** -month for month in range(1, months + 1))
    financing = sum(capex) * (months / worth - 1)
    stars = min(a["star_headcount"], a["headcount"])
    pay = stars * a["star_pay"] + (a["headcount"] - stars) * a["typical_pay"]
    staff = pay * a["payroll_overhead"]
    return {
        "run_hours": run,
        "final_run_cost": run * a["rental_rate"],
        "run_days": run / a["training_cluster_gpus"] / 24,
        "r1_cost": a["r1_hours"] * a["rental_rate"],
        "run_electricity_cost": run * power[2] * cooled,
        "development_compute_cost": run * a["rental_rate"] * a["experiment_factor"],
        "fleet_gpus": fleet,
        "hopper_gpus": sum(count[1:]),
        "capex": sum(capex),
        "cluster_capex": a["training_cluster_gpus"] * server[2],
        "opex": sum(opex),
        "electricity_cost": electricity,
        "financing_cost": financing,
        "unexplained_opex": sum(opex) - electricity - financing,
        "opex_so_far": math.fsum(
            n * y * min(a[f"years_in_use_{t}"], years)
            for n, y, t in zip(count, yearly, TYPES, strict=True)
        ),
        "opex_discounted": sum(opex) / months * worth,
        "tco_net_of_resale": sum(opex) + (1 - a["resale_share"]) * sum(capex),
        "tco": sum(tco),
        "tco_per_year": sum(tco) / years,
        "final_run_at_ownership_cost": run * hourly[2],
        "break_even_utilisation": hourly[2] * a["utilisation"] / a["rental_rate"],
        "run_share_of_fleet": run / (fleet * hours) if fleet else None,
        "staff_cost_per_year": staff,
        "staff_cost": staff * years,
        "company_cost": sum(tco) * a["deepseek_share"] + staff * years,
        "tco_ratio": sum(tco) / (run * a["rental_rate"]),
    } | {
        f"{name}_{t}": value
        for name, values in {
            "server_price": server,
            "capex": capex,
            "opex": opex,
            "tco": tco,
            "tco_per_gpu_hour": hourly,
        }.items()
        for t, value in zip(TYPES, values, strict=True)
    }


@settings(reproducible, max_examples=150)
@given(SCENARIOS)
def test_every_published_figure_agrees_with_a_recalculation_by_hand(changes):
    figures = report(changes)["figures"]
    # These two are differences of far larger amounts; their last bits are those amounts'.
    scale = {
        "financing_cost": figures["capex"]["value"],
        "unexplained_opex": figures["capex"]["value"] + figures["opex"]["value"],
    }
    expected = by_hand(PUBLISHED | changes)
    assert {id: figures[id]["value"] for id in expected} == {
        id: None if value is None else pytest.approx(value, rel=1e-9, abs=1e-9 * scale.get(id, 0))
        for id, value in expected.items()
    }


# Monotone where a reader expects it

UP, DOWN = 1, -1
MOVES = [
    ("pretraining_hours", "final_run_cost", UP),
    ("rental_rate", "final_run_cost", UP),
    ("rental_rate", "break_even_utilisation", DOWN),
    ("training_cluster_gpus", "run_days", DOWN),
    ("training_cluster_gpus", "cluster_capex", UP),
    ("r1_hours", "r1_cost", UP),
    ("experiment_factor", "development_compute_cost", UP),
    ("gpu_count_h20", "capex", UP),
    ("gpu_count_a100", "run_share_of_fleet", DOWN),
    ("serving_gpus", "documented_share_of_fleet", UP),
    ("gpu_price_h100", "capex", UP),
    ("server_overhead_a100", "tco", UP),
    ("operating_cost_h800", "tco", UP),
    ("years_owned", "opex", UP),
    ("years_owned", "tco_per_year", DOWN),
    ("resale_share", "tco_net_of_resale", DOWN),
    ("resale_share", "tco_per_gpu_hour_net_of_resale_h20", DOWN),
    ("cost_of_capital", "tco_discounted", DOWN),
    ("years_owned", "tco_per_gpu_hour_h800", DOWN),
    ("utilisation", "tco_per_gpu_hour_h20", DOWN),
    ("utilisation", "final_run_at_ownership_cost", DOWN),
    ("cost_of_capital", "financing_cost", UP),
    ("cost_of_capital", "unexplained_opex", DOWN),
    ("server_power_h800", "run_electricity_cost", UP),
    ("load_factor", "electricity_cost", UP),
    ("pue", "electricity_cost", UP),
    ("electricity_price", "electricity_cost", UP),
    ("deepseek_share", "company_cost", UP),
    ("headcount", "staff_cost", UP),
    ("typical_pay", "staff_cost", UP),
    ("star_headcount", "staff_cost", UP),
    ("star_pay", "staff_cost", UP),
    ("payroll_overhead", "company_cost", UP),
]
# Stars raise the bill only as long as they earn more than the others.
UNLESS = {"star_headcount": ("typical_pay", "star_pay")}
each_move = pytest.mark.parametrize(
    ("cause", "effect", "way"), MOVES, ids=[f"{cause}-{effect}" for cause, effect, _ in MOVES]
)


@each_move
def test_a_figure_moves_the_way_a_reader_expects(cause, effect, way):
    row = ASSUMPTIONS[cause]
    before, after = evaluate({cause: np.array([row.allowed_low, row.allowed_high])})[effect]
    assert before < after if way == UP else after < before


@each_move
@settings(reproducible, max_examples=8)
@given(data=st.data(), changes=SCENARIOS)
def test_a_figure_never_moves_the_other_way(cause, effect, way, data, changes):
    changes = {id: value for id, value in changes.items() if id not in UNLESS.get(cause, ())}
    ends = sorted(data.draw(st.tuples(ANY[cause], ANY[cause])))
    before, after = np.broadcast_to(evaluate(changes | {cause: np.array(ends)})[effect], 2)
    assume(math.isfinite(before) and math.isfinite(after))
    slack = 1e-9 * max(abs(before), abs(after))
    assert way * (after - before) >= -slack


# One scenario and many draws


@reproducible
@given(
    drawn=st.fixed_dictionaries(
        {}, optional={id: st.lists(each, min_size=3, max_size=3) for id, each in ANY.items()}
    ),
    changes=SCENARIOS,
)
def test_one_scenario_equals_the_same_scenario_among_draws(drawn, changes):
    assume(drawn)
    among = evaluate(changes | {id: np.array(values, float) for id, values in drawn.items()})
    for draw in range(3):
        alone = evaluate(changes | {id: values[draw] for id, values in drawn.items()})
        for id in (*ASSUMPTIONS, *MODEL.figures):
            np.testing.assert_allclose(
                np.broadcast_to(among[id], 3)[draw], alone[id], rtol=1e-9, atol=1e-6, err_msg=id
            )


@pytest.mark.parametrize("draws", [1, 5])
def test_a_figure_that_rests_on_a_drawn_assumption_has_one_value_for_each_draw(draws):
    drawn = {id: np.linspace(PUBLISHED[id], 9, draws) for id in ("rental_rate", "gpu_price_h20")}
    figures = evaluate(drawn | {"headcount": 200})
    for id in MODEL.figures:
        if set(drawn) & set(MODEL.assumptions_behind(id)):
            assert np.shape(figures[id]) == (draws,), id
        else:
            assert np.shape(figures[id]) in ((), (draws,)), id


def test_arrays_by_type_have_the_type_axis_first():
    plain = evaluate()
    drawn = evaluate({"gpu_price_h20": np.linspace(10_000, 15_000, 5)})
    assert np.shape(plain["capex_by_type"]) == (4,)
    assert np.shape(drawn["capex_by_type"]) == (4, 5)
    for position, type_ in enumerate(TYPES):
        assert plain["capex_by_type"][position] == plain[f"capex_{type_}"]
        np.testing.assert_array_equal(drawn["capex_by_type"][position], drawn[f"capex_{type_}"])
    assert len(set(drawn["capex_h20"])) == 5
    assert set(drawn["capex_a100"]) == {plain["capex_a100"]}


# Units


def strict_units() -> pint.UnitRegistry:
    """Units that nothing converts: only ``hours_per_year`` turns years into hours.

    A month is a count of payments, because the annuity takes powers of it; a rate
    per year still cannot pass for a rate per month.
    """
    units = pint.UnitRegistry(None)
    for base in ("GPU", "chip", "node", "USD", "kW", "hour", "day", "year", "TFLOPS", "TB", "s"):
        units.define(f"{base} = [{base}]")
    # Of a company: what a price is for. A share of anything else is a part of one.
    units.define("share = [share]")
    units.define("person = [person] = _ = people")
    units.define("month = []")
    return units


UNITS = strict_units()
# Pay is stated as people state it, in USD/year, and is one person's.
ONE_PERSONS = {"typical_pay": "USD/person-year", "star_pay": "USD/person-year"}


def pint_unit(text: str) -> pint.Unit:
    """``USD/GPU-hour`` as the registry writes it: ``USD / (GPU * hour)``."""
    if text in ("×", "share"):
        return UNITS.Unit("")
    # A power of ten is a multiple.
    text = text.replace("powers of ten", "1").replace("per ", "1/").replace("kWh", "kW-hour")
    over, _, under = text.partition("/")
    return UNITS.Unit(f"({over})/({under or 1})".replace("-", "*"))


def with_unit(model: Model, name: str):
    """An input of a quantity, at the values it is tried at and in its declared unit."""
    if name in model.stacks:
        (unit,) = {unit_of(part) for part in model.stacks[name]}
    else:
        stated = model.quantities[name].unit if name in model.quantities else unit_of(name)
        unit = ONE_PERSONS.get(name, stated)
    return UNITS.Quantity(AT[model][name], pint_unit(unit))


@pytest.mark.parametrize(
    ("model", "step"),
    [
        pytest.param(
            model,
            step,
            id=step.id,
        )
        for model, step in STEPS
    ],
)
def test_the_inputs_units_give_the_declared_unit(model, step):
    result = UNITS.Quantity(step.function(*(with_unit(model, name) for name in step.inputs)))
    assert result.units == pint_unit(step.unit)
    np.testing.assert_allclose(result.magnitude, AT[model][step.id])


def test_a_yearly_rate_is_not_taken_for_a_monthly_one():
    with pytest.raises(pint.DimensionalityError):
        functions.level_payments(with_unit(MODEL, "cost_of_capital"), UNITS.Quantity(48, "months"))


def test_years_are_not_taken_for_hours_in_a_run():
    with pytest.raises(pint.DimensionalityError):
        result = TRAINING_RUN.quantities["chip_hour_cost"].function(
            with_unit(TRAINING_RUN, "chip_value_at_start"),
            with_unit(TRAINING_RUN, "price_decline"),
            with_unit(TRAINING_RUN, "log_of_ten"),
            UNITS.Quantity(8766, "hours"),  # and not hours in a year
        )
        (UNITS.Quantity(1.0, pint_unit("USD/chip-hour")) + result)


def test_no_id_stands_for_two_things():
    figures = [id for model in AT for id in model.figures]
    assert sorted(set(figures)) == sorted(figures)
    inputs = {*ASSUMPTIONS, *PARAMETERS, *RECORDS.facts, *RECORDS.constants}
    assert inputs.isdisjoint(figures)
    # A run has some assumptions of the ladder as its own parameters: the same thing each time.
    for id in ASSUMPTIONS.keys() & PARAMETERS.keys():
        assert ASSUMPTIONS[id].unit == PARAMETERS[id].unit
    assert RECORDS.facts.keys().isdisjoint({*ASSUMPTIONS, *PARAMETERS, *RECORDS.constants})


# A model that does not fit together is refused by name


def step(id: str, *inputs: str) -> Quantity:
    """A made-up quantity: the sum of its inputs."""
    return Quantity(id, "USD", inputs, lambda *values: sum(values))


def made_up(*quantities: Quantity) -> Model:
    return Model(["price", "size_x", "size_y"], {"twelve": 12}, ["x", "y"], quantities)


SOUND = (step("size", "size_x", "size_y"), step("cost", "price", "size", "twelve"))


def test_quantities_that_fit_together_are_a_model_whatever_their_order():
    for quantities in (SOUND, SOUND[::-1]):
        figures = made_up(*quantities).evaluate({"price": 1, "size_x": 2, "size_y": 3})
        assert (figures["size"], figures["cost"]) == (5, 18)


@pytest.mark.parametrize(
    ("quantities", "fault"),
    [
        ([*SOUND, step("bill", "prise")], "bill: needs prise, which does not exist"),
        ([*SOUND, step("bill", "weight_by_type")], "bill: needs weight_by_type, which does not"),
        ([*SOUND, step("hen", "egg"), step("egg", "hen")], "in a cycle: "),
        ([*SOUND, step("self", "self")], "in a cycle: self → self"),
        (SOUND[:1], "price: an assumption nobody uses"),
        ([*SOUND, step("cost", "price")], "cost: defined 2 times"),
        ([*SOUND, step("price", "size")], "price: the name is taken"),
        ([*SOUND, step("twelve", "size")], "twelve: the name is taken"),
        (
            [*SOUND, step("bill_by_type", "price"), step("bill_x", "price")],
            "bill_x: the name is taken",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_model_that_does_not_fit_together_is_refused_by_name(quantities, fault):
    with pytest.raises(ModelFault) as refused:
        made_up(*quantities)
    (line,) = str(refused.value).splitlines()[1:]
    assert line.strip().startswith(fault)


def test_a_figure_of_one_type_may_not_take_the_name_of_an_assumption():
    with pytest.raises(ModelFault, match="size_x"):
        made_up(*SOUND, step("size_by_type", "price"))


def test_everything_that_does_not_fit_is_named_at_once():
    twice = step("bill", "prise"), step("bill", "price")
    with pytest.raises(ModelFault) as refused:
        made_up(*twice, step("hen", "egg"), step("egg", "hen"))
    for name in ("prise", "bill: defined 2 times", "hen → egg", "size_x", "size_y"):
        assert name in str(refused.value)


def test_a_quantity_without_a_unit_is_refused_by_name():
    def nameless_unit(price):
        return price

    with pytest.raises(ModelFault, match="nameless_unit"):
        quantity(nameless_unit)  # @quantity with its brackets forgotten
    with pytest.raises(ModelFault, match="nameless_unit"):
        quantity(unit=" ")(nameless_unit)


def test_a_quantity_over_some_types_needs_each_by_name_and_nothing_else():
    @quantity(unit="GPUs", types=("x", "y"))
    def some(price, *size):
        return price * added(*size)

    assert some.quantity.inputs == ("price", "size_x", "size_y")
    figures = made_up(*SOUND, some.quantity).evaluate({"price": 2, "size_x": 3, "size_y": 4})
    assert figures["some"] == 14


def test_types_without_a_parameter_for_them_are_refused_by_name_and_the_other_way_round():
    def all_of(*size):
        return added(*size)

    def none_of(price):
        return price

    with pytest.raises(ModelFault, match="all_of"):
        quantity(unit="GPUs")(all_of)
    with pytest.raises(ModelFault, match="none_of"):
        quantity(unit="GPUs", types=("x",))(none_of)


def test_hoppers_are_the_types_of_that_generation_and_the_first_table_lacks_one_column():
    generations = {id: row.generation for id, row in RECORDS.gpu_types.items()}
    hoppers = [id for id in generations if generations[id] == "hopper"]
    assert MODEL.inputs_of("hopper_gpus") == tuple(f"gpu_count_{id}" for id in hoppers)
    # What the first version's story leaves out is what these two do.
    first, whole = (STORIES[f"semianalysis_{which}"] for which in ("first", "corrected"))
    for figure in ("capex", "opex", "tco"):
        left_out = evaluate(whole)[f"{figure}_without_h100"]
        assert evaluate(first)[figure] == left_out < evaluate(whole)[figure]


def test_a_module_of_quantities_given_to_no_model_is_named():
    with pytest.raises(ModelFault, match=r"costmodel/quantities/fleet\.py: .*costmodel/models\.py"):
        refuse_forgotten(costmodel.quantities, [CHECKS, TRAINING_RUN])


# What a figure rests on


def test_a_figure_rests_on_the_assumptions_its_signature_leads_to():
    assert MODEL.assumptions_behind("r1_cost") == ("rental_rate", "r1_hours")
    assert MODEL.assumptions_behind("capex_h20") == (
        "gpu_count_h20",
        "gpu_price_h20",
        "server_overhead_h20",
    )
    assert MODEL.assumptions_behind("capex") == tuple(
        f"{name}_{t}" for name in ("gpu_count", "gpu_price", "server_overhead") for t in TYPES
    )


# Cause and effect that cancel out: electricity and the cost to operate both grow with the years.
# And machines in use for less than the shortest time of owning do not feel how long it is.
CANCELS = {"years_owned": {"electricity_share_of_opex", "opex_so_far_h20"}}


@pytest.mark.parametrize("id", ASSUMPTIONS)
def test_exactly_the_figures_that_rest_on_an_assumption_move_with_it(id):
    base = report()["figures"]
    moved = {
        figure
        for end in ENDS.values()
        for figure, at_end in report({id: end[id]})["figures"].items()
        if at_end["value"] != pytest.approx(base[figure]["value"], rel=1e-12)
    }
    behind = {figure for figure in MODEL.figures if id in MODEL.assumptions_behind(figure)}
    # Where nothing comes back, it is nothing of whatever price.
    still = set() if id == "resale_share" else {"resale_value"}
    assert moved == behind - CANCELS.get(id, set()) - still


def test_the_sources_of_a_figure_are_those_of_its_assumptions():
    china = "h100_node_china", "h100_price_notes"  # where the range of the rental price begins
    assert sources_behind("r1_cost") == ("v3_report", "epoch_cost_method", *china, "r1_paper")
    for figure in MODEL.figures:
        behind = {s for id in MODEL.assumptions_behind(figure) for s in ASSUMPTIONS[id].sources}
        behind |= {s for id in MODEL.facts_behind(figure) for s in RECORDS.facts[id].sources}
        assert set(sources_behind(figure)) == behind
    # Of one type the fact of its own and the H800's, and of the fleet each type's.
    assert MODEL.facts_behind("hour_by_compute_h20") == ("compute_h20", "compute_h800")
    assert MODEL.facts_behind("fleet_by_memory") == tuple(f"memory_bandwidth_{t}" for t in TYPES)
    assert MODEL.facts_behind("tco") == ()


def test_a_figure_is_graded_by_its_weakest_assumption():
    assert grade_behind("run_hours") == "A"
    assert grade_behind("capex") == "B"
    assert grade_behind("staff_cost_without_stars") == "D"  # yuan at a rate of ours
    assert grade_behind("tco_per_gpu_hour_h800") == "D"  # utilisation
    assert grade_behind("hour_by_compute_h20") == "C"  # a dealer's sheet
    assert grade_behind("rental_rate") == ASSUMPTIONS["rental_rate"].grade


def test_asking_what_is_behind_an_unknown_figure_is_an_error():
    for ask in (MODEL.assumptions_behind, sources_behind, grade_behind):
        with pytest.raises(KeyError):
            ask("capex_b200")


@pytest.mark.parametrize("model", [TRAINING_RUN, CHECKS], ids=["run", "checks"])
def test_a_figure_of_another_model_rests_on_that_models_inputs(model):
    for figure in model.figures:
        behind = model.assumptions_behind(figure)
        assert behind and costmodel.model_of(figure) is model
        assert set(sources_behind(figure)) == {s for id in behind for s in sources_of(id)}
        assert grade_behind(figure) == max(map(grade_behind, behind))
    assert TRAINING_RUN.assumptions_behind("energy") == (
        "chip_hours",
        "server_power",
        "pue",
        "electricity_price",
        "load_factor",
    )


def test_the_checks_are_sums_with_printed_numbers_and_nothing_else():
    used = {id for figure in CHECKS.figures for id in CHECKS.assumptions_behind(figure)}
    assert used == set(CHECKS.assumptions) and used < set(RECORDS.facts)
    assert {id: CHECKED[id] for id in used} == {id: RECORDS.facts[id].value for id in used}
    # 64 × 8 × 198; 29.4 million ÷ 294 thousand; (142.62 − 118.42) ÷ 142.62
    assert CHECKED["r1_zero_hours_worked_out"] == 101_376
    assert CHECKED["r1_cost_misprint"] == pytest.approx(100)
    assert CHECKED["nvidia_fall"] == pytest.approx(0.1697, abs=5e-5)
    assert CHECKED["pretraining_cost"] == 5_328_000  # 2,664,000 × 2


# Formulas


def in_python(formula, symbol=str) -> str:
    """A formula as Python would compute it."""

    def call(part):
        return f"{part.name}({', '.join(in_python(each, symbol) for each in part.arguments)})"

    text = write(formula, symbol=symbol, literal=repr, call=call)
    return text.translate(str.maketrans("×÷−", "*/-"))


@each_step
def test_the_formula_a_reader_sees_computes_what_the_function_computes(model, step):
    extremes = [evaluate(changes) for changes in ENDS.values()] if model is MODEL else []
    for values in (AT[model], *extremes):
        with np.errstate(divide="ignore", invalid="ignore"):
            written = eval(in_python(step.expression), vars(functions) | values)
        np.testing.assert_allclose(written, values[step.id], rtol=1e-12)


def test_a_formula_reads_like_its_definition():
    assert in_python(MODEL.quantities["final_run_cost"].expression) == "run_hours * rental_rate"
    assert (
        in_python(MODEL.quantities["tco_per_gpu_hour_by_type"].expression)
        == "tco_per_gpu_by_type / (hours_owned * utilisation)"
    )


# Different primes, so that a bracket put wrongly changes the result and nothing divides by zero.
LEAVES = {name: Fraction(prime) for name, prime in zip("abcd", (1009, 101, 11, 3), strict=True)}


@reproducible
@given(
    st.recursive(
        st.sampled_from([*map(Symbol, LEAVES), Literal(Fraction(2))]),
        lambda parts: st.builds(BinaryOperation, st.sampled_from("+-×÷"), parts, parts),
        max_leaves=8,
    )
)
def test_brackets_stand_where_the_formula_needs_them(formula):
    def computed(part):
        match part:
            case Symbol(id):
                return LEAVES[id]
            case Literal(value):
                return value
            case BinaryOperation(operator, left, right):
                left, right = computed(left), computed(right)
                match operator:
                    case "+":
                        return left + right
                    case "-":
                        return left - right
                    case "×":
                        return left * right
                    case "÷":
                        assume(right != 0)
                        return left / right

    result = computed(formula)
    assert eval(in_python(formula), {"Fraction": Fraction} | LEAVES) == result


# Scenarios in and reports out


@pytest.mark.parametrize("ends", [*ENDS.values(), {}], ids=[*ENDS, "published"])
def test_a_report_is_valid_json_however_extreme_the_scenario(ends):
    # All assumptions at one end, and all but one.
    for changes in (ends, *({**ends, id: PUBLISHED[id]} for id in ends)):
        result = report(changes)
        assert json.loads(json.dumps(result, allow_nan=False)) == result
        assert list(result["figures"]) == list(MODEL.figures)


def test_a_report_holds_what_the_reader_changed_and_the_rest_as_published():
    assert report()["assumptions"] == PUBLISHED
    assert report({"rental_rate": 3})["assumptions"] == PUBLISHED | {"rental_rate": 3}


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({"rental_rat": 2, "gpu_cuont_h20": 1}, ["rental_rat", "gpu_cuont_h20"]),
        ({"capex": 1}, ["capex: this figure is computed and cannot be set"]),
        ({"rental_rate": 99, "pue": 0.5}, ["rental_rate: 99", "pue: 0.5", "0.05 to 15"]),
        ({"rental_rate": math.nan}, ["rental_rate"]),
        ({"rental_rat": np.array([2.0, 3.0])}, ["rental_rat"]),
        ({"rental_rat": np.array([2.0, 3.0]), "peu": 1, "pue": 9}, ["rental_rat", "peu", "pue: 9"]),
    ],
)
def test_a_scenario_that_cannot_be_computed_is_refused_by_name(changes, names):
    with pytest.raises(ScenarioFault) as refused:
        evaluate(changes)
    for name in names:
        assert name in str(refused.value)


def test_good_parts_of_a_scenario_survive_bad_ones():
    changes, faults = read_changes(
        [
            ("rental_rate", "3"),
            ("pue", "much"),
            ("rental_rate", "4"),
            ("headcount", "150"),
            ("x" * 99, "1"),
        ]
    )
    assert changes == {"rental_rate": 4}  # the last one counts; 150 people is as published
    assert [(fault.reason, fault.id) for fault in faults] == [
        ("not_a_number", "pue"),
        ("unknown", "x" * 40 + "…"),
        ("repeated", "rental_rate"),
    ]


def test_units_are_known_for_every_assumption_constant_and_figure():
    assert unit_of("rental_rate") == "USD/GPU-hour"
    assert unit_of("capex_h20") == "USD"
    assert unit_of("hours_per_year") == "hours/year"
    assert unit_of("total") == "USD" and unit_of("chip_hours") == "chip-hours"
    assert unit_of("r1_zero_gpus") == "GPUs" and unit_of("v3_tokens") == "tokens"
    with pytest.raises(KeyError):
        unit_of("capex_b200")


# The ladder and the ratios


def test_each_rung_of_the_ladder_stands_higher_than_the_one_before():
    heights = [float(evaluate()[rung]) for rung in RUNGS]
    assert heights == sorted(set(heights))
    assert {unit_of(rung) for rung in RUNGS} == {"USD"}


def test_a_ratio_over_nothing_is_not_defined():
    assert ratio(6, 4) == 1.5
    assert math.isnan(ratio(1, 0)) and math.isnan(ratio(0, 0))


def test_four_hundred_is_the_first_version_of_the_table_over_the_rounded_claim():
    ratios = published_ratios(RECORDS.published_totals)
    assert len(ratios) == 5 * 3
    found = nearest(ratios, 400)
    assert (found.numerator, found.denominator) == ("first_version_ownership", "claim_rounded")
    assert round(found.value) == 399
    # Where a text prints only the parts of a total, the parts count together.
    assert round(nearest(ratios, 509).value, 1) == 508.8  # (1,600 + 944) ÷ 5


# The documentation and the order


MODULES = [
    costmodel,
    *(
        importlib.import_module(found.name)
        for found in pkgutil.iter_modules(costmodel.__path__, "costmodel.")
    ),
]
WITH_EXAMPLES = [
    m for m in MODULES if any(each.examples for each in doctest.DocTestFinder().find(m))
]


@pytest.mark.parametrize("module", WITH_EXAMPLES, ids=lambda module: module.__name__)
def test_the_examples_in_the_documentation_are_right(module, capsys):
    assert doctest.testmod(module).failed == 0, capsys.readouterr().out


def test_every_quantity_says_what_it_is():
    assert [each.id for _, each in STEPS if not (each.function.__doc__ or "").strip()] == []


@pytest.mark.slow
def test_the_order_of_figures_and_sources_is_the_same_in_every_process():
    asked = (
        "import costmodel as c; print([q.id for q in c.MODEL.order], c.MODEL.figures, "
        "c.MODEL.assumptions_behind('company_cost'), c.sources_behind('company_cost'))"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", asked],
            env=os.environ | {"PYTHONHASHSEED": seed},
            cwd=Path(costmodel.__file__).parents[1],
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(answers) == 1
    assert answers.pop().startswith(b"['")

"""Like with like: one method for every run, and four bases that are never mixed."""

import datetime
import json
import math

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from costmodel import (
    ASSUMPTIONS,
    BASES,
    OWN,
    PARAMETERS,
    PUBLISHED,
    STORIES,
    TRAINING_RUN,
    V3,
    ScenarioFault,
    compared,
    evaluate,
    quoted,
    read_parameters,
    read_run,
    run_report,
    run_values,
    runs_of,
    starts_too_early,
    times_v3,
)
from costmodel.questions.training_runs import run_figure, suffices
from data import RECORDS
from tests.cases import GIVEN

DAY = datetime.date
# The worked case: GPT-4 with Epoch AI's parameters.
GPT_4 = {
    "chip_hours": 57e6,
    "chip_price": 24_875.0,
    "acquired": DAY(2020, 8, 12),
    "start": DAY(2022, 5, 12),
    "server_power": 0.8125,
    "pue": 1.25,
    "electricity_price": 0.0806,
}
NEEDED = [id for id, row in PARAMETERS.items() if row.value is None]
USUAL = {id: row.value for id, row in PARAMETERS.items() if row.value is not None}

reproducible = settings(derandomize=True, database=None, deadline=None, max_examples=200)


def written(run: dict[str, object]) -> list[str]:
    """A run as it is typed."""
    return [
        f"{id}={each.isoformat() if isinstance(each, DAY) else repr(each)}"
        for id, each in run.items()
    ]


def possible(row) -> st.SearchStrategy:
    if row.kind == "day":
        return st.dates(row.allowed_low, row.allowed_high)
    return st.floats(row.allowed_low, row.allowed_high)


ANY = {id: possible(row) for id, row in PARAMETERS.items()}
RUNS = st.fixed_dictionaries({id: ANY[id] for id in NEEDED}, optional={id: ANY[id] for id in USUAL})


# The method


def by_hand(run: dict) -> dict[str, float]:
    """Epoch AI's method, written out again without the cost module."""
    run = {**USUAL, **run}
    decline, share = run["price_decline"], run["interconnect_share"]
    years = (run["start"] - run["acquired"]).days / 365.25
    value = run["chip_price"] * 10 ** (-decline * years)
    hardware = run["chip_hours"] * value * decline * math.log(10) / 8766
    interconnect = hardware * share / (1 - share)
    kwh = run["chip_hours"] * run["server_power"] * run["load_factor"] * run["pue"]
    total = hardware + interconnect + kwh * run["electricity_price"]
    return {
        "chip_age_at_start": years,
        "chip_value_at_start": value,
        "chip_hour_cost": value * decline * math.log(10) / 8766,
        "hardware": hardware,
        "interconnect": interconnect,
        "electricity": kwh,
        "energy": kwh * run["electricity_price"],
        "total": total,
        "rental": run["chip_hours"] * run["hour_price"],
        "purchase": run["chips"] * run["chip_price"] / (1 - share),
        "development": total * run["experiment_factor"] + run["staff"],
    }


def test_the_final_run_of_gpt_4_costs_forty_million_to_the_dollar(answer):
    code, out, err = answer("run", "--json", *written(GPT_4))
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert round(found["total"]) == 40_155_934
    years = 638 / 365.25  # 12 August 2020 to 12 May 2022
    value = 24_875 * 10 ** (-0.14 * years)  # 14,162 dollars
    hardware = 57e6 * value * 0.14 * math.log(10) / 8_766
    interconnect = hardware * 0.19 / 0.81
    energy = 57e6 * 0.8125 * 0.75 * 1.25 * 0.0806
    assert found["hardware"] == pytest.approx(hardware, rel=1e-12)
    assert found["interconnect"] == pytest.approx(interconnect, rel=1e-12)
    assert found["energy"] == pytest.approx(energy, rel=1e-12)
    assert found["total"] == pytest.approx(hardware + interconnect + energy, rel=1e-12)
    assert found["unit"] == "USD"
    assert found["inputs"] == {
        **GPT_4,
        "acquired": "2020-08-12",
        "start": "2022-05-12",
        "load_factor": 0.75,
        "interconnect_share": 0.19,
        "price_decline": 0.14,
    }


@reproducible
@given(RUNS)
def test_any_run_agrees_with_a_recalculation_by_hand(run):
    # Prices that double and halve for a hundred years leave the range of a float.
    assume(abs(by_hand(run)["chip_age_at_start"]) * run.get("price_decline", 0.14) < 100)
    found, expected = run_values(run), by_hand(run)
    assert set(expected) == set(TRAINING_RUN.figures)
    assert {id: found[id] for id in expected} == {
        id: pytest.approx(value, rel=1e-9) for id, value in expected.items()
    }
    assert all(
        math.isfinite(value) and value >= 0
        for id, value in expected.items()
        if id != "chip_age_at_start"
    )


# One example of each figure of a run, small enough to check in one's head.
EASY = {
    "chip_hours": 8_766_000.0,  # a thousand chips for a year
    "chip_price": 10_000.0,
    "acquired": DAY(2020, 1, 1),
    "start": DAY(2024, 1, 1),  # 1,461 days are four years
    "server_power": 1.0,
    "pue": 1.5,
    "electricity_price": 0.1,
    "load_factor": 0.8,
    "interconnect_share": 0.2,
    "price_decline": 0.25,  # in four years a tenth of the price is left
    "chips": 1_000.0,
    "hour_price": 2.0,
    "experiment_factor": 3.0,
    "staff": 1_000_000.0,
}
WORKED = {
    "chip_age_at_start": 4.0,
    "chip_value_at_start": 1_000.0,
    "chip_hour_cost": 1_000 * 0.25 * 2.302585092994046 / 8_766,
    "hardware": 575_646.2732485115,  # 1,000 chips × 1,000 dollars × a quarter of ln 10
    "interconnect": 143_911.5683121279,  # a quarter of that: 0.2 ÷ 0.8
    "electricity": 10_519_200.0,  # 8,766,000 × 0.8 × 1.5
    "energy": 1_051_920.0,
    "total": 1_771_477.8415606394,
    "rental": 17_532_000.0,
    "purchase": 12_500_000.0,  # 10,000,000 ÷ 0.8
    "development": 6_314_433.524681918,  # 3 × the total and a million
}


@pytest.mark.parametrize("figure", TRAINING_RUN.figures)
def test_every_figure_of_a_run_has_a_worked_example(figure):
    assert run_values(EASY)[figure] == pytest.approx(WORKED[figure], rel=1e-12)


def test_a_run_on_chips_not_yet_bought_is_computed_and_said_to_be_odd(answer):
    early = {**GPT_4, "start": DAY(2020, 1, 1)}
    assert starts_too_early(early) and not starts_too_early(GPT_4)
    assert not starts_too_early({**GPT_4, "start": GPT_4["acquired"]})
    assert run_values(early)["chip_value_at_start"] > early["chip_price"]
    code, out, err = answer("run", *written(early))
    assert code == 0 and "total: " in out
    assert err.startswith("start: before the chips were acquired")


# Parameters in


def test_what_is_not_said_is_as_usual():
    inputs, faults = read_run(part.split("=") for part in written(GPT_4))
    assert faults == ()
    assert inputs == {**USUAL, **GPT_4}
    assert USUAL["load_factor"] == 0.75 and USUAL["interconnect_share"] == 0.19
    assert run_values(GPT_4) == run_values(inputs)
    reported = run_report(GPT_4)["inputs"]
    assert reported.keys() == {*GPT_4, "load_factor", "interconnect_share", "price_decline"}
    assert (reported["load_factor"], reported["interconnect_share"]) == (0.75, 0.19)
    assert run_report(inputs)["inputs"] == reported


@pytest.mark.parametrize("id", NEEDED)
def test_what_has_no_usual_value_is_missed_by_name(id, answer):
    rest = {name: each for name, each in GPT_4.items() if name != id}
    code, out, err = answer("run", "--json", *written(rest))
    assert (code, out) == (2, "")
    assert err == f"{id}: missing; it has no usual value\n"
    with pytest.raises(KeyError, match=f"{id}: missing"):
        run_values(rest)


def test_everything_that_is_missing_is_named_at_once(answer):
    code, out, err = answer("run")
    assert (code, out) == (2, "")
    assert [line.split(":")[0] for line in err.splitlines()] == NEEDED


@pytest.mark.parametrize(
    ("part", "fault"),
    [
        *(
            (f"start={text}", f"start: {text!r} is not a day, written YYYY-MM-DD")
            for text in (
                *("2023-13-01", "2023-02-31", "2023-02-29", "2023-00-10", "0000-01-01", "", " "),
                *("12 May 2022", "2022/05/12", "2022-5-12", "20220512", "2022-05-12T00:00", "2022"),
                *("٢٠٢٢-٠٥-١٢", "nan", "-2022-05-12", "738287", "2022-W19-4"),
            )
        ),
        ("start=1999-12-31", "start: 1999-12-31 is outside the allowed range 2000-01-01 to 2100"),
        ("start=2101-01-01", "start: 2101-01-01 is outside the allowed range"),
        ("start=9999-12-31", "start: 9999-12-31 is outside the allowed range"),
        ("chip_hours=nan", "chip_hours: 'nan' is not a number"),
        ("chip_hours=inf", "chip_hours: 'inf' is not a number"),
        ("chip_hours=-Infinity", "chip_hours: '-Infinity' is not a number"),
        ("chip_hours=1e400", "chip_hours: 1e400 is outside the allowed range 1 to 1e+12"),
        ("chip_hours=-1e400", "chip_hours: -1e400 is outside the allowed range"),
        ("chip_hours=0", "chip_hours: 0 is outside the allowed range"),
        ("chip_hours=-57e6", "chip_hours: -57e6 is outside the allowed range"),
        ("chip_hours=57,000,000", "chip_hours: '57,000,000' is not a number"),
        ("chip_hours=57_000_000", "chip_hours: '57_000_000' is not a number"),
        ("chip_hours=2022-05-12", "chip_hours: '2022-05-12' is not a number"),
        ("chip_hours=", "chip_hours: '' is not a number"),
        ("pue=0.99", "pue: 0.99 is outside the allowed range 1 to 3"),
        ("interconnect_share=1", "interconnect_share: 1 is outside the allowed range 0 to 0.9"),
        ("price_decline=-0.1", "price_decline: -0.1 is outside the allowed range 0 to 1"),
        ("chip_huors=57e6", "chip_huors: no assumption has this id; did you mean chip_hours?"),
        ("rental_rate=2", "rental_rate: no assumption has this id"),
        ("total=5", "total: this figure is computed and cannot be set"),
        ("chip_hours", "'chip_hours': expected id=value"),
    ],
)
def test_an_odd_parameter_is_refused_by_name_and_not_called_missing(part, fault, answer):
    id = part.partition("=")[0]
    rest = {name: each for name, each in GPT_4.items() if name != id}
    code, out, err = answer("run", "--json", *written(rest), part)
    assert (code, out) == (2, "")
    assert fault in err
    if "=" in part:
        assert "missing" not in err and len(err.splitlines()) == 1


def test_a_parameter_given_twice_is_named(answer):
    code, out, err = answer("run", *written(GPT_4), "pue=1.3")
    assert (code, out) == (2, "")
    assert err == "pue: given more than once; the last good value is 1.3\n"


ODD = st.one_of(
    st.text(max_size=30),
    st.floats().map(repr),
    st.dates().map(str),
    st.sampled_from(["nan", "inf", "1e400", "2023-13-01", "2023-02-31", "-1", "1_0", "", "\x00"]),
)


@pytest.mark.slow
@settings(reproducible, max_examples=400)
@given(
    good=st.fixed_dictionaries({}, optional=ANY),
    odd=st.lists(st.tuples(st.one_of(st.sampled_from(list(PARAMETERS)), st.text()), ODD)),
)
def test_good_parameters_are_never_swallowed_and_odd_ones_always_named(good, odd):
    odd = [(id, text) for id, text in odd if id not in good]
    pairs = [*odd, *(tuple(part.split("=")) for part in written(good))]
    read, faults = read_parameters(pairs)
    for id, each in good.items():
        assert read.get(id, USUAL.get(id)) == each
    for id, each in read.items():
        assert PARAMETERS[id].takes(each) and PARAMETERS[id].allows(each)
    named = [fault.id for fault in faults]
    for id, text in odd:
        # Only the usual value itself goes without saying.
        assert id in read or quoted(id) in named or float(text) == USUAL[id]
    assert all(fault.message for fault in faults)
    inputs, all_faults = read_run(pairs)
    assert inputs.keys() == PARAMETERS.keys()
    missing = {fault.id for fault in all_faults if fault.reason == "missing"}
    assert missing == {id for id in NEEDED if inputs[id] is None and id not in named}
    if not any(each is None for each in inputs.values()):
        assert run_report(inputs)["total"] > 0


# The data of other models


@pytest.mark.parametrize("id", RECORDS.model_parameters)
def test_a_parameter_of_a_model_is_possible_and_of_its_kind(id):
    row = RECORDS.model_parameters[id]
    limits = PARAMETERS[row.parameter]
    for each in (row.value, row.low, row.high):
        assert each is None or (limits.takes(each) and limits.allows(each))
    assert id == f"{row.model}_{row.parameter}" and row.model in RECORDS.models


@pytest.mark.parametrize("id", RECORDS.model_costs)
def test_a_cost_somebody_says_belongs_to_a_model_and_a_basis(id):
    row = RECORDS.model_costs[id]
    assert row.model in RECORDS.models and row.basis in BASES
    assert id == f"{row.model}_{row.basis}"


@pytest.mark.parametrize("model", RECORDS.models)
def test_every_model_stands_on_some_basis(model):
    on = {basis for basis in BASES for each in compared(basis) if each.model == model}
    assert on
    said = {row.basis for row in RECORDS.model_costs.values() if row.model == model}
    assert said <= on


@pytest.mark.parametrize("model", RECORDS.models)
def test_a_model_is_computed_exactly_where_everything_it_needs_is_published(model):
    here, low, high = runs_of(model)
    published = {r.parameter for r in RECORDS.model_parameters.values() if r.model == model}
    if model == V3:
        assert published == {"acquired", "start"}  # the rest is the reader's scenario
        return
    assert set(here) == set(low) == set(high) == published
    on = {each.basis for each in everything() if (each.model, each.whose) == (model, "ours")}
    needed = {
        "rental": {"chip_hours", "hour_price"},
        "amortised": {*NEEDED},
        "purchase": {"chips", "chip_price"},
        "development": {*NEEDED, "staff"},
    }
    assert on == {basis for basis, parameters in needed.items() if parameters <= published}


# Like with like


def everything(changes=None, own=None) -> list:
    return [each for basis in BASES for each in compared(basis, changes, own)]


SCENARIOS = st.dictionaries(
    st.sampled_from(list(ASSUMPTIONS)), st.integers(0, 100), max_size=6
).map(
    lambda parts: {
        id: ASSUMPTIONS[id].allowed_low
        + n / 100 * (ASSUMPTIONS[id].allowed_high - ASSUMPTIONS[id].allowed_low)
        for id, n in parts.items()
    }
)


def check(found, basis: str) -> None:
    assert {each.basis for each in found} == {basis}
    values = [each.value for each in found]
    assert values == sorted(values, reverse=True)
    for each in found:
        slack = 1e-12 * each.value
        assert each.low - slack <= each.value <= each.high + slack, each
        if each.whose == "ours":
            assert each.cost is None
        else:
            row = RECORDS.model_costs[each.cost]
            assert (row.model, row.basis, row.value) == (each.model, basis, each.value)
            assert (row.low or row.value, row.high or row.value) == (each.low, each.high)
            assert each.whose == ("maker" if row.party == "maker" else "other")
    # Each number once: ours, and one of everybody who says something.
    assert len({(each.model, each.cost) for each in found}) == len(found)
    said = {row.id for row in RECORDS.model_costs.values() if row.basis == basis}
    assert {each.cost for each in found if each.cost} == said


@settings(reproducible, max_examples=25)
@given(SCENARIOS)
def test_bases_are_never_mixed_and_every_range_holds_its_value(changes):
    for basis in BASES:
        check(compared(basis, changes), basis)


UNNEEDED = {id: DAY(2000, 1, 1) if PARAMETERS[id].kind == "day" else math.nan for id in NEEDED}


@pytest.mark.parametrize("basis", BASES)
def test_our_number_is_the_run_on_that_basis(basis):
    for each in compared(basis):
        if each.whose == "ours":
            # What is not published of a run is on no basis it stands on.
            here, low, high = ({**UNNEEDED, **run} for run in runs_of(each.model))
            assert each.value == run_values(here)[BASES[basis]]
            ends = sorted(run_values(run)[BASES[basis]] for run in (low, high))
            assert [each.low, each.high] == ends


def ours(basis: str, model: str, changes=None):
    return next(
        each for each in compared(basis, changes) if (each.model, each.whose) == (model, "ours")
    )


def test_deepseek_v3_is_computed_from_the_readers_scenario():
    figures = evaluate(GIVEN)
    assert ours("rental", V3, GIVEN).value == figures["final_run_cost"] == 5_576_000
    # Epoch AI's network on top: 2,048 × 31,728 ÷ 0.81
    assert ours("purchase", V3, GIVEN).value == pytest.approx(2_048 * 31_728 / 0.81)
    # Epoch AI's rule: 60 days before its day of publication, 24 December, less the 1,361 hours.
    days = (DAY(2024, 8, 29) - DAY(2023, 6, 19)).days
    value = 31_728 * 10 ** (-0.14 * days / 365.25)
    hardware = 2_788_000 * value * 0.14 * math.log(10) / 8_766 / 0.81
    energy = 2_788_000 * 1.275 * 0.75 * 1.25 * 0.088
    assert ours("amortised", V3, GIVEN).value == pytest.approx(hardware + energy, rel=1e-12)
    assert round(hardware + energy) == 3_024_070
    people = float(figures["staff_cost_per_year"])  # for one year of development
    assert ours("development", V3, GIVEN).value == pytest.approx((hardware + energy) * 2.2 + people)


def test_gpt_4_is_so_many_times_as_dear_as_deepseek_v3():
    # 40,155,934 over 3,024,070, and with the factor 2.2 and the people of each on top.
    assert times_v3("amortised", "gpt_4", GIVEN) == pytest.approx(13.2788, rel=1e-5)
    people = float(evaluate(GIVEN)["staff_cost_per_year"])
    assert times_v3("development", "gpt_4", GIVEN) == pytest.approx(
        (40_155_934 * 2.2 + 36e6) / (3_024_070 * 2.2 + people), rel=1e-6
    )
    with pytest.raises(KeyError, match="claude_35_sonnet"):
        times_v3("amortised", "claude_35_sonnet", GIVEN)


def test_makers_counted_fewer_hours_for_later_models_than_deepseek_for_v3():
    # The finding names these two.
    printed = RECORDS.facts["run_hours_published"].value
    for model in ("llama_4_maverick", "gpt_oss_120b"):
        hours = RECORDS.model_parameters[f"{model}_chip_hours"]
        assert hours.value < printed and hours.grade == "A"
        assert RECORDS.models[model].published.startswith("2025-")


def test_a_run_of_which_only_the_hours_are_known_stands_at_a_rental_price():
    hours = {"chip_hours": 2_380_000.0, "hour_price": 2.49}
    assert run_figure(hours, "rental") == pytest.approx(5_926_200)
    assert ours("rental", "llama_4_maverick").value == pytest.approx(5_926_200)
    assert suffices(hours, "rental") and not suffices(hours, "total")
    with pytest.raises(KeyError, match="missing; it has no usual value"):
        run_figure(hours, "total")


def test_a_later_start_is_the_cheap_end_of_a_run():
    here, cheap, dear = runs_of(V3)
    assert (cheap["start"], dear["start"]) == (DAY(2024, 10, 30), DAY(2024, 8, 29))
    assert (cheap["acquired"], dear["acquired"]) == (DAY(2023, 3, 21), DAY(2023, 10, 23))
    assert cheap["start"] > here["start"] == dear["start"]


# Which bases move with an assumption of the reader's.
MOVES = {
    "pretraining_hours": {"rental", "amortised", "development"},
    "rental_rate": {"rental"},
    "gpu_price_h800": {"amortised", "purchase", "development"},
    "server_overhead_h800": {"amortised", "purchase", "development"},
    "server_power_h800": {"amortised", "development"},
    "pue": {"amortised", "development"},
    "electricity_price": {"amortised", "development"},
    "load_factor": {"amortised", "development"},
    "training_cluster_gpus": {"purchase"},
    "experiment_factor": {"development"},
    "headcount": {"development"},
    "star_pay": {"development"},
    "gpu_count_h20": set(),
    "utilisation": set(),
}


@pytest.mark.parametrize("id", MOVES)
def test_only_deepseek_v3_moves_with_the_reader_and_only_where_it_should(id):
    changes = {id: ASSUMPTIONS[id].allowed_high * 0.5}
    assert changes[id] != PUBLISHED[id]
    moved = set()
    for basis in BASES:
        before, after = (
            {(each.model, each.cost): each for each in compared(basis, given)}
            for given in ({}, changes)
        )
        assert before.keys() == after.keys()
        for key in before:
            if key == (V3, None):
                moved |= {basis} if before[key].value != after[key].value else set()
            else:
                assert before[key] == after[key]
    assert moved == MOVES[id]


def test_a_number_the_reader_has_set_has_no_range_in_the_comparison():
    free, held = ours("rental", V3), ours("rental", V3, {"rental_rate": 3.0})
    assert (free.low, free.high) == (4_600_200, 9_534_960)  # 2,788,000 × 1.65 to 3.42
    assert held.low == held.value == held.high == 8_364_000


@pytest.mark.parametrize("story", STORIES)
def test_every_story_can_be_compared(story):
    for basis in BASES:
        check(compared(basis, STORIES[story]), basis)


def test_a_model_of_ones_own_stands_only_on_bases_it_has_numbers_for():
    def on(own) -> set[str]:
        return {each.basis for each in everything(own=own) if each.model == OWN}

    assert on(None) == set()
    assert on(GPT_4) == {"amortised"}
    assert on({**GPT_4, "hour_price": 1.36}) == {"amortised", "rental"}
    assert on({**GPT_4, "chips": 25_000.0}) == {"amortised", "purchase"}
    assert on({**GPT_4, "staff": 36e6}) == {"amortised", "development"}
    assert on({**EASY}) == set(BASES)
    for basis in BASES:
        (own,) = (each for each in compared(basis, own=EASY) if each.model == OWN)
        assert own.low == own.value == own.high == pytest.approx(WORKED[BASES[basis]])
        assert own.whose == "ours"


def test_a_model_of_ones_own_moves_no_other():
    for basis in BASES:
        with_own = [each for each in compared(basis, own=EASY) if each.model != OWN]
        assert with_own == list(compared(basis))


def test_what_cannot_be_compared_is_refused_by_name():
    with pytest.raises(KeyError, match="list_price"):
        compared("list_price")
    with pytest.raises(KeyError, match="chip_price"):
        compared("amortised", own={id: GPT_4[id] for id in GPT_4 if id != "chip_price"})
    with pytest.raises(ScenarioFault, match="pue: 9"):
        compared("amortised", {"pue": 9.0})


# Ours against Epoch AI's own


@pytest.mark.parametrize(
    ("model", "nominal"),
    [
        # As Epoch AI published them.
        ("gpt_4", 40_600_000),
        ("grok_3", 300_900_000),
        ("llama_2_70b", 1_100_000),
        ("opt_175b", 734_000),
        ("gemini_1_ultra", 29_800_000),
    ],
)
def test_our_amortised_run_is_within_two_per_cent_of_epochs(model, nominal):
    assert RECORDS.model_costs[f"{model}_amortised"].value == nominal
    assert ours("amortised", model).value == pytest.approx(nominal, rel=0.02)


def test_our_llama_31_is_within_fifteen_per_cent_of_epochs():
    theirs = RECORDS.model_costs["llama_31_405b_amortised"]
    assert (theirs.value, theirs.dollars) == (51_000_000, "2024")
    assert ours("amortised", "llama_31_405b").value == pytest.approx(theirs.value, rel=0.15)


def test_gpt_4_as_compared_is_the_worked_case():
    assert round(ours("amortised", "gpt_4").value) == 40_155_934
    here, _, _ = runs_of("gpt_4")
    assert {id: here[id] for id in GPT_4} == GPT_4

"""What a doubter is promised: ranges anybody can recompute, flips that flip, parts that add up."""

import csv
import itertools
import math
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import qmc

import costmodel
from content import LANGUAGES
from content.numbers import Numbers
from costmodel import (
    ASSUMPTIONS,
    MODEL,
    PUBLISHED,
    QUESTIONS,
    RUNGS,
    STANDINGS,
    STATEMENTS,
    STORIES,
    YOURS,
    ScenarioFault,
    Statement,
    Target,
    belief,
    beliefs,
    certain_ids,
    draw,
    drawn_ids,
    evaluate,
    exceeded,
    flips,
    gap,
    ratio,
    ratio_spread,
    read_statement,
    read_target,
    settings_of,
    spread,
    spreads,
    swings,
    told_by,
    turned_over_by,
    unswung,
    write_statement,
    write_target,
)
from costmodel.questions import sobol
from data import RECORDS
from tests.cases import GIVEN

ROOT = Path(costmodel.__file__).resolve().parent.parent
RANGED = {id: row for id, row in ASSUMPTIONS.items() if row.has_likely_range}
NO_MACHINES = {f"gpu_count_{type_}": 0.0 for type_ in MODEL.types}
SEEDS = (1, 2, 2024)

# The same examples on every run and every machine, and no files left behind.
reproducible = settings(derandomize=True, database=None, deadline=None, max_examples=80)
each_ranged = pytest.mark.parametrize("id", RANGED)
each_seed = pytest.mark.parametrize("seed", SEEDS)


def at(id: str, part: float) -> float:
    """The value this part of the way through what is possible, as its slider divides it."""
    row = ASSUMPTIONS[id]
    low, high = row.allowed_low, row.allowed_high
    if row.scale == "log":
        low = max(low, 1.0)
        return min(high, low * (high / low) ** part)
    return low + part * (high - low)


# A thousandth is as fine as anybody moves a slider; zero stays zero and not almost zero.
PARTS = st.integers(0, 1000).map(lambda n: n / 1000)
VALUES = st.tuples(st.sampled_from(list(ASSUMPTIONS)), PARTS).map(lambda p: (p[0], at(*p)))
CHANGES = st.lists(VALUES, max_size=6).map(dict)
FIGURES = st.sampled_from(MODEL.figures)
# How far from what it is a figure is asked to come: never exactly where it is, nor to nothing.
FACTORS = st.integers(-1000, 3000).map(lambda n: (n + 0.5) / 1000)


def along(figure: str, changes: dict[str, float], id: str, values: np.ndarray) -> np.ndarray:
    """The figure where one assumption takes these values and all else stays as it is."""
    return np.broadcast_to(evaluate({**changes, id: values}, (figure,))[figure], values.shape)


def alone(figure: str, changes: dict[str, float]) -> float:
    return float(evaluate(changes, (figure,))[figure])


def tolerance(figure: str, changes: dict[str, float]) -> float:
    """What the last bits of a difference may be: those of the far larger amounts it is of."""
    of = {"financing_cost": ("capex",), "unexplained_opex": ("capex", "opex")}
    return 1e-9 * sum(alone(each, changes) for each in of.get(figure, ()))


# How sure: draws


@each_seed
@each_ranged
def test_the_draws_recover_the_range_the_sources_give(id, seed):
    row = RANGED[id]
    ends = np.array([row.likely_low, row.likely_high])
    found = np.percentile(draw({}, 10_000, seed)[id], (5, 95))
    if row.distribution == "lognormal":
        ends, found = np.log(ends), np.log(found)
    # A thousandth of the range's width; a little more where draws lean on those of another number.
    near = 8e-3 if id.startswith("server_overhead") else 1e-3
    np.testing.assert_allclose(found, ends, rtol=0, atol=near * np.ptp(ends))


@each_seed
@each_ranged
def test_no_draw_is_impossible(id, seed):
    row, values = RANGED[id], draw({}, 10_000, seed)[id]
    assert values.shape == (10_000,)
    assert row.allowed_low <= values.min() < values.max() <= row.allowed_high


@each_seed
def test_where_a_range_ends_at_what_is_possible_one_draw_in_twenty_is_exactly_there(seed):
    drawn = draw({}, 10_000, seed)
    shares = {
        (id, end): np.mean(drawn[id] == end)
        for id, row in RANGED.items()
        for end in {row.likely_low, row.likely_high} & {row.allowed_low, row.allowed_high}
    }
    none = {
        f"{name}_{type_}" for name in ("gpu_count", "years_in_use") for type_ in ("h20", "h100")
    }
    assert set(shares) == {*((id, 0) for id in {*none, "resale_share"}), ("utilisation", 1)}
    assert all(share == pytest.approx(0.05, abs=1e-3) for share in shares.values()), shares


def table_of_distributions() -> list[dict[str, str]]:
    with (ROOT / "data" / "assumptions.csv").open(encoding="utf-8", newline="") as file:
        return [cells for cells in csv.DictReader(file) if cells["distribution"]]


def test_exactly_the_assumptions_with_a_distribution_in_the_file_are_drawn():
    assert tuple(cells["id"] for cells in table_of_distributions()) == drawn_ids({})


@pytest.mark.parametrize("cells", table_of_distributions(), ids=lambda cells: cells["id"])
def test_a_number_is_drawn_from_the_distribution_the_file_names(cells):
    low, high, least, most = (
        float(cells[name]) for name in ("likely_low", "likely_high", "allowed_low", "allowed_high")
    )
    back = {"lognormal": math.exp, "bounded_normal": float}[cells["distribution"]]
    if back is math.exp:
        low, high = math.log(low), math.log(high)
    # 5 % of a normal distribution lie below, and 5 % above, 1.645 deviations from its middle.
    normal = NormalDist((low + high) / 2, (high - low) / 2 / NormalDist().inv_cdf(0.95))
    values = draw({}, 10_000, seed=5)[cells["id"]]
    for percent in (1, 5, 25, 50, 75, 95, 99):
        expected = min(max(back(normal.inv_cdf(percent / 100)), least), most)
        found = np.percentile(values, percent)
        if back is math.exp:
            expected, found = math.log(expected), math.log(found)
        near = 1.5e-2 if cells["id"].startswith("server_overhead") else 3e-3
        assert found == pytest.approx(expected, rel=0, abs=near * (high - low)), percent
    if back is math.exp:
        middle = (math.log(float(cells["likely_low"])) + math.log(float(cells["likely_high"]))) / 2
        assert np.median(np.log(values)) == pytest.approx(
            middle, rel=0, abs=near / 3 * (high - low)
        )


@each_seed
def test_the_first_draws_of_more_are_the_same_draws(seed):
    few, many = draw({}, 10_000, seed), draw({}, 20_000, seed)
    assert few.keys() == many.keys() == RANGED.keys()
    for id in RANGED:
        np.testing.assert_array_equal(many[id][:10_000], few[id])
        assert not np.array_equal(many[id][10_000:], few[id])


@each_seed
@pytest.mark.parametrize("dimensions", [1, 2, sobol.DIMENSIONS])
def test_the_draws_are_those_of_a_well_known_sobol_sequence(dimensions, seed):
    chance = np.random.default_rng(seed)
    known = qmc.MultivariateNormalQMC(np.zeros(dimensions), rng=chance).random(2048).T
    for draws in (1, 1000, 2048):
        ours = sobol.normal_scores(dimensions, draws, seed)
        np.testing.assert_allclose(ours, known[:, :draws], rtol=1e-12, atol=1e-12)


def test_more_draws_and_dimensions_than_there_are_are_refused_by_name():
    with pytest.raises(ValueError, match=f"{sobol.DIMENSIONS + 1} dimensions"):
        sobol.normal_scores(sobol.DIMENSIONS + 1, 10, 1)
    with pytest.raises(ValueError, match="draws: "):
        sobol.normal_scores(1, 2**40, 1)


def test_the_same_seed_gives_the_same_draws_and_another_seed_others():
    first, again, other = draw({}, 500, seed=11), draw({}, 500, seed=11), draw({}, 500, seed=12)
    for id in RANGED:
        np.testing.assert_array_equal(first[id], again[id])
        # Of the bounded ones one draw in twenty is the bound itself, whatever the seed.
        assert np.mean(first[id] == other[id]) < 0.05, id


@pytest.mark.parametrize("pair", [("gpu_count_h20", "gpu_price_h20"), ("pue", "headcount")])
def test_draws_of_two_numbers_are_independent(pair):
    one, other = (draw({}, 10_000, seed=1)[id] for id in pair)
    assert abs(np.corrcoef(one, other)[0, 1]) < 0.02


@pytest.mark.parametrize(
    ("type_", "width_of_totals"),
    # The server prices that the ranges were found from: 15,500 to 37,500 for an A100, and so on.
    [("a100", 37_500 - 15_500), ("h20", 24_400 - 20_700), ("h100", 46_875 - 28_750)],
)
def test_a_gpu_and_the_rest_of_its_server_are_drawn_as_parts_of_one_total(type_, width_of_totals):
    drawn = draw({}, 10_000, seed=1)
    gpu, rest = drawn[f"gpu_price_{type_}"], drawn[f"server_overhead_{type_}"]
    assert np.corrcoef(gpu, rest)[0, 1] < -0.05
    width = np.ptp(np.percentile(gpu + rest, (5, 95)))
    assert width == pytest.approx(width_of_totals, rel=0.1)
    # Shuffled, they are independent, and servers come out at prices that nobody asked.
    shuffled = np.random.default_rng(1).permutation(rest)
    assert np.ptp(np.percentile(gpu + shuffled, (5, 95))) > width


COUNTS = [f"gpu_count_{type_}" for type_ in MODEL.types]


@pytest.mark.parametrize("together", [0.0, 0.25, 0.75])
def test_counts_are_tied_as_strongly_as_the_reader_says_and_nothing_else_is(together):
    drawn = draw({}, 20_000, seed=2, together=together)
    # By ranks, which a distribution does not bend: for normal numbers 6/π × arcsin(half of it).
    expected = 6 / math.pi * math.asin(together / 2)
    ranks = {id: np.argsort(np.argsort(drawn[id])) for id in (*COUNTS, "pue", "rental_rate")}
    for one, other in itertools.combinations(ranks, 2):
        both_counts = one in COUNTS and other in COUNTS
        found = np.corrcoef(ranks[one], ranks[other])[0, 1]
        assert found == pytest.approx(expected if both_counts else 0, abs=0.02), (one, other)


@pytest.mark.parametrize("id", COUNTS)
def test_a_tied_count_keeps_its_own_range(id):
    row = RANGED[id]
    found = np.percentile(draw({}, 10_000, seed=3, together=0.5)[id], (5, 95))
    width = row.likely_high - row.likely_low
    assert found == pytest.approx((row.likely_low, row.likely_high), abs=0.02 * width)


def test_one_common_cause_widens_the_total_at_both_ends():
    apart, tied, wholly = (
        spreads(("tco",), {}, 10_000, seed=1, together=together)["tco"]
        for together in (0.0, 0.5, 1.0)
    )
    assert wholly.low < tied.low < apart.low and apart.high < tied.high < wholly.high
    # Wholly tied, the four counts stand in the same order in every draw.
    drawn = draw({}, 500, seed=1, together=1.0)
    order = np.argsort(drawn["gpu_count_h800"])
    assert all(np.all(np.diff(drawn[id][order]) >= 0) for id in COUNTS)


@pytest.mark.parametrize("together", [-0.1, 1.1, math.nan])
def test_only_a_share_ties_the_counts(together):
    with pytest.raises(ValueError, match="does not lie between 0 and 1"):
        draw({}, 10, together=together)


@each_ranged
def test_a_number_that_is_set_is_certain_and_leaves_the_other_draws_alone(id):
    free, held = draw({}, 200, seed=3), draw({id: PUBLISHED[id]}, 200, seed=3)
    assert held[id] == PUBLISHED[id] and np.ndim(held[id]) == 0
    assert held.keys() == free.keys()
    for other in RANGED.keys() - {id}:
        np.testing.assert_array_equal(held[other], free[other])


@reproducible
@given(CHANGES)
def test_every_assumption_is_drawn_or_certain_or_set_and_only_one_of_these(changes):
    parts = drawn_ids(changes), certain_ids(changes), tuple(changes)
    assert sorted(itertools.chain(*parts)) == sorted(ASSUMPTIONS)
    assert not any(ASSUMPTIONS[id].has_likely_range for id in certain_ids(changes))
    values = draw(changes, 4, seed=1)
    assert {id for id, value in values.items() if np.ndim(value)} == set(drawn_ids(changes))
    assert {id: values[id] for id in changes} == changes
    assert not set(values) & set(certain_ids(changes))


@reproducible
@given(changes=CHANGES, k=st.integers(0, 499), seed=st.sampled_from(SEEDS))
def test_one_draw_is_that_scenario(changes, k, seed):
    scenario = draw(changes, 500, seed)
    among = evaluate(scenario)
    one = evaluate({id: np.broadcast_to(value, 500)[k] for id, value in scenario.items()})
    for id in (*ASSUMPTIONS, *MODEL.figures):
        np.testing.assert_allclose(
            np.broadcast_to(among[id], 500)[k], one[id], rtol=1e-9, atol=1e-6, err_msg=id
        )


@pytest.mark.parametrize("changes", [{}, {"gpu_count_h20": 1000.0, "rental_rate": 3.0}], ids=str)
def test_the_ranges_are_what_anybody_computes_from_the_draws(changes):
    found = spreads(MODEL.figures, changes, 10_000, seed=4)
    among, here = evaluate(draw(changes, 10_000, seed=4)), evaluate(changes)
    assert set(found) == set(MODEL.figures)
    for id, each in found.items():
        values = np.sort(np.broadcast_to(among[id], 10_000))
        # The percentile between the two draws it falls between.
        places = np.array([0.05, 0.5, 0.95]) * (len(values) - 1)
        ends = np.interp(places, np.arange(len(values)), values)
        np.testing.assert_allclose((each.low, each.middle, each.high), ends, rtol=1e-12)
        assert each.below == np.count_nonzero(values < here[id]) / 10_000, id
        assert each.certain == (values[500] == values[-500]), id


def test_the_strips_show_what_share_of_the_draws_falls_where():
    among = evaluate(draw({}, 10_000, seed=1))
    for id, each in spreads(RUNGS, {}, 10_000, seed=1).items():
        assert len(each.bins) >= 20
        for (low, high, share), after in zip(each.bins, [*each.bins[1:], None], strict=True):
            inside = (among[id] >= low) & (among[id] < high)
            # The last bin holds its own upper end.
            assert share == pytest.approx(np.mean(inside), abs=1.5e-4), id
            assert after is None or after[0] == high
        lowest, highest = each.bins[0][0], each.bins[-1][1]
        # Every bin spans the same multiple.
        multiple = (highest / lowest) ** (1 / len(each.bins))
        assert all(high / low == pytest.approx(multiple) for low, high, _ in each.bins)
        assert sum(share for *_, share in each.bins) == pytest.approx(0.99, abs=1e-3)


@pytest.mark.parametrize(
    ("figure", "changes"),
    [
        ("capex_h20", {}),  # one draw in twenty has no H20 at all
        ("capex_h100", {}),
        ("unexplained_opex", {"cost_of_capital": 0.2}),  # often below nothing
    ],
)
def test_a_strip_leaves_out_what_lies_at_nothing_or_below_and_still_counts_it(figure, changes):
    among = evaluate(draw(changes, 10_000, seed=1))[figure]
    above = np.mean(among > 0)
    assert 0.05 < above < 0.97
    bins = spreads((figure,), changes, 10_000, seed=1)[figure].bins
    assert len(bins) >= 20
    assert all(0 < low < high for low, high, _ in bins)
    for low, high, share in bins:
        assert share == pytest.approx(np.mean((among >= low) & (among < high)), abs=1.5e-4)
    # Of all draws, the strip shows those above nothing but the outermost.
    assert sum(share for *_, share in bins) == pytest.approx(0.99 * above, abs=2e-3)


def moved(few: costmodel.Spread, many: costmodel.Spread) -> float:
    """How many units of the rounding in print the ends of a range moved, the worse of them."""
    before, after = (Numbers.step(each.low, each.high) for each in (few, many))
    unit = max(before, after)
    if not unit:
        return 0.0 if few.low == few.high == many.low == many.high else math.inf
    ends = ((few.low, many.low), (few.high, many.high))
    return max(abs(round(a / before) * before - round(b / after) * after) / unit for a, b in ends)


@each_seed
def test_twice_the_draws_move_no_end_in_print_by_more_than_one_unit(seed):
    few, many = (spreads(MODEL.figures, {}, draws, seed) for draws in (10_000, 20_000))
    steps = {id: moved(few[id], many[id]) for id in MODEL.figures}
    assert {id: step for id, step in steps.items() if not step < 1.001} == {}


@each_seed
def test_twice_the_draws_move_no_ratio_of_rungs_in_print_by_more_than_one_unit(seed):
    for lower, upper in itertools.combinations(RUNGS, 2):
        few, many = (ratio_spread(upper, lower, {}, draws, seed) for draws in (10_000, 20_000))
        assert moved(few, many) < 1.001, (upper, lower)


@reproducible
@given(figure=FIGURES, changes=CHANGES)
def test_what_a_figure_does_not_rest_on_does_not_touch_its_range(figure, changes):
    behind = MODEL.assumptions_behind(figure)
    matter = {id: value for id, value in changes.items() if id in behind}
    alike = [
        spread(figure, changes, 200, seed=1),
        spread(figure, matter, 200, seed=1),
        spreads((figure,), changes, 200, seed=1)[figure],
        spreads((*RUNGS, figure), changes, 200, seed=1)[figure],
    ]
    for each in alike[1:]:
        for part in ("low", "middle", "high", "below"):
            first = getattr(alike[0], part)
            assert getattr(each, part) == pytest.approx(first, rel=1e-12, nan_ok=True)


def test_draws_cannot_be_changed_by_one_reader_for_all_others():
    with pytest.raises(ValueError, match="read-only"):
        draw({})["pue"][0] = 9.0


def test_both_ends_of_a_ratio_are_of_the_same_draw():
    among = evaluate(draw({}, 10_000, seed=6))
    found = ratio_spread("tco", "final_run_cost", {}, 10_000, seed=6)
    ends = np.percentile(among["tco"] / among["final_run_cost"], (5, 50, 95))
    np.testing.assert_allclose((found.low, found.middle, found.high), ends, rtol=1e-12)
    figures = evaluate()
    here = ratio(figures["tco"], figures["final_run_cost"])
    assert found.below == np.mean(among["tco"] / among["final_run_cost"] < here)
    # A rung over itself is one in every draw.
    assert ratio_spread("tco", "tco", {}, 100, seed=1).high == 1


@pytest.mark.parametrize("share", [0.5, 0.9, 0.99])
@pytest.mark.parametrize("figure", ["tco", "capex", "company_cost", "unexplained_opex"])
def test_the_amount_that_nine_in_ten_draws_exceed_is_exceeded_by_nine_in_ten(figure, share):
    at_least = exceeded(figure, {}, share, 10_000, seed=7)
    among = evaluate(draw({}, 10_000, seed=7))[figure]
    assert np.mean(among >= at_least) == pytest.approx(share, abs=1e-4)


def test_an_undefined_figure_has_no_range():
    found = spreads(("run_share_of_fleet", "capex"), NO_MACHINES)
    empty, nothing = found["run_share_of_fleet"], found["capex"]
    assert all(math.isnan(each) for each in (empty.low, empty.middle, empty.high, empty.below))
    assert empty.bins == ()
    assert (nothing.low, nothing.high, nothing.bins, nothing.certain) == (0, 0, (), True)
    assert math.isnan(exceeded("run_share_of_fleet", NO_MACHINES))
    assert math.isnan(ratio_spread("tco", "capex", NO_MACHINES).middle)


@pytest.mark.parametrize("draws", [0, -1])
def test_a_number_of_draws_that_is_none_is_refused(draws):
    for ask in (
        lambda: draw({}, draws),
        lambda: spreads(("tco",), {}, draws),
        lambda: ratio_spread("tco", "capex", {}, draws),
        lambda: exceeded("tco", {}, 0.9, draws),
    ):
        with pytest.raises(ValueError, match=f"draws: {draws} is not a whole number above zero"):
            ask()


def test_what_cannot_be_asked_is_refused_by_name():
    statement = Statement("tco", "above", 1e9)
    for ask in (
        lambda changes: spreads(("tco",), changes),
        lambda changes: ratio_spread("tco", "capex", changes),
        lambda changes: exceeded("tco", changes),
        lambda changes: swings("tco", changes),
        lambda changes: flips(statement, changes),
        lambda changes: turned_over_by(statement, changes),
        lambda changes: beliefs("tco", 5e6, changes),
        lambda changes: belief("tco", 5e6, "pue", changes),
        lambda changes: gap("tco", changes, {}),
        lambda changes: gap("tco", {}, changes),
    ):
        with pytest.raises(ScenarioFault, match="rental_rat: no assumption has this id") as refused:
            ask({"rental_rat": 3.0, "pue": 9.0})
        assert {fault.id for fault in refused.value.faults} == {"rental_rat", "pue"}
    for ask in (
        lambda: spreads(("tcoo",)),
        lambda: ratio_spread("tcoo", "capex"),
        lambda: exceeded("tcoo"),
        lambda: swings("tcoo"),
        lambda: unswung("tcoo"),
        lambda: flips(Statement("tcoo", "above", 1.0)),
        lambda: turned_over_by(Statement("tcoo", "above", 1.0)),
        lambda: beliefs("tcoo", 5e6),
        lambda: belief("tco", 5e6, "puee"),
        lambda: gap("tcoo", {}, {"pue": 1.1}),
    ):
        with pytest.raises(KeyError, match=r"tcoo|puee"):
            ask()


# What matters: swings


@reproducible
@given(figure=FIGURES, changes=CHANGES)
def test_an_end_of_a_swing_is_the_scenario_with_that_one_number(figure, changes):
    found = swings(figure, changes)
    for each in found:
        row = ASSUMPTIONS[each.assumption]
        assert (each.low, each.high) == (row.likely_low, row.likely_high)
        for value, end in ((each.low, each.at_low), (each.high, each.at_high)):
            expected = alone(figure, {**changes, each.assumption: value})
            assert end == pytest.approx(expected, rel=1e-9, nan_ok=True)
    widths = [-1 if math.isnan(each.width) else each.width for each in found]
    assert widths == sorted(widths, reverse=True)


def test_swings_that_are_not_defined_come_last():
    # Of no machines, only adding some makes a share of the fleet a number.
    nothing = {id: 0.0 for id in ASSUMPTIONS if id.startswith("gpu_count_")}
    widths = [each.width for each in swings("run_share_of_fleet", nothing)]
    undefined = [math.isnan(width) for width in widths]
    assert True in undefined and undefined == sorted(undefined)


def test_swings_of_every_figure_agree_with_a_recalculation_one_number_at_a_time():
    ends = {
        (id, end): evaluate({id: end})
        for id, row in RANGED.items()
        for end in (row.likely_low, row.likely_high)
    }
    here = evaluate()
    for figure in MODEL.figures:
        found = swings(figure)
        by_hand = {
            id: (ends[id, row.likely_low][figure], ends[id, row.likely_high][figure])
            for id, row in RANGED.items()
            if id in MODEL.assumptions_behind(figure)
        }
        assert {e.assumption: (e.at_low, e.at_high) for e in found} == {
            id: pytest.approx(pair, rel=1e-12) for id, pair in by_hand.items()
        }
        # Nothing else that has a range moves the figure at all.
        for id in RANGED.keys() - by_hand.keys():
            for end in (RANGED[id].likely_low, RANGED[id].likely_high):
                assert ends[id, end][figure] == here[figure], (figure, id)


@pytest.mark.parametrize("figure", MODEL.figures)
def test_what_is_behind_a_figure_is_swung_or_said_to_have_no_range(figure):
    swung = [each.assumption for each in swings(figure)]
    assert sorted([*swung, *unswung(figure)]) == sorted(MODEL.assumptions_behind(figure))
    assert not set(unswung(figure)) & set(RANGED)


def test_what_moves_the_price_of_the_run_is_the_rental_price_alone():
    (only,) = swings("final_run_cost", {"rental_rate": 9.0})
    assert only.assumption == "rental_rate"  # swung over its sources' range wherever it stands
    assert (only.at_low, only.at_high) == (4_600_200, 9_534_960)  # 2,788,000 × 1.65 and × 3.42
    assert unswung("final_run_cost") == (
        "pretraining_hours",
        "context_extension_hours",
        "post_training_hours",
    )


# Which one number: flips


def otherwise(statement: Statement, now: bool, values: np.ndarray | float) -> np.ndarray:
    """Where the figure is defined and the statement is not what it is now."""
    return np.isfinite(values) & (statement.holds(values) != now)


def nearer_flips(
    statement: Statement, now: bool, changes: dict[str, float], flip: costmodel.Flip
) -> np.ndarray:
    """Values nearer to the present than the reported one that turn the statement over too."""
    row, present = ASSUMPTIONS[flip.assumption], flip.present
    reach = math.inf if flip.value is None else abs(flip.value - present)
    steps = np.concatenate([np.linspace(0, 1, 1501), np.geomspace(1e-9, 1, 1500)])
    ends = max(row.allowed_low, present - reach), min(row.allowed_high, present + reach)
    towards = [present + (end - present) * steps for end in ends]
    back = [end + (present - end) * steps for end in ends]
    tried = np.clip(np.concatenate([*towards, *back]), row.allowed_low, row.allowed_high)
    found = otherwise(statement, now, along(statement.figure, changes, flip.assumption, tried)) & (
        np.abs(tried - present) < reach * (1 - 1e-6)
    )
    return tried[found]


STATED = st.sampled_from(["above", "below"])


@pytest.mark.slow
@settings(reproducible, max_examples=100)
@given(figure=FIGURES, relation=STATED, factor=FACTORS, changes=CHANGES)
def test_a_flip_turns_the_statement_over_and_nothing_nearer_does(figure, relation, factor, changes):
    here = alone(figure, changes)
    assume(math.isfinite(here) and here)
    statement = Statement(figure, relation, here * factor)
    now = bool(statement.holds(here))
    found = flips(statement, changes)
    assert sorted(each.assumption for each in found) == sorted(MODEL.assumptions_behind(figure))
    sizes = [abs(each.change) for each in found]
    assert sizes == sorted(sizes)
    for flip in found:
        id = flip.assumption
        assert flip.present == changes.get(id, PUBLISHED[id])
        assert nearer_flips(statement, now, changes, flip).size == 0, flip
        if flip.value is None:
            assert (flip.figure_there, flip.change, flip.supported) == (None, math.inf, False)
            continue
        assert ASSUMPTIONS[id].allows(flip.value)
        assert flip.supported == ASSUMPTIONS[id].supports(flip.value)
        there = alone(figure, {**changes, id: flip.value})
        assert otherwise(statement, now, there), flip
        assert there == pytest.approx(flip.figure_there, rel=1e-12, abs=tolerance(figure, changes))
        if flip.present:
            share = (flip.value - flip.present) / flip.present
            assert flip.change == pytest.approx(share, rel=1e-12)
        # One part in a thousand million of the way back, it is as it was.
        before = flip.value + (flip.present - flip.value) * 1e-9
        assert not otherwise(statement, now, alone(figure, {**changes, id: before})), flip


TOLD = [(story, id) for story in STORIES for id in STATEMENTS]


def test_a_story_turns_over_what_no_single_supported_number_does():
    statement = STATEMENTS["total_over_hundred_claims"]
    assert not any(each.supported for each in flips(statement, GIVEN))
    assert turned_over_by(statement, GIVEN) == "documented_only"
    # 10,000 × (23,716 + 4 × 3,925) + 2,224 × (31,728 + 4 × 4,250) over 5.576 million
    there = alone("tco_ratio", dict(STORIES["documented_only"]))
    assert there == pytest.approx(502_531_072 / 5_576_000)
    # Told as documented, it takes a story with more machines.
    back = turned_over_by(statement, STORIES["documented_only"])
    assert alone("tco_ratio", dict(STORIES[back])) > 100


@pytest.mark.parametrize(
    ("text", "story"),
    [
        # Without any H20s it is one number that does it, and not several.
        ("capex_h20>0", "cloud_rental"),
        ("run_hours>1", None),
        ("gpu_capex<1000000000000", None),
    ],
)
def test_only_a_story_of_several_numbers_turns_a_statement_over(text, story):
    assert turned_over_by(read_statement(text), GIVEN) == story


@pytest.mark.parametrize(("story", "id"), TOLD)
def test_the_flips_of_every_ready_statement_hold_in_every_story(story, id):
    statement, changes = STATEMENTS[id], dict(STORIES[story])
    now = bool(statement.holds(alone(statement.figure, changes)))
    for flip in flips(statement, changes):
        assert nearer_flips(statement, now, changes, flip).size == 0, flip
        if flip.value is not None:
            there = alone(statement.figure, {**changes, flip.assumption: flip.value})
            assert otherwise(statement, now, there), flip


@pytest.mark.parametrize("text", ["final_run_cost<5576000", "tco<2572560000", "capex<1628560000"])
def test_a_statement_right_at_its_threshold_is_turned_over_by_less(text):
    statement = read_statement(text)
    assert not statement.holds(alone(statement.figure, GIVEN))  # it is not less than itself
    first = flips(statement, GIVEN)[0]
    assert first.value is not None and first.value < first.present


@pytest.mark.parametrize(
    ("text", "id", "nearest"),
    [
        ("ordinary_staff>0", "headcount", 10),  # 10 of them are stars
        ("ordinary_staff>0", "star_headcount", 150),
        ("star_staff<150", "star_headcount", 150),
        ("star_staff<10", "headcount", 10),
        ("documented_gpus>2224", "training_cluster_gpus", 2224),
    ],
)
def test_a_flip_at_the_edge_of_a_plateau_is_at_its_edge(text, id, nearest):
    (found,) = (each for each in flips(read_statement(text)) if each.assumption == id)
    assert found.value == pytest.approx(nearest, rel=1e-6)


def test_a_statement_about_nothing_is_turned_over_at_exactly_nothing():
    found = {each.assumption: each for each in flips(read_statement("capex_h20>0"))}
    assert (found["gpu_count_h20"].value, found["gpu_count_h20"].change) == (0, -1)
    assert found["gpu_count_h20"].supported
    # A GPU at no price still has its server, and a server at no price its GPU.
    assert found["gpu_price_h20"].value is None and found["server_overhead_h20"].value is None


def test_the_flips_of_the_hundred_claims_are_worked_out_by_hand():
    found = {
        each.assumption: each for each in flips(STATEMENTS["total_over_hundred_claims"], GIVEN)
    }
    # 2,572,560,000 ÷ (100 × 2,788,000), and as hours: 2,572,560,000 ÷ 200 − 124,000
    assert found["rental_rate"].value == pytest.approx(9.2272597)
    assert found["pretraining_hours"].value == pytest.approx(12_738_800)
    assert found["rental_rate"].change == pytest.approx(9.2272597 / 2 - 1)
    # Without any one type of GPU the total is still far over 557.6 million.
    assert all(found[f"gpu_count_{type_}"].value is None for type_ in MODEL.types)


def test_a_statement_that_no_one_number_can_turn_over_has_no_flip():
    # A run as large as is possible still costs no ten thousand times what the fleet does.
    for text in ("tco_ratio>0.0001", "capex>-1", "run_share_of_fleet>0"):
        statement = read_statement(text)
        found = flips(statement)
        assert [each.assumption for each in found] == list(
            MODEL.assumptions_behind(statement.figure)
        )
        assert {(each.value, each.figure_there) for each in found} == {(None, None)}


def test_a_statement_about_an_undefined_figure_has_no_flip():
    for relation in ("above", "below"):
        found = flips(Statement("run_share_of_fleet", relation, 0.01), NO_MACHINES)
        assert {each.value for each in found} == {None} and len(found) == 8


def test_a_flip_from_nothing_has_no_share():
    changes = {"gpu_count_h20": 0.0}
    found = {each.assumption: each for each in flips(Statement("capex", "above", 1e9), changes)}
    # (1,000,000,000 − 901,720,000) ÷ 24,228 is 4,056 and a half.
    flip = found["gpu_count_h20"]
    assert flip.value == pytest.approx(4056.4636) and flip.change == math.inf
    assert flip.supported and not found["gpu_count_a100"].supported


def test_a_flip_counts_the_way_it_goes():
    up = flips(Statement("final_run_cost", "below", 1e7), GIVEN)
    down = flips(Statement("final_run_cost", "above", 5e6), GIVEN)
    assert all(each.change > 0 for each in up) and len(up) == 4
    by_id = {each.assumption: each for each in down}
    assert by_id["rental_rate"].change == pytest.approx(5 / 5.576 - 1)
    assert by_id["rental_rate"].value == pytest.approx(5e6 / 2_788_000)


# What one would have to believe


# Some figures rest on facts alone.
ON_ASSUMPTIONS = FIGURES.filter(MODEL.assumptions_behind)
ASKED = st.tuples(ON_ASSUMPTIONS, st.integers(0, 999)).map(
    lambda pair: (
        pair[0],
        MODEL.assumptions_behind(pair[0])[pair[1] % len(MODEL.assumptions_behind(pair[0]))],
    )
)


@pytest.mark.slow
@settings(reproducible, max_examples=300)
@given(asked=ASKED, part=PARTS, changes=CHANGES)
def test_whatever_a_figure_can_come_to_has_an_answer_that_brings_it_there(asked, part, changes):
    figure, id = asked
    target = alone(figure, {**changes, id: at(id, part)})
    assume(math.isfinite(target))
    found = belief(figure, target, id, changes)
    if found.standing == "independent":
        everywhere = along(figure, changes, id, np.array([at(id, n / 50) for n in range(51)]))
        known = everywhere[np.isfinite(everywhere)]
        assert known == pytest.approx(target, rel=1e-9, abs=tolerance(figure, changes))
        assert found.value is None
        return
    assert found.value is not None and ASSUMPTIONS[id].allows(found.value)
    there = alone(figure, {**changes, id: found.value})
    assert there == pytest.approx(target, rel=1e-9, abs=tolerance(figure, changes))


@pytest.mark.slow
@settings(reproducible, max_examples=300)
@given(asked=ASKED, factor=FACTORS, changes=CHANGES)
def test_an_answer_hits_its_target_or_nothing_possible_does(asked, factor, changes):
    figure, id = asked
    row, here = ASSUMPTIONS[id], alone(figure, changes)
    assume(math.isfinite(here))
    target = here * factor
    found = belief(figure, target, id, changes)
    assert (found.figure, found.target, found.assumption) == (figure, target, id)
    low, high = row.allowed_low, row.allowed_high
    tried = np.concatenate([np.linspace(low, high, 3001), np.geomspace(max(low, 1e-9), high, 3001)])
    reached = along(figure, changes, id, np.clip(tried, low, high))
    reached = reached[np.isfinite(reached)]
    slack = 1e-5 * np.ptp(reached) + 1e-12 * np.abs(reached).max()
    assert found.lowest <= reached.min() + slack and found.highest >= reached.max() - slack
    if found.value is None:
        # Quantities pass every amount between two they come to.
        assert not reached.min() < target < reached.max() or found.standing == "independent"
        assert found.standing in ("impossible", "independent")
    else:
        there = alone(figure, {**changes, id: found.value})
        assert there == pytest.approx(target, rel=1e-9, abs=tolerance(figure, changes))
        ranged = "outside" if row.has_likely_range else "unranged"
        near = [each for each in row.supported_ends if math.isclose(each, found.value)]
        assert found.standing == ("inside" if row.supports(found.value) or near else ranged)


# Of these a figure stays as published over a whole stretch; which place on it is found, see below.
PLATEAUS = {
    *((f"documented_{name}", "training_cluster_gpus") for name in ("gpus", "capex")),
    ("documented_share_of_fleet", "training_cluster_gpus"),
    *((f"star_staff{name}", "headcount") for name in ("", "_cost_per_year")),
}


@pytest.mark.parametrize("figure", MODEL.figures)
def test_to_believe_a_figure_as_published_one_has_to_believe_the_published_value(figure):
    found = beliefs(figure, alone(figure, {}))
    assert {each.assumption for each in found} == set(MODEL.assumptions_behind(figure))
    for each in found:
        id = each.assumption
        if (figure, id) in {
            # Both parts of the share grow with the years.
            ("electricity_share_of_opex", "years_owned"),
            # In use for less than the shortest time of owning.
            ("opex_so_far_h20", "years_owned"),
            # Nothing comes back of whatever price.
            *(("resale_value", each) for each in PUBLISHED if each != "resale_share"),
        }:
            assert (each.standing, each.value) == ("independent", None)
        elif (figure, id) not in PLATEAUS:
            assert each.value == pytest.approx(PUBLISHED[id], rel=1e-9)
            assert each.standing == "inside"


@pytest.mark.parametrize(("figure", "id"), sorted(PLATEAUS))
def test_on_a_plateau_too_the_published_value_is_believed(figure, id):
    found = belief(figure, alone(figure, {}), id)
    assert found.standing == "inside" and found.value == PUBLISHED[id]


def test_answers_that_sources_support_come_first():
    for question in QUESTIONS.values():
        order = [
            STANDINGS.index(each.standing) for each in beliefs(question.figure, question.amount)
        ]
        assert order == sorted(order)


def test_five_million_all_in_cannot_be_believed_by_any_one_number():
    question = QUESTIONS["five_million_all_in"]
    assert (question.figure, question.amount) == ("company_cost", 5_000_000)
    found = beliefs(question.figure, question.amount)
    assert {each.standing for each in found} == {"impossible"}
    # Not even without any machines of DeepSeek's: 30 million a year × 1.3 for 5 years of people.
    assert min(each.lowest for each in found) == pytest.approx(195_000_000)


# tco = 2,572,560,000 and would have to be 400 × 5,576,000 = 2,230,400,000: 342,160,000 less.
FOUR_HUNDRED = {
    "rental_rate": 2_572_560_000 / (400 * 2_788_000),
    "pretraining_hours": 2_572_560_000 / (400 * 2) - 119_000 - 5_000,
    "context_extension_hours": 2_572_560_000 / (400 * 2) - 2_664_000 - 5_000,
    "post_training_hours": 2_572_560_000 / (400 * 2) - 2_664_000 - 119_000,
    "gpu_count_a100": 10_000 - 342_160_000 / (13_500 + 10_216 + 4 * 3_925),
    "gpu_count_h20": 30_000 - 342_160_000 / (12_500 + 11_728 + 4 * 3_225),
    "gpu_count_h800": 10_000 - 342_160_000 / (20_000 + 11_728 + 4 * 4_250),
    "gpu_count_h100": 10_000 - 342_160_000 / (23_000 + 11_728 + 4 * 5_750),
    "gpu_price_h20": 12_500 - 342_160_000 / 30_000,
    "server_overhead_h20": 11_728 - 342_160_000 / 30_000,
    "operating_cost_h20": 3_225 - 342_160_000 / (4 * 30_000),
    "years_owned": (2_230_400_000 - 1_628_560_000) / (944_000_000 / 4),
}
# capex = 1,628,560,000 and would have to be 28,560,000 less.
PURCHASE = {
    **{
        f"gpu_count_{type_}": count - 28_560_000 / price
        for type_, count, price in (
            ("a100", 10_000, 23_716),
            ("h20", 30_000, 24_228),
            ("h800", 10_000, 31_728),
            ("h100", 10_000, 34_728),
        )
    },
    "gpu_price_a100": 13_500 - 2_856,
    "gpu_price_h20": 12_500 - 952,
    "gpu_price_h800": 20_000 - 2_856,
    "gpu_price_h100": 23_000 - 2_856,
    "server_overhead_a100": 10_216 - 2_856,
    "server_overhead_h20": 11_728 - 952,
    "server_overhead_h800": 11_728 - 2_856,
    "server_overhead_h100": 11_728 - 2_856,
}


@pytest.mark.parametrize(
    ("id", "by_hand"), [("four_hundred_times", FOUR_HUNDRED), ("purchase_as_published", PURCHASE)]
)
def test_what_a_headline_takes_is_what_algebra_says(id, by_hand):
    question = QUESTIONS[id]
    found = {each.assumption: each for each in beliefs(question.figure, question.amount, GIVEN)}
    assert {id: each.value for id, each in found.items() if each.value is not None} == {
        id: pytest.approx(value, rel=1e-9) for id, value in by_hand.items()
    }
    for id, value in by_hand.items():
        row = ASSUMPTIONS[id]
        ranged = row.has_likely_range and row.likely_low <= value <= row.likely_high
        standing = "inside" if ranged else "outside" if row.has_likely_range else "unranged"
        assert found[id].standing == standing


def test_of_two_answers_the_nearer_is_given():
    # Interest weighs least on a fleet kept for two years: half of the cost to operate comes twice.
    kept = np.linspace(0.5, 15, 100_001)
    share = along("financing_share_of_opex", {}, "years_owned", kept)
    twice = kept[:-1][np.diff(share > 0.5)]
    assert len(twice) == 2
    for years, nearest in ((1.0, twice[0]), (4.0, twice[1])):
        found = belief("financing_share_of_opex", 0.5, "years_owned", {"years_owned": years})
        assert found.value == pytest.approx(nearest, abs=2e-4)
        (flip,) = (
            each
            for each in flips(
                Statement("financing_share_of_opex", "above", 0.5), {"years_owned": years}
            )
            if each.assumption == "years_owned"
        )
        assert flip.value == pytest.approx(nearest, abs=2e-4)


def test_what_moves_a_figure_only_slightly_still_moves_it():
    # One person's pay beside the dearest fleet there can be.
    changes = {"headcount": 1.0, "star_headcount": 0.0}
    for type_ in MODEL.types:
        changes |= {f"gpu_count_{type_}": 200_000.0, f"gpu_price_{type_}": 100_000.0}
    target = alone("company_cost", {**changes, "typical_pay": 5e6})
    found = belief("company_cost", target, "typical_pay", changes)
    assert found.highest - found.lowest < 1e-3 * found.highest
    assert (found.standing, found.value) == ("outside", pytest.approx(5e6))


def test_one_assumption_that_has_nothing_to_do_with_a_figure_is_said_to_be_independent():
    found = belief("final_run_cost", 5_000_000, "headcount", GIVEN)
    assert (found.standing, found.value) == ("independent", None)
    assert found.lowest == found.highest == 5_576_000


# Why two stories differ: gaps


STORY_PAIRS = [*itertools.combinations(STORIES, 2)]


def check_adds_up(found: costmodel.Gap) -> None:
    """Up to the last bit of the largest amount."""
    largest = max(abs(found.left), abs(found.right), *map(abs, found.parts.values()), 0.0)
    together = math.fsum(found.parts.values())
    assert abs(together - (found.right - found.left)) <= 2 * math.ulp(largest)


@reproducible
@given(figure=FIGURES, left=CHANGES, right=CHANGES)
def test_the_parts_of_a_gap_add_up_to_it(figure, left, right):
    found = gap(figure, left, right)
    ends = alone(figure, left), alone(figure, right)
    assert (found.left, found.right) == pytest.approx(ends, rel=1e-12, nan_ok=True)
    if found.parts is None:
        # Undefined at an end, or on the way: only a share of nothing can be.
        assert "share" in MODEL.units[figure] or "per_gpu_hour" in figure or "ratio" in figure
        return
    check_adds_up(found)
    differ = {
        id
        for id in MODEL.assumptions_behind(figure)
        if left.get(id, PUBLISHED[id]) != right.get(id, PUBLISHED[id])
    }
    assert set(found.parts) == differ
    sizes = [abs(part) for part in found.parts.values()]
    assert sizes == pytest.approx(sorted(sizes, reverse=True))


@pytest.mark.parametrize(
    ("left", "right"), STORY_PAIRS, ids=["-".join(pair) for pair in STORY_PAIRS]
)
def test_the_parts_of_the_gap_between_two_stories_add_up(left, right):
    for figure in (*RUNGS, "tco_ratio"):
        check_adds_up(gap(figure, STORIES[left], STORIES[right]))


@reproducible
@given(figure=FIGURES, left=CHANGES, right=CHANGES)
def test_swapping_the_sides_swaps_every_sign(figure, left, right):
    one, other = gap(figure, left, right), gap(figure, right, left)
    assert (one.parts is None) == (other.parts is None)
    if one.parts is not None:
        scale = max(map(abs, one.parts.values()), default=0.0)
        assert one.parts == {
            id: pytest.approx(-part, rel=1e-9, abs=1e-9 * scale) for id, part in other.parts.items()
        }


def in_every_order(figure: str, left: dict, right: dict) -> dict[str, float]:
    """Shapley's definition word for word: the mean step over all orders of changing."""
    a, b = ({id: each.get(id, PUBLISHED[id]) for id in ASSUMPTIONS} for each in (left, right))
    ids = [id for id in MODEL.assumptions_behind(figure) if a[id] != b[id]]
    known: dict[frozenset, float] = {}

    def value(changed: tuple[str, ...]) -> float:
        key = frozenset(changed)
        if key not in known:
            known[key] = alone(figure, {**a, **{id: b[id] for id in changed}})
        return known[key]

    orders = list(itertools.permutations(ids))
    return {
        id: math.fsum(
            value(order[: order.index(id) + 1]) - value(order[: order.index(id)])
            for order in orders
        )
        / len(orders)
        for id in ids
    }


@reproducible
@given(figure=FIGURES, left=CHANGES, right=CHANGES)
def test_a_part_is_the_mean_step_over_every_order(figure, left, right):
    differ = [
        id
        for id in MODEL.assumptions_behind(figure)
        if left.get(id, PUBLISHED[id]) != right.get(id, PUBLISHED[id])
    ]
    # Differences beyond the fifth are the same on both sides: 120 orders are enough.
    right = {**right, **{id: left.get(id, PUBLISHED[id]) for id in differ[5:]}}
    found = gap(figure, left, right)
    assume(found.parts)
    scale = max(map(abs, (found.left, found.right, *found.parts.values())))
    assert found.parts == {
        id: pytest.approx(part, rel=1e-9, abs=1e-12 * scale)
        for id, part in in_every_order(figure, left, right).items()
    }


def test_the_gap_between_two_products_is_shared_as_by_hand():
    # 2,000,000 × 2 = 4,000,000 becomes 3,000,000 × 4 = 12,000,000: hours first 2 then 6 million,
    # price first 4 then 4 … so hours (2 + 4) ÷ 2 and price (6 + 4) ÷ 2.
    before = {**GIVEN, "pretraining_hours": 1_876_000.0}  # with 124,000 of the other stages
    after = {**GIVEN, "pretraining_hours": 2_876_000.0, "rental_rate": 4.0}
    found = gap("final_run_cost", before, after)
    assert found.parts == pytest.approx({"rental_rate": 5e6, "pretraining_hours": 3e6})
    assert list(found.parts) == ["rental_rate", "pretraining_hours"]
    assert (found.left, found.right, found.method) == (4e6, 12e6, "exact")


def test_two_assumptions_that_do_the_same_get_the_same_part():
    alike = {
        f"{name}_{type_}": value
        for type_ in ("a100", "h800")
        for name, value in {
            "gpu_price": 20_000.0,
            "server_overhead": 10_000.0,
            "operating_cost": 4_000.0,
            "server_power": 1.0,
        }.items()
    }
    before = {**alike, "gpu_count_a100": 1_000.0, "gpu_count_h800": 1_000.0}
    after = {**alike, "gpu_count_a100": 3_000.0, "gpu_count_h800": 3_000.0, "years_owned": 6.0}
    for figure in ("tco", "electricity_cost", "financing_cost", "unexplained_opex"):
        parts = gap(figure, before, after).parts
        assert parts["gpu_count_a100"] == pytest.approx(parts["gpu_count_h800"], rel=1e-9)
        assert parts["gpu_count_a100"] != 0


def test_a_single_difference_is_the_whole_gap():
    found = gap("tco", STORIES["semianalysis_first"], STORIES["semianalysis_corrected"])
    assert found.parts == {"gpu_count_h100": 577_280_000}  # 10,000 × (34,728 + 4 × 5,750)
    assert found.right - found.left == 577_280_000


def test_what_does_not_differ_or_does_not_matter_has_no_part():
    same = gap("tco", {"pue": 1.2}, {"pue": 1.2})
    assert (dict(same.parts), same.left) == ({}, same.right)
    # Power usage effectiveness differs, but buying the fleet does not rest on it.
    assert gap("capex", {"pue": 1.2}, {"pue": 1.3, "gpu_price_h20": 1.0}).parts.keys() == {
        "gpu_price_h20"
    }


# Six factors of one product: steps depend on the order, and on more than pairs.
PRODUCT = {
    "gpu_count_h20": 100_000.0,
    "server_power_h20": 2.0,
    "load_factor": 0.2,
    "pue": 2.5,
    "electricity_price": 0.3,
    "years_owned": 9.0,
}


@each_seed
def test_a_sample_of_orders_adds_up_exactly_and_comes_close(seed):
    exact = gap("electricity_cost", {}, PRODUCT)
    sampled = gap("electricity_cost", {}, PRODUCT, exact_up_to=0, seed=seed)
    assert (exact.method, sampled.method) == ("exact", "sampled")
    check_adds_up(sampled)
    assert sampled.parts != exact.parts
    # Two thousand orders come within a few per cent of the gap.
    close = 0.04 * abs(exact.right - exact.left)
    assert sampled.parts == {id: pytest.approx(part, abs=close) for id, part in exact.parts.items()}


def test_many_differences_are_sampled_and_few_are_not():
    found = gap("company_cost", STORIES["deepseek_report"], STORIES["cloud_rental"])
    assert len(found.parts) > costmodel.EXACT_UP_TO and found.method == "sampled"
    check_adds_up(found)
    whole = gap("company_cost", STORIES["deepseek_report"], STORIES["cloud_rental"], exact_up_to=18)
    assert whole.method == "exact"
    assert found.parts == {
        id: pytest.approx(part, abs=0.02 * abs(whole.right - whole.left))
        for id, part in whole.parts.items()
    }


def test_a_gap_that_leads_over_nothing_has_no_parts():
    only = {type_: {**NO_MACHINES, f"gpu_count_{type_}": 1000.0} for type_ in ("a100", "h100")}
    # Both ends are defined; with the A100s gone and no H100 there yet, the share is of nothing.
    found = gap("run_share_of_fleet", only["a100"], only["h100"])
    assert found.left == found.right and math.isfinite(found.left)
    assert found.parts is None
    assert gap("run_share_of_fleet", NO_MACHINES, {}).parts is None
    assert gap("run_share_of_fleet", {}, NO_MACHINES, exact_up_to=0).parts is None


# Whose story


@pytest.mark.parametrize("story", STORIES)
def test_a_story_computes_from_possible_settings_and_is_told_by_itself(story):
    changes = STORIES[story]
    assert told_by(changes) == told_by(dict(changes)) == story
    assert all(ASSUMPTIONS[id].allows(value) for id, value in changes.items())
    assert PUBLISHED.items().isdisjoint(changes.items())
    figures = evaluate(changes)
    assert all(np.isfinite(figures[id]) for id in MODEL.figures)
    # What it sets as it is published needs no change.
    told = {id: row.value for id, row in settings_of(story).items()}
    assert {**PUBLISHED, **told} == {**PUBLISHED, **changes}


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_story_statement_and_question_has_words_in_every_language(code):
    language = LANGUAGES[code]
    for id in (*STORIES, YOURS):
        assert language.label(f"stories.{id}.name") and language.label(f"stories.{id}.says")
    for id in {id for changes in STORIES.values() for id in changes}:
        assert language.label(f"assumptions.{id}.label")
    for table, ids in (("statements", STATEMENTS), ("questions", QUESTIONS)):
        assert set(language.labels[table]) == set(ids)


def test_nobody_tells_a_story_with_one_more_number():
    assert told_by({"rental_rate": 3.0}) is None
    assert told_by({**STORIES["hopper_only"], "pue": 1.2}) is None
    # As links had it when the story wrote another digit; and what differs where anybody could see.
    article = STORIES["article"]
    assert told_by({**article, "rental_rate": 1.7934002869440459}) == "article"
    assert told_by({**article, "rental_rate": 1.7934002870}) is None
    assert told_by({}) == "semianalysis_corrected" and not STORIES["semianalysis_corrected"]


def figures_of(story: str, *ids: str) -> tuple[float, ...]:
    figures = evaluate(STORIES[story])
    return tuple(float(figures[id]) for id in ids)


def test_the_first_version_of_the_table_is_one_column_short():
    # 1,628.56 − 347.28 million; 944 − 10,000 × 5,750 × 4; and both together
    capex, opex, tco = figures_of("semianalysis_first", "capex", "opex", "tco")
    assert (capex, opex, tco) == (1_281_280_000, 714_000_000, 1_995_280_000)


def test_without_the_a100s_the_fleet_costs_about_half_a_billion_a_year():
    capex, yearly = figures_of("hopper_only", "capex", "tco_per_year")
    assert capex == 1_391_400_000  # 1,628.56 − 10,000 × 23,716
    # (1,391.4 + 944 − 10,000 × 3,925 × 4 = 157) ÷ 4 million
    assert yearly == (1_391_400_000 + 944_000_000 - 157_000_000) / 4 == 544_600_000


def test_the_article_divides_by_five_million_to_the_cent():
    (cost,) = figures_of("article", "final_run_cost")
    assert round(cost, 2) == 5_000_000
    own = {row.assumption for row in RECORDS.settings.values() if row.story == "article"}
    assert own == {id for id in MODEL.assumptions_behind("final_run_cost")}


def test_only_the_documented_machines_are_2224_h800_and_the_older_cluster():
    counts = figures_of("documented_only", *(f"gpu_count_{type_}" for type_ in MODEL.types))
    assert dict(zip(MODEL.types, counts, strict=True)) == {
        "a100": 10_000,
        "h20": 0,
        "h800": 2224,
        "h100": 0,
    }
    fleet, share, capex = figures_of(
        "documented_only", "fleet_gpus", "documented_share_of_fleet", "capex"
    )
    assert fleet == 12_224 and share == pytest.approx(2224 / 12_224)
    assert capex == 10_000 * 23_716 + 2224 * 31_728


def test_half_of_the_fleet_is_half_of_the_cost():
    ids = "tco", "deepseek_tco"
    tco, half = figures_of("half_of_fleet", *ids)
    published, whole = (float(evaluate()[id]) for id in ids)
    assert tco == published == whole
    assert half == whole / 2


def test_where_everything_is_rented_nothing_is_bought_and_owning_costs_what_renting_does():
    capex, owned, rented = figures_of(
        "cloud_rental", "capex", "final_run_at_ownership_cost", "final_run_cost"
    )
    assert capex == 0
    assert owned == pytest.approx(rented, rel=1e-12)
    # A year's 8,766 hours at 1.50, 2.00 and 2.49 dollars.
    prices = {"a100": 1.5, "h20": 1.5, "h800": 2.0, "h100": 2.49}
    assert {id: STORIES["cloud_rental"][f"operating_cost_{id}"] for id in prices} == {
        id: pytest.approx(price * 8_766, rel=1e-12) for id, price in prices.items()
    }


# Statements and questions as text


@reproducible
@given(figure=FIGURES, relation=STATED, threshold=st.floats(allow_nan=False, allow_infinity=False))
def test_a_statement_and_a_question_can_be_written_down_and_read_back(figure, relation, threshold):
    statement, question = Statement(figure, relation, threshold), Target(figure, threshold)
    assert read_statement(write_statement(statement)) == statement
    assert read_target(write_target(question)) == question


def test_ready_statements_and_questions_are_read_by_their_ids():
    assert {id: read_statement(id) for id in STATEMENTS} == dict(STATEMENTS)
    assert {id: read_target(id) for id in QUESTIONS} == dict(QUESTIONS)
    assert read_statement("capex>1e9") == Statement("capex", "above", 1e9)
    assert read_statement("pue<2") is None  # an assumption is not a figure
    assert read_target("tco = 5") is None


@pytest.mark.parametrize(
    "text",
    [
        *("", ">", "capex", "capex>", ">1", "capex>one", "capex>>1", "capex>1>2", "capex=>1"),
        *("capex>nan", "capex>inf", "capex>-infinity", "capex>1e400", "capex>1_0", "capex>٣"),
        *("capx>1", "Capex>1", " capex>1", "capex≥1", "tco_ratio/2>1"),
    ],
)
def test_what_is_no_statement_and_no_question_is_none(text):
    assert read_statement(text) is None
    assert read_target(text.replace(">", "=")) is None


# Faults in the stories' files


def spoilt(folder: Path, name: str, change: dict[str, str], id: str) -> None:
    path = folder / "data" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    (row,) = (row for row in rows if row["id"] == id)
    row.update(change)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


@pytest.mark.slow
def test_faults_of_stories_stop_the_start_and_are_all_named_at_once(tmp_path):
    for room in ("textfiles", "data", "costmodel"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / room, tmp_path / room, ignore=ignored)
    claim = next(id for id, row in RECORDS.claims.items() if row.shows)
    spoilt(tmp_path, "settings", {"value": "0.01"}, "article_price")
    spoilt(tmp_path, "settings", {"value": "2e9"}, "documented_only_h800")
    spoilt(tmp_path, "statements", {"figure": "capx"}, "purchase_over_a_billion")
    spoilt(tmp_path, "questions", {"figure": "rental_rate"}, "purchase_as_published")
    spoilt(tmp_path, "claims", {"shows": "capex tcoo"}, claim)
    started = subprocess.run(
        [sys.executable, "-c", "import costmodel"], cwd=tmp_path, capture_output=True, text=True
    )
    assert started.returncode == 1
    assert "5 fault(s) in data/" in started.stderr
    for fault in (
        "settings.csv (article_price), value: 0.01 is not possible",
        "settings.csv (documented_only_h800), value: 2e+09 is not possible",
        "statements.csv (purchase_over_a_billion), figure: there is no figure 'capx'",
        "questions.csv (purchase_as_published), figure: there is no figure 'rental_rate'",
        f"claims.csv ({claim}), shows: there is no figure 'tcoo'",
    ):
        assert fault in started.stderr

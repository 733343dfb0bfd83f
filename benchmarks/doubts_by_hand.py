"""What a doubter asks, written out by hand as straight numpy, to measure against.

Figures take every assumption by id, numbers or arrays ``(scenarios,)``. They add and
multiply in the module's order: by the last bit, a root is found in a step more or less.
"""

import math
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from benchmarks.by_hand import TYPES
from costmodel import ASSUMPTIONS

Values = Mapping[str, float | np.ndarray]
Figure = Callable[[Values], np.ndarray]

# How many standard deviations the 95th percentile of a normal distribution lies above its middle.
SPREAD = 1.6448536269514722
RANGED = tuple(row for row in ASSUMPTIONS.values() if row.has_likely_range)
# The published value and the ends of the sourced range; the value again where there is none.
SUPPORTED = {
    id: (row.value, row.likely_low, row.likely_high) if row.has_likely_range else (row.value,) * 3
    for id, row in ASSUMPTIONS.items()
}
HOURS_PER_YEAR = 8766


def tco(a: Values) -> np.ndarray:
    """Owning the whole fleet."""
    return _capex(a) + sum(
        a[f"gpu_count_{each}"] * a[f"operating_cost_{each}"] * a["years_owned"] for each in TYPES
    )


def tco_ratio(a: Values) -> np.ndarray:
    """Owning the whole fleet over renting for one run."""
    return tco(a) / (_run_hours(a) * a["rental_rate"])


def company_ratio(a: Values) -> np.ndarray:
    """Machines and people over renting for one run."""
    return _company(a, tco(a)) / (_run_hours(a) * a["rental_rate"])


def rungs(a: Values) -> dict[str, np.ndarray]:
    """The eight rungs of the ladder."""
    run_hours, total = _run_hours(a), tco(a)
    final = run_hours * a["rental_rate"]
    server = a["gpu_price_h800"] + a["server_overhead_h800"]
    per_gpu = server + a["operating_cost_h800"] * a["years_owned"]
    kwh = run_hours * a["server_power_h800"] * a["load_factor"] * a["pue"]
    return {
        "run_electricity_cost": kwh * a["electricity_price"],
        "final_run_at_ownership_cost": run_hours
        * (per_gpu / (a["years_owned"] * HOURS_PER_YEAR * a["utilisation"])),
        "final_run_cost": final,
        "development_compute_cost": final * a["experiment_factor"],
        "cluster_capex": a["training_cluster_gpus"] * server,
        "capex": _capex(a),
        "tco": total,
        "company_cost": _company(a, total),
    }


def _run_hours(a: Values) -> np.ndarray:
    return a["pretraining_hours"] + a["context_extension_hours"] + a["post_training_hours"]


def _capex(a: Values) -> np.ndarray:
    return sum(
        a[f"gpu_count_{each}"] * (a[f"gpu_price_{each}"] + a[f"server_overhead_{each}"])
        for each in TYPES
    )


def _company(a: Values, total: np.ndarray) -> np.ndarray:
    stars = np.minimum(a["star_headcount"], a["headcount"])
    pay = (a["headcount"] - stars) * a["typical_pay"] + stars * a["star_pay"]
    return total * a["deepseek_share"] + pay * a["payroll_overhead"] * a["years_owned"]


def draw(scores: np.ndarray) -> dict[str, np.ndarray]:
    """Ranged assumptions at these standard normal scores, ``(ranged assumptions, draws)``.

    The rest of a server falls where its GPU's price rises, as the two are parts of one total.
    """
    by_id = {row.id: score for row, score in zip(RANGED, scores, strict=True)}
    for each in TYPES:
        price, rest = f"gpu_price_{each}", f"server_overhead_{each}"
        counter = min(1.0, _width(price) / (2 * _width(rest)))
        by_id[rest] = math.sqrt(1 - counter**2) * by_id[rest] - counter * by_id[price]
    values = {}
    for row in RANGED:
        score = by_id[row.id]
        low, high = row.likely_low, row.likely_high
        if row.distribution == "lognormal":
            width = math.log(high / low) / (2 * SPREAD)
            drawn = math.sqrt(low * high) * np.exp(width * score)
        else:
            drawn = (low + high) / 2 + (high - low) / (2 * SPREAD) * score
        values[row.id] = np.clip(drawn, row.allowed_low, row.allowed_high)
    return values


def _width(id: str) -> float:
    _, low, high = SUPPORTED[id]
    return high - low


def ranges(
    figures: Callable[[Values], dict[str, np.ndarray]], a: Values, drawn: Values, bins: int
) -> dict[str, tuple[float, float, float, float, np.ndarray, np.ndarray]]:
    """Of each figure: low, middle, high, the share of draws below, edges and shares of bins."""
    here, among = figures(a), figures({**a, **drawn})
    ordered = np.sort(np.stack(list(among.values())), axis=1)
    percentiles = np.percentile(ordered, (5, 50, 95, 0.5, 99.5), axis=1).T
    found = {}
    for id, draws, (low, middle, high, first, last) in zip(
        among, ordered, percentiles, strict=True
    ):
        edges = np.geomspace(first, last, bins + 1)
        shares = np.diff(np.searchsorted(draws, edges)) / len(draws)
        below = np.searchsorted(draws, here[id]) / len(draws)
        found[id] = (low, middle, high, below, edges, shares)
    return found


def swings(figure: Figure, a: Values, ids: Sequence[str]) -> dict[str, tuple[float, float]]:
    """The figure at both ends of each range, the widest swing first."""
    places = np.arange(len(ids))
    moved = np.repeat(np.array([[a[id]] for id in ids]), 2 * len(ids), axis=1)
    moved[places, 2 * places] = [ASSUMPTIONS[id].likely_low for id in ids]
    moved[places, 2 * places + 1] = [ASSUMPTIONS[id].likely_high for id in ids]
    ends = figure({**a, **dict(zip(ids, moved, strict=True))}).reshape(-1, 2)
    order = np.argsort(-abs(ends[:, 1] - ends[:, 0]))
    return {ids[place]: tuple(ends[place]) for place in order}


def reached(
    figure: Figure, a: Values, turned: Callable[[np.ndarray], np.ndarray], ids: Sequence[str]
) -> dict[str, tuple[float | None, float | None, float, float]]:
    """Of each assumption: where it alone first turns the figure, and the figure there.

    Then the lowest and highest it comes to. Looked for at the same values as the module
    does. The figure must be defined everywhere.
    """
    low = np.array([ASSUMPTIONS[id].allowed_low for id in ids])
    high = np.array([ASSUMPTIONS[id].allowed_high for id in ids])
    present = np.array([a[id] for id in ids])
    grid = [
        np.linspace(low, high, 64),
        np.geomspace(np.maximum(low, high * 1e-12), high, 64),
        present[np.newaxis],
        np.array([SUPPORTED[id] for id in ids]).T,
    ]
    grid = np.sort(np.clip(np.concatenate(grid), low, high), axis=0).T
    # Values that come twice are computed once.
    fresh = np.diff(grid, axis=1, prepend=-np.inf) > 0
    values = _moved(figure, a, ids, np.nonzero(fresh)[0], grid[fresh])
    values = values[np.cumsum(fresh) - 1].reshape(grid.shape)
    has, column = turned(values), present[:, np.newaxis]
    which, before, after = [], [], []
    for side, step in ((has & (grid < column), -1), (has & (grid > column), 1)):
        able = np.flatnonzero(side.any(axis=1))
        # The nearest below is the last, the nearest above the first.
        places = side[able][:, ::step].argmax(axis=1)
        places = places if step > 0 else grid.shape[1] - 1 - places
        which.append(able)
        after.append(grid[able, places])
        before.append(grid[able, places - step])
    which, before, after = map(np.concatenate, (which, before, after))
    found = dict.fromkeys(ids, (None, None))
    if len(which):
        at, there = _closed_in(figure, a, turned, ids, which, before, after)
        nearest_first = np.argsort(abs(at - present[which]), kind="stable")
        for row in nearest_first[::-1]:
            found[ids[which[row]]] = at[row], there[row]
    return {
        id: (*found[id], lowest, highest)
        for id, lowest, highest in zip(ids, values.min(axis=1), values.max(axis=1), strict=True)
    }


def _moved(
    figure: Figure, a: Values, ids: Sequence[str], which: np.ndarray, at: np.ndarray
) -> np.ndarray:
    """The figure where scenario ``n`` has ``ids[which[n]]`` at ``at[n]``."""
    moved = np.repeat(np.array([[a[id]] for id in ids]), len(at), axis=1)
    moved[which, np.arange(len(at))] = at
    return figure({**a, **dict(zip(ids, moved, strict=True))})


def _closed_in(
    figure: Figure,
    a: Values,
    turned: Callable[[np.ndarray], np.ndarray],
    ids: Sequence[str],
    which: np.ndarray,
    before: np.ndarray,
    after: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Between ``before`` and ``after``, the first value that turns the figure; the figure there."""
    rows, shares = np.arange(len(which)), np.arange(1, 65) / 64
    for _ in range(12):
        points = before[:, np.newaxis] + (after - before)[:, np.newaxis] * shares
        points[:, -1] = after
        values = _moved(figure, a, ids, np.repeat(which, 64), points.ravel())
        first = turned(values).reshape(points.shape).argmax(axis=1)
        after = points[rows, first]
        before = np.where(first > 0, points[rows, first - 1], before)
        if np.all(np.nextafter(before, after) == after):
            break
    return after, _moved(figure, a, ids, which, after)


def beliefs(
    figure: Figure, a: Values, target: float, ids: Sequence[str]
) -> dict[str, tuple[float | None, float, float]]:
    """Where each assumption alone brings the figure to ``target``; its lowest and highest."""
    side = np.sign(figure(a) - target)
    found = reached(figure, a, lambda values: np.sign(values - target) != side, ids)
    return {id: (value, lowest, highest) for id, (value, _, lowest, highest) in found.items()}


def flips(
    figure: Figure, a: Values, threshold: float, ids: Sequence[str]
) -> dict[str, tuple[float, float]]:
    """What turns "the figure is above ``threshold``" over, and the figure there; smallest first."""
    now = figure(a) > threshold
    found = reached(figure, a, lambda values: (values > threshold) != now, ids)
    flipped = {id: (value, there) for id, (value, there, *_) in found.items() if value is not None}
    return dict(sorted(flipped.items(), key=lambda each: abs(each[1][0] / a[each[0]] - 1)))


def gap_by_subsets(figure: Figure, a: Values, b: Values, ids: Sequence[str]) -> dict[str, float]:
    """Shapley's part of each assumption, every subset computed once."""
    count = len(ids)
    taken = (np.arange(2**count) >> np.arange(count)[:, np.newaxis]) & 1 == 1
    values = _mixed(figure, a, b, ids, taken)
    size = taken.sum(axis=0)
    # |S|!(n-|S|-1)!/n! for a subset without the assumption, the same for what it becomes with it.
    weights = np.array([1 / (count * math.comb(count - 1, each)) for each in range(count)])
    with_it, without = weights[size - 1], weights[np.minimum(size, count - 1)]
    parts = np.where(taken, with_it, -without) @ values
    return dict(zip(ids, parts, strict=True))


def gap_by_orders(
    figure: Figure, a: Values, b: Values, ids: Sequence[str], orders: int, seed: int
) -> dict[str, float]:
    """The same, from half as many random orders, each also walked backwards."""
    count, random = len(ids), np.random.default_rng(seed)
    walks = np.array([random.permutation(count) for _ in range(orders // 2)])
    turns = np.argsort(np.concatenate([walks, walks[:, ::-1]]), axis=1)
    taken = turns.T[:, :, np.newaxis] < np.arange(count + 1)
    values = _mixed(figure, a, b, ids, taken.reshape(count, -1))
    steps = np.diff(values.reshape(orders, count + 1), axis=1)
    parts = np.take_along_axis(steps, turns, axis=1).mean(axis=0)
    return dict(zip(ids, parts, strict=True))


def _mixed(
    figure: Figure, a: Values, b: Values, ids: Sequence[str], taken: np.ndarray
) -> np.ndarray:
    """The figure where ``taken``, ``(ids, scenarios)``, says which assumptions are as in ``b``."""
    left, right = (np.array([[end[id]] for id in ids]) for end in (a, b))
    mixed = np.where(taken, right, left)
    return figure({**a, **dict(zip(ids, mixed, strict=True))})

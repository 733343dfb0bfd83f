"""The cost module against the same arithmetic by hand: one scenario, and ten thousand draws."""

import statistics
import time
from collections.abc import Callable

import numpy as np

import costmodel
from benchmarks.by_hand import by_hand

DRAWS = 10_000


def drawn(seed: int) -> dict[str, np.ndarray]:
    """Every assumption as an array of draws around its published value."""
    random = np.random.default_rng(seed)
    return {
        id: np.clip(row.value * random.uniform(0.9, 1.1, DRAWS), row.allowed_low, row.allowed_high)
        for id, row in costmodel.ASSUMPTIONS.items()
    }


def measure(repetitions: int) -> list[tuple[str, float, float]]:
    """``(what, milliseconds of the module, milliseconds by hand)``.

    Raises:
        AssertionError: if the two do not agree on every figure.
    """
    results = []
    for what, given in (
        ("one scenario", {id: np.float64(v) for id, v in costmodel.PUBLISHED.items()}),
        (f"{DRAWS:,} draws", drawn(seed=5)),
    ):
        ours, theirs = costmodel.evaluate(given), by_hand(given)
        assert theirs.keys() == set(costmodel.MODEL.figures)
        for id, expected in theirs.items():
            np.testing.assert_allclose(ours[id], expected, rtol=1e-9, err_msg=id)
        times: dict[Callable, list[float]] = {costmodel.evaluate: [], by_hand: []}
        for _ in range(repetitions):
            for compute, taken in times.items():
                begin = time.perf_counter()
                compute(given)
                taken.append((time.perf_counter() - begin) * 1000)
        ours_ms, hand_ms = (statistics.median(taken) for taken in times.values())
        results.append((what, ours_ms, hand_ms))
    return results

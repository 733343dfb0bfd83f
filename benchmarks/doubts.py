"""Draws, swings, beliefs, flips and gaps against the same by hand: equal answers, equal work.

Work is counted in evaluations: how many scenarios a figure was computed for. The module
must need no more than by hand, but for the present scenario, which it may compute again.
"""

import math
import statistics
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from unittest.mock import patch

import numpy as np
from scipy.stats import qmc

import costmodel
from benchmarks import doubts_by_hand as by_hand

PRESENT = dict(costmodel.PUBLISHED)
STORY = "cloud_rental"
_STATEMENT = costmodel.STATEMENTS["total_over_hundred_claims"]
_QUESTION = costmodel.QUESTIONS["four_hundred_times"]
# The module computes the present scenario, or both ends of a gap, beside what it is asked.
_ENDS = 2


@dataclass(frozen=True)
class Question:
    """What is asked, of the module and by hand; both give the same numbers by name.

    ``remembered`` asks the module so that an answer it has given before is kept. It is
    None where it has never been asked before.
    """

    what: str
    module: Callable[[], Mapping[str, object]]
    hand: Callable[[Callable], Mapping[str, object]]
    figure: Callable
    remembered: Callable[[], object] | None


def questions() -> Iterator[Question]:
    """All that is measured."""
    rungs, drawn = costmodel.RUNGS, by_hand.draw(_scores(costmodel.SEED))
    bins = len(costmodel.spreads(rungs)["tco"].bins)
    yield Question(
        "draws: ranges of the eight rungs",
        lambda: _spreads(costmodel.spreads.__wrapped__(rungs)),
        lambda figure: by_hand.ranges(figure, PRESENT, drawn, bins),
        by_hand.rungs,
        lambda: costmodel.spreads(rungs),
    )
    # What has been drawn from a seed is kept by itself; both sides go through new seeds.
    ours, theirs = count(costmodel.SEED + 1), count(costmodel.SEED + 1)
    yield Question(
        "draws: the same, drawn anew",
        lambda: _spreads(costmodel.spreads.__wrapped__(rungs, seed=next(ours))),
        lambda figure: by_hand.ranges(figure, PRESENT, by_hand.draw(_scores(next(theirs))), bins),
        by_hand.rungs,
        None,
    )
    swung = [id for id in _behind("tco") if costmodel.ASSUMPTIONS[id].has_likely_range]
    yield Question(
        "tornado: every swing of the total",
        lambda: {
            each.assumption: (each.at_low, each.at_high)
            for each in costmodel.swings.__wrapped__("tco")
        },
        lambda figure: by_hand.swings(figure, PRESENT, swung),
        by_hand.tco,
        lambda: costmodel.swings("tco"),
    )
    asked, behind = (_QUESTION.figure, _QUESTION.amount), _behind(_QUESTION.figure)
    yield Question(
        "solve: 400 times, by each assumption",
        lambda: {
            each.assumption: (each.value, each.lowest, each.highest)
            for each in costmodel.beliefs.__wrapped__(*asked)
        },
        lambda figure: by_hand.beliefs(figure, PRESENT, _QUESTION.amount, behind),
        by_hand.tco_ratio,
        lambda: costmodel.beliefs(*asked),
    )
    yield Question(
        "solve: 400 times, by the rental price",
        lambda: {
            each.assumption: (each.value, each.lowest, each.highest)
            for each in [costmodel.belief.__wrapped__(*asked, "rental_rate")]
        },
        lambda figure: by_hand.beliefs(figure, PRESENT, _QUESTION.amount, ["rental_rate"]),
        by_hand.tco_ratio,
        lambda: costmodel.belief(*asked, "rental_rate"),
    )
    yield Question(
        "flip: no longer over a hundred claims",
        lambda: {
            each.assumption: (each.value, each.figure_there)
            for each in costmodel.flips.__wrapped__(_STATEMENT)
            if each.value is not None
        },
        lambda figure: by_hand.flips(figure, PRESENT, _STATEMENT.threshold, behind),
        by_hand.tco_ratio,
        lambda: costmodel.flips(_STATEMENT),
    )
    told = costmodel.STORIES[STORY]
    differing = [id for id in _behind("tco") if id in told]
    yield Question(
        f"gap: the total, published and {STORY}",
        lambda: costmodel.gap.__wrapped__("tco", {}, told).parts,
        lambda figure: by_hand.gap_by_subsets(figure, PRESENT, {**PRESENT, **told}, differing),
        by_hand.tco,
        lambda: costmodel.gap("tco", {}, told),
    )
    made_up, ratio = _made_up(), "company_ratio"
    yield Question(
        "gap: every assumption differs, orders sampled",
        lambda: costmodel.gap.__wrapped__(ratio, {}, made_up).parts,
        lambda figure: by_hand.gap_by_orders(
            figure, PRESENT, made_up, _behind(ratio), costmodel.SAMPLED_ORDERS, seed=1
        ),
        by_hand.company_ratio,
        lambda: costmodel.gap(ratio, {}, made_up),
    )


def measure(repetitions: int) -> list[tuple[str, float, float]]:
    """``(what, milliseconds of the module, milliseconds by hand)``; nothing is remembered.

    The last line is an exception: all that can be, asked again.

    Raises:
        AssertionError: if the two do not agree, or do not work equally hard.
    """
    results = []
    remembered_ms = hand_again_ms = 0.0
    for each in questions():
        evaluations = agree(each)
        ours_ms, hand_ms = _timed(each, repetitions)
        results.append((f"{each.what} ({evaluations:,} evaluations)", ours_ms, hand_ms))
        if each.remembered:
            each.remembered()
            remembered_ms += _milliseconds(each.remembered)
            hand_again_ms += hand_ms
    results.append(
        ("all but those drawn anew asked again, and remembered", remembered_ms, hand_again_ms)
    )
    return results


def _timed(question: Question, repetitions: int) -> tuple[float, float]:
    """The median in milliseconds of the module, and by hand, asked in turns."""
    ours, theirs = [], []
    for _ in range(repetitions):
        ours.append(_milliseconds(question.module))
        theirs.append(_milliseconds(lambda: question.hand(question.figure)))
    return statistics.median(ours), statistics.median(theirs)


def agree(question: Question) -> int:
    """How many evaluations the answer takes; refused unless both sides give it alike."""
    module, hand = _Counted(costmodel.MODEL.evaluate), _Counted(question.figure)
    with patch.object(costmodel.MODEL, "evaluate", module):
        ours = question.module()
    theirs = question.hand(hand)
    assert hand.evaluations <= module.evaluations <= hand.evaluations + _ENDS, (
        f"{question.what}: {module.evaluations} evaluations, by hand {hand.evaluations}"
    )
    assert ours.keys() == theirs.keys(), f"{question.what}: {ours.keys()}, {theirs.keys()}"
    for id, answer in ours.items():
        np.testing.assert_allclose(
            _flat(answer), _flat(theirs[id]), rtol=1e-9, err_msg=f"{question.what}: {id}"
        )
    return module.evaluations


def _flat(answer: float | tuple) -> np.ndarray:
    """An answer of one number or of several as one array; ``nan`` where there is none."""
    parts = answer if isinstance(answer, tuple) else (answer,)
    return np.hstack([math.nan if part is None else part for part in parts])


class _Counted:
    """A computation, and for how many scenarios it has been made."""

    def __init__(self, compute: Callable) -> None:
        self.compute, self.evaluations = compute, 0

    def __call__(self, values: Mapping[str, float | np.ndarray], *more: object) -> object:
        self.evaluations += max((len(each) for each in values.values() if np.ndim(each)), default=1)
        return self.compute(values, *more)


def _milliseconds(compute: Callable[[], object]) -> float:
    begin = time.perf_counter()
    compute()
    return (time.perf_counter() - begin) * 1000


def _behind(figure: str) -> tuple[str, ...]:
    return costmodel.MODEL.assumptions_behind(figure)


def _made_up() -> dict[str, float]:
    """A scenario in which every assumption is another."""
    return {
        id: row.value * (1.1 if row.allows(row.value * 1.1) else 0.9)
        for id, row in costmodel.ASSUMPTIONS.items()
    }


def _scores(seed: int) -> np.ndarray:
    # One dimension more, which ties the counts of GPUs together where a reader asks for it.
    dimensions = len(by_hand.RANGED) + 1
    engine = qmc.MultivariateNormalQMC(np.zeros(dimensions), rng=np.random.default_rng(seed))
    with warnings.catch_warnings():
        # It would rather have a power of two.
        warnings.simplefilter("ignore", UserWarning)
        return engine.random(costmodel.DRAWS).T[:-1]


def _spreads(found: Mapping[str, costmodel.Spread]) -> dict[str, tuple]:
    """Spreads in the shape that by hand gives them."""
    return {
        id: (
            each.low,
            each.middle,
            each.high,
            each.below,
            np.array([start for start, _, _ in each.bins] + [each.bins[-1][1]]),
            np.array([share for _, _, share in each.bins]),
        )
        for id, each in found.items()
    }

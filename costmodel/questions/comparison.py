"""Like with like: DeepSeek-V3 beside other models, on four bases that are never mixed.

Each model is computed by the same quantities (``training_run``) from its own
parameters in ``data/model_parameters.csv``, as far as these are published; what others
say it cost stands beside it as theirs. DeepSeek-V3 is computed from the reader's
scenario.
"""

import datetime
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from costmodel.engine.remembering import remembered
from costmodel.engine.scenario import Scenario
from costmodel.models import ASSUMPTIONS, MODEL, evaluate
from costmodel.questions.training_runs import Inputs, run_figure, suffices
from data import RECORDS, Basis, ModelParameter

# Each basis with the figure of a run that stands on it.
BASES: Mapping[Basis, str] = {
    "rental": "rental",
    "amortised": "total",
    "purchase": "purchase",
    "development": "development",
}
# Without these a run says nothing on that basis: it has no price, no chips, no people.
_NEEDS = {"rental": "hour_price", "purchase": "chips", "development": "staff"}

V3 = "deepseek_v3"
# The model whose parameters are best known: the worked case, and the example for one's own.
WORKED_EXAMPLE = "gpt_4"
# A model the reader has put in.
OWN = "own"

# What each parameter of DeepSeek-V3's run is in the reader's scenario.
_OF_SCENARIO = {
    "chip_hours": "run_hours",
    "chip_price": "server_price_h800",
    "server_power": "server_power_h800",
    "pue": "pue",
    "electricity_price": "electricity_price",
    "load_factor": "load_factor",
    "chips": "training_cluster_gpus",
    "hour_price": "rental_rate",
    "experiment_factor": "experiment_factor",
}
_STAFF = "staff_cost_per_year"
# Of these the figures; the others are assumptions.
_NEEDED = tuple(id for id in (*_OF_SCENARIO.values(), _STAFF) if id in MODEL.units)


@dataclass(frozen=True)
class Compared:
    """One model's cost on one basis, in USD, and whose number it is.

    ``low`` and ``high`` are the ends of its range, equal to ``value`` where no source
    gives one. ``cost`` is the row of ``data/model_costs.csv`` where it is not ours.
    """

    model: str
    basis: Basis
    value: float
    low: float
    high: float
    whose: Literal["ours", "maker", "other"]
    cost: str | None = None


@remembered
def compared(
    basis: Basis, changes: Mapping[str, float] | None = None, own: Inputs | None = None
) -> tuple[Compared, ...]:
    """Every model on one basis, the dearest first; ours and others' numbers of each.

    ``own`` is a model of the reader's, with every parameter that has no usual value.

    Raises:
        ScenarioFault: if a change is unknown or out of range.
        KeyError: if there is no such basis, or ``own`` lacks a parameter.
    """
    found = [
        Compared(
            row.model,
            basis,
            row.value,
            row.value if row.low is None else row.low,
            row.value if row.high is None else row.high,
            "maker" if row.party == "maker" else "other",
            row.id,
        )
        for row in RECORDS.model_costs.values()
        if row.basis == basis
    ]
    # Of the others nothing depends on the scenario.
    found += [
        each
        for id in RECORDS.models
        for each in (_computed(basis, id, changes) if id == V3 else _computed(basis, id))
    ]
    if own:
        # What a reader's own model lacks is named.
        found += _of_run(basis, OWN, (own, own, own))
    return tuple(sorted(found, key=lambda each: -each.value))


@remembered
def _computed(
    basis: Basis, model: str, changes: Mapping[str, float] | None = None
) -> tuple[Compared, ...]:
    """One model on one basis as computed here; nothing where too little of it is published."""
    runs = runs_of(model, changes)
    return _of_run(basis, model, runs) if suffices(runs[0], BASES[basis]) else ()


def _of_run(basis: Basis, model: str, runs: tuple[Inputs, Inputs, Inputs]) -> tuple[Compared, ...]:
    """A run on one basis, from what it is and its cheap and its dear end."""
    if not runs[0].get(_NEEDS.get(basis, "chip_hours"), 0):
        return ()
    value, *ends = (run_figure(each, BASES[basis]) for each in runs)
    cheap, dear = sorted(ends)
    return (Compared(model, basis, value, cheap, dear, "ours"),)


def times_v3(basis: Basis, model: str, changes: Mapping[str, float] | None = None) -> float:
    """How many times DeepSeek-V3's cost on a basis another model's comes to, both computed here.

    Infinite where V3 costs nothing.

    Raises:
        KeyError: if either cannot be computed on that basis.
    """
    ours = {each.model: each.value for each in compared(basis, changes) if each.whose == "ours"}
    return ours[model] / ours[V3] if ours[V3] else math.inf


@remembered
def runs_of(
    model: str, changes: Mapping[str, float] | None = None
) -> tuple[Inputs, Inputs, Inputs]:
    """A model's run: as it is, and at the cheap and the dear end of every sourced range.

    Only what is published of it; where something is missing, some bases lack the model.
    Costs rise with every parameter but ``start``: a run that begins later finds the chips
    worth less.
    """
    rows = [row for row in RECORDS.model_parameters.values() if row.model == model]
    here, low, high = (
        {row.parameter: _end(row, end) for row in rows} for end in ("value", "low", "high")
    )
    if model == V3:
        here, low, high = (
            {**_of_scenario(evaluate(each, _NEEDED)), **dated}
            for each, dated in zip(_corners(changes or {}), (here, low, high), strict=True)
        )
    return Scenario(here), Scenario(low), Scenario(high)


def _end(row: ModelParameter, end: str) -> float | datetime.date:
    cheap_and_dear = {"low": "high", "high": "low"} if row.parameter == "start" else {}
    entry = getattr(row, cheap_and_dear.get(end, end))
    return row.value if entry is None else entry


def _of_scenario(figures: Mapping[str, np.ndarray]) -> dict[str, float]:
    years = RECORDS.facts["v3_development_years"].value
    return {id: float(figures[figure]) for id, figure in _OF_SCENARIO.items()} | {
        "staff": float(figures[_STAFF]) * years
    }


def _corners(changes: Mapping[str, float]) -> tuple[dict[str, float], ...]:
    """The scenario, and with every number that is not set at its low or high likely end."""
    ranges = {
        id: ends
        for id, row in ASSUMPTIONS.items()
        if (ends := row.likely_range) is not None and id not in changes
    }
    return (
        dict(changes),
        {**changes, **{id: low for id, (low, _) in ranges.items()}},
        {**changes, **{id: high for id, (_, high) in ranges.items()}},
    )

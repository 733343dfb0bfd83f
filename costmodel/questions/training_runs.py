"""One training run from its own parameters: given by a reader, or standing in ``data/``.

>>> inputs, faults = read_run(
...     [("chip_hours", "57e6"), ("chip_price", "24875"), ("acquired", "2020-08-12")]
... )
>>> [fault.id for fault in faults]
['start', 'server_power', 'pue', 'electricity_price']
"""

import datetime
from collections.abc import Iterable, Mapping

from costmodel.engine import scenario as _scenario
from costmodel.engine.scenario import Fault, Scenario
from costmodel.models import TRAINING_RUN
from data import RECORDS

PARAMETERS = RECORDS.run_parameters
# What the method itself comes to; the other figures of a run belong to other bases.
PARTS = ("hardware", "interconnect", "energy", "total")

Inputs = Mapping[str, float | datetime.date]


def read_parameters(
    pairs: Iterable[tuple[str, str]],
) -> tuple[Scenario[float | datetime.date], tuple[Fault, ...]]:
    """Parameters from ``(id, text)`` pairs that differ from the usual, and every fault."""
    return _scenario.read(pairs, PARAMETERS, TRAINING_RUN.figures)


def read_run(pairs: Iterable[tuple[str, str]]) -> tuple[dict, tuple[Fault, ...]]:
    """A run's parameters from ``(id, text)`` pairs, usual values filled in, and every fault.

    A parameter that has no usual value and was not given, or was given unusably, is
    missing only if nothing else was said about it.
    """
    given, faults = read_parameters(pairs)
    inputs = {id: given.get(id, row.value) for id, row in PARAMETERS.items()}
    named = {fault.id for fault in faults}
    missing = [
        Fault("missing", id, "")
        for id, value in inputs.items()
        if value is None and id not in named
    ]
    return inputs, (*faults, *missing)


def run_values(inputs: Inputs) -> dict[str, float]:
    """Every parameter and figure of a run; days as ``toordinal`` counts them.

    What is not in ``inputs`` has its usual value.

    Raises:
        KeyError: if a parameter without a usual value is missing.
    """
    numbers = {}
    for id, row in PARAMETERS.items():
        entry = inputs.get(id, row.value)
        if entry is None:
            raise KeyError(f"{id}: missing; it has no usual value")
        numbers[id] = _number(entry)
    return {id: float(value) for id, value in TRAINING_RUN.evaluate(numbers).items()}


def run_figure(inputs: Inputs, figure: str) -> float:
    """One figure of a run, from the parameters it rests on; others may be missing.

    Raises:
        KeyError: if there is no such figure, or a parameter it needs is missing.
    """
    unneeded = {
        id: PARAMETERS[id].allowed_low
        for id in PARAMETERS.keys() - TRAINING_RUN.assumptions_behind(figure)
    }
    return run_values({**inputs, **unneeded})[figure]


def suffices(inputs: Inputs, figure: str) -> bool:
    """Whether these parameters, and the usual values, are all that a figure rests on."""
    return all(
        id in inputs or PARAMETERS[id].value is not None
        for id in TRAINING_RUN.assumptions_behind(figure)
    )


def run_report(inputs: Inputs) -> dict:
    """A run as plain data: its parts in USD, and the parameters they were computed from."""
    values = run_values(inputs)
    used = [id for id in PARAMETERS if id in TRAINING_RUN.assumptions_behind("total")]
    return {
        **{id: values[id] for id in PARTS},
        "unit": "USD",
        "inputs": {
            id: entry.isoformat() if isinstance(entry, datetime.date) else entry
            for id in used
            for entry in [inputs.get(id, PARAMETERS[id].value)]
        },
    }


def starts_too_early(inputs: Inputs) -> bool:
    """Whether the run starts before its chips were bought, so that they count as worth more."""
    return _number(inputs["start"]) < _number(inputs["acquired"])


def _number(entry: float | datetime.date) -> float:
    return entry.toordinal() if isinstance(entry, datetime.date) else entry

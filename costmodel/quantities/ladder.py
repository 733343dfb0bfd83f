"""The ladder of costs: which figure stands on which rung, and how two rungs compare."""

import numpy as np

# From the narrowest question to the widest. Each id is a figure; the questions
# themselves are words and stand in content/.
RUNGS = (
    "run_electricity_cost",
    "final_run_at_ownership_cost",
    "final_run_cost",
    "development_compute_cost",
    "cluster_capex",
    "capex",
    "tco",
    "company_cost",
)


def ratio(top: float, bottom: float) -> float:
    """``top`` over ``bottom``; ``nan``, meaning "not defined", where ``bottom`` is zero.

    >>> ratio(2_572_560_000, 5_576_000) > 461
    True
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        result = float(np.float64(top) / np.float64(bottom))
    return result if np.isfinite(result) else float("nan")

"""Answers as plain data on their way out: what JSON can say, and no more digits than mean anything.

Binary fractions leave dust behind the digits: 0.1 + 0.2 is 0.30000000000000004. Computing
keeps it, and so do links, which must lead back to the very same scenario. Nobody who
reads a report should take it for a finding.
"""

import math
from collections.abc import Mapping
from typing import Any

# Sources give five digits at most; these are far beyond what they know, and before the dust.
DIGITS = 12


def plain_data(result: object) -> Any:
    """The same for JSON, which knows no infinity: what is not defined becomes None."""
    if isinstance(result, Mapping):
        return {key: plain_data(value) for key, value in result.items()}
    if isinstance(result, (list, tuple)):
        return [plain_data(value) for value in result]
    return None if isinstance(result, float) and not math.isfinite(result) else result


def without_dust(result: object) -> object:
    """Plain data with every number that is not whole rounded to :data:`DIGITS` digits.

    >>> without_dust({"sum": 0.1 + 0.2})
    {'sum': 0.3}
    """
    if isinstance(result, Mapping):
        return {key: without_dust(value) for key, value in result.items()}
    if isinstance(result, (list, tuple)):
        return [without_dust(value) for value in result]
    return float(f"{result:.{DIGITS}g}") if isinstance(result, float) else result

"""The few functions quantities need beyond ``+ - × ÷``.

Each takes one number, an array of draws, an array by GPU type, or a symbolic
expression (see ``costmodel.engine.expressions``).
"""

from functools import reduce
from operator import add

import numpy as np

from costmodel.engine.expressions import traceable


@traceable
def total_over_types(by_type):
    """The sum over GPU types.

    Shapes: ``(types,)`` gives a number; ``(types, draws)`` gives ``(draws,)``.

    >>> float(total_over_types(np.array([1.0, 2.0, 3.0, 4.0])))
    10.0
    """
    return by_type.sum(axis=0)


def added(*parts):
    """The sum of these, one after the other: in a formula each is named.

    >>> added(1, 2, 3)
    6
    """
    return reduce(add, parts)


@traceable
def smaller_of(first, second):
    """The smaller of two, draw by draw."""
    return np.minimum(first, second)


@traceable
def larger_of(first, second):
    """The larger of two, draw by draw."""
    return np.maximum(first, second)


@traceable
def power_of_ten(exponent):
    """Ten to the power of ``exponent``.

    >>> float(power_of_ten(2.0))
    100.0
    """
    return np.power(10.0, exponent)


@traceable
def level_payments(rate, periods):
    """All payments together, per dollar borrowed, when every period pays the same.

    ``rate`` is the interest of one period, ``periods`` their number; the standard
    annuity, ``periods × rate ÷ (1 − (1 + rate)^−periods)``. Without interest the
    payments add up to the dollar itself.

    >>> round(float(level_payments(0.133 / 12, 48)), 4)
    1.2949
    >>> float(level_payments(0.0, 48))
    1.0
    """
    # Zero interest would divide zero by zero; any other rate may stand in for it, unused.
    some = np.where(rate == 0, 1.0, rate)
    return np.where(rate == 0, 1.0, periods * some / -np.expm1(-periods * np.log1p(some)))

"""What had been spent by the day of the headlines: four years of operation were not over then."""

from costmodel.engine.functions import smaller_of, total_over_types
from costmodel.engine.graph import quantity


@quantity(unit="USD")
def opex_so_far_by_type(
    gpu_count_by_type, operating_cost_by_type, years_in_use_by_type, years_owned
):
    """What operating each type had cost by that day: no more than for the years it is owned.

    >>> round(float(opex_so_far_by_type(10_000, 3_925, 3.57, 4)))
    140122500
    """
    return (
        gpu_count_by_type * operating_cost_by_type * smaller_of(years_in_use_by_type, years_owned)
    )


@quantity(unit="USD")
def opex_so_far(opex_so_far_by_type):
    """What operating the whole fleet had cost by that day."""
    return total_over_types(opex_so_far_by_type)


@quantity(unit="share")
def opex_so_far_share(opex_so_far, opex):
    """That as a share of operating while owned. Not defined without such a cost."""
    return opex_so_far / opex


@quantity(unit="USD")
def spent_so_far(capex, opex_so_far):
    """Purchase and operation by that day."""
    return capex + opex_so_far

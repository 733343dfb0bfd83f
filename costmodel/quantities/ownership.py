"""Owning the fleet: purchase and operation together, and what an hour of it costs."""

from costmodel.engine.graph import quantity


@quantity(unit="USD")
def tco_by_type(capex_by_type, opex_by_type):
    """Total cost of ownership of the machines of each type."""
    return capex_by_type + opex_by_type


@quantity(unit="USD")
def tco(capex, opex):
    """Total cost of ownership of the whole fleet: bought, and operated while owned.

    Source of the formula: SemiAnalysis, table "DeepSeek AI TCO".
    """
    return capex + opex


@quantity(unit="USD")
def tco_discounted(capex, opex_discounted):
    """Total cost of ownership as it is worth on the day of purchase.

    Only where no interest is in the cost to operate; else it would count twice.
    """
    return capex + opex_discounted


@quantity(unit="USD")
def tco_without_h100(capex_without_h100, opex_without_h100):
    """The total of the first version of the published table, one column short."""
    return capex_without_h100 + opex_without_h100


@quantity(unit="USD/year")
def tco_per_year(tco, years_owned):
    """Total cost of ownership spread over the years."""
    return tco / years_owned


@quantity(unit="USD/GPU")
def tco_per_gpu_by_type(server_price_by_type, operating_cost_by_type, years_owned):
    """Total cost of ownership of one GPU with its part of the server."""
    return server_price_by_type + operating_cost_by_type * years_owned


@quantity(unit="USD/GPU-hour")
def tco_per_gpu_hour_by_type(tco_per_gpu_by_type, hours_owned, utilisation):
    """Total cost of ownership for each hour a GPU is put to use.

    >>> round(tco_per_gpu_hour_by_type(48_728, 35_064, 1.0), 2)
    1.39
    """
    return tco_per_gpu_by_type / (hours_owned * utilisation)


@quantity(unit="USD")
def resale_value(capex, resale_share):
    """What the fleet still brings when it is sold after the years it is owned.

    >>> round(resale_value(1_628_560_000, 0.2))
    325712000
    """
    return capex * resale_share


@quantity(unit="USD")
def tco_net_of_resale(tco, resale_value):
    """Total cost of ownership less what comes back at the end, not discounted."""
    return tco - resale_value


@quantity(unit="USD/GPU-hour")
def tco_per_gpu_hour_net_of_resale_by_type(
    tco_per_gpu_by_type, server_price_by_type, resale_share, hours_owned, utilisation
):
    """The cost of each hour a GPU is put to use, less what its sale brings.

    >>> round(tco_per_gpu_hour_net_of_resale_by_type(48_728, 31_728, 0.2, 35_064, 1.0), 2)
    1.21
    """
    kept = tco_per_gpu_by_type - server_price_by_type * resale_share
    return kept / (hours_owned * utilisation)


@quantity(unit="USD")
def final_run_at_ownership_cost(run_hours, tco_per_gpu_hour_h800):
    """The official run at what an hour of an owned H800 costs, instead of a rental price."""
    return run_hours * tco_per_gpu_hour_h800


@quantity(unit="share")
def break_even_utilisation(tco_per_gpu_h800, hours_owned, rental_rate):
    """The share of its hours an owned H800 must be used to cost no more than renting.

    Above one, renting is cheaper however well the machine is used.

    >>> round(break_even_utilisation(48_728, 35_064, 2.0), 3)
    0.695
    """
    return tco_per_gpu_h800 / (hours_owned * rental_rate)


@quantity(unit="GPU-hours")
def fleet_hours(fleet_gpus, hours_owned):
    """All hours of all machines while they are owned."""
    return fleet_gpus * hours_owned


@quantity(unit="share")
def run_share_of_fleet(run_hours, fleet_hours):
    """The official run as a share of all hours of the fleet. Not defined without a fleet."""
    return run_hours / fleet_hours

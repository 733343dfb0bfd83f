"""Operating the fleet: the published cost, and how much of it can be worked out."""

from costmodel.engine.functions import added, level_payments, total_over_types
from costmodel.engine.graph import quantity
from costmodel.quantities.fleet import FIRST_COLUMNS


@quantity(unit="hours")
def hours_owned(years_owned, hours_per_year):
    """Hours a machine is owned, used or not.

    >>> hours_owned(4, 8_766)
    35064
    """
    return years_owned * hours_per_year


@quantity(unit="USD")
def opex_by_type(gpu_count_by_type, operating_cost_by_type, years_owned):
    """Cost to operate the machines of each type while they are owned."""
    return gpu_count_by_type * operating_cost_by_type * years_owned


@quantity(unit="USD")
def opex(opex_by_type):
    """Cost to operate the whole fleet while it is owned."""
    return total_over_types(opex_by_type)


@quantity(unit="USD", types=FIRST_COLUMNS)
def opex_without_h100(*opex):
    """The sum of the first three columns, as in the first version of the published table."""
    return added(*opex)


@quantity(unit="kW")
def fleet_power(gpu_count_by_type, server_power_by_type):
    """Nameplate power of all servers, before cooling."""
    return total_over_types(gpu_count_by_type * server_power_by_type)


@quantity(unit="kWh")
def fleet_electricity(fleet_power, load_factor, pue, hours_owned):
    """Electricity of the whole fleet while it is owned, cooling included."""
    return fleet_power * load_factor * pue * hours_owned


@quantity(unit="USD")
def electricity_cost(fleet_electricity, electricity_price):
    """What the fleet's electricity costs while it is owned."""
    return fleet_electricity * electricity_price


@quantity(unit="USD")
def financing_cost(capex, cost_of_capital, months_per_year, years_owned):
    """What level monthly payments add to the purchase price while the fleet is owned.

    Source of the formula: the standard annuity, at a twelfth of the yearly rate.

    >>> round(float(financing_cost(100.0, 0.133, 12, 4)), 1)
    29.5
    """
    paid = level_payments(cost_of_capital / months_per_year, months_per_year * years_owned)
    return capex * (paid - 1)


@quantity(unit="USD")
def opex_discounted(opex, cost_of_capital, months_per_year, years_owned):
    """What the cost to operate, paid in equal parts each month, is worth on the day of purchase.

    Source of the formula: the standard annuity, as in ``financing_cost``: what is paid, over
    what each dollar of it has grown to.

    >>> round(float(opex_discounted(129.5, 0.133, 12, 4)), 1)
    100.0
    """
    return opex / level_payments(cost_of_capital / months_per_year, months_per_year * years_owned)


@quantity(unit="USD")
def unexplained_opex(opex, electricity_cost, financing_cost):
    """What is left of the cost to operate after electricity and financing.

    Below zero when the two come to more than the cost to operate.
    """
    return opex - electricity_cost - financing_cost


@quantity(unit="share")
def electricity_share_of_opex(electricity_cost, opex):
    """Electricity as a share of the cost to operate. Not defined without such a cost."""
    return electricity_cost / opex


@quantity(unit="share")
def financing_share_of_opex(financing_cost, opex):
    """Financing as a share of the cost to operate. Not defined without such a cost."""
    return financing_cost / opex


@quantity(unit="share")
def unexplained_share_of_opex(unexplained_opex, opex):
    """The unexplained share of the cost to operate. Not defined without such a cost."""
    return unexplained_opex / opex

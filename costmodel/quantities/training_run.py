"""What any training run costs: hardware written down with time, its network, and energy.

The method of Epoch AI (Cottier et al. 2024). These quantities stand apart from the
ladder's: they are computed for one run at a time, from that run's own parameters.
Days count from a fixed day, as ``datetime.date.toordinal`` does.
"""

from costmodel.engine.functions import power_of_ten
from costmodel.engine.graph import quantity


@quantity(unit="years")
def chip_age_at_start(acquired, start, hours_per_day, hours_per_year):
    """Time between buying the chips and the start of the run.

    >>> round(chip_age_at_start(737_649, 738_287, 24, 8_766), 3)
    1.747
    """
    return (start - acquired) * hours_per_day / hours_per_year


@quantity(unit="USD/chip")
def chip_value_at_start(chip_price, price_decline, chip_age_at_start):
    """What a chip with its part of the server is still worth when the run starts.

    Better chips for the same money make the old one worth less; ``price_decline``
    says by how many powers of ten a year.

    Source of the formula: Cottier et al. 2024 (Epoch AI).
    """
    return chip_price / power_of_ten(price_decline * chip_age_at_start)


@quantity(unit="USD/chip-hour")
def chip_hour_cost(chip_value_at_start, price_decline, log_of_ten, hours_per_year):
    """What an hour of the run takes off a chip's value.

    Source of the formula: Cottier et al. 2024 (Epoch AI).
    """
    return chip_value_at_start * price_decline * log_of_ten / hours_per_year


@quantity(unit="USD")
def hardware(chip_hours, chip_hour_cost):
    """The part of the chips' value that the run uses up."""
    return chip_hours * chip_hour_cost


@quantity(unit="USD")
def interconnect(hardware, interconnect_share):
    """The network between servers, as a share of the whole cluster's cost.

    >>> round(interconnect(81.0, 0.19), 9)
    19.0
    """
    return hardware * interconnect_share / (1 - interconnect_share)


@quantity(unit="kWh")
def electricity(chip_hours, server_power, load_factor, pue):
    """Electricity the run takes, cooling included.

    Source of the formula: Cottier et al. 2024 (Epoch AI), energy of a run.
    """
    return chip_hours * server_power * load_factor * pue


@quantity(unit="USD")
def energy(electricity, electricity_price):
    """What the electricity of the run costs."""
    return electricity * electricity_price


@quantity(unit="USD")
def total(hardware, interconnect, energy):
    """The final run with hardware amortised and energy paid.

    Left out: research, failed runs, people.
    """
    return hardware + interconnect + energy


@quantity(unit="USD")
def rental(chip_hours, hour_price):
    """What the same hours would cost to rent."""
    return chip_hours * hour_price


@quantity(unit="USD")
def purchase(chips, chip_price, interconnect_share):
    """Buying the cluster the run needs, servers and network."""
    return chips * chip_price / (1 - interconnect_share)


@quantity(unit="USD")
def development(total, experiment_factor, staff):
    """The whole development: all computing, experiments included, and the people.

    Source of the formula: Cottier et al. 2024 (Epoch AI).
    """
    return total * experiment_factor + staff

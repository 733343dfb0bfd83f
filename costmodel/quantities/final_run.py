"""The final run: the hours the claim is made of, at a rental price and as electricity."""

from costmodel.engine.graph import quantity
from costmodel.quantities.training_run import electricity


@quantity(unit="GPU-hours")
def run_hours(pretraining_hours, context_extension_hours, post_training_hours):
    """GPU-hours of the official run, its three stages together.

    Source of the formula: DeepSeek-V3 Technical Report, Table 1.

    >>> run_hours(2_664_000, 119_000, 5_000)
    2788000
    """
    return pretraining_hours + context_extension_hours + post_training_hours


@quantity(unit="USD")
def final_run_cost(run_hours, rental_rate):
    """What the official run would cost at a rental price.

    Left out: research, failed runs, hardware, people.
    Source of the formula: DeepSeek-V3 Technical Report, Table 1.

    >>> final_run_cost(run_hours=2_788_000, rental_rate=2.0)
    5576000.0
    """
    return run_hours * rental_rate


@quantity(unit="days")
def run_days(run_hours, training_cluster_gpus, hours_per_day):
    """How long the run takes on the training cluster.

    >>> round(run_days(2_788_000, 2_048, 24), 1)
    56.7
    """
    return run_hours / training_cluster_gpus / hours_per_day


@quantity(unit="USD")
def r1_cost(r1_hours, rental_rate):
    """What turning V3 into R1 took, at the same rental price; V3 itself is not in it.

    Source of the formula: DeepSeek-R1, supplementary Table 7.

    >>> r1_cost(147_000, 2.0)
    294000.0
    """
    return r1_hours * rental_rate


@quantity(unit="USD")
def v3_and_r1_cost(final_run_cost, r1_cost):
    """The V3 run and the R1 increment together, at a rental price."""
    return final_run_cost + r1_cost


@quantity(unit="share")
def r1_share_of_run(r1_hours, run_hours):
    """R1's own hours as a share of the V3 run's hours."""
    return r1_hours / run_hours


@quantity(unit="USD")
def development_compute_cost(final_run_cost, experiment_factor):
    """All computing that led to the model, experiments and failed runs included.

    Source of the formula: Cottier et al. 2024 (Epoch AI), compute for experiments
    as a multiple of the final run.

    >>> round(development_compute_cost(5_576_000, 2.2))
    12267200
    """
    return final_run_cost * experiment_factor


@quantity(unit="USD")
def experiments_cost(development_compute_cost, final_run_cost):
    """The part of the development's computing that is not the final run."""
    return development_compute_cost - final_run_cost


@quantity(unit="kWh")
def run_electricity(run_hours, server_power_h800, load_factor, pue):
    """Electricity the official run takes, cooling included.

    Source of the formula: that of any training run.
    """
    return electricity(run_hours, server_power_h800, load_factor, pue)


@quantity(unit="USD")
def run_electricity_cost(run_electricity, electricity_price):
    """What the electricity of the official run costs."""
    return run_electricity * electricity_price

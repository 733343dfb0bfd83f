"""Arithmetic on what others printed: the sums behind the fact-check, figure by figure.

Inputs are ids of ``data/facts.csv``. Nobody can change them, so these quantities stand
apart from the ladder's.
"""

from costmodel.engine.graph import quantity


@quantity(unit="GPUs")
def r1_zero_gpus(r1_zero_nodes, gpus_per_node):
    """GPUs that trained R1-Zero: nodes times GPUs in each.

    >>> r1_zero_gpus(64, 8)
    512
    """
    return r1_zero_nodes * gpus_per_node


@quantity(unit="GPU-hours")
def r1_zero_hours_worked_out(r1_zero_gpus, r1_zero_duration):
    """GPU-hours of R1-Zero from its GPUs and its duration."""
    return r1_zero_gpus * r1_zero_duration


@quantity(unit="GPU-hours")
def r1_zero_hours_misread(r1_zero_gpus_misread, r1_zero_duration):
    """The same with the number of GPUs that was misread."""
    return r1_zero_gpus_misread * r1_zero_duration


@quantity(unit="×")
def r1_cost_misprint(r1_cost_misprinted, r1_cost_published):
    """How many times too large the misprinted cost of R1 is."""
    return r1_cost_misprinted / r1_cost_published


@quantity(unit="×")
def forgotten_column_multiple(first_version_capital, claim_by_semianalysis):
    """The multiple that was printed from the table's first version."""
    return first_version_capital / claim_by_semianalysis


@quantity(unit="×")
def star_pay_over_advert(star_pay_rumour, top_advert_dollars):
    """The rumoured pay over the highest advertised."""
    return star_pay_rumour / top_advert_dollars


@quantity(unit="share")
def nvidia_fall(nvidia_close_before, nvidia_close_after):
    """What NVIDIA's share lost on the day, as a share of its price the day before."""
    return (nvidia_close_before - nvidia_close_after) / nvidia_close_before


@quantity(unit="×")
def nvidia_loss_over_record(nvidia_loss, nvidia_loss_before):
    """The value lost that day over the largest loss of a day before it."""
    return nvidia_loss / nvidia_loss_before


@quantity(unit="GPUs")
def a100_average_2022(fireflyer_hours_2022, hours_of_2022):
    """A100s that would have done 2022's hours had each worked all year round.

    >>> round(a100_average_2022(56_740_000, 8_760))
    6477
    """
    return fireflyer_hours_2022 / hours_of_2022


@quantity(unit="GPUs")
def a100_installed_2022(a100_average_2022, fireflyer_occupancy_2022):
    """A100s installed on average in 2022, if the reported use is the share of hours occupied."""
    return a100_average_2022 / fireflyer_occupancy_2022


@quantity(unit="share")
def h800_share_of_all(h800_estimated, h800_ever_made):
    """The estimated H800s of the fleet as a share of all H800s ever made."""
    return h800_estimated / h800_ever_made


@quantity(unit="USD")
def later_stages_cost(extension_cost_published, post_training_cost_published):
    """The two stages of V3's official run that are not pre-training.

    Source of the formula: DeepSeek-V3 Technical Report, Table 1.

    >>> later_stages_cost(238_000, 10_000)
    248000
    """
    return extension_cost_published + post_training_cost_published


@quantity(unit="USD")
def pretraining_cost(run_cost_published, later_stages_cost):
    """V3's pre-training alone.

    >>> pretraining_cost(5_576_000, 248_000)
    5328000
    """
    return run_cost_published - later_stages_cost


@quantity(unit="share")
def later_stages_share(later_stages_cost, run_cost_published):
    """The stages that are not pre-training as a share of the published cost."""
    return later_stages_cost / run_cost_published


@quantity(unit="share")
def serving_share_of_revenue(day_serving_cost, day_revenue_theoretical):
    """What serving cost of the theoretical revenue of DeepSeek's one day.

    >>> round(serving_share_of_revenue(87_072, 562_027), 3)
    0.155
    """
    return day_serving_cost / day_revenue_theoretical


@quantity(unit="USD/day")
def day_margin_theoretical(day_revenue_theoretical, day_serving_cost):
    """What would have been left of that day, had every answer been paid for."""
    return day_revenue_theoretical - day_serving_cost


@quantity(unit="days")
def days_to_repay_run(run_cost_published, day_margin_theoretical):
    """How many such days would repay V3's run as published.

    >>> round(days_to_repay_run(5_576_000, 474_955), 1)
    11.7
    """
    return run_cost_published / day_margin_theoretical

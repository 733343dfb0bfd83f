"""Whose hours: what an hour of each GPU type is worth in hours of an H800, the type V3 ran on.

Training leans on arithmetic, answering users on memory bandwidth; so there are two readings.
"""

from costmodel.engine.functions import total_over_types
from costmodel.engine.graph import quantity


@quantity(unit="×")
def hour_by_compute_by_type(compute_by_type, compute_h800):
    """An hour of each type in hours of an H800, by arithmetic in BF16 without sparsity.

    >>> round(hour_by_compute_by_type(148, 989), 3)
    0.15
    """
    return compute_by_type / compute_h800


@quantity(unit="×")
def hour_by_memory_by_type(memory_bandwidth_by_type, memory_bandwidth_h800):
    """An hour of each type in hours of an H800, by memory bandwidth.

    >>> round(hour_by_memory_by_type(4.0, 3.36), 2)
    1.19
    """
    return memory_bandwidth_by_type / memory_bandwidth_h800


@quantity(unit="GPUs")
def fleet_by_compute(gpu_count_by_type, hour_by_compute_by_type):
    """How many H800s would do the arithmetic of the whole fleet."""
    return total_over_types(gpu_count_by_type * hour_by_compute_by_type)


@quantity(unit="GPUs")
def fleet_by_memory(gpu_count_by_type, hour_by_memory_by_type):
    """How many H800s would have the memory bandwidth of the whole fleet."""
    return total_over_types(gpu_count_by_type * hour_by_memory_by_type)


@quantity(unit="share")
def run_share_of_fleet_by_compute(run_hours, fleet_by_compute, hours_owned):
    """The official run as a share of the fleet's hours by arithmetic. Not defined without one."""
    return run_hours / (fleet_by_compute * hours_owned)


@quantity(unit="share")
def run_share_of_fleet_by_memory(run_hours, fleet_by_memory, hours_owned):
    """The official run as a share of the fleet's hours by bandwidth. Not defined without one."""
    return run_hours / (fleet_by_memory * hours_owned)

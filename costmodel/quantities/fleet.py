"""The machines: how many there are, how many are documented, and what they cost to buy."""

from costmodel.engine.functions import added, larger_of, total_over_types
from costmodel.engine.graph import quantity
from data import RECORDS

HOPPER = tuple(id for id, row in RECORDS.gpu_types.items() if row.generation == "hopper")
# The columns that the first version of SemiAnalysis's table added up: the last was forgotten.
FIRST_COLUMNS = tuple(id for id in RECORDS.gpu_types if id != "h100")


@quantity(unit="GPUs")
def fleet_gpus(gpu_count_by_type):
    """All GPUs of the fleet."""
    return total_over_types(gpu_count_by_type)


@quantity(unit="GPUs", types=HOPPER)
def hopper_gpus(*gpu_count):
    """GPUs of the Hopper generation."""
    return added(*gpu_count)


@quantity(unit="GPUs")
def documented_gpus(training_cluster_gpus, serving_gpus):
    """H800s that DeepSeek's own documents show in use, at the least.

    The same machines may have trained first and served later, so the larger of the
    two counts is certain and their sum is not.

    >>> float(documented_gpus(2_048, 2_224))
    2224.0
    """
    return larger_of(training_cluster_gpus, serving_gpus)


@quantity(unit="share")
def documented_share_of_fleet(documented_gpus, fleet_gpus):
    """The documented H800s as a share of the whole fleet. Not defined without a fleet."""
    return documented_gpus / fleet_gpus


@quantity(unit="USD/GPU")
def server_price_by_type(gpu_price_by_type, server_overhead_by_type):
    """A GPU with its part of the rest of the server."""
    return gpu_price_by_type + server_overhead_by_type


@quantity(unit="USD")
def gpu_capex_by_type(gpu_count_by_type, gpu_price_by_type):
    """What the GPUs alone cost to buy."""
    return gpu_count_by_type * gpu_price_by_type


@quantity(unit="USD")
def gpu_capex(gpu_capex_by_type):
    """What all GPUs alone cost to buy."""
    return total_over_types(gpu_capex_by_type)


@quantity(unit="USD")
def rest_of_server_capex_by_type(gpu_count_by_type, server_overhead_by_type):
    """What the servers around the GPUs cost to buy."""
    return gpu_count_by_type * server_overhead_by_type


@quantity(unit="USD")
def rest_of_server_capex(rest_of_server_capex_by_type):
    """What all servers around the GPUs cost to buy."""
    return total_over_types(rest_of_server_capex_by_type)


@quantity(unit="USD")
def capex_by_type(gpu_count_by_type, server_price_by_type):
    """Capital expenditure: servers of each type, at the price per GPU."""
    return gpu_count_by_type * server_price_by_type


@quantity(unit="USD")
def capex(capex_by_type):
    """Capital expenditure on the whole fleet.

    Left out: buildings, and network beyond the server.
    """
    return total_over_types(capex_by_type)


@quantity(unit="USD", types=FIRST_COLUMNS)
def capex_without_h100(*capex):
    """The sum of the first three columns, as in the first version of the published table."""
    return added(*capex)


@quantity(unit="USD")
def cluster_capex(training_cluster_gpus, server_price_h800):
    """Buying only the servers the run was trained on.

    >>> cluster_capex(2_048, 31_728)
    64978944
    """
    return training_cluster_gpus * server_price_h800


@quantity(unit="USD")
def documented_capex(documented_gpus, server_price_h800):
    """Buying the servers of the documented H800s alone."""
    return documented_gpus * server_price_h800

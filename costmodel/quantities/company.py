"""The company's whole bill, and how it compares with the claim."""

from costmodel.engine.graph import quantity


@quantity(unit="USD")
def deepseek_tco(tco, deepseek_share):
    """The part of owning the fleet that is DeepSeek's and not High-Flyer's."""
    return tco * deepseek_share


@quantity(unit="USD")
def company_cost(deepseek_tco, staff_cost):
    """Machines and people together, for as long as the fleet is owned.

    Left out: data, offices, and whatever has no published number.
    """
    return deepseek_tco + staff_cost


@quantity(unit="USD")
def company_cost_without_stars(deepseek_tco, staff_cost_without_stars):
    """The company's bill if everybody earned typical pay."""
    return deepseek_tco + staff_cost_without_stars


@quantity(unit="USD")
def company_cost_all_stars(deepseek_tco, staff_cost_all_stars):
    """The company's bill if everybody earned star pay."""
    return deepseek_tco + staff_cost_all_stars


@quantity(unit="share")
def staff_share_of_company_cost(staff_cost, company_cost):
    """People as a share of the company's bill."""
    return staff_cost / company_cost


@quantity(unit="×")
def all_stars_multiple(company_cost_all_stars, company_cost):
    """How many times the company's bill it would be if everybody earned star pay."""
    return company_cost_all_stars / company_cost


@quantity(unit="×")
def tco_ratio(tco, final_run_cost):
    """Owning the whole fleet over renting for one run: the famous comparison of unlike things."""
    return tco / final_run_cost


@quantity(unit="×")
def company_ratio(company_cost, final_run_cost):
    """The company's bill over renting for one run."""
    return company_cost / final_run_cost

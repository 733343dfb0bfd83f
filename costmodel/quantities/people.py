"""The people: pay at the advertised level, and at the rumoured one."""

from costmodel.engine.functions import smaller_of
from costmodel.engine.graph import quantity


@quantity(unit="people")
def star_staff(star_headcount, headcount):
    """People on star pay. There cannot be more of them than people.

    >>> float(star_staff(10, 150)), float(star_staff(200, 150))
    (10.0, 150.0)
    """
    return smaller_of(star_headcount, headcount)


@quantity(unit="people")
def ordinary_staff(headcount, star_staff):
    """People on typical pay: everybody else."""
    return headcount - star_staff


@quantity(unit="USD/year")
def ordinary_staff_cost_per_year(ordinary_staff, typical_pay, payroll_overhead):
    """Yearly cost of the people on typical pay, with what an employer pays on top."""
    return ordinary_staff * typical_pay * payroll_overhead


@quantity(unit="USD/year")
def star_staff_cost_per_year(star_staff, star_pay, payroll_overhead):
    """Yearly cost of the people on star pay, with what an employer pays on top."""
    return star_staff * star_pay * payroll_overhead


@quantity(unit="USD/year")
def staff_cost_per_year(ordinary_staff_cost_per_year, star_staff_cost_per_year):
    """Yearly cost of all people."""
    return ordinary_staff_cost_per_year + star_staff_cost_per_year


@quantity(unit="USD")
def staff_cost(staff_cost_per_year, years_owned):
    """Cost of all people over the years the fleet is owned."""
    return staff_cost_per_year * years_owned


@quantity(unit="USD")
def staff_cost_without_stars(headcount, typical_pay, payroll_overhead, years_owned):
    """Cost of the same people if everybody earned typical pay."""
    return headcount * typical_pay * payroll_overhead * years_owned


@quantity(unit="USD")
def staff_cost_all_stars(headcount, star_pay, payroll_overhead, years_owned):
    """Cost of the same people if everybody earned star pay."""
    return headcount * star_pay * payroll_overhead * years_owned

"""Sentences that depend on the scenario: conditions decide which one is true."""

import costmodel
from elements import blocks, markup, medium


def verdict_in_words() -> None:
    """What is true of the claim, the fleet and owning, for these assumptions."""
    tell = medium.telling()
    told = tell.told("tco_ratio")
    sentences = ("start.claim", "start.fleet", "start.owning")
    text = " ".join(tell.passage(each, **told) for each in sentences)
    with medium.idea("verdict"):
        markup.draw("verdict", text=text)


def explained_or_not() -> None:
    """How much of the cost to operate electricity and financing explain."""
    tell = medium.telling()
    told = tell.told_in_turn("unexplained_opex", "unexplained_share_of_opex")
    blocks.prose("opex.explained", **told)


def financing_at_other_rates() -> None:
    """What financing comes to at the ends of what sources say of the rate."""
    tell = medium.telling()
    rate = next(
        each
        for each in costmodel.swings("financing_cost", tell.changes)
        if each.assumption == "cost_of_capital"
    )
    at_low, at_high = tell.apart(rate.at_low, rate.at_high, "USD")
    blocks.prose(
        "opex.financing",
        rate_low=(rate.low, "share"),
        rate_high=(rate.high, "share"),
        at_low=(at_low, ""),
        at_high=(at_high, ""),
    )


def spent_so_far() -> None:
    """How much of purchase and operation had been spent by the day of the headlines."""
    tell = medium.telling()
    blocks.prose("opex.so_far", **tell.told_in_turn("opex_so_far", "opex_so_far_share"))


def discounted() -> None:
    """What owning comes to where a dollar paid later counts for less."""
    blocks.prose("opex.discounted", **medium.telling().told("tco_discounted"))


def sold_again() -> None:
    """What comes back when the machines are sold, and what an hour costs then."""
    blocks.prose("opex.resale", **medium.telling().told("tco_net_of_resale"))


def pay_in_words() -> None:
    """Whether people are a small or a large part of the company's bill."""
    tell = medium.telling()
    told = tell.told("staff_share_of_company_cost")
    blocks.prose("salaries.part", **told)

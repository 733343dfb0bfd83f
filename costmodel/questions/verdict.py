"""What the figures amount to, as a choice among a few statements.

The statements are words and stand in content/. What decides between them is
computed here, so that the sentence under the headline is right at any setting.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

# Two amounts this close are called about the same.
ABOUT = 0.05
# Headlines round generously: 5.576 million passed for 5 million.
_CLOSE = 0.15
# From here on a multiple is called many times.
MANY = 10.0

_Below = TypeVar("_Below", bound=str)
_Above = TypeVar("_Above", bound=str)


@dataclass(frozen=True)
class Verdict:
    """Which statement is true.

    ``claim``: the final run at a rental price, against the rounded claim.
    ``fleet``: owning the fleet, against that run.
    ``owning``: the run on owned machines, against renting.
    """

    claim: Literal["about", "more", "less"]
    fleet: Literal["none", "less", "about", "more", "many"]
    owning: Literal["cheaper", "about", "dearer"]


def verdict(figures: Mapping[str, float], claim: float) -> Verdict:
    """The statements that hold for these figures; ``claim`` in USD."""
    return Verdict(
        claim=_against(figures["final_run_cost"] / claim, "less", "more", about=_CLOSE),
        fleet=_fleet(figures),
        owning=_against(
            figures["final_run_at_ownership_cost"] / figures["final_run_cost"],
            "cheaper",
            "dearer",
        ),
    )


def _against(
    multiple: float, below: _Below, above: _Above, about: float = ABOUT
) -> Literal["about"] | _Below | _Above:
    if abs(multiple - 1) <= about:
        return "about"
    return below if multiple < 1 else above


def _fleet(figures: Mapping[str, float]) -> Literal["none", "less", "about", "more", "many"]:
    if not figures["fleet_gpus"] > 0:
        return "none"
    multiple = figures["tco_ratio"]
    return "many" if multiple >= MANY else _against(multiple, "less", "more")


def opex_explained(figures: Mapping[str, float]) -> Literal["none", "partly", "more_than_all"]:
    """Whether electricity and financing explain the cost to operate."""
    if not figures["opex"] > 0:
        return "none"
    return "partly" if figures["unexplained_opex"] >= 0 else "more_than_all"


def pay_matters(figures: Mapping[str, float]) -> Literal["little", "some", "much"]:
    """How much of the company's bill is people: under a tenth, under a third, more."""
    share = figures["staff_share_of_company_cost"]
    if math.isfinite(share) and share < 0.1:
        return "little"
    return "some" if math.isfinite(share) and share < 1 / 3 else "much"

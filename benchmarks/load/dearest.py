"""One reader's dearest link: what it costs everybody else."""

import asyncio
import itertools
import random
import time
from dataclasses import dataclass
from urllib.parse import urlencode

from benchmarks.load.crowd import Crowd
from benchmarks.load.readers import of_the_explainer
from benchmarks.load.sites import Site
from benchmarks.load.steps import percentile
from content import path_of
from costmodel import ASSUMPTIONS
from tests.wire import connected

# The others, and how often each of them moves something, on average.
LIGHT_READERS = 8
_SECONDS_BETWEEN = 1.0
# In turns alone and among, so that a noisy machine disturbs both alike.
_SECONDS_A_ROUND = 3.0
# The dearest a link can ask for.
_DRAWS = 40_000
# Each asks for what nobody has asked for before.
_SEEDS = itertools.count()


@dataclass(frozen=True)
class Held:
    """How long light readers wait, in seconds: alone, and while somebody opens dear links.

    ``opened`` is how long the dear pages took themselves.
    """

    alone: list[float]
    among: list[float]
    opened: list[float]

    def more(self, share: int) -> float:
        """How much longer the wait is that ``share`` in a hundred stay below, in milliseconds."""
        return 1000 * (percentile(self.among, share) - percentile(self.alone, share))


def links(chosen: random.Random) -> dict[str, str]:
    """By name of the page, the dearest links to it, of numbers that nobody has asked about."""
    numbers = {
        id: round(chosen.uniform(row.allowed_low, row.allowed_high), 4)
        for id, row in ASSUMPTIONS.items()
    }
    draws = {"draws": _DRAWS, "seed": chosen.randrange(2, 1_000_000), "ranges": "shown"}
    # A number that is set is not drawn: one that moves everything, and all others in doubt.
    one = {"rental_rate": numbers["rental_rate"]}
    return {
        "doubts": urlencode({**draws, **one}),
        "verdict": urlencode({**draws, **one}),
        "compare": urlencode({**draws, **numbers}),
    }


async def measure(site: Site, page: str, rounds: int) -> Held:
    """:data:`LIGHT_READERS` move something, in turns alone and while one opens dear links."""
    crowd = Crowd(site.address, of_the_explainer)
    await crowd.come(LIGHT_READERS)
    await crowd.move_once()
    taken: dict[bool, list[float]] = {False: [], True: []}
    opened: list[float] = []
    for is_dear in (False, True) * rounds:
        crowd.answered = []
        opening = asyncio.create_task(_open(site, page)) if is_dear else None
        await crowd.move_for(_SECONDS_A_ROUND, _SECONDS_BETWEEN)
        opened += await opening if opening else []
        taken[is_dear] += crowd.answered
    await crowd.leave()
    return Held(taken[False], taken[True], opened)


async def _open(site: Site, page: str) -> list[float]:
    """One dear link after the other, as long as a round lasts; seconds until each was drawn."""
    until, taken = time.perf_counter() + _SECONDS_A_ROUND, []
    while time.perf_counter() < until:
        query = links(random.Random(next(_SEEDS)))[page]
        reader = await connected(site.address, path_of(page), query)
        taken.append(await reader.open())
        await reader.close()
    return taken

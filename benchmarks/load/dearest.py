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
# How long nobody opens a dear link after one is drawn.
_SECONDS_AFTER = 1.5
# The dearest a link can ask for.
_DRAWS = 40_000


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


async def measure(site: Site, page: str, seconds: float) -> Held:
    """For so long :data:`LIGHT_READERS` move something, while one now and then opens a dear link.

    Which answers were under way while a dear page was drawn, and which were not, is found
    afterwards: so a noisy machine disturbs both alike.
    """
    crowd = Crowd(site.address, of_the_explainer)
    await crowd.come(LIGHT_READERS)
    await crowd.move_once()
    crowd.answered, crowd.ended = [], []
    opening = asyncio.create_task(_open(site, page, seconds))
    await crowd.move_for(seconds, _SECONDS_BETWEEN)
    opened = await opening
    await crowd.leave()
    alone, among = [], []
    for took, ended in zip(crowd.answered, crowd.ended, strict=True):
        overlaps = any(ended - took < end and begin < ended for begin, end in opened)
        (among if overlaps else alone).append(took)
    return Held(alone, among, [end - begin for begin, end in opened])


async def _open(site: Site, page: str, seconds: float) -> list[tuple[float, float]]:
    """One dear link after the other, for so long; of each when it was asked for and drawn."""
    until, spans = time.perf_counter() + seconds, []
    for seed in itertools.count():
        if time.perf_counter() > until:
            return spans
        reader = await connected(site.address, path_of(page), links(random.Random(seed))[page])
        begin = time.perf_counter()
        await reader.open()
        spans.append((begin, time.perf_counter()))
        await reader.close()
        await asyncio.sleep(_SECONDS_AFTER)
    raise AssertionError("there is no end to seeds")

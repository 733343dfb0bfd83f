"""What is left when readers have gone: three waves of them, one after the other."""

import asyncio

from benchmarks.load.crowd import Crowd
from benchmarks.load.readers import Make
from benchmarks.load.sites import SECONDS_KEPT, Site

WAVES = 3


async def measure(site: Site, make: Make, readers: int) -> list[float]:
    """The site's memory in MB before, and after each of :data:`WAVES` waves of so many readers.

    Each of them opens a page and moves something once; measured when their sessions are no
    longer kept for them. These are thrown away when the next reader leaves.
    """
    crowd = Crowd(site.address, make)
    kept = [site.memory()]
    for _ in range(WAVES):
        await crowd.come(readers)
        await crowd.move_once()
        await crowd.leave()
        await asyncio.sleep(SECONDS_KEPT + 1)
        await crowd.come(len(site.replicas))
        await crowd.leave()
        kept.append(site.memory())
    return kept

"""One step: so many readers at one site, what they waited for and what they used up."""

import time
from collections import Counter
from dataclasses import dataclass, field

import psutil

from benchmarks.load.crowd import Crowd
from benchmarks.load.readers import Make
from benchmarks.load.sites import Site

# How often a reader moves something: one who is alone more often, so that there is something to
# count.
SECONDS_BETWEEN, _MOVES_A_SECOND_AT_LEAST = 5.0, 1.0
# Who waits for so long has left.
BOUND_SECONDS = 10.0
# Below so many readers what each adds to the memory is lost in what comes and goes.
_ENOUGH_FOR_MEMORY = 50


@dataclass(frozen=True)
class Step:
    """What so many readers waited for, in seconds, and what they used up.

    ``an_opening`` and ``a_change`` are milliseconds of the replicas' processor time,
    ``in_the_proxy`` those of a change that the proxy used. ``memory`` is MB a reader, None where
    there are too few to tell. ``busy`` is how many cores the replicas kept busy while controls
    were moved, ``clients`` how many those did who asked, and ``machine`` how many were busy in
    all, also with what has nothing to do with this. ``failures`` says what went wrong.
    """

    readers: int
    opened: list[float] = field(repr=False)
    answered: list[float] = field(repr=False)
    an_opening: float
    a_change: float
    in_the_proxy: float
    memory: float | None
    busy: float
    clients: float
    machine: float
    failures: Counter[str]

    @property
    def gave_way(self) -> bool:
        """Whether readers wait longer than they would, or lose what they had."""
        return bool(self.failures) or percentile(self.answered, 95) > BOUND_SECONDS


def percentile(taken: list[float], share: int) -> float:
    """The smallest of these that is not below ``share`` in a hundred of them; nan for none."""
    ordered = sorted(taken)
    return ordered[-(-len(ordered) * share // 100) - 1] if ordered else float("nan")


async def measure(site: Site, make: Make, readers: int, seconds: float, empty: float) -> Step:
    """So many readers open their pages, move something for so long, and leave.

    ``empty`` is the site's memory in MB before any came.
    """
    crowd = Crowd(site.address, make)
    used = site.processor()
    await crowd.come(readers)
    opening, arrived = site.processor() - used, len(crowd)
    # Who is alone moves more often; all at once never more often than they would.
    between = min(SECONDS_BETWEEN, max(1, readers) / _MOVES_A_SECOND_AT_LEAST)
    used, by_proxy = site.processor(), site.processor_of_proxy()
    begin, own, all_ = time.perf_counter(), time.process_time(), _used_in_all()
    await crowd.move_for(seconds, between)
    took = time.perf_counter() - begin
    changing, moves = site.processor() - used, max(1, len(crowd.answered))
    in_the_proxy = site.processor_of_proxy() - by_proxy
    clients = (time.process_time() - own) / took
    machine = (_used_in_all() - all_) / took
    held = site.memory() - empty
    await crowd.leave()
    return Step(
        readers=readers,
        opened=crowd.opened,
        answered=crowd.answered,
        an_opening=1000 * opening / max(1, arrived),
        a_change=1000 * changing / moves,
        in_the_proxy=1000 * in_the_proxy / moves,
        memory=held / arrived if arrived >= _ENOUGH_FOR_MEMORY else None,
        busy=changing / took,
        clients=clients,
        machine=machine,
        failures=crowd.failures,
    )


def _used_in_all() -> float:
    """The seconds of processor time that everything on this machine has used so far."""
    times = psutil.cpu_times()
    # Guests' time is in the users' already.
    rest = sum(getattr(times, name, 0.0) for name in ("idle", "iowait", "guest", "guest_nice"))
    return sum(times) - rest


async def warmed(site: Site, make: Make) -> None:
    """Let a few come and go that do not count: the first of each kind warm what all need."""
    crowd = Crowd(site.address, make)
    await crowd.come(14 * len(site.replicas))
    await crowd.move_once()
    await crowd.leave()

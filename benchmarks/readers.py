"""Many readers without many browsers: what they cost in memory, and what they cost one another."""

import asyncio
import itertools
import statistics
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import psutil

from tests.wire import Reader, connected

_MEGABYTE = 1024 * 1024
# The dearest a link can ask for: so many draws, from a seed nobody has asked about.
DEAREST = "draws=40000&seed={}"


def memory_with(address: str, process: int, page: str, readers: tuple[int, ...]) -> list[float]:
    """Resident memory in MB of the server with each of these numbers of readers open."""
    return _run(_memory_with(address, process, page, readers))


def moves_among(address: str, page: str, crowd: int, rounds: int) -> tuple[float, float]:
    """How long a reader's move of a slider takes, in milliseconds: among others, and alone.

    The others are ``crowd`` readers who open ``page`` at the same moment, each with the
    dearest link of its own; both are medians of all moves of all rounds.
    """
    return _run(_moves_among(address, page, crowd, rounds))


def moved(address: str, until: Callable[[], bool]) -> float:
    """How long a reader's move of a slider takes, in milliseconds: the median until then."""
    return _run(_moved(address, until))


def _run(work: Coroutine) -> object:
    # In a thread of its own: Playwright's loop runs in this one.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


async def _memory_with(
    address: str, process: int, page: str, readers: tuple[int, ...]
) -> list[float]:
    opened: list[Reader] = []
    found = []
    try:
        for count in readers:
            while len(opened) < count:
                opened.append(await connected(address, page))
                await opened[-1].open()
            found.append(psutil.Process(process).memory_info().rss / _MEGABYTE)
    finally:
        for each in opened:
            await each.close()
    return found


async def _moves(
    mover: Reader, values: Iterator[int], until: Callable[[], bool], pause: float = 0.0
) -> list[float]:
    """Seconds that each move of a slider takes, each to a new value; ``pause`` is between them."""
    taken = []
    while not taken or not until():
        value = repr(2 + next(values) / 10_000)
        taken.append(await mover.enter(act="assumption", of="rental_rate", value=value))
        await asyncio.sleep(pause)
    return taken


async def _moves_among(address: str, page: str, crowd: int, rounds: int) -> tuple[float, float]:
    mover, seeds, values = await connected(address, "claim"), itertools.count(2), itertools.count()
    moves = partial(_moves, mover, values)
    await mover.open()
    # The first warm what they need and do not count.
    await moves(lambda: next(values) > 10)
    among, alone = [], []
    for _ in range(rounds):
        count = itertools.count()
        alone += await moves(lambda count=count: next(count) > 10)
        others = [await connected(address, page, DEAREST.format(next(seeds))) for _ in range(crowd)]
        opening = [asyncio.create_task(each.open()) for each in others]
        among += await moves(lambda opening=opening: all(each.done() for each in opening))
        for each in others:
            await each.close()
    await mover.close()
    return statistics.median(among) * 1000, statistics.median(alone) * 1000


async def _moved(address: str, until: Callable[[], bool]) -> float:
    mover = await connected(address, "claim")
    await mover.open()
    # As a reader who looks at what came of it.
    taken = await _moves(mover, itertools.count(), until, pause=0.2)
    await mover.close()
    return statistics.median(taken) * 1000

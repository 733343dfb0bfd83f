"""Many readers at once: they come, they move something every few seconds, they leave."""

import asyncio
import itertools
import random
import time
from collections import Counter
from dataclasses import dataclass, field

from websockets.exceptions import WebSocketException

from benchmarks.load.readers import Make, Reading, Unexpected

# So many open a page at the same moment.
OPENING_AT_ONCE = 10
# What can become of a reader whose server is beyond its bounds.
_LOST = (OSError, TimeoutError, WebSocketException, Unexpected)


@dataclass
class Crowd:
    """Readers of one site, each made by ``make`` with a number nobody had before.

    ``opened`` and ``answered`` are seconds, ``failures`` what went wrong and how often.
    """

    site: str
    make: Make
    opened: list[float] = field(default_factory=list)
    answered: list[float] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)
    _readers: list[Reading] = field(default_factory=list)
    _numbers: itertools.count = field(default_factory=itertools.count)

    def __len__(self) -> int:
        return len(self._readers)

    async def come(self, readers: int) -> None:
        """Let so many more open their pages, :data:`OPENING_AT_ONCE` at a time."""
        room = asyncio.Semaphore(OPENING_AT_ONCE)

        async def one() -> None:
            async with room:
                reader = self.make(self.site, next(self._numbers))
                try:
                    self.opened.append(await reader.open())
                    self._readers.append(reader)
                except _LOST as reason:
                    self._failed("opening", reason)
                    await reader.close()

        await asyncio.gather(*(one() for _ in range(readers)))

    async def move_for(self, seconds: float, between: float) -> None:
        """For so long each moves something, then rests: ``between`` seconds on average.

        Whoever waits for an answer does nothing else; who has lost the session is gone.
        """
        until = time.perf_counter() + seconds

        async def one(reader: Reading, chosen: random.Random) -> None:
            # Not all at once in the beginning either.
            rest = chosen.uniform(0, between)
            while time.perf_counter() + rest < until:
                await asyncio.sleep(rest)
                try:
                    self.answered.append(await reader.move())
                except _LOST as reason:
                    self._failed("moving", reason)
                    self._readers.remove(reader)
                    await reader.close()
                    return
                rest = chosen.uniform(0.5 * between, 1.5 * between)

        await asyncio.gather(
            *(one(each, random.Random(n)) for n, each in enumerate(tuple(self._readers)))
        )

    async def move_once(self) -> None:
        """Each moves something once, :data:`OPENING_AT_ONCE` at a time."""
        room = asyncio.Semaphore(OPENING_AT_ONCE)

        async def one(reader: Reading) -> None:
            async with room:
                try:
                    self.answered.append(await reader.move())
                except _LOST as reason:
                    self._failed("moving", reason)

        await asyncio.gather(*(one(each) for each in self._readers))

    async def leave(self) -> None:
        """All leave."""
        await asyncio.gather(*(each.close() for each in self._readers), return_exceptions=True)
        self._readers.clear()

    def _failed(self, while_: str, reason: Exception) -> None:
        self.failures[f"{while_}: {type(reason).__name__}"] += 1

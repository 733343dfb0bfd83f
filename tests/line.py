"""A line between a browser and a server: as slow as one likes, and it can be cut.

Every byte passes through, ``delay`` seconds later in each direction. ``cut`` breaks what
is under way and refuses what comes; ``silence`` keeps connections and lets nothing
through, as a tunnel or a sleeping laptop does; ``mend`` ends both.
"""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit


class Line:
    """A line to ``address`` (``http://host:port``); ``Line.address`` is this side's end."""

    def __init__(self, address: str, delay: float = 0.0) -> None:
        there = urlsplit(address)
        self._there = (there.hostname, there.port)
        self.delay = delay
        self._is_cut = False
        self._is_silent = False
        self._writers: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._server = self._within(asyncio.start_server(self._connect, "127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def leads_to(self, address: str) -> None:
        """From now on connect to another server."""
        there = urlsplit(address)
        self._there = (there.hostname, there.port)

    def cut(self) -> None:
        """Break every connection and take no new one."""
        self._is_cut = True
        self._loop.call_soon_threadsafe(self._break)

    def silence(self) -> None:
        """Keep every connection and let nothing through, new ones included."""
        self._is_silent = True

    def mend(self) -> None:
        """Let everything through again; what went silent was lost on the way."""
        if self._is_silent:
            self._loop.call_soon_threadsafe(self._forget)
        self._is_cut = self._is_silent = False

    def close(self) -> None:
        """Take the line down."""
        self._within(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    def _within(self, work):
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _end(self) -> None:
        self._server.close()
        self._break()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def _break(self) -> None:
        for writer in self._writers:
            writer.transport.abort()

    def _forget(self) -> None:
        # Neither end is told: each believes the other is still there, and nothing arrives.
        for writer in list(self._writers):
            writer.lost = True

    async def _connect(self, reader, writer) -> None:
        if self._is_cut:
            writer.transport.abort()
            return
        await self._pass_on(reader, writer)

    async def _pass_on(self, reader, writer, said: bytes = b"") -> None:
        """Connect to the server, which hears what was ``said`` already, and carry bytes."""
        try:
            there_reader, there_writer = await asyncio.open_connection(*self._there)
        except OSError:
            writer.transport.abort()
            return
        there_writer.write(said)
        self._writers |= {writer, there_writer}
        for each in (writer, there_writer):
            each.lost = self._is_silent
        try:
            await asyncio.gather(
                self._carry(reader, there_writer), self._carry(there_reader, writer)
            )
        except asyncio.CancelledError:
            pass
        finally:
            for each in (writer, there_writer):
                self._writers.discard(each)
                each.transport.abort()

    async def _carry(self, reader, writer) -> None:
        """Bytes from one side to the other, each ``delay`` later, in order."""
        arrived: asyncio.Queue = asyncio.Queue()

        async def deliver() -> None:
            while True:
                due, chunk = await arrived.get()
                await asyncio.sleep(max(0.0, due - self._loop.time()))
                if not chunk:
                    writer.transport.abort() if writer.lost else writer.close()
                    return
                if self._is_silent:
                    writer.lost = True
                if not writer.lost:
                    writer.write(chunk)

        delivering = asyncio.create_task(deliver())
        try:
            while chunk := await reader.read(65536):
                arrived.put_nowait((self._loop.time() + self.delay, chunk))
            arrived.put_nowait((self._loop.time() + self.delay, b""))
            await delivering
        except (OSError, asyncio.CancelledError):
            delivering.cancel()


@contextmanager
def line(address: str, delay: float = 0.0) -> Iterator[Line]:
    """A line to a server, taken down in the end."""
    laid = Line(address, delay)
    try:
        yield laid
    finally:
        laid.close()

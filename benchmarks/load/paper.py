"""Paper: asked of the application, and of a proxy that keeps what may be kept."""

import asyncio
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from benchmarks.load.sites import Site, behind_a_proxy
from benchmarks.load.visitors import Visitor, read_head, request
from content import path_of

_PAGE = "claim"
# So many connections ask without a pause.
_AT_ONCE = 16


@dataclass(frozen=True)
class Asked:
    """What asking for one kind of paper took: how often a second, and how much each time.

    ``processor`` is milliseconds of the application's processor time for each answer, and
    ``in_the_proxy`` of the proxy's; ``clients`` how many cores those who asked kept busy.
    """

    a_second: float
    size: float
    processor: float
    in_the_proxy: float
    clients: float


async def anew_kept_and_known(site: Site, times: int) -> dict[str, list[float]]:
    """Seconds for a page's document: nobody has asked for it, it was made before, it is known.

    Raises:
        RuntimeError: if the server does not know a document again.
    """
    visitor = Visitor(site.address)
    taken: dict[str, list[float]] = {"made anew": [], "made before": [], "known to the reader": []}
    for n in range(times):
        address = f"/{path_of(_PAGE)}?rental_rate={3 + n / 1000}&lang=en"
        taken["made anew"].append((await visitor.get(address)).seconds)
        before = await visitor.get(address)
        taken["made before"].append(before.seconds)
        known = await visitor.get(address, if_none_match=before.headers.get("etag", ""))
        if known.status != 304:
            raise RuntimeError(f"{known.status} and not 304 for a document that is known")
        taken["known to the reader"].append(known.seconds)
    await visitor.close()
    return taken


async def through_a_proxy(site: Site, seconds: float) -> dict[str, Asked]:
    """The first page on paper, asked of a proxy that keeps it, whole and with its tag.

    Raises:
        RuntimeError: if an answer is none.
    """
    with behind_a_proxy([site.address]) as (address, proxies):
        proxy = Site("proxy", address, site.replicas, proxies)
        visitor = Visitor(address)
        first = await visitor.get("/")
        if first.status != 200:
            raise RuntimeError(f"{first.status} for the first page")
        await visitor.close()
        host = urlsplit(address).netloc
        tag = first.headers.get("etag", "")
        return {
            "whole": await _asked(proxy, request(host, "/"), 200, seconds),
            "with its tag": await _asked(
                proxy, request(host, "/", if_none_match=tag), 304, seconds
            ),
        }


async def _asked(site: Site, question: bytes, status: int, seconds: float) -> Asked:
    used, in_the_proxy = site.processor(), site.processor_of_proxy()
    begin, own = time.perf_counter(), time.process_time()
    until = asyncio.get_running_loop().time() + seconds
    lines = [_Line(site.address, question, status, until) for _ in range(_AT_ONCE)]
    for each in lines:
        await each.connect()
    await asyncio.gather(*(each.done for each in lines))
    took, answers = time.perf_counter() - begin, sum(each.answers for each in lines)
    return Asked(
        a_second=answers / took,
        size=sum(each.received for each in lines) / answers,
        processor=1000 * (site.processor() - used) / answers,
        in_the_proxy=1000 * (site.processor_of_proxy() - in_the_proxy) / answers,
        clients=(time.process_time() - own) / took,
    )


class _Line(asyncio.Protocol):
    """A connection on which the same is asked again and again; ``done`` when it is time.

    Closed after an answer, as servers do now and then, it is made anew.
    """

    def __init__(self, site: str, question: bytes, status: int, until: float) -> None:
        self._there = urlsplit(site)
        self._question, self._status, self._until = question, status, until
        self._loop = asyncio.get_running_loop()
        self.done: asyncio.Future[None] = self._loop.create_future()
        self.answers = self.received = 0
        self._missing: int | None = None
        self._head = b""
        self._closes = False
        self._connecting: asyncio.Task | None = None

    async def connect(self) -> None:
        """Connect, and ask."""
        there = (self._there.hostname, self._there.port)
        await self._loop.create_connection(lambda: self, *there)

    def connection_made(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        transport.write(self._question)

    def data_received(self, data: bytes) -> None:
        self.received += len(data)
        if self._missing is None:
            self._head += data
            head, ended, body = self._head.partition(b"\r\n\r\n")
            if not ended:
                return
            status, fields = read_head(head)
            if status != self._status or "transfer-encoding" in fields:
                self._end(RuntimeError(f"{status} and not {self._status}: {fields}"))
                return
            self._closes = fields.get("connection") == "close"
            self._missing = (0 if status == 304 else int(fields["content-length"])) - len(body)
        else:
            self._missing -= len(data)
        if self._missing == 0:
            self.answers += 1
            self._missing, self._head = None, b""
            if self._loop.time() >= self._until:
                self._end(None)
            elif not self._closes:
                self._transport.write(self._question)

    def connection_lost(self, reason: Exception | None) -> None:
        if self._closes and not self.done.done():
            self._closes = False
            self._connecting = self._loop.create_task(self.connect())
            return
        self._end(reason or ConnectionError("closed before it was time"))

    def _end(self, reason: Exception | None) -> None:
        if not self.done.done():
            if reason is None:
                self.done.set_result(None)
            else:
                self.done.set_exception(reason)
            self._transport.close()

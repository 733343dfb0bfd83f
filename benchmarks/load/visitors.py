"""Plain HTTP, asked for as a browser asks: over one connection that is kept."""

import asyncio
import re
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

_SECONDS = 60
_STATUS = re.compile(rb"HTTP/1\.1 (\d{3})")


@dataclass(frozen=True)
class Answer:
    """An answer: its status, its headers by their names in small letters, its body as it came."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float


class Visitor:
    """Asks a site for plain addresses, one after the other."""

    def __init__(self, site: str) -> None:
        self._there = urlsplit(site)
        self._line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str, **headers: str) -> Answer:
        """Ask for an address, a path with its query; ``if_none_match`` is the header of that name.

        Raises:
            OSError: if nobody answers.
            TimeoutError: if the answer does not come within a minute.
        """
        begin = time.perf_counter()
        status, fields, body = await asyncio.wait_for(self._asked(path, headers), _SECONDS)
        return Answer(status, fields, body, time.perf_counter() - begin)

    async def close(self) -> None:
        """Leave."""
        if self._line:
            self._line[1].close()
            self._line = None

    async def _asked(self, path: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        kept = self._line is not None
        try:
            return await self._exchange(path, headers)
        except (OSError, asyncio.IncompleteReadError):
            # A server closes a connection on which nobody has asked for a while.
            await self.close()
            if not kept:
                raise
            return await self._exchange(path, headers)

    async def _exchange(
        self, path: str, headers: dict[str, str]
    ) -> tuple[int, dict[str, str], bytes]:
        if self._line is None:
            self._line = await asyncio.open_connection(self._there.hostname, self._there.port)
        reader, writer = self._line
        writer.write(request(self._there.netloc, path, **headers))
        head = await reader.readuntil(b"\r\n\r\n")
        status, fields = read_head(head)
        body = await _body(reader, status, fields)
        if fields.get("connection") == "close":
            await self.close()
        return status, fields, body


def request(host: str, path: str, **headers: str) -> bytes:
    """What a browser sends to ask for a path with its query."""
    named = {
        "Host": host,
        "Accept-Encoding": "gzip",
        "Accept-Language": "en",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in named.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def read_head(head: bytes) -> tuple[int, dict[str, str]]:
    """The status and the headers of an answer.

    Raises:
        ConnectionError: if it is no answer of HTTP/1.1.
    """
    if not (found := _STATUS.match(head)):
        raise ConnectionError(f"no answer of HTTP/1.1: {head[:80]!r}")
    lines = head.decode("latin-1").split("\r\n")[1:]
    pairs = (line.partition(":") for line in lines if line)
    return int(found[1]), {name.lower(): value.strip() for name, _, value in pairs}


async def _body(reader: asyncio.StreamReader, status: int, fields: dict[str, str]) -> bytes:
    if status in (204, 304):
        return b""
    if fields.get("transfer-encoding") == "chunked":
        parts = []
        while size := int((await reader.readline()).split(b";")[0], 16):
            parts.append(await reader.readexactly(size))
            await reader.readexactly(2)
        await reader.readline()
        return b"".join(parts)
    return await reader.readexactly(int(fields.get("content-length", 0)))

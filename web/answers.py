"""What the plain addresses answer, asked in this process: for whoever keeps a copy of the site."""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from starlette.routing import Router
from starlette.types import Message

from web import files, paths


@dataclass(frozen=True)
class Answer:
    """What an address answers: a status as HTTP counts them, and the content."""

    address: str
    status: int
    content: bytes


# As ``app.py`` puts them together, without the pages: those are Streamlit's.
_PLAIN = Router([*paths.ROUTES, *files.ROUTES])


def answers(addresses: Iterable[str]) -> Iterator[Answer]:
    """What each of these answers; they begin with a slash, as ``/capex.html?lang=en``."""
    # One loop for all of them: what bounds the work at once belongs to a loop.
    with asyncio.Runner() as runner:
        for address in addresses:
            yield runner.run(_answer(address))


async def _answer(address: str) -> Answer:
    path, _, query = address.partition("?")
    scope = {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "http_version": "1.1",
        "path": path,
        "root_path": "",
        "query_string": query.encode(),
        "headers": [],
    }
    status, content = 0, b""

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        nonlocal status, content
        status = message.get("status", status)
        content += message.get("body", b"")

    await _PLAIN(scope, receive, send)
    return Answer(address, status, content)

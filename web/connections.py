"""Connections: a small answer leaves at once, and nobody keeps one without asking for something.

Streamlit builds uvicorn's server by itself and leaves no place to say how it treats a
connection. Two things are missing there. Answers of a few hundred bytes wait 40 ms for
the reader's acknowledgement of the packet before, because ``TCP_NODELAY`` is not set:
asyncio sets it only on sockets made with the protocol's number, and Streamlit's is not.
And a request whose head never ends is waited for without an end.
"""

import asyncio
import signal
import socket

import uvicorn

from web.keeping import NOT_KEPT
from web.protection import ALWAYS

# How long somebody may take to send the head of a request: longer than the slowest
# line needs for a few hundred bytes.
SECONDS_FOR_A_HEAD = 10

_TOO_SLOW = f"The request did not arrive whole within {SECONDS_FOR_A_HEAD} seconds.\n"


def attend() -> None:
    """Have the server of this process treat its connections so; one that is not uvicorn's stays.

    To be called while the application starts: uvicorn opens its doors after that, and
    asks its configuration at every connection how to treat it.
    """
    if (server := _serving()) is not None:
        server.config.http_protocol_class = attentive(server.config.http_protocol_class)


def _serving() -> uvicorn.Server | None:
    """The server that runs this application: whoever is told when the process is to stop."""
    told = getattr(signal.getsignal(signal.SIGTERM), "__self__", None)
    return told if isinstance(told, uvicorn.Server) else None


def _refusal(status: str, text: str) -> bytes:
    """An answer to what is no request, so that no application is asked."""
    headers = {
        "connection": "close",
        "content-type": "text/plain; charset=utf-8",
        "content-length": len(text),
        "content-security-policy": "default-src 'none'",
        **NOT_KEPT,
        **ALWAYS,
    }
    named = "".join(f"{name.lower()}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status}\r\n{named}\r\n{text}".encode()


def attentive(protocol: type[asyncio.Protocol]) -> type[asyncio.Protocol]:
    """One of uvicorn's protocols for HTTP/1.1, with what it lacks."""

    class Attentive(protocol):
        _deadline: asyncio.TimerHandle | None = None
        _has_begun = False

        def connection_made(self, transport: asyncio.Transport) -> None:
            super().connection_made(transport)
            connection = transport.get_extra_info("socket")
            if connection.family in (socket.AF_INET, socket.AF_INET6):
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._expect_a_head()

        def data_received(self, data: bytes) -> None:
            self._has_begun = True
            super().data_received(data)
            upgraded = self.transport.get_protocol() is not self
            if upgraded or (self.cycle is not None and not self.cycle.response_complete):
                self._expect_nothing()
            else:
                # The beginning of a head, or a body that nobody asked for.
                self._expect_a_head()

        def connection_lost(self, exc: Exception | None) -> None:
            self._expect_nothing()
            super().connection_lost(exc)

        def _expect_a_head(self) -> None:
            # More bytes do not put it off: whoever sends one a second would hold on for ever.
            if self._deadline is None:
                self._deadline = self.loop.call_later(SECONDS_FOR_A_HEAD, self._give_up)

        def _expect_nothing(self) -> None:
            if self._deadline is not None:
                self._deadline.cancel()
                self._deadline = None

        def _give_up(self) -> None:
            # Browsers open connections in advance; to one never used there is nothing to say.
            if self._has_begun and self.cycle is None:
                self.transport.write(_refusal("408 Request Timeout", _TOO_SLOW))
            self.transport.close()

        def send_400_response(self, msg: str) -> None:
            self.transport.write(_refusal("400 Bad Request", f"{msg}\n"))
            self.transport.close()

    return Attentive

"""The site goes by its own name, and pages of other sites cannot speak through a reader to it."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from tests import server
from tests.asking import ask
from web.hosts import may_speak
from web.site import SETTING

PUBLIC = "https://five.example.org"
FOREIGN = ["https://evil.example", "http://five.example.org.evil.example", "null", "file://", ""]


class Outside(BaseHTTPRequestHandler):
    """Stands for every other host: the server is told to reach them through here."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        time.sleep(3)
        self.send_error(504)

    do_CONNECT = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def public() -> Iterator[tuple[str, list[str]]]:
    """A server that knows its public address, and whom outside it has asked for something."""
    asked: list[str] = []
    outside = ThreadingHTTPServer(("127.0.0.1", 0), type("Noting", (Outside,), {"asked": asked}))
    threading.Thread(target=outside.serve_forever, daemon=True).start()
    through = f"http://127.0.0.1:{outside.server_address[1]}"
    with ExitStack() as stack:
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv(SETTING, PUBLIC)
            for name in ("http_proxy", "https_proxy"):
                environment.setenv(name, through)
                environment.delenv(name.upper(), raising=False)
            for name in ("no_proxy", "NO_PROXY"):
                environment.setenv(name, "127.0.0.1")
            running = stack.enter_context(server.running())
        yield running.address, asked
    outside.shutdown()


def status(site: str, path: str, host: str) -> int:
    return ask(site, path, host=host).status


async def handshake(site: str, origin: str | None, path: str = "/_stcore/stream") -> int:
    """The status of the answer to a websocket of a page of this origin; 101 is a welcome."""
    headers = {} if origin is None else {"Origin": origin}
    try:
        address = site.replace("http", "ws") + path
        async with connect(address, subprotocols=["streamlit"], additional_headers=headers):
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code


@pytest.mark.parametrize(
    "host", ["five.example.org", "FIVE.example.org:443", "localhost:1", "[::1]"]
)
@pytest.mark.parametrize("path", ["/", "/claim", "/api/figures.json", "/app/static/favicon.png"])
def test_the_site_answers_to_its_own_name(public, path, host):
    assert status(public[0], path, host) == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "xfive.example.org", "five.example.org.evil.example", "a b"]
)
@pytest.mark.parametrize("path", ["/", "/claim", "/api/figures.json", "/app/static/favicon.png"])
def test_the_site_does_not_answer_to_the_name_of_another(public, path, host):
    assert status(public[0], path, host) == 421


@pytest.mark.parametrize("path", ["/ready", "/_stcore/health", "/metrics"])
def test_whoever_runs_it_may_ask_how_it_is_by_the_number_of_the_machine(public, path):
    assert status(public[0], path, "10.0.0.7:8501") == 200


def test_without_a_public_address_it_answers_to_any_name(site):
    assert status(site, "/claim", "anything.example") == 200
    assert status(site, "/claim", "any thing<>") == 421


def test_pages_of_the_site_may_connect(public, site):
    for address, origin in (
        (public[0], PUBLIC),
        (public[0], public[0]),
        (site, site),
        (site, None),
    ):
        assert asyncio.run(handshake(address, origin)) == 101, origin


@pytest.mark.parametrize("origin", FOREIGN)
def test_pages_of_other_sites_may_not(public, site, origin):
    assert asyncio.run(handshake(public[0], origin)) == 403
    assert asyncio.run(handshake(site, origin)) == 403


def test_there_is_one_websocket_only(site):
    assert asyncio.run(handshake(site, site, "/app/static/x")) == 404
    assert asyncio.run(handshake(site, site, "/claim")) == 404


def test_websockets_from_elsewhere_hold_nobody_up_and_nobody_outside_is_asked(public):
    address, asked = public

    async def several() -> list[int]:
        origins = [f"https://{number}.evil.example" for number in range(5)]
        return await asyncio.gather(*(handshake(address, origin) for origin in origins))

    begin = time.monotonic()
    strangers = threading.Thread(target=lambda: asyncio.run(several()))
    strangers.start()
    while strangers.is_alive():
        assert status(address, "/ready", "localhost") == 200
    assert time.monotonic() - begin < 2
    assert asked == []


@pytest.mark.parametrize(
    ("origin", "host", "may"),
    [
        ("https://example.org", "example.org", True),
        ("https://example.org", "example.org:443", True),
        ("http://example.org:80", "example.org", True),
        ("https://Example.org", "example.org", True),
        ("http://localhost:3000", "127.0.0.1:8501", True),
        ("http://localhost:3000", "example.org", False),
        ("https://example.org:8443", "example.org", False),
        ("http://example.org.evil.example", "example.org", False),
        ("https://example.org@evil.example", "example.org", False),
        ("example.org", "example.org", False),
        ("", "", False),
    ],
)
def test_an_origin_is_the_host_that_was_asked_or_it_is_foreign(monkeypatch, origin, host, may):
    monkeypatch.delenv(SETTING, raising=False)
    assert may_speak(origin, host) is may

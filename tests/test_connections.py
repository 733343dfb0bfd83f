"""Nobody waits for a small answer, and nobody holds a connection without asking for something."""

import http.client
import socket
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest

from web.connections import SECONDS_FOR_A_HEAD

# What a delayed acknowledgement costs is 40 ms; an answer takes one or two.
_SOON = 0.02
_ANSWERS = 30

# A request that is never finished, by where it stops; and what the server says to it.
HALF_SENT = {
    "nothing at all": b"",
    "in the first line": b"GET /rea",
    "in the head": b"GET /ready HTTP/1.1\r\nHost: localhost\r\nX-Long: ",
    "before a websocket": b"GET /_stcore/stream HTTP/1.1\r\nHost: localhost\r\nUpgrade: websoc",
    "in the second request": b"GET /ready HTTP/1.1\r\nHost: localhost\r\n\r\nGET /rea",
    "in a body": b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nx",
    "in a body to a page": b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nx",
}


def test_an_answer_on_a_connection_in_use_does_not_wait(site):
    connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=20)
    taken = []
    for _ in range(_ANSWERS):
        begin = time.perf_counter()
        connection.request("GET", "/ready")
        connection.getresponse().read()
        taken.append(time.perf_counter() - begin)
    connection.close()
    assert statistics.median(taken) < _SOON


def held(site: str, sent: bytes, dripping: bool) -> tuple[float, bytes]:
    """How many seconds the server holds such a connection, and what it says in the end."""
    place, told = urlsplit(site), b""
    with socket.create_connection((place.hostname, place.port), timeout=30) as connection:
        begin = time.monotonic()
        connection.sendall(sent)
        connection.settimeout(0.5)
        while time.monotonic() - begin < 3 * SECONDS_FOR_A_HEAD:
            try:
                if dripping:
                    connection.sendall(b"x")
                received = connection.recv(65536)
            except TimeoutError:
                continue
            except OSError:
                break
            told += received
            if not received:
                break
        return time.monotonic() - begin, told


@pytest.mark.parametrize("sent", [b"\x16\x03\x01 is no request\r\n\r\n", HALF_SENT["in the head"]])
def test_what_is_no_request_is_refused_with_all_headers(site, sent):
    _, told = held(site, sent, dripping=False)
    head, _, text = told.decode().partition("\r\n\r\n")
    first, *fields = head.split("\r\n")
    headers = {name: value for name, _, value in (each.partition(": ") for each in fields)}
    assert first.split()[1] in ("400", "408") and len(text) == int(headers["content-length"]) < 100
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"] == "default-src 'none'"
    assert headers["cache-control"] == "no-store" and "permissions-policy" in headers


def test_a_request_that_is_not_finished_in_time_is_let_go_however_it_is_sent(site):
    tries = [(stop, dripping) for stop in HALF_SENT for dripping in (False, True)]
    tries.remove(("nothing at all", True))  # dripping, that is something
    with ThreadPoolExecutor(len(tries)) as threads:
        waiting = {each: threads.submit(held, site, HALF_SENT[each[0]], each[1]) for each in tries}
        found = {each: waiting[each].result() for each in tries}
    assert max(seconds for seconds, _ in found.values()) < 2 * SECONDS_FOR_A_HEAD
    _, told = found["in the head", False]
    assert told.startswith(b"HTTP/1.1 408 ") and b"within 10 seconds" in told
    assert found["nothing at all", False][1] == b"", "browsers open connections in advance"


@pytest.mark.parametrize("pause", [SECONDS_FOR_A_HEAD / 4])
def test_a_slow_request_that_arrives_in_time_is_answered(site, pause):
    place = urlsplit(site)
    with socket.create_connection((place.hostname, place.port), timeout=30) as connection:
        for part in (
            b"GET /ready HTTP/1.1\r\n",
            b"Host: localhost\r\n",
            b"Connection: close\r\n\r\n",
        ):
            time.sleep(pause)
            connection.sendall(part)
        assert connection.makefile("rb").read().endswith(b"ready")

"""Doors that nobody uses are shut: nothing is taken in, and nothing is told that no page needs."""

import http.client
import json
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit

import psutil
import pytest

from tests import server
from tests.server import ROOT
from web.doors import OPEN, SHUT, is_shut

WRITING = ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")
# Whatever can be turned on from outside is on: what is shut stays shut all the same.
TURNED_ON = {
    "server.scriptHealthCheckEnabled": "true",
    "server.enableAgentApi": "true",
    "server.maxUploadSize": "200",
}
# Other ways to write an address below a shut door.
ALSO = (
    "//_stcore/metrics",
    "/%5fstcore/metrics",
    "/_stcore%2fmetrics",
    "/claim/_stcore/metrics",
    "/claim/_stcore/upload_file/x/1",
    "/x/../_stcore/metrics",
    "/_stcore/metrics/",
    "/_stcore/metrics?x=/_stcore/health",
    "/_stcore/health/../metrics",
    "/_stcore/whatever-comes-next",
    "/_stcore/health/x",
    "/component",
    "/auth/",
)

_ROUTES = """
import json, sys
from streamlit import config
for name, value in json.loads(sys.argv[1]).items():
    config.set_option(name, value == "true" if value in ("true", "false") else int(value))
import app
whole = app.app._build_starlette_app()
ours = {id(route) for route in app.app._user_routes}
streamlits = [route for route in whole.routes if id(route) not in ours]
print(json.dumps([len(ours), [[type(it).__name__, it.path] for it in streamlits]]))
"""


@pytest.fixture(scope="module")
def doors() -> list[str]:
    """The path of everything that Streamlit's own server answers, as it stands in its table."""
    asked = subprocess.run(
        [sys.executable, "-c", _ROUTES, json.dumps(TURNED_ON)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    ours, streamlits = json.loads(asked.stdout.splitlines()[-1])
    assert ours > 50, "or what is ours was taken for Streamlit's"
    # A kind of door that nobody has looked at yet.
    assert {kind for kind, _ in streamlits} == {"Route", "WebSocketRoute", "Mount"}
    return sorted({path for _, path in streamlits})


@pytest.fixture(scope="module")
def turned_on() -> Iterator[str]:
    options = [f"--{name}={value}" for name, value in TURNED_ON.items()]
    with server.running(options=options) as running:
        yield running.address


def ask(site: str, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=20)
    connection.request(method, path, body=body or None, headers=headers)
    answer = connection.getresponse()
    told = answer.status, answer.read().decode()
    connection.close()
    return told


def test_of_every_door_that_streamlit_has_somebody_has_decided_whether_it_is_open(doors):
    assert set(OPEN) & set(SHUT) == set()
    assert set(doors) == set(OPEN) | set(SHUT)


def test_of_streamlits_doors_only_those_are_open_that_a_page_uses(doors):
    # The websocket is one for whoever shakes hands, and nothing for who only asks.
    assert {door for door in doors if not is_shut(door)} == set(OPEN) - {"/_stcore/stream"}


def test_behind_a_shut_door_there_is_nothing_however_one_asks(turned_on):
    for door in (*SHUT, *ALSO):
        path = door.replace("{", "").replace("}", "").replace(":path", "")
        for method in ("GET", "HEAD", *WRITING):
            assert ask(turned_on, method, path)[0] == 404, (method, path)


def test_an_open_door_is_open_only_to_be_read(turned_on):
    for door in set(OPEN) - {"/_stcore/stream"}:
        path = door.replace("{path:path}", "style.css").replace("{file_id:path}", "x.png")
        for method in WRITING:
            assert ask(turned_on, method, path or "/index.html")[0] == 405, (method, path)
    assert ask(turned_on, "GET", "/_stcore/health") == (200, "ok")
    assert ask(turned_on, "GET", "/_stcore/host-config")[0] == 200
    for method in ("GET", *WRITING):
        assert ask(turned_on, method, "/_stcore/stream")[0] == 404, method
    for name in ("x.png", "", "../app.py", "%2e%2e/app.py"):
        assert ask(turned_on, "GET", f"/media/{name}")[0] in (400, 404), name


@pytest.mark.parametrize("method", WRITING)
@pytest.mark.parametrize("path", ["/", "/claim", "/api/figures.json", "/_stcore/health", "/none"])
def test_everything_can_only_be_read(site, method, path):
    status, told = ask(site, method, path)
    assert status == 405
    assert "GET" in told and len(told) < 100


def test_a_body_is_refused_before_it_is_read(site):
    status, told = ask(site, "GET", "/claim", body=b"x" * 100_000)
    assert (status, told) == (413, "Nothing here takes a body of this length.\n")
    assert ask(site, "GET", "/claim", body=b"x")[0] == 200


def test_a_body_without_a_length_is_refused(site):
    status, _ = ask(site, "GET", "/claim", **{"Transfer-Encoding": "chunked"})
    assert status == 413


def test_files_that_are_sent_are_not_kept():
    with server.running() as fresh:
        process = psutil.Process(fresh.process)
        before = process.memory_info().rss
        for number in range(5):
            path = f"/_stcore/upload_file/session/{number}"
            assert ask(fresh.address, "PUT", path, body=bytes(40_000_000))[0] == 404
        assert process.memory_info().rss - before < 40_000_000


@pytest.mark.parametrize(
    "target", ["*", "claim", "//claim", "http://example.org/claim", "/%00", "/%ff"]
)
@pytest.mark.parametrize("method", ["GET", "OPTIONS", "CONNECT"])
def test_an_odd_target_is_no_fault_of_the_server(site, method, target):
    connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=20)
    connection.putrequest(method, target)
    connection.endheaders()
    assert connection.getresponse().status < 500
    connection.close()

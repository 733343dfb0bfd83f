"""Doors that nobody uses are shut: nothing is taken in, and nothing is told that no page needs."""

import http.client
import json
import subprocess
import sys
from urllib.parse import urlsplit

import psutil
import pytest

from tests import server
from tests.server import ROOT
from web.doors import is_shut

WRITING = ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")
# Of what Streamlit answers by itself, all that is open; its websocket is none of these.
OPEN = {"/_stcore/health", "/_stcore/host-config", "/media/{file_id:path}"}

_ROUTES = """
import json
from streamlit.runtime import Runtime
from streamlit.web.server.starlette.starlette_app import create_streamlit_routes
import app
runtime = app.app._create_runtime()
print(json.dumps([route.path for route in create_streamlit_routes(runtime)]))
"""


@pytest.fixture(scope="module")
def doors() -> list[str]:
    """The path of everything that Streamlit answers, below which addresses it does."""
    asked = subprocess.run(
        [sys.executable, "-c", _ROUTES], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return sorted(set(json.loads(asked.stdout.splitlines()[-1])))


def ask(site: str, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=20)
    connection.request(method, path, body=body or None, headers=headers)
    answer = connection.getresponse()
    told = answer.status, answer.read().decode()
    connection.close()
    return told


def test_of_streamlits_doors_only_those_are_open_that_a_page_uses(doors):
    # The files of its own pages and ours; whether one may read them is no question.
    files = {"", "/app/static/{path:path}"}
    assert {door for door in doors if not is_shut(door)} - files == OPEN
    assert len(doors) > len(OPEN) + len(files), "or nothing was looked at"


def test_behind_a_shut_door_there_is_nothing_however_one_asks(doors, site):
    shut = [door for door in doors if is_shut(door)]
    for door in shut:
        path = door.replace("{", "").replace("}", "").replace(":path", "")
        for method in ("GET", "HEAD", *WRITING):
            assert ask(site, method, path)[0] == 404, (method, path)


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

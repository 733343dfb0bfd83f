"""A real server says what happens, in JSON where that is asked for, and nothing of its readers."""

import asyncio
import json
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import server
from tests.asking import ask
from tests.metrics import moved
from tests.wire import connected
from web import events

# What no line may hold: numbers and words of links, and where they came from.
QUERY = "pue=1.31459&giraffe=okapi&rental_rate=x&lang=en"
NEVER = ("1.31459", "giraffe", "okapi", "203.0.113.77", "lang=en", "?", "127.0.0.1")
FAILING_PAGE = """
from elements import medium

if medium.link().changes.get("pue") == 1.31459:
    raise ValueError(f"no page with {medium.link()}")
"""
FAILING_ADDRESS = """
    if request.query_params.get("pue") == "1.31459":
        raise ValueError(request.url)
    given = request"""


@pytest.fixture(scope="module")
def running(tmp_path_factory) -> Iterator[server.Server]:
    """A server that logs in JSON, one page and one address of which fail for one link."""
    tree = tmp_path_factory.mktemp("site")
    server.copied_to(tree)
    for file, end, failing in (
        ("pages/capex.py", 'blocks.left_out("capex")', FAILING_PAGE + 'blocks.left_out("capex")'),
        ("web/figures.py", "\n    given = request", FAILING_ADDRESS),
    ):
        path = tree / Path(file)
        text = path.read_text()
        assert text.count(end) == 1
        path.write_text(text.replace(end, failing))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(events.SETTING, "json")
        with server.running(folder=tree) as running:
            yield running


def lines(said: str) -> list[dict]:
    """What was logged; what Streamlit greets with on its other output is no log."""
    return [json.loads(line) for line in said.splitlines() if line.startswith("{")]


def test_what_happens_is_logged_and_nothing_of_who_it_happens_to(running):
    site = running.address

    async def read() -> None:
        reader = await connected(site, "capex", QUERY)
        await reader.open()
        await reader.close()

    before = running.said()
    with moved(site) as found:
        for path in ("/claim", "/capex.md", "/okapi", "/api/v1/figures.json", "/giraffe.md"):
            ask(site, f"{path}?{QUERY}", x_forwarded_for="203.0.113.77", referer=f"/x?{QUERY}")
        asyncio.run(read())
    assert found['explainer_failures_total{where="page"}'] == 1
    assert found['explainer_failures_total{where="address"}'] == 2
    assert found['explainer_answers_total{kind="figures",status="500"}'] == 1
    said = running.said().removeprefix(before)
    assert all(line.startswith("{") for line in said.splitlines())
    assert not [word for word in NEVER if word in said]
    told = lines(said)
    refused = [(each["kind"], each["status"]) for each in told if each["event"] == "refused"]
    assert {("elsewhere", 404), ("figures", 500)} <= {*refused}
    [page] = [each for each in told if each.get("where") == "page"]
    assert (page["event"], page["page"], page["error"]) == ("failed", "capex", "ValueError")
    assert any(place.startswith("pages/capex.py, line ") for place in page["at"])
    addresses = [each for each in told if each.get("where") == "figures"]
    assert [each["error"] for each in addresses] == ["ValueError"]
    assert addresses[0]["at"][-1].startswith("web/figures.py, line ")


def test_an_address_that_fails_answers_in_a_sentence_with_all_headers(running):
    for method in ("GET", "HEAD"):
        answer = ask(running.address, f"/api/v1/figures.json?{QUERY}", method)
        assert answer.status == 500
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'self'" in answer.headers["content-security-policy"]
        assert answer.headers["cache-control"] == "no-store"
        assert "okapi" not in answer.text and len(answer.text) < 100


def test_start_ready_and_stop_are_told(running):
    told = lines(running.said())
    names = [each["event"] for each in told]
    assert names.index("start") < names.index("ready")
    [ready] = [each for each in told if each["event"] == "ready"]
    assert 0 < ready["seconds"] < 120 and ready["level"] == "info"
    os.kill(running.process, signal.SIGTERM)
    deadline = time.monotonic() + 10
    while lines(running.said())[-1]["event"] != "stop":
        assert time.monotonic() < deadline, running.said()
        time.sleep(0.1)

"""Every address there is says what may be kept of it, and a proxy that keeps it needs no server."""

import os
import re
import signal
import time
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from content import LANGUAGES, PAGES, path_of
from tests import keeping_proxy, server
from tests.asking import Answer, ask, said
from tests.metrics import moved
from tests.test_keeping import rules_of, varies
from web import classrooms, metrics, previews
from web.files import FILES
from web.paths import ROUTES

SCENARIO = "rental_rate=3&lang=id"
# Something that stands at each place of a path.
PLACES = {
    "id": "ladder",
    "ending": "zip",
    "page": "capex",
    "name": "capital-wide",
    "form": "bib",
    "code": "en",
    "assumption": "pue",
}
# What an address needs beside the link.
BESIDE = {
    "/previews/pue.json": "&show=number.tco",
    "/chart/ladder.zip": "&width=480&scale=1",
    "/oembed": "&url=" + quote("http://localhost/claim?lang=id"),
}
PLACED = {
    re.sub(r"{(\w+)(:\w+)?}", lambda place: PLACES.get(place[1], "7"), route.path): route
    for route in (*ROUTES, *previews.ROUTES)
}
OF_A_CLASS = {path for path, route in PLACED.items() if route in classrooms.ROUTES}
# Another answer each time: what a class says, what is measured, and whether the site is ready.
LIVE = {*OF_A_CLASS, metrics.PATH, "/ready", "/_stcore/health", "/_stcore/host-config"}
# Where a picture of earlier links stands now.
MOVED = {"/app/static/card-en.png"}
DOCUMENTS = {f"/{path_of(page)}" for page in PAGES}
# In no language: figures, what robots and browsers ask for, and scripts.
WITHOUT_WORDS = {
    *("/api/figures.json", "/api/v1/figures.json", "/api/v1/schema.json"),
    *("/robots.txt", "/sitemap.xml", "/embed.js"),
    *("/favicon.ico", "/favicon.png", "/apple-touch-icon.png"),
    "/apple-touch-icon-precomposed.png",
}
KEPT = sorted({*DOCUMENTS, *PLACED} - LIVE - MOVED)
ASKED_ALIKE = {"host": "localhost", "accept_encoding": "gzip"}


def with_link(path: str, query: str = SCENARIO) -> str:
    return f"{path}?{query}{BESIDE.get(path, '')}"


def test_all_kinds_of_addresses_are_among_them():
    assert len(KEPT) > 3 * len(PAGES)
    assert {"/scenario.xlsx", "/card/capex.png", "/kit/lesson.html", "/embed/ladder"} <= {*KEPT}
    assert {*PLACED} >= WITHOUT_WORDS and "/rooms" in OF_A_CLASS


def holds(site: str, address: str, *, varying: set[str]) -> Answer:
    """Hold of an answer that all may keep everything a proxy needs to know of it."""
    whole = ask(site, address, **ASKED_ALIKE)
    assert whole.status == 200, address
    rules = rules_of(whole.headers)
    ages = [int(rule.partition("=")[2]) for rule in rules if rule.startswith(("max-", "s-max"))]
    assert "public" in rules and max(ages) >= 60, (address, rules)
    assert "set-cookie" not in whole.headers
    assert len(whole.headers.get_all("vary")) == 1
    assert sorted(whole.headers["vary"].lower().split(", ")) == sorted(varying), address
    tag = whole.headers["etag"]
    again = ask(site, address, **ASKED_ALIKE, if_none_match=tag)
    assert (again.status, again.body) == (304, b""), address
    for name in ("etag", "cache-control", "vary", "content-security-policy"):
        assert again.headers[name] == whole.headers[name], (address, name)
    head = ask(site, address, "HEAD", **ASKED_ALIKE)
    assert (head.status, head.body, said(head)) == (200, b"", said(whole)), address
    assert ask(site, address, **ASKED_ALIKE).body == whole.body, address
    return whole


@pytest.mark.parametrize("path", KEPT)
def test_whoever_keeps_an_answer_is_told_for_how_long_and_by_what_it_differs(site, path):
    holds(site, with_link(path), varying={"accept-encoding"})
    language = set() if path in WITHOUT_WORDS else {"accept-language"}
    # Whether it speaks the reader's language where none is named, its words say.
    named = BESIDE.get(path, "").replace("lang%3Did", "")
    whole = ask(site, f"{path}?rental_rate=3{named}", **ASKED_ALIKE)
    assert varies(whole.headers) == {"accept-encoding", *language}, path


@pytest.mark.parametrize("path", sorted(LIVE))
def test_what_is_another_thing_each_time_is_kept_by_nobody(site, path):
    rules = rules_of(ask(site, path).headers)
    assert rules & {"no-store", "no-cache"} and not rules & {"public"}, path


@pytest.mark.parametrize(
    "address",
    [
        "/nothing",
        "/charts/capex/nothing-wide.svg",
        "/previews/nothing.json",
        "/previews/pue.json?show=nothing",
        "/embed/nothing",
        "/chart/nothing.png",
        "/api/figures.json?rental_rate=x",
        "/kit/lesson.html?size=x",
        "/cite/claim.bib?rental_rate=x",
        "/oembed",
        "/app/static/nothing.css",
        "/media/nothing",
        "/component/nothing",
    ],
)
def test_what_is_refused_today_may_be_answered_tomorrow(site, address):
    answer = ask(site, address)
    assert answer.status >= 400
    assert rules_of(answer.headers) == {"no-store"}
    assert "etag" not in answer.headers


@pytest.mark.parametrize("address", [*sorted(MOVED), "/Claim?rental_rate=3", "/index.html"])
def test_where_something_stands_now_may_be_kept_too(site, address):
    answer = ask(site, address)
    assert answer.status == 308 and "public" in rules_of(answer.headers)


def test_every_file_that_a_document_names_may_be_kept_for_a_year(site):
    named = {
        found
        for path in (
            *DOCUMENTS,
            "/capex.html",
            "/kit/lesson.html",
            "/embed/ladder",
            "/rooms",
            "/no",
        )
        for found in re.findall(r'(?:app/)?static/[^"\')\s<>]+', ask(site, with_link(path)).text)
    }
    ours = {each for each in named if each.startswith("app/")}
    assert len(ours) > 5 and len(named - ours) > 2
    # What files name in turn.
    ours |= {
        f"app/static/{found}"
        for each in ours
        if ".css" in each
        for found in re.findall(
            r'url\("([^":]+)"\)', FILES[each[11:].partition("?")[0]].content.decode()
        )
    }
    assert any("woff2" in each for each in ours)
    for each in sorted(named | ours):
        whole = holds(site, f"/{each}", varying={"accept-encoding"})
        assert {"immutable", "max-age=31536000"} <= rules_of(whole.headers), each


@pytest.mark.parametrize("path", ["/capex", "/capex.md", "/scenario.xlsx", "/nothing"])
def test_a_language_that_is_none_is_none_that_was_named(site, path):
    answers = [ask(site, f"{path}?lang=xx", accept_language=code) for code in LANGUAGES]
    for answer in answers:
        assert answer.status == 400 or "accept-language" in varies(answer.headers)


# ---- behind a proxy that keeps ----


@pytest.fixture(scope="module")
def behind() -> Iterator[tuple[server.Server, str, str]]:
    """A server of its own, a proxy before it, and one to which everything is soon old."""
    with (
        server.running() as running,
        keeping_proxy.running(running.address) as front,
        keeping_proxy.running(running.address, fresh_for=1) as forgetful,
    ):
        yield running, front, forgetful


def through(front: str, path: str, **headers: str) -> tuple[str, Answer]:
    """What the proxy says of how it came by an answer, and that."""
    answer = ask(front, with_link(path), **ASKED_ALIKE, **headers)
    return answer.headers["x-cache-status"], answer


@pytest.fixture(scope="module")
def addresses(behind) -> list[str]:
    """All that may be kept, and the files that a page names."""
    page = ask(behind[0].address, "/capex?lang=en").text
    files = re.findall(r'"\./((?:app/)?static/[^"]+\.(?:js|css)[^"]*)"', page)
    assert len(files) > 5
    return [*KEPT, *(f"/{each}" for each in files if "?" not in each)]


def test_a_proxy_answers_a_second_time_without_the_application_and_also_without_any(
    site, behind, addresses
):
    running, front, forgetful = behind
    first = {path: through(front, path) for path in addresses}
    for path in addresses:
        through(forgetful, path)
    assert {how for how, _ in first.values()} == {"MISS"}
    with moved(running.address) as asked:
        second = {path: through(front, path) for path in addresses}
    assert {path for path, (how, _) in second.items() if how != "HIT"} == set()
    assert asked == {}
    for path, (_, answer) in second.items():
        assert answer.status == 200 and answer.body == first[path][1].body
        # A second replica answers with the same, down to the tag: either may be asked again.
        assert ask(site, with_link(path), **ASKED_ALIKE).headers["etag"] == answer.headers["etag"]
        known = ask(front, with_link(path), **ASKED_ALIKE, if_none_match=answer.headers["etag"])
        assert (known.status, known.headers["x-cache-status"]) == (304, "HIT")
    with moved(running.address) as asked:
        for code in ("en", "id"):
            for _ in range(2):
                answer = ask(front, "/capex.md", **ASKED_ALIKE, accept_language=code)
                assert answer.headers["content-language"] == code
    assert asked['explainer_answers_total{kind="paper",status="200"}'] == 2
    for path in LIVE - {metrics.PATH}:
        assert ask(front, path, host="localhost").headers["x-cache-status"] != "HIT"
    # Nobody is told through a proxy what is measured, whether that knows of it or not.
    assert ask(front, metrics.PATH, host="localhost").status == 404
    os.kill(running.process, signal.SIGKILL)
    time.sleep(1.5)
    for path in addresses:
        how, answer = through(front, path)
        assert (how, answer.status, answer.body) == ("HIT", 200, first[path][1].body), path
        how, answer = through(forgetful, path)
        assert (how, answer.status, answer.body) == ("STALE", 200, first[path][1].body), path
        for name in ("content-security-policy", "x-content-type-options", "referrer-policy"):
            assert answer.headers[name] == first[path][1].headers[name]

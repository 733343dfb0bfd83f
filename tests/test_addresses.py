"""What stands beside the story: JSON, robots, site map, readiness."""

import asyncio
import json
import re
import xml.etree.ElementTree as ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

import costmodel
from content import LANGUAGES, PAGES, path_of
from exports import VERSION
from tests.asking import ask, same_as_get
from web.addresses import ROUTES
from web.methods import Methods

# What can stand in a header at all; the server itself refuses control characters.
HEADER_TEXT = some.text(
    some.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=60
)


@pytest.mark.parametrize(
    "query", ["", "?gpu_count_a100=0&rental_rate=3", f"?years_owned=6&lang=id&v={VERSION}"]
)
def test_the_json_address_says_what_the_cost_module_says(site, query):
    answer = ask(site, f"/api/figures.json{query}")
    changes = {
        id: float(value)
        for id, value in re.findall(r"(\w+)=([\d.]+)", query)
        if id in costmodel.ASSUMPTIONS
    }
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/json"
    assert json.loads(answer.text) == costmodel.without_dust(costmodel.report(changes))


def test_what_the_json_address_cannot_use_it_names_all_at_once(site):
    answer = ask(site, "/api/figures.json?rental_rate=99&gpu_cuont_h20=1&pue=x&tco=1")
    assert answer.status == 400
    errors = {error["id"]: error["reason"] for error in json.loads(answer.text)["errors"]}
    assert errors == {
        "rental_rate": "out_of_range",
        "gpu_cuont_h20": "unknown",
        "pue": "not_a_number",
        "tco": "figure",
    }


@pytest.mark.parametrize(
    ("query", "status"), [("", 200), ("?rental_rate=3", 200), ("?bogus=1", 400)]
)
def test_any_page_may_ask_for_the_figures_and_is_told_its_faults_too(site, query, status):
    answer = ask(site, f"/api/figures.json{query}", origin="https://example.org")
    assert (answer.status, answer.headers["access-control-allow-origin"]) == (status, "*")
    assert "access-control-allow-credentials" not in answer.headers


def test_a_figure_that_is_not_defined_is_null(site):
    none = "&".join(f"{id}=0" for id in costmodel.ASSUMPTIONS if id.startswith("gpu_count_"))
    answer = ask(site, f"/api/figures.json?{none}")
    assert json.loads(answer.text)["figures"]["run_share_of_fleet"] == {
        "value": None,
        "unit": "share",
    }


def test_robots_are_shown_the_site_map(site):
    answer = ask(site, "/robots.txt")
    assert answer.status == 200 and answer.headers["content-type"].startswith("text/plain")
    assert f"Sitemap: {site}/sitemap.xml" in answer.text


def test_the_site_map_holds_every_page_in_every_language(site):
    answer = ask(site, "/sitemap.xml")
    found = {
        each.text
        for each in ElementTree.fromstring(answer.text).iter()
        if each.tag.endswith("}loc")
    }
    assert found == {f"{site}/{path_of(page)}?lang={code}" for page in PAGES for code in LANGUAGES}


def test_a_host_can_ask_whether_it_is_ready(site):
    answer = ask(site, "/ready")
    assert (answer.status, answer.text) == (200, "ready")


def test_unless_the_sites_address_is_known_there_is_no_site_map_and_none_is_named(site):
    answer = ask(site, "/sitemap.xml", host="example.org")
    assert answer.status == 503 and "SITE_ADDRESS" in answer.text
    assert "example.org" not in answer.text
    robots = ask(site, "/robots.txt", host="example.org")
    assert robots.status == 200 and "Sitemap" not in robots.text


@given(claimed=HEADER_TEXT)
@settings(derandomize=True, database=None, deadline=None, max_examples=40)
def test_whatever_a_request_claims_the_site_map_is_xml_and_leads_nowhere_else(site, claimed):
    answer = ask(site, "/sitemap.xml", x_forwarded_host=claimed, x_forwarded_proto=claimed)
    assert answer.status == 200
    addresses = {each.text for each in ElementTree.fromstring(answer.text).iter()} - {None}
    assert {each for each in addresses if each.strip() and not each.startswith(f"{site}/")} == set()
    assert ask(site, "/sitemap.xml", host=claimed).status in (400, 421, 503)


READ = [route.path for route in ROUTES]


@pytest.mark.parametrize("path", READ)
def test_head_says_what_get_says(site, path):
    same_as_get(site, path)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("path", [*READ, "/claim", "/", "/no-such-page", "/Claim"])
def test_nothing_of_ours_takes_anything_but_reading(site, path, method):
    answer = ask(site, path, method)
    assert answer.status == 405
    assert answer.headers["allow"] == "GET, HEAD"


def test_the_answer_to_head_has_no_body_whatever_server_it_is_given_to():
    sent = []

    async def app(scope, _receive, send) -> None:
        assert scope["method"] == "GET"
        await send({"type": "http.response.start", "status": 200, "headers": [(b"x", b"y")]})
        await send({"type": "http.response.body", "body": b"one", "more_body": True})
        await send({"type": "http.response.body", "body": b"two"})

    async def send(message) -> None:
        sent.append(message)

    asyncio.run(Methods(app)({"type": "http", "method": "HEAD"}, None, send))
    assert sent[0] == {"type": "http.response.start", "status": 200, "headers": [(b"x", b"y")]}
    assert b"".join(each.get("body", b"") for each in sent[1:]) == b""
    assert not sent[-1].get("more_body")

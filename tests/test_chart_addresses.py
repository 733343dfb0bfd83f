"""Charts to take away where they are served: by a real server, and under each chart of a page."""

import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page

from costmodel import Scenario
from exports import PACKAGES, Link, write
from tests.asking import ask, same_as_get
from tests.conftest import EVERY_LANGUAGE

CHANGED = {"rental_rate": 3.0, "gpu_count_h20": 20_000.0}


def test_the_server_answers_at_every_address(site):
    for ending, kind in (
        ("png", "image/png"),
        ("svg", "image/svg+xml"),
        ("csv", "text/csv; charset=utf-8"),
        ("json", "application/json"),
        ("zip", "application/zip"),
    ):
        address = f"/chart/capital.{ending}?{write(Link(changes=Scenario(CHANGED)))}&lang=id"
        reply = ask(site, address)
        assert reply.status == 200 and reply.headers["content-type"] == kind
        assert reply.headers["content-language"] == "id"
        assert reply.headers["cache-control"] == "public, max-age=300, stale-if-error=86400"
        assert f"capital-id.{ending}" in reply.headers["content-disposition"]
        tag = reply.headers["etag"]
        assert ask(site, address, if_none_match=tag).status == 304
        same_as_get(site, address)
    assert ask(site, "/chart/nothing.png").status == 404
    assert b"nothing" in ask(site, "/chart/nothing.png").body
    assert ask(site, "/chart/ladder.png?width=2").status == 400


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_under_each_chart_of_a_document_stand_the_ways_to_take_it_along(site, code):
    address = f"{site}/hardware?rental_rate=3&lang={code}"
    page = BeautifulSoup(ask(site, address.removeprefix(site)).text, "html.parser")
    offered = page.select("#paper .take")
    assert [each["data-id"] for each in offered] == ["evidence", "timeline"]
    for each in offered:
        *links, code_of_chart = each.select("a")
        assert [link.text.lower() for link in links] == list(PACKAGES)
        assert f"embed/{each['data-id']}/code?" in code_of_chart["href"]
        for link in links:
            there = urlsplit(urljoin(address, link["href"]))
            reply = ask(site, f"{there.path}?{there.query}")
            assert reply.status == 200 and reply.headers["content-language"] == code
            assert "rental_rate=3" in there.query


def test_the_ways_to_take_a_chart_along_follow_the_reader(site, page: Page):
    page.goto(f"{site}/claim?lang=id")
    link = page.locator("#root .take a", has_text="CSV")
    link.wait_for()
    slider = page.locator("#root input[type=range]").first
    slider.press("ArrowRight")
    page.wait_for_function(
        "document.querySelector('#root .take a').getAttribute('href').includes('rental_rate=')"
    )
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "rental-id.csv"
    assert urlsplit(page.url).path == "/claim", "the page stays"
    price = urlsplit(link.get_attribute("href")).query.partition("rental_rate=")[2].split("&")[0]
    table = download.value.path().read_text(encoding="utf-8-sig")
    assert f";{price.replace('.', ',')};" in table


def test_in_a_talk_nothing_is_taken_along(site, page: Page):
    page.goto(f"{site}/claim?present=1")
    page.locator(".presenting, [data-idea]").first.wait_for(state="attached")
    assert page.locator("#root .take").count() == 0


def test_while_many_pictures_are_made_others_are_answered(site):
    paths = [f"/chart/since.png?lang=en&width={width}" for width in range(600, 612)]
    with ThreadPoolExecutor(len(paths)) as pool:
        asked = [pool.submit(ask, site, path) for path in paths]
        quick = []
        while not all(each.done() for each in asked):
            began = time.monotonic()
            assert ask(site, "/ready").status == 200
            quick.append(time.monotonic() - began)
    assert {each.result().status for each in asked} == {200}
    assert len({each.result().body for each in asked}) == len(paths)
    assert len(quick) > 3 and max(quick) < 2, "nobody waits for pictures of others"

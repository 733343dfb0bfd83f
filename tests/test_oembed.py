"""Whoever pastes an address of ours where oEmbed is spoken gets the figure it is about."""

import json
from urllib.parse import parse_qsl, urlencode, urlsplit
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from starlette.requests import Request
from starlette.responses import Response

from content import LANGUAGES, PAGES, path_of
from elements.outline import charts
from exports import Link, embed_code
from paper import embedding
from tests.conftest import EVERY_LANGUAGE, telling
from web import oembed
from web.paths import is_plain
from web.site import SETTING

SITE = "https://example.org"


@pytest.fixture(autouse=True)
def known_address(monkeypatch) -> None:
    monkeypatch.setenv(SETTING, SITE)


def asked(url: str = "", **more: str) -> Response:
    query = urlencode({**({"url": url} if url else {}), **more})
    scope = {"type": "http", "method": "GET", "path": "/oembed", "query_string": query.encode()}
    return oembed.answer(Request({**scope, "headers": [(b"host", b"other.example")]}))


def told(url: str, **more: str) -> dict:
    answer = asked(url, **more)
    assert answer.status_code == 200, bytes(answer.body)
    assert answer.headers["content-type"] == "application/json"
    return json.loads(bytes(answer.body))


def address_in(html: str) -> tuple[str, dict[str, str]]:
    """The path of the frame in a piece of HTML, and its query."""
    parts = urlsplit(BeautifulSoup(html, "html.parser").iframe["src"])
    assert f"{parts.scheme}://{parts.netloc}" == SITE
    return parts.path, dict(parse_qsl(parts.query))


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
@pytest.mark.parametrize("id", ["tco", "ladder"])
def test_it_says_what_the_specification_asks_of_a_rich_answer(id, language):
    found = told(f"{SITE}/embed/{id}?lang={language}")
    frame = embedding.draw(id, Link(), language).frame(SITE)
    assert found == {
        "type": "rich",
        "version": "1.0",
        "title": frame.title,
        "provider_name": LANGUAGES[language].label("ui.title"),
        "provider_url": f"{SITE}/",
        "cache_age": 300,
        "width": 700,
        "height": frame.height,
        "html": embed_code(frame, 700, frame.height),
    }


def test_it_says_the_same_as_xml():
    url = f"{SITE}/capex?rental_rate=3&lang=id"
    answer = asked(url, format="xml")
    assert answer.headers["content-type"].startswith("text/xml")
    found = {each.tag: each.text for each in ElementTree.fromstring(bytes(answer.body))}
    assert found == {name: str(value) for name, value in told(url).items()}


# What each page is about; those without are shown whole.
ABOUT = {
    "start": "final_run_cost",
    "claim": "final_run_cost",
    "hardware": "fleet_gpus",
    "capex": "capex",
    "opex": "opex",
    "salaries": "staff_cost",
    "verdict": "tco_ratio",
    "doubts": "tco",
    "since": "v3_and_r1_cost",
    "take": "final_run_cost",
    "classroom": "tco_ratio",
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_gives_the_figure_it_is_about_with_its_scenario_else_itself(page):
    found = told(f"{SITE}/{path_of(page)}?rental_rate=3&lang=id&utm_source=x")
    path, query = address_in(found["html"])
    scenario = {"v": "2", "rental_rate": "3", "lang": "id"}
    if page in ABOUT:
        assert (path, query) == (f"/embed/{ABOUT[page]}", scenario)
        tell = telling("id", {"rental_rate": 3.0})
        assert tell.number(ABOUT[page], "precise,full") in found["title"]
    else:
        assert (path, query) == (f"/{path_of(page)}", {**scenario, "embed": "true"})
        assert found["title"] == LANGUAGES["id"].label(f"pages.{page}.question")


def test_what_a_reader_doubts_and_compares_is_what_the_page_is_about():
    path, _ = address_in(told(f"{SITE}/doubts?figure=r1_cost")["html"])
    assert path == "/embed/r1_cost"
    path, query = address_in(told(f"{SITE}/verdict?numerator=capex&lang=en")["html"])
    assert path == "/verdict" and query["embed"] == "true" and query["numerator"] == "capex"


def test_a_fixed_ground_is_kept():
    _, query = address_in(told(f"{SITE}/embed/tco?theme=dark&lang=en")["html"])
    assert query == {"theme": "dark", "lang": "en"}


def test_every_chart_and_figure_may_be_asked_for():
    for id in ("capex_h20", "tco_per_gpu_hour_a100", "since", "gap"):
        assert address_in(told(f"{SITE}/embed/{id}")["html"])[0] == f"/embed/{id}"
    assert {"since", "gap"} <= {*charts()}


def test_it_is_no_wider_and_no_higher_than_there_is_room_for():
    url = f"{SITE}/embed/tco?lang=en"
    usual = told(url)
    for width, height in ((320, 200), (700, usual["height"]), (5000, 5000)):
        found = told(url, maxwidth=str(width), maxheight=str(height))
        assert found["width"] == min(700, width)
        assert found["height"] == min(usual["height"], height)
        soup = BeautifulSoup(found["html"], "html.parser")
        assert soup.iframe["width"] == str(found["width"])
        assert soup.iframe["height"] == str(found["height"])
        # A script would make it higher than there is room for.
        assert bool(soup.script) == (height >= usual["height"])


# ---- what cannot be answered ----


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/capex",
        "https://example.org.example.com/capex",
        "https://example.org:8443/capex",
        "https://user@example.org/capex",
        f"{SITE}/nowhere",
        f"{SITE}/embed/tcoo",
        f"{SITE}/embed/",
        f"{SITE}/embed/tco/code",
        f"{SITE}/api/figures.json",
        "capex",
        "/capex",
        "javascript:alert(1)",
        "http://[::1",
        "\x00",
        "https://" + "a" * 5000,
    ],
)
def test_an_address_that_is_not_ours_is_answered_404_by_its_name(url):
    answer = asked(url)
    assert answer.status_code == 404
    assert "url" in bytes(answer.body).decode() and SITE in bytes(answer.body).decode()
    assert len(answer.body) < 300


@pytest.mark.parametrize(
    "url",
    [f"{SITE}/capex/", f"{SITE}/capex#tco", "http://example.org/capex", f"{SITE.upper()}/capex"],
)
def test_what_means_the_same_address_is_taken_for_it(url):
    assert address_in(told(url)["html"])[0] == "/embed/capex"


def test_the_first_page_needs_no_slash():
    for url in (SITE, f"{SITE}/", f"{SITE}?lang=en"):
        assert address_in(told(url)["html"])[0] == "/embed/final_run_cost"


@pytest.mark.parametrize("given", ["yaml", "JSONP", "x" * 5000])
def test_a_format_that_there_is_not_is_answered_501_by_its_name(given):
    answer = asked(f"{SITE}/capex", format=given)
    assert answer.status_code == 501
    text = bytes(answer.body).decode()
    assert text.startswith("format: ") and given[:5].lower() in text and "json, xml" in text
    assert len(text) < 300


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ({"maxwidth": "x"}, {"maxwidth": "not_a_number"}),
        (
            {"maxwidth": "1.5", "maxheight": "0"},
            {"maxwidth": "not_a_number", "maxheight": "out_of_range"},
        ),
        ({"maxheight": "-3"}, {"maxheight": "out_of_range"}),
        ({"maxwidth": "9" * 15}, {"maxwidth": "out_of_range"}),
        ({"maxwidth": "9" * 500}, {"maxwidth": "not_a_number"}),
    ],
)
def test_a_size_that_is_none_is_answered_400_by_its_name(more, named):
    answer = asked(f"{SITE}/capex", **more)
    assert answer.status_code == 400
    errors = json.loads(bytes(answer.body))["errors"]
    assert {each["id"]: each["reason"] for each in errors} == named


def test_without_an_address_it_says_that_one_is_missing():
    answer = asked()
    assert answer.status_code == 400
    assert json.loads(bytes(answer.body))["errors"][0]["id"] == "url"


def test_what_consumers_add_is_nobodys_fault():
    assert told(f"{SITE}/capex", dnt="1", callback="x")["type"] == "rich"


def test_without_a_known_address_of_the_site_nothing_is_ours_and_the_setting_is_named(monkeypatch):
    monkeypatch.delenv(SETTING)
    answer = asked("https://other.example/capex")
    assert answer.status_code == 503 and SETTING in bytes(answer.body).decode()


def test_any_page_may_ask_and_may_keep_the_answer():
    assert is_plain("/oembed")
    answer = asked(f"{SITE}/capex")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cache-control"] == "public, max-age=300, stale-if-error=86400"
    assert "Accept-Language" in answer.headers["vary"]

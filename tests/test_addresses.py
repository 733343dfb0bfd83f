"""What stands beside the story: JSON, robots, site map, readiness, and the document's head."""

import json
import re
import urllib.error
import urllib.request
import xml.etree.ElementTree as ElementTree
from html import unescape

import pytest

import costmodel
from content import LANGUAGES, PAGES, path_of
from tests.conftest import EVERY_LANGUAGE


def get(address: str, **headers: str) -> tuple[int, str, dict]:
    request = urllib.request.Request(address, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.read().decode(), dict(answer.headers)
    except urllib.error.HTTPError as answer:
        return answer.code, answer.read().decode(), dict(answer.headers)


def tags(html: str) -> dict[str, str]:
    found = re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)"', html)
    return {name: unescape(content) for name, content in found}


@pytest.mark.parametrize(
    "query", ["", "?gpu_count_a100=0&rental_rate=3", "?years_owned=6&lang=id&v=1"]
)
def test_the_json_address_says_what_the_cost_module_says(site, query):
    status, body, headers = get(f"{site}/api/figures.json{query}")
    changes = {
        id: float(value)
        for id, value in re.findall(r"(\w+)=([\d.]+)", query)
        if id in costmodel.ASSUMPTIONS
    }
    assert status == 200
    assert headers["content-type"] == "application/json"
    assert json.loads(body) == costmodel.report(changes)


def test_what_the_json_address_cannot_use_it_names_all_at_once(site):
    status, body, _ = get(f"{site}/api/figures.json?rental_rate=99&gpu_cuont_h20=1&pue=x&tco=1")
    assert status == 400
    errors = {error["id"]: error["reason"] for error in json.loads(body)["errors"]}
    assert errors == {
        "rental_rate": "out_of_range",
        "gpu_cuont_h20": "unknown",
        "pue": "not_a_number",
        "tco": "figure",
    }


def test_a_figure_that_is_not_defined_is_null(site):
    none = "&".join(f"{id}=0" for id in costmodel.ASSUMPTIONS if id.startswith("gpu_count_"))
    _, body, _ = get(f"{site}/api/figures.json?{none}")
    assert json.loads(body)["figures"]["run_share_of_fleet"] == {"value": None, "unit": "share"}


def test_robots_are_shown_the_site_map(site):
    status, body, headers = get(f"{site}/robots.txt")
    assert status == 200 and headers["content-type"].startswith("text/plain")
    assert f"Sitemap: {site}/sitemap.xml" in body


def test_the_site_map_holds_every_page_in_every_language(site):
    _, body, _ = get(f"{site}/sitemap.xml")
    found = {each.text for each in ElementTree.fromstring(body).iter() if each.tag.endswith("}loc")}
    assert found == {f"{site}/{path_of(page)}?lang={code}" for page in PAGES for code in LANGUAGES}


def test_a_host_can_ask_whether_it_is_ready(site):
    assert get(f"{site}/ready")[:2] == (200, "ready")


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
@pytest.mark.parametrize("page", PAGES)
def test_a_document_says_its_language_title_description_and_card(site, page, code):
    language = LANGUAGES[code]
    status, html, _ = get(f"{site}/{path_of(page)}?lang={code}&rental_rate=3")
    head = tags(html)
    assert status == 200
    assert f'<html lang="{code}">' in html
    title = unescape(re.search(r"<title>(.*?)</title>", html).group(1))
    assert title == f"{language.label(f'pages.{page}.question')} · {language.label('ui.title')}"
    assert head["description"] == language.label(f"pages.{page}.description")
    assert head["og:title"] == language.label(f"pages.{page}.question")
    assert get_bytes(head["og:image"])[:8] == b"\x89PNG\r\n\x1a\n"


def get_bytes(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=20) as answer:
        return answer.read()


@pytest.mark.parametrize(
    ("accepted", "code"), [("id-ID,en;q=0.5", "id"), ("en;q=0.1,id;q=0.9", "id"), ("fr", "en")]
)
def test_without_a_choice_the_document_has_the_browsers_language(site, accepted, code):
    assert f'<html lang="{code}">' in get(site, **{"Accept-Language": accepted})[1]


def test_a_compressed_answer_is_not_corrupted(site):
    status, html, headers = get(f"{site}/claim", **{"Accept-Encoding": "gzip"})
    assert status == 200 and "og:title" in html
    assert headers.get("content-encoding") is None


def test_an_address_that_is_no_page_says_so(site):
    assert get(f"{site}/no-such-page")[0] == 404


def test_fonts_come_from_the_site_itself(site):
    assert get_bytes(f"{site}/app/static/fonts/source-serif-4.woff2")[:4] == b"wOF2"

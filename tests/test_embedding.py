"""A figure or a chart in somebody else's page is whole and true, and leads to where it is from."""

import gzip
import json
import random
import re
from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

import pytest
from bs4 import BeautifulSoup
from starlette.requests import Request
from starlette.responses import Response

import costmodel
from content import LANGUAGES, PAGES, path_of
from costmodel import ASSUMPTIONS, MODEL, Scenario
from elements.outline import charts
from exports import Link, embed_code, embed_picture
from paper import embedding, pages, places
from telling import Telling, formulas, live
from telling.stops import stops
from tests.conftest import EVERY_LANGUAGE, SCENARIOS, telling
from web import embedding as web_embedding
from web import previews
from web.files import FILES
from web.paths import is_plain
from web.site import SETTING

CHARTS = sorted(charts())
SITE = "https://example.org"
# Scenarios that differ in every figure from what is published.
MOVED = {id: row.allowed_low for id, row in ASSUMPTIONS.items() if row.allowed_low > 0}


def request(path: str, query: str = "", **parts: str) -> Request:
    scope = {"type": "http", "method": "GET", "scheme": "http", "path": path, "path_params": parts}
    return Request({**scope, "query_string": query.encode(), "headers": [(b"host", b"localhost")]})


def asked(id: str, query: str = "", answer: Callable = web_embedding.embedded) -> Response:
    """What ``/embed/<id>`` answers, or ``/embed/<id>/code``."""
    return answer(id, request(f"/embed/{id}", query))


def drawn(id: str, query: str = "") -> BeautifulSoup:
    answer = asked(id, query)
    assert answer.status_code == 200
    return BeautifulSoup(bytes(answer.body).decode(), "html.parser")


def read(soup: BeautifulSoup, selector: str) -> str:
    return " ".join(soup.select_one(selector).get_text().split())


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
@pytest.mark.parametrize("changes", [{}, MOVED], ids=["published", "moved"])
def test_every_figure_has_its_name_its_number_its_grade_its_sum_and_its_page(language, changes):
    tell, link = Telling.of(LANGUAGES[language], changes), Link(changes=Scenario(changes))
    for id in MODEL.figures:
        found = embedding.draw(id, link, language)
        soup = BeautifulSoup(found.body, "html.parser")
        assert read(soup, "h1") == tell.name_of(id)
        assert read(soup, ".number") == " ".join(tell.number(id, "precise,full").split())
        assert read(soup, ".sum") == " ".join(formulas.in_numbers(tell, id).split())
        assert costmodel.grade_behind(id) in read(soup, ".grade .letter")
        record = urlsplit(soup.select_one(".grade a")["href"])
        assert (record.path, record.fragment) == ("../sources", id)
        way = soup.select_one("footer a")
        assert urlsplit(way["href"]).path == f"../{path_of(places.figures()[id])}"
        assert way["target"] == "_blank" and "noopener" in way["rel"]
        assert dict(parse_qsl(urlsplit(way["href"]).query))["lang"] == language
        assert len(soup.select(".changed-numbers li")) == len(changes)


@pytest.mark.slow
@pytest.mark.parametrize("language", EVERY_LANGUAGE)
@pytest.mark.parametrize("id", CHARTS)
def test_every_chart_has_its_finding_both_pictures_words_and_numbers(id, language):
    soup = drawn(id, f"lang={language}&gpu_count_h20=12000")
    link = Link(changes=Scenario({"gpu_count_h20": 12000.0}))
    picture = pages.draw(charts()[id], link, language).charts[id]
    assert read(soup, "h1") == picture.title
    widths = [each["class"][1] for each in soup.select("svg.chart")]
    assert widths == ["wide", "narrow"]
    for each in soup.select("svg"):
        assert each.find("desc").get_text() == picture.alt
    cells = [each.get_text() for each in soup.select("tbody tr > *")]
    assert cells == [cell for row in picture.table for cell in row.values()]
    notes = [each.get_text() for each in soup.select("section .note")]
    assert notes == [picture.note] * bool(picture.note)
    way = urlsplit(soup.select_one("footer a")["href"])
    assert way.path == f"../{path_of(charts()[id])}" and "gpu_count_h20=12000" in way.query


def test_where_a_figure_and_a_chart_stand_is_where_a_page_shows_them():
    assert {*places.figures()} == {*MODEL.figures} and not {*places.figures()} & {*CHARTS}
    shown = {page: pages.draw(page, Link(), "en") for page in PAGES}
    for id, page in places.figures().items():
        large = re.compile(rf'data-live="(?:number\.{id}|apart\.(?:\w+\.)?{id}[".])')
        if page == "sources":
            assert f'id="{id}"' in shown[page].body
            assert not any(large.search(each.body) for each in shown.values())
        else:
            assert large.search(shown[page].body) or page == "verdict"
    for page in PAGES:
        assert {*shown[page].charts} <= {*CHARTS}
    for id, page in {"final_run_cost": "claim", "tco": "start", "tco_ratio": "verdict"}.items():
        assert places.figures()[id] == page


def test_without_scripts_nothing_waits_for_one_and_nothing_is_asked_of_another_host():
    for id in ("tco", "ladder"):
        soup = drawn(id, "lang=en")
        assert soup.select_one("form").has_attr("hidden")
        assert read(soup, "h1") and not soup.select("iframe, noscript, script:not([src])")
        for each in soup.select("[src], link[href]"):
            assert each.get("src", each.get("href")).startswith("../")


# ---- what can be moved ----


def slider_of(id: str, query: str = "") -> dict | None:
    form = drawn(id, query).select_one("form")
    return form and {**form.attrs, "at": int(form.select_one("input")["value"])}


def test_a_figure_has_a_slider_for_what_swings_it_furthest_if_anything_does():
    for id in MODEL.figures:
        widest = max(costmodel.swings(id), key=lambda each: each.width, default=None)
        found = slider_of(id)
        if widest is None or not widest.width > 0:
            assert found is None, id
        else:
            ends = {each.assumption for each in costmodel.swings(id) if each.width == widest.width}
            assert found["data-of"] in ends, id
    assert slider_of("run_hours") is None
    assert slider_of("final_run_cost")["data-of"] == "rental_rate"


def test_a_slider_stays_the_same_while_it_is_moved():
    for id in ("tco", "company_cost", "staff_cost", "ladder", "capital"):
        before = slider_of(id)
        stop = json.loads(before["data-stops"])[0][0]
        after = slider_of(id, f"{before['data-of']}={stop}")
        assert (after["data-of"], after["at"]) == (before["data-of"], 0)


@pytest.mark.slow
@pytest.mark.parametrize("id", CHARTS)
def test_what_a_chart_lets_a_reader_move_moves_it(id):
    found = slider_of(id)
    page = pages.draw(charts()[id], Link(), "en")
    if found is None:
        # Nothing else on its page would either.
        moving = page.sliders
    else:
        assert found["data-of"] in page.sliders
        moving = [found["data-of"]]
    for each in moving:
        row = ASSUMPTIONS[each]
        low, high = (
            pages.draw(charts()[id], Link(changes=Scenario({each: end})), "en").charts[id]
            for end in (row.allowed_low, row.allowed_high)
        )
        assert (low.data != high.data) == (found is not None)


@pytest.mark.slow
def test_most_charts_can_be_moved():
    assert [id for id in CHARTS if slider_of(id) is None] == [
        "gap",
        *sorted(id for id in CHARTS if id.startswith("models_")),
        "since",
        "timeline",
    ]


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
@pytest.mark.parametrize("id", ["tco", "final_run_cost", "break_even_utilisation"])
@pytest.mark.parametrize("name", ["published", "dear electricity", "no machines"])
def test_under_the_finger_a_figure_reads_what_the_document_for_that_stop_says(id, language, name):
    link = Link(changes=Scenario(SCENARIOS[name]))
    soup = BeautifulSoup(embedding.draw(id, link, language).body, "html.parser")
    form = soup.select_one("form")
    of, address = form["data-of"], urlsplit(form["data-table"])
    assert address.path == f"../previews/{of}.json"
    table = previews.preview(request(address.path, address.query, assumption=of))
    told = json.loads(bytes(table.body))
    listed = [each for each, _ in json.loads(form["data-stops"])]
    assert set(listed) <= set(told["values"])
    for value in random.Random(id).sample(listed, 4):
        there = replace(link, of, value)
        body = BeautifulSoup(embedding.draw(id, there, language).body, "html.parser")
        for place in body.select("[data-live]"):
            texts = told["texts"].get(place["data-live"], {}).get(place.get("data-part", "0"))
            if texts:
                assert texts[told["values"].index(value)] == place.get_text()
            else:
                before = soup.select(f'[data-live="{place["data-live"]}"]')
                assert place.get_text() == before[int(place.get("data-part", 0))].get_text()


def replace(link: Link, id: str, value: float) -> Link:
    rest = {**link.changes, id: value}
    if value == costmodel.PUBLISHED[id]:
        del rest[id]
    return Link(changes=Scenario(rest))


def test_a_value_between_two_stops_has_a_stop_of_its_own_and_is_said():
    soup = drawn("final_run_cost", "rental_rate=2.337&lang=en")
    form = soup.select_one("form")
    rising = json.loads(form["data-stops"])
    at = int(form.select_one("input")["value"])
    assert rising[at][0] == 2.337 and len(rising) == len(stops("rental_rate", "en")) + 1
    assert rising == sorted(rising) and form.select_one(".says").get_text() == rising[at][1]


# ---- what is asked wrongly ----


def test_an_id_that_is_none_is_named_with_what_was_perhaps_meant():
    for language in EVERY_LANGUAGE:
        answer = asked("tcoo", f"lang={language}")
        soup = BeautifulSoup(bytes(answer.body).decode(), "html.parser")
        assert answer.status_code == 404 and "tcoo" in read(soup, "h1")
        assert "“tco”" in soup.get_text() and soup.html["lang"] == language
        assert soup.select_one("footer a")["target"] == "_blank"
    assert asked("<script>", "").status_code == 404
    assert b"<script>" not in asked("<script>", "").body


@pytest.mark.parametrize("answer", [web_embedding.embedded, web_embedding.pasted])
@pytest.mark.parametrize("given", ["Dark", "x", "light,dark"])
def test_a_ground_that_there_is_not_is_refused_by_name(given, answer):
    refused = asked("tco", f"theme={given}", answer)
    assert refused.status_code == 400
    assert f"theme: {given!r}" in bytes(refused.body).decode()
    assert "light, dark" in bytes(refused.body).decode()


def test_what_a_link_says_wrongly_is_named_and_the_rest_counts():
    soup = drawn("final_run_cost", "rental_rate=99&pretraining_hours=1000000&lang=en&utm_source=x")
    assert "99" in read(soup, ".faults") and len(soup.select(".faults li")) == 1
    changed = Telling.of(LANGUAGES["en"], {"pretraining_hours": 1e6})
    assert read(soup, ".number") == live.number(changed, "final_run_cost")
    assert not drawn("final_run_cost", "pretraining_hours=1000000&lang=en").select(".faults li")


# ---- light and dark ----


def colours(query: str) -> tuple[str, str, str]:
    """The style of a document: what counts always, in the dark alone, on a host's word."""
    style = drawn("ladder", query).style.get_text()
    in_the_dark = "".join(re.findall(r"prefers-color-scheme:dark\)\{:root(\{.*?\})\}", style))
    told = re.findall(r":root\[data-ground=(?:light|dark)\](\{.*?\})", style)
    return re.search(r"^:root(\{.*?\})", style)[1], in_the_dark, "".join(told)


def test_its_ground_is_its_readers_or_its_hosts_unless_its_address_fixes_it():
    always, in_the_dark, told = colours("")
    assert "color-scheme:light" in always and "color-scheme:dark" in in_the_dark
    assert told == always + in_the_dark
    for theme, expected in (("light", always), ("dark", in_the_dark)):
        assert colours(f"theme={theme}") == (expected, "", "")
        # Asked for anew, it stays so.
        assert f"theme={theme}" in drawn("ladder", f"theme={theme}").main["data-own"]


# ---- the code to paste ----


# What stays is a picture: the chart itself, the preview of the figure's page, or else its name.
STAYS = {
    "ladder": "/chart/ladder.png",
    "tco": "/card/start.png",
    "capex": "/card/capex.png",
    "tco_ratio": "/card/verdict.png",
    "fleet_power": "",
}


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
@pytest.mark.parametrize("id", STAYS)
def test_the_code_is_a_frame_with_a_name_and_in_it_what_stays(id, language):
    link = Link(changes=Scenario({"rental_rate": 3.0}))
    found = embedding.draw(id, link, language)
    soup = BeautifulSoup(embed_code(found.frame(SITE)), "html.parser")
    frame = soup.iframe
    address = urlsplit(frame["src"])
    assert f"{address.scheme}://{address.netloc}{address.path}" == f"{SITE}/embed/{id}"
    assert dict(parse_qsl(address.query)) == {"v": "2", "rental_rate": "3", "lang": language}
    assert frame["title"] == found.title and frame["loading"] == "lazy"
    assert frame["width"] == "100%" and int(frame["height"]) == found.height
    assert soup.script["src"] == f"{SITE}/embed.js" and soup.script.has_attr("async")
    # Who takes the frame out leaves what stands in it.
    inside = frame.decode_contents(formatter=None)
    rest = BeautifulSoup(inside, "html.parser")
    stays = BeautifulSoup(embed_picture(found.frame(SITE)), "html.parser").a
    assert rest.a == stays and stays["href"] == f"{SITE}/{found.page}"
    if STAYS[id]:
        picture = urlsplit(stays.img["src"])
        assert picture.path == STAYS[id] and picture.query == address.query
        assert stays.img["alt"] == found.alt and len(found.alt) > 20
        tell = telling(language, {"rental_rate": 3.0})
        assert id == "ladder" or tell.number(id) in found.alt
    else:
        assert stays.get_text() == found.title


def test_the_fixed_ground_of_a_host_is_that_of_the_frame_and_of_nothing_else():
    found = embedding.draw("ladder", Link(), "en", theme="dark").frame(SITE)
    assert "theme=dark" in found.address
    assert "theme" not in found.picture and "theme" not in found.page


def test_the_code_stands_at_an_address_too(monkeypatch):
    monkeypatch.setenv(SETTING, SITE)
    answer = asked("ladder", "rental_rate=3&lang=id", web_embedding.pasted)
    frame = embedding.draw("ladder", Link(changes=Scenario({"rental_rate": 3.0})), "id").frame(SITE)
    text = bytes(answer.body).decode()
    assert text.startswith(embed_code(frame)) and text.endswith(f"{embed_picture(frame)}\n")
    assert answer.headers["content-type"].startswith("text/plain")
    assert asked("nothing", "", web_embedding.pasted).status_code == 404


def test_without_a_known_address_of_the_site_there_is_no_code_and_the_setting_is_named(monkeypatch):
    monkeypatch.delenv(SETTING, raising=False)
    scope = request("/embed/tco/code").scope
    stranger = Request({**scope, "headers": [(b"host", b"example.com")]})
    answer = web_embedding.pasted("tco", stranger)
    assert answer.status_code == 503 and SETTING in bytes(answer.body).decode()


def test_words_with_signs_of_html_in_them_stay_words():
    frame = embedding.draw("tco", Link(), "en").frame(SITE)
    odd = type(frame)(frame.address, frame.page, frame.script, 'a"><script>', 1, "p", "<b>")
    for html in (embed_code(odd), embed_picture(odd)):
        assert "<b>" not in html and '"><script>' not in html


def test_what_a_host_adds_weighs_a_few_hundred_bytes_and_stands_at_one_address():
    answer = web_embedding.script(request("/embed.js"))
    text = bytes(answer.body).decode()
    whole = FILES["embed.js"].content.decode().splitlines()
    said = [each.strip() for each in whole if not each.strip().startswith("//")]
    assert text.split("\n") == [*filter(None, said), ""]
    assert len(gzip.compress(bytes(answer.body))) < 1000
    assert answer.headers["cache-control"] == "public, max-age=300, stale-if-error=86400"


def test_a_figure_weighs_no_more_than_a_picture_of_it_would():
    sent = len(gzip.compress(bytes(asked("tco", "lang=en").body)))
    script = len(gzip.compress(FILES["embedded.js"].content))
    style = len(gzip.compress(FILES["embedded.css"].content))
    assert sent < 4_000 and script < 3_000 and style < 3_000


def test_its_addresses_are_known_and_answers_may_be_kept():
    for path in ("/embed/tco", "/embed/tco/code", "/embed.js"):
        assert is_plain(path)
    answer = asked("tco", "lang=id")
    assert answer.headers["cache-control"] == "public, max-age=300, stale-if-error=86400"
    assert answer.headers["content-language"] == "id" and "vary" not in answer.headers
    assert asked("tco", "").headers["vary"] == "Accept-Language"
    assert answer.headers["x-robots-tag"] == "noindex"
    # A frame that is closed off asks as nobody's.
    assert answer.headers["access-control-allow-origin"] == "*"

"""What has moved since a link was made, where it is served: for programs, and in words."""

import json
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from bs4 import BeautifulSoup

from content import LANGUAGES, path_of
from exports import VERSION, changes
from exports.editions import EDITIONS
from tests import old_links
from tests.asking import ask, same_as_get
from tests.conftest import EVERY_LANGUAGE, telling
from tests.drawn import opened, text_of
from tests.held import held

LINKS = list(old_links.links())


def read(site: str, query: str) -> BeautifulSoup:
    answer = ask(site, f"/changes?{query}")
    assert answer.status == 200 and answer.headers["content-type"].startswith("text/html")
    return BeautifulSoup(answer.text, "html.parser")


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
@pytest.mark.parametrize("link", LINKS)
def test_programs_are_told_what_moved(site, link, code):
    answer = ask(site, f"/changes.json?{link}&lang={code}")
    assert answer.status == 200 and answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cache-control"] == "public, max-age=300, stale-if-error=86400"
    found = changes.since([*parse_qsl(link), ("lang", code)])
    assert json.loads(answer.text) == changes.as_data(found, code)
    again = ask(site, f"/changes.json?{link}&lang={code}", if_none_match=answer.headers["etag"])
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
@pytest.mark.parametrize("link", LINKS)
def test_in_words_it_says_the_same(site, link, code):
    soup, tell = read(site, f"{link}&lang={code}"), telling(code)
    found = changes.since([*parse_qsl(link), ("lang", code)])
    assert soup.html["lang"] == code
    rows = [[cell.get_text() for cell in row.select("th, td")] for row in soup.select("tbody tr")]
    assert [row[0] for row in rows] == [
        tell.name_of(each.id) for each in (*found.numbers, *found.figures)
    ]
    # Then and now never read alike, however little moved.
    assert all(then != now for _, then, now in rows)
    said = soup.get_text()
    reasons = {row.id for each in found.figures for row in each.reasons}
    assert all(tell.say(f"moves.{id}") in said for id in reasons)
    edition = dict(parse_qsl(link))["v"]
    present = {"edition": (edition, ""), "present": (VERSION, "")}
    made = "made_with" if edition != VERSION else "of_today"
    assert tell.say(f"changes.{made}", **present) in said
    if not found.figures and edition != VERSION:
        assert tell.say("changes.nothing") in said
    queries = [urlsplit(each["href"]).query for each in soup.select("section a")]
    data = changes.as_data(found, code)
    assert queries == [data["kept"], data["today"]]


def test_a_link_may_be_pasted_whole_and_the_language_stays(site):
    pasted = "https://example.org/opex?v=1&amp;rental_rate=3&lang=en#tco"
    soup = read(site, urlencode({"lang": "id", "link": pasted}))
    assert soup.html["lang"] == "id"
    assert soup.select_one("input#link")["value"] == pasted
    straight = read(site, "v=1&rental_rate=3&lang=id")
    assert soup.section.get_text() == straight.section.get_text()
    as_query = json.loads(ask(site, "/changes.json?link=v%3D1%26rental_rate%3D3").text)
    assert as_query == json.loads(ask(site, "/changes.json?v=1&rental_rate=3").text)
    assert as_query["edition"] == 1 and as_query["figures"]


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("link=hello", "link"),
        ("v=99", "v"),
        ("v=1&rental_rat=3", "rental_rat"),
        ("link=https%3A%2F%2Fexample.org%2F%3Fpue%3D99", "pue"),
    ],
)
def test_what_is_no_link_is_named(site, query, named):
    answer = ask(site, f"/changes.json?{query}")
    assert answer.status == 400
    assert [each["id"] for each in json.loads(answer.text)["errors"]] == [named]
    assert read(site, f"{query}&lang=en").select_one(".faults li")


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_every_edition_is_told_with_its_day_also_where_no_link_is_asked_about(site, code):
    soup, tell = read(site, f"lang={code}"), telling(code)
    assert soup.section is None and not soup.select(".faults")
    headings = [each.get_text() for each in soup.select("h3")]
    assert len(headings) == len(EDITIONS)
    assert all(version in text for version, text in zip(reversed(EDITIONS), headings, strict=True))
    assert tell.say("moves.v2_server_power_h800") in soup.get_text()
    assert LANGUAGES[code].label("changes.first") in soup.get_text()


def test_nothing_that_was_pasted_becomes_markup(site):
    odd = '"><script>alert(1)</script>?v=1'
    html = ask(site, f"/changes?{urlencode({'link': odd})}").text
    assert "<script>alert" not in html


@pytest.mark.parametrize("path", ["/changes?v=1", "/changes.json?v=1"])
def test_head_says_what_get_says(site, path):
    same_as_get(site, path)


# What a page says that is opened by an old link


def notices(html: str) -> list[tuple[str, str]]:
    found = BeautifulSoup(html, "html.parser").select(".old-link")
    return [(each.get_text(), each.a["href"]) for each in found]


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
@pytest.mark.parametrize("page", ["start", "opex", "sources"])
def test_a_page_opened_by_an_old_link_says_so_and_leads_to_what_moved(site, page, code):
    link = {"v": "1", "rental_rate": "3"}
    at = opened(page, code, **link)
    query = urlencode({**link, "lang": code})
    live = notices(text_of(at))
    (said, href) = live[0]
    assert live == notices(ask(site, f"/{path_of(page)}?{query}").text)
    assert live == notices(ask(site, f"/{page}.html?{query}").text)
    as_text = ask(site, f"/{page}.md?{query}").text
    assert telling(code).say("changes.notice_way") in as_text and f"]({href})" in as_text
    assert telling(code).say("changes.notice", edition=("1", "")) in said
    path, _, asked = href.partition("?")
    assert path == "changes" and dict(parse_qsl(asked)) == {**link, "lang": code}
    assert read(site, asked).select("tbody tr")


@pytest.mark.parametrize(
    "query",
    [
        "",
        "rental_rate=3",
        f"v={VERSION}",
        f"v={VERSION}&rental_rate=3",
        "v=1&server_power_h800=1.3",
    ],
)
def test_a_page_says_nothing_of_editions_where_nothing_moved(site, query):
    assert notices(ask(site, f"/opex?{query}").text) == []
    assert notices(text_of(opened("opex", **dict(parse_qsl(query))))) == []


def test_the_link_that_keeps_the_figures_says_nothing_and_is_kept_apart(site):
    # The two are one scenario, and what is kept of the one is not handed to whoever asks for the
    # other.
    kept = json.loads(ask(site, "/changes.json?v=1").text)["kept"]
    assert len(notices(ask(site, "/opex?v=1&lang=en").text)) == 1
    assert notices(ask(site, f"/opex?{kept}&lang=en").text) == []
    assert len(notices(ask(site, "/opex?v=1&lang=en").text)) == 1


def test_it_is_said_until_something_is_changed():
    at = opened("opex", v="1")
    assert notices(text_of(at))
    held(at, "slider_electricity_price").set_value(0.1).run()
    assert notices(text_of(at)) == []

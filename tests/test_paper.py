"""A page on paper says what the page on the screen says, and needs no script for it."""

import re
import tomllib
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from threading import Event
from urllib.parse import parse_qsl, urlencode, urlsplit
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup, Tag
from markdown_it import MarkdownIt
from starlette.exceptions import HTTPException
from starlette.requests import Request
from streamlit.testing.v1 import AppTest

import exports
from charts.picture import design
from content import LANGUAGES, PAGES, path_of
from costmodel import ASSUMPTIONS, PUBLISHED, STORIES
from elements.outline import charts
from exports import Link
from paper import markdown, pages, pictures
from paper.kit import DOCUMENTS, SEEDED
from tests import pictured
from tests.asking import ask
from tests.conftest import EVERY_LANGUAGE, SCENARIOS, telling
from tests.drawn import opened
from web import papers
from web.papers import Shelf

ROOT = Path(__file__).resolve().parent.parent

# Links of which each shows another side of the pages.
LINKS = {
    "published": {},
    "ranges shown": {"ranges": "shown", "table": "first"},
    "one number changed": {"gpu_count_h20": "20000"},
    "no machines": {id: "0" for id in ASSUMPTIONS if id.startswith("gpu_count_")},
    "everything at its highest": {id: repr(row.allowed_high) for id, row in ASSUMPTIONS.items()},
}


def said(text: str) -> str:
    return " ".join(text.split())


def of_markup(html: str) -> tuple[str, str] | None:
    """What kind of thing a piece of markup is, and what it says; None for what is pressed."""
    soup = BeautifulSoup(html, "html.parser")
    control = soup.select_one(".control, .setting")
    if control:
        name = control.select_one(".label, label").get_text().split(": ")[0]
        about = control.select_one(".about")
        return "control", said(f"{name} {about.get_text() if about else ''}")
    if soup.select_one(".buttons") or not soup.get_text().strip():
        return None
    return "markup", said(soup.get_text(" "))


def of_prose(text: str) -> tuple[str, str]:
    html = MarkdownIt("commonmark").render(text.replace("\\$", "$"))
    return "prose", said(BeautifulSoup(html, "html.parser").get_text(" "))


def on_screen(at: AppTest) -> list[tuple[str, str]]:
    """What stands on a page between its heading and the ways on, in order."""
    found = []
    for each in at.main:
        if each.type == "html":
            item = of_markup(each.proto.body)
        elif each.type == "markdown":
            item = of_prose(each.value)
        elif each.type == "expander":
            item = "fold", each.label
        else:
            continue
        found += [item] if item else []
    start = next(n for n, (_, text) in enumerate(found) if is_opening(text, at))
    return found[start:]


def is_opening(text: str, at: AppTest) -> bool:
    questions = {
        language.label(f"pages.{page}.question")
        for language in LANGUAGES.values()
        for page in PAGES
    }
    return any(text.endswith(question) for question in questions)


def on_paper(body: str, opened: bool) -> list[tuple[str, str]]:
    soup = BeautifulSoup(body, "html.parser")
    start = soup.select_one("header.opening").find_parent(class_="stHtml")
    found: list[tuple[str, str]] = []

    def walk(pieces: list[Tag]) -> None:
        for piece in pieces:
            if "fold" in piece.get("class", ()):
                found.append(("fold", piece.summary.get_text()))
                if opened:
                    walk([each for each in piece.find_all(recursive=False)][1:])
            elif "prose" in piece.get("class", ()):
                found.append(("prose", said(piece.get_text(" "))))
            elif "stHtml" in piece.get("class", ()) and (item := of_markup(str(piece))):
                found.append(item)

    walk([start, *start.find_next_siblings()])
    return found


def link_of(query: dict[str, str], language: str) -> Link:
    link, faults = exports.read([*query.items(), ("lang", language)], LANGUAGES)
    assert not faults
    return link


@pytest.mark.parametrize("name", LINKS)
@pytest.mark.parametrize("code", EVERY_LANGUAGE)
@pytest.mark.parametrize("page", PAGES)
def test_paper_says_what_the_screen_says_in_the_same_order(page, code, name):
    at = opened(page, code, **LINKS[name])
    assert not at.exception
    body = pages.draw(page, link_of(LINKS[name], code), code).body
    screen = on_screen(at)
    assert len(screen) >= 5
    assert on_paper(body, opened=False) == screen


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
@pytest.mark.parametrize("page", PAGES)
def test_what_is_folded_away_on_the_screen_is_there_on_paper(page, code):
    at = opened(page, code)
    for key in at.session_state["reader"].folds:
        at.session_state[key] = True
    at.run()
    body = pages.draw(page, link_of({}, code), code).body
    assert on_paper(body, opened=True) == on_screen(at)


def test_every_number_there_is_stands_at_the_end_of_a_page_that_stands_alone():
    body = pages.draw("claim", link_of({"rental_rate": "3"}, "en"), "en", alone=True).body
    *_, desk = BeautifulSoup(body, "html.parser").select("details.fold")
    rows = {said(row.th.get_text()): row.td.get_text() for row in desk.select("tr")}
    tell = telling("en", {"rental_rate": 3.0})
    assert set(rows) == {tell.name_of(id) for id in ASSUMPTIONS}
    assert rows[tell.name_of("rental_rate")] == "$3.00 per GPU-hour"


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_a_changed_number_stands_beside_the_published_one(code):
    body = pages.draw("start", link_of({"gpu_count_h20": "20000"}, code), code).body
    changes = BeautifulSoup(body, "html.parser").select_one(".changed-numbers")
    numbers = telling(code).language.numbers
    for count in (20_000, 30_000):
        assert numbers.write(count, "GPUs", "exact,full") in changes.get_text()


def test_what_a_link_says_wrongly_is_named():
    link, faults = exports.read([("rental_rate", "lots")], LANGUAGES)
    body = pages.draw("start", link, "en", faults).body
    assert "lots" in BeautifulSoup(body, "html.parser").select_one(".faults").get_text()


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_other_draws_than_the_usual_are_not_made_for_paper_and_that_is_said(code):
    usual, other = (
        pages.draw("doubts", link_of({"seed": seed}, code), code).body for seed in ("1", "7")
    )
    note = telling(code).language.label("paper.usual_draws").split("{")[0]
    assert note not in usual and note in other


# ---- charts ----


@pytest.mark.parametrize("width", pictures.WIDTHS)
@pytest.mark.parametrize("name", pictured.BY_NAME)
def test_a_chart_on_paper_has_its_words_and_its_theme(name, width):
    picture = pictured.BY_NAME[name](telling("en"))
    svg = pictures.svg(picture, width, alone=True)
    root = ElementTree.fromstring(svg)
    space = {"svg": "http://www.w3.org/2000/svg"}
    assert root.find("svg:title", space).text == picture.title
    assert root.find("svg:desc", space).text == picture.alt
    assert abs(float(root.get("width")) - pictures.WIDTHS[width]) < 20
    assert root.findall(".//svg:text", space)
    # Neither black nor a colour of the light theme alone: a dark page changes both.
    assert not re.search(r'(fill|stroke)="(black|#000|#1f1d1a)', svg)
    config = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    light = set(config["theme"]["light"]["chartCategoricalColors"])
    assert not {colour for colour in light if f'="{colour}"' in svg}
    assert all(colour in svg for colour in config["theme"]["dark"]["chartCategoricalColors"])


@pytest.mark.parametrize("name", LINKS)
@pytest.mark.parametrize("page", [page for page in PAGES if page != "sources"])
def test_the_place_of_a_chart_is_kept_before_anybody_has_made_it(page, name):
    link = link_of(LINKS[name], "en")
    drawn = pages.draw(page, link, "en")
    places = BeautifulSoup("".join(pages.linked(drawn, "{id}-{width}").values()), "html.parser")
    for width, element, address in (("wide", "img", "src"), ("narrow", "source", "srcset")):
        kept = {each[address]: (each["width"], each["height"]) for each in places.select(element)}
        made = {
            f"{id}-{width}": re.search(
                r'<svg[^>]* width="(\d+)" height="(\d+)"', pictures.svg(picture, width)
            ).groups()
            for id, picture in drawn.charts.items()
        }
        assert kept == made


def test_the_words_of_a_page_do_not_wait_for_the_designs_of_its_charts(monkeypatch):
    def draw(*arguments: object) -> None:
        raise AssertionError("somebody looked at the chart")

    monkeypatch.setattr(import_module("charts.rental"), "_rental", design(draw))
    drawn = pages.draw("claim", Link(changes={"rental_rate": 7.654}), "en")
    assert pages.linked(drawn, "{id}-{width}").keys() == {"rental"}
    with pytest.raises(AssertionError, match="looked at"):
        pictures.svg(drawn.charts["rental"])


# ---- as text ----


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
@pytest.mark.parametrize("page", PAGES)
def test_as_text_a_page_says_what_its_paper_says(page, code):
    link = link_of({}, code)
    written = markdown.text(page, link, code, (), "https://example.org/x")
    soup = BeautifulSoup(pages.draw(page, link, code).body, "html.parser")
    lines = written.splitlines()
    for level in (1, 2, 3):
        headings = [said(each.get_text()) for each in soup.find_all(f"h{level}")]
        marked = [line[level + 1 :] for line in lines if line.startswith("#" * level + " ")]
        assert [each.replace("\\", "") for each in marked] == headings
    plain = said(written.replace("\\", "").replace("*", ""))
    for number in soup.select(".figure .number"):
        assert said(number.get_text()) in plain
    for row in soup.select("main table tr"):
        assert all(said(cell.get_text(" ")) in plain for cell in row.find_all(["th", "td"]))
    assert "<div" not in written and "<p" not in written
    assert written.rstrip().endswith("https://example.org/x")


# ---- over the line ----


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
@pytest.mark.parametrize("page", PAGES)
def test_the_document_of_a_page_carries_its_paper(site, page, code):
    answer = ask(site, f"/{path_of(page)}?lang={code}&rental_rate=3")
    soup = BeautifulSoup(answer.text, "html.parser")
    paper = soup.select_one("body > #paper")
    assert paper.h1.get_text() == LANGUAGES[code].label(f"pages.{page}.question")
    # The place of a picture is kept from the start, on a server that has made none.
    places = paper.select("figure.charts :is(img, source)")
    assert len(places) == 2 * len(paper.select("figure.charts"))
    assert all(int(each["width"]) and int(each["height"]) for each in places)
    # Before the place of the live page: it is painted while that is still empty.
    assert paper.find_next_sibling(id="root") is not None
    link = link_of({"rental_rate": "3"}, code)
    numbers = BeautifulSoup(pages.draw(page, link, code).body, "html.parser").select(".number")
    assert [each.get_text() for each in paper.select(".number")] == [
        each.get_text() for each in numbers
    ]


EMBEDDING = [("embed", "true"), ("embed_options", "light_theme"), ("embed_options", "a&b")]


@pytest.mark.parametrize("page", PAGES)
def test_inside_another_site_every_link_of_the_paper_stays_there(site, page):
    query = urlencode([("lang", "id"), ("rental_rate", "3"), *EMBEDDING])
    soup = BeautifulSoup(ask(site, f"/{path_of(page)}?{query}").text, "html.parser")
    # A file that is fetched opens no page.
    led = [urlsplit(each["href"]) for each in soup.select("#paper a[href]:not([download])")]
    # What begins with # stays on this very page; another site's page is not ours to embed.
    ours = [parse_qsl(each.query) for each in led if each.path and not each.netloc]
    assert ours
    for parts in ours:
        assert [part for part in parts if part[0].startswith("embed")] == EMBEDDING
        assert {"rental_rate": "3", "lang": "id"}.items() <= dict(parts).items()


@pytest.mark.parametrize("query", ["embed=false", "embed_options=light_theme", "lang=en"])
def test_what_does_not_stand_inside_another_site_has_its_menu_and_plain_links(site, query):
    soup = BeautifulSoup(ask(site, f"/claim?{query}").text, "html.parser")
    assert soup.select("#paper details.contents")
    queries = [urlsplit(each["href"]).query for each in soup.select("#paper a[href]")]
    assert queries and not [each for each in queries if "embed" in each]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_as_text_and_as_a_document_stands_at_an_address_of_its_own(site, page):
    text = ask(site, f"/{page}.md?lang=id&rental_rate=3")
    assert text.status == 200 and text.headers["content-type"].startswith("text/markdown")
    assert f"# {LANGUAGES['id'].label(f'pages.{page}.question')}" in text.text
    document = ask(site, f"/{page}.html?lang=id&rental_rate=3")
    assert document.status == 200
    soup = BeautifulSoup(document.text, "html.parser")
    assert soup.html["lang"] == "id"
    assert len(soup.select("figure.charts")) == len(pages.draw(page, Link(), "id").charts)
    assert not soup.select("script") and not soup.select("img")
    for answer in (text, document):
        assert "max-age" in answer.headers["cache-control"]
        # Whatever the browser prefers: the address says which language.
        assert "accept-language" not in answer.headers["vary"].lower()


def test_a_chart_named_in_a_document_is_there(site):
    soup = BeautifulSoup(ask(site, "/compare?lang=en").text, "html.parser")
    addresses = {image["src"] for image in soup.select("#paper img")}
    addresses |= {source["srcset"] for source in soup.select("#paper source")}
    assert len(addresses) == 10
    for address in addresses:
        answer = ask(site, address.removeprefix("."))
        assert answer.status == 200
        assert answer.headers["content-type"].startswith("image/svg+xml")
        ElementTree.fromstring(answer.text)
    for wrong in ("/charts/compare/nothing-wide.svg", "/charts/nowhere/gap-wide.svg"):
        assert ask(site, wrong).status == 404


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_what_there_is_is_listed_for_whoever_reads_with_a_program(site, code):
    listed = ask(site, f"/llms.txt?lang={code}").text
    assert listed.startswith("# ")
    kit = [name.replace("_", "-") + ("-[1-4]" if name in SEEDED else "") for name in DOCUMENTS]
    for name in (*PAGES, *(f"kit/{each}" for each in kit)):
        addresses = re.findall(rf"\(([^)]*/{name}\.md\?[^)]*)\)", listed)
        assert len(set(addresses)) == len(addresses) == (4 if name.endswith("]") else 1)
        for address in addresses:
            answer = ask(site, "/" + address.split("/", 3)[-1])
            assert (answer.status, answer.headers["content-language"]) == (200, code)
    files = re.findall(rf"\({site}(/[^)]*\.(?:csv|xlsx)\?[^)]*)\)", listed)
    assert len(files) == len(charts()) + 1
    assert all(ask(site, path).headers["content-language"] == code for path in files)
    data = re.findall(rf"\({site}(/[^)]*\.json)\)", listed)
    assert {"/api/v1/figures.json", "/api/v1/schema.json", "/changes.json"} == set(data)
    assert all(ask(site, path).status == 200 for path in data)


# ---- what is kept ----


def test_a_shelf_makes_a_text_once_and_throws_the_oldest_away_when_it_is_full():
    shelf, made = Shelf(10), []

    def text(name: str) -> str:
        return shelf.get((name,), lambda: made.append(name) or name * 4)

    assert [text(name) for name in "aabba"] == ["aaaa", "aaaa", "bbbb", "bbbb", "aaaa"]
    assert made == ["a", "b"]
    assert text("c") == "cccc" and text("a") == "aaaa" and made == ["a", "b", "c"]
    assert text("b") == "bbbb" and made == ["a", "b", "c", "b"]
    # Too large for the shelf it is made each time, and nothing else has to go.
    assert shelf.get(("large",), lambda: "x" * 11) == "x" * 11


def test_a_chart_that_is_not_there_leaves_nothing_behind(monkeypatch):
    shelf = Shelf(1_000_000)
    monkeypatch.setattr(papers, "_CHARTS", shelf)
    scope = {"type": "http", "query_string": b"lang=en", "headers": []}
    for name in ("nothing-wide", "rental-wide"):
        request = Request({**scope, "path_params": {"page": "claim", "name": name}})
        if name == "rental-wide":
            assert papers.chart(request).status_code == 200
        else:
            with pytest.raises(HTTPException, match="404"):
                papers.chart(request)
        assert len(shelf) == (name == "rental-wide")


def test_a_page_is_drawn_once_for_its_paper_and_all_its_charts(monkeypatch):
    drawn = []

    def draw(page: str, link: Link, *more, **named) -> pages.Page:
        drawn.append((page, link.changes))
        return real(page, link, *more, **named)

    real = pages.draw
    monkeypatch.setattr(pages, "draw", draw)
    link = link_of({"rental_rate": "3.21"}, "en")
    query = b"lang=en&rental_rate=3.21"

    def fetched(width: str) -> None:
        for kind in ("amortised", "rental", "purchase", "development"):
            path = {"page": "compare", "name": f"models_{kind}-{width}"}
            scope = {"type": "http", "query_string": query, "headers": [], "path_params": path}
            assert papers.chart(Request(scope)).status_code == 200

    monkeypatch.setattr(papers, "_PICTURES", Shelf(10_000))
    papers.paper("compare", link, "en")
    fetched("wide")
    assert drawn == [("compare", link.changes)]
    # Where the paper came from somewhere else, the first chart draws the page for the others.
    monkeypatch.setattr(papers, "_PICTURES", Shelf(10_000))
    fetched("narrow")
    assert drawn == [("compare", link.changes)] * 2


def test_who_asks_for_what_is_being_made_waits_for_it():
    shelf, made, begun, may_end = Shelf(10), [], Event(), Event()

    def make() -> str:
        begun.set()
        made.append(may_end.wait(20))
        return "text"

    with ThreadPoolExecutor(2) as readers:
        first = readers.submit(shelf.get, ("key",), make)
        assert begun.wait(20)
        second = readers.submit(shelf.get, ("key",), make)
        may_end.set()
        assert (first.result(20), second.result(20)) == ("text", "text")
    assert made == [True]


def test_what_cannot_be_made_keeps_nobody_waiting():
    shelf = Shelf(10)
    with pytest.raises(ZeroDivisionError):
        shelf.get(("key",), lambda: str(1 / 0))
    assert shelf.get(("key",), lambda: "text") == "text"


def test_the_colours_of_paper_are_those_of_the_theme():
    style = (ROOT / "static/paper.css").read_text(encoding="utf-8")
    config = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    names = {
        "ground": "backgroundColor",
        "second": "secondaryBackgroundColor",
        "ink": "textColor",
        "link": "linkColor",
        "border": "borderColor",
        "primary": "primaryColor",
    }
    for theme, found in zip(
        ("light", "dark"), re.findall(r"--ground.*?--primary:[^;]*;", style, re.S), strict=True
    ):
        given = dict(re.findall(r"--(\w+): (#\w+);", found))
        assert given == {name: config["theme"][theme][key] for name, key in names.items()}
    # The bar's ground hides what goes by under it.
    style = (ROOT / "static/style.css").read_text(encoding="utf-8")
    grounds = re.search(r"\.paper-bar \{[^}]* light-dark\((#\w+), (#\w+)\)", style).groups()
    assert grounds == tuple(config["theme"][each]["backgroundColor"] for each in ("light", "dark"))


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_every_page_is_drawn_in_every_story_and_at_every_end(code):
    told = {**SCENARIOS, **STORIES}
    for id, row in ASSUMPTIONS.items():
        told[f"{id} at its lowest"] = {id: row.allowed_low}
        told[f"{id} at its highest"] = {id: row.allowed_high}
    for name, changes in told.items():
        changes = {id: value for id, value in changes.items() if value != PUBLISHED[id]}
        # What every record says is the same however it is reached, and takes long.
        for page in (each for each in PAGES if each != "sources"):
            body = pages.draw(page, Link(changes=changes), code).body
            assert "<h1" in body and "{" not in re.sub("<[^>]*>", "", body), (name, page)

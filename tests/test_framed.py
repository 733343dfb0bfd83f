"""In somebody else's page, on another host and without cookies, it stands, moves and stays."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, BrowserContext, Frame, Page, expect

from content import LANGUAGES, PAGES, path_of
from costmodel import Scenario
from elements.outline import charts
from exports import Link, embed_code
from paper import embedding
from telling import live
from telling.stops import stops
from tests.asking import ask, same_as_get
from tests.conftest import EVERY_LANGUAGE, telling

SAY = LANGUAGES["en"].label


@dataclass
class Host:
    """A site of somebody else's: its address, its pages by path, and headers of its own.

    ``localhost`` is another site than ``127.0.0.1``, where ours stands, to every browser.
    """

    address: str
    pages: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    def shows(self, html: str, style: str = "") -> str:
        """Put an article on the site; its address."""
        self.pages["/"] = (
            '<!doctype html><html lang="en"><head><meta name="viewport" '
            f'content="width=device-width"><title>An article</title><style>{style}</style></head>'
            f"<body><main><h1>An article</h1><p>Before.</p>{html}<p>After.</p></main></body></html>"
        )
        return f"{self.address}/"


@pytest.fixture
def host() -> Iterator[Host]:
    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            html = site.pages.get(urlsplit(self.path).path, "")
            self.send_response(200 if html else 204)
            for name, text in {"content-type": "text/html; charset=utf-8", **site.headers}.items():
                self.send_header(name, text)
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        site = Host(f"http://localhost:{server.server_port}")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield site
        server.shutdown()


def code(site: str, id: str, language: str = "en", theme: str = "", **changes: float) -> str:
    """The code to paste, as the site gives it."""
    link = Link(changes=Scenario(changes))
    return embed_code(embedding.draw(id, link, language, theme=theme).frame(site))


@contextmanager
def article(
    browser: Browser, host: Host, html: str, style: str = "", **how: object
) -> Iterator[Page]:
    """An article of somebody else's in a window of its own, in a browser that keeps no cookies
    of those who stand inside other sites."""
    usual = {"viewport": {"width": 700, "height": 900}, "locale": "en-GB"}
    context: BrowserContext = browser.new_context(**{**usual, **how})
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto(host.shows(html, style))
    yield page
    context.close()


def framed(page: Page) -> Frame:
    """What stands in the only frame of an article."""
    page.wait_for_function("document.querySelector('iframe')")
    frame = page.query_selector("iframe").content_frame()
    frame.wait_for_load_state()
    return frame


# What a browser that blocks third parties leaves to a frame: no cookie and no storage.
_STORED = """() => {
  let stored;
  try { stored = localStorage.getItem("a") ?? ""; } catch { stored = null; }
  document.cookie = "a=1; SameSite=None; Secure";
  return [document.cookie, stored];
}"""


def holds_nothing(frame: Frame) -> bool:
    return frame.evaluate(_STORED) == ["", None]


def height(page: Page) -> float:
    return page.locator("iframe").bounding_box()["height"]


def needed(frame: Frame) -> float:
    return frame.evaluate("document.documentElement.getBoundingClientRect().height")


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
def test_a_figure_follows_the_key_then_its_link_and_the_host_keeps_its_history(
    browser, site, host, language
):
    with article(browser, host, code(site, "final_run_cost", language)) as page:
        frame = framed(page)
        assert holds_nothing(frame)
        before = page.evaluate("history.length")
        slider = frame.get_by_role("slider", name=telling(language).name_of("rental_rate"))
        # By the keyboard alone, from the article into the frame.
        with page.expect_response(lambda answer: "/previews/" in answer.url):
            for _ in range(4):
                page.keyboard.press("Tab")
                if frame.evaluate("document.activeElement.type") == "range":
                    break
        expect(slider).to_be_focused()
        page.keyboard.press("ArrowRight")
        listed = [each.value for each in stops("rental_rate", language)]
        value = listed[listed.index(2.0) + 1]
        there = telling(language, {"rental_rate": value})
        number = live.number(there, "final_run_cost")
        expect(frame.locator(".number")).to_have_text(number)
        written = there.changed("rental_rate")[0]
        expect(slider).to_have_attribute("aria-valuetext", written)
        expect(frame.locator(".says")).to_have_text(written)
        # Let go: the rest follows, is said once, and nothing has taken the focus.
        said = there.say(
            "ui.result", label=(there.name_of("final_run_cost"), ""), number=(number, "")
        )
        expect(frame.get_by_role("status")).to_have_text(said)
        expect(frame.locator("footer a")).to_have_attribute(
            "href", f"../claim?v=2&rental_rate={value}&lang={language}"
        )
        expect(frame.locator(".changed-numbers li")).to_have_count(1)
        expect(frame.locator(".number")).to_have_text(number)
        expect(slider).to_be_focused()
        assert page.evaluate("history.length") == before
        # Read anew, the frame is where it was.
        assert dict(parse_qsl(urlsplit(frame.url).query))["rental_rate"] == str(value)
        frame.evaluate("location.reload()")
        expect(frame.locator(".number")).to_have_text(number)
        expect(frame.locator(".says")).to_have_text(written)
        # What is published is one touch away.
        frame.locator(".what-if button").click()
        expect(frame.locator(".number")).to_have_text(
            live.number(telling(language), "final_run_cost")
        )
        expect(frame.locator(".changed-numbers li")).to_have_count(0)
        assert page.context.cookies() == []


def test_a_chart_follows_when_it_is_let_go_and_what_is_open_stays_open(browser, site, host):
    with article(browser, host, code(site, "ladder")) as page:
        frame = framed(page)
        assert holds_nothing(frame)
        frame.locator("summary").click()
        before = frame.locator("svg.wide").inner_html()
        slider = frame.get_by_role("slider")
        slider.press("Home")
        expect(frame.locator("footer a")).to_have_attribute(
            "href", "../?v=2&gpu_count_h20=0&lang=en"
        )
        assert frame.locator("svg.wide").inner_html() != before
        picture = embedding.draw("ladder", Link(changes=Scenario({"gpu_count_h20": 0.0})), "en")
        expect(frame.locator("h1")).to_have_text(picture.title)
        expect(frame.get_by_role("status")).to_have_text(picture.title)
        expect(frame.locator("table")).to_be_visible()
        # Only the last of many moves is drawn, however they overtake one another.
        for _ in range(3):
            slider.press("ArrowRight")
        slider.press("End")
        last = stops("gpu_count_h20", "en")[-1].value
        expect(frame.locator("footer a")).to_have_attribute(
            "href", f"../?v=2&gpu_count_h20={last:.0f}&lang=en"
        )
        expect(frame.locator("body")).not_to_have_attribute("data-waits", "yes")


def test_the_full_page_opens_beside_the_article_with_the_scenario(browser, site, host):
    with article(browser, host, code(site, "capex", rental_rate=3.0)) as page:
        frame = framed(page)
        with page.context.expect_page() as opening:
            frame.locator("footer a").click()
        assert opening.value.url.startswith(f"{site}/capex?v=2&rental_rate=3")
        assert opening.value.evaluate("opener") is None
        assert urlsplit(page.url).netloc == urlsplit(host.address).netloc


# ---- as high as it is ----


@pytest.mark.parametrize("width", [320, 700])
def test_a_frame_is_as_high_as_what_is_in_it_also_once_that_grows(browser, site, host, width):
    frames = code(site, "tco") + "<p>Between.</p>" + code(site, "rental", rental_rate=3.0)
    size = {"width": width, "height": 700}
    with article(browser, host, frames, "iframe { height: 90px }", viewport=size) as page:
        for place in (0, 1):
            outside = page.locator("iframe").nth(place)
            outside.scroll_into_view_if_needed()
            frame = outside.element_handle().content_frame()
            frame.wait_for_load_state()
            for opened in (False, True):
                if opened and frame.locator("summary").count():
                    frame.locator("summary").click()
                page.wait_for_function(
                    "([frame, high]) => Math.abs(frame.getBoundingClientRect().height - high) < 2",
                    arg=[outside.element_handle(), needed(frame)],
                )
            assert frame.evaluate("document.documentElement.scrollHeight <= innerHeight")
            assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_one_frame_does_not_set_the_height_of_another_and_strangers_set_none(browser, site, host):
    stranger = (
        "<iframe title='a stranger' style='height:77px' srcdoc=\"<script>"
        "parent.postMessage({embeddedHeight:1234},'*')</script>\"></iframe>"
    )
    with article(browser, host, code(site, "tco") + stranger) as page:
        frame = page.locator("iframe").first.element_handle().content_frame()
        expect(frame.locator(".number")).to_be_visible()
        page.evaluate("postMessage({ embeddedHeight: 5 }, '*')")
        page.wait_for_timeout(500)
        assert page.locator("iframe").last.bounding_box()["height"] < 90
        assert abs(height_of_first(page) - needed(frame)) < 2


def height_of_first(page: Page) -> float:
    return page.locator("iframe").first.bounding_box()["height"]


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
def test_without_the_script_nothing_is_cut_at_any_width(browser, site, language):
    page = browser.new_context(viewport={"width": 320, "height": 300}).new_page()
    cut = []
    # A figure of each shape of sum, and every chart.
    for id in (*embedding.known()[::9], *charts()):
        page.goto(f"{site}/embed/{id}?lang={language}")
        given = embedding.draw(id, Link(), language).height
        for width in (320, 390, 700, 1000):
            page.set_viewport_size({"width": width, "height": 300})
            if needed(page.main_frame) > given:
                cut.append((id, width, given, needed(page.main_frame)))
    page.context.close()
    assert cut == []


# ---- where something is missing ----


@pytest.mark.parametrize("id", ["tco", "ladder"])
def test_without_scripts_it_is_whole_and_offers_nothing_that_does_not_work(browser, site, host, id):
    with article(browser, host, code(site, id), java_script_enabled=False) as page:
        frame = page.frame_locator("iframe")
        expect(frame.locator("footer a")).to_be_visible()
        expect(frame.get_by_role("slider")).to_have_count(0)
        expect(frame.locator(".number" if id == "tco" else "svg.wide")).to_be_visible()
        for hidden in (".what-if", ".lost"):
            expect(frame.locator(hidden)).to_be_hidden()


def test_where_the_line_is_cut_it_says_so_and_goes_on_when_it_is_back(browser, site, host):
    with article(browser, host, code(site, "final_run_cost")) as page:
        frame = framed(page)
        slider = frame.get_by_role("slider")
        with page.expect_response(lambda answer: "/previews/" in answer.url):
            slider.press("ArrowRight")
        expect(frame.locator("footer a")).to_have_attribute("href", link_with("2.05"))
        page.context.set_offline(True)
        slider.press("ArrowRight")
        expect(frame.get_by_role("alert")).to_have_text(SAY("embedding.lost"))
        # All of it is of one scenario again.
        there = telling("en", {"rental_rate": 2.05})
        expect(slider).to_have_attribute("aria-valuetext", there.changed("rental_rate")[0])
        expect(frame.locator(".number")).to_have_text(live.number(there, "final_run_cost"))
        expect(frame.locator("footer a")).to_have_attribute("href", link_with("2.05"))
        page.context.set_offline(False)
        slider.press("ArrowRight")
        expect(frame.locator("footer a")).to_have_attribute("href", link_with("2.1"))
        expect(frame.locator(".lost")).to_be_hidden()


def link_with(rate: str) -> str:
    return f"../claim?v=2&rental_rate={rate}&lang=en"


def test_a_frame_that_its_host_has_closed_off_works_all_the_same(browser, site, host):
    closed = code(site, "final_run_cost").replace("<iframe", '<iframe sandbox="allow-scripts"')
    with article(browser, host, closed) as page:
        frame = framed(page)
        frame.get_by_role("slider").press("End")
        highest = telling("en", {"rental_rate": stops("rental_rate", "en")[-1].value})
        expect(frame.get_by_role("status")).to_contain_text(live.number(highest, "final_run_cost"))
        assert abs(height(page) - needed(frame)) < 2


@pytest.mark.parametrize("id", ["tco", "fleet_power", "ladder"])
def test_where_frames_are_forbidden_what_stands_in_the_code_stays(browser, site, host, id):
    host.headers["content-security-policy"] = f"frame-src 'none'; script-src {site}"
    with article(browser, host, code(site, id), bypass_csp=False) as page:
        link = page.get_by_role("link")
        found = embedding.draw(id, Link(), "en")
        expect(link).to_have_attribute("href", f"{site}/{found.page}")
        expect(page.locator("iframe")).to_have_count(0)
        if found.picture:
            expect(link.locator("img")).to_have_attribute("alt", found.alt)
        else:
            expect(link).to_have_text(found.title)


# ---- how it looks, and is heard ----


GROUNDS = {"light": "rgb(251, 250, 247)", "dark": "rgb(21, 23, 26)"}


def stands_on(frame: Frame, name: str) -> None:
    expect(frame.locator("html")).to_have_css("background-color", GROUNDS[name])


@pytest.mark.parametrize(
    ("style", "scheme", "theme", "expected"),
    [
        ("", "dark", "", "light"),  # A page that says nothing is white.
        (":root { color-scheme: light dark }", "dark", "", "dark"),
        (":root { color-scheme: light dark }", "light", "", "light"),
        (":root { color-scheme: dark }", "light", "", "dark"),
        ("body { background: #1b1b1b }", "light", "", "dark"),
        ("body { background: #1b1b1b } main { background: #fff }", "dark", "", "light"),
        ("body { background: #1b1b1b }", "light", "light", "light"),
        ("", "light", "dark", "dark"),
    ],
)
def test_a_frame_is_light_or_dark_as_what_it_stands_on(
    browser, site, host, style, scheme, theme, expected
):
    html = code(site, "ladder", theme=theme)
    with article(browser, host, html, style, color_scheme=scheme) as page:
        frame = framed(page)
        expect(frame.locator("footer a")).to_be_visible()
        stands_on(frame, expected)
        # Moved, it stays so.
        frame.get_by_role("slider").press("Home")
        expect(frame.get_by_role("status")).not_to_be_empty()
        stands_on(frame, expected)


def test_a_frame_goes_dark_with_its_host_and_without_the_script_with_its_reader(
    browser, site, host
):
    whole = code(site, "tco")
    style = ":root { color-scheme: light dark }"
    for html in (whole, whole.partition("<script")[0]):
        with article(browser, host, html, style, color_scheme="light") as page:
            frame = framed(page)
            stands_on(frame, "light")
            page.emulate_media(color_scheme="dark")
            stands_on(frame, "dark")


@pytest.mark.parametrize("id", ["tco", "unexplained_share_of_opex", "ladder", "rental", "since"])
@pytest.mark.parametrize("theme", GROUNDS)
def test_axe_finds_nothing_in_a_frame(browser, site, host, id, theme):
    html = code(site, id, "id", theme, gpu_count_h20=9000.0)
    phone = {"width": 390, "height": 900}
    with article(browser, host, html, viewport=phone) as page:
        frame = framed(page)
        stands_on(frame, theme)
        for summary in frame.locator("summary").all():
            summary.click()
        found = Axe().run(page).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"][:90]) for each in found] == []


@pytest.mark.parametrize("id", ["tco", "ladder"])
def test_it_needs_nothing_that_its_own_headers_forbid_and_asks_no_other_host(
    browser, site, host, id
):
    with article(browser, host, "", bypass_csp=False) as page:
        asked, said = [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(host.shows(code(site, id)))
        frame = framed(page)
        frame.get_by_role("slider").press("Home")
        expect(frame.get_by_role("status")).not_to_be_empty()
        assert said == []
        assert {urlsplit(each).netloc for each in asked} <= {
            urlsplit(each).netloc for each in (site, host.address)
        }
        assert not [each for each in asked if "/_stcore" in each or "/static/js" in each]


# ---- a page of the story inside another site ----


def test_a_page_stays_inside_through_moves_pages_back_and_reload_without_cookies(
    browser, site, host
):
    address = f"{site}/claim?embed=true&lang=en&rental_rate=3"
    html = f'<iframe src="{address}" title="A page" width="100%" height="700"></iframe>'
    with article(browser, host, html, viewport={"width": 900, "height": 900}) as page:
        frame = framed(page)

        def eventually(holds: Callable[[], bool]) -> None:
            for _ in range(150):
                if holds():
                    return
                page.wait_for_timeout(100)
            assert holds(), frame.url

        def inside(name: str, **parts: str) -> None:
            heading = frame.get_by_role("heading", level=1)
            expect(heading).to_have_text(SAY(f"pages.{name}.question"), timeout=20_000)
            expect(frame.locator("#paper")).to_have_count(0, timeout=20_000)
            said = {"embed": "true", "lang": "en", **parts}
            eventually(lambda: said.items() <= dict(parse_qsl(urlsplit(frame.url).query)).items())
            assert urlsplit(frame.url).path == f"/{path_of(name)}"
            assert frame.get_by_text(SAY("ui.contents")).count() == 0

        inside("claim", rental_rate="3")
        assert holds_nothing(frame)
        frame.get_by_role("slider").first.press("ArrowRight")
        inside("claim", rental_rate="3.05")
        frame.locator(".st-key-way_on a").last.click()
        inside("hardware", rental_rate="3.05")
        frame.get_by_role("slider").first.press("ArrowLeft")
        inside("hardware", rental_rate="3.05", gpu_count_h20="25000")
        # Of the host's page, as its reader would.
        page.evaluate("history.back()")
        inside("claim", rental_rate="3.05")
        frame.evaluate("location.reload()")
        inside("claim", rental_rate="3.05")
        assert page.url == f"{host.address}/"
        assert page.context.cookies(host.address) == []


# ---- how it is found ----


@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_where_to_ask_about_it_with_its_scenario(site, page):
    html = ask(site, f"/{path_of(page)}?rental_rate=3&lang=id").text
    soup = BeautifulSoup(html, "html.parser")
    for kind in ("application/json", "text/xml"):
        address = soup.select_one(f'link[rel=alternate][type="{kind}+oembed"]')["href"]
        assert address.startswith(f"{site}/oembed?")
        answer = ask(site, address.removeprefix(site))
        assert answer.status == 200 and answer.headers["content-type"].startswith(kind)
        if kind == "application/json":
            html = json.loads(answer.text)["html"]
            found = urlsplit(BeautifulSoup(html, "html.parser").iframe["src"])
            assert "rental_rate=3" in found.query and "lang=id" in found.query
            framed = ask(site, f"{found.path}?{found.query}")
            assert framed.status == 200 and 'lang="id"' in framed.text


def test_the_server_answers_head_and_says_again_that_what_is_kept_holds(site):
    for path in (
        "/embed/tco?lang=en",
        "/embed/tco/code",
        "/embed.js",
        f"/oembed?url={quote(site)}",
    ):
        same_as_get(site, path)
        tag = ask(site, path).headers["etag"]
        assert ask(site, path, if_none_match=tag).status == 304
    for path in ("/embed/tcoo", "/oembed?url=https://example.com/"):
        assert ask(site, path).status == 404
    assert ask(site, "/oembed").status == 400
    assert ask(site, "/embed/tco?theme=x").text.startswith("theme: 'x'")

"""The folder that needs no server, built and opened: no link is broken, no other host is asked."""

import functools
import html
import http.server
import posixpath
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

import exports
from content import LANGUAGES, PAGES, path_of
from data import RECORDS
from offline import fetching, folder, live, places
from offline.places import Copy
from paper import pages
from telling import Telling

# Enough for links to lead from one to another, in language and scenario.
BUILT = (Copy("en"), Copy("id"), Copy("id", "documented_only"))
# What the live page needs from elsewhere; `make offline` keeps it here as well.
FETCHED = Path(__file__).resolve().parent.parent / "build" / "fetched"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a few copies."""
    target = tmp_path_factory.mktemp("a stick") / "offline"
    folder.build(target, BUILT, processes=2, kept=FETCHED if fetching.can_fetch() else None)
    return target


def links_of(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        return [html.unescape(each) for each in re.findall(r'\s(?:href|src)="([^"]*)"', text)]
    if path.suffix == ".css":
        return [each for each in re.findall(r"url\(\"?([^)\"]*)", text) if ":" not in each]
    return re.findall(r"\]\(((?:[^()\s]|\([^()\s]*\))+)", text)


def test_no_link_of_the_folder_is_broken_or_leads_to_another_host_but_a_sources(built):
    known = {row.address for row in RECORDS.sources.values()}
    named: dict[Path, set[str]] = {}
    faults, followed = [], set()
    for path in built.rglob("*"):
        if path.suffix not in (".html", ".md", ".css") and path.name != "llms.txt":
            continue
        if built / live.FOLDER / "stlite" in path.parents:
            continue
        for link in links_of(path):
            parts = urlsplit(link)
            if parts.scheme == "data" or link in known:
                continue
            to = (path.parent / unquote(parts.path)).resolve() if parts.path else path.resolve()
            followed.add(to)
            # Of all there is only the live page reads what stands behind its address.
            is_live = built / live.FOLDER in to.parents
            if parts.scheme or parts.netloc or not to.is_file() or (parts.query and not is_live):
                faults.append((str(path.relative_to(built)), link))
            elif parts.fragment and to.suffix == ".html":
                if to not in named:
                    named[to] = set(re.findall(r'\sid="([^"]*)"', to.read_text(encoding="utf-8")))
                if parts.fragment not in named[to]:
                    faults.append((str(path.relative_to(built)), link))
    assert faults == []
    # Whatever there is to read can be reached from what the folder opens with.
    documents = {each.resolve() for each in built.rglob("*.html") if each != built / "index.html"}
    assert documents - followed == set()


def test_the_folder_holds_what_the_site_answers(built):
    for copy in BUILT:
        names = {
            path.relative_to(built / copy.folder).as_posix()
            for path in (built / copy.folder).rglob("*")
        }
        assert {places.file_of(page) for page in PAGES} | {"chart/ladder.png"} <= names
        assert {*places.files().values()} - names == set()
    told = (built / "id/documented_only/capex.html").read_text(encoding="utf-8")
    assert (
        "<form" not in told
        and 'aria-current="true">' + LANGUAGES["id"].label("stories.documented_only.name") in told
    )
    # The words that had a link are still there.
    assert LANGUAGES["en"].label("classroom.open_room") in (built / "en/classroom.html").read_text(
        encoding="utf-8"
    )


@pytest.fixture
def served(built: Path) -> Iterator[str]:
    """The folder below an address, as any web server has it."""
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=built.parent)
    handler.log_message = lambda *_: None  # type: ignore[attr-defined]
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{built.name}/"
        server.shutdown()


@pytest.mark.parametrize("from_a_stick", [False, True], ids=["served", "from a stick"])
def test_a_reader_walks_through_the_folder_without_a_network(
    browser: Browser, built: Path, served: str, from_a_stick: bool
):
    start = (built / "index.html").as_uri() if from_a_stick else served
    asked, failed = [], []
    with browser.new_context() as context:
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("requestfailed", lambda request: failed.append(request.url))
        page.on("response", lambda answer: answer.ok or failed.append(answer.url))
        page.goto(start)
        assert page.get_by_text("$5.576 million").first.is_visible()
        page.get_by_role("navigation", name="Language").get_by_role("link").nth(1).click()
        page.wait_for_url("**/id/index.html")
        assert page.locator("html").get_attribute("lang") == "id"
        page.get_by_role("link", name=LANGUAGES["id"].label("stories.documented_only.name")).click()
        page.wait_for_url("**/id/documented_only/index.html")
        page.locator(".ways .next").first.click()
        page.wait_for_url("**/id/documented_only/claim.html")
        assert page.locator("h1").is_visible()
        # The style came with it.
        family = page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily")
        assert "Source Serif" in family
        if from_a_stick and fetching.can_fetch():
            # There no script of the folder may ask for a file: the page says what to do.
            page.goto((built / "live" / "claim" / "index.html").as_uri())
            said = page.locator("p[lang=id]")
            expect(said).to_have_text(LANGUAGES["id"].label("offline.readme"))
            # It asked for the script and was refused, by the browser.
            assert [urlsplit(url).path.split("/")[-1] for url in failed] == ["live.js"]
            failed.clear()
            page.get_by_role("link", name="index.html").click()
            page.wait_for_url("**/index.html")
    beginning = built.as_uri() if from_a_stick else posixpath.dirname(served)
    own = (beginning, "data:")
    # A server is asked for an icon by itself where a document names none.
    assert [url for url in asked if not url.startswith(own)] == [] and failed == []


def headlines(page: Page, within: str) -> list[str]:
    """The figures that a page answers with, as they are written on it."""
    return page.locator(f"{within} .headline .number").all_inner_texts()


def lead(page: Page, link: str, question: str) -> None:
    """Press a link once Python is at rest, and see the page with this heading come.

    What is pressed just as a run ends is lost in this Streamlit now and then: it is pressed again.
    """
    heading = page.locator("#root h1")
    for _ in range(3):
        page.wait_for_function("globalThis.hands?.hasPage")
        expect(page.locator("[data-testid=stStatusWidget]")).to_have_count(0, timeout=60_000)
        page.wait_for_timeout(1000)
        if heading.inner_text() != question:
            page.locator(link).first.click()
        try:
            expect(heading).to_have_text(question, timeout=20_000)
            break
        except AssertionError:
            continue
    expect(heading).to_have_text(question)


def changed_and_back(page: Page, paper: Page) -> None:
    """Change a number: what rests on it follows, as on the site; and change it back."""
    before = headlines(page, "#root")
    number, slider = page.locator("#root .headline .number").first, page.get_by_role("slider").first
    slider.press("ArrowRight")
    expect(number).not_to_have_text(before[0], timeout=20_000)
    page.wait_for_url("**/live/claim?*rental_rate=*")
    link, _ = exports.read(parse_qsl(urlsplit(page.url).query), LANGUAGES)
    drawn = pages.draw("claim", link, "en")
    paper.set_content(f'<div id="paper">{drawn.html(dict.fromkeys(drawn.charts, ""))}</div>')
    assert headlines(page, "#root") == headlines(paper, "#paper")
    slider.press("ArrowLeft")
    expect(number).to_have_text(before[0], timeout=20_000)


def test_every_page_is_live_in_a_browser_with_the_figures_of_the_site(
    browser: Browser, built: Path, served: str
):
    if not fetching.can_fetch():
        pytest.skip("npm is not installed")
    tell = Telling.of(LANGUAGES["en"])
    asked, failed, sizes, said = [], [], [], []
    with browser.new_context() as context:
        # Nobody answers for any other host.
        context.route(
            lambda url: not url.startswith((served, "data:", "blob:")), lambda route: route.abort()
        )
        page, paper = context.new_page(), context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("response", lambda answer: answer.status >= 400 and failed.append(answer.url))
        page.on(
            "requestfinished",
            lambda request: sizes.append(request.sizes()["responseBodySize"]),
        )
        page.on("console", lambda message: message.type == "error" and said.append(message.text))
        page.goto(f"{served}live/?lang=en")
        # There at once as paper, whatever is still on its way.
        expect(page.locator("#paper h1")).to_be_visible(timeout=10_000)
        assert page.locator("#root h1").count() == 0
        expect(page.locator("#paper")).to_have_count(0, timeout=120_000)
        for place, name in enumerate(PAGES):
            expect(page.locator("#root .st-key-way_on")).to_be_visible(timeout=60_000)
            expect(page.locator("#root h1")).to_have_text(tell.say(f"pages.{name}.question"))
            assert urlsplit(page.url).path.endswith(f"/live/{path_of(name)}")
            paper.goto(f"{served}en/{places.file_of(name)}")
            assert headlines(page, "#root") == headlines(paper, "#paper"), name
            if name == "claim":
                changed_and_back(page, paper)
            # Its links lead to what the folder has, or are none.
            to = page.locator("#root a[href]").evaluate_all("all => all.map((each) => each.href)")
            own = {unquote(urlsplit(each).path) for each in to if each.startswith(served)}
            for each in own - {urlsplit(f"{served}live/{path_of(name)}").path for name in PAGES}:
                path = each.removeprefix(urlsplit(served).path)
                assert (built / path).is_file(), (name, path)
            if place + 1 < len(PAGES):
                lead(page, ".st-key-next a", tell.say(f"pages.{PAGES[place + 1]}.question"))
        # What a reader waits for, and pays for.
        assert 0 < sum(sizes) < 45e6
        # A link opens its page, with its numbers and in its language, on a fresh start.
        page.goto(f"{served}live/capex?gpu_count_a100=0&lang=id")
        expect(page.locator("#paper h1")).to_be_visible(timeout=10_000)
        expect(page.locator("#paper")).to_have_count(0, timeout=120_000)
        link, _ = exports.read([("gpu_count_a100", "0")], LANGUAGES)
        drawn = pages.draw("capex", link, "id")
        paper.set_content(f'<div id="paper">{drawn.html(dict.fromkeys(drawn.charts, ""))}</div>')
        assert headlines(page, "#root") == headlines(paper, "#paper")
        assert urlsplit(page.url).path.endswith("/live/capex")
    assert [url for url in asked if not url.startswith((served, "data:", "blob:"))] == []
    assert failed == [] and said == []

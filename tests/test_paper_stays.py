"""Where the live page cannot come its paper stays, whole, says so in one line, and leads on."""

import os
import re
import signal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from content import LANGUAGES, PAGES, path_of
from tests import server
from tests.conftest import EVERY_LANGUAGE
from tests.line import line
from tests.reading import is_shown, question
from tests.test_waiting import proxy

PHONE = {"width": 390, "height": 844}
SCRIPTS = re.compile(r"\.js(\?|$)")
# A telephone's, in bytes a second and milliseconds.
SLOW = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
# Half a minute of a clock that is set in the style passes in half a second.
FAST = 60


def figure(page: Page):
    return page.locator("#paper .headline .number").first


def hasten(page: Page) -> None:
    """Let what a style times pass sooner."""
    session = page.context.new_cdp_session(page)
    session.send("Animation.enable")
    session.send("Animation.setPlaybackRate", {"playbackRate": FAST})


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_where_scripts_do_not_come_one_line_says_so_after_a_while(
    browser: Browser, site: str, code: str, motion: str
):
    context = browser.new_context(viewport=PHONE, reduced_motion=motion)
    page = context.new_page()
    page.route(SCRIPTS, lambda route: route.abort())
    page.goto(f"{site}/claim?lang={code}&rental_rate=3")
    said = page.get_by_text(LANGUAGES[code].label("late.sentence"))
    page.wait_for_timeout(1_000)
    expect(said).to_be_hidden()
    hasten(page)
    page.reload()
    expect(said).to_be_visible()
    assert page.locator(".paper-note:visible, .waiting:visible").count() == 1
    page.locator(".ways .next").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(question("hardware", code))
    context.close()


def test_where_another_line_says_so_this_one_does_not(browser: Browser, site: str):
    with proxy(site, refuses=True) as between:
        context = browser.new_context(viewport=PHONE)
        page = context.new_page()
        hasten(page)
        page.goto(f"{between.address}/claim?lang=en")
        expect(page.locator(".waiting summary")).to_be_visible(timeout=8_000)
        page.wait_for_timeout(1_000)
        expect(page.locator(".paper-note.late")).to_be_hidden()
        # Both pages are there, one of them out of sight and hearing.
        assert [each["id"] for each in Axe().run(page).response["violations"]] == []
        context.close()


def test_on_a_slow_line_the_page_is_read_until_it_is_live_and_nothing_is_said(
    browser: Browser, site: str
):
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    page.goto(f"{site}/claim?lang=en&rental_rate=3", wait_until="commit")
    expect(figure(page)).to_have_text("$8.364 million")
    assert page.locator("#root h1").count() == 0
    # While it comes there is one page for eye and ear, and both are served well.
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert [each["id"] for each in Axe().run(page).response["violations"]] == []
    is_shown(page, "claim", seconds=60)
    expect(page.locator(".waiting, .paper-note")).to_have_count(0)
    context.close()


def test_without_scripts_only_that_is_said(browser: Browser, site: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/claim?lang=en")
    notes = page.locator(".paper-note:visible")
    expect(notes).to_have_text([LANGUAGES["en"].label("without_scripts.sentence")])
    expect(page.locator(".paper-note.late")).to_have_css("display", "none")
    context.close()


def test_a_server_that_dies_before_the_page_is_live_leaves_it_readable_and_comes_back_to_it(
    browser: Browser,
):
    with server.running() as first, proxy(first.address, refuses=True) as between:
        context = browser.new_context(viewport=PHONE)
        page = context.new_page()
        page.goto(f"{between.address}/claim?lang=en&rental_rate=3")
        expect(figure(page)).to_have_text("$8.364 million")
        # Its scripts are there; what they cannot have is the line.
        page.locator("#root > *").first.wait_for(state="attached")
        os.kill(first.process, signal.SIGKILL)
        expect(page.locator(".waiting summary")).to_be_visible(timeout=10_000)
        expect(figure(page)).to_have_text("$8.364 million")
        with server.running() as second:
            between.leads_to(second.address)
            between.opens = True
            is_shown(page, "claim", seconds=40)
            expect(page.locator("#root .headline .number").first).to_have_text("$8.364 million")
        context.close()


def test_a_server_that_is_away_when_the_page_is_live_takes_nothing_from_it(browser: Browser):
    with server.running() as first, line(first.address) as between:
        context = browser.new_context(viewport=PHONE)
        page = context.new_page()
        page.goto(f"{between.address}/claim?lang=en&rental_rate=3")
        is_shown(page, "claim", seconds=20)
        os.kill(first.process, signal.SIGKILL)
        page.wait_for_timeout(2_000)
        shown = page.locator("#root .headline .number").first
        expect(shown).to_have_text("$8.364 million")
        expect(page.locator("#paper")).to_have_count(0)
        with server.running() as second:
            between.leads_to(second.address)
            page.get_by_role("slider", name="Rental price").press("ArrowRight")
            # The server has heard of it once the address says it.
            page.wait_for_url(re.compile("rental_rate=3.05"), timeout=90_000)
            expect(shown).to_have_text("$8.503 million")
        context.close()


@pytest.mark.parametrize("has_scripts", [True, False], ids=["line refused", "no scripts"])
def test_back_and_forward_lead_from_paper_to_paper(browser: Browser, site: str, has_scripts: bool):
    with proxy(site, refuses=True) as between:
        context = browser.new_context(viewport=PHONE, java_script_enabled=has_scripts)
        page = context.new_page()
        page.goto(f"{between.address}/claim?lang=en&rental_rate=3")
        page.locator(".ways .next").click()
        heading = page.get_by_role("heading", level=1)
        expect(heading).to_have_text(question("hardware"))
        page.go_back()
        expect(heading).to_have_text(question("claim"))
        expect(figure(page)).to_have_text("$8.364 million")
        page.go_forward()
        expect(heading).to_have_text(question("hardware"))
        assert "rental_rate=3" in page.url
        page.reload()
        expect(heading).to_have_text(question("hardware"))
        expect(page.locator("#paper")).to_have_count(1)
        context.close()


# A window of 1280 pixels at 200 % and at 400 %.
@pytest.mark.parametrize("width", [640, 320])
@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_enlarged_nothing_is_cut_and_the_bar_covers_nothing_that_has_the_focus(
    browser: Browser, site: str, code: str, width: int
):
    context = browser.new_context(
        viewport={"width": width, "height": 1024 * width // 1280}, java_script_enabled=False
    )
    page = context.new_page()
    for name in PAGES:
        page.goto(f"{site}/{path_of(name)}?lang={code}&gpu_count_h20=20000")
        sheet = page.locator("#paper")
        sizes = "each => [each.scrollWidth, each.clientWidth]"
        inner, outer = sheet.evaluate(sizes)
        assert inner <= outer, name
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    # Back through the page by keyboard: the bar stays at the top, where the focus arrives.
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        covered = page.evaluate("""() => {
            const each = document.activeElement, { left, top } = each.getBoundingClientRect();
            const bar = document.querySelector(".paper-bar");
            return !bar.contains(each) && each !== document.body
                && bar.getBoundingClientRect().bottom > top + 1;
        }""")
        assert not covered
    context.close()


def headings(page: Page) -> list[tuple[str, str]]:
    """The headings with their levels, in the order in which they are heard."""
    return re.findall(r'- heading "?(.*?)"? (\[level=\d\])', page.locator("body").aria_snapshot())


@pytest.mark.parametrize("name", PAGES)
def test_who_listens_finds_the_same_before_and_after_the_live_page_has_come(
    page: Page, site: str, name: str
):
    page.route(SCRIPTS, lambda route: route.abort())
    page.goto(f"{site}/{path_of(name)}?lang=en")
    before = headings(page)
    page.unroute(SCRIPTS)
    page.reload()
    is_shown(page, name, seconds=20)
    after = headings(page)
    first = (question(name), "[level=1]")
    assert before[0] == after[0] == first
    assert before.count(first) == after.count(first) == 1
    # What the live page has folded away is not heard there yet.
    assert [each for each in before if each in after] == after

"""The paper of a page is there before any script, and makes way for the live page unnoticed."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from content import LANGUAGES, PAGES, path_of
from tests.conftest import EVERY_LANGUAGE
from tests.reading import is_shown, question
from tests.test_waiting import proxy

PHONE = {"width": 390, "height": 844}
# Sums up how far things on the page jump, as browsers count it.
JUMPS = """() => {
  window.jumps = 0;
  new PerformanceObserver((list) => {
    for (const each of list.getEntries()) if (!each.hadRecentInput) window.jumps += each.value;
  }).observe({ type: "layout-shift", buffered: true });
}"""
# How far below the window's top the first element with this text is.
TOP_OF = """([root, words]) => {
  const all = [...document.querySelectorAll(root + " p, " + root + " h2")];
  const found = all.find((each) => each.innerText.trim().startsWith(words));
  return found ? found.getBoundingClientRect().top : null;
}"""


def paper_of(page: Page):
    return page.locator("#paper")


@pytest.mark.parametrize("page_name", PAGES)
def test_without_scripts_a_page_is_there_to_be_read(browser: Browser, site: str, page_name: str):
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(f"{site}/{path_of(page_name)}?lang=en")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(question(page_name, "en"))
    expect(heading).to_be_in_viewport()
    # Nothing runs over the edge of a phone.
    assert page.locator(".paper-page").bounding_box()["width"] <= PHONE["width"]
    context.close()


def test_without_scripts_a_link_leads_on_with_the_scenario(browser: Browser, site: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/claim?lang=en&rental_rate=3")
    expect(page.locator(".figure .number").first).to_have_text("$8.364 million")
    page.locator(".ways .next").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(question("hardware", "en"))
    assert "rental_rate=3" in page.url
    page.locator(".paper-bar nav.languages a[lang=id]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(question("hardware", "id"))
    context.close()


def test_the_first_paint_asks_for_no_script(browser: Browser, site: str):
    context = browser.new_context()
    page = context.new_page()
    page.route(re.compile(r"\.js(\?|$)"), lambda route: route.abort())
    page.goto(f"{site}/capex?lang=en", wait_until="commit")
    expect(page.locator("#paper .headline .number")).to_be_visible()
    context.close()


def test_the_font_of_icons_comes_only_where_an_icon_is_shown(browser: Browser, site: str):
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}/capex?lang=en")
    is_shown(page, "capex", seconds=20)
    page.locator("#root [data-testid=stExpander] summary").first.click()
    expect(page.locator("#root [data-testid=stExpander] details[open]").first).to_be_visible()
    page.locator("#root [data-testid=stPopoverButton]").first.click()
    page.wait_for_timeout(500)
    assert not [each for each in asked if "MaterialSymbols" in each]
    # Arrows are there all the same: every place of an icon has one drawn.
    widths = page.locator("#root [data-testid=stIconMaterial]").evaluate_all(
        "all => all.map(each => parseFloat(getComputedStyle(each, '::before').borderRightWidth))"
    )
    assert widths and all(widths)
    with page.expect_request(re.compile("MaterialSymbols")):
        page.evaluate(
            """() => {
              const icon = document.createElement("span");
              icon.style.fontFamily = "Material Symbols Rounded";
              icon.append("warning");
              document.body.append(icon);
            }"""
        )
    context.close()


def jumps_of(browser: Browser, address: str, page_name: str, width: int) -> float:
    """How far things jump while a page opens, the live page taking its paper's place included."""
    context = browser.new_context(viewport={"width": width, "height": 844})
    page = context.new_page()
    page.add_init_script(f"({JUMPS})()")
    page.goto(address)
    before = page.evaluate(
        "() => document.querySelector('#paper .opening')?.getBoundingClientRect().top ?? null"
    )
    is_shown(page, page_name, seconds=20)
    page.wait_for_timeout(500)
    after = page.evaluate(
        "() => document.querySelector('#root .opening').getBoundingClientRect().top"
    )
    assert before is None or abs(after - before) <= 4
    jumps = page.evaluate("window.jumps")
    context.close()
    return jumps


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("page_name", PAGES)
def test_nothing_jumps_when_the_live_page_comes(
    browser: Browser, site: str, page_name: str, width: int
):
    address = f"{site}/{path_of(page_name)}?lang=en"
    # A busy machine can bring fonts and charts late; what a page does by itself it does each time.
    assert any(jumps_of(browser, address, page_name, width) <= 0.1 for _ in range(3))


def jumps_when_letters_come_late(browser: Browser, address: str) -> float:
    """How far things on the paper jump when its fonts come after it was drawn without them."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.add_init_script(f"({JUMPS})()")
    page.route(re.compile(r"/live\..*js"), lambda route: route.abort())
    fonts: list[Route] = []
    page.route(re.compile("woff2"), lambda route: fonts.append(route))
    page.goto(address, wait_until="commit")
    expect(paper_of(page).locator(".opening h1")).to_be_visible()
    page.wait_for_timeout(150)
    assert fonts
    for font in fonts:
        font.continue_()
    page.wait_for_function(
        "[...document.fonts].filter((it) => it.family.startsWith('Source')).every("
        "(it) => it.status === 'loaded')"
    )
    page.wait_for_timeout(150)
    jumps = page.evaluate("window.jumps")
    context.close()
    return jumps


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_letters_that_come_late_leave_lines_where_they_are(browser: Browser, site: str, code: str):
    jumps = {
        name: jumps_when_letters_come_late(browser, f"{site}/{path_of(name)}?lang={code}")
        for name in PAGES
    }
    # A word that just goes into a line with one font and just not with the other may move a page,
    # but not every page: without stand-ins of the same width the mean is 0.12.
    assert sum(jumps.values()) / len(jumps) <= 0.05, jumps


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_until_the_line_opens_paper_is_all_there_is_and_then_the_page_goes_on_where_one_was(
    browser: Browser, site: str, code: str
):
    with proxy(site, refuses=True) as between:
        context = browser.new_context(viewport=PHONE)
        page = context.new_page()
        page.goto(f"{between.address}/claim?lang={code}")
        status = page.get_by_role("status").filter(has_text=LANGUAGES[code].label("waiting.title"))
        expect(status).to_be_visible(timeout=8_000)
        # One heading for the eye and for the ear.
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        # Reading on: a passage in the middle of the page stands at the window's top.
        passage = paper_of(page).locator(".prose").nth(4).locator("p").first
        words = passage.inner_text()[:40]
        passage.evaluate("each => each.scrollIntoView({ block: 'start' })")
        page.mouse.wheel(0, -60)
        page.wait_for_timeout(300)
        before = page.evaluate(TOP_OF, ["#paper", words])
        fold = paper_of(page).locator("details.fold", has_text=LANGUAGES[code].label("ui.how"))
        fold.first.evaluate("each => { each.open = true; }")
        passage.evaluate("each => each.scrollIntoView({ block: 'start' })")
        before = page.evaluate(TOP_OF, ["#paper", words])
        link = paper_of(page).locator(".figure .grade a").nth(1)
        link.evaluate("each => each.focus({ preventScroll: true })")
        of_link = link.inner_text()
        between.opens = True
        is_shown(page, "claim", code, seconds=30)
        assert page.evaluate(TOP_OF, ["#root", words]) == pytest.approx(before, abs=40)
        focused = page.evaluate(
            "() => [document.activeElement.innerText, !!document.activeElement.closest('#root')]"
        )
        assert focused == [of_link, True]
        opened = page.locator("[data-testid=stExpander] details[open]")
        expect(opened).to_have_count(1)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        context.close()


def test_a_place_in_a_link_is_reached_on_paper_and_on_the_live_page(page: Page, site: str):
    page.goto(f"{site}/sources?lang=en#tco", wait_until="commit")
    is_shown(page, "sources", seconds=20)
    record = page.locator("#root #tco")
    expect(record).to_have_attribute("open", "")
    expect(record).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page_name", PAGES)
def test_paper_is_accessible(browser: Browser, site: str, page_name: str, scheme: str):
    context = browser.new_context(color_scheme=scheme, viewport=PHONE)
    page = context.new_page()
    page.goto(f"{site}/{page_name}.html?lang=id")
    found = Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"][:120]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


@pytest.mark.parametrize("page_name", PAGES)
def test_in_print_what_is_folded_away_is_there_and_nothing_is_cut(
    page: Page, site: str, page_name: str
):
    page.goto(f"{site}/{page_name}.html?lang=en&gpu_count_h20=20000")
    page.emulate_media(media="print", color_scheme="dark")
    hidden = page.evaluate("""() => [...document.querySelectorAll("details")]
        .filter((each) => !each.closest(".paper-bar"))
        .filter((each) => [...each.children].slice(1).some((inside) =>
            inside.getBoundingClientRect().height === 0))
        .map((each) => each.innerText.slice(0, 60))""")
    assert hidden == []
    ground = "getComputedStyle(document.querySelector('.paper')).backgroundColor"
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    assert "gpu_count_h20=20000" in page.locator("footer").inner_text()
    # The address of a source stands beside its name.
    addressed = page.evaluate("""() => [...document.querySelectorAll(".sources a")]
        .filter((each) => getComputedStyle(each, "::after").content.includes("http"))
        .map((each) => each.getAttribute("href"))""")
    named = [each.get_attribute("href") for each in page.locator(".sources a").all()[:200]]
    assert set(named) <= set(addressed)
    assert len(page.pdf()) > 5_000


def test_a_document_by_itself_has_the_fonts_of_the_page(page: Page, site: str):
    page.goto(f"{site}/claim.html?lang=en")
    loaded = page.evaluate("""async () => {
        await document.fonts.ready;
        return [...document.fonts].filter(each => each.status === "loaded")
            .map(each => each.family.replaceAll('"', ""));
    }""")
    assert {"Source Sans 3", "Source Serif 4"} <= set(loaded)


def test_paper_and_the_live_page_are_set_in_one_font(page: Page, site: str):
    page.goto(f"{site}/claim?lang=en")
    font = """(where) => getComputedStyle(document.querySelector(where)).fontFamily"""
    on_paper = page.evaluate(font, "#paper .prose p")
    assert "Source Sans 3" in on_paper
    is_shown(page, "claim", seconds=20)
    for where in (".stMain p", ".stApp"):
        assert page.evaluate(font, f"#root {where}").split(",")[0] == on_paper.split(",")[0]

"""The bar: two figures and how far they are from the published ones, what is changed, the link."""

import math
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

import costmodel
from content import LANGUAGES, path_of
from elements.bar import figures
from telling import Telling, bar
from tests.conftest import EVERY_LANGUAGE, SCENARIOS, telling
from tests.reading import is_shown

# How much of the window it may take, in pixels.
MOST = 56
WINDOWS = {
    "a desk": {"width": 1280, "height": 900},
    "a phone": {"width": 390, "height": 844},
    "a small phone": {"width": 320, "height": 568},
    "four times as large": {"width": 320, "height": 256},
}
SAY = LANGUAGES["en"].label
MANY = "&".join(
    f"{id}={row.allowed_high!r}"
    for id, row in list(costmodel.ASSUMPTIONS.items())[:14]
    if row.allowed_high != row.value
)


# ---- what it says ----


@pytest.mark.parametrize(
    ("rental_rate", "english", "indonesian"),
    [
        (2.0, "", ""),
        (3.0, "+50%", "+50%"),
        (2.05, "+2.5%", "+2,5%"),
        (1.0, "−50%", "−50%"),
        (2.0001, "+<0.1%", "+<0,1%"),
        (1.9999, "−<0.1%", "−<0,1%"),
        (4.0, "×2", "×2"),
        (15.0, "×7.5", "×7,5"),
    ],
)
def test_how_far_a_figure_is_from_the_published_one(rental_rate, english, indonesian):
    # The final run is so many hours at this price.
    changes = {"rental_rate": rental_rate}
    assert bar.distance(telling("en", changes), "final_run_cost") == english
    assert bar.distance(telling("id", changes), "final_run_cost") == indonesian
    assert bar.distance(telling("en", changes), "capex") == ""


def test_a_figure_near_nothing_is_not_said_to_be_nothing():
    changes = {id: 0.0 for id in costmodel.ASSUMPTIONS if id.startswith("gpu_count_")}
    assert bar.distance(telling("en", changes), "fleet_gpus") == "−100%"
    assert bar.distance(telling("en", {**changes, "gpu_count_h20": 1.0}), "fleet_gpus") == "−>99%"


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_a_ratio_without_a_divisor_is_neither_a_number_nor_a_distance(code):
    changes = {id: 0.0 for id in costmodel.ASSUMPTIONS if id.startswith("gpu_count_")}
    tell = telling(code, changes)
    assert not math.isfinite(tell.value("break_even_utilisation")) or tell.value("capex") == 0
    assert bar.number(tell, "final_run_cost", "capex") == "—"
    assert bar.distance(tell, "final_run_cost", "capex") == ""


def test_one_rung_over_another_is_the_figure_of_that_name_where_there_is_one():
    assert bar.key_of("tco", "final_run_cost") == "tco_ratio"
    assert bar.key_of("capex", "tco") == ""
    assert bar.key_of("capex") == "capex"
    tell = telling("en", {"rental_rate": 3.0})
    both = bar.number(tell, "tco", "final_run_cost"), bar.distance(tell, "tco", "final_run_cost")
    assert both == (bar.number(tell, "tco_ratio"), bar.distance(tell, "tco_ratio"))


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_figure_has_a_short_text_at_every_end(scenario, code):
    tell = telling(code, SCENARIOS[scenario])
    for id in costmodel.MODEL.figures:
        number, distance = bar.number(tell, id), bar.distance(tell, id)
        assert number and len(number) <= 24 and "nan" not in number + distance
        if scenario == "published":
            assert distance == ""
            assert bar.published(tell, id) == number


def test_beside_the_total_stands_the_pages_figure_or_the_final_run():
    tell = telling("en")
    for answer in ((), ("tco",)):
        assert lives(tell, answer) == ["bar.final_run_cost", "bar.tco"]
    assert lives(tell, ("capex",)) == ["bar.capex", "bar.tco"]
    # A ratio of the reader's choice follows no slider, and the model's own does.
    assert lives(tell, ("capex", "tco")) == ["", "bar.tco"]
    assert lives(tell, ("tco", "final_run_cost")) == ["bar.tco_ratio", "bar.tco"]
    assert [each["label"] for each in figures(tell, ("capex", "tco"))] == ["Ratio", "Total"]


def lives(tell: Telling, answer: tuple[str, ...]) -> list[str]:
    return [each["live"] for each in figures(tell, answer)]


# ---- how it stands there ----


def opened(browser: Browser, site: str, name: str, query: str = "", **context) -> Page:
    given = {"viewport": WINDOWS["a desk"], "locale": "en-GB", **context}
    page = browser.new_context(**given).new_page()
    page.goto(f"{site}/{path_of(name)}?lang=en&{query}")
    is_shown(page, name, seconds=20)
    heard(page)
    return page


def heard(page: Page) -> None:
    page.wait_for_function("globalThis.hands?.session && !hands.queue.length && hands.connected")


def open_numbers(page: Page) -> None:
    page.locator(".st-key-numbers button").click()
    expect(page.locator("[data-testid=stPopoverBody] #field_rental_rate")).to_be_visible()


BOX = """() => { const it = document.querySelector(".st-key-bar").parentElement;
    const box = it.getBoundingClientRect(); return [box.top, box.bottom]; }"""
TOO_WIDE = """() => [...document.querySelectorAll(".st-key-bar button, .bar-figures p")]
    .filter((each) => each.checkVisibility())
    .filter((each) => { const box = each.getBoundingClientRect();
        return box.right > innerWidth || box.left < 0 || each.scrollWidth > each.clientWidth + 1; })
    .map((each) => each.outerHTML.slice(0, 90))"""
TOUCHING = """() => { const boxes = [...document.querySelectorAll(
        ".st-key-bar button, .bar-figures p, .bar-count > [aria-hidden]")]
    .filter((each) => each.checkVisibility()).map((each) => each.getBoundingClientRect());
    return boxes.some((one, n) => boxes.slice(n + 1).some((other) =>
        one.left < other.right - 1 && other.left < one.right - 1)); }"""


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
@pytest.mark.parametrize("window", WINDOWS)
def test_it_takes_one_line_and_stays_in_view(browser, site, window, code):
    for name in ("capex", "verdict", "factcheck"):
        context = browser.new_context(viewport=WINDOWS[window])
        page = context.new_page()
        page.goto(f"{site}/{path_of(name)}?lang={code}&{MANY}")
        is_shown(page, name, code, seconds=20)
        for scrolled in (0, 700):
            page.evaluate(f"document.querySelector('[data-testid=stMain]').scrollTop = {scrolled}")
            page.wait_for_timeout(100)
            top, bottom = page.evaluate(BOX)
            assert top == 0 and bottom <= MOST
            assert page.evaluate(TOO_WIDE) == []
            assert not page.evaluate(TOUCHING)
        context.close()


@pytest.mark.parametrize("window", ["a desk", "four times as large"])
@pytest.mark.parametrize("name", ["claim", "sources"])
def test_what_has_the_focus_is_never_under_it(browser, site, name, window):
    page = opened(browser, site, name, viewport=WINDOWS[window])
    covered = """() => { const it = document.activeElement;
        if (!it || it === document.body || it.closest(".st-key-bar")) return null;
        const box = it.getBoundingClientRect();
        const seen = document.elementFromPoint(box.left + box.width / 2, Math.max(1, box.top + 3));
        const bar = document.querySelector(".st-key-bar").parentElement;
        return seen && bar.contains(seen) && box.height < innerHeight - bar.offsetHeight
            ? it.outerHTML.slice(0, 120) : null; }"""
    for key in ["Tab"] * 60 + ["Shift+Tab"] * 50:
        page.keyboard.press(key)
        assert page.evaluate(covered) is None
    page.context.close()


def test_its_figures_are_those_of_the_page_and_follow_a_change(browser, site):
    page = opened(browser, site, "claim", "rental_rate=3")
    first, total = page.locator(".bar-figures p").all()
    expect(first.locator("b")).to_have_text("$8.36 million")
    expect(first.locator(".distance")).to_have_text("+50%")
    expect(total.locator(".distance")).to_have_text("")
    expect(page.locator(".bar-count .unseen")).to_have_text(SAY("bar.count_one"))
    page.locator("#slider_rental_rate").get_by_role("textbox").fill("1")
    page.keyboard.press("Enter")
    expect(first.locator("b")).to_have_text("$2.79 million")
    expect(first.locator(".distance")).to_have_text("−50%")
    page.context.close()


@pytest.mark.parametrize("window", WINDOWS)
def test_what_is_changed_opens_over_the_page_and_leads_back(browser, site, window):
    page = opened(browser, site, "claim", "rental_rate=3&pue=2", viewport=WINDOWS[window])
    top = "document.querySelector('#root h1').getBoundingClientRect().top"
    before = page.evaluate(top)
    open_numbers(page)
    assert page.evaluate(top) == before
    box = page.locator("[data-testid=stPopoverBody]").bounding_box()
    size = WINDOWS[window]
    assert box["x"] >= 0 and box["x"] + box["width"] <= size["width"]
    assert box["y"] >= 0 and box["y"] + box["height"] <= size["height"]
    page.locator("#reset_pue").click()
    page.wait_for_function("!location.search.includes('pue')")
    page.locator("#undo").click()
    page.wait_for_function("location.search.includes('pue=2')")
    page.locator("#reset_all").click()
    page.wait_for_function("!/pue|rental/.test(location.search)")
    expect(page.locator(".changes .changed")).to_have_text(SAY("bar.none_changed"))
    expect(page.locator(".bar-count > [aria-hidden]")).to_have_count(0)
    assert page.evaluate(top) == before
    page.keyboard.press("Escape")
    expect(page.locator("[data-testid=stPopoverBody]")).to_have_count(0)
    assert page.evaluate("document.activeElement.closest('.st-key-numbers') !== null")
    page.context.close()


@pytest.mark.parametrize("may_write", [True, False])
def test_the_link_is_copied_with_one_press_and_brings_the_same_scenario(browser, site, may_write):
    page = opened(browser, site, "claim", "rental_rate=3&embed=true#tco")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    if not may_write:
        page.evaluate(
            "() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }"
        )
    page.locator("#copy_link").click()
    note = page.get_by_role("status").filter(has_text=SAY("line.copied"))
    expect(note).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"{site}/claim?") and "embed" not in copied and "#" not in copied
    other = page.context.new_page()
    other.goto(copied)
    is_shown(other, "claim", seconds=20)
    expect(other.locator(".headline .number")).to_have_text("$8.364 million")
    page.context.close()


def test_inside_another_site_it_has_its_figures_and_its_numbers_alone(browser, site):
    page = opened(browser, site, "claim", "rental_rate=3&embed=true")
    # What is changed, and the link.
    expect(page.locator(".st-key-bar button")).to_have_count(2)
    expect(page.locator(".bar-figures b").first).to_have_text("$8.36 million")
    top, bottom = page.evaluate(BOX)
    assert top == 0 and bottom <= MOST
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("opens", ["numbers", "contents"])
def test_it_is_accessible_with_what_opens_from_it(browser, site, opens, scheme):
    page = opened(
        browser, site, "claim", "rental_rate=3", color_scheme=scheme, viewport=WINDOWS["a phone"]
    )
    page.get_by_role(
        "button", name=re.compile(SAY(f"{dict(numbers='bar', contents='ui')[opens]}.{opens}"))
    ).click()
    expect(page.locator("[data-testid=stPopoverBody]")).to_be_visible()
    page.wait_for_timeout(700)
    found = Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"][:120]) for each in found] == []
    page.context.close()

"""The story in a real browser: by link, by keyboard, back and forth, on a phone, by ear."""

import json
import re
from itertools import cycle
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

import costmodel
from content import LANGUAGES
from exports import VERSION
from tests import server
from tests.conftest import EVERY_LANGUAGE, telling
from tests.reading import LOCALES, is_shown, question
from ui.frame.contents import PAGES, STORY, path_of


def figure(page: Page) -> str:
    return page.locator(".figure .number").first.inner_text()


def says(page: Page, **expected: str) -> None:
    """Wait until the address carries exactly these parts, and ``v``."""
    expected = {"v": VERSION, **expected}
    page.wait_for_function(
        """expected => {
            const parts = Object.fromEntries(new URL(location.href).searchParams);
            return JSON.stringify(Object.entries(parts).sort()) === expected;
        }""",
        arg=_sorted(expected),
    )


def _sorted(parts: dict[str, str]) -> str:
    inner = ",".join(f'["{name}","{value}"]' for name, value in sorted(parts.items()))
    return f"[{inner}]"


def test_a_link_to_a_page_in_the_middle_of_a_fresh_server_then_back_and_reload(page):
    with server.running() as fresh:
        page.goto(f"{fresh.address}/claim?rental_rate=3&gpu_count_h20=1000")
        is_shown(page, "claim")
        assert figure(page) == telling("en", {"rental_rate": 3.0}).number(
            "final_run_cost", "precise,full"
        )
        says(page, rental_rate="3", gpu_count_h20="1000")
        entries = page.evaluate("history.length")

        slider = page.get_by_role("slider", name="Rental price")
        for stop in ("3.05", "3.1"):
            slider.press("ArrowRight")
            says(page, rental_rate=stop, gpu_count_h20="1000")
        assert page.evaluate("history.length") == entries, "slider steps are no pages"

        page.locator(".st-key-next a").click()
        is_shown(page, "hardware")
        says(page, rental_rate="3.1", gpu_count_h20="1000")
        assert page.evaluate("history.length") == entries + 1

        page.go_back()
        is_shown(page, "claim")
        says(page, rental_rate="3.1", gpu_count_h20="1000")
        expected = telling("en", {"rental_rate": 3.1}).number("final_run_cost", "precise,full")
        assert figure(page) == expected

        page.go_forward()
        is_shown(page, "hardware")
        page.reload()
        is_shown(page, "hardware")
        says(page, rental_rate="3.1", gpu_count_h20="1000")


def test_one_press_leads_to_what_one_would_have_to_believe_and_the_address_carries_it(page, site):
    needed = costmodel.belief("tco_ratio", 400.0, "gpu_count_h20").value
    carried = {"believed": "gpu_count_h20", "figure": "tco_ratio"}
    page.goto(f"{site}/doubts?believed=gpu_count_h20&figure=tco_ratio")
    is_shown(page, "doubts")
    assert figure(page) == telling("en").number("tco_ratio", "precise,full")
    page.get_by_role("button", name=LANGUAGES["en"].label("ui.take_me_there")).click()
    says(page, gpu_count_h20=repr(needed), **carried)
    expect(page.locator(".headline .number")).to_have_text(re.compile("^400 "))
    page.locator(".st-key-next a").click()
    is_shown(page, "compare")
    page.go_back()
    is_shown(page, "doubts")
    page.reload()
    is_shown(page, "doubts")
    says(page, gpu_count_h20=repr(needed), **carried)
    assert figure(page).startswith("400 ")


def test_as_a_plain_script_a_link_to_a_page_in_the_middle_works_too(page):
    with server.running(as_a_script=True) as fresh:
        page.goto(f"{fresh.address}/capex?gpu_count_h20=1000")
        # Here the first reader's run draws every page, to see that all is there.
        page.get_by_role("heading", level=1).wait_for(timeout=90_000)
        is_shown(page, "capex")
        assert figure(page) == telling("en", {"gpu_count_h20": 1000.0}).number(
            "capex", "precise,full"
        )
        page.locator(".st-key-next a").click()
        is_shown(page, "opex")


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
def test_the_whole_walk_by_keyboard(browser, site, language):
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale=LOCALES.get(language, language)
    )
    page = context.new_page()
    page.goto(site)
    changed: dict[str, float] = {}
    for name in STORY:
        is_shown(page, name, language)
        assert page.evaluate("document.documentElement.lang") == language
        slider = page.get_by_role("slider").first
        if slider.count():
            before = page.url
            reach(page, slider)
            page.keyboard.press("ArrowLeft")
            page.wait_for_function("before => location.href !== before", arg=before)
            query = parse_qs(urlsplit(page.url).query)
            changed = {id: float(query[id][0]) for id in query if id in costmodel.ASSUMPTIONS}
            assert changed, "the control moved by keyboard is in the address"
        if name != STORY[-1]:
            reach(page, page.locator(".st-key-next a"))
            page.keyboard.press("Enter")
    ratio = telling(language, changed).number("tco_ratio", "full")
    expect(page.locator(".headline .number")).to_have_text(ratio)
    context.close()


def reach(page: Page, target) -> None:
    """Press Tab until ``target`` has the focus; a reader without a mouse can do no more."""
    for _ in range(120):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("cannot be reached by keyboard")


# Each language and each theme; what is wrong in one of both is wrong whatever the other is.
@pytest.mark.parametrize(
    ("language", "theme"), zip(EVERY_LANGUAGE, cycle(["light", "dark"]), strict=False)
)
def test_axe_finds_nothing_and_no_other_host_is_asked(browser, site, language, theme):
    context = browser.new_context(
        viewport={"width": 1280, "height": 900},
        color_scheme=theme,
        locale=LOCALES.get(language, language),
    )
    page = context.new_page()
    hosts = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    found = {}
    for name in PAGES:
        page.goto(f"{site}/{path_of(name)}?rental_rate=9&bogus=1")
        is_shown(page, name, language)
        page.wait_for_timeout(500)
        if name != FIRST_WITH_DESK:
            found[name] = violations(page)
            continue
        for summary in page.locator("[data-testid=stExpander] summary").all():
            summary.click()
            page.wait_for_timeout(700)
        page.locator(".st-key-numbers button").click()
        page.locator("#field_rental_rate").wait_for()
        found[name] = violations(page)
    assert found == {name: [] for name in PAGES}
    assert hosts <= {"127.0.0.1", None, ""}
    context.close()


# The page on which axe also sees the desk, a derivation and a table, all opened.
FIRST_WITH_DESK = "claim"


def violations(page: Page) -> list[str]:
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:200]}"
        for each in Axe().run(page).response["violations"]
    ]


@pytest.mark.parametrize("width", [360, 640])
@pytest.mark.parametrize("language", EVERY_LANGUAGE)
def test_nothing_scrolls_sideways_on_a_phone_or_at_double_zoom(browser, site, language, width):
    # 1280 pixels at 200% are 640 to the page.
    context = browser.new_context(viewport={"width": width, "height": 740})
    page = context.new_page()
    for name in PAGES:
        page.goto(f"{site}/{path_of(name)}?lang={language}&gpu_count_h20=199999&rental_rate=9")
        is_shown(page, name, language)
        page.wait_for_timeout(400)
        wider = page.evaluate(
            """() => { const main = document.querySelector("[data-testid=stMain]");
                       return main.scrollWidth - main.clientWidth; }"""
        )
        assert wider <= 0, name
        assert not violations(page), name
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_text_in_a_chart_has_the_colour_of_the_text_around_it(browser, site, theme):
    context = browser.new_context(color_scheme=theme)
    page = context.new_page()
    page.goto(f"{site}/capex?lang=en")
    is_shown(page, "capex")
    label = page.locator("[data-testid=stVegaLiteChart] .mark-text text").first
    label.wait_for()
    around = page.locator(".finding").first.evaluate("it => getComputedStyle(it).color")
    assert label.evaluate("it => getComputedStyle(it).fill") == around
    context.close()


def test_the_browsers_language_is_the_first_language(browser, site):
    context = browser.new_context(locale="id-ID")
    page = context.new_page()
    page.goto(f"{site}/opex")
    is_shown(page, "opex", "id")
    context.close()


def test_the_language_switch_keeps_everything_else(page, site):
    page.goto(f"{site}/claim?rental_rate=3")
    is_shown(page, "claim")
    page.get_by_text(LANGUAGES["id"].name).click()
    is_shown(page, "claim", "id")
    says(page, rental_rate="3", lang="id")
    assert page.evaluate("document.documentElement.lang") == "id"
    assert page.title().startswith(question("claim", "id"))


def test_the_desk_opens_when_asked_for_and_takes_any_number(page, site):
    page.goto(f"{site}/claim")
    is_shown(page, "claim")
    assert page.locator("#field_rental_rate").count() == 0
    page.get_by_role("button", name=LANGUAGES["en"].label("bar.numbers")).click()
    field = page.locator("#field_rental_rate").get_by_role("textbox")
    field.fill("2.345")
    field.press("Enter")
    says(page, rental_rate="2.345")
    expect(page.locator(".headline .number")).to_have_text("$6.538 million")
    field.fill("a lot")
    field.press("Enter")
    expect(page.locator("#field_rental_rate .refusal")).to_contain_text("a lot")
    says(page, rental_rate="2.345")


def test_tick_and_band_of_a_slider_stand_at_what_is_published_and_at_its_range(page, site):
    page.goto(f"{site}/hardware?gpu_count_h20=7&gpu_count_h800=100")
    is_shown(page, "hardware")
    found = 0
    for slider in page.locator(".control.slider").all():
        row = costmodel.ASSUMPTIONS[slider.get_attribute("data-of")]
        stops = [stop[0] for stop in json.loads(slider.get_attribute("data-stops"))]
        expect(slider.locator(".tick")).to_have_attribute("style", re.compile("%"))
        way = slider.locator(".track").bounding_box()

        def at(value: float, way=way, stops=stops) -> float:
            return way["x"] + way["width"] * stops.index(value) / (len(stops) - 1)

        tick = slider.locator(".tick").bounding_box()
        assert tick["x"] + tick["width"] / 2 == pytest.approx(at(row.value), abs=4)
        if row.has_likely_range:
            band = slider.locator(".band").bounding_box()
            assert band["x"] == pytest.approx(at(row.likely_low), abs=4)
            # However narrow the range, it can be seen.
            end = max(at(row.likely_high), band["x"] + 4)
            assert band["x"] + band["width"] == pytest.approx(end, abs=4)
            found += 1
    assert found >= 3


def test_a_figure_leads_to_its_record_among_the_sources(page, site):
    page.goto(f"{site}/capex?gpu_count_h20=1000")
    is_shown(page, "capex")
    with page.context.expect_page() as opening:
        page.locator(".headline .grade a").click()
    record = opening.value
    is_shown(record, "sources")
    target = record.locator("details#capex")
    expect(target).to_have_attribute("open", "")
    expect(target).to_be_in_viewport()
    expect(target).to_contain_text(telling("en", {"gpu_count_h20": 1000.0}).number("capex", "full"))


def test_inside_another_site_the_story_stands_without_its_menu(page, site):
    page.goto(f"{site}/claim?embed=true&rental_rate=3")
    is_shown(page, "claim")
    assert page.get_by_text(LANGUAGES["en"].label("ui.contents")).count() == 0
    says(page, rental_rate="3", embed="true")

"""Figures follow a slider while it moves, by mouse, finger and key, and say what comes after."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from content import LANGUAGES, path_of
from exports import read
from telling import Telling, live
from telling.stops import stops
from tests.reading import is_shown
from tests.test_previews import WITH_SLIDERS, live_texts, sliders_of

_LIVE = """
() => Object.fromEntries([...document.querySelectorAll("#root [data-live]")].map((each) =>
  [`${each.dataset.live} ${each.dataset.part ?? 0}`, each.textContent]))
"""
# Puts a slider on each of its stops in turn, as a hand does that does not let go, and back; tells
# what all texts that follow it read at each.
_ALL_STOPS = f"""
(control) => {{
  const slider = document.querySelector(`#${{control}} input[type=range]`);
  const before = slider.value;
  const at = (place) => {{
    slider.value = place;
    slider.dispatchEvent(new Event("input", {{ bubbles: true }}));
    return ({_LIVE})();
  }};
  const all = [...Array(+slider.max + 1).keys()].map(at);
  at(before);
  return all;
}}
"""
# Keeps every text that an element shows from now on, and every one that is read out.
_WATCH = """
(selector) => {
  window.shown = [];
  window.announced = [];
  const look = () => {
    const text = document.querySelector(selector)?.textContent;
    if (text && text !== window.shown.at(-1)) window.shown.push(text);
    const said = document.querySelector(".announcer")?.textContent;
    if (said && said !== window.announced.at(-1)) window.announced.push(said);
  };
  look();
  new MutationObserver(look).observe(document.body, {
    subtree: true, childList: true, characterData: true });
}
"""
HEADLINE = ".headline .number span"


def opened(page: Page, site: str, name: str, query: str = "lang=en") -> None:
    page.goto(f"{site}/{path_of(name)}?{query}")
    is_shown(page, name, dict(parse_qsl(query)).get("lang", "en"))


def brought_into_view(page: Page, id: str) -> None:
    """Scroll to a slider, and wait until what it will show has come."""
    page.locator(f"#slider_{id}").scroll_into_view_if_needed()
    for _ in range(100):
        if page.evaluate(f"Boolean(hands.previews.table(document.getElementById('slider_{id}')))"):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"no table for {id} has come")


def place_of(page: Page, id: str, share: float) -> tuple[float, float]:
    """Where on the screen a slider's thumb is when it stands at this share of its way."""
    box = page.locator(f"#slider_{id} input[type=range]").bounding_box()
    thumb = 16
    return box["x"] + thumb / 2 + share * (box["width"] - thumb), box["y"] + box["height"] / 2


def place_now(page: Page, id: str) -> tuple[float, float]:
    slider = page.locator(f"#slider_{id} input[type=range]")
    share = float(slider.input_value()) / float(slider.get_attribute("max"))
    return place_of(page, id, share)


def said_anew(page: Page, name: str) -> dict[str, str]:
    """What the texts that follow sliders read where the page's address is drawn by itself."""
    link, faults = read(parse_qsl(urlsplit(page.url).query), LANGUAGES)
    assert not faults
    texts = live_texts(name, link.language or "en", link.changes)
    return {f"{key} {part}": text for (key, part), text in texts.items()}


@pytest.mark.parametrize("name", WITH_SLIDERS)
def test_at_every_stop_of_every_slider_figures_read_what_the_page_will_say(
    page: Page, site: str, name: str
):
    # In one language or the other; test_previews holds both to the page.
    language = ("en", "id")[WITH_SLIDERS.index(name) % 2]
    opened(page, site, name, f"lang={language}")
    published = page.evaluate(_LIVE)
    for id in sliders_of(name):
        brought_into_view(page, id)
        seen = page.evaluate(_ALL_STOPS, f"slider_{id}")
        moved = False
        for stop, texts in zip(stops(id, language), seen, strict=True):
            tell = Telling.of(LANGUAGES[language], {id: stop.value})
            for place, text in texts.items():
                key, part = place.split()
                assert text == live.texts(tell, key)[int(part)], (place, id, stop.value)
            moved = moved or texts != published
        assert moved, id
        assert page.evaluate(_LIVE) == published


def test_a_figure_follows_the_mouse_and_stays_when_it_lets_go(page: Page, site: str):
    opened(page, site, "claim")
    brought_into_view(page, "rental_rate")
    page.evaluate(_WATCH, HEADLINE)
    page.mouse.move(*place_now(page, "rental_rate"))
    page.mouse.down()
    slider = page.locator("#slider_rental_rate input[type=range]")
    for share in (0.2, 0.35, 0.6):
        page.mouse.move(*place_of(page, "rental_rate", share), steps=3)
        value = stops("rental_rate", "en")[int(slider.input_value())].value
        told = Telling.of(LANGUAGES["en"], {"rental_rate": value})
        expect(page.locator(HEADLINE)).to_have_text(live.number(told, "final_run_cost"))
    assert "rental_rate" not in page.url
    assert page.evaluate("window.announced") == []
    before = page.evaluate(_LIVE)
    page.mouse.up()
    page.wait_for_url(re.compile("rental_rate="))
    page.wait_for_timeout(500)
    assert page.evaluate(_LIVE) == before == said_anew(page, "claim")
    # Once, when it was let go; and the figure never went back on its way.
    assert len(page.evaluate("window.announced")) == 1
    assert page.evaluate("window.shown").count(before["number.final_run_cost 0"]) == 1


def test_a_figure_follows_the_finger_and_a_swipe_takes_nothing_along(browser: Browser, site: str):
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    opened(page, site, "start")
    brought_into_view(page, "gpu_count_h20")
    published = page.evaluate(_LIVE)
    touch = context.new_cdp_session(page)

    def touched(kind: str, *points: tuple[float, float]) -> None:
        each = [{"x": x, "y": y} for x, y in points]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": each})

    x, y = place_now(page, "gpu_count_h20")
    touched("touchStart", (x, y))
    for step in range(1, 9):
        touched("touchMove", (x - 6 * step, y))
    page.wait_for_timeout(100)
    moving = page.evaluate(_LIVE)
    assert moving["number.tco 0"] != published["number.tco 0"]
    touched("touchEnd")
    page.wait_for_url(re.compile("gpu_count_h20="))
    page.wait_for_timeout(500)
    assert page.evaluate(_LIVE) == moving == said_anew(page, "start")

    x, y = place_now(page, "gpu_count_h20")
    touched("touchStart", (x, y))
    for step in range(1, 12):
        touched("touchMove", (x, y - 25 * step))
    touched("touchEnd")
    page.wait_for_timeout(500)
    assert page.evaluate(_LIVE) == moving
    context.close()


def test_quick_keys_lead_the_figure_on_and_never_back(page: Page, site: str):
    opened(page, site, "claim")
    brought_into_view(page, "rental_rate")
    page.locator("#slider_rental_rate input[type=range]").focus()
    page.evaluate(_WATCH, HEADLINE)
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    listed = [stop.value for stop in stops("rental_rate", "en")]
    first = listed.index(2.0)
    expected = [
        live.number(Telling.of(LANGUAGES["en"], {"rental_rate": value}), "final_run_cost")
        for value in listed[first : first + 13]
    ]
    page.wait_for_url(re.compile(f"rental_rate={listed[first + 12]:g}"))
    page.wait_for_timeout(500)
    shown = page.evaluate("window.shown")
    # On a busy machine a press may come before the one before it was painted.
    assert shown == [each for each in expected if each in shown]
    assert (shown[0], shown[-1]) == (expected[0], expected[-1]) and len(shown) > 6
    assert page.evaluate(_LIVE) == said_anew(page, "claim")


def test_what_another_slider_changed_counts_under_the_finger(page: Page, site: str):
    opened(page, site, "capex", "lang=en&gpu_price_h20=20000")
    brought_into_view(page, "server_overhead_h20")
    page.locator("#slider_gpu_price_h20 input[type=range]").press("ArrowRight")
    page.locator("#slider_server_overhead_h20 input[type=range]").press("ArrowRight")
    page.wait_for_url(re.compile("server_overhead_h20="))
    brought_into_view(page, "server_overhead_h20")
    page.wait_for_timeout(500)
    page.locator("#slider_server_overhead_h20 input[type=range]").press("ArrowRight")
    at_once = page.evaluate(_LIVE)
    page.wait_for_timeout(1000)
    assert page.evaluate(_LIVE) == at_once == said_anew(page, "capex")


def test_undo_takes_what_was_previewed_back(page: Page, site: str):
    opened(page, site, "claim", "lang=en&rental_rate=3")
    brought_into_view(page, "rental_rate")
    before = page.evaluate(_LIVE)
    page.locator("#slider_rental_rate input[type=range]").press("PageUp")
    page.wait_for_url(re.compile("rental_rate=4.45"))
    page.evaluate("hands.say({ act: 'undo', at: 'undo' })")
    page.wait_for_url(re.compile("rental_rate=3&"))
    page.wait_for_timeout(500)
    assert page.evaluate(_LIVE) == before == said_anew(page, "claim")


def test_where_no_table_comes_only_the_preview_is_missing(page: Page, site: str):
    page.route(re.compile("/previews/"), lambda route: route.abort())
    opened(page, site, "claim")
    page.locator("#slider_rental_rate input[type=range]").press("ArrowRight")
    page.wait_for_url(re.compile("rental_rate=2.05"))
    page.wait_for_timeout(500)
    assert page.evaluate(_LIVE) == said_anew(page, "claim")

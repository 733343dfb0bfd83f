"""Nothing a reader does is lost: by quick hands, on slow lines, through cuts, on other servers."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

import costmodel
from content import LANGUAGES
from tests import server
from tests.conftest import telling
from tests.line import Line, line
from tests.reading import LOCALES, is_shown, question
from ui.frame.contents import path_of

SLOW = 0.2
# Every page with a slider, by the first of which its headline or a sentence moves.
WITH_SLIDERS = ("start", "claim", "hardware", "capex", "opex", "salaries", "doubts")
SAY = LANGUAGES["en"].label


@contextmanager
def opened(browser: Browser, site: str, name: str, query: str = "", **context) -> Iterator[Page]:
    """A page as a reader has it before doing anything."""
    given = {"viewport": {"width": 1280, "height": 900}, "locale": "en-GB", **context}
    with browser.new_context(**given) as context_:
        context_.set_default_timeout(30_000)
        page = context_.new_page()
        page.goto(f"{site}/{path_of(name)}?{query}")
        is_shown(page, name, LOCALES_BACK.get(given["locale"], "en"))
        heard(page)
        yield page


LOCALES_BACK = {locale: code for code, locale in LOCALES.items()}


def heard(page: Page) -> None:
    """Wait until the server has heard everything that was done, and all of the page is there."""
    page.locator('[data-testid="stPageLink-NavLink"]').last.wait_for()
    page.wait_for_function(
        "globalThis.hands?.session && hands.socket && !hands.queue.length && hands.connected"
    )


def parts(page: Page) -> dict[str, str]:
    found = page.evaluate("Object.fromEntries(new URL(location.href).searchParams)")
    return {name: value for name, value in found.items() if name not in ("v", "lang")}


def stop_of(slider: Locator) -> float:
    """The value a slider stands at."""
    return slider.evaluate(
        "it => JSON.parse(it.closest('[data-stops]').dataset.stops)[+it.value][0]"
    )


def of(slider: Locator) -> str:
    return slider.evaluate("it => it.closest('[data-of]').dataset.of")


def top(locator: Locator) -> float:
    return locator.evaluate("it => it.getBoundingClientRect().top")


# ---- quick hands ----


@pytest.mark.parametrize("name", WITH_SLIDERS)
def test_ten_presses_a_second_on_a_slow_line_leave_the_last_value(browser, site, name):
    seconds = 10 if name == "claim" else 4
    with line(site, SLOW) as slow, opened(browser, slow.address, name) as page:
        press_to_and_fro(page, seconds)


@pytest.mark.parametrize("name", ["claim", "doubts"])
def test_ten_presses_a_second_leave_the_last_value(browser, site, name):
    with opened(browser, site, name) as page:
        press_to_and_fro(page, 5)


def press_to_and_fro(page: Page, seconds: int) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    slider = page.get_by_role("slider").first
    slider.focus()
    before, at = stop_of(slider), top(slider)
    for press in range(10 * seconds + 1):
        page.keyboard.press("ArrowLeft" if press % 2 else "ArrowRight")
        page.wait_for_timeout(95)
        assert abs(top(slider) - at) < 2, "what the reader holds does not move"
    last = stop_of(slider)
    assert last > before
    heard(page)
    page.wait_for_timeout(300)
    assert not errors and page.get_by_role("dialog").count() == 0
    assert stop_of(slider) == last
    assert {name: float(value) for name, value in parts(page).items()} == {of(slider): last}
    expect(slider).to_be_focused()


# ---- two hands ----


@pytest.mark.parametrize("delay", [0, SLOW])
@pytest.mark.parametrize("gap", [0, 150, 300])
def test_three_sliders_one_after_another_all_count(browser, site, gap, delay):
    with line(site, delay) as slow, opened(browser, slow.address, "hardware") as page:
        sliders = page.get_by_role("slider").all()[:3]
        for slider in sliders:
            slider.focus()
            page.keyboard.press("ArrowLeft")
            page.wait_for_timeout(gap)
        moved = {of(slider): stop_of(slider) for slider in sliders}
        heard(page)
        assert {name: float(value) for name, value in parts(page).items()} == moved
        assert {of(slider): stop_of(slider) for slider in sliders} == moved


def open_desk(page: Page) -> Locator:
    field = page.locator("#field_rental_rate_text")
    if not field.count():
        page.get_by_role("button", name=SAY("bar.numbers")).click()
    field.wait_for()
    return field


def open_numbers(page: Page) -> None:
    """What is changed, and every number there is: over the page."""
    if page.locator("[data-testid=stPopoverBody] .changes").count():
        return
    page.locator(".st-key-numbers button").click()
    page.locator("[data-testid=stPopoverBody] .changes").wait_for()


THEN: dict[str, tuple[Callable[[Page], None], Callable[[Page], bool]]] = {
    "next": (
        lambda page: page.locator(".st-key-way_on a").last.click(),
        lambda page: page.locator("h1").inner_text() == question("hardware"),
    ),
    "a language": (
        lambda page: page.get_by_text(LANGUAGES["id"].name).click(),
        lambda page: page.locator("h1").inner_text() == question("claim", "id"),
    ),
    "how": (
        lambda page: page.get_by_text(SAY("ui.how")).first.click(),
        lambda page: page.locator(".how").count() == 1,
    ),
    "a switch": (
        lambda page: page.get_by_role("switch").first.click(),
        lambda page: "ranges=shown" in page.url,
    ),
}


@pytest.mark.parametrize("delay", [0, SLOW])
@pytest.mark.parametrize("then", THEN)
def test_typing_and_at_once_something_else_both_count(browser, site, then, delay):
    do, done = THEN[then]
    with line(site, delay) as slow, opened(browser, slow.address, "claim") as page:
        open_desk(page).fill("3.21")
        do(page)
        eventually(page, lambda: done(page) and parts(page).get("rental_rate") == "3.21")


def test_a_link_that_is_drawn_anew_under_the_finger_leads_on(browser, site):
    with opened(browser, site, "claim", "pue=2") as page:
        link = page.locator(".st-key-way_on a").last
        link.scroll_into_view_if_needed()
        box = link.bounding_box()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.mouse.down()
        link.evaluate("it => it.replaceWith(it.cloneNode(true))")
        page.mouse.up()
        is_shown(page, "hardware", seconds=15)
        assert parts(page) == {"pue": "2"}


@pytest.mark.parametrize("delay", [0, SLOW])
def test_typing_and_at_once_resetting_both_count(browser, site, delay):
    with line(site, delay) as slow, opened(browser, slow.address, "claim", "pue=2") as page:
        open_desk(page).fill("3.21")
        page.get_by_role("button", name=SAY("ui.reset_all")).click()
        eventually(page, lambda: parts(page) == {})
        heard(page)
        open_numbers(page)
        page.get_by_role("button", name=SAY("ui.undo")).click()
        eventually(page, lambda: parts(page) == {"pue": "2", "rental_rate": "3.21"})


def eventually(page: Page, holds: Callable[[], bool], seconds: float = 15) -> None:
    for _ in range(int(seconds * 10)):
        if holds():
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never came true: {page.url}")


def test_the_first_change_moves_nothing_the_reader_holds(browser, site):
    for name in WITH_SLIDERS:
        with opened(browser, site, name) as page:
            slider = page.get_by_role("slider").first
            slider.scroll_into_view_if_needed()
            slider.focus()
            before = top(slider)
            page.keyboard.press("ArrowRight")
            heard(page)
            page.wait_for_timeout(1000)
            assert abs(top(slider) - before) < 2, name


# ---- away and back ----


@pytest.fixture
def laid(site) -> Iterator[Line]:
    """A line to the server that can be cut."""
    with line(site, 0.02) as one:
        yield one


def move(page: Page, times: int = 1) -> float:
    slider = page.get_by_role("slider").first
    slider.focus()
    for _ in range(times):
        page.keyboard.press("ArrowRight")
    return stop_of(slider)


def note(page: Page) -> Locator:
    return page.locator(".line-note")


def test_what_is_done_while_the_line_is_cut_counts_when_it_is_back(browser, laid):
    with opened(browser, laid.address, "claim", "pue=2") as page:
        move(page)
        heard(page)
        laid.cut()
        expect(note(page)).to_have_text(SAY("line.cut"), timeout=5_000)
        # Long enough for Streamlit to lay its dialog over the page.
        page.wait_for_timeout(6_000)
        last = move(page, 3)
        assert page.get_by_role("dialog").count() == 0
        laid.mend()
        heard(page)
        assert {k: float(v) for k, v in parts(page).items()} == {"pue": 2, "rental_rate": last}
        expect(page.locator(".headline .number")).to_have_text(
            telling("en", {"rental_rate": last}).number("final_run_cost", "precise,full")
        )
        expect(note(page)).to_have_text("")
        # The session is the same, and so what can be taken back.
        open_numbers(page)
        page.get_by_role("button", name=SAY("ui.undo")).click()
        heard(page)
        assert float(parts(page)["rental_rate"]) < last


def test_a_link_pressed_while_the_line_is_cut_leads_there_when_it_is_back(browser, laid):
    with opened(browser, laid.address, "claim", "rental_rate=3") as page:
        laid.cut()
        expect(note(page)).to_have_text(SAY("line.cut"), timeout=5_000)
        page.locator(".st-key-way_on a").last.click()
        page.wait_for_timeout(500)
        laid.mend()
        is_shown(page, "hardware")
        heard(page)
        assert parts(page) == {"rental_rate": "3"}


@pytest.mark.parametrize("seconds", [0, 10])
def test_a_link_pressed_into_a_line_gone_silent_leads_there_when_it_is_back(browser, laid, seconds):
    with opened(browser, laid.address, "claim", "rental_rate=3") as page:
        heard(page)
        laid.silence()
        if not seconds:
            # Both ends believe in a line that carries nothing any more.
            laid.mend()
        page.locator(".st-key-way_on a").last.click()
        page.wait_for_timeout(1_000 * seconds)
        laid.mend()
        is_shown(page, "hardware", seconds=20)
        heard(page)
        assert parts(page) == {"rental_rate": "3"}


def test_a_line_gone_silent_is_noticed_and_what_was_said_into_it_counts(browser, laid):
    with opened(browser, laid.address, "claim", "rental_rate=3") as page:
        laid.silence()
        last = move(page)
        expect(note(page)).to_have_text(SAY("line.cut"), timeout=15_000)
        laid.mend()
        heard(page)
        assert {k: float(v) for k, v in parts(page).items()} == {"rental_rate": last}


def test_what_was_done_while_cut_survives_a_reload(browser, laid):
    with opened(browser, laid.address, "claim", "pue=2") as page:
        laid.cut()
        expect(note(page)).to_have_text(SAY("line.cut"), timeout=5_000)
        last = move(page)
        laid.mend()
        page.reload()
        is_shown(page, "claim")
        heard(page)
        assert {k: float(v) for k, v in parts(page).items()} == {"pue": 2, "rental_rate": last}


def test_a_page_loaded_anew_from_a_busy_server_is_the_page_it_was(browser, tmp_path):
    """What was kept is not said before Streamlit's browser side knows which page it is on."""
    server.copied_to(tmp_path)
    frame = tmp_path / "ui" / "frame" / "frame.py"
    listens = "reader.begin(hands.listen())\n"
    text = frame.read_text(encoding="utf-8")
    assert listens in text
    is_busy = tmp_path / "is_busy"
    waits = f"import time\nif Path({str(is_busy)!r}).exists():\n    time.sleep(3)\n"
    frame.write_text(text.replace(listens, listens + waits), encoding="utf-8")
    with (
        server.running(folder=tmp_path) as busy,
        line(busy.address) as laid,
        opened(browser, laid.address, "claim", "pue=2") as page,
    ):
        laid.cut()
        last = move(page)
        is_busy.touch()
        laid.mend()
        page.reload()
        is_shown(page, "claim", seconds=20)
        heard(page)
        assert {k: float(v) for k, v in parts(page).items()} == {"pue": 2, "rental_rate": last}
        assert page.evaluate("location.pathname") == f"/{path_of('claim')}"


AT_ONCE: dict[str, tuple[Callable[[Page], None], Callable[[Page], bool]]] = {
    "a slider": (
        lambda page: move(page) and None,
        lambda page: parts(page) == {"pue": "2", "rental_rate": "2.15"},
    ),
    "a button": (
        lambda page: open_numbers(page) or page.locator("#reset_pue").click(),
        lambda page: parts(page) == {"rental_rate": "2.1"},
    ),
    "next": (
        lambda page: page.locator(".st-key-way_on a").last.click(),
        lambda page: (
            page.locator("h1").inner_text() == question("hardware", "id")
            and parts(page) == {"pue": "2", "rental_rate": "2.1"}
        ),
    ),
    "a fold": (
        lambda page: page.get_by_text(LANGUAGES["id"].label("ui.how")).first.click(),
        lambda page: page.locator(".how").count() == 1 and parts(page)["rental_rate"] == "2.1",
    ),
    "a language": (
        lambda page: page.get_by_text(LANGUAGES["en"].name).click(),
        lambda page: (
            page.locator("h1").inner_text() == question("claim")
            and parts(page) == {"pue": "2", "rental_rate": "2.1"}
        ),
    ),
    "nothing": (
        lambda page: None,
        lambda page: parts(page) == {"pue": "2", "rental_rate": "2.1"},
    ),
}


def test_another_server_in_place_of_the_first_knows_all_and_the_first_action_counts(browser):
    say = LANGUAGES["id"].label
    with server.running() as first, server.running() as second:
        for what, (do, done) in AT_ONCE.items():
            with (
                line(first.address) as laid,
                opened(
                    browser, laid.address, "claim", "pue=2&lang=id", locale=LOCALES["id"]
                ) as page,
            ):
                move(page, 2)
                heard(page)
                laid.leads_to(second.address)
                laid.cut()
                laid.mend()
                do(page)
                eventually(page, lambda page=page, done=done: done(page))
                heard(page)
                assert "lang=id" in page.url or what == "a language"
                if what == "nothing":
                    # What cannot be kept is said.
                    expect(note(page)).to_have_text(say("line.back_without_undo"))


def test_back_and_reload_on_another_server_carry_the_scenario(browser):
    with (
        server.running() as second,
        server.running() as first,
        line(first.address) as laid,
        opened(browser, laid.address, "claim", "rental_rate=3") as page,
    ):
        last = move(page)
        heard(page)
        page.locator(".st-key-way_on a").last.click()
        is_shown(page, "hardware")
        heard(page)
        laid.leads_to(second.address)
        laid.cut()
        laid.mend()
        page.go_back()
        is_shown(page, "claim")
        heard(page)
        eventually(page, lambda: parts(page) == {"rental_rate": repr(last)})
        page.reload()
        is_shown(page, "claim")
        heard(page)
        assert parts(page) == {"rental_rate": repr(last)}


@pytest.mark.parametrize("trouble", ["cut", "silence"])
def test_back_and_forward_pressed_while_the_line_is_down_are_done_when_it_is_up(
    browser, site, trouble
):
    with (
        line(site) as laid,
        opened(browser, laid.address, "claim", "rental_rate=3") as page,
    ):
        heard(page)
        for name in ("hardware", "capex"):
            page.locator(".st-key-way_on a").last.click()
            is_shown(page, name)
            heard(page)
        for go, times, there in ((page.go_back, 2, "claim"), (page.go_forward, 1, "hardware")):
            getattr(laid, trouble)()
            for _ in range(times):
                go(wait_until="commit")
            page.wait_for_timeout(500)
            laid.mend()
            is_shown(page, there, seconds=20)
            heard(page)
            eventually(page, lambda: parts(page) == {"rental_rate": "3"})
            assert page.url.split("?")[0].endswith(f"/{there}")


LEAVING = {
    "reload": lambda page: page.reload(),
    "Back": lambda page: page.go_back(wait_until="commit"),
}


@pytest.mark.parametrize("leave", LEAVING)
@pytest.mark.parametrize("delay", [0, SLOW])
def test_what_was_typed_counts_though_the_page_is_left_without_a_key(browser, site, leave, delay):
    with (
        line(site, delay) as laid,
        opened(browser, laid.address, "claim", "pue=2") as page,
    ):
        page.locator(".st-key-way_on a").last.click()
        is_shown(page, "hardware", seconds=15)
        heard(page)
        page.locator("#slider_gpu_count_h20 input[type=text]").fill("1,234")
        LEAVING[leave](page)
        is_shown(page, {"reload": "hardware", "Back": "claim"}[leave], seconds=15)
        eventually(page, lambda: parts(page) == {"pue": "2", "gpu_count_h20": "1234"})


@pytest.mark.parametrize("times", [1, 3])
def test_going_back_is_not_overtaken_by_what_was_asked_just_before(browser, site, times):
    with (
        line(site, SLOW) as slow,
        opened(browser, slow.address, "claim", "pue=2") as page,
    ):
        page.locator(".st-key-way_on a").last.click()
        is_shown(page, "hardware", seconds=15)
        heard(page)
        page.locator("#slider_gpu_count_h20 input[type=text]").fill("1,234")
        # Its answer comes after the way back was asked for, and lets out what was typed.
        for _ in range(times):
            page.evaluate("hands.ask()")
            page.wait_for_timeout(60)
        page.go_back(wait_until="commit")
        is_shown(page, "claim", seconds=15)
        eventually(page, lambda: parts(page) == {"pue": "2", "gpu_count_h20": "1234"})
        assert page.evaluate("location.pathname").strip("/") == path_of("claim")
        page.go_forward(wait_until="commit")
        is_shown(page, "hardware", seconds=15)


# ---- no border where state is lost ----


def test_every_link_to_a_page_carries_the_scenario_into_a_tab_of_its_own(browser, site):
    with opened(browser, site, "claim", "rental_rate=3") as page:
        last = move(page)
        heard(page)
        page.get_by_text(SAY("ui.contents")).click()
        links = page.locator('a[data-testid="stPageLink-NavLink"]')
        expect(links.nth(10)).to_be_visible()
        for link in links.all():
            assert f"rental_rate={last!r}" in link.get_attribute("href")
        page.keyboard.press("Escape")
        with page.context.expect_page() as opening:
            page.locator(".st-key-way_on a").last.click(modifiers=["ControlOrMeta"])
        other = opening.value
        is_shown(other, "hardware")
        assert parts(other) == {"rental_rate": repr(last)}
        is_shown(page, "claim")


def test_inside_another_site_it_stays_inside_through_moves_pages_back_and_reload(browser, site):
    def inside(page: Page) -> bool:
        without_menu = page.get_by_text(SAY("ui.contents")).count() == 0
        return without_menu and parts(page).get("embed") == "true"

    def all_links_stay(page: Page, rate: str) -> None:
        # Those of figures lead to their records, those under the page to other pages.
        page.wait_for_function(
            """(rate) => {
              const all = [...document.querySelectorAll("#root a[href]")];
              const ours = all.filter((each) => each.origin === location.origin);
              return ours.length > 2 && ours.every(({ search }) => {
                const parts = new URLSearchParams(search);
                return parts.getAll("embed").join() === "true"
                  && parts.getAll("embed_options").join() === "light_theme,show_padding"
                  && parts.get("rental_rate") === rate;
              });
            }""",
            arg=rate,
        )

    query = "embed=true&embed_options=light_theme&embed_options=show_padding&rental_rate=3"
    with opened(browser, site, "claim", query) as page:
        all_links_stay(page, "3")
        move(page)
        heard(page)
        assert inside(page)
        all_links_stay(page, "3.05")
        page.locator(".st-key-way_on a").last.click()
        is_shown(page, "hardware")
        heard(page)
        assert inside(page)
        move(page)
        heard(page)
        assert inside(page)
        page.go_back()
        is_shown(page, "claim")
        heard(page)
        assert inside(page) and parts(page)["rental_rate"] == "3.05"
        page.reload()
        is_shown(page, "claim")
        heard(page)
        assert inside(page)


# ---- fingers ----


@pytest.fixture
def phone(browser, site) -> Iterator[Page]:
    with opened(
        browser,
        site,
        "claim",
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
    ) as page:
        yield page


def swipe(page: Page, x: float, y: float, right: float, down: float) -> None:
    finger = page.context.new_cdp_session(page)

    def touch(kind: str, *points: dict) -> None:
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})

    touch("touchStart", {"x": x, "y": y})
    for step in range(1, 13):
        touch("touchMove", {"x": x + right * step / 12, "y": y + down * step / 12})
        page.wait_for_timeout(16)
    touch("touchEnd")
    page.wait_for_timeout(500)


def scrolled(page: Page) -> float:
    return page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop")


def test_a_swipe_over_a_slider_scrolls_and_does_not_set_it(phone):
    slider = phone.get_by_role("slider").first
    slider.scroll_into_view_if_needed()
    phone.wait_for_timeout(300)
    box, before, at = slider.bounding_box(), stop_of(slider), scrolled(phone)
    middle = box["y"] + box["height"] / 2
    swipe(phone, box["x"] + box["width"] * 0.8, middle, 4, -150)
    heard(phone)
    assert scrolled(phone) > at + 50
    assert stop_of(slider) == before and parts(phone) == {}
    # Along the track it sets.
    box = slider.bounding_box()
    swipe(phone, box["x"] + box["width"] * 0.2, box["y"] + box["height"] / 2, 100, 2)
    heard(phone)
    assert stop_of(slider) > before and "rental_rate" in parts(phone)


def test_a_finger_reaches_the_published_value_and_steps_and_types(phone):
    slider, control = phone.get_by_role("slider").first, phone.locator("#slider_rental_rate")
    box = slider.bounding_box()
    slider.scroll_into_view_if_needed()
    phone.touchscreen.tap(box["x"] + box["width"] * 0.7, slider.bounding_box()["y"] + 20)
    heard(phone)
    assert stop_of(slider) > 5
    control.get_by_role("button", name=re.compile("published")).tap()
    heard(phone)
    assert stop_of(slider) == costmodel.PUBLISHED["rental_rate"] and parts(phone) == {}
    control.get_by_role("button", name=re.compile("step up")).tap()
    heard(phone)
    assert parts(phone) == {"rental_rate": "2.05"}
    control.get_by_role("button", name=re.compile("step down")).tap()
    heard(phone)
    assert parts(phone) == {}
    control.get_by_role("textbox").fill("2.7183")
    control.get_by_role("textbox").press("Enter")
    heard(phone)
    assert parts(phone) == {"rental_rate": "2.7183"}


@pytest.mark.parametrize("locale", ["ar-EG", "he-IL", "fa-IR"])
def test_in_any_browser_thumb_tick_and_keys_go_the_pages_way(browser, site, locale):
    with opened(browser, site, "claim", "lang=en&rental_rate=14", locale=locale) as page:
        slider = page.get_by_role("slider").first
        assert page.evaluate("document.documentElement.dir") == "ltr"
        at_least = float(slider.input_value())
        slider.press("ArrowRight")
        assert float(slider.input_value()) == at_least + 1
        box = slider.bounding_box()
        tick = page.locator("#slider_rental_rate .tick").bounding_box()
        # Two dollars of fifteen: the published value lies on the left.
        assert tick["x"] < box["x"] + box["width"] * 0.25
        page.mouse.click(box["x"] + box["width"] * 0.1, box["y"] + box["height"] / 2)
        heard(page)
        assert stop_of(slider) < 3


# ---- by ear ----


def test_a_result_is_read_out_once_when_the_control_has_been_let_go(browser, site):
    with opened(browser, site, "claim") as page:
        page.evaluate(
            """() => { window.readOut = [];
                new MutationObserver(() => {
                    const text = document.querySelector(".announcer").textContent;
                    if (text) readOut.push(text);
                }).observe(document.querySelector(".announcer"), {childList: true}); }"""
        )
        last = move(page, 5)
        heard(page)
        page.wait_for_timeout(500)
        figure = telling("en", {"rental_rate": last}).number("final_run_cost", "precise,full")
        read_out = page.evaluate("readOut")
        assert len(read_out) == 1 and figure in read_out[0]
        assert page.locator(".announcer").get_attribute("role") == "status"


def test_focus_goes_to_the_new_pages_heading_and_stays_at_hand_after_a_reset(browser, site):
    with opened(browser, site, "claim", "rental_rate=3&pue=2") as page:
        open_numbers(page)
        page.locator("#reset_pue").focus()
        page.keyboard.press("Enter")
        heard(page)
        page.wait_for_timeout(300)
        assert page.evaluate("document.activeElement.closest('.changes') !== null")
        page.keyboard.press("Escape")
        expect(page.locator(".st-key-numbers button")).to_be_focused()
        page.locator(".st-key-way_on a").last.focus()
        page.keyboard.press("Enter")
        is_shown(page, "hardware")
        heard(page)
        assert page.evaluate("document.activeElement.tagName") == "H1"
        assert scrolled(page) == 0


# ---- numbers in ----


def test_a_refusal_stands_at_the_field_which_keeps_what_was_typed(browser, site):
    with opened(browser, site, "capex", viewport={"width": 1280, "height": 800}) as page:
        field = page.locator("#slider_gpu_price_h20").get_by_role("textbox")
        field.scroll_into_view_if_needed()
        field.fill("a lot")
        field.press("Enter")
        refusal = page.locator("#slider_gpu_price_h20 .refusal")
        expect(refusal).to_contain_text("a lot")
        heard(page)
        assert field.input_value() == "a lot" and parts(page) == {}
        below = refusal.bounding_box()["y"] - field.bounding_box()["y"]
        assert 0 < below < 120
        expect(field).to_be_focused()
        field.fill("9000")
        field.press("Enter")
        heard(page)
        expect(refusal).to_be_hidden()
        assert parts(page) == {"gpu_price_h20": "9000"}

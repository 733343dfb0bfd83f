"""A talk is given from the keyboard alone: one idea a screen, none of it cut, and back again."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from content import LANGUAGES, STORY, TALK
from elements import outline
from tests.conftest import EVERY_LANGUAGE
from tests.reading import LOCALES, question
from ui.frame.contents import file_of
from ui.frame.presenting import whole

# A projector, a large screen, an old projector, and a phone held sideways.
SIZES = [(1280, 720), (1920, 1080), (1024, 768), (844, 390)]
# The screens of the story and, at its end, the link.
WHOLE = list(whole(STORY))
SCREENS = len(WHOLE) + 1
# Read on a projector as well as on a phone: letters no smaller than this, in pixels.
LEGIBLE = 12
# What is seen on a screen: its box; what is cut, scrolls, or lies over something else; and how
# large its smallest sentence is.
SEEN = """() => {
  const shown = (each) =>
    each.checkVisibility({ visibilityProperty: true }) && !each.closest("[popover], .unseen");
  const boxes = [...document.querySelectorAll('[class*="st-key-screen_"]')].filter(shown);
  const box = boxes.at(-1);
  const faults = [];
  const say = (what, { localName, textContent }) =>
    faults.push(`${what}: ${localName} ${textContent.slice(0, 40)}`);
  const foot = document.querySelector(".presenting").getBoundingClientRect();
  for (const each of box.querySelectorAll("*")) {
    if (!shown(each)) continue;
    const { left, top, right, bottom, width } = each.getBoundingClientRect();
    const piece = each.matches("svg, input, select, button") ||
      [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!piece || width < 2) continue;
    if (left < 0 || top < 0 || right > innerWidth + 1 || bottom > innerHeight + 1) say("cut", each);
    if (bottom > foot.top + 1 && right > foot.left) say("under the foot", each);
    if (/auto|scroll/.test(getComputedStyle(each).overflow) &&
        (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1))
      say("scrolls", each);
  }
  const main = document.querySelector('[data-testid="stMain"]');
  const before = main.scrollTop;
  main.scrollTop = 9;
  if (main.scrollTop > 0 || scrollY > 0) faults.push("the page scrolls");
  main.scrollTop = before;
  const sizes = [...box.querySelectorAll(".prose p, .stMarkdown p, .label, .verdict, h1, h2")]
    .filter(shown).map((each) => parseFloat(getComputedStyle(each).fontSize) * box.style.zoom);
  return {
    place: document.querySelector(".presenting .place").textContent,
    text: box.innerText + [...box.querySelectorAll("svg text")].map((each) => each.textContent),
    headings: [...document.querySelectorAll("h1")].filter(shown).map((each) => each.innerText),
    smallest: Math.min(...sizes, 99),
    faults,
  };
}"""


def place(language: str, at: int, count: int) -> str:
    return LANGUAGES[language].label("presenting.place").format(at=at, count=count)


def is_at(page: Page, language: str, at: int, count: int = SCREENS) -> None:
    """Wait until this screen is shown."""
    expect(page.locator(".presenting .place")).to_have_text(
        place(language, at, count), timeout=20_000
    )


def settled(page: Page) -> dict:
    """What is seen. A chart takes a moment for its new width; a faulty screen stays faulty."""
    for wait in (30, 150, 400, 800):
        page.wait_for_timeout(wait)
        seen = page.evaluate(SEEN)
        if not seen["faults"]:
            break
    return seen


def begun(page: Page, address: str, language: str, at: int = 1, count: int = SCREENS) -> None:
    page.goto(address)
    expect(page.locator("#paper")).to_have_count(0, timeout=20_000)
    is_at(page, language, at, count)


@pytest.fixture
def room(browser: Browser) -> Iterator[Page]:
    """A browser on a projector, of somebody who asks for less motion."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 720}, locale="en-GB", reduced_motion="reduce"
    )
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
def test_a_whole_talk_from_the_keyboard_with_nothing_cut_on_any_screen(
    browser: Browser, site: str, language: str
):
    context = browser.new_context(viewport={"width": 1280, "height": 720}, locale=LOCALES[language])
    page = context.new_page()
    begun(page, f"{site}/?present=1&lang={language}", language)
    texts, found = [], []
    for at in range(1, SCREENS + 1):
        is_at(page, language, at)
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            seen = settled(page)
            assert seen["place"] == place(language, at, SCREENS)
            assert len(seen["headings"]) == 1
            found += [(at, width, fault) for fault in seen["faults"]]
            if seen["smallest"] < LEGIBLE:
                found.append((at, width, f"letters of {seen['smallest']} pixels"))
        texts.append(seen["text"])
        page.keyboard.press("PageDown")
    assert not found, found
    # Each screen is another one, and the page's own: its question, its answer.
    assert len(set(texts)) == SCREENS and all(text.strip() for text in texts)
    for name in STORY:
        assert any(question(name, language) in text for text in texts)
    # The last one stays, and leads everybody to the first page.
    is_at(page, language, SCREENS)
    link = page.locator(".link a").inner_text()
    assert link == f"{site}/?lang={language}"
    expect(page.locator(".link img")).to_be_visible()
    context.close()


def test_keys_that_clickers_send_move_also_while_a_slider_has_the_focus(room: Page, site: str):
    at_slider = outline.ideas(file_of("start")).index("chart_ladder") + 1
    begun(room, f"{site}/?present=1&lang=en&screen={at_slider}", "en", at_slider)
    slider = room.get_by_role("slider")
    slider.focus()
    before = slider.input_value()
    room.keyboard.press("ArrowLeft")
    expect(slider).not_to_have_value(before)
    is_at(room, "en", at_slider)
    # The chart and the figures follow, on this screen and on all others.
    expect(room).to_have_url(re.compile(r"gpu_count_h20=\d+.*present=1.*screen="))
    moved = slider.input_value()
    for key, there in (("PageUp", -1), ("PageDown", 0), ("PageDown", 1)):
        room.keyboard.press(key)
        is_at(room, "en", at_slider + there)
    room.keyboard.press("PageUp")
    slider.focus()
    for key, there in (("Space", 1), ("Shift+Space", 0), ("ArrowRight", 1), ("ArrowUp", 0)):
        room.keyboard.press(key)
        is_at(room, "en", at_slider + there)
    slider.focus()
    room.keyboard.press("End")
    is_at(room, "en", SCREENS)
    room.keyboard.press("Home")
    is_at(room, "en", 1)
    for _ in range(at_slider - 1):
        room.keyboard.press("PageDown")
    expect(room.get_by_role("slider")).to_have_value(moved)


def test_moving_to_a_screen_of_a_page_asks_the_server_nothing(room: Page, site: str):
    sent = []
    room.on("websocket", lambda socket: socket.on("framesent", lambda each: sent.append(each)))
    begun(room, f"{site}/claim?present=1&lang=en", "en", at := first_of("claim"))
    # Whatever is asked for when a page opens is asked for when nothing has been for so long.
    before = -1
    while before != len(sent):
        before = len(sent)
        room.wait_for_timeout(4000)
    for _ in range(3):
        room.keyboard.press("PageDown")
    is_at(room, "en", at + 3)
    room.wait_for_timeout(500)
    assert len(sent) == before


def first_of(page: str) -> int:
    """The number of a page's first screen in the whole talk."""
    return [each for each, _ in WHOLE].index(page) + 1


def test_the_place_is_in_the_link_and_a_second_machine_stands_there_too(room: Page, site: str):
    begun(room, f"{site}/claim?present=1&lang=en&rental_rate=3", "en", at := first_of("claim"))
    room.keyboard.press("PageDown")
    is_at(room, "en", at + 1)
    expect(room).to_have_url(re.compile("rental_rate=3.*screen=2"))
    # What opens beside the talk is a page to read.
    record = room.locator(".headline .grade a").get_attribute("href")
    assert "rental_rate=3" in record and "present" not in record
    second = room.context.new_page()
    begun(second, room.url, "en", at + 1)
    expect(second.locator(".headline .number")).to_have_text("$8.364 million")
    second.reload()
    is_at(second, "en", at + 1)
    # Over the border between two pages, forwards and back.
    second.keyboard.press("PageUp")
    second.keyboard.press("PageUp")
    is_at(second, "en", at - 1)
    expect(second).to_have_url(re.compile(r"/\?.*rental_rate=3"))
    second.keyboard.press("PageDown")
    is_at(second, "en", at)
    # The page's last screen is that of whoever asks for one beyond.
    begun(second, f"{site}/claim?present=1&lang=en&screen=99", "en", first_of("hardware") - 1)


def test_black_and_the_list_of_keys(room: Page, site: str):
    begun(room, f"{site}/?present=1&lang=en", "en")
    black = "getComputedStyle(document.documentElement, '::after').backgroundColor"
    room.keyboard.press("b")
    assert room.evaluate(black) == "rgb(0, 0, 0)"
    room.keyboard.press("B")
    assert room.evaluate(black) != "rgb(0, 0, 0)"
    keys = room.locator("#presenting_keys")
    room.keyboard.press("?")
    expect(keys).to_be_visible()
    room.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    # Escape has closed the list, and left nothing.
    is_at(room, "en", 1)
    room.keyboard.press("f")
    room.wait_for_function("document.fullscreenElement !== null")
    room.keyboard.press("f")
    room.wait_for_function("document.fullscreenElement === null")


def test_a_page_is_presented_from_its_foot_and_read_on_where_the_talk_was_left(
    room: Page, site: str
):
    room.goto(f"{site}/claim?lang=en&rental_rate=3")
    room.get_by_role("button", name=LANGUAGES["en"].label("presenting.all")).click()
    is_at(room, "en", at := first_of("claim"))
    screens = [idea for name, idea in WHOLE if name == "claim"]
    for _ in range(screens.index("chart_rental")):
        room.keyboard.press("PageDown")
    is_at(room, "en", at + screens.index("chart_rental"))
    title = room.locator(".finding:visible").first.inner_text()
    room.keyboard.press("Escape")
    finding = room.locator(".stMain .finding", has_text=title)
    expect(room.locator(".st-key-bar")).to_be_visible()
    expect(finding).to_be_in_viewport()
    room.wait_for_timeout(1000)
    expect(finding).to_be_in_viewport()
    expect(room).to_have_url(re.compile(r"/claim\?v=\d+&rental_rate=3&lang=en$"))


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
def test_the_ready_talk_has_six_screens_and_the_link(room: Page, site: str, language: str):
    count = len(TALK) + 1
    # From wherever it is begun, with its first screen.
    begun(room, f"{site}/hardware?present=talk&lang={language}", language, 1, count)
    # Large from the start, and not only when the window changes.
    begun(room, room.url, language, 1, count)
    assert room.evaluate(SEEN)["smallest"] > 80
    for at, (name, _) in enumerate(TALK, 1):
        is_at(room, language, at, count)
        expect(room.locator("#root h1")).to_have_text(question(name, language))
        for width, height in SIZES:
            room.set_viewport_size({"width": width, "height": height})
            assert settled(room)["faults"] == []
        room.keyboard.press("PageDown")
    is_at(room, language, count, count)
    expect(room.locator(".link a")).to_be_visible()


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("since", ""),
        # Half of what a room is asked is counted.
        ("classroom", "&hands_final_run_cost=3-10-12-4-1&hands_electricity_cost=0-2-0-2-0"),
    ],
)
def test_a_page_beside_the_story_is_a_talk_of_its_own_also_embedded(
    room: Page, site: str, name: str, query: str
):
    count = len(outline.ideas(file_of(name))) + 1
    begun(room, f"{site}/{name}?present=1&lang=id&embed=true{query}", "id", 1, count)
    for at in range(1, count + 1):
        is_at(room, "id", at, count)
        for width, height in SIZES:
            room.set_viewport_size({"width": width, "height": height})
            assert settled(room)["faults"] == []
        room.keyboard.press("PageDown")
    assert "embed=true" in room.url


def test_what_a_link_says_wrongly_is_said_before_the_talk_begins(room: Page, site: str):
    address = f"{site}/?present=1&lang=en&rental_rat=3"
    begun(room, address, "en", 1, SCREENS + 1)
    expect(room.locator(".faults")).to_contain_text("rental_rat")
    room.keyboard.press("PageDown")
    is_at(room, "en", 2, SCREENS + 1)
    expect(room.get_by_role("heading", level=1)).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_talk_is_accessible_and_a_move_is_read_out(browser: Browser, site: str, scheme: str):
    context = browser.new_context(
        viewport={"width": 1280, "height": 720}, color_scheme=scheme, locale="id-ID"
    )
    page = context.new_page()
    begun(page, f"{site}/?present=1&lang=id", "id")
    for at, idea in enumerate(outline.ideas(file_of("start")), 1):
        is_at(page, "id", at)
        page.wait_for_timeout(300)
        found = Axe().run(page).response["violations"]
        assert [(idea, each["id"], each["nodes"][0]["html"][:120]) for each in found] == []
        page.keyboard.press("PageDown")
        expect(page.locator(".announcer")).to_contain_text(place("id", at + 1, SCREENS))
    context.close()

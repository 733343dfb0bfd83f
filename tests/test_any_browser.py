"""Any browser: of any language, with a translator, in high contrast, without motion, on paper."""

import io

import pytest
from PIL import Image
from playwright.sync_api import Page

from content import LANGUAGES
from tests.conftest import EVERY_LANGUAGE
from tests.reading import is_shown, open_all
from ui.frame.contents import PAGES, path_of

# Takes every piece of text out of the page and puts its own in a <font> there, now and whenever
# the page changes, and says that the page is German: what translators in browsers do.
TRANSLATOR = """() => {
  const page = document.documentElement;
  page.lang = "de";
  page.classList.add("translated-ltr");
  function translate(root) {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), found = [];
    while (texts.nextNode()) found.push(texts.currentNode);
    for (const text of found) {
      if (!text.data.trim() || text.parentNode.closest("font, script, style, svg")) continue;
      const outer = document.createElement("font"), inner = document.createElement("font");
      inner.textContent = "[" + text.data + "]";
      outer.append(inner);
      text.replaceWith(outer);
    }
  }
  translate(document.body);
  new MutationObserver(records => {
    for (const { addedNodes } of records)
      for (const added of addedNodes)
        if (added.isConnected && added.nodeName !== "FONT") translate(added.parentNode);
  }).observe(document.body, { subtree: true, childList: true });
}"""


def words(page: Page) -> list[str]:
    """What stands on the page line by line, a translator's brackets taken off."""
    text = page.locator("[data-testid=stMain]").inner_text()
    lines = (line.replace("[", "").replace("]", "").strip() for line in text.splitlines())
    undo = {language.label("ui.undo") for language in LANGUAGES.values()}
    return [line for line in lines if line and line not in undo]


@pytest.mark.parametrize("locale", ["ar", "he-IL", "fa-IR"])
def test_a_page_runs_its_own_way_whatever_the_browsers_language(browser, site, locale):
    context = browser.new_context(locale=locale)
    page = context.new_page()
    page.goto(f"{site}/claim?lang=en")
    is_shown(page, "claim")
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == [
        "en",
        "ltr",
    ]
    assert page.locator("[dir=rtl]").count() == 0
    # Thumb, keys and published value of a slider run the same way: more is on the right.
    slider = page.get_by_role("slider").first
    before = int(slider.input_value())
    slider.press("ArrowRight")
    assert int(slider.input_value()) == before + 1
    page.get_by_role("button", name=LANGUAGES["id"].name).click()
    is_shown(page, "claim", "id")
    page.wait_for_function("document.documentElement.lang === 'id'")
    context.close()


@pytest.mark.parametrize("name", ["start", "opex", "doubts"])
def test_under_a_translator_everything_still_follows_the_reader(browser, site, name):
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    broken = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    # A translator is quick and a page can be slow: it is at work before the page has drawn.
    page.add_init_script(f"addEventListener('DOMContentLoaded', {TRANSLATOR})")
    page.goto(f"{site}/{path_of(name)}")
    page.locator(".st-key-way_on").wait_for(state="attached")

    def as_without_translator() -> None:
        page.wait_for_timeout(2_000)
        plain = context.new_page()
        plain.goto(page.url)
        plain.locator(".st-key-way_on").wait_for(state="attached")
        plain.wait_for_timeout(1_000)
        # A busy machine may need a moment more.
        for _ in range(8):
            if words(page) == words(plain):
                break
            page.wait_for_timeout(1_000)
        assert words(page) == words(plain)
        plain.close()
        assert broken == []
        assert page.evaluate("document.documentElement.lang") == "de"

    page.get_by_role("slider").first.press("End")
    as_without_translator()
    page.get_by_role("button", name=LANGUAGES["id"].name).click()
    as_without_translator()
    page.locator(".st-key-way_on a").last.click()
    as_without_translator()
    page.go_back()
    as_without_translator()
    # Whatever language it found when it came, the page is the reader's when it goes.
    page.evaluate("""() => {
        document.documentElement.classList.remove("translated-ltr");
        document.documentElement.lang = "en";
    }""")
    page.wait_for_function("document.documentElement.lang === 'id'")
    context.close()


def pixels(page: Page, selector: str) -> bytes:
    return Image.open(io.BytesIO(page.locator(selector).first.screenshot())).tobytes()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_high_contrast_what_is_told_apart_by_colour_is_told_apart(browser, site, scheme):
    context = browser.new_context(forced_colors="active", color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{site}/factcheck?lang=en")
    is_shown(page, "factcheck")
    page.wait_for_timeout(500)
    kinds = ["holds", "caveat", "mixes", "wrong", "unknown"]
    drawn = {kind: pixels(page, f".scale .mark-{kind}") for kind in kinds}
    assert len(set(drawn.values())) == len(kinds)
    page.goto(f"{site}/claim?lang=en")
    is_shown(page, "claim")
    colour = "each => getComputedStyle(each).backgroundColor"
    chosen, other = (
        page.get_by_role("button", name=LANGUAGES[code].name).evaluate(colour)
        for code in ("en", "id")
    )
    assert chosen != other
    off = pixels(page, "input[role=switch]")
    assert len(set(zip(*[iter(off)] * 3, strict=False))) > 1, "a switch that is off is seen"
    page.get_by_role("switch").press("Space")
    page.mouse.move(0, 0)
    page.wait_for_timeout(1_500)
    assert pixels(page, "input[role=switch]") != off
    for part in ("band", "tick"):
        told = page.locator(f".way .{part}").first.evaluate("""each => {
            const { backgroundColor, borderTopColor, borderTopWidth } = getComputedStyle(each);
            return [backgroundColor, borderTopWidth === "0px" ? "" : borderTopColor];
        }""")
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert set(told) - {"", ground}, part
    context.close()


def test_who_wants_no_motion_gets_none(browser, site):
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    for name in ("start", "compare"):
        page.goto(f"{site}/{path_of(name)}?lang=en")
        is_shown(page, name)
        moving = page.evaluate("""() => [...document.querySelectorAll("*")].filter(each => {
            const style = getComputedStyle(each);
            return style.transitionDuration.split(", ").some(time => parseFloat(time) > 0)
                || style.animationDuration.split(", ").some(time => parseFloat(time) > 0.01)
                || style.scrollBehavior === "smooth";
        }).map(each => each.outerHTML.slice(0, 100))""")
        assert moving == []
    context.close()


# What paper cannot press.
NOT_PRINTED = (
    "[data-testid=stHeader]",
    ".control.switch",
    ".rail",
    "[data-testid=stElementToolbar]",
    *(f".st-key-{key}" for key in ("bar", "way_on")),
    "#reset_all",
)


@pytest.mark.parametrize("name", PAGES)
def test_a_dark_page_is_printed_dark_on_white_and_whole(browser, site, name):
    context = browser.new_context(color_scheme="dark", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{site}/{path_of(name)}?lang=en&rental_rate=3")
    is_shown(page, name)
    page.wait_for_timeout(800)
    page.emulate_media(media="print", color_scheme="dark")
    pale = page.evaluate("""() => [...document.querySelectorAll(".stApp *, .stApp")]
        .filter(each => each.checkVisibility()).filter(each => {
            const style = getComputedStyle(each), own = [...each.childNodes];
            const text = own.some(node => node.nodeType === 3 && node.data.trim());
            const ink = each.closest("svg") ? style.fill : style.color;
            return text && !["rgb(0, 0, 0)"].includes(ink);
        }).map(each => each.outerHTML.slice(0, 120))""")
    assert pale == []
    grounds = page.evaluate("""() => [...new Set(["html", "body", ".stApp", "[data-testid=stMain]"]
        .map(each => getComputedStyle(document.querySelector(each)).backgroundColor))]""")
    assert set(grounds) <= {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}
    for selector in NOT_PRINTED:
        assert not any(each.is_visible() for each in page.locator(selector).all()), selector
    # The last words are on the paper: nothing between them and the document cuts them off.
    cut = page.locator(".stMarkdown").last.evaluate("""each => {
        const boxes = [];
        for (let box = each.parentElement; box; box = box.parentElement)
            if (getComputedStyle(box).overflowY !== "visible" && box !== document.documentElement)
                boxes.push(box.dataset.testid || box.className);
        return boxes;
    }""")
    assert cut == []
    titles = page.evaluate("""() => [...document.querySelectorAll(".finding")].map(each =>
        getComputedStyle(each.closest("[data-testid=stElementContainer]")).breakAfter)""")
    assert set(titles) <= {"avoid"}
    assert page.pdf().count(b"/Type /Page\n") > 1
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_what_can_be_pressed_is_large_enough_for_a_finger(browser, site, width):
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    small = {}
    for name in PAGES:
        page.goto(f"{site}/{path_of(name)}?lang=en&rental_rate=3")
        is_shown(page, name)
        if name == "claim":
            open_all(page)
        # A link inside a sentence is as high as its line; a label is part of its control.
        small[name] = page.evaluate("""() => [...document.querySelectorAll(
                "a[href], button, summary, [role=button], input, select"
            )].filter(each => each.checkVisibility() && each.tabIndex >= 0).filter(each => {
                if (each.matches("[data-testid=stSkipToContent], input[type=range]")) return false;
                const box = (each.closest("label") ?? each).getBoundingClientRect();
                const inline = getComputedStyle(each).display === "inline"
                    && each.parentElement.innerText.trim() !== each.innerText.trim();
                return !inline && (box.width < 24 || box.height < 24);
            }).map(each => each.outerHTML.slice(0, 160))""")
    assert small == {name: [] for name in PAGES}
    context.close()


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_every_language_knows_which_way_it_is_written(code):
    assert LANGUAGES[code].direction == "ltr"

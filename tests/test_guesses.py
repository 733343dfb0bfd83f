"""A reader guesses before being told: asked where a link asks, told beside the figure, kept."""

import re
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, expect

import exports
from content import LANGUAGES, path_of
from costmodel import GUESSED, scale
from paper import markdown
from tests.conftest import EVERY_LANGUAGE
from tests.drawn import link_of, opened, text_of
from tests.held import say
from tests.reading import is_shown, question

# Which page asks for which figures, in this order.
ASKS = {
    "start": ("final_run_cost", "tco"),
    "claim": ("final_run_cost",),
    "hardware": ("documented_gpus",),
    "opex": ("electricity_cost",),
}
SAY = LANGUAGES["en"].label
PHONE = {"width": 390, "height": 844}


# ---- on a page ----


def test_every_figure_that_is_guessed_is_asked_for_somewhere_and_no_other():
    assert {figure for figures in ASKS.values() for figure in figures} == set(GUESSED)


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
@pytest.mark.parametrize("page", ASKS)
def test_a_link_that_asks_asks_once_and_then_sets_beside(page, code):
    label = LANGUAGES[code].label
    at = opened(page, code, ask="1")
    for figure in ASKS[page]:
        soup = BeautifulSoup(text_of(at), "html.parser")
        # What stands below the first is hidden, other questions too.
        asked, *_ = soup.select(".guess.asks h2")
        assert asked.get_text() == label(f"guess.question.{figure}")
        options = [each["value"] for each in soup.select_one(".guess select").select("option")]
        assert [float(each) for each in options if each] == list(scale(figure))
        say(at, {"act": "guess", "of": figure, "value": options[5], "at": f"guess_{figure}"})
    soup = BeautifulSoup(text_of(at), "html.parser")
    assert not soup.select(".guess.asks")
    assert len(soup.select(".guess.said")) == len(ASKS[page])
    assert set(link_of(at).guesses) == set(ASKS[page])


def test_a_link_that_does_not_ask_shows_the_page_and_the_first_page_offers_to_ask():
    for page in ASKS:
        soup = BeautifulSoup(text_of(opened(page)), "html.parser")
        assert not soup.select(".guess")
        assert len(soup.select(".guess-invitation")) == (page == "start")
    asking = BeautifulSoup(text_of(opened("start", ask="1")), "html.parser")
    assert not asking.select(".guess-invitation")


def test_putting_numbers_back_takes_no_guess_back():
    at = opened("claim", guess_final_run_cost="1000000", rental_rate="3")
    say(at, {"act": "reset_all"})
    assert (dict(link_of(at).changes), dict(link_of(at).guesses)) == ({}, {"final_run_cost": 1e6})


def test_the_link_on_a_rooms_last_screen_brings_nobody_elses_guess():
    guessed = {"guess_tco": "1000000000", "rental_rate": "3"}
    link = BeautifulSoup(text_of(opened("doubts", present="talk", **guessed)), "html.parser")
    address = link.select_one(".link a")["href"]
    assert "rental_rate=3" in address and "guess" not in address


def test_as_text_a_guess_is_told_and_nothing_is_hidden():
    link, faults = exports.read([("guess_final_run_cost", "1000000"), ("ask", "1")], LANGUAGES)
    assert not faults
    text = markdown.text("claim", link, "en", (), "https://example.org/claim")
    assert "You said $1 million." in text and "$5.576 million" in text
    asking = exports.Link(ask=True)
    text = markdown.text("claim", asking, "en", (), "https://example.org/claim")
    assert SAY("guess.question.final_run_cost") in text and "$5.576 million" in text


# ---- in a browser ----


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_a_reader_is_asked_answers_and_is_told(browser: Browser, site: str, code: str):
    label = LANGUAGES[code].label
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(f"{site}/claim?lang={code}&ask=1&rental_rate=3")
    is_shown(page, "claim", code, seconds=20)
    expect(page.locator("#root .headline")).to_be_hidden()
    expect(page.locator("#root .bar-figures")).to_be_hidden()
    assert [each["id"] for each in Axe().run(page, ".guess").response["violations"]] == []
    # The slider and the list say the same.
    slider, amounts = page.locator("#root .guess input[type=range]"), page.locator("select")
    slider.press("ArrowRight")
    before = float(amounts.input_value())
    slider.press("ArrowLeft")
    assert float(amounts.input_value()) < before
    assert slider.get_attribute("aria-valuetext") == amounts.locator("option:checked").inner_text()
    amounts.select_option("100000")
    assert int(slider.input_value()) == list(scale("final_run_cost")).index(100_000)
    page.get_by_role("button", name=label("guess.mine")).click()
    said = page.locator("#root .guess.said")
    expect(said).to_contain_text(label("guess.off_low").split("{")[0].strip())
    expect(page.locator("#root .headline")).to_be_visible()
    page.wait_for_url(re.compile("guess_final_run_cost=100000&"))
    assert "rental_rate=3" in page.url
    # What is finished in words stays here, and is in no link.
    page.locator("textarea").fill("five")
    page.reload()
    is_shown(page, "claim", code, seconds=20)
    expect(page.locator("#root textarea")).to_have_value("five")
    assert "five" not in page.url
    context.close()


def test_one_press_shows_the_page_as_it_is(page: Page, site: str):
    page.goto(f"{site}/opex?lang=en&ask=1")
    is_shown(page, "opex", seconds=20)
    page.get_by_role("button", name=SAY("guess.show")).click()
    expect(page.locator("#root .guess")).to_have_count(0)
    expect(page.locator("#root .headline")).to_be_visible()
    page.wait_for_url(re.compile(r"/opex\?lang=en$"))


@pytest.mark.parametrize("page_name", ASKS)
def test_without_scripts_a_page_asks_and_answers_too(browser: Browser, site: str, page_name: str):
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    query = urlencode({"lang": "en", "ask": "1", "gpu_count_h20": "20000"})
    page.goto(f"{site}/{path_of(page_name)}?{query}")
    figures = page.locator(".figure").first
    for figure in ASKS[page_name]:
        expect(figures).to_be_hidden()
        expect(page.locator(".bar-figures")).to_be_hidden()
        asked = page.locator(".guess.asks h2:visible")
        expect(asked).to_have_text(SAY(f"guess.question.{figure}"))
        page.get_by_role("button", name=SAY("guess.unknown")).click()
        assert f"guess_{figure}=unknown" in page.url
    expect(figures).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text(question(page_name))
    assert page.locator(".guess.said").count() == len(ASKS[page_name])
    page.get_by_role("button", name=SAY("guess.again")).first.click()
    expect(figures).to_be_hidden()
    page.get_by_role("button", name=SAY("guess.show")).click()
    expect(figures).to_be_visible()
    assert "ask=1" not in page.url and "gpu_count_h20=20000" in page.url
    context.close()


def test_inside_another_site_a_page_asks_and_answers_inside_it(browser: Browser, site: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/claim?lang=en&ask=1&embed=true")
    page.get_by_role("button", name=SAY("guess.unknown")).click()
    expect(page.locator(".guess.said")).to_be_visible()
    assert "embed=true" in page.url
    context.close()


def test_in_print_nothing_is_hidden(page: Page, site: str):
    page.goto(f"{site}/claim.html?lang=en&ask=1")
    expect(page.locator(".headline")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".headline")).to_be_visible()
    expect(page.locator(".guess button:visible")).to_have_count(0)
    expect(page.locator(".guess .anchors")).to_be_visible()

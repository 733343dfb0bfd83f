"""What a grade means is one touch away: on a screen, under a finger and on a keyboard."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from content import LANGUAGES
from tests.conftest import EVERY_LANGUAGE
from tests.drawn import opened, said_by
from tests.reading import is_shown
from ui.frame.contents import PAGES, path_of


def letters(said: str) -> list[str]:
    """Every tag that shows a grade, outside the legend and the summaries of records."""
    for elsewhere in (r"<summary>.*?</summary>", r'<div id="grades".*?</div>'):
        said = re.sub(elsewhere, "", said, flags=re.DOTALL)
    return re.findall(r'<\w+ [^>]*class="letter [^>]*>', said)


@pytest.mark.parametrize("name", [name for name in PAGES if name != "sources"])
def test_every_letter_on_a_page_opens_the_legend(name):
    found = letters(said_by(opened(name)))
    assert found
    assert [each for each in found if 'popovertarget="grades"' not in each] == []


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_a_record_says_what_its_grade_means_where_it_is_opened(code):
    meanings = LANGUAGES[code].labels["grades"].values()
    records = re.findall(
        r'<details class="record".*?</details>', said_by(opened("sources", code)), re.S
    )
    assert len(records) > 200
    for record in records:
        opened_part = record.partition("</summary>")[2]
        assert any(meaning in opened_part for meaning in meanings), record[:200]


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_the_legend_has_every_grade_and_opens_and_closes_by_keyboard(page: Page, site, code):
    page.goto(f"{site}/{path_of('opex')}?lang={code}")
    is_shown(page, "opex", code)
    legend, letter = page.locator("#grades"), page.locator(".strip button.letter").first
    expect(legend).to_be_hidden()
    letter.focus()
    before = letter.bounding_box()
    page.keyboard.press("Enter")
    expect(legend).to_be_visible()
    for grade, meaning in LANGUAGES[code].labels["grades"].items():
        expect(legend).to_contain_text(
            f"{LANGUAGES[code].label('ui.grade').replace('{grade}', grade)} {meaning}"
        )
    # Nothing moved, and nothing was set by touching it.
    assert letter.bounding_box() == before
    page.keyboard.press("Escape")
    expect(legend).to_be_hidden()
    expect(letter).to_be_focused()
    assert "=" not in page.url.partition("?lang=")[2][2:]


def test_the_legend_opens_under_a_finger_within_a_narrow_screen(browser, site):
    context = browser.new_context(
        viewport={"width": 360, "height": 640}, has_touch=True, locale="en-GB"
    )
    page = context.new_page()
    page.goto(f"{site}/claim?lang=en")
    is_shown(page, "claim")
    page.locator(".figure button.letter").first.tap()
    legend = page.locator("#grades")
    expect(legend).to_be_visible()
    box = legend.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 360
    legend.get_by_role("button").tap()
    expect(legend).to_be_hidden()
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_the_open_legend(browser, site, theme):
    context = browser.new_context(color_scheme=theme, locale="en-GB")
    page = context.new_page()
    page.goto(f"{site}/verdict?lang=en")
    is_shown(page, "verdict")
    page.locator(".rungs button.letter").first.click()
    expect(page.locator("#grades")).to_be_visible()
    found = Axe().run(page).response["violations"]
    assert [each["id"] for each in found if each["nodes"]] == []
    context.close()

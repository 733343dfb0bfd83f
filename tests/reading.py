"""A page in a real browser: which language it is asked in, and when it stands there whole."""

from playwright.sync_api import Page, expect

from content import LANGUAGES

# What a browser of a reader of each language calls its own.
LOCALES = {"en": "en-GB", "id": "id-ID"}


def question(page: str, language: str = "en") -> str:
    """The heading of a page of the story."""
    return LANGUAGES[language].label(f"pages.{page}.question")


def is_shown(page: Page, name: str, language: str = "en", seconds: float = 5) -> None:
    """Wait until this page of the story stands there whole."""
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(question(name, language), timeout=1000 * seconds)
    last = "way_on"
    page.locator(f".st-key-{last}").wait_for(state="attached")
    expect(page.locator("[data-testid=stStatusWidget]")).to_have_count(0)
    # Its paper has made way for it.
    expect(page.locator("#paper")).to_have_count(0, timeout=15_000)


def open_all(page: Page) -> None:
    """Unfold everything that is folded away."""
    for summary in page.locator("[data-testid=stExpander] summary").all():
        summary.click()
        page.wait_for_timeout(400)

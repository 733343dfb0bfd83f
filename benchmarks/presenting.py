"""A talk in front of others: how soon the next screen is there, beside a control that is moved."""

import statistics

from playwright.sync_api import Browser, Page

from content import LANGUAGES

_PROJECTOR = {"width": 1280, "height": 720}

# From the key press to the frame in which the place is another, and another screen stands there
# with something on it. A page's question stands above each of its screens, so the last counts.
_WATCH = """() => {
  const place = () => document.querySelector(".presenting .place").textContent;
  const shown = () => [...document.querySelectorAll('[class*="st-key-screen_"]')].filter((each) =>
    each.checkVisibility({ visibilityProperty: true }) && each.innerText.trim());
  const before = place(), former = shown().at(-1);
  window.moved = new Promise((done) => addEventListener("keydown", () => {
    const begin = performance.now();
    const look = () => {
      const now = shown().at(-1);
      if (place() !== before && now && now !== former) done(performance.now() - begin);
      else if (performance.now() - begin > 20000) done(NaN);
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, { capture: true, once: true }));
}"""


def moves(browser: Browser, site: str) -> dict[str, float]:
    """Median milliseconds to the next screen of the whole talk: on a page, and on another page.

    Raises:
        RuntimeError: if a screen did not come.
    """
    context = browser.new_context(viewport=_PROJECTOR)
    page = context.new_page()
    page.goto(f"{site}/?lang=en&present=1")
    page.locator(".presenting .place").wait_for()
    page.wait_for_timeout(2500)
    taken: dict[str, list[float]] = {"the same": [], "another": []}
    last = LANGUAGES["en"].label("presenting.link_title")
    while not page.get_by_role("heading", name=last).is_visible():
        before = page.evaluate("location.pathname")
        found = _timed(page)
        if found != found:
            raise RuntimeError(f"no screen came after {page.url}")
        kind = "the same" if page.evaluate("location.pathname") == before else "another"
        taken[kind].append(found)
        page.wait_for_timeout(300)
    context.close()
    return {kind: statistics.median(each) for kind, each in taken.items()}


def _timed(page: Page) -> float:
    page.evaluate(_WATCH)
    page.keyboard.press("PageDown")
    return page.evaluate("window.moved")

"""How soon a page opened afresh shows its figure, and is live: on paper first, and otherwise."""

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, BrowserContext, Page

from tests import server
from tests.server import Server

# A telephone on a slow line.
_PHONE = {"width": 390, "height": 844}
_SLOWER = 4
_LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}

# The frame in which the figure stands there and something has been painted; and the moment at
# which the live page has drawn all of itself.
_WATCH = """
window.opened = {};
const look = () => {
  const painted = performance.getEntriesByName("first-contentful-paint")[0];
  const figure = document.querySelector("FIGURE")?.textContent;
  if (figure) window.there ??= performance.now();
  if (painted && figure) window.opened.painted ??= Math.max(painted.startTime, window.there);
  if (document.querySelector(".st-key-way_on") && globalThis.hands?.hasPage)
    window.opened.live ??= performance.now();
  requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""
# A page's own policy allows no text that is evaluated while one waits: this waits by itself.
_WAIT = """(until) => new Promise((done) => {
  const look = () =>
    window.opened[until] ? done(window.opened[until]) : setTimeout(look, 20);
  look();
})"""
_PAPERLESS = '\n\ndef paper(*_asked: object) -> str:\n    return ""\n'


@dataclass(frozen=True)
class Opened:
    """A page to be opened: its address, and where its figure stands."""

    address: str
    figure: str


def painted(
    browser: Browser, pages: dict[str, Opened], repetitions: int, slow: bool = False
) -> dict[str, float]:
    """For each page the median milliseconds until its figure is painted, opened in turns.

    ``slow``: on a telephone's slow line, with the processor slowed four times.
    """
    taken: dict[str, list[float]] = {name: [] for name in pages}
    for _ in range(repetitions):
        for name, each in pages.items():
            taken[name].append(_opened(browser, each, "painted", slow=slow))
    return {name: statistics.median(each) for name, each in taken.items()}


def live(browser: Browser, first: str, second: str, repetitions: int) -> tuple[float, float]:
    """Milliseconds until the page at each of two addresses is live, opened in turns."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(repetitions):
        for address, each in zip((first, second), taken, strict=True):
            each.append(_opened(browser, Opened(address, ".headline .number"), "live"))
    return statistics.median(taken[0]), statistics.median(taken[1])


@contextmanager
def without_paper() -> Iterator[Server]:
    """The application as it would be if nothing stood there before the live page comes."""
    with TemporaryDirectory() as folder:
        server.copied_to(Path(folder))
        with Path(folder, "web", "papers.py").open("a", encoding="utf-8") as papers:
            papers.write(_PAPERLESS)
        with server.running(folder=Path(folder)) as running:
            yield running


def _opened(browser: Browser, opened: Opened, until: str, slow: bool = False) -> float:
    context = browser.new_context(viewport=_PHONE)
    page = context.new_page()
    if slow:
        _slow_down(context, page)
    page.add_init_script(_WATCH.replace("FIGURE", opened.figure))
    page.goto(opened.address, wait_until="commit", timeout=120_000)
    taken = page.evaluate(_WAIT, until)
    context.close()
    return taken


def _slow_down(context: BrowserContext, page: Page) -> None:
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", _LINE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})

"""What a reader waits for, in Chromium: a figure after a control moved."""

import statistics
from collections.abc import Iterable
from dataclasses import dataclass, field

import psutil
from playwright.sync_api import Browser, Page

# Watches from the key press on: when the figure's text is another, and when a chart
# changed for the last time. Charts are SVG, so a change is a mutation.
_WATCH = """
({figure, still}) => {
  const text = () => document.querySelector(figure)?.innerText;
  window.seen = new Promise(done => addEventListener("keydown", () => {
    const begin = performance.now(), before = text();
    let changed = null, painted = null;
    const watcher = new MutationObserver(() => { changed = performance.now() - begin; });
    document.querySelectorAll("[data-testid=stVegaLiteChart]").forEach(chart =>
      watcher.observe(chart, {
        subtree: true, childList: true, attributes: true, characterData: true}));
    const look = () => {
      const now = performance.now();
      if (painted === null && text() !== before) painted = now - begin;
      const quiet = now - begin - Math.max(painted ?? 0, changed ?? 0);
      if (painted !== null && quiet > still || now - begin > 8000) {
        watcher.disconnect();
        done({painted, changed});
      } else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, {capture: true, once: true}));
}
"""

# Without a change for so long, a chart has settled.
_STILL_MS = 350


@dataclass
class Subject:
    """An application under measurement: where, which process, and where its figure stands."""

    name: str
    address: str
    process: int
    figure: str
    painted: list[float] = field(default_factory=list)
    settled: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def anew(self) -> "Subject":
        """The same, with nothing measured yet."""
        return Subject(self.name, self.address, self.process, self.figure)

    def median(self, of: str) -> float:
        """The median in milliseconds of one of the lists."""
        taken = getattr(self, of)
        return statistics.median(taken) if taken else float("nan")


def move_controls(
    browser: Browser, subjects: Iterable[Subject], repetitions: int, onward: bool = False
) -> None:
    """Move the first slider of each subject in turn; fill painted, settled and processor.

    It goes to and fro between two values, which the server may remember; ``onward`` each
    time to a value it has not seen.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 2400})
    pages: list[tuple[Subject, Page]] = []
    for subject in subjects:
        page = context.new_page()
        page.goto(subject.address)
        page.locator(subject.figure).first.wait_for()
        page.wait_for_timeout(2500)
        pages.append((subject, page))
    # The first moves of each warm caches on both sides and do not count.
    for turn in range(-2, repetitions):
        for subject, page in pages:
            page.bring_to_front()
            page.get_by_role("slider").first.focus()
            page.evaluate(_WATCH, {"figure": subject.figure, "still": _STILL_MS})
            before = psutil.Process(subject.process).cpu_times()
            page.keyboard.press("ArrowRight" if turn % 2 and not onward else "ArrowLeft")
            seen = page.evaluate("window.seen")
            after = psutil.Process(subject.process).cpu_times()
            if turn >= 0 and seen["painted"] is not None:
                subject.painted.append(seen["painted"])
                if seen["changed"] is not None:
                    subject.settled.append(seen["changed"])
                used = after.user + after.system - before.user - before.system
                subject.processor.append(used * 1000)
    context.close()

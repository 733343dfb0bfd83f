"""How soon a figure follows a slider that is dragged, beside a static page that computes it."""

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser, Page

from ui.frame.contents import path_of

STATIC_PAGE = "static_page.html"
# For each page with a slider, one that moves a figure beside it, and that figure.
DRAGGED = {
    "start": ("gpu_count_h20", "tco"),
    "claim": ("rental_rate", "final_run_cost"),
    "hardware": ("gpu_count_h20", "fleet_gpus"),
    "capex": ("gpu_price_h20", "capex"),
    "opex": ("electricity_price", "electricity_cost"),
    "salaries": ("headcount", "staff_cost"),
}
_SLOWER = 4

# From each move of the pointer on: until the frame is over in which the figure's text is another.
# A message comes after the frame that was drawn when it was sent.
_WATCH = """
({slider, figure}) => {
  const text = () => document.querySelector(figure).textContent;
  const range = document.querySelector(slider);
  window.waited = [];
  let begun = null, before = null;
  range.addEventListener("input", (event) => {
    begun = event.timeStamp;
    before ??= text();
  }, { capture: true });
  const look = () => {
    if (begun !== null && text() !== before) {
      const from = begun;
      begun = null;
      before = null;
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => window.waited.push(performance.now() - from);
      port2.postMessage(null);
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
"""


@contextmanager
def static_page() -> Iterator[str]:
    """The address of the static page, while it is served."""
    handler = partial(_Silent, directory=str(Path(__file__).parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as served:
        Thread(target=served.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{served.server_port}/{STATIC_PAGE}"
        served.shutdown()


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_said: object) -> None:
        """Nothing: the benchmark prints its own lines."""


def drags(
    browser: Browser, site: str, static: str, moves: int, slowed: bool = False
) -> dict[str, tuple[float, float]]:
    """For each page the median milliseconds from a move to the painted figure: ours, and static.

    Both are dragged in turn. ``slowed``: with the processor slowed four times.
    """
    context = browser.new_context(viewport={"width": 390, "height": 844})
    beside = context.new_page()
    beside.goto(static)
    found = {}
    for name, (assumption, figure) in DRAGGED.items():
        page = context.new_page()
        page.goto(f"{site}/{path_of(name)}?lang=en")
        page.locator("#paper").wait_for(state="detached", timeout=60_000)
        page.locator(f"#slider_{assumption}").scroll_into_view_if_needed()
        page.wait_for_timeout(2500)
        both = [
            (page, f"#slider_{assumption} input[type=range]", f'[data-live="number.{figure}"]'),
            (beside, "#rate", ".number"),
        ]
        found[name] = tuple(_dragged(*each, moves, slowed) for each in both)
        page.close()
    context.close()
    return found


def _dragged(page: Page, slider: str, figure: str, moves: int, slowed: bool) -> float:
    page.bring_to_front()
    page.evaluate(_WATCH, {"slider": slider, "figure": figure})
    box = page.locator(slider).bounding_box()
    middle = box["y"] + box["height"] / 2
    processor = page.context.new_cdp_session(page)
    processor.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER if slowed else 1})
    page.mouse.move(box["x"] + box["width"] / 4, middle)
    page.mouse.down()
    for move in range(moves):
        share = 0.3 + 0.4 * (move % 17) / 17
        page.mouse.move(box["x"] + share * box["width"], middle)
        page.wait_for_timeout(60)
    waited = page.evaluate("window.waited")
    page.mouse.move(box["x"] + box["width"] / 4, middle)
    page.mouse.up()
    processor.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    return statistics.median(waited) if waited else float("nan")

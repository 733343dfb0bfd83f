"""A replica dies under its reader: how soon the page is live on another one, behind the proxy."""

import os
import signal
import statistics
from contextlib import ExitStack

from playwright.sync_api import Browser

from tests import proxy, server

_WINDOW = {"width": 1280, "height": 900}

# From the moment the line is cut until the answer of another replica has been shown.
_WATCH = """() => {
  const was = hands.session;
  window.back = new Promise((done) => {
    let begin;
    const look = () => {
      if (!hands.connected) begin ??= performance.now();
      if (hands.session !== was) done(performance.now() - begin);
      else requestAnimationFrame(look);
    };
    look();
  });
}"""


def live_again(browser: Browser, deaths: int) -> float:
    """Median milliseconds until a reader, whose replica is killed so many times, is live again."""
    with ExitStack() as stack:
        alive = [
            stack.enter_context(server.running(behind_a_proxy=True)) for _ in range(deaths + 1)
        ]
        site = stack.enter_context(proxy.running([each.address for each in alive]))
        context = browser.new_context(viewport=_WINDOW, bypass_csp=True)
        page = context.new_page()
        page.goto(f"{site.address}/claim?lang=en&rental_rate=3")
        page.wait_for_function("globalThis.hands?.session && hands.socket && hands.connected")
        taken = []
        for _ in range(deaths):
            page.wait_for_timeout(1500)
            page.evaluate(_WATCH)
            address = site.serving(context.cookies())
            [serving] = [each for each in alive if each.address == address]
            os.kill(serving.process, signal.SIGKILL)
            alive.remove(serving)
            taken.append(page.evaluate("window.back"))
        context.close()
        return statistics.median(taken)

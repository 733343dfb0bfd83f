"""A class of sixty: how soon a guess is on the projector, and what readers elsewhere notice."""

import http.client
import itertools
import random
import statistics
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Browser

from benchmarks.readers import moved
from costmodel import GUESSED, scale

PUPILS = 60
# So long a class takes to answer; each phone asks meanwhile what is new.
_SECONDS_TO_GUESS = 20
_SECONDS_BETWEEN = 2
_FIRST = next(iter(GUESSED))

# Notes when so many dots stood on the projector, on the clock of the machine.
_WATCH = """() => {
  window.seen = [];
  const count = () => document.querySelectorAll(".dots circle").length;
  new MutationObserver(() => {
    const now = Date.now() / 1000;
    while (window.seen.length < count()) window.seen.push(now);
  }).observe(document.body, { childList: true, subtree: true });
}"""


@dataclass
class _Phone:
    """A phone of the class: a connection, its cookie, and when it guessed."""

    site: str
    code: str
    cookie: str = ""
    guessed: float = 0.0
    failures: list[int] = field(default_factory=list)

    def ask(self, form: dict[str, str] | None = None, query: str = "") -> None:
        connection = http.client.HTTPConnection(urlsplit(self.site).netloc, timeout=30)
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode(form) if form else None
        connection.request("POST" if form else "GET", f"/rooms/{self.code}{query}", body, headers)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        if answer.status >= 400:
            self.failures.append(answer.status)
        if kept := answer.getheader("Set-Cookie"):
            self.cookie = kept.partition(";")[0]

    def takes_part(self, until: float, chosen: random.Random) -> None:
        """Ask every two seconds what is new, and guess once somewhere between."""
        self.ask()
        guesses_at = time.time() + chosen.uniform(1, _SECONDS_TO_GUESS - 3)
        while time.time() < until:
            if not self.guessed and time.time() >= guesses_at:
                self.guessed = time.time()
                guess = chosen.choice(scale(_FIRST))
                self.ask({"figure": _FIRST, "guess": repr(guess)})
            else:
                self.ask(query="?seen=1")
            time.sleep(_SECONDS_BETWEEN * chosen.uniform(0.75, 1.25))


@dataclass(frozen=True)
class Together:
    """What was measured: seconds until a guess was shown, milliseconds of a reader's move."""

    usual: float
    slowest: float
    among: float
    alone: float


def together(browser: Browser, site: str, seed: int = 1) -> Together:
    """A class of :data:`PUPILS` guesses, while a reader elsewhere moves a slider.

    Raises:
        RuntimeError: if a guess was refused, or never shown.
    """
    alone = moved(site, _for_seconds(_SECONDS_TO_GUESS / 2))
    board = browser.new_page()
    board.goto(f"{site}/rooms?lang=en")
    board.locator("form[method=post] button").click()
    board.wait_for_url("**/board*")
    board.keyboard.press("PageDown")
    board.locator("svg.dots").wait_for()
    board.evaluate(_WATCH)
    code = urlsplit(board.url).path.split("/")[2]
    phones = [_Phone(site, code) for _ in range(PUPILS)]
    until = time.time() + _SECONDS_TO_GUESS
    threads = [
        threading.Thread(target=each.takes_part, args=(until, random.Random(seed + place)))
        for place, each in enumerate(phones)
    ]
    for each in threads:
        each.start()
    among = moved(site, lambda: time.time() > until)
    for each in threads:
        each.join()
    board.wait_for_timeout(3000)
    seen = board.evaluate("window.seen")
    board.close()
    failures = list(itertools.chain.from_iterable(each.failures for each in phones))
    if failures or len(seen) != PUPILS:
        raise RuntimeError(f"{len(seen)} of {PUPILS} guesses shown; refused: {failures}")
    sent = sorted(each.guessed for each in phones)
    waited = [shown - guessed for guessed, shown in zip(sent, seen, strict=True)]
    return Together(statistics.median(waited), max(waited), among, alone)


def _for_seconds(seconds: float):
    until = time.time() + seconds
    return lambda: time.time() > until

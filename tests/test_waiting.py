"""A page whose websocket is blocked on the way says so, in the reader's language, in 5 seconds."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from content import LANGUAGES
from tests.conftest import EVERY_LANGUAGE
from tests.line import Line
from tests.reading import LOCALES, is_shown

STREAM = b"/_stcore/stream"


class Proxy(Line):
    """Passes requests on, but no websocket until ``opens``: those are refused, or left waiting."""

    def __init__(self, address: str, refuses: bool) -> None:
        self._refuses = refuses
        self.opens = False
        super().__init__(address)

    async def _connect(self, reader, writer) -> None:
        first = await reader.read(65536)
        # A browser never sends a websocket's request over a connection it used for others.
        if STREAM in first.split(b"\r\n", 1)[0] and not self.opens:
            if not self._refuses:
                await reader.read()
            writer.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
            writer.close()
            return
        await self._pass_on(reader, writer, first)


@contextmanager
def proxy(address: str, refuses: bool) -> Iterator[Proxy]:
    between = Proxy(address, refuses)
    try:
        yield between
    finally:
        between.close()


@pytest.mark.parametrize("refuses", [True, False], ids=["refused", "left waiting"])
@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_a_blocked_websocket_gets_a_word_and_an_opened_one_takes_it_back(
    browser: Browser, site: str, code: str, refuses: bool
):
    with proxy(site, refuses) as between:
        context = browser.new_context(locale=LOCALES.get(code, code))
        page = context.new_page()
        page.goto(f"{between.address}/claim?rental_rate=3")
        said = page.get_by_role("status").filter(has_text=LANGUAGES[code].label("waiting.title"))
        expect(said).to_be_visible(timeout=15_000)
        expect(said).to_contain_text(LANGUAGES[code].label("waiting.what_to_do"))
        assert not [each["id"] for each in Axe().run(page, ".waiting").response["violations"]]
        if refuses:
            # Streamlit tries again by itself.
            between.opens = True
            is_shown(page, "claim", code)
            expect(page.locator(".waiting")).to_have_count(0)
        context.close()


def test_a_page_that_is_drawn_says_nothing_of_the_kind(page, site):
    page.goto(f"{site}/claim")
    is_shown(page, "claim")
    page.wait_for_timeout(5_000)
    expect(page.locator(".waiting")).to_have_count(0)

"""A class in real browsers, on two replicas with a real store: it guesses, is told, and is over."""

import http.client
import http.cookiejar
import random
import re
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from functools import partial
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, expect
from redis import Redis

from classrooms import SECONDS_OPEN, SETTING
from content import LANGUAGES
from costmodel import GUESSED, scale
from tests import server, store
from tests.conftest import EVERY_LANGUAGE
from tests.reading import LOCALES

FIRST = next(iter(GUESSED))
SIZES = [(1280, 720), (1920, 1080), (1024, 768), (844, 390)]
PHONE = {"width": 390, "height": 844}
# What is cut or scrolls on the projector.
CUT = """() => [...document.querySelectorAll(
    "h1, p, li, svg, button, summary, img")].filter((each) => {
  if (!each.checkVisibility()) return false;
  const { left, top, right, bottom } = each.getBoundingClientRect();
  return left < 0 || top < 0 || right > innerWidth + 1 || bottom > innerHeight + 1;
}).map((each) => `${each.localName} ${each.textContent.slice(0, 40)}`)
  .concat(document.documentElement.scrollHeight > innerHeight ? ["the page scrolls"] : [])"""


class _From(urllib.request.HTTPHandler):
    """Opens connections from one of this machine's addresses."""

    def __init__(self, network: str) -> None:
        super().__init__()
        self._opened = partial(http.client.HTTPConnection, source_address=(network, 0))

    def http_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(self._opened, request)


class Device:
    """A browser without scripts: it follows, sends forms, and keeps cookies.

    ``network`` is the address it asks from, one of this machine's own.
    """

    def __init__(self, site: str, network: str = "127.0.0.1") -> None:
        self.site = site
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(cookies, _From(network))
        self.status, self.address = 0, ""

    def ask(self, path: str, form: dict[str, str] | None = None, **headers: str) -> BeautifulSoup:
        body = None if form is None else urlencode(form).encode()
        request = urllib.request.Request(self.site + path, body, headers)
        try:
            answer = self._opener.open(request, timeout=20)
        except urllib.error.HTTPError as refused:
            answer = refused
        self.status, self.address = answer.status, answer.geturl().removeprefix(self.site)
        self.headers = answer.headers
        return BeautifulSoup(answer.read().decode(), "html.parser")

    def opens(self, query: str = "", language: str = "en") -> str:
        """Open a class, for a link with this query: its code."""
        door = self.ask(f"/rooms?{query}&lang={language}")
        [link] = door.select("input[name=link]")
        self.ask(f"/rooms?lang={language}", {"link": link["value"]})
        assert self.status == 200
        return self.address.split("/")[2]

    def leads(self, code: str, do: str, of: object = "") -> BeautifulSoup:
        return self.ask(f"/rooms/{code}/board", {"do": do, "of": str(of)})

    def guesses(self, code: str, guess: float | str, figure: str = FIRST) -> BeautifulSoup:
        return self.ask(f"/rooms/{code}", {"figure": figure, "guess": str(guess)})


def refusal(soup: BeautifulSoup) -> str:
    return soup.select_one(".refused").get_text()


def say(reason: str, given: str = "", language: str = "en") -> str:
    return LANGUAGES[language].label(f"classrooms.refused.{reason}").format(given=given)


def count(soup: BeautifulSoup) -> int:
    return len(soup.select(".dots circle"))


# ---- without scripts ----


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
def test_a_class_from_its_opening_to_its_end_without_any_script(site, language):
    label = LANGUAGES[language].label
    teacher, pupil, silent = Device(site), Device(site), Device(site)
    code = teacher.opens("rental_rate=3", language)
    # Typed as people type.
    pupil.ask(f"/rooms?code={code[:2].lower()}-{code[2:].lower()}+")
    assert pupil.address.startswith(f"/rooms/{code}")
    assert label("classrooms.wait_first") in pupil.ask(f"/rooms/{code}").get_text()
    silent.ask(f"/rooms/{code}")
    for stage, figure in enumerate(GUESSED, 1):
        teacher.leads(code, "go", stage)
        asked = pupil.ask(f"/rooms/{code}")
        assert asked.h1.get_text() == label(f"guess.question.{figure}")
        options = [each["value"] for each in asked.select("option") if each["value"]]
        assert [float(each) for each in options] == list(scale(figure))
        assert asked.select_one("noscript meta[http-equiv=refresh]")
        pupil.guesses(code, options[5], figure)
        board = teacher.ask(f"/rooms/{code}/board")
        assert count(board) == 1
        assert not board.select("ul.answer") and not board.select("line.claim")
        # The claim and the model's figure are said to nobody before the leader says so.
        told = teacher.leads(code, "tell", figure)
        assert len(told.select("ul.answer li")) == 2
        assert len(told.select("line.claim, line.model, line.middle")) == 3
        said = pupil.ask(f"/rooms/{code}")
        assert said.select_one(".you strong") and len(said.select("ul.answer li")) == 2
        assert label("classrooms.you_did_not") in silent.ask(f"/rooms/{code}").get_text()
    over = teacher.leads(code, "end")
    assert label("classrooms.ended") in over.get_text()
    gone = pupil.ask(f"/rooms/{code}?lang={language}")
    assert (pupil.status, refusal(gone)) == (404, say("unknown", code, language))


def test_a_class_computes_with_the_numbers_of_the_link_it_was_opened_with(site):
    texts = []
    for query in ("", "rental_rate=3"):
        teacher = Device(site)
        code = teacher.opens(query)
        teacher.leads(code, "go", 1)
        texts.append(teacher.leads(code, "tell", FIRST).select_one("ul.answer").get_text())
    assert "$5.576 million" in texts[0] and "$8.364 million" in texts[1]


def test_who_does_not_know_is_counted_and_has_no_dot(site):
    teacher, pupil = Device(site), Device(site)
    code = teacher.opens()
    teacher.leads(code, "go", 1)
    pupil.ask(f"/rooms/{code}")
    said = pupil.guesses(code, "unknown")
    assert said.select_one(".you").get_text() == LANGUAGES["en"].label("guess.you_unknown")
    board = teacher.ask(f"/rooms/{code}/board")
    assert count(board) == 0
    said = " ".join(board.select_one(".of-class").get_text().split())
    assert said == "Guesses: 1. Do not know: 1."


def test_what_is_refused_is_named_and_the_class_goes_on(site):
    teacher, pupil, stranger = Device(site), Device(site), Device(site)
    code = teacher.opens()
    teacher.leads(code, "go", 1)
    pupil.ask(f"/rooms/{code}")
    pupil.guesses(code, 5_000_000)
    for guess, of, status, reason, given in (
        ("much", FIRST, 400, "guess", "much"),
        ("-5", FIRST, 400, "guess", "-5"),
        ("", FIRST, 400, "guess", ""),
        ("5000000", "tco", 409, "asked", ""),
        ("5000000", "<b>", 409, "asked", ""),
    ):
        soup = pupil.guesses(code, guess, of)
        assert (pupil.status, refusal(soup)) == (status, say(reason, given))
        # Where the class is now stands below.
        assert soup.h1.get_text() == LANGUAGES["en"].label(f"guess.question.{FIRST}")
    soup = stranger.guesses(code, 5_000_000)
    assert (stranger.status, refusal(soup)) == (400, say("badge"))
    for path in ("board", "board?leader=guessed"):
        soup = stranger.ask(f"/rooms/{code}/{path}")
        assert (stranger.status, refusal(soup)) == (403, say("leader", code))
    for do, of in (("go", "x"), ("go", "²"), ("go", "9" * 50), ("fly", ""), ("", "")):
        soup = teacher.leads(code, do, of)
        assert teacher.status == 400 and do in refusal(soup)
    assert count(teacher.ask(f"/rooms/{code}/board")) == 1


@pytest.mark.parametrize("code", ["zz", "AAAA", "%00%00", "a" * 3000, "..%2f.."])
def test_an_odd_code_is_named_and_nothing_breaks(site, code):
    device = Device(site)
    for path in (f"/rooms?code={code}", f"/rooms/{code}", f"/rooms/{code}/board"):
        device.ask(path)
        assert device.status in (400, 404)


def test_a_form_of_another_site_does_nothing(site):
    teacher = Device(site)
    code = teacher.opens()
    teacher.ask(f"/rooms/{code}/board", {"do": "end", "of": ""}, Origin="https://elsewhere.example")
    assert teacher.status == 403
    teacher.ask(f"/rooms/{code}/board", {"do": "go", "of": "1"}, Origin=site)
    assert teacher.status == 200


def test_the_leaders_address_leads_from_another_device_and_is_not_what_stands_there(site):
    teacher, other = Device(site), Device(site)
    code = teacher.opens()
    board = teacher.ask(f"/rooms/{code}/board")
    address = board.select_one("#leader")["value"].removeprefix(site)
    other.ask(address)
    assert other.address.startswith(f"/rooms/{code}/board") and "leader" not in other.address
    assert other.leads(code, "go", 1).select_one(".asked")


def test_nobody_keeps_what_a_class_shows_and_what_is_known_already_is_not_sent_again(site):
    teacher = Device(site)
    code = teacher.opens()
    seen = teacher.ask(f"/rooms/{code}/board").main["data-seen"]
    assert teacher.headers["Cache-Control"] == "no-store"
    teacher.ask(f"/rooms/{code}/board?seen={seen}")
    assert teacher.status == 204
    teacher.leads(code, "go", 1)
    teacher.ask(f"/rooms/{code}/board?seen={seen}")
    assert teacher.status == 200


# ---- with phones and a projector ----


@pytest.fixture
def desk(browser: Browser, request) -> Iterator[Page]:
    """A projector, in the language of the test."""
    named = getattr(request.node, "callspec", None)
    language = named.params["language"] if named else "en"
    width, height = SIZES[0]
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale=LOCALES[language]
    )
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, has_touch=True, color_scheme="dark")
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def opened_on(desk: Page, site: str, language: str) -> str:
    desk.goto(f"{site}/rooms?lang={language}")
    desk.locator("form[method=post] button").click()
    desk.wait_for_url(re.compile("/board"))
    return desk.url.split("/")[4]


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
def test_thirty_guesses_are_on_the_projector_as_they_come_and_nothing_is_cut(
    site, desk, phone, language
):
    label = LANGUAGES[language].label
    code = opened_on(desk, site, language)
    phone.goto(f"{site}/rooms/{code}?lang={language}")
    class_ = [Device(site) for _ in range(30)]
    for each in class_:
        each.ask(f"/rooms/{code}")
    faults = []

    def look(what: str) -> None:
        for width, height in SIZES:
            desk.set_viewport_size({"width": width, "height": height})
            faults.extend((what, width, *each) for each in [desk.evaluate(CUT)] if each)
        desk.set_viewport_size({"width": 1280, "height": 720})
        found = Axe().run(desk).response["violations"]
        faults.extend((what, each["id"]) for each in found)
        found = Axe().run(phone).response["violations"]
        faults.extend((what, "phone", each["id"]) for each in found)

    look("coming in")
    for at, figure in enumerate(GUESSED):
        desk.keyboard.press("PageDown")
        expect(desk.locator("h1")).to_have_text(label(f"guess.question.{figure}"))
        expect(phone.locator("h1")).to_have_text(label(f"guess.question.{figure}"))
        chosen = random.Random(at)
        for each in class_:
            each.guesses(code, chosen.choice(scale(figure)), figure)
        expect(desk.locator(".dots circle")).to_have_count(30, timeout=10_000)
        phone.locator("select").select_option(index=20)
        phone.locator("button.first").click()
        expect(phone.locator(".you")).to_be_visible()
        expect(desk.locator(".dots circle")).to_have_count(31)
        look(f"{figure} asked")
        desk.keyboard.press("PageDown")
        expect(desk.locator("ul.answer li")).to_have_count(2)
        expect(phone.locator("ul.answer li")).to_have_count(2)
        look(f"{figure} told")
    assert not faults


def test_what_is_being_chosen_is_not_lost_while_others_guess(site, desk, phone):
    code = opened_on(desk, site, "en")
    phone.goto(f"{site}/rooms/{code}")
    desk.keyboard.press("PageDown")
    phone.locator("select").select_option(index=12)
    other = Device(site)
    other.ask(f"/rooms/{code}")
    other.guesses(code, 5_000_000)
    expect(desk.locator(".dots circle")).to_have_count(1)
    # The phone has asked again in the meantime.
    with phone.expect_response(lambda answer: "seen=" in answer.url):
        pass
    assert phone.locator("select").evaluate("list => list.selectedIndex") == 12
    assert phone.locator("input[type=range]").input_value() == "11"


def test_a_button_keeps_the_focus_while_guesses_come(site, desk):
    code = opened_on(desk, site, "en")
    desk.keyboard.press("PageDown")
    desk.locator("[data-key=back]").focus()
    other = Device(site)
    other.ask(f"/rooms/{code}")
    other.guesses(code, 5_000_000)
    expect(desk.locator(".dots circle")).to_have_count(1)
    assert desk.evaluate("document.activeElement.dataset.key") == "back"


def test_a_phone_whose_line_was_cut_says_so_and_follows_again(site, desk, phone):
    code = opened_on(desk, site, "en")
    phone.goto(f"{site}/rooms/{code}")
    phone.context.set_offline(True)
    expect(phone.locator(".lost")).to_be_visible()
    desk.keyboard.press("PageDown")
    phone.context.set_offline(False)
    expect(phone.locator("h1")).to_have_text(LANGUAGES["en"].label(f"guess.question.{FIRST}"))
    expect(phone.locator(".lost")).to_have_count(0)


def test_when_a_class_is_over_the_phones_say_so(site, desk, phone):
    code = opened_on(desk, site, "en")
    phone.goto(f"{site}/rooms/{code}")
    desk.locator("summary").first.click()
    desk.locator("details[open] button").click()
    desk.wait_for_url(re.compile("ended"))
    expect(phone.locator(".refused")).to_have_text(say("unknown", code))


# ---- two replicas and a store ----


def stored_are_numbers(address: str, code: str) -> None:
    """Look into the store: all of it is forgotten in time, and of guesses there are numbers."""
    kept = Redis.from_url(address.replace("valkey", "redis"), decode_responses=True)
    keys = kept.keys("*")
    assert all(0 < kept.ttl(key) <= SECONDS_OPEN for key in keys)
    [room] = [key for key in keys if key.endswith(f"{{{code}}}")]
    state = {"query", "stage", "told", "moves", "heard"}
    assert set(kept.hgetall(room)) == {*state, "leader", "badges"}
    [guessed] = [key for key in keys if key.endswith(f":{FIRST}")]
    assert [float(each) for each in kept.hgetall(guessed).values()] == [5_000_000.0]
    [listed] = [key for key in keys if key.endswith(":open")]
    assert kept.zrange(listed, 0, -1) == [code]
    # Beside these there are counters, for as long as a limit counts.
    assert all(key in (room, guessed, listed) or kept.get(key).isdecimal() for key in keys)


def test_two_replicas_share_a_class_and_say_so_when_its_store_is_gone(monkeypatch):
    with store.running() as (address, process):
        monkeypatch.setenv(SETTING, address)
        with server.running() as one, server.running() as other:
            teacher, pupil = Device(one.address), Device(other.address)
            code = teacher.opens()
            pupil.ask(f"/rooms/{code}")
            assert pupil.status == 200
            teacher.leads(code, "go", 1)
            pupil.guesses(code, 5_000_000)
            assert pupil.status == 200
            assert count(teacher.ask(f"/rooms/{code}/board")) == 1
            # A replica that was started anew has lost nothing.
            teacher.site = other.address
            assert count(teacher.ask(f"/rooms/{code}/board")) == 1
            stored_are_numbers(address, code)
            process.kill()
            process.wait()
            for device, path in ((teacher, f"/rooms/{code}/board"), (pupil, f"/rooms/{code}")):
                before = time.monotonic()
                soup = device.ask(path)
                assert (device.status, refusal(soup)) == (503, say("store"))
                # What needs no store is one step away.
                hands = soup.select_one("a[href*=classroom]")["href"].partition("classroom")[2]
                assert "show of hands" in device.ask(f"/classroom{hands}").get_text().lower()
                assert time.monotonic() - before < 5
            # The explainer itself needs no store.
            assert Device(one.address).ask("/claim").select_one("#paper h1")


def test_a_store_that_comes_back_serves_again(monkeypatch):
    with store.running() as (address, process):
        port = int(re.search(r":(\d+)/", address)[1])
        monkeypatch.setenv(SETTING, address)
        with server.running() as one:
            Device(one.address).opens()
            process.kill()
            process.wait()
            with store.running(port):
                assert len(Device(one.address).opens()) == 4


def test_a_phone_waits_while_the_store_is_gone_and_follows_again(monkeypatch, phone):
    with store.running() as (address, process):
        port = int(re.search(r":(\d+)/", address)[1])
        monkeypatch.setenv(SETTING, address)
        with server.running() as one:
            code = Device(one.address).opens()
            phone.goto(f"{one.address}/rooms/{code}")
            process.kill()
            process.wait()
            expect(phone.locator(".lost")).to_be_visible(timeout=20_000)
            assert phone.locator(".step").inner_text().endswith(f"{code}.")
            with store.running(port):
                # The class went with its store, and the phone is told so by asking again.
                expect(phone.locator(".refused")).to_have_text(say("unknown", code), timeout=40_000)


def test_an_address_that_is_none_stops_the_start_and_is_named(monkeypatch):
    monkeypatch.setenv(SETTING, "localhost")
    with pytest.raises(RuntimeError, match=f"{SETTING}='localhost'"), server.running():
        pass


def test_sixty_guesses_at_once_are_all_counted(site):
    teacher = Device(site)
    code = teacher.opens()
    teacher.leads(code, "go", 1)
    class_ = [Device(site) for _ in range(60)]

    def guess(each: Device) -> None:
        each.ask(f"/rooms/{code}")
        each.guesses(code, 5_000_000)

    at_once = [threading.Thread(target=guess, args=(each,)) for each in class_]
    for each in at_once:
        each.start()
    for each in at_once:
        each.join()
    assert [each.status for each in class_] == [200] * 60
    assert count(teacher.ask(f"/rooms/{code}/board")) == 60

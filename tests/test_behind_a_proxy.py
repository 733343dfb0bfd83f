"""A class behind a real nginx, on two replicas with a real store: also when one of them dies."""

import asyncio
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from http.client import HTTPException

import pytest

from classrooms import SETTING
from content import LANGUAGES
from tests import proxy, server, store
from tests.test_classroom_together import FIRST, Device, count, refusal, say
from tests.wire import connected

PHONES = 60
# How often somebody presses once more where nobody answered.
PRESSES = 3


@dataclass(frozen=True)
class Site:
    """The address of the proxy, one that says it speaks HTTPS, and the replicas behind both."""

    address: str
    in_https: str
    replicas: tuple[server.Server, ...]


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with ExitStack() as stack:
        kept, _ = stack.enter_context(store.running())
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(SETTING, kept)
            with ThreadPoolExecutor() as both:
                starts = [server.running(), server.running()]
                replicas = tuple(both.map(stack.enter_context, starts))
        behind = [each.address for each in replicas]
        address = stack.enter_context(proxy.running(behind)).address
        in_https = stack.enter_context(proxy.running(behind, "https")).address
        yield Site(address, in_https, replicas)


def test_a_live_page_comes_through_the_proxy(site):
    async def read() -> None:
        reader = await connected(site.address, "claim", "lang=en")
        await reader.open()
        assert LANGUAGES["en"].label("pages.claim.question") in reader.markup
        await reader.close()

    asyncio.run(read())


def test_phones_are_sent_to_the_proxy_and_nobody_on_the_way_keeps_what_a_class_shows(site):
    teacher, pupil = Device(site.address), Device(site.address)
    code = teacher.opens()
    board = teacher.ask(f"/rooms/{code}/board")
    leads = board.select_one("#leader")["value"]
    assert leads.startswith(f"{site.address}/rooms/{code}/board?leader=")
    assert teacher.headers["Cache-Control"] == "no-store" and "ETag" not in teacher.headers
    seen = board.main["data-seen"]
    # Whichever replica is asked.
    for _ in range(4):
        teacher.ask(f"/rooms/{code}/board?seen={seen}")
        assert (teacher.status, teacher.headers["Cache-Control"]) == (204, "no-store")
    form = {"do": "go", "of": "1"}
    teacher.ask(f"/rooms/{code}/board", form, Origin=site.address)
    assert teacher.status == 200
    teacher.ask(f"/rooms/{code}/board", form, Origin="https://elsewhere.example")
    assert teacher.status == 403
    pupil.ask(f"/rooms/{code}")
    pupil.guesses(code, 5_000_000)
    assert count(teacher.ask(f"/rooms/{code}/board")) == 1


def test_over_https_the_addresses_say_so_and_cookies_are_sent_over_nothing_else(site):
    teacher = Device(site.in_https)
    [link] = teacher.ask("/rooms").select("input[name=link]")
    teacher.ask("/rooms", {"link": link["value"]})
    code = teacher.address.split("/")[2]
    pupil = Device(site.in_https)
    pupil.ask(f"/rooms/{code}")
    assert "Secure" in pupil.headers["Set-Cookie"]


def test_who_walks_through_codes_is_stopped_and_nobody_else_behind_the_same_proxy(site):
    code = Device(site.address).opens()
    # Two of this machine's own addresses.
    walker, pupil = Device(site.address, "127.0.0.2"), Device(site.address, "127.0.0.3")
    for sign in "23456789CDFHJKMNPQRTVWX":
        for other in "23":
            walker.ask(f"/rooms/22{sign}{other}")
            assert walker.status in (404, 429)
    soup = walker.ask(f"/rooms/{code}")
    assert (walker.status, refusal(soup)) == (429, say("often"))
    # What a stranger says of other addresses is not believed.
    walker.ask(f"/rooms/{code}", **{"X-Forwarded-For": "203.0.113.9"})
    assert walker.status == 429
    pupil.ask(f"/rooms/{code}")
    assert pupil.status == 200


def answered(phone: Device, act: Callable[[], object]) -> bool:
    """Whether a phone that does something sees what comes of it, and is not cut off."""
    try:
        act()
    except (OSError, HTTPException):
        phone.status = 0
    if phone.status != 200:
        time.sleep(0.2)
    return phone.status == 200


def test_sixty_guess_while_a_replica_dies_and_every_guess_is_counted(site):
    teacher = Device(site.address)
    code = teacher.opens()
    teacher.leads(code, "go", 1)
    half, failed = threading.Semaphore(0), []

    def takes_part(place: int) -> None:
        phone = Device(site.address)
        for act in (
            lambda: phone.ask(f"/rooms/{code}"),
            lambda: phone.guesses(code, 5_000_000),
            lambda: phone.ask(f"/rooms/{code}?seen=0"),
        ):
            if not any(answered(phone, act) for _ in range(PRESSES)):
                failed.append((place, phone.status))
            half.release()

    class_ = [threading.Thread(target=takes_part, args=(place,)) for place in range(PHONES)]
    for each in class_:
        each.start()
    for _ in range(PHONES):
        half.acquire()
    os.kill(site.replicas[0].process, signal.SIGKILL)
    for each in class_:
        each.join()
    assert not failed
    board = teacher.ask(f"/rooms/{code}/board")
    assert (teacher.status, count(board)) == (200, PHONES)
    # It goes on with the one that is left.
    told = teacher.leads(code, "tell", FIRST)
    assert len(told.select("ul.answer li")) == 2

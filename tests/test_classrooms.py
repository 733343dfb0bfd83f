"""A class together: who may come in, guess and lead, how often, and what is left of it."""

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st
from redis import Redis

from classrooms import MOST_GUESSES, SECONDS_OPEN, Classrooms, InProcess, InServer, Refusal
from classrooms import store as stores
from classrooms.classroom import _SIGNS
from classrooms.in_server import SETTING
from costmodel import GUESSED, middle, place_on_scale, scale, step_of, times_off
from tests import store

FIRST, SECOND = list(GUESSED)[:2]


class Clock:
    """Seconds that go by when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="module")
def real_server() -> Iterator[str]:
    with store.running() as (address, _):
        yield address


# The same rules hold in this process and in a real server.
@pytest.fixture(params=["process", pytest.param("server", marks=pytest.mark.slow)])
def kept(request) -> Iterator[stores.Store]:
    if request.param == "process":
        yield InProcess()
    else:
        address = request.getfixturevalue("real_server")
        Redis.from_url(address.replace("valkey", "redis")).flushall()
        yield InServer(address)


@pytest.fixture
def rooms(kept) -> Classrooms:
    return Classrooms(kept)


def opened(rooms: Classrooms, query: str = "lang=en", stage: int = 1) -> tuple[str, str]:
    code, secret = rooms.open(query, "teacher")
    rooms.go(code, secret, stage)
    return code, secret


def came(rooms: Classrooms, code: str, address: str = "school") -> str:
    """A device that came in."""
    return rooms.device(code, rooms.enter(code, address)[1])


@contextmanager
def refused(reason: str, given: str | None = None) -> Iterator[None]:
    """What is done inside is refused, for this reason."""
    with pytest.raises(Refusal) as found:
        yield
    assert found.value.reason == reason
    assert given is None or found.value.given == given


# ---- the course of a class ----


def test_a_class_asks_one_question_after_another_and_keeps_what_was_guessed(rooms):
    code, secret = rooms.open("lang=id&rental_rate=3", "teacher")
    room = rooms.at(code)
    assert (room.query, room.stage, room.figure) == ("lang=id&rental_rate=3", 0, "")
    device = came(rooms, code)
    for stage, figure in enumerate(GUESSED, 1):
        rooms.go(code, secret, stage)
        assert rooms.at(code).figure == figure
        assert rooms.guesses(rooms.at(code)) == {}
        amount = scale(figure)[stage]
        rooms.guess(code, device, figure, repr(amount), "school")
        assert rooms.guesses(rooms.at(code)) == {device: amount}
    assert rooms.at(code).is_last
    rooms.go(code, secret, 1)
    assert rooms.guesses(rooms.at(code)) == {device: scale(FIRST)[1]}


def test_one_guess_a_device_a_question_and_it_may_be_changed(rooms):
    code, _ = opened(rooms)
    one, other = came(rooms, code), came(rooms, code)
    for text in ("5000000", "unknown", "7000000"):
        rooms.guess(code, one, FIRST, text, "school")
    rooms.guess(code, other, FIRST, "unknown", "school")
    assert rooms.guesses(rooms.at(code)) == {one: 7_000_000.0, other: None}


def test_what_changed_can_be_told_from_what_was_seen(rooms):
    code, secret = opened(rooms)
    device = came(rooms, code)
    seen = [rooms.at(code)]
    rooms.guess(code, device, FIRST, "5000000", "school")
    seen.append(rooms.at(code))
    assert (seen[1].moves, seen[1].heard) == (seen[0].moves, seen[0].heard + 1)
    rooms.guess(code, device, FIRST, "5000000", "school")
    assert rooms.at(code) == seen[1], "the same guess again is nothing new"
    rooms.tell(code, secret, FIRST, told=True)
    seen.append(rooms.at(code))
    assert (seen[2].moves, seen[2].heard) == (seen[1].moves + 1, seen[1].heard)


def test_the_answer_is_told_hidden_again_and_each_question_has_its_own(rooms):
    code, secret = opened(rooms)
    device = came(rooms, code)
    rooms.tell(code, secret, FIRST, told=True)
    assert rooms.at(code).is_told
    with refused("told", FIRST):
        rooms.guess(code, device, FIRST, "5000000", "school")
    rooms.go(code, secret, 2)
    assert not rooms.at(code).is_told
    rooms.guess(code, device, SECOND, "5000000", "school")
    rooms.tell(code, secret, SECOND, told=True)
    rooms.tell(code, secret, FIRST, told=False)
    assert rooms.at(code).told == {SECOND}


def test_a_guess_of_another_question_than_the_one_asked_does_not_count(rooms):
    code, secret = opened(rooms)
    device = came(rooms, code)
    rooms.go(code, secret, 2)
    with refused("asked", FIRST):
        rooms.guess(code, device, FIRST, "5000000", "school")
    rooms.go(code, secret, 0)
    with refused("asked"):
        rooms.guess(code, device, "", "5000000", "school")


@given(st.text(max_size=40) | st.sampled_from(["-1", "0", "1e999", "nan", "inf", "999", "1" * 99]))
def test_a_class_holds_numbers_and_nothing_else(text):
    rooms = Classrooms(InProcess())
    code, _ = opened(rooms)
    device = came(rooms, code)
    try:
        rooms.guess(code, device, FIRST, text, "school")
    except Refusal as refusal:
        assert refusal.reason == "guess"
        assert rooms.guesses(rooms.at(code)) == {}
    else:
        guess = rooms.guesses(rooms.at(code))[device]
        row = GUESSED[FIRST]
        assert guess is None or row.allowed_low <= guess <= row.allowed_high


def test_nothing_is_left_of_a_class_that_was_ended(rooms, kept):
    code, secret = opened(rooms)
    rooms.guess(code, came(rooms, code), FIRST, "5000000", "school")
    rooms.close(code, secret)
    with refused("unknown", code):
        rooms.at(code)
    # Who comes by the same code later finds nothing of it.
    assert kept.add(code, {"query": "", "stage": "1", "told": ""}, 60)
    assert kept.guesses(code, FIRST) == {}


def test_a_class_is_gone_after_two_hours_and_not_before():
    clock = Clock()
    rooms = Classrooms(InProcess(clock))
    code, _ = opened(rooms)
    device = came(rooms, code)
    assert SECONDS_OPEN == 7200
    clock.now += SECONDS_OPEN - 1
    rooms.guess(code, device, FIRST, "5000000", "school")
    clock.now += 1
    with refused("unknown"):
        rooms.guess(code, device, FIRST, "5000000", "school")


def test_a_class_is_forgotten_in_time_whatever_is_written_into_it(kept):
    assert kept.add("K7QX", {"query": "", "stage": "1", "told": ""}, 1)
    kept.put_guess("K7QX", FIRST, "one", "5000000", 5)
    kept.change("K7QX", {"stage": "2"})
    time.sleep(1.1)
    assert kept.fields("K7QX") == {}
    kept.change("K7QX", {"stage": "3"})
    assert not kept.put_guess("K7QX", FIRST, "one", "5000000", 5)
    assert kept.fields("K7QX") == kept.guesses("K7QX", FIRST) == {}


# ---- who may do what ----


@pytest.mark.parametrize("secret", ["", "x", "é" * 9])
def test_only_who_opened_a_class_leads_it(rooms, secret):
    code, own = opened(rooms)
    for act in (
        lambda: rooms.go(code, secret, 2),
        lambda: rooms.tell(code, secret, FIRST, told=True),
        lambda: rooms.close(code, secret),
        lambda: rooms.lead(code, secret),
    ):
        with refused("leader"):
            act()
    assert rooms.at(code).stage == 1 and not rooms.at(code).is_told
    assert rooms.lead(code, own).code == code


def test_the_leader_of_one_class_does_not_lead_another(rooms):
    (one, _), (_, secret) = opened(rooms), opened(rooms)
    with refused("leader"):
        rooms.close(one, secret)


def test_what_is_kept_does_not_let_who_reads_it_lead(rooms, kept):
    code, secret = opened(rooms)
    assert secret not in kept.fields(code).values()


@pytest.mark.parametrize("stage", [-1, 5, 99])
def test_there_is_no_question_but_those_there_are(rooms, stage):
    code, secret = opened(rooms)
    with refused("asked"):
        rooms.go(code, secret, stage)
    with refused("asked"):
        rooms.tell(code, secret, "capex", told=True)


def test_a_badge_is_good_for_the_class_it_was_given_in_and_cannot_be_made_up(rooms):
    (one, _), (other, _) = opened(rooms), opened(rooms)
    badge = rooms.enter(one, "school")[1]
    assert rooms.device(one, badge)
    assert rooms.enter(one, "school", badge)[1] == badge, "come back, it is the same device"
    device, _, signature = badge.partition(".")
    for forged in ("", "x", device, f"{device}.", f"x{badge}", f"{device}.é", f".{signature}"):
        assert not rooms.device(one, forged)
    assert not rooms.device(other, badge)


# ---- how many, how often ----


def test_codes_have_no_vowels_and_no_look_alikes(rooms):
    for _ in range(12):
        code, _ = rooms.open("", "teacher")
        assert len(code) == 4 and set(code) <= set(_SIGNS)
    assert not set(_SIGNS) & set("AEIOUYBGLSZ01")
    assert len(_SIGNS) == len(set(_SIGNS)) == 23


@pytest.mark.parametrize("code", ["", "K7Q", "K7QXX", "AAAA", "k7qx", "K7Q ", "../.."])
def test_what_is_no_code_is_said_to_be_none(rooms, code):
    with refused("code", code):
        rooms.enter(code, "school")


def test_codes_cannot_be_walked_through(rooms):
    code, _ = opened(rooms)
    inside = rooms.enter(code, "school")[1]
    for sign in _SIGNS[:15]:
        for other in "23":
            with refused("unknown"):
                rooms.enter(f"{other}{sign}22" if code != f"{other}{sign}22" else "XXXX", "school")
    with refused("often"):
        rooms.enter(code, "school")
    assert rooms.enter(code, "elsewhere"), "others come in"
    assert rooms.enter(code, "school", inside)[1] == inside, "and who is in stays in"


def test_a_class_that_is_over_shuts_nobody_out_of_the_next(rooms):
    code, secret = opened(rooms)
    rooms.close(code, secret)
    for _ in range(60):
        with refused("unknown"):
            rooms.enter(code, "school")
    assert rooms.enter(opened(rooms)[0], "school")


def test_a_class_takes_so_many_guesses_and_those_in_it_may_still_change_theirs(rooms):
    code, _ = opened(rooms)
    assert MOST_GUESSES == 500
    for number in range(MOST_GUESSES):
        rooms.guess(code, f"device {number}", FIRST, "5000000", f"school {number // 100}")
    with refused("full"):
        rooms.guess(code, "one more", FIRST, "5000000", "elsewhere")
    rooms.guess(code, "device 7", FIRST, "7000000", "elsewhere")
    assert len(rooms.guesses(rooms.at(code))) == MOST_GUESSES
    assert rooms.guesses(rooms.at(code))["device 7"] == 7_000_000.0


def test_a_device_guesses_so_often_a_minute_and_then_again():
    clock = Clock()
    rooms = Classrooms(InProcess(clock))
    code, _ = opened(rooms)
    for _ in range(30):
        rooms.guess(code, "one", FIRST, "5000000", "school")
    with refused("often"):
        rooms.guess(code, "one", FIRST, "7000000", "school")
    rooms.guess(code, "another", FIRST, "5000000", "school")
    clock.now += 60
    rooms.guess(code, "one", FIRST, "7000000", "school")


def test_classes_are_opened_only_so_often_from_one_place_and_in_all(rooms):
    for _ in range(40):
        rooms.open("", "one place")
    with refused("often"):
        rooms.open("", "one place")
    for number in range(160):
        rooms.open("", f"place {number}")
    with refused("many"):
        rooms.open("", "a place more")


def test_no_two_classes_have_one_code(rooms, kept):
    code, _ = opened(rooms, "rental_rate=3")
    assert not kept.add(code, {"query": "other"}, 60)
    assert rooms.at(code).query == "rental_rate=3"


# ---- stores ----


@pytest.mark.parametrize("address", ["", "localhost:6379", "http://localhost", "valkey:/x"])
def test_what_is_no_address_of_a_store_is_refused_by_name(address):
    with pytest.raises(ValueError, match=f"{SETTING}=.*valkey://localhost:6379/0"):
        InServer(address)


def test_a_store_that_does_not_answer_says_so_and_soon():
    rooms = Classrooms(InServer("valkey://127.0.0.1:1/0"))
    before = time.monotonic()
    with pytest.raises(stores.StoreFault, match=SETTING):
        rooms.open("", "teacher")
    assert time.monotonic() - before < 5, "or a class waits for ever"


# ---- the scale ----


@pytest.mark.parametrize("figure", GUESSED)
def test_a_scale_has_a_place_for_every_amount_and_the_same_way_for_the_same_ratio(figure):
    low, *_, high = scale(figure)
    assert place_on_scale(figure, low) == place_on_scale(figure, low / 9) == 0
    assert place_on_scale(figure, high) == place_on_scale(figure, high * 9) == 1
    between = math.sqrt(low * high)
    assert place_on_scale(figure, between) == pytest.approx(0.5)
    assert place_on_scale(figure, 0) == 0


@pytest.mark.parametrize("figure", GUESSED)
def test_each_step_of_a_scale_is_nearest_to_itself_and_none_is_nearer(figure):
    steps = scale(figure)
    for place, each in enumerate(steps):
        assert step_of(figure, each) == place
    for amount in (steps[0] * 1.2, steps[3] * 1.24, steps[-1] * 5):
        found = steps[step_of(figure, amount)]
        assert all(times_off(amount, found) <= times_off(amount, other) for other in steps)


@given(st.lists(st.floats(1, 1e12), min_size=1, max_size=40))
def test_as_many_are_no_larger_than_the_middle_as_are_no_smaller(guesses):
    found = middle(guesses)
    assert found in guesses
    assert 2 * sum(each <= found for each in guesses) >= len(guesses)
    assert 2 * sum(each >= found for each in guesses) >= len(guesses)


def test_of_no_guesses_there_is_no_middle():
    assert math.isnan(middle([]))


def test_how_many_classes_there_are_whoever_opened_them(kept):
    here, there = Classrooms(kept), Classrooms(kept)
    assert here.open_now() == 0
    (first, secret), _ = opened(here), opened(there)
    assert here.open_now() == there.open_now() == 2
    there.close(first, secret)
    assert here.open_now() == 1


def test_a_class_whose_time_is_over_is_counted_no_more():
    clock = Clock()
    rooms = Classrooms(InProcess(clock))
    opened(rooms)
    clock.now += SECONDS_OPEN + 1
    assert rooms.open_now() == 0

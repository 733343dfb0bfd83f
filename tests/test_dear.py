"""One reader's wishes do not make another wait: dear work is bounded, takes turns and gives way."""

import asyncio
import itertools
import statistics
import threading
from collections.abc import Awaitable, Callable
from unittest.mock import patch

import pytest

import costmodel
from content import LANGUAGES
from costmodel.questions import draws as made
from exports import VERSION
from tests.conftest import EVERY_LANGUAGE
from tests.test_pages import opened, words_of
from tests.wire import Reader, connected
from ui.state import draws, reader
from ui.state.turns import Turns

# As many at once as the promise speaks of.
CROWD = 8
DEAREST = 40_000
# Rounds in which a busy machine may have its own reasons to be slow.
_ROUNDS = 4
_SEEDS = itertools.count(1_000)


class Line:
    """Threads that take turns with one another, and in which order their turns came."""

    def __init__(self, most_waiting: int | None, at_once: int = 1) -> None:
        self.turns = Turns(at_once, most_waiting)
        self.under_way: set[str] = set()
        self.order: list[str] = []
        self.most_at_once = 0
        self._threads: list[threading.Thread] = []

    def send(self, name: str, work: Callable[[], object] = lambda: None, look=lambda: None) -> None:
        """Let a thread join the line, and come back when it has."""
        joined = threading.Event()

        def come() -> None:
            assert self.turns.join()
            joined.set()
            try:
                self.turns.wait(look)
            except ConnectionError:
                return
            self.under_way.add(name)
            self.most_at_once = max(self.most_at_once, len(self.under_way))
            self.order.append(name)
            work()
            self.under_way.discard(name)
            self.turns.leave()

        self._threads.append(threading.Thread(target=come))
        self._threads[-1].start()
        assert joined.wait(10)

    def end(self) -> None:
        for each in self._threads:
            each.join(10)
            assert not each.is_alive()


def test_one_at_a_time_in_the_order_they_came():
    line, go = Line(most_waiting=7), threading.Event()
    for name in "abcdefgh":
        line.send(name, lambda: go.wait(10))
    assert line.order == ["a"] and len(line.turns) == 8
    go.set()
    line.end()
    assert line.order == list("abcdefgh")
    assert line.most_at_once == 1
    assert len(line.turns) == 0


def test_some_at_once_and_the_others_in_their_order():
    line, go = Line(most_waiting=None, at_once=2), threading.Event()
    for name in "abcdefgh":
        line.send(name, lambda: go.wait(10))
    while len(line.order) < 2:
        go.wait(0.01)
    assert (line.order, line.most_at_once) == (["a", "b"], 2)
    go.set()
    line.end()
    assert sorted(line.order) == list("abcdefgh")
    assert line.most_at_once == 2


def test_a_full_line_takes_nobody_else_and_whoever_stands_in_it_keeps_the_place():
    line, go = Line(most_waiting=1), threading.Event()
    line.send("a", lambda: go.wait(10))
    line.send("b", lambda: line.turns.join() or line.order.append("refused"))
    assert not line.turns.join()
    assert not line.turns.has_come()
    line.turns.leave()
    go.set()
    line.end()
    assert line.order == ["a", "b"]
    assert line.turns.join() and line.turns.has_come()


def test_whoever_has_left_keeps_no_place():
    line, go, left = Line(most_waiting=2), threading.Event(), threading.Event()

    def look() -> None:
        if left.is_set():
            raise ConnectionError

    line.send("a", lambda: go.wait(10))
    line.send("leaves", look=look)
    line.send("b")
    left.set()
    while len(line.turns) > 2:
        left.wait(0.01)
    go.set()
    line.end()
    assert line.order == ["a", "b"]


def test_nobody_waits_who_did_not_join():
    with pytest.raises(RuntimeError):
        Turns(1, 1).wait(lambda: None)


def test_the_same_draws_asked_for_twice_are_made_once():
    line, seed = Line(most_waiting=7), next(_SEEDS)
    with patch.object(made, "_drawn", wraps=made._drawn) as drawn:
        for name in "abcd":
            line.send(name, lambda: costmodel.spread("tco", {}, DEAREST, seed))
        line.end()
    assert drawn.call_count == 1


def test_no_number_of_others_drives_the_usual_draws_out():
    costmodel.draw({})
    with patch.object(made, "_drawn", wraps=made._drawn) as drawn:
        for _ in range(6):
            costmodel.draw({}, 100, next(_SEEDS))
        costmodel.draw({})
    assert drawn.call_count == 6


@pytest.fixture
def crowded(monkeypatch):
    """A line that is full: somebody has the turn, and nobody may wait."""
    costmodel.draw({})
    line, go = Line(most_waiting=0), threading.Event()
    line.send("somebody", lambda: go.wait(60))
    monkeypatch.setattr(draws, "TURNS", line.turns)
    yield line.turns
    go.set()
    line.end()


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
@pytest.mark.parametrize("page", ["doubts", "claim", "verdict"])
def test_where_too_many_wait_a_page_says_that_it_shows_the_usual_draws(crowded, page, language):
    language_ = LANGUAGES[language]
    said = language_.say("ui.draws_later", {"draws": (costmodel.DRAWS, "people")})
    assert language_.numbers.write(costmodel.DRAWS, "people", "") in said
    with patch.object(made, "_drawn", wraps=made._drawn) as drawn:
        at = opened(page, language, draws=str(DEAREST), seed="7", ranges="shown")
    assert drawn.call_count == 0
    # One sentence more than on the page as usual, and it stands there once.
    usual = words_of(opened(page, language, ranges="shown")).split()
    more = len(said.split())
    shown = words_of(at).split()
    begin = next(n for n, _ in enumerate(shown) if shown[n : n + more] == said.split())
    assert shown[:begin] + shown[begin + more :] == usual


def test_the_usual_draws_never_wait(crowded):
    assert not opened("doubts", figure="capex", ranges="shown").exception
    assert len(crowded) == 1


@pytest.mark.parametrize("fails", [False, True])
def test_a_turn_is_over_with_the_page(monkeypatch, fails):
    held = []

    def answer(*_arguments):
        held.append(len(draws.TURNS))
        if fails:
            raise ValueError("a page that cannot be drawn")
        return _EXCEEDED(*_arguments)

    monkeypatch.setattr(costmodel, "exceeded", answer)
    at = opened("doubts", draws=str(DEAREST), seed=str(next(_SEEDS)))
    assert bool(at.exception) == fails
    assert held == [1]
    assert len(draws.TURNS) == 0


_EXCEEDED = costmodel.exceeded


def test_a_reader_who_has_left_is_noticed_while_waiting(crowded, monkeypatch):
    """What Streamlit raises to end a run comes out of the waiting, and the place is given up."""
    monkeypatch.setattr(draws, "TURNS", turns := Turns(1, 1))
    held, go = Line(most_waiting=1), threading.Event()
    held.turns = turns
    held.send("somebody", lambda: go.wait(60))

    class Ended(BaseException):
        pass

    def gone() -> None:
        assert len(turns) == 2
        raise Ended

    monkeypatch.setattr(reader, "still_wanted", gone)
    with pytest.raises(Ended), draws.in_turn():
        assert turns.join()
        turns.wait(reader.still_wanted)
    assert len(turns) == 1
    go.set()
    held.end()


# ---- a real server ----


async def _moves(mover: Reader, until: Callable[[], bool]) -> list[float]:
    """Moves of a slider, each to a new value, and how long each took; at least one."""
    taken = []
    while not taken or not until():
        value = 2 + next(_SEEDS) / 100_000
        taken.append(await mover.enter(act="assumption", of="rental_rate", value=repr(value)))
        assert mover.answer["query"].startswith(f"v={VERSION}&rental_rate={value!r}")
    return taken


async def _slowed(site: str, page: str, query: Callable[[], str]) -> float:
    """How many times as long a move takes while eight others open such a page at once."""
    mover = await connected(site, "claim", "lang=en")
    await mover.open()
    count = itertools.count()
    await _moves(mover, lambda: next(count) > 2)
    best = float("inf")
    for _ in range(_ROUNDS):
        count = itertools.count()
        alone = statistics.median(await _moves(mover, lambda c=count: next(c) > 8))
        crowd = [await connected(site, page, query()) for _ in range(CROWD)]
        opening: list[Awaitable] = [asyncio.create_task(each.open()) for each in crowd]
        among = await _moves(mover, lambda tasks=opening: all(each.done() for each in tasks))
        await asyncio.gather(*opening)
        for each in crowd:
            assert LANGUAGES["en"].label(f"pages.{page}.question") in each.markup
            await each.close()
        best = min(best, statistics.median(among) / alone)
    await mover.close()
    return best


def test_eight_dearest_links_at_once_hardly_slow_another_readers_move(site):
    slowed = asyncio.run(_slowed(site, "doubts", lambda: f"draws={DEAREST}&seed={next(_SEEDS)}"))
    # Measured: 1.1 to 1.3 times; without turns 2.6, and 5 when files were watched too.
    assert slowed < 2


def test_eight_readers_who_open_a_page_at_once_hardly_slow_another_readers_move(site):
    # Measured: 0.9 to 1.5 times; all at once 2 to 3, and 9 to 18 when files were watched too.
    assert asyncio.run(_slowed(site, "claim", lambda: "")) < 2.5

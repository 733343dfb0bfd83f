"""One reader's wishes do not make another wait: dear work is bounded, takes turns and gives way."""

import asyncio
import itertools
import threading
from collections.abc import Callable
from unittest.mock import patch

import pytest

import costmodel
import exports
from content import LANGUAGES
from costmodel.questions import draws as made
from exports import VERSION
from tests.conftest import EVERY_LANGUAGE
from tests.drawn import link_of, opened, words_of
from tests.held import held
from tests.wire import connected
from ui.frame.contents import file_of
from ui.state import draws, openings, reader
from ui.state.turns import Turns

# As many at once as the promise speaks of.
CROWD = 8
DEAREST = 40_000
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


@pytest.mark.parametrize("query", [{}, {"draws": str(DEAREST), "seed": "5"}], ids=["usual", "dear"])
def test_opening_a_page_takes_a_turn_and_a_move_on_it_takes_none(monkeypatch, query):
    class Counted(Turns):
        joined = 0

        def join(self) -> bool:
            self.joined += 1
            return super().join()

    turns = Counted(at_once=1, most_waiting=None)
    monkeypatch.setattr(openings, "TURNS", turns)
    at = opened("start", **query)
    assert (turns.joined, len(turns)) == (1, 0)
    at.switch_page(str(file_of("claim"))).run()
    assert (turns.joined, len(turns)) == (2, 0)
    held(at, "slider_rental_rate").set_value(3.0).run()
    assert (turns.joined, len(turns)) == (2, 0)
    # Where every turn to open a page is taken, whoever has one open is served all the same.
    assert turns.join()
    held(at, "slider_rental_rate").set_value(4.0).run()
    assert "rental_rate=4" in exports.write(link_of(at))


def test_dear_draws_are_waited_for_without_a_turn_to_open_a_page(monkeypatch):
    """Else two readers who wait for draws would keep everybody else from a page."""
    line, go, seen = Line(most_waiting=1), threading.Event(), []
    line.send("somebody", lambda: go.wait(60))
    monkeypatch.setattr(draws, "TURNS", line.turns)

    def look() -> None:
        seen.append(len(openings.TURNS))
        go.set()

    monkeypatch.setattr(reader, "still_wanted", look)
    assert not opened("doubts", draws=str(DEAREST), seed=str(next(_SEEDS))).exception
    line.end()
    assert seen and set(seen) == {0}


# ---- a real server ----


@pytest.mark.parametrize(
    ("page", "query"),
    [("claim", lambda: ""), ("doubts", lambda: f"draws={DEAREST}&seed={next(_SEEDS)}")],
    ids=["a page", "the dearest links"],
)
def test_a_readers_moves_are_answered_while_eight_others_open(site, page, query):
    """How long they take is the benchmark's to say."""

    async def among_others() -> None:
        mover = await connected(site, "claim", "lang=en")
        await mover.open()
        crowd = [await connected(site, page, query()) for _ in range(CROWD)]
        opening = [asyncio.create_task(each.open()) for each in crowd]
        while not all(each.done() for each in opening):
            value = repr(2 + next(_SEEDS) / 100_000)
            await mover.enter(act="assumption", of="rental_rate", value=value)
            assert mover.answer["query"].startswith(f"v={VERSION}&rental_rate={value}")
        await asyncio.gather(*opening)
        for each in crowd:
            assert LANGUAGES["en"].label(f"pages.{page}.question") in each.markup
            await each.close()
        await mover.close()

    asyncio.run(among_others())

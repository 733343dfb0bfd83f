"""How many readers: the clients that measure it are real ones, and many cost no more than few."""

import asyncio
import random
from collections import Counter
from urllib.parse import parse_qsl

import pytest

import exports
from benchmarks.load import __main__ as command
from benchmarks.load import dearest, sites, steps, told
from benchmarks.load.crowd import Crowd
from benchmarks.load.readers import PAGES, OfThePage, of_the_bare_application, of_the_explainer
from benchmarks.load.steps import Step, percentile
from benchmarks.load.visitors import Visitor
from content import LANGUAGES
from costmodel import ASSUMPTIONS, evaluate
from tests import server
from tests.wire import connected

# ---- what is asked for ----


@pytest.mark.parametrize("said", ["", "some", "0", "-3", "1.5", "10001", "１０"])
def test_a_number_of_readers_that_is_none_is_named(said, capsys):
    with pytest.raises(SystemExit) as stopped:
        command.read(["--readers", "10", said])
    assert stopped.value.code == 2
    assert f"--readers: {said!r} is not a whole number from 1 to 10000" in capsys.readouterr().err


def test_steps_rise_and_each_is_taken_once():
    asked = command.read(["--readers", "50", "1", "10", "1", "--replicas", "2"])
    assert (asked.readers, asked.replicas, asked.beyond) == ((1, 10, 50), (2,), False)
    assert command.read([]).readers == command.QUICK


# ---- what is said of it ----


def test_a_percentile_is_one_of_what_was_measured():
    taken = [n / 100 for n in range(100, 0, -1)]
    assert [percentile(taken, share) for share in (1, 50, 95, 100)] == [0.01, 0.5, 0.95, 1.0]
    assert percentile([3.0], 95) == percentile([3.0], 50) == 3.0
    assert percentile([1.0, 2.0, 3.0], 50) == 2.0


def step(readers: int, answered: float, busy: float, machine: float = 1.0, lost: int = 0) -> Step:
    failures = Counter({"moving: TimeoutError": lost} if lost else {})
    return Step(readers, [0.1], [answered] * 20, 30.0, 25.0, 0.5, 1.5, busy, 0.1, machine, failures)


def test_a_step_gives_way_where_readers_wait_too_long_or_are_lost():
    assert not step(10, 9.9, 0.9).gave_way
    assert step(10, 10.1, 0.9).gave_way
    assert step(10, 0.1, 0.9, lost=1).gave_way


def test_what_gave_way_first_is_named(monkeypatch):
    monkeypatch.setattr(told.os, "cpu_count", lambda: 2)
    said = told.what_gave_way("ours", 1, step(200, 12.0, 0.95))
    assert "at 200 readers" in said and "12.0 s or longer" in said
    assert "the replica keeps one core busy" in said
    assert "this machine" in told.what_gave_way("ours", 2, step(200, 12.0, 1.3, machine=1.9))
    assert "not the processor" in told.what_gave_way("ours", 1, step(200, 12.0, 0.3, lost=4))
    assert "500, 1000 readers" in told.past("ours", 1, [500, 1000])


def test_memory_that_grows_is_told_from_memory_that_does_not():
    assert "no growth" in told.waves("ours", 50, [300, 330, 333, 331])
    assert "GROWN" in told.waves("ours", 50, [300, 330, 345, 360])


def test_links_that_are_dear_are_links_and_each_is_another():
    first, second = dearest.links(random.Random(1)), dearest.links(random.Random(2))
    for page in first:
        assert first[page] != second[page]
        link, faults = exports.read(parse_qsl(first[page]), LANGUAGES)
        assert not faults
        assert link.draws == max(exports.DRAWS_OFFERED)
    link, _ = exports.read(parse_qsl(first["compare"]), LANGUAGES)
    assert set(link.changes) == set(ASSUMPTIONS)


# ---- against real servers ----


def test_a_client_gets_the_figures_of_what_it_moved(site):
    """Three readers at once, each with numbers of its own."""

    async def read() -> None:
        readers = [
            OfThePage(site, "claim", f"rental_rate={rate}&lang=en", random.Random(rate))
            for rate in (3, 4, 5)
        ]
        await asyncio.gather(*(each.open() for each in readers))
        for _ in range(3):
            assert all(
                took > 0 for took in await asyncio.gather(*(each.move() for each in readers))
            )
        seen = set()
        for each in readers:
            changes = dict(exports.read(parse_qsl(each.answer["query"]), LANGUAGES)[0].changes)
            seen.add(tuple(changes.items()))
            cost = evaluate(changes)["final_run_cost"]
            said = LANGUAGES["en"].numbers.write(float(cost), "USD", "precise")
            assert said in each.answer["result"] and said in each.markup
            await each.close()
        assert len(seen) == 3

    asyncio.run(read())


def test_a_crowd_reads_every_page_with_a_slider_and_loses_nobody(site):
    async def read() -> Crowd:
        crowd = Crowd(site, of_the_explainer)
        await crowd.come(len(PAGES))
        assert len(crowd) == len(PAGES)
        await crowd.move_once()
        await crowd.move_for(1.0, between=0.4)
        await crowd.leave()
        return crowd

    crowd = asyncio.run(read())
    assert not crowd.failures
    assert len(crowd.opened) == len(PAGES) and len(crowd.answered) > len(PAGES)


def test_a_crowd_at_a_site_that_is_not_there_says_so():
    async def read() -> Crowd:
        crowd = Crowd("http://127.0.0.1:9", of_the_bare_application)
        await crowd.come(2)
        return crowd

    assert asyncio.run(read()).failures == {"opening: ConnectionRefusedError": 2}


def test_a_visitor_is_told_that_what_is_known_still_holds(site):
    async def visit() -> None:
        visitor = Visitor(site)
        whole = await visitor.get("/capex?lang=en")
        again = await visitor.get("/capex?lang=en", if_none_match=whole.headers["etag"])
        assert (whole.status, again.status) == (200, 304)
        assert len(whole.body) > 1000 and again.body == b""
        await visitor.close()

    asyncio.run(visit())


@pytest.mark.slow
def test_a_move_costs_no_more_where_many_have_a_page_open():
    """It once took four times the processor time with three hundred."""

    async def a_change(site: sites.Site, readers: int) -> float:
        crowd = Crowd(site.address, of_the_explainer)
        await crowd.come(readers)
        few = Crowd(site.address, of_the_explainer)
        await few.come(len(PAGES))
        used = site.processor()
        for _ in range(4):
            await few.move_once()
        used = site.processor() - used
        await few.leave()
        await crowd.leave()
        return used / len(few.answered)

    with sites.running("app.py", 1) as site:
        asyncio.run(steps.warmed(site, of_the_explainer))
        alone = asyncio.run(a_change(site, 0))
        assert asyncio.run(a_change(site, 100)) < 1.5 * alone


def test_a_page_that_nobody_watches_any_more_is_not_drawn_to_its_end(tmp_path):
    """Whoever leaves in the midst of a long page leaves nothing to be computed."""
    server.copied_to(tmp_path)
    notes, page = tmp_path / "notes", tmp_path / "pages" / "doubts.py"
    note = "open({!r}, 'a').write('{}\\n')\n"
    page.write_text(
        note.format(str(notes), "begun")
        + page.read_text(encoding="utf-8")
        + note.format(str(notes), "ended"),
        encoding="utf-8",
    )
    dear = "draws=40000&lang=en&seed={}"

    def noted() -> Counter[str]:
        return Counter(notes.read_text(encoding="utf-8").split())

    async def leave(site: str) -> None:
        # One who stays has it all.
        stays = await connected(site, "doubts", dear.format(2))
        before = noted()
        await stays.open()
        assert noted() - before == {"begun": 1, "ended": 1}
        await stays.close()
        # Others leave as soon as theirs have begun.
        before = noted()
        for seed in range(3, 6):
            leaves = await connected(site, "doubts", dear.format(seed))
            begun = noted()["begun"]
            await leaves.ask([])
            while noted()["begun"] == begun:
                await asyncio.sleep(0.005)
            await leaves.close()
        # And one who comes after them.
        last = await connected(site, "doubts", dear.format(6))
        await last.open()
        await last.close()
        assert noted() - before == {"begun": 4, "ended": 1}

    with server.running(folder=tmp_path) as running:
        asyncio.run(leave(running.address))

"""Days on which something is wrong with the machine: what then goes on, and what is said.

The disk is full or may not be written to, there is no home folder, the clock is wrong, the server
is killed, a row of numbers is spoilt. What spreadsheets do to files is in
``tests/test_spreadsheet_files.py``.
"""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from content import LANGUAGES
from tests import circumstances, clock, server
from tests.asking import ask
from tests.ports import free_port
from tests.server import Server
from tests.wire import connected

MOUNTS = pytest.mark.skipif(
    not circumstances.private(), reason="this machine lets nobody mount anything"
)
# Of every kind that is made, and all that is made with the help of a file elsewhere.
SAME = (
    *("/api/figures.json?rental_rate=3", "/claim.md?pue=1.3", "/cite/claim.bib?pue=1.3"),
    *("/chart/ladder.csv?rental_rate=3", "/chart/ladder.svg?pue=1.3", "/changes.json?v=1"),
    *("/app/static/style.css", "/kit/quiz.md", "/previews/rental_rate.json"),
)
THERE = (
    *("/ready", "/", "/claim?pue=1.3", "/scenario.xlsx?pue=1.3", "/chart/ladder.png?pue=1.3"),
    *("/chart/ladder.zip?pue=1.3", "/claim.html?pue=1.3", "/embed/tco?pue=1.3", "/rooms"),
)


async def _move(site: str, query: str = "rental_rate=3") -> str:
    """Open a page live, move a slider there, and leave: the link as it is then."""
    reader = await connected(site, "claim", f"{query}&lang=en")
    await reader.open()
    assert LANGUAGES["en"].label("pages.claim.question") in reader.markup
    await reader.enter(act="assumption", of="pue", value="1.31")
    await reader.close()
    return reader.answer["query"]


async def _shown(site: str) -> str:
    reader = await connected(site, "")
    await reader.open()
    await reader.close()
    return reader.markup


def looks_as_ever(odd: str, site: str) -> None:
    """Hold that an odd server answers as one does on which nothing is wrong."""
    for path in SAME:
        # An address that is named is each server's own.
        found, usual = (ask(each, path).text.replace(each, "") for each in (odd, site))
        assert found == usual and found, path
    for path in THERE:
        answer = ask(odd, path)
        assert answer.status == 200 and answer.body, path
    assert "rental_rate=3&pue=1.31" in asyncio.run(_move(odd))


def said_nothing_bad(running: Server) -> None:
    for bad in ("Traceback", "Error", "Errno"):
        assert bad not in running.said(), running.said()[-2000:]


# ---- disks ----


@MOUNTS
def test_where_nothing_can_be_written_all_is_as_ever(site):
    with server.running(under=circumstances.read_only()) as running:
        assert not os.access(f"/proc/{running.process}/root/tmp", os.W_OK)
        looks_as_ever(running.address, site)
        said_nothing_bad(running)


@MOUNTS
def test_where_the_disk_is_full_all_is_as_ever(site):
    environment = {**os.environ, "HOME": circumstances.DISK, "TMPDIR": circumstances.DISK}
    with server.running(under=circumstances.full(), environment=environment) as running:
        with pytest.raises(OSError, match="No space left"):
            Path(f"/proc/{running.process}/root{circumstances.DISK}/more").write_bytes(b"x" * 9999)
        looks_as_ever(running.address, site)
        said_nothing_bad(running)


@MOUNTS
def test_a_log_whose_disk_becomes_full_holds_nobody_up(site):
    with server.running(under=circumstances.log_on_a_small_disk()) as running:
        log = Path(f"/proc/{running.process}/root{circumstances.DISK}/log")
        circumstances.fill(running.process)
        before = log.read_bytes()
        looks_as_ever(running.address, site)
        # It would have something to say; a class has a code that nobody opened.
        assert ask(running.address, "/rooms/ZZZZ/board").status == 400
        assert log.read_bytes() == before


def test_with_a_log_on_a_full_disk_it_does_not_start_and_says_why():
    found = subprocess.run(
        [*circumstances.log_on_a_full_disk(), *server.command(free_port())],
        cwd=server.ROOT,
        stderr=subprocess.PIPE,
        text=True,
        timeout=120,
    )
    assert found.returncode != 0
    assert found.stderr.rstrip().endswith("No space left on device")


# ---- no home ----


@MOUNTS
def test_a_user_nobody_knows_without_a_home_folder_serves_as_ever(site):
    environment = {"PATH": os.environ["PATH"], "HOME": "/nonexistent"}
    with server.running(under=circumstances.nobody(), environment=environment) as running:
        assert "/nonexistent" in psutil.Process(running.process).environ()["HOME"]
        looks_as_ever(running.address, site)
        said_nothing_bad(running)


# ---- clocks ----


def test_a_clock_that_is_wrong_and_then_jumps_changes_no_figure_and_ends_no_session(site, tmp_path):
    told = tmp_path / "clock"
    told.write_text("-40y")
    wrong = clock.wrong_by(told)

    async def through_the_jump(address: str) -> None:
        reader = await connected(address, "claim", "lang=en")
        await reader.open()
        assert ask(address, "/claim").headers["date"].split()[3] < "2000"
        told.write_text("+30y")
        while ask(address, "/ready").headers["date"].split()[3] < "2050":
            # The server looks at its clock once a second.
            await asyncio.sleep(0.2)
        await reader.enter(act="assumption", of="pue", value="1.31")
        assert "pue=1.31" in reader.answer["query"]
        await reader.close()

    with server.running(environment={**os.environ, **wrong}) as running:
        looks_as_ever(running.address, site)
        asyncio.run(through_the_jump(running.address))
        looks_as_ever(running.address, site)
        said_nothing_bad(running)


# ---- a server that is killed ----


def test_a_killed_server_comes_back_at_its_place_and_a_link_brings_all_of_it_back():
    port = free_port()
    with server.running(port=port) as first:
        query = asyncio.run(_move(first.address))
        before = ask(first.address, f"/claim.md?{query}").text
        os.kill(first.process, signal.SIGKILL)
    with server.running(port=port) as second:
        assert second.address == first.address and second.process != first.process
        assert ask(second.address, f"/claim.md?{query}").text == before
        # The next move counts on top of what the link carried.
        assert asyncio.run(_move(second.address, query)) == query


# ---- a row that is spoilt ----


@pytest.fixture
def tree(tmp_path) -> Path:
    """A copy of the application, to be spoilt."""
    server.copied_to(tmp_path)
    return tmp_path


def test_a_spoilt_row_stops_the_start_and_is_named_and_a_running_server_goes_on(tree, site):
    path = tree / "data/assumptions.csv"
    good = path.read_text(encoding="utf-8")
    row = next(each for each in good.splitlines() if each.startswith("pue,"))
    with server.running(folder=tree) as running:
        path.write_text(good.replace(row, row.replace(",1.25,", ",much,")), encoding="utf-8")
        assert path.read_text(encoding="utf-8") != good
        looks_as_ever(running.address, site)
    found = subprocess.run(
        server.command(free_port()), cwd=tree, capture_output=True, text=True, timeout=120
    )
    told = found.stdout + found.stderr
    line = good.splitlines().index(row) + 1
    assert found.returncode != 0
    assert f"assumptions.csv, row {line} (pue), value: Input should be a valid number" in told
    assert "Traceback" not in told
    # A host that runs it as a script has started; readers are told in their language.
    with server.running(folder=tree, as_a_script=True) as running:
        assert LANGUAGES["en"].label("failing.title") in asyncio.run(_shown(running.address))
        assert f"row {line} (pue), value" in running.said()
    # Nor does the command compute with it.
    command = [sys.executable, "-m", "costmodel", "--json"]
    computed = subprocess.run(command, cwd=tree, capture_output=True, text=True, timeout=120)
    assert computed.returncode != 0 and f"row {line} (pue)" in computed.stderr

"""An old link keeps its figures: what was published when it was made is not forgotten."""

import csv
import datetime
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from content import LANGUAGES
from costmodel import Scenario, write_number
from exports import Link, read, write
from exports.editions import EDITIONS, VERSION, published_now
from tests.cases import GIVEN

ROOT = Path(__file__).resolve().parent.parent


def test_no_published_number_has_moved_without_a_version_of_links_that_says_so():
    now, then = published_now(), EDITIONS[VERSION]
    following = int(VERSION) + 1
    missing = [
        f"v{version}_{name},{version},{name},{now.get(name, '')},{datetime.date.today()}"
        for name in dict.fromkeys((*then, *now))
        if now.get(name) != then.get(name)
        # What is new no link has left out so far.
        for version in [following if name in then else VERSION]
    ]
    assert not missing, "\n".join(["data/editions.csv lacks these rows:", *missing])


def test_what_the_first_edition_published_is_never_written_anew():
    # The worked examples are done with the numbers of the first edition.
    first = {id: value for id, value in EDITIONS["1"].items() if id in GIVEN}
    assert first == {id: GIVEN[id] for id in first} and len(first) > 30


def test_a_link_of_todays_version_means_todays_numbers():
    assert read([("v", VERSION)], LANGUAGES) == (Link(), ())


def test_a_link_to_be_cited_says_its_edition_also_where_nothing_is_changed():
    assert write(Link()) == "" and write(Link(), with_edition=True) == f"v={VERSION}"
    changed = Link(changes=Scenario({"pue": 1.3}))
    assert write(changed, with_edition=True) == write(changed) == f"v={VERSION}&pue=1.3"


def test_an_edition_alone_means_what_was_published_with_it():
    link, faults = read([("v", "1")], LANGUAGES)
    assert not faults
    moved = {"server_power_h800": EDITIONS["1"]["server_power_h800"]}
    assert link.changes == moved and read([], LANGUAGES)[0].changes == {}


# In the next edition the rental price has moved, and a multiple, and one number is gone.
NEXT = str(int(VERSION) + 1)
BEFORE = {name: write_number(published_now()[name]) for name in ("rental_rate", "run_load_factor")}
AFTER = {"rental_rate": "2.55", "run_load_factor": "0.85"}
ROWS = [
    *((f"v{NEXT}_{name}", NEXT, name, value, "2027-01-01") for name, value in AFTER.items()),
    (f"v{VERSION}_bonus_pay", VERSION, "bonus_pay", "7", "2026-12-01"),
    (f"v{NEXT}_bonus_pay", NEXT, "bonus_pay", "", "2027-01-01"),
]
READ_AND_WRITE = """
import json, sys
from urllib.parse import parse_qsl
from exports import read, write
for query in sys.argv[1:]:
    link, faults = read(parse_qsl(query), ())
    print(json.dumps([write(link), [fault.message for fault in faults]]))
"""


@pytest.fixture(scope="module")
def next_edition(tmp_path_factory):
    """Reads links and writes them where published numbers have moved, in a copy of the rooms."""
    folder = tmp_path_factory.mktemp("edition")
    for room in ("textfiles", "data", "costmodel", "content", "telling", "exports"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / room, folder / room, ignore=ignored)
    with (folder / "data" / "editions.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(ROWS)
    for name, id in (("assumptions", "rental_rate"), ("run_parameters", "load_factor")):
        path = folder / "data" / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        (row,) = (row for row in rows if row["id"] == id)
        row["value"] = AFTER.get(id) or AFTER[f"run_{id}"]
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)

    def answers(*queries: str) -> list[tuple[str, list[str]]]:
        ran = subprocess.run(
            [sys.executable, "-c", READ_AND_WRITE, *queries],
            cwd=folder,
            capture_output=True,
            text=True,
            check=True,
        )
        return [tuple(json.loads(line)) for line in ran.stdout.splitlines()]

    return answers


@pytest.mark.slow
def test_an_old_link_keeps_what_it_left_out_and_names_what_is_gone(next_edition):
    rate, load = BEFORE["rental_rate"], BEFORE["run_load_factor"]
    [(kept, faults), (said, _), (same, _), (own, _), (without, _)] = next_edition(
        f"v={VERSION}&pue=1.3",
        f"v={VERSION}&rental_rate=3",
        # Published in the next edition, and set by the reader before.
        f"v={VERSION}&rental_rate={AFTER['rental_rate']}&pue=1.3",
        f"v={VERSION}&run_chips=5",
        f"v={VERSION}&figure=capex",
    )
    assert kept == f"v={NEXT}&pue=1.3&rental_rate={rate}"
    assert [fault.partition(":")[0] for fault in faults] == ["bonus_pay"]
    assert said == f"v={NEXT}&rental_rate=3"
    assert same == f"v={NEXT}&pue=1.3"
    assert own == f"v={NEXT}&rental_rate={rate}&run_chips=5&run_load_factor={load}"
    # Nothing is computed with a model of the reader's own where there is none.
    assert without == f"v={NEXT}&rental_rate={rate}&figure=capex"


@pytest.mark.slow
def test_a_link_of_the_new_version_or_of_none_means_the_new_numbers(next_edition):
    for query in (f"v={NEXT}&pue=1.3", "pue=1.3"):
        assert next_edition(query) == [(f"v={NEXT}&pue=1.3", [])]

"""An old link keeps its figures: what was published when it was made is not forgotten."""

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from content import LANGUAGES
from exports import Link, read
from exports.editions import EDITIONS, VERSION, moved_since, published_now
from tests.cases import GIVEN

ROOT = Path(__file__).resolve().parent.parent


def test_no_published_number_has_moved_without_a_version_of_links_that_says_so():
    now, then = published_now(), EDITIONS[VERSION]
    following = int(VERSION) + 1
    missing = [
        f"v{version}_{name},{version},{name},{now.get(name, '')}"
        for name in dict.fromkeys((*then, *now))
        if now.get(name) != then.get(name)
        # What is new no link has left out so far.
        for version in [following if name in then else VERSION]
    ]
    assert missing == [], "rows that data/editions.csv lacks"


def test_what_the_first_edition_published_is_never_written_anew():
    # The worked examples are done with the numbers of the first edition.
    first = {id: value for id, value in EDITIONS["1"].items() if id in GIVEN}
    assert first == {id: GIVEN[id] for id in first} and len(first) > 30


def test_a_link_of_todays_version_means_todays_numbers():
    assert moved_since(VERSION) == {}
    assert read([("v", VERSION)], LANGUAGES) == (Link(), ())


# In a second edition the rental price has moved, and a multiple, and one number is gone.
MOVED = [
    ("v2_rental_rate", "2", "rental_rate", "2.5"),
    ("v2_run_load_factor", "2", "run_load_factor", "0.8"),
    ("v1_bonus_pay", "1", "bonus_pay", "7"),
    ("v2_bonus_pay", "2", "bonus_pay", ""),
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
def second_edition(tmp_path_factory):
    """Reads links and writes them where published numbers have moved, in a copy of the rooms."""
    folder = tmp_path_factory.mktemp("edition")
    for room in ("textfiles", "data", "costmodel", "exports"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / room, folder / room, ignore=ignored)
    with (folder / "data" / "editions.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(MOVED)
    for name, id, before, after in (
        ("assumptions", "rental_rate", ",2.00,0.05,", ",2.50,0.05,"),
        ("run_parameters", "load_factor", ",0.75,", ",0.8,"),
    ):
        path = folder / "data" / f"{name}.csv"
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        moved = [
            line.replace(before, after) if line.startswith(f"{id},") else line for line in lines
        ]
        assert moved != lines
        path.write_text("".join(moved), encoding="utf-8")

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
def test_an_old_link_keeps_what_it_left_out_and_names_what_is_gone(second_edition):
    [(kept, faults), (said, _), (same, _), (own, _), (without, _)] = second_edition(
        "v=1&pue=1.3",
        "v=1&rental_rate=3",
        # Published today, and set by the reader then.
        "v=1&rental_rate=2.5&pue=1.3",
        "v=1&run_chips=5",
        "v=1&figure=capex",
    )
    assert kept == "v=2&pue=1.3&rental_rate=2"
    assert [fault.partition(":")[0] for fault in faults] == ["bonus_pay"]
    assert said == "v=2&rental_rate=3"
    assert same == "v=2&pue=1.3"
    assert own == "v=2&rental_rate=2&run_chips=5&run_load_factor=0.75"
    # Nothing is computed with a model of the reader's own where there is none.
    assert without == "v=2&rental_rate=2&figure=capex"


@pytest.mark.slow
def test_a_link_of_the_new_version_or_of_none_means_the_new_numbers(second_edition):
    for query in ("v=2&pue=1.3", "pue=1.3"):
        assert second_edition(query) == [("v=2&pue=1.3", [])]

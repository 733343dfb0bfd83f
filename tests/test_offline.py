"""The folder that needs no server: what stands where in it, and where its links lead."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from costmodel import STORIES
from data import RECORDS
from data.records import FILES
from offline import fetching, folder, places
from offline.links import Links, style
from offline.places import place

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/?lang=en", "en/index.html"),
        ("/start.html?lang=en", "en/index.html"),
        ("/start.md?lang=en", "en/start.md"),
        ("/capex?lang=id#tco", "id/capex.html#tco"),
        ("/capex", "id/capex.html"),
        ("/kit/worksheet-2.html?lang=en&size=letter", "en/kit/worksheet-2-letter.html"),
        ("/chart/ladder.svg?v=2&lang=en", "en/chart/ladder.svg"),
        ("/app/static/style.css?v=123", "app/static/style.css"),
        ("/rooms?lang=en", None),
        ("/embed/tco/code?lang=en", None),
        ("/?present=talk&lang=en", None),
        ("/capex?rental_rate=3.21&lang=en", None),
        ("/capex?nothing_of_ours=3&lang=en", None),
        ("/nowhere?lang=en", None),
    ],
)
def test_what_the_site_has_at_an_address_has_its_place_or_none(address, file):
    assert place(address, "id") == file


@pytest.mark.parametrize("copy", [*places.copies()], ids=lambda copy: copy.folder)
def test_every_scenario_of_a_copy_is_found_again_by_its_own_query(copy):
    assert place(f"/capex?{copy.query}", "") == f"{copy.folder}/capex.html"
    changes = STORIES.get(copy.story, {})
    assert bool(changes) == bool(copy.story)


def test_links_lead_into_the_folder_and_what_it_does_not_hold_is_no_link():
    there = {"en/index.html", "en/capex.html", "en/capex.md", "id/capex.html"}
    links = Links("/kit/key-1.html", "en/kit/key-1.html", "en", there.__contains__)
    led = {
        '<a class="x" href="../capex?lang=en#tco" lang="en">a <b>b</b></a>': (
            '<a class="x" href="../capex.html#tco" lang="en">a <b>b</b></a>'
        ),
        '<a href="../?lang=en">a</a>': '<a href="../index.html">a</a>',
        '<a href="../capex?lang=id">a</a>': '<a href="../../id/capex.html">a</a>',
        '<a href="../opex?lang=en">a</a>': "<span>a</span>",
        '<a href="../rooms?v=2&amp;lang=en">a</a>': "<span>a</span>",
        '<a href="https://example.org/capex">a</a>': '<a href="https://example.org/capex">a</a>',
        '<a href="#x">a</a>': '<a href="#x">a</a>',
        '<link rel="canonical" href="/capex?lang=en">\n': "",
    }
    assert links.html("".join(led)) == "".join(led.values())
    own = Links("/capex.html", "en/capex.html", "en", there.__contains__, "https://example.org")
    assert own.leads("https://example.org") == "index.html"
    assert own.leads("https://example.org/capex?lang=en") == "capex.html"
    assert own.leads("https://example.org.uk/capex") == "https://example.org.uk/capex"
    texts = Links("/capex.md", "en/capex.md", "en", there.__contains__)
    given = '[A](capex?lang=en "b") [C](rooms?lang=en) [D](./?lang=en) [E](https://e.org/f(g)h)'
    led_on = '[A](capex.md "b") C [D](index.html) [E](https://e.org/f(g)h)'
    assert texts.markdown(given) == led_on
    with pytest.raises(ValueError, match=r"needs \.\./app/static/nothing"):
        links.html('<img src="../app/static/nothing.png">')


def test_a_style_asks_for_files_by_their_names():
    assert style('a { b: url("fonts/c.woff2?v=0a1b"); }') == 'a { b: url("fonts/c.woff2"); }'


def test_the_first_page_leads_on_from_above_the_copies():
    text = '<a href="capex.html">a</a><a href="../id/">b</a><a href="#c">c</a><img src="data:x">'
    led = '<a href="en/capex.html">a</a><a href="id">b</a><a href="#c">c</a><img src="data:x">'
    assert folder._from_above(text, "en") == led


def test_in_a_browser_the_rows_are_those_that_pydantic_reads():
    """What stands in for it there reads the same; so it does in this Python."""
    says = "import data, json; print(json.dumps({name: [row.model_dump(mode='json')"
    says += " for row in getattr(data.RECORDS, name).values()] for name in data.records.FILES}))"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "browser" / "packages")}
    told = subprocess.run(
        [sys.executable, "-c", says],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    read = {
        name: [row.model_dump(mode="json") for row in getattr(RECORDS, name).values()]
        for name in FILES
    }
    assert json.loads(told.stdout) == read


def test_what_is_not_what_was_tried_is_refused(tmp_path):
    for name, (version, _) in fetching.FROM_NPM.items():
        file = f"{name.removeprefix('@').replace('/', '-')}-{version}.tgz"
        (tmp_path / file).write_bytes(b"something else")
    with pytest.raises(fetching.Unfetched, match="is not the file that was tried"):
        fetching.fetched(tmp_path)

"""The page of what leaves: each address on it answers with these numbers, each command runs."""

import json
import shlex
import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page

import costmodel
from costmodel import Scenario
from elements import outline
from exports import Link, write
from paper import pages
from tests.asking import ask
from tests.conftest import EVERY_LANGUAGE

ROOT = Path(__file__).resolve().parent.parent
CHANGED = {"rental_rate": 3.0, "gpu_count_h20": 20_000.0}
LINK = Link(changes=Scenario(CHANGED))
CAPEX = float(costmodel.evaluate(CHANGED)["capex"])


def drawn(code: str, link: Link = LINK) -> BeautifulSoup:
    return BeautifulSoup(
        pages.draw("take", link, code, site="https://example.org").body, "html.parser"
    )


def snippet(code: str, name: str, link: Link = LINK) -> str:
    return drawn(code, link).find(id=f"taken_{name}").text


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_every_chart_is_offered_by_a_name_of_its_own(code):
    offered = drawn(code).select(".take")
    assert [each["data-id"] for each in offered] == list(outline.charts())
    names = [each.text.split(":\n")[0].strip() for each in offered]
    assert len(set(names)) == len(names) > 10


@pytest.mark.parametrize("changes", [{}, CHANGED], ids=["published", "changed"])
def test_the_command_gives_the_figures_of_the_scenario(changes):
    words = shlex.split(snippet("en", "command", Link(changes=Scenario(changes))))
    assert words[0] == "python"
    printed = subprocess.run(
        [sys.executable, *words[1:]], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    expected = float(costmodel.evaluate(changes)["capex"])
    assert json.loads(printed)["figures"]["capex"]["value"] == pytest.approx(expected)


def test_where_no_address_is_known_none_is_made_up():
    page = BeautifulSoup(pages.draw("take", LINK, "en").body, "html.parser")
    assert page.find(id="taken_link").text.startswith("…/?")


def test_hands_that_were_raised_are_not_handed_out():
    link = Link(hands={"tco": costmodel.read_hands([("tco", "1-2-3-4-5")])[0]["tco"]})
    assert "hands_tco" in write(link)
    page = pages.draw("take", link, "en", site="https://example.org")
    taken = BeautifulSoup(page.body, "html.parser")
    addresses = [each["href"] for each in taken.select(".take a, .ways-out a")]
    assert addresses and not any("hands_" in each for each in addresses)


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_every_address_on_it_answers_in_its_language(site, code):
    address = f"/take?{write(LINK)}&lang={code}"
    page = BeautifulSoup(ask(site, address).text, "html.parser").select_one("#paper main")
    found = {each["href"] for each in page.select("a[href]") if not each["href"].startswith("#")}
    here = {urljoin(address, each) for each in found if not urlsplit(each).netloc}
    assert len(here) > 6 * len(outline.charts())
    for each in sorted(here):
        there = urlsplit(each)
        reply = ask(site, f"{there.path}?{there.query}")
        assert reply.status == 200, each
        assert reply.headers.get("content-language", code) == code, each
        assert "rental_rate=3" in there.query, each


def test_what_is_written_for_pandas_and_for_a_shell_runs_against_the_server(site):
    text = ask(site, f"/take?{write(LINK)}&lang=en").text
    page = BeautifulSoup(text, "html.parser")
    written = page.find(id="taken_pandas").text.replace(
        "print(figures)", 'print(figures["value"]["capex"])'
    )
    assert site in written
    printed = subprocess.run(
        [sys.executable, "-c", written], capture_output=True, text=True, check=True
    ).stdout
    assert float(printed) == pytest.approx(CAPEX)
    shell = shlex.split(page.find(id="taken_curl").text)
    assert shell[0] == "curl"
    reply = ask(site, shell[1].removeprefix(site))
    assert json.loads(reply.text)["figures"]["capex"]["value"] == pytest.approx(CAPEX)


def test_a_press_copies_the_link_of_the_readers_own_scenario(site, page: Page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{site}/take?lang=en&rental_rate=3")
    page.locator("#paper").wait_for(state="detached", timeout=30_000)
    page.locator("#copy_taken_link").click()
    page.get_by_text("It is copied.").first.wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"{site}/?") and "rental_rate=3" in copied

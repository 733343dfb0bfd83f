"""By ear: what a screen reader finds, in the page's language, once, and where a link leads."""

import os
import re
import signal
from itertools import cycle
from pathlib import Path

import pytest
import streamlit
from playwright.sync_api import Page, expect

from content import LANGUAGES
from exports import PACKAGES
from tests import server
from tests.conftest import EVERY_LANGUAGE
from tests.reading import LOCALES, is_shown, open_all
from ui.frame.contents import PAGES, path_of

_FRONTEND = Path(streamlit.__file__).parent / "static" / "static" / "js"


def heard(page: Page) -> list[dict]:
    """The browser's tree for screen readers, without what it leaves out."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return [
        {
            "id": node["nodeId"],
            "parent": node.get("parentId"),
            "role": node["role"]["value"],
            "kind": next(
                (
                    each["value"]["value"]
                    for each in node.get("properties", ())
                    if each["name"] == "roledescription"
                ),
                "",
            ),
            "name": (node.get("name", {}).get("value") or "").strip(),
            "more": (node.get("description", {}).get("value") or "").strip(),
        }
        for node in nodes
        if not node.get("ignored") and "role" in node
    ]


def opened(browser, site: str, language: str, name: str) -> Page:
    context = browser.new_context(locale=LOCALES.get(language, language))
    page = context.new_page()
    page.goto(f"{site}/{path_of(name)}?lang={language}&rental_rate=3")
    is_shown(page, name, language)
    open_all(page)
    page.wait_for_timeout(1_000)
    return page


TEXT = ("StaticText", "InlineTextBox")
# A raw number: more digits in one run than any page writes.
RAW = re.compile(r"\d{5,}|\d[eE][+-]?\d")
# "name: value; name: value" of fields of the charts' rows.
FIELDS = re.compile(r"\b(order|cost|price|count|family|told|start|end|here|from|to|whose): ")


# Every page, and the languages in turn: what is read is made alike in all of them.
@pytest.mark.parametrize(("name", "language"), zip(PAGES, cycle(EVERY_LANGUAGE), strict=False))
def test_charts_are_read_as_the_page_writes_and_no_name_is_read_twice(
    browser, site, name, language
):
    page = opened(browser, site, language, name)
    nodes = heard(page)
    charts = [node for node in nodes if node["role"].startswith("graphics")]
    assert (
        len([node for node in charts if node["role"] == "graphics-document"])
        == page.locator(".finding").count()
    )
    for node in charts:
        assert node["name"], "what is read has something to say"
        assert not RAW.search(node["name"]) and not FIELDS.search(node["name"]), node
        assert node["kind"] in ("", LANGUAGES[language].labels["streamlit"]["visualization"])
    by_id = {node["id"]: node for node in nodes}
    doubled = []
    for node in nodes:
        text = node["name"]
        if node["role"] in TEXT or not text:
            continue
        half = text[: len(text) // 2].strip()
        if len(text) > 3 and text == f"{half} {half}":
            doubled.append(node)
        if node["more"] and node["more"] in text:
            doubled.append(node)
        above = by_id.get(node["parent"])
        while above and above["role"] != "RootWebArea":
            if above["name"] == text:
                doubled.append(node)
            above = by_id.get(above["parent"])
    assert doubled == []
    page.context.close()


def words_of_streamlit(scripts: set[str]) -> set[str]:
    """Whatever these scripts of Streamlit's could say: what stands in quotes and begins large."""
    found = set()
    for name in scripts:
        text = (_FRONTEND / name).read_text(encoding="utf-8")
        found |= set(re.findall(r"`([A-Z][A-Za-z]+[^`$<>{}()=;]{0,60})`", text))
    return found


@pytest.mark.parametrize("name", ["start", "claim", "compare", "doubts"])
def test_what_streamlit_says_is_said_in_the_pages_language(browser, site, name):
    context = browser.new_context(locale="id-ID")
    page = context.new_page()
    scripts = set()
    page.on("request", lambda each: scripts.add(each.url.rpartition("/")[2].split("?")[0]))
    page.goto(f"{site}/{path_of(name)}?rental_rate=3")
    is_shown(page, name, "id")
    open_all(page)
    nodes = heard(page)
    said = {node[part] for node in nodes for part in ("name", "more", "kind")} - {""}
    own = words_of_streamlit({each for each in scripts if (_FRONTEND / each).is_file()})
    assert own >= {"Running...", "Skip to main content"}, "there are words to look for"
    labels = set(LANGUAGES["id"].labels["streamlit"].values())
    # Formats have one name in all languages.
    formats = {each.upper() for each in PACKAGES}
    ours = {language.name for language in LANGUAGES.values()} | {"GPU"} | formats
    assert (said & own) - labels - ours == set()
    assert not [text for text in said if text.startswith(("Help for", "Show data", "Fullscreen"))]
    context.close()


def test_a_link_to_a_record_opens_it_and_takes_keys_and_reader_there(page, site):
    page.goto(f"{site}/sources")
    is_shown(page, "sources")
    record = page.locator("details#tco")
    record.locator("summary").click()
    link = record.locator("dd a[href^='#']").first
    target = page.locator(f"details{link.get_attribute('href')}")
    expect(target).not_to_have_attribute("open", "")
    link.click()
    expect(target).to_have_attribute("open", "")
    expect(target.locator("summary")).to_be_focused()
    expect(target).to_be_in_viewport()
    # The same link again, when its record was closed meanwhile.
    target.locator("summary").click()
    link.click()
    expect(target).to_have_attribute("open", "")
    page.go_back()
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    # Back to a place inside the page that was closed meanwhile opens it.
    page.evaluate("location.hash = 'capex'")
    page.evaluate("document.getElementById('capex').open = false; location.hash = 'opex'")
    expect(page.locator("details#opex summary")).to_be_focused()
    page.go_back()
    expect(page.locator("details#capex")).to_have_attribute("open", "")
    is_shown(page, "sources")


def test_a_mark_of_the_fact_check_takes_keys_to_its_claim(page, site):
    page.goto(f"{site}/factcheck")
    is_shown(page, "factcheck")
    link = page.locator(".marks a").nth(12)
    claim = page.locator(f"article{link.get_attribute('href')}")
    link.press("Enter")
    expect(claim).to_be_focused()
    expect(claim).to_be_in_viewport()


def test_everything_a_figure_rests_on_leads_to_its_record(page, site):
    page.goto(f"{site}/capex?gpu_count_h20=1000")
    is_shown(page, "capex")
    page.locator(".st-key-how_capex summary").click()
    inputs = page.locator(".how > ul:not(.sources) > li")
    inputs.first.wait_for()
    links = [each.get_attribute("href") for each in inputs.locator("> a").all()]
    assert len(links) == inputs.count() > 3
    page.goto(f"{site}/{links[-1]}")
    is_shown(page, "sources")
    record = page.locator(f"details#{links[-1].partition('#')[2]}")
    expect(record).to_have_attribute("open", "")


def test_no_dialog_of_streamlits_shuts_the_page(page):
    with server.running() as fresh:
        page.goto(f"{fresh.address}/claim")
        is_shown(page, "claim")
        os.kill(fresh.process, signal.SIGKILL)
        # Streamlit's dialog comes within some seconds.
        seen = page.evaluate("""() => new Promise(done => {
            const watch = new MutationObserver(() => {
                const dialog = document.querySelector("[data-testid=stDialog]");
                if (dialog) done(getComputedStyle(dialog).display);
            });
            watch.observe(document.body, { childList: true });
            setTimeout(() => done("none came"), 40000);
        })""")
        assert seen == "none"
        expect(page.locator("[data-testid=stDialog]")).to_have_count(0)
        assert not page.evaluate("document.getElementById('root').inert")

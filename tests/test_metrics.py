"""What is measured moves when what it counts happens, by exactly that, and names no reader."""

import asyncio
import re
import time
from collections.abc import Iterator
from subprocess import Popen

import psutil
import pytest
from starlette.requests import Request
from websockets.asyncio.client import connect

import exports
from classrooms import SETTING as ROOMS_SETTING
from tests import server, store
from tests.asking import ask
from tests.metrics import Measures, moved
from tests.test_classroom_together import FIRST, Device
from tests.wire import connected
from web import metrics
from web.metrics import SETTING, may_ask, networks
from web.paths import KINDS

# Numbers, words and a network address that nothing else has: whatever is told must not have them.
ODD = "rental_rate=3.14159&pue=zebra&giraffe=1&lang=en"
ODD_WORDS = ("3.14159", "zebra", "giraffe", "203.0.113.77")


@pytest.fixture(scope="module")
def kept() -> Iterator[tuple[str, Popen]]:
    """A store of classes: its address, and its process."""
    with store.running() as running:
        yield running


@pytest.fixture(scope="module")
def watched(kept) -> Iterator[server.Server]:
    """A server of its own: nobody else asks it for anything."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(ROOMS_SETTING, kept[0])
        with server.running() as running:
            yield running


@pytest.fixture(scope="module")
def site(watched) -> str:
    return watched.address


def answered(kind: str, status: int, sent: int, times: int = 1) -> dict[str, float]:
    """What one answer moves."""
    found = {
        f'explainer_answers_total{{kind="{kind}",status="{status}"}}': times,
        f'explainer_answer_seconds_count{{kind="{kind}"}}': times,
        f'explainer_sent_bytes_total{{kind="{kind}"}}': sent,
    }
    return {key: by for key, by in found.items() if by}


def cache(name: str, what: str) -> str:
    return f'explainer_cache_{what}_total{{cache="{name}"}}'


def without_room(found: dict[str, float]) -> dict[str, float]:
    """Without how full caches are: how much one thing takes is a test of its own."""
    return {key: by for key, by in found.items() if "explainer_cache_taken" not in key}


def test_prometheus_reads_it_and_every_measure_says_what_it_is(site):
    told = Measures(site)
    families = list(told.families())
    assert all(family.documentation for family in families)
    assert {family.name for family in families if family.name.startswith("explainer_")} == {
        f"explainer_{name}"
        for name in (
            *("ready", "readers", "sessions", "changes", "run_seconds", "in_line"),
            *("answers", "answer_seconds", "sent_bytes", "link_faults", "failures"),
            *("classes", "guesses", "store_faults", "store_up", "classes_open", "info"),
            *("cache_hits", "cache_misses", "cache_taken", "cache_room"),
        )
    }
    assert told["explainer_ready"] == told["explainer_store_up"] == 1
    assert told[f'explainer_info{{edition="{exports.VERSION}"}}'] == 1


def test_memory_and_start_are_those_of_the_process(watched):
    told, process = Measures(watched.address), psutil.Process(watched.process)
    resident = process.memory_info().rss
    assert told["process_resident_memory_bytes"] == pytest.approx(resident, rel=0.05)
    assert told["process_start_time_seconds"] == pytest.approx(process.create_time(), abs=1.5)


@pytest.mark.parametrize(
    "path, kind, shelf",
    [
        ("/claim?lang=en", "page", "paper"),
        ("/charts/capex/capital-wide.svg?lang=en", "picture", "pictures"),
        ("/chart/capital.csv?lang=en", "chart", "packages"),
        ("/scenario.xlsx?lang=en", "workbook", "workbooks"),
        ("/card/claim.png?lang=en", "card", "cards"),
        ("/kit/lesson.html?lang=en", "kit", "kit"),
        ("/embed/tco?lang=en", "embedding", "embedding"),
        ("/previews/rental_rate.json?show=number.tco&lang=en", "preview", "previews"),
    ],
)
def test_an_answer_is_counted_with_its_bytes_and_what_is_kept_is_made_once(site, path, kind, shelf):
    address = f"{path}&pue=1.2345"
    with moved(site) as first:
        made = ask(site, address)
    with moved(site) as second:
        kept = ask(site, address)
    expected = answered(kind, 200, len(made.body))
    assert made.status == 200 and kept.body == made.body
    assert {key: by for key, by in first.items() if "cache" not in key} == expected
    assert first[cache(shelf, "misses")] == 1
    assert {key: by for key, by in second.items() if "cache" not in key} == expected
    assert second[cache(shelf, "hits")] == 1
    assert not [key for key in second if "misses" in key or "taken" in key]


def test_what_a_cache_holds_is_told_in_its_own_measure(site):
    address = "/scenario.xlsx?lang=en&pue=1.3456"
    with moved(site) as found:
        made = ask(site, address)
    assert found['explainer_cache_taken{cache="workbooks",unit="bytes"}'] == len(made.body)
    told = Measures(site)
    for name in ("paper", "pictures", "packages", "workbooks", "cards", "previews", "kit"):
        [room] = [
            value
            for key, value in told._samples.items()
            if key.startswith(f'explainer_cache_room{{cache="{name}"')
        ]
        assert room > 1_000_000


def test_functions_that_remember_tell_how_often_that_was_of_use(site):
    address = "/doubts.md?pue=1.4567&lang=en"
    with moved(site, functions=True) as first:
        ask(site, address)
    with moved(site, functions=True) as second:
        ask(site, address)
    for name in ("telling.scenario._evaluated", "costmodel.questions.swings.swings"):
        assert first[cache(name, "misses")] >= 1
        assert second[cache(name, "hits")] >= 1 and cache(name, "misses") not in second


def test_a_script_of_streamlits_is_compressed_once(site):
    [script, *_] = re.findall(r'src="\.(/static/js/[^"]+)"', ask(site, "/claim?lang=en").text)
    with moved(site) as first:
        packed = ask(site, script, accept_encoding="gzip")
    with moved(site) as second:
        ask(site, script, accept_encoding="gzip")
    sent = answered("streamlit", 200, len(packed.body))
    name = 'explainer_cache_taken{cache="streamlit",unit="bytes"}'
    assert first == {**sent, cache("streamlit", "misses"): 1, name: len(packed.body)}
    assert second == {**sent, cache("streamlit", "hits"): 1}


@pytest.mark.parametrize(
    "path, kind, status, asked",
    [
        ("/nothing?a=1", "elsewhere", 404, {}),
        ("/Claim?a=1", "elsewhere", 308, {}),
        ("/_stcore/metrics", "session", 404, {}),
        ("/claim?lang=en", "page", 405, {"method": "POST"}),
        ("/rooms/22222", "class", 400, {}),
        ("/kit/lesson.html?size=x", "kit", 400, {}),
    ],
)
def test_what_is_refused_is_counted_by_kind_and_status(site, path, kind, status, asked):
    with moved(site) as found:
        answer = ask(site, path, **asked)
    assert answer.status == status
    found = {key: by for key, by in found.items() if "link_faults" not in key}
    assert found == answered(kind, status, len(answer.body))


def test_an_answer_that_still_holds_sends_no_bytes(site):
    tag = ask(site, "/capex.md?lang=en").headers["etag"]
    with moved(site) as found:
        ask(site, "/capex.md?lang=en", if_none_match=tag)
        ask(site, "/capex.md?lang=en", "HEAD")
    assert found == {
        'explainer_answers_total{kind="paper",status="304"}': 1,
        'explainer_answers_total{kind="paper",status="200"}': 1,
        'explainer_answer_seconds_count{kind="paper"}': 2,
    }


@pytest.mark.parametrize("path", ["/claim", "/capex.md", "/api/figures.json", "/card/claim.png"])
def test_faults_of_a_link_are_counted_by_kind_each_once_however_often_it_is_read(site, path):
    with moved(site) as found:
        ask(site, f"{path}?rental_rate=x&pue=y&giraffe=1&capex=3&lang=en")
    assert {key: by for key, by in found.items() if "link_faults" in key} == {
        f'explainer_link_faults_total{{fault="{fault}",read_by="address"}}': by
        for fault, by in (("not_a_number", 2), ("unknown", 1), ("figure", 1))
    }


def test_readers_their_changes_and_how_long_these_took(site):
    def session(**moves: float) -> dict[str, float]:
        return {f"explainer_{name}": by for name, by in moves.items()}

    def by_itself(found: dict[str, float]) -> dict[str, float]:
        return {key: by for key, by in found.items() if "bytes" not in key}

    async def read() -> None:
        reader = await connected(site, "claim", "lang=en&pue=x")
        with moved(site) as opened:
            await reader.open()
        assert by_itself(opened) == {
            "explainer_sessions_total": 1,
            'explainer_run_seconds_count{occasion="opening"}': 1,
            'explainer_link_faults_total{fault="not_a_number",read_by="session"}': 1,
        }
        assert opened['explainer_sent_bytes_total{kind="session"}'] > len(reader.markup)
        other = await connected(site, "claim", "lang=en")
        assert Measures(site)["explainer_readers"] == 2
        await other.close()
        for entry, outcome in (
            ({"of": "pue", "value": "1.3"}, "counted"),
            ({"of": "pue", "value": "999"}, "refused"),
            ({"of": "rental_rate", "value": "3,5", "typed": True}, "doubtful"),
        ):
            with moved(site) as found:
                await reader.enter(act="assumption", at="x", **entry)
            found.pop("explainer_readers", None)
            assert by_itself(found) == {
                f'explainer_changes_total{{outcome="{outcome}"}}': 1,
                'explainer_run_seconds_count{occasion="change"}': 1,
            }
        with moved(site) as looked:
            await reader.open()
        assert by_itself(looked) == {'explainer_run_seconds_count{occasion="look"}': 1}
        await reader.close()

    asyncio.run(read())
    deadline = time.monotonic() + 5
    while Measures(site)["explainer_readers"]:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    told = Measures(site)
    assert 0 < told['explainer_run_seconds_sum{occasion="change"}'] < 30
    for line in ("openings", "draws"):
        assert told[f'explainer_in_line{{line="{line}"}}'] == 0


def test_a_page_of_another_site_is_refused_and_no_reader(site):
    async def come() -> None:
        with pytest.raises(Exception, match="403"):
            await connect(
                site.replace("http", "ws") + "/_stcore/stream", origin="https://evil.example"
            )

    with moved(site) as found:
        asyncio.run(come())
    assert found == {'explainer_answers_total{kind="session",status="403"}': 1}


def test_classes_and_guesses(site):
    teacher, pupil = Device(site), Device(site)
    with moved(site) as opened:
        code = teacher.opens()
    assert (opened["explainer_classes_total"], opened["explainer_classes_open"]) == (1, 1)
    teacher.leads(code, "go", 1)
    pupil.ask(f"/rooms/{code}")
    with moved(site) as guessed:
        pupil.guesses(code, 5_000_000)
        pupil.guesses(code, "zebra", FIRST)
    assert guessed["explainer_guesses_total"] == 1
    with moved(site) as over:
        teacher.leads(code, "end")
    assert over["explainer_classes_open"] == -1 and "explainer_classes_total" not in over


def test_nothing_of_a_readers_stands_in_it(site):
    async def read() -> None:
        reader = await connected(site, "claim", ODD)
        await reader.open()
        await reader.enter(act="assumption", of="pue", value="zebra", at="giraffe", typed=True)
        await reader.close()

    for path in ("/claim", "/giraffe", "/zebra.md", "/api/figures.json", "/chart/zebra.png"):
        ask(site, f"{path}?{ODD}", x_forwarded_for="203.0.113.77", user_agent="giraffe")
    asyncio.run(read())
    told = Measures(site).text
    assert not [word for word in ODD_WORDS if word in told]
    kinds = set(re.findall(r'kind="([^"]*)"', told))
    assert kinds <= {*KINDS}


@pytest.mark.parametrize("header", metrics._OF_PROXIES)
def test_whoever_comes_through_a_proxy_finds_nothing(site, header):
    through = ask(site, "/metrics", **{header.replace("-", "_"): "10.0.0.1"})
    nowhere = ask(site, "/nothing", **{header.replace("-", "_"): "10.0.0.1"})
    assert (through.status, through.body) == (404, nowhere.body)
    assert ask(site, "/metrics").headers["cache-control"] == "no-store"


def asked_from(host: str | None, **headers: str) -> Request:
    raw = [(name.replace("_", "-").encode(), text.encode()) for name, text in headers.items()]
    client = None if host is None else (host, 5)
    return Request({"type": "http", "headers": raw, "client": client})


@pytest.mark.parametrize(
    "setting, from_here, from_afar",
    [
        ("", True, False),
        ("10.0.0.0/8, 2001:db8::/32", True, True),
        ("192.168.1.7", True, False),
        ("OFF", False, False),
    ],
)
def test_who_may_ask_is_a_setting(monkeypatch, setting, from_here, from_afar):
    monkeypatch.setenv(SETTING, setting)
    assert all(
        may_ask(asked_from(host)) is from_here for host in ("127.0.0.1", "::1", "::ffff:127.0.0.1")
    )
    assert all(may_ask(asked_from(host)) is from_afar for host in ("10.2.3.4", "2001:db8::7"))
    assert not may_ask(asked_from("127.0.0.1", x_forwarded_for="127.0.0.1"))
    assert not may_ask(asked_from(None)) and not may_ask(asked_from("testclient"))


def test_a_setting_that_names_no_network_is_refused_by_name(monkeypatch):
    monkeypatch.setenv(SETTING, "everybody")
    with pytest.raises(ValueError, match=f"{SETTING}='everybody'"):
        networks()


# Last, since it does not come back.
def test_that_the_store_of_classes_is_gone_is_seen(site, kept):
    Device(site).opens()
    told = Measures(site)
    assert told["explainer_classes_open"] >= 1 and told["explainer_store_up"] == 1
    kept[1].kill()
    kept[1].wait()
    with moved(site) as found:
        Device(site).ask("/rooms/K7QX")
    told = Measures(site)
    assert found["explainer_store_faults_total"] == 1 and told["explainer_store_up"] == 0
    assert "explainer_classes_open" not in told.kinds

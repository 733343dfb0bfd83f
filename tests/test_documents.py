"""The documents: each page's head, what is shared, and what stands where there is no page."""

import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import parse_qs, parse_qsl, urljoin, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from content import LANGUAGES, PAGES, path_of
from exports import VERSION
from tests import made_up, server
from tests.asking import ask, same_as_get
from tests.conftest import EVERY_LANGUAGE
from web.paths import meant_by

# For each language the one after it.
OTHER = dict(zip(EVERY_LANGUAGE, [*EVERY_LANGUAGE[1:], EVERY_LANGUAGE[0]], strict=True))


class Head(HTMLParser):
    """What a document's elements say: ``meta`` by name, ``link`` by kind, hrefs of ``a``."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.language = ""
        self.meta: dict[str, str] = {}
        self.links: dict[str, list[dict]] = {}
        self.anchors: list[str] = []
        self.elements: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        found = {name: value or "" for name, value in attributes}
        self.elements.append(tag)
        if tag == "html":
            self.language = found["lang"]
        elif tag == "meta" and "content" in found:
            self.meta[found.get("name") or found.get("property")] = found["content"]
        elif tag == "link":
            self.links.setdefault(found["rel"], []).append(found)
        elif tag == "a":
            self.anchors.append(found["href"])

    @property
    def canonical(self) -> str:
        return self.links["canonical"][0]["href"]

    @property
    def alternates(self) -> dict[str, str]:
        languages = [each for each in self.links["alternate"] if "hreflang" in each]
        return {each["hreflang"]: each["href"] for each in languages}


def head(site: str, path: str, **headers: str) -> Head:
    answer = ask(site, path, **headers)
    assert answer.status == 200
    return Head(answer.text)


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
@pytest.mark.parametrize("page", PAGES)
def test_a_document_says_its_language_title_description_and_card(site, page, code):
    language = LANGUAGES[code]
    html = ask(site, f"/{path_of(page)}?lang={code}&rental_rate=3").text
    found = Head(html)
    assert found.language == code
    title = unescape(re.search(r"<title>(.*?)</title>", html).group(1))
    assert title == f"{language.label(f'pages.{page}.question')} · {language.label('ui.title')}"
    assert language.label(f"pages.{page}.description") in found.meta["description"]
    assert found.meta["og:title"] == language.label(f"pages.{page}.question")
    card = ask(site, found.meta["og:image"].removeprefix(site))
    assert card.body[:8] == b"\x89PNG\r\n\x1a\n" and "public" in card.headers["cache-control"]


@pytest.mark.parametrize(
    ("accepted", "code"),
    [
        ("id-ID,en;q=0.5", "id"),
        ("en;q=0.1,id;q=0.9", "id"),
        (made_up.CODES[0], "en"),
        ("ID , en", "id"),
        ("id;q=0, en", "en"),
        ("en;q=nan,id;q=inf", "en"),
        (",;=" * 20_000, "en"),
        ("x-" * 10_000 + ",id", "id"),
    ],
)
def test_without_a_choice_the_document_has_the_browsers_language(site, accepted, code):
    answer = ask(site, "/claim", accept_language=accepted)
    assert Head(answer.text).language == code
    assert "accept-language" in answer.headers["vary"].lower()


def test_a_published_page_is_one_for_search_engines_in_each_language(site):
    for code in EVERY_LANGUAGE:
        found = head(site, f"/claim?lang={code}&utm_source=elsewhere&embed=true&v={VERSION}")
        assert found.canonical == found.meta["og:url"] == f"{site}/claim?lang={code}"
        assert "robots" not in found.meta
        assert found.alternates == {
            **{other: f"{site}/claim?lang={other}" for other in EVERY_LANGUAGE},
            "x-default": f"{site}/claim",
        }


SHARED = "gpu_count_h20=1000&rental_rate=3&ranges=shown&numerator=capex&run_chip_hours=57000000"


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
@pytest.mark.parametrize("page", PAGES)
def test_what_is_shared_is_the_scenario_itself_and_search_engines_leave_it(site, page, code):
    found = head(site, f"/{path_of(page)}?{SHARED}&lang={code}&bogus=1&rental_rate=x")
    expected = {**dict(parse_qsl(SHARED)), "v": VERSION, "lang": code}
    for address in (found.canonical, found.meta["og:url"]):
        parts = urlsplit(address)
        assert f"{parts.scheme}://{parts.netloc}" == site
        assert parts.path == f"/{path_of(page)}"
        assert dict(parse_qsl(parts.query)) == expected
    assert found.meta["robots"] == "noindex, follow"
    assert dict(parse_qsl(urlsplit(found.alternates[OTHER[code]]).query)) == {
        **expected,
        "lang": OTHER[code],
    }


def test_a_language_alone_is_no_scenario_and_the_browsers_own_is_written_down(site):
    found = head(site, "/claim?rental_rate=3", accept_language="id")
    assert parse_qs(urlsplit(found.canonical).query)["lang"] == ["id"]
    assert "lang" not in parse_qs(urlsplit(found.alternates["x-default"]).query)


HOSTS = ["example.org", "localhost.example.org", '"><script>', "127.0.0.1:80@example.org"]


@pytest.mark.parametrize("host", HOSTS)
def test_a_host_that_nobody_configured_reaches_no_document(site, host):
    for sent in ({"host": host}, {"x_forwarded_host": host, "forwarded": f"host={host}"}):
        answer = ask(site, "/claim?lang=en", **sent)
        assert host not in answer.text and "example.org" not in answer.text
        if "host" in sent and answer.status == 200:
            found = Head(answer.text)
            assert found.canonical == "/claim?lang=en"
            assert not {"og:url", "og:image"} & set(found.meta)


def test_what_is_said_to_have_been_forwarded_changes_no_scheme(site):
    found = head(site, "/claim", x_forwarded_proto="https", x_forwarded_host="example.org")
    assert found.canonical.startswith("http://127.0.0.1:")


def test_the_public_address_is_a_setting(monkeypatch):
    monkeypatch.setenv("SITE_ADDRESS", "https://five.example.org")
    with server.running() as running:
        found = head(running.address, "/claim?lang=id", x_forwarded_host="other.example")
        assert found.canonical == found.meta["og:url"] == "https://five.example.org/claim?lang=id"
        assert found.meta["og:image"].startswith("https://five.example.org/card/")
        robots = ask(running.address, "/robots.txt").text
        assert "Sitemap: https://five.example.org/sitemap.xml" in robots
        assert "https://five.example.org/claim?lang=id" in ask(running.address, "/sitemap.xml").text


def test_a_public_address_that_is_none_stops_the_start(monkeypatch):
    monkeypatch.setenv("SITE_ADDRESS", "example.org/five")
    with pytest.raises(RuntimeError, match="SITE_ADDRESS"), server.running():
        pass


HOSTILE = ["?rental_rate=%22%3E%3Cscript%3E", "?lang=%22%3E", "?%22%3E%3Cscript%3E=1", "?a=%00%1F"]


@pytest.mark.parametrize("query", HOSTILE)
@pytest.mark.parametrize("path", ["/", "/claim", "/no-such-page"])
def test_nothing_in_a_link_breaks_out_of_a_document(site, path, query):
    # A style has empty texts of its own, and nothing of a link's.
    html = re.sub(r"<style>.*?</style>", "", ask(site, f"{path}{query}").text, flags=re.DOTALL)
    assert "<script>alert" not in html and '""' not in html and "><script>" not in html
    assert Head(html).elements.count("html") == 1


def test_the_paper_is_seen_before_anything_of_the_live_page_is_asked_for(site):
    html = ask(site, "/claim?lang=en").text
    until_paper, _, rest = html.partition('<div id="paper"')
    # Its own style stands in the document; whatever else there is waits for no line of it.
    assert 'rel="stylesheet"' not in html.partition("<template")[0]
    scripts = re.findall(r"<script[^>]*src[^>]*>", until_paper)
    assert all("defer" in each or "module" in each for each in scripts) and len(scripts) > 3
    assert "./static/" not in html.partition('<template id="live">')[0]
    # And all of it is there, for when the paper has been seen.
    live = rest.partition('<template id="live">')[2]
    assert len(re.findall(r'rel="modulepreload"', live)) > 20
    assert len(re.findall(r'<script type="module"', live)) == 1
    assert "SourceSansVF" not in html, "the font of the live page is a subset of ours"


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_without_scripts_the_document_says_in_its_language_what_is_needed(site, code):
    html = ask(site, f"/capex?lang={code}&rental_rate=3").text
    said = re.findall(r"<noscript>(.*?)</noscript>", html, re.DOTALL)
    assert len(said) == 1
    assert LANGUAGES[code].label("without_scripts.sentence") in unescape(said[0])
    assert "Streamlit" not in said[0]


@pytest.mark.parametrize("path", ["/_stcore/agent/openapi.json", "/_stcore/agent/mcp"])
def test_the_second_way_to_drive_the_pages_is_shut_and_nowhere_named(site, path):
    assert ask(site, path).status == 404
    assert ask(site, "/_stcore/agent/interact", "POST").status in (404, 405)
    html = ask(site, "/").text
    assert "service-desc" not in html and "agent" not in html


MEANT = {
    "/start": "/",
    "/Start/": "/",
    "/index.html": "/",
    "//": "/",
    "/claim/": "/claim",
    "/Claim": "/claim",
    "/CLAIM//": "/claim",
    "//claim": "/claim",
    "///factcheck/": "/factcheck",
    "/claim%20": "/claim",
    "/Robots.txt": "/robots.txt",
    "/api/figures.json/": "/api/figures.json",
    "/api//figures.json": "/api/figures.json",
}
CARRIED = "rental_rate=3&lang=id&embed=true&note=a%26b%20%C3%A9&empty="


@pytest.mark.parametrize(("written", "right"), MEANT.items())
def test_an_address_written_otherwise_leads_to_the_right_one_with_everything_it_carried(
    site, written, right
):
    for query in ("", CARRIED):
        answer = ask(site, written + (f"?{query}" if query else ""))
        assert answer.status == 308
        address = answer.headers["location"]
        assert urlsplit(address).path == right
        assert parse_qsl(urlsplit(address).query, keep_blank_values=True) == parse_qsl(
            query, keep_blank_values=True
        )
        assert ask(site, address).status == 200 if "note" not in address else True


@given(path=some.text("/\\.:@ \tclaimCLAIMstartexample", max_size=30))
@settings(derandomize=True, database=None, deadline=None, max_examples=500)
def test_no_spelling_leads_to_another_site_or_in_a_circle(path):
    address = meant_by(f"/{path}")
    assert address is None or (re.fullmatch(r"/[a-z/.]*", address) and address[:2] != "//")
    assert address is None or meant_by(address) is None


LOST = [
    "/no-such-page",
    "/foo.txt",
    "/claim.htm",
    "/claim/more",
    "/static/nothing.js",
    "/static/js/nothing.js",
    "/app/static/nothing.css",
    "/app/static/make_card.py",
    "/a/b/c",
    "//example.org/claim",
    "/..%2f..%2fetc",
    "/%00",
    "/wp-login.php",
]


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
@pytest.mark.parametrize("path", LOST)
def test_where_there_is_no_page_a_document_says_so_and_leads_on(site, path, code):
    answer = ask(site, f"{path}?lang={code}&rental_rate=3&embed=true")
    assert answer.status == 404
    assert answer.headers["content-type"].startswith("text/html")
    found = Head(answer.text)
    assert found.language == code and "script" not in found.elements
    assert unescape(answer.text).count(LANGUAGES[code].label("unknown_address.title")) == 2
    base = f"{site}{path}"
    led = [urlsplit(urljoin(base, each)) for each in found.anchors]
    assert {each.netloc for each in led} == {urlsplit(site).netloc}
    assert [each.path for each in led] == [f"/{path_of(page)}" for page in PAGES]
    for each in led:
        assert dict(parse_qsl(each.query)) == {
            "v": VERSION,
            "rental_rate": "3",
            "lang": code,
            "embed": "true",
        }
    for sheet in (*found.links["stylesheet"], *found.links["icon"]):
        served = urlsplit(urljoin(base, sheet["href"]))
        assert ask(site, f"{served.path}?{served.query}").status == 200


def test_where_there_is_no_page_the_browsers_language_is_spoken(site):
    assert Head(ask(site, "/nothing", accept_language="id-ID").text).language == "id"


def test_an_answer_is_not_much_larger_than_its_question(site):
    long = "&".join(f"x{number}={'y' * 50}" for number in range(300))
    for path in ("/claim", "/nothing", "/Claim"):
        asked = f"{path}?{long}"
        # What it is anyway, and no more for the asking.
        assert len(ask(site, asked).body) < len(ask(site, path).body) + 2 * len(asked)


STREAMLITS = ["/_stcore/health", "/_stcore/host-config", "/claim/_stcore/health"]


@pytest.mark.parametrize("path", STREAMLITS)
def test_streamlits_own_paths_answer_as_ever(site, path):
    answer = ask(site, path)
    assert answer.status == (404 if path.startswith("/claim") else 200)
    assert "text/html" not in answer.headers["content-type"]


@pytest.mark.parametrize(
    "path", [*(f"/{path_of(page)}" for page in PAGES), "/nothing", "/static/nothing.js", "/Claim"]
)
@pytest.mark.parametrize("coding", ["", "gzip"])
def test_head_says_what_get_says(site, path, coding):
    same_as_get(site, path, accept_encoding=coding)


@pytest.mark.parametrize(
    "hindering",
    [
        {"range": "bytes=0-99"},
        {"if_none_match": "*"},
        {"if_modified_since": "Fri, 01 Jan 2100 00:00:00 GMT"},
        {"accept_encoding": "br"},
    ],
)
def test_a_document_is_always_whole(site, hindering):
    answer = ask(site, "/claim", **hindering)
    assert answer.status == 200 and "og:title" in answer.text and "</html>" in answer.text


@pytest.mark.parametrize("query", ["", "?rental_rate=3&lang=id", "?rental_rate=x"])
def test_nobody_on_the_way_keeps_what_is_no_page(site, query):
    headers = ask(site, f"/nothing{query}").headers
    rules = {each.strip() for each in headers.get("cache-control", "").split(",")}
    assert rules & {"no-cache", "no-store"}
    assert not [rule for rule in rules if rule.startswith(("public", "max-age", "s-maxage"))]
    # Nor is one language taken for another that was kept.
    assert ("accept-language" in headers["vary"].lower()) is ("lang" not in query)
    assert not {"etag", "last-modified"} & {name.lower() for name in headers}

"""What the pages weigh on their way: compressed, once, and kept by whoever has it already."""

import asyncio
import gzip
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import streamlit
from starlette.responses import PlainTextResponse, Response

from tests.asking import ask, same_as_get
from web.compression import Compressed, Shelf, accepts_gzip
from web.files import FILES


@pytest.fixture(scope="module")
def scripts(site) -> list[str]:
    """Every script and style that the document names."""
    found = re.findall(r'(?:src|href)="\./(static/[^"]+\.(?:js|css))"', ask(site, "/").text)
    assert len(found) > 20
    return [f"/{each}" for each in found]


def test_scripts_and_styles_leave_the_server_at_a_third_of_their_weight(site, scripts):
    plain = sum(len(ask(site, each).body) for each in scripts)
    packed = sum(len(ask(site, each, accept_encoding="gzip, br").body) for each in scripts)
    assert packed < plain * 0.36


def test_a_script_is_the_same_compressed_or_not_whoever_asks_at_once(site, scripts):
    largest = max(scripts, key=lambda each: int(ask(site, each, "HEAD").headers["content-length"]))
    plain = ask(site, largest)
    assert plain.headers["content-encoding"] is None
    with ThreadPoolExecutor(8) as readers:
        answers = list(readers.map(lambda _: ask(site, largest, accept_encoding="gzip"), range(16)))
    for answer in answers:
        assert answer.headers["content-encoding"] == "gzip"
        assert answer.headers["content-length"] == str(len(answer.body))
        assert gzip.decompress(answer.body) == plain.body
        assert "accept-encoding" in answer.headers["vary"].lower()
        assert "immutable" in answer.headers["cache-control"]


def test_who_has_a_script_already_is_sent_nothing(site, scripts):
    first = ask(site, scripts[0], accept_encoding="gzip")
    again = ask(site, scripts[0], accept_encoding="gzip", if_none_match=first.headers["etag"])
    assert again.status == 304 and again.body == b""
    assert again.headers["etag"] == first.headers["etag"]
    assert ask(site, scripts[0], if_none_match=first.headers["etag"]).status == 304
    assert ask(site, scripts[0], accept_encoding="gzip", if_none_match='"x"').status == 200


def test_a_part_of_a_script_is_that_part(site, scripts):
    whole = ask(site, scripts[0]).body
    part = ask(site, scripts[0], accept_encoding="gzip", range="bytes=10-19")
    assert part.status == 206 and part.body == whole[10:20]
    assert part.headers["content-encoding"] is None


DOCUMENTS = ["/", "/claim", "/nothing", "/api/figures.json", "/sitemap.xml"]


@pytest.mark.parametrize("path", [*DOCUMENTS, f"/{FILES.address('style.css')}"])
def test_whatever_is_text_leaves_compressed_where_that_is_wanted(site, path):
    plain, packed = ask(site, path), ask(site, path, accept_encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip" and plain.text == packed.text
    assert packed.headers["content-length"] == str(len(packed.body))
    assert len(packed.body) < len(plain.body) / 2
    for answer in (plain, packed):
        assert "accept-encoding" in answer.headers["vary"].lower()


def test_what_is_compressed_already_is_left_as_it_is(site):
    for name in ("fonts/source-serif-4.woff2", "favicon.png"):
        answer = ask(site, f"/{FILES.address(name)}", accept_encoding="gzip")
        assert answer.headers["content-encoding"] is None
        assert answer.body == FILES[name].content
    # Streamlit's own lie elsewhere, and are told by another rule.
    folder = Path(streamlit.__file__).parent / "static"
    packed = [*folder.rglob("*.woff2"), *folder.rglob("*.png")]
    assert packed
    for path in packed[:3]:
        address = f"/static/{path.relative_to(folder / 'static').as_posix()}"
        answer = ask(site, address, accept_encoding="gzip")
        assert answer.status == 200 and answer.headers["content-encoding"] is None
        assert answer.body == path.read_bytes()


@pytest.mark.parametrize("coding", ["", "gzip"])
def test_head_says_what_get_says_of_files_too(site, scripts, coding):
    for path in (scripts[0], f"/{FILES.address('style.css')}", f"/{FILES.address('favicon.png')}"):
        same_as_get(site, path, accept_encoding=coding)


@pytest.mark.parametrize(
    ("header", "taken"),
    [
        ("gzip", True),
        ("GZIP;Q=0.5, br", True),
        ("br, *", True),
        ("*;q=0", False),
        ("gzip;q=0", False),
        ("gzip; q=0.000, *", False),
        ("*;q=0, gzip;q=0.001", True),
        ("identity", False),
        ("notgzip", False),
        ("", False),
        (";;,,q=", False),
    ],
)
def test_gzip_goes_to_who_takes_it(header, taken):
    assert accepts_gzip(header) == taken


def test_the_refusal_of_gzip_is_kept_to(site, scripts):
    for path in (scripts[0], "/claim"):
        for refused in ("gzip;q=0", "br", "identity;q=1, *;q=0"):
            assert ask(site, path, accept_encoding=refused).headers["content-encoding"] is None


def test_the_shelf_holds_no_more_than_it_has_room_for():
    shelf = Shelf(room=10)
    shelf.put("a", b"aaaa")
    shelf.put("b", b"bbbb")
    assert shelf.get("a") == b"aaaa"
    shelf.put("c", b"cccc")
    assert (shelf.get("a"), shelf.get("b"), shelf.get("c")) == (b"aaaa", None, b"cccc")
    shelf.put("d", b"d" * 11)
    assert shelf.get("d") is None and shelf.get("c") == b"cccc"


def test_a_script_is_read_and_compressed_once_however_many_ask_at_once_and_spell_it():
    read = []

    async def inner(scope, receive, send) -> None:
        if scope["method"] == "GET":
            read.append(scope["path"])
        script: Response = PlainTextResponse("x" * 5_000, headers={"ETag": '"1"'})
        await script(scope, receive, send)

    compressed = Compressed(inner)

    async def ask_for(path: str) -> None:
        async def ignore(_message) -> None:
            pass

        headers = [(b"accept-encoding", b"gzip")]
        scope = {"type": "http", "method": "GET", "path": path, "headers": headers}
        await compressed(scope, None, ignore)

    async def ask_at_once() -> None:
        paths = ["/static/x.js", "/static//x.js", "/static/./x.js"] * 5
        await asyncio.gather(*map(ask_for, paths))

    asyncio.run(ask_at_once())
    assert read == ["/static/x.js"]

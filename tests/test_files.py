"""What is served as it is: nothing that was not meant to be, fresh when it changed, else kept."""

import re
from pathlib import Path

import pytest
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from tests.asking import ask
from tests.server import ROOT
from web.files import FILES, Files

STATIC = ROOT / "static"
NAMES = sorted(path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*.*"))


def asked(files: Files, address: str, **headers: str) -> Response:
    path, _, query = address.partition("?")
    raw = [(name.replace("_", "-").encode(), text.encode()) for name, text in headers.items()]
    scope = {"type": "http", "method": "GET", "headers": raw, "query_string": query.encode()}
    return files.serve(
        Request({**scope, "path_params": {"name": path.removeprefix("app/static/")}})
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "one.woff2").write_bytes(b"wOF2 one")
    (tmp_path / "style.css").write_text('@font-face { src: url("fonts/one.woff2") }')
    (tmp_path / "script.js").write_text("one()")
    return tmp_path


def test_the_folder_holds_nothing_but_what_is_served():
    found = {path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*") if path.is_file()}
    assert found == set(NAMES)
    for name in NAMES:
        assert FILES[name].content


@pytest.mark.parametrize("name", NAMES)
def test_under_its_version_a_file_may_be_kept_for_ever(name):
    answer = asked(FILES, FILES.address(name))
    assert answer.status_code == 200 and answer.body == FILES[name].content
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize("query", ["", "?v=", "?v=of+yesterday", "?w=1"])
def test_under_any_other_version_it_is_the_present_file_and_asked_for_again(query):
    answer = asked(FILES, f"app/static/style.css{query}")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-cache"
    again = asked(FILES, "app/static/style.css", if_none_match=answer.headers["etag"])
    assert again.status_code == 304 and again.body == b""
    assert asked(FILES, "app/static/style.css", if_none_match='"other"').status_code == 200


def test_a_file_that_changes_has_a_new_version_and_no_other_file_has(folder):
    before = Files(folder)
    assert before.address("script.js") == Files(folder).address("script.js")
    (folder / "script.js").write_text("two()")
    after = Files(folder)
    assert before.address("script.js") != after.address("script.js")
    assert before.address("style.css") == after.address("style.css")


def test_a_style_names_its_files_with_their_versions_and_changes_when_they_do(folder):
    before = Files(folder)
    font = before.address("fonts/one.woff2").removeprefix("app/static/")
    assert f'url("{font}")' in before["style.css"].content.decode()
    (folder / "fonts" / "one.woff2").write_bytes(b"wOF2 two")
    after = Files(folder)
    assert before.address("fonts/one.woff2") != after.address("fonts/one.woff2")
    assert before.address("style.css") != after.address("style.css")


def test_a_style_cannot_name_what_is_not_there(folder):
    (folder / "style.css").write_text('@font-face { src: url("fonts/two.woff2") }')
    with pytest.raises(ValueError, match=re.escape("fonts/two.woff2")):
        Files(folder)


FORGOTTEN = ["make.py", ".env", ".htaccess", "notes.md", "style.css~", "fonts/.gitignore", "x"]


@pytest.mark.parametrize("name", FORGOTTEN)
def test_what_was_forgotten_in_the_folder_is_not_served(folder, name):
    (folder / name).write_text("secret")
    with pytest.raises(HTTPException, match="404"):
        asked(Files(folder), f"app/static/{name}")


OUTSIDE = [
    "make_card.py",
    "../app.py",
    "..%2fapp.py",
    "%2e%2e/app.py",
    "fonts/../../app.py",
    "fonts/..%2f..%2fdata/sources.csv",
    "..%5capp.py",
    "/etc/passwd",
    "%2fetc%2fpasswd",
    "style.css%00.py",
    "fonts",
    "",
]


@pytest.mark.parametrize("name", OUTSIDE)
def test_no_path_leads_out_of_the_folder(site, name):
    answer = ask(site, f"/app/static/{name}")
    assert answer.status in (400, 404)


@pytest.mark.parametrize("path", ["/favicon.ico", "/favicon.png", "/apple-touch-icon.png"])
def test_an_icon_is_where_browsers_look_for_one(site, path):
    answer = ask(site, path)
    assert answer.status == 200 and answer.headers["content-type"] == "image/png"
    assert answer.body == (STATIC / "favicon.png").read_bytes()

"""Ready means that readers see pages: what they would miss stops the start, by its name."""

import asyncio
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit
from cachetools import LRUCache
from jinja2 import FileSystemLoader

import content
import paper.markup
import textfiles
import web.markup
from data.reading import FOLDER, DataFault, load
from data.records import FILES
from elements import markup
from paper import pictures
from tests import made_up, server
from tests.server import ROOT
from tests.wire import connected
from ui.frame.checking import reasons
from web import cards, embedding, kit, packages, papers, rehearsal


@pytest.fixture
def tree(tmp_path) -> Path:
    """A copy of the application, to be broken."""
    server.copied_to(tmp_path)
    return tmp_path


def change(name: str, old: str, new: str) -> Callable[[Path], None]:
    def do(tree: Path) -> None:
        path = tree / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return do


# What is broken, and what the message must name.
BROKEN: dict[str, tuple[Callable[[Path], None], tuple[str, ...]]] = {
    "a language file is missing": (
        lambda tree: (tree / "content/id/doubts.toml").unlink(),
        ("content/id", "doubts.toml"),
    ),
    "a passage is missing": (
        change("content/id/claim.md", "## not_r1", "## gone"),
        ("content/id", "claim.not_r1"),
    ),
    "a label is missing": (
        change("content/en/labels.toml", 'how = "', 'howw = "'),
        ("content/en", "ui.how"),
    ),
    "broken TOML": (
        change("content/id/labels.toml", "[groups]", "[groups"),
        ("content/id/labels.toml", "line"),
    ),
    "a blank nobody fills": (
        change("content/en/opex.md", "{electricity_cost}", "{electricity_costs}"),
        ("electricity_costs",),
    ),
    "a template is missing": (
        lambda tree: (tree / "elements/templates/headline.html").unlink(),
        ("headline.html",),
    ),
    "a template of paper is missing": (
        lambda tree: (tree / "paper/templates/setting.html").unlink(),
        ("paper/templates/setting.html: the file is missing",),
    ),
    "a page is missing": (
        lambda tree: (tree / "pages/opex.py").unlink(),
        ("pages/opex.py: the file is missing",),
    ),
    "a page draws nothing": (
        lambda tree: (tree / "pages/opex.py").write_text("import streamlit\nstreamlit.stop()\n"),
        ("pages/opex.py", "nothing, or half", "opex (en), opex (id)"),
    ),
    "a template names what nobody gives": (
        change("elements/templates/how.html", "<", "{{ nobody }}<"),
        ("elements/templates/how.html, line", "'nobody' is undefined"),
    ),
    "a document cannot be made": (
        lambda tree: (tree / "web/templates/head.html").unlink(),
        ("web/templates/head.html: the file is missing",),
    ),
    "a script for browsers is empty": (
        lambda tree: (tree / "ui/frame/hands.js").write_text(""),
        ("ui/frame/hands.js: the file is empty",),
    ),
    "a row the code asks for is missing": (
        change("data/facts.csv", "market_rate_listing,", "market_rate_listed,"),
        ("market_rate_listing",),
    ),
}


def started(tree: Path, *command: str) -> subprocess.CompletedProcess:
    """A start in a process of its own, until it ends by itself."""
    return subprocess.run(
        [sys.executable, *command], cwd=tree, capture_output=True, text=True, timeout=120
    )


@pytest.mark.parametrize("what", BROKEN)
def test_what_readers_would_miss_stops_the_start_and_is_named(tree, what):
    breaking, named = BROKEN[what]
    breaking(tree)
    found = started(tree, "-m", "streamlit", "run", "app.py", "--server.port=0")
    assert found.returncode != 0
    told = found.stdout + found.stderr
    for name in named:
        assert name in told, told[-2000:]
    # The message alone, once.
    assert "Traceback" not in told
    assert told.count("The application cannot start") == 1


def test_files_as_spreadsheets_and_editors_save_them_are_simply_read(tree):
    for name in ("data/assumptions.csv", "content/id/labels.toml", "content/en/claim.md"):
        path = tree / name
        text = path.read_text(encoding="utf-8").replace("\n", "\r\n")
        path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    found = started(
        tree, "-c", "import costmodel, content; assert not content.faults(content.LANGUAGES)"
    )
    assert found.returncode == 0, found.stderr[-2000:]


async def _look_at_opex(site: str, code: str, language: content.Language) -> None:
    reader = await connected(site, "opex", f"lang={code}")
    await reader.open()
    assert language.label("pages.opex.question") in reader.markup
    await reader.enter(act="assumption", of="pue", value=language.numbers.write(1.2, "×"))
    assert "pue=1.2" in reader.answer["query"]
    await reader.close()


def test_a_language_is_added_by_its_words_alone(tree):
    code = made_up.CODES[0]
    folder = made_up.write(code, tree / "content")
    # Before it serves, it has drawn every page in every language.
    with server.running(folder=tree) as running:
        asyncio.run(_look_at_opex(running.address, code, content.Language(folder)))


def test_a_file_that_is_no_text_says_where(tmp_path):
    path = tmp_path / "words.toml"
    path.write_bytes(b"a = 1\nb = \xe9\n")
    with pytest.raises(textfiles.Unreadable, match="line 2 is not UTF-8"):
        textfiles.read(path)


# ---- a failure while drawing ----

_FAILING = """
from elements import medium

if medium.link().changes.get("pue") == 1.31:
    raise ValueError("one scenario fails")
"""


async def _read_a_page_that_fails(site: str, code: str) -> None:
    say = content.LANGUAGES[code].label
    reader = await connected(site, "capex", f"pue=1.31&lang={code}")
    await reader.open()
    # What was drawn before stays, and below it stands the sentence, with ways on.
    assert say("pages.capex.question") in reader.markup
    assert reader.markup.count(say("failing.title")) == 1
    assert say("failing.kept") in reader.markup
    assert f'href="?lang={code}"' in reader.markup
    assert re.search(r'href="\?[^"]*pue=1.31', reader.markup)
    assert "one scenario fails" not in reader.markup and "Traceback" not in reader.markup
    # The browser hears that the page is there, so that it says what the reader does next.
    assert "pue=1.31" in reader.answer["query"]
    await reader.enter(act="assumption", of="pue", value="1.2")
    assert reader.answer["heard"] == 1 and "pue=1.2" in reader.answer["query"]
    assert say("failing.title") not in reader.markup
    # And into it once more, by a move.
    await reader.enter(act="assumption", of="pue", value="1.31")
    assert reader.answer["heard"] == 2
    assert say("failing.title") in reader.markup
    other = await connected(site, "claim", f"pue=1.31&lang={code}")
    await other.open()
    assert say("pages.claim.question") in other.markup
    assert say("failing.title") not in other.markup
    for each in (reader, other):
        await each.close()


def test_a_failure_while_drawing_is_told_in_the_readers_language_and_logged(tree):
    path = tree / "pages/capex.py"
    text, end = path.read_text(), 'blocks.left_out("capex")'
    assert end in text
    path.write_text(text.replace(end, _FAILING + end))
    with server.running(folder=tree) as running:
        for code in content.LANGUAGES:
            asyncio.run(_read_a_page_that_fails(running.address, code))
        said = running.said()
    told = re.findall(
        r"failed where=page page=(\w+) error=(\w+)\n(?:  .*\n)*?  (pages/\S+), line", said
    )
    assert told == [("capex", "ValueError", "pages/capex.py")] * 2 * len(content.LANGUAGES)
    # What a reader entered may stand in an error's message, and does in a link.
    assert "one scenario fails" not in said and "1.31" not in said


# ---- files of numbers, in this process ----


def lines(change: Callable[[list[str]], list[str]]) -> Callable[[bytes], bytes]:
    """A change of a file's lines as one of its bytes."""
    return lambda old: ("\n".join(change(old.decode().splitlines())) + "\n").encode()


def of_every_row(header: str, row: str) -> Callable[[bytes], bytes]:
    """The same put at the end of every row, and at the end of the header."""
    return lines(lambda old: [old[0] + header, *(each + row for each in old[1:])])


# What keeps a file from being used, and a word of the reason; the file is always named.
UNUSABLE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda _: b"", "empty"),
    "a header and nothing else": (lines(lambda old: old[:1]), "no row under the header"),
    "semicolons": (lambda old: old.replace(b",", b";"), "semicolons"),
    "tabs": (lambda old: old.replace(b",", b"\t"), "tabs"),
    "UTF-16": (lambda old: old.decode().encode("utf-16"), "not UTF-8"),
    "Latin-1": (lambda old: old.rstrip(b"\n") + b"\xe9\n", "not UTF-8"),
    "an id twice": (lines(lambda old: [*old, old[1]]), "a second time"),
    "a renamed column": (lambda old: b"x" + old, "the header lacks id"),
    "a column more": (of_every_row(",more", ",1"), "a column nobody knows: 'more'"),
    "a column twice": (of_every_row(",id", ",1"), "more than one column 'id'"),
    "a cell more": (lines(lambda old: [*old[:-1], old[-1] + ",more"]), "surplus_cells"),
    "a quote that never ends": (lambda old: old + b'"open', "unexpected end of data"),
}
# As editors and spreadsheets save them.
USABLE: dict[str, Callable[[bytes], bytes]] = {
    "a byte-order mark": lambda old: b"\xef\xbb\xbf" + old,
    "lines that end as on Windows": lambda old: old.replace(b"\n", b"\r\n"),
    "both": lambda old: b"\xef\xbb\xbf" + old.replace(b"\n", b"\r\n"),
    "blank lines at the end": lambda old: old + b"\n\n",
    "rows in which nothing stands any more": lines(
        lambda old: [*old, *2 * ["," * old[0].count(",")], ",,"]
    ),
    "no end of the last line": lambda old: old.rstrip(b"\n"),
    "ids in quotes": lambda old: re.sub(rb"(?m)^(\w+),", rb'"\1",', old),
}


@pytest.fixture
def numbers(tmp_path) -> Path:
    """A copy of the files of numbers."""
    for path in FOLDER.glob("*.csv"):
        shutil.copy(path, tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("what", UNUSABLE)
def test_a_file_of_numbers_that_cannot_be_used_is_named_with_the_reason(numbers, name, what):
    breaking, reason = UNUSABLE[what]
    path = numbers / f"{name}.csv"
    path.write_bytes(breaking(path.read_bytes()))
    with pytest.raises(DataFault) as found:
        load(numbers)
    assert found.value.faults[0].startswith(f"{name}.csv")
    assert reason in found.value.faults[0]
    # Once, and not again for everything that follows from it.
    assert len(found.value.faults) == 1, found.value.faults


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_numbers_that_is_gone_is_named(numbers, name):
    (numbers / f"{name}.csv").unlink()
    with pytest.raises(DataFault) as found:
        load(numbers)
    assert [each.partition(":")[0] for each in found.value.faults] == [f"{name}.csv"]


@pytest.mark.parametrize("what", USABLE)
def test_files_of_numbers_as_spreadsheets_and_editors_save_them_say_the_same(numbers, what):
    for name in FILES:
        path = numbers / f"{name}.csv"
        path.write_bytes(USABLE[what](path.read_bytes()))
    assert load(numbers) == load()


@pytest.mark.parametrize("text", ["two", "nan", "inf", "-1", '"2,5"', "1e400"])
def test_a_value_that_is_no_number_is_named_by_row_and_field(numbers, text):
    path = numbers / "assumptions.csv"
    old = path.read_text()
    row = next(each for each in old.splitlines() if each.startswith("rental_rate,"))
    at = old.splitlines()[0].split(",").index("value")
    cells = row.split(",")
    cells[at] = text
    path.write_text(old.replace(row, ",".join(cells)))
    with pytest.raises(DataFault) as found:
        load(numbers)
    assert all("(rental_rate)" in each for each in found.value.faults)
    assert any(", value" in each or "value " in each for each in found.value.faults)


# ---- files of words, in this process ----

WORDS: dict[str, tuple[str, Callable[[bytes], bytes], str]] = {
    "a label twice": ("labels.toml", lambda old: old.replace(b"how =", b"how = 'x'\nhow =", 1), ""),
    "cut in half": ("labels.toml", lambda old: old[: len(old) // 2], ""),
    "no labels": ("labels.toml", lambda _: b"", "empty"),
    "labels in Latin-1": ("labels.toml", lambda old: old + b"# \xe9", "not UTF-8"),
    "a number for a text": (
        "labels.toml",
        lambda old: re.sub(rb"(?m)^how = .*", b"how = 5", old),
        "a text is needed",
    ),
    "a blank that never ends": (
        "labels.toml",
        lambda old: re.sub(rb"(?m)^how = .*", b"how = '{a'", old),
        "expected '}'",
    ),
    "a blank that the other language has not": (
        "labels.toml",
        lambda old: re.sub(rb"(?m)^how = .*", b"how = '{capex}'", old),
        "no such blank",
    ),
    "a style nobody knows": (
        "opex.md",
        lambda old: old.replace(b"{electricity_cost}", b"{electricity_cost:nonsense}"),
        "no style 'nonsense'",
    ),
    "a passage twice": ("claim.md", lambda old: old + old[old.index(b"## ") :], "a second time"),
    "a passage without a name": ("claim.md", lambda old: old[3:], "have no name"),
    "no passages": ("claim.md", lambda _: b"", "empty"),
    "passages in UTF-16": ("claim.md", lambda old: old.decode().encode("utf-16"), "not UTF-8"),
}


@pytest.mark.parametrize("code", content.LANGUAGES)
@pytest.mark.parametrize("what", WORDS)
def test_words_that_cannot_be_used_are_named_with_the_reason(tmp_path, code, what):
    name, breaking, reason = WORDS[what]
    shutil.copytree(ROOT / "content", tmp_path, dirs_exist_ok=True)
    path = tmp_path / code / name
    broken = breaking(path.read_bytes())
    assert broken != path.read_bytes()
    path.write_bytes(broken)
    found = content.faults(content.languages(tmp_path), tmp_path)
    assert any(f"content/{code}/{name}" in each and reason in each for each in found)


# ---- templates, in this process ----

_DOCUMENT = Path(streamlit.__file__).with_name("static") / "index.html"
TEMPLATES = {
    "is missing": (lambda path: path.unlink(), "the file is missing"),
    "cannot be read": (lambda path: path.write_text("{% if %}"), "line 1: "),
    "names what nobody gives": (lambda path: path.write_text("{{ nobody }}"), "undefined"),
}


@pytest.mark.parametrize("what", TEMPLATES)
@pytest.mark.parametrize(
    ("room", "name"),
    [
        (room, path.name)
        for room in (web, paper)
        for path in sorted((ROOT / room.__name__ / "templates").iterdir())
    ],
    ids=lambda it: it if isinstance(it, str) else it.__name__,
)
def test_a_document_that_cannot_be_made_is_found_before_anybody_asks(
    tmp_path, monkeypatch, room, name, what
):
    breaking, reason = TEMPLATES[what]
    folder = f"{room.__name__}/templates"
    shutil.copytree(ROOT / folder, tmp_path, dirs_exist_ok=True)
    breaking(tmp_path / name)
    templates = room.markup._TEMPLATES
    loader = FileSystemLoader([tmp_path, *templates.loader.searchpath[1:]])
    monkeypatch.setattr(room.markup, "_TEMPLATES", templates.overlay(loader=loader))
    # What an earlier test has had made is not made again.
    for shelf, size in ((papers._PAPERS, len), (papers._PICTURES, pictures.rows)):
        monkeypatch.setattr(shelf, "_kept", LRUCache(1_000_000, getsizeof=size))
    for module in (kit, embedding):
        monkeypatch.setattr(module, "_MADE", papers.Shelf(12_000_000))
    # Pictures take longer to make than all documents together, and all are of one template.
    for module in (packages, cards) if name.endswith(".svg") else ():
        monkeypatch.setattr(module, "_MADE", papers.Shelf(12_000_000))
    told = {line for error in rehearsal.errors(_DOCUMENT) for line in reasons(error)}
    assert told and all(reason in line for line in told)
    if what == "is missing":
        assert told == {f"{folder}/{name}: the file is missing"}


def test_how_a_document_of_ours_begins_stands_in_one_template():
    # But for the one that is in no language yet: its script asks which one.
    templates = set(ROOT.glob("*/templates/*.html")) - {ROOT / "offline/templates/live.html"}
    begin = [path.name for path in templates if "<!doctype" in path.read_text(encoding="utf-8")]
    assert begin == ["alone.html"]


def test_every_document_can_be_made():
    assert list(rehearsal.errors(_DOCUMENT)) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"", "the file is empty"),
        (b"\xe9", "line 1 is not UTF-8"),
        (b"{% if %}", "line 1: "),
        (b"{% for each in all %}", "line 1: "),
    ],
)
def test_a_template_that_cannot_be_used_is_named(tmp_path, monkeypatch, text, reason):
    shutil.copytree(ROOT / "elements/templates", tmp_path, dirs_exist_ok=True)
    (tmp_path / "how.html").write_bytes(text)
    monkeypatch.setattr(markup, "FOLDER", tmp_path)
    monkeypatch.setattr(
        markup, "_TEMPLATES", markup._TEMPLATES.overlay(loader=FileSystemLoader(tmp_path))
    )
    (found,) = markup.faults()
    assert found.startswith("elements/templates/how.html") and reason in found

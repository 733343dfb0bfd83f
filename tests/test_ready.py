"""Ready means that readers see pages: what they would miss stops the start, by its name."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import textfiles
from tests.server import ROOT

_TREE = (
    "app.py",
    "textfiles",
    "data",
    "costmodel",
    "telling",
    "charts",
    "content",
    "exports",
    "web",
    "ui",
    "pages",
    "static",
    ".streamlit",
)


@pytest.fixture
def tree(tmp_path) -> Path:
    """A copy of the application, to be broken."""
    for name in _TREE:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tmp_path / name)
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
        lambda tree: (tree / "ui/elements/templates/headline.html").unlink(),
        ("headline.html",),
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


def test_files_as_spreadsheets_and_editors_save_them_are_simply_read(tree):
    for name in ("data/assumptions.csv", "content/id/labels.toml", "content/en/claim.md"):
        path = tree / name
        text = path.read_text(encoding="utf-8").replace("\n", "\r\n")
        path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    found = started(
        tree, "-c", "import costmodel, content; assert not content.faults(content.LANGUAGES)"
    )
    assert found.returncode == 0, found.stderr[-2000:]


def test_a_file_that_is_no_text_says_where(tmp_path):
    path = tmp_path / "words.toml"
    path.write_bytes(b"a = 1\nb = \xe9\n")
    with pytest.raises(textfiles.Unreadable, match="line 2 is not UTF-8"):
        textfiles.read(path)

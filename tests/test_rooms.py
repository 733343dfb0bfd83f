"""Who may import whom, and what a page may be made of."""

import ast
import importlib
import inspect
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = (
    "textfiles",
    "data",
    "costmodel",
    "content",
    "telling",
    "charts",
    "exports",
    "classrooms",
    "elements",
    "paper",
    "web",
    "ui",
    "offline",
    "pages",
    "deploy",
)
_BELOW_PAGES = {"textfiles", "data", "costmodel", "charts", "exports", "content", "telling"}
MAY_IMPORT = {
    "textfiles": set(),
    "data": {"textfiles"},
    "costmodel": {"data"},
    "charts": {"data", "costmodel"},
    "exports": {"data", "costmodel", "content", "telling"},
    "content": {"textfiles"},
    "telling": {"data", "costmodel", "content"},
    "classrooms": {"costmodel"},
    "elements": _BELOW_PAGES,
    "paper": _BELOW_PAGES | {"elements"},
    "web": {"costmodel", "content", "telling", "exports", "classrooms", "elements", "paper"},
    "ui": _BELOW_PAGES | {"elements"},
    "offline": {"costmodel", "content", "exports", "elements", "web"},
    "pages": {"charts", "elements"},
    "deploy": {"content", "web"},
    "app.py": {"ui", "web"},
}
# Which libraries stand in which rooms only.
ONLY_IN = {
    "streamlit": {"ui", "app.py"},
    "starlette": {"web", "app.py"},
    "altair": {"charts"},
    "numpy": {"costmodel"},
    "pandas": {"ui"},
    "pydantic": {"data"},
    "babel": {"content"},
    "segno": {"exports"},
    "xlsxwriter": {"exports"},
    "redis": {"classrooms"},
    "prometheus_client": {"web"},
    "jinja2": {"elements", "ui"},
}
FORBIDDEN_NAMES = {"utils", "util", "helpers", "core", "common", "src", "misc"}
FILES = [ROOT / "app.py", *(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))]
PAGES = sorted((ROOT / "pages").glob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0]


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_room_imports_only_what_its_sign_allows(path):
    room, names = room_of(path), imported(path)
    assert names & set(ROOMS) <= MAY_IMPORT[room] | {room}
    for library, rooms in ONLY_IN.items():
        assert library not in names or room in rooms, library


def sign_of(room: str) -> str:
    return " ".join(ast.get_docstring(tree_of(ROOT / room / "__init__.py")).split())


SIGNED = [room for room in ROOMS if room != "pages"]


@pytest.mark.parametrize("room", SIGNED)
def test_every_rooms_sign_says_what_it_may_import_and_where_it_is_tested(room):
    sign = sign_of(room)
    assert "ay import" in sign
    tests = re.findall(r"``tests/(test_\w+\.py)``", sign[sign.index("ested by ") :])
    assert tests and all((ROOT / "tests" / name).is_file() for name in tests)


@pytest.mark.parametrize("room", [room for room in SIGNED if room != "ui"])  # it may all but pages
def test_what_a_sign_says_is_what_the_room_does(room):
    allowed = re.search(r"May import: ([^.:;]*)[.:;]", sign_of(room)).group(1)
    # Rooms stand in code type, libraries do not.
    assert set(re.findall(r"``(\w+)``", allowed)) == MAY_IMPORT[room]
    libraries = set(re.findall(r"\w+", re.sub(r"``\w+``", "", allowed.lower())))
    used = set().union(*(imported(path) for path in FILES if room_of(path) == room))
    foreign = used - set(ROOMS) - sys.stdlib_module_names
    assert {library.lower() for library in foreign} <= libraries
    assert {library for library, rooms in ONLY_IN.items() if room in rooms} <= libraries


def test_session_state_and_query_parameters_are_known_to_one_module():
    users = {
        str(path.relative_to(ROOT))
        for path in FILES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and node.attr in ("session_state", "query_params")
    }
    # Requests to the plain addresses have query parameters of their own.
    assert {user for user in users if not user.startswith("web/")} == {"ui/state/reader.py"}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_reads_like_a_page(path):
    tree = tree_of(path)
    assert len(path.read_text().splitlines()) <= 80
    assert ast.get_docstring(tree)
    for node in ast.walk(tree):
        assert not isinstance(node, (ast.FunctionDef, ast.Lambda, ast.ClassDef, ast.BinOp)), path
        if isinstance(node, ast.Constant):
            assert not isinstance(node.value, (int, float)), "no number is typed into a page"


@pytest.mark.parametrize("path", sorted((ROOT / "charts").glob("*.py")), ids=lambda path: path.stem)
def test_a_chart_is_given_the_answers_it_draws(path):
    """Whatever answers a question about a scenario takes its changes: charts ask nothing."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ImportFrom) and node.module.split(".")[0] == "costmodel":
            module = importlib.import_module(node.module)
            for alias in node.names:
                named = getattr(module, alias.name)
                assert (
                    inspect.isclass(named)
                    or not callable(named)
                    or ("changes" not in inspect.signature(named).parameters)
                ), f"{alias.name} is asked in a chart"
        assert not isinstance(node, ast.Attribute) or node.attr != "changes"


def test_no_module_has_a_name_that_says_nothing():
    assert {path.stem for path in FILES} & FORBIDDEN_NAMES == set()

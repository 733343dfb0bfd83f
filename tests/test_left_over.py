"""Nothing lies about that nothing uses: what whoever reads the code would have to understand.

Labels are held in ``tests/test_content.py``, columns in ``tests/test_data.py``.
"""

import ast
import re
from pathlib import Path

import jinja2
import jinja2.meta
import pytest

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = {path.stem: path for path in ROOT.glob("[!.]*/**/templates/*.html")}
ROOMS = ("ui", "elements", "paper", "web", "charts", "static")
# Of our rooms: a library below the same folder may bring templates of its own.
TEMPLATES = {path.stem: path for room in ROOMS for path in (ROOT / room).rglob("templates/*.html")}
MARKUP = "\n".join(
    path.read_text(encoding="utf-8")
    for room in ROOMS
    for kind in ("py", "html", "js")
    for path in (ROOT / room).rglob(f"*.{kind}")
)
# Classes that Streamlit and Vega give; those from keys of ours are ours: st-key-bar.
OTHERS = re.compile(r"st[A-Z]\w*|block-container|mark-text|role-axis")


def classes() -> list[str]:
    style = (ROOT / "static" / "style.css").read_text(encoding="utf-8")
    style = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    selectors = " ".join(re.findall(r"([^{}]+){", style))
    return sorted({name for name in re.findall(r"\.([A-Za-z][\w-]*)", selectors)})


@pytest.mark.parametrize("name", [name for name in classes() if not OTHERS.fullmatch(name)])
def test_every_class_that_is_styled_is_given_to_something(name):
    key = name.removeprefix("st-key-")
    if key != name:
        assert f'"{key}"' in MARKUP
        return
    # Whole, or put together: letter-{{ grade }}.
    stem = name.rpartition("-")[0]
    found = re.search(rf"(?<![\w-]){name}(?![\w-])", MARKUP)
    assert found or (stem and f"{stem}-{{{{" in MARKUP)


def drawn() -> list[tuple[str, set[str]]]:
    """Each template drawn in the code, with the names it is given there."""
    return [
        (call.args[0].value, {each.arg for each in call.keywords if each.arg})
        for room in ("ui", "elements")
        for path in (ROOT / room).rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and ast.unparse(call.func).endswith("draw")
        and call.args
        and isinstance(call.args[0], ast.Constant)
    ]


def test_a_template_is_given_nothing_that_it_does_not_use():
    environment, given = jinja2.Environment(autoescape=True), drawn()
    assert len(given) > 30
    for template, names in given:
        tree = environment.parse(TEMPLATES[template].read_text(encoding="utf-8"))
        used = {each.name for each in tree.find_all(jinja2.nodes.Name)}
        assert names - used == set(), template


def test_every_template_is_drawn_or_is_part_of_another():
    texts = "\n".join(path.read_text(encoding="utf-8") for path in TEMPLATES.values())
    for name in TEMPLATES:
        part = re.search(rf"(from|include|extends) \"{name}\.html\"", texts)
        assert part or re.search(rf"[\"']{name}(\.html)?[\"']", MARKUP), name

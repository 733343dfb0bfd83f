"""HTML from the templates beside this module; everything filled in is escaped."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateSyntaxError
from markupsafe import Markup

import textfiles

if TYPE_CHECKING:
    from elements import medium

FOLDER = Path(__file__).with_name("templates")


def environment(*folders: Path) -> Environment:
    """The templates in these folders, the first that has one counting; all they fill in is escaped.

    For every room that makes markup: what stands in two of them is then made alike.
    """
    made = Environment(
        loader=FileSystemLoader(folders, encoding="utf-8-sig"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # Otherwise every use of a template asks the disk whether it has changed.
        auto_reload=False,
    )

    # The page of sources names a hundred of them more than a thousand times.
    @lru_cache(maxsize=1024)
    def line(source: tuple[tuple[str, str], ...]) -> Markup:
        return Markup(made.get_template("source_line.html").render(source=dict(source)).rstrip())

    made.globals["source_line"] = lambda source: line(tuple(source.items()))
    return made


_TEMPLATES = environment(FOLDER)


def draw(template: str, **named: object) -> None:
    """Put a template on the page, its names filled in."""
    _medium().put(filled(template, **named))


def filled(template: str, **named: object) -> str:
    """A template, its names filled in: for what is the same for everybody, and is kept."""
    return _TEMPLATES.get_template(f"{template}.html").render(named)


def prose(text: str) -> None:
    """Put Markdown on the page."""
    _medium().prose(text)


def _medium() -> "medium.Medium":
    # Only here: a medium needs the numbers, and that they cannot be read is said in a template.
    from elements import medium

    return medium.current()


def faults() -> Iterator[str]:
    """Every template that cannot be read, by file and line."""
    folder = "elements/templates"
    for name in _TEMPLATES.list_templates():
        try:
            if not textfiles.read(FOLDER / name).strip():
                yield f"{folder}/{name}: the file is empty"
            _TEMPLATES.get_template(name)
        except TemplateSyntaxError as error:
            yield f"{folder}/{error.name or name}, line {error.lineno}: {error.message}"
        except textfiles.Unreadable as reason:
            yield f"{folder}/{name}: {reason}"

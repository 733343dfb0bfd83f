"""HTML from the templates beside this module; everything filled in is escaped."""

from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateSyntaxError

import textfiles
from elements import medium

_FOLDER = Path(__file__).with_name("templates")
_TEMPLATES = Environment(
    loader=FileSystemLoader(_FOLDER, encoding="utf-8-sig"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    # Otherwise every use of a template asks the disk whether it has changed.
    auto_reload=False,
)


def draw(template: str, **named: object) -> None:
    """Put a template on the page, its names filled in."""
    medium.current().put(_TEMPLATES.get_template(f"{template}.html").render(named))


def prose(text: str) -> None:
    """Put Markdown on the page."""
    medium.current().prose(text)


def faults() -> Iterator[str]:
    """Every template that cannot be read, by file and line."""
    folder = "elements/templates"
    for name in _TEMPLATES.list_templates():
        try:
            if not textfiles.read(_FOLDER / name).strip():
                yield f"{folder}/{name}: the file is empty"
            _TEMPLATES.get_template(name)
        except TemplateSyntaxError as error:
            yield f"{folder}/{error.name or name}, line {error.lineno}: {error.message}"
        except textfiles.Unreadable as reason:
            yield f"{folder}/{name}: {reason}"

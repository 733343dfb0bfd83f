"""HTML from the templates beside this module; everything filled in is escaped."""

from collections.abc import Iterator
from pathlib import Path

import streamlit as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateSyntaxError

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def draw(template: str, **named: object) -> None:
    """Put a template on the page, its names filled in."""
    st.html(_TEMPLATES.get_template(f"{template}.html").render(named))


def prose(text: str) -> None:
    """Put Markdown on the page. The only place that keeps ``$`` from being read as LaTeX."""
    st.markdown(text.replace("$", "\\$"))


def faults() -> Iterator[str]:
    """Every template that cannot be read, by file and line."""
    folder = "ui/elements/templates"
    for name in _TEMPLATES.list_templates():
        try:
            _TEMPLATES.get_template(name)
        except TemplateSyntaxError as error:
            yield f"{folder}/{error.name or name}, line {error.lineno}: {error.message}"
        except (OSError, UnicodeDecodeError) as error:
            yield f"{folder}/{name}: {error}"

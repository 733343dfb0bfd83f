"""Text from the templates beside this module; everything filled in is escaped."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def fill(template: str, **named: object) -> str:
    """A template, ``sitemap.xml``, with its names filled in."""
    return _TEMPLATES.get_template(template).render(named)

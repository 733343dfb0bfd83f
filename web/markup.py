"""Text from the templates beside this module; everything filled in is escaped."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

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


def fill(template: str, **named: object) -> str:
    """A template, ``sitemap.xml``, with its names filled in."""
    return _TEMPLATES.get_template(template).render(named)

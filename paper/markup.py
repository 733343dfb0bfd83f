"""Text from the templates beside this module; everything filled in is escaped."""

from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined

import elements

# What stands on a sheet is made of the same pieces as on a screen.
_FOLDERS = (Path(__file__).parent, Path(elements.__file__).parent)
_TEMPLATES = Environment(
    loader=ChoiceLoader(
        [FileSystemLoader(folder / "templates", encoding="utf-8-sig") for folder in _FOLDERS]
    ),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    # Otherwise every use of a template asks the disk whether it has changed.
    auto_reload=False,
)


def fill(template: str, **named: object) -> str:
    """A template, ``setting.html``, with its names filled in."""
    return _TEMPLATES.get_template(template).render(named)

"""Text from the templates beside this module; everything filled in is escaped."""

from pathlib import Path

from elements import markup

# What stands on a sheet is made of the same pieces as on a screen.
_TEMPLATES = markup.environment(Path(__file__).with_name("templates"), markup.FOLDER)


def fill(template: str, **named: object) -> str:
    """A template, ``setting.html``, with its names filled in."""
    return _TEMPLATES.get_template(template).render(named)

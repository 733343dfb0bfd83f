"""Text from the templates beside this module; everything filled in is escaped."""

from pathlib import Path

from elements import markup

# Documents begin alike, whatever they are of.
_TEMPLATES = markup.environment(Path(__file__).with_name("templates"), markup.FOLDER)


def fill(template: str, **named: object) -> str:
    """A template, ``sitemap.xml``, with its names filled in."""
    return _TEMPLATES.get_template(template).render(named)

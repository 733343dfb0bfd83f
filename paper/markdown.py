"""A page as text: what stands on its paper, written in Markdown."""

import re

from bs4 import BeautifulSoup, Tag
from markdownify import MarkdownConverter
from markupsafe import escape

from content import LANGUAGES
from exports import Link
from paper import pages

_BLANK_LINES = re.compile(r"\n{3,}")


class _Writer(MarkdownConverter):
    """HTML to Markdown, with what is folded away told under its name."""

    def convert_summary(self, _node: Tag, text: str, parent_tags: set[str]) -> str:
        return f"\n\n**{' '.join(text.split())}**\n\n"

    def convert_dt(self, _node: Tag, text: str, parent_tags: set[str]) -> str:
        return f"\n- {' '.join(text.split())}: "

    def convert_dd(self, _node: Tag, text: str, parent_tags: set[str]) -> str:
        return " ".join(text.split())

    def convert_output(self, _node: Tag, text: str, parent_tags: set[str]) -> str:
        return f"= {text.strip()}"

    def convert_button(self, _node: Tag, text: str, parent_tags: set[str]) -> str:
        return text.strip()


_WRITER = _Writer(heading_style="ATX", bullets="-", escape_misc=False)


def text(
    page: str,
    link: Link,
    language: str,
    found: tuple,
    address: str,
    *,
    site: str = "",
    moved: str = "",
) -> str:
    """A page as Markdown; ``address`` is where the live page stands.

    A chart is told in the words of who cannot see it; its numbers stand below it as a table.
    ``site`` and ``moved`` are as for :func:`paper.pages.draw`.
    """
    drawn = pages.draw(page, link, language, found, alone=True, site=site, moved=moved)
    told = {id: f"<p>{escape(chart.alt)}</p>" for id, chart in drawn.charts.items()}
    soup = BeautifulSoup(drawn.html(told), "html.parser")
    for each in soup.select("nav, .ways, .legend, input, [aria-hidden=true]"):
        each.decompose()
    say = LANGUAGES[language].label
    return f"{written(soup)}\n---\n\n{say('paper.foot')} {address}\n"


def written(soup: BeautifulSoup) -> str:
    """HTML that was read as Markdown, without more than one blank line in a row."""
    return _BLANK_LINES.sub("\n\n", _WRITER.convert_soup(soup).strip()) + "\n"

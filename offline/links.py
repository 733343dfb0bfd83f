"""The links of a document, led to the files of the folder.

What the folder does not hold is no link there: its words stay, and the foot of the page says why.
"""

import html
import posixpath
import re
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

from offline.places import place

_ANCHOR = re.compile(r'<a\b([^>]*?)\shref="([^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)
# Whatever else a document asks for: style, icon, pictures.
_ASKED_FOR = re.compile(r'(<(?:link|img|source|script)\b[^>]*?\s(?:href|src|srcset)=")([^"]*)(")')
# Says at which address a document is to be found: in the folder it is where it is.
_CANONICAL = re.compile(r'<link rel="canonical" href="/[^>]*>\n?')
# An address may have brackets of its own, in pairs.
_IN_MARKDOWN = re.compile(r'\[([^\]]*)\]\(((?:[^()\s]|\([^()\s]*\))+)(\s+"[^"]*")?\)')
_IN_STYLE = re.compile(r'url\("([^"?]+)\?v=\w+"\)')


class Links:
    """The links of one document.

    ``address`` is where the site has it, ``file`` where it stands in the folder, ``language``
    the one it is in. ``is_there`` tells of a file whether the folder holds it, and ``site`` is what
    the site's own whole addresses begin with, if that is known.
    """

    def __init__(
        self,
        address: str,
        file: str,
        language: str,
        is_there: Callable[[str], bool],
        site: str = "",
    ) -> None:
        self._address, self._file, self._language = address, file, language
        self._is_there, self._site = is_there, site

    def leads(self, given: str) -> str | None:
        """Where a link of the document's leads in the folder; None where that is not in it.

        What is somebody else's, or in the document itself, stays as it is.
        """
        if self._site and (given == self._site or given.startswith((f"{self._site}/",))):
            given = given[len(self._site) :] or "/"
        parts = urlsplit(given)
        if parts.scheme or parts.netloc or given.startswith("#"):
            return given
        file = place(urljoin(self._address, given), self._language)
        if file is None:
            return None
        name, mark, anchor = file.partition("#")
        if self._file.endswith(".md") and name.endswith(".html"):
            # A text leads to texts, where there are any.
            first = name.replace("index.html", "start.html")
            text = first.removesuffix(".html") + ".md"
            name = text if self._is_there(text) else name
        if not self._is_there(name):
            return None
        return posixpath.relpath(name, posixpath.dirname(self._file) or ".") + mark + anchor

    def html(self, text: str) -> str:
        """An HTML document whose links lead into the folder."""
        return _ASKED_FOR.sub(self._asked_for, _ANCHOR.sub(self._anchor, _CANONICAL.sub("", text)))

    def _anchor(self, found: re.Match) -> str:
        before, address, after, words = found.groups()
        to = self.leads(html.unescape(address))
        if to is None:
            return f"<span>{words}</span>"
        return f'<a{before} href="{html.escape(to)}"{after}>{words}</a>'

    def _asked_for(self, found: re.Match) -> str:
        before, address, after = found.groups()
        to = self.leads(html.unescape(address))
        if to is None:
            raise ValueError(f"{self._file} needs {address}, which the folder does not hold")
        return before + html.escape(to) + after

    def markdown(self, text: str) -> str:
        """The same for Markdown."""
        return _IN_MARKDOWN.sub(self._in_markdown, text)

    def _in_markdown(self, found: re.Match) -> str:
        words, address, title = found.groups()
        to = self.leads(address)
        return words if to is None else f"[{words}]({to}{title or ''})"


def style(text: str) -> str:
    """A style's text that asks for files by their names alone."""
    return _IN_STYLE.sub(r'url("\1")', text)

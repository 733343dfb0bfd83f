"""Pages as readers get them from a link, drawn without a browser, and what they say."""

import html
import re
from pathlib import Path

from streamlit.testing.v1 import AppTest

import exports
from ui.frame.contents import FIRST, file_of

FRAME = Path(__file__).resolve().parent.parent / "ui" / "frame" / "frame.py"
APP = FRAME.parents[2] / "app.py"


def opened(page: str, language: str = "en", script: Path = FRAME, **query: str) -> AppTest:
    """A page as a reader gets it from a link."""
    at = AppTest.from_file(str(script), default_timeout=30)
    at.query_params["lang"] = language
    for name, value in query.items():
        at.query_params[name] = value
    at.run()
    if page != FIRST:
        at.switch_page(str(file_of(page))).run()
    return at


def text_of(at: AppTest) -> str:
    """Everything a page says, markup included."""
    html = [element.proto.body for element in at.get("html")]
    return "\n".join([*html, *(element.value for element in at.markdown)])


def words_of(at: AppTest) -> str:
    """The same without the markup, the style and what lists offer."""
    unseen = r"<(select|style).*?</\1>|<[^>]*>"
    return re.sub(unseen, " ", text_of(at), flags=re.DOTALL)


def link_of(at: AppTest) -> exports.Link:
    """Everything the reader holds that a link carries."""
    return at.session_state["reader"].link


def said_by(at: AppTest) -> str:
    """Everything a page says, as a reader reads it."""
    return html.unescape(text_of(at)).replace("\\$", "$")


def lines_of(at: AppTest) -> str:
    """What a page says, where a line in pieces, each of which can move, is one line again."""
    return re.sub(r"</?span\b[^>]*>", "", said_by(at))

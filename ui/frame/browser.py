"""The browser's side of every page: its look, language, words, anchors, frames and translators.

What Streamlit's own controls and messages do in a reader's browser is beyond Python.
The scripts in ``scripts/`` mend it there; each says at its top what for.
"""

from functools import cache
from pathlib import Path

import streamlit as st

from telling import Telling
from ui.frame import start

_SCRIPTS = Path(__file__).with_name("scripts")
_NAMES = ("language", "wording", "anchors", "framed")
# The served document asks for it before any other script; here it is for hosts that run
# app.py as a plain script and serve Streamlit's document as it is.
_STATIC = Path(__file__).resolve().parents[2] / "static"
_ALL = """
export default function ({ data }) {
  speak(data);
  reword(data);
  followAnchors();
  stayFramed();
}
"""


@cache
def _script() -> str:
    # Translators first: from then on nothing that React does can fail.
    paths = [_STATIC / "translators.js", *(_SCRIPTS / f"{name}.js" for name in _NAMES)]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    return "\n".join([*texts, _ALL])


def draw(tell: Telling) -> None:
    """Give the page its look, this language, its direction and its words for Streamlit's."""
    if not start.serves_readers():
        st.html(_STATIC / "style.css")
    language = tell.language
    component = st.components.v2.component("browser", html="", js=_script())
    with st.container(key="browser"):
        component(
            data={
                "language": language.code,
                "direction": language.direction,
                "words": language.labels["streamlit"],
            },
            key="browser_scripts",
        )

"""The browser's side of the reader: what is done on a page arrives here, the answer leaves.

``hands.js`` says why and how. A run begins with :func:`listen` and ends with
:func:`answer`: only when the page is drawn is an entry called heard, so that a quick
hand waits for pages and not pages for a quick hand.
"""

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

import exports
from content import Language
from ui.frame.presenting import Talk

# One script: the hands, and what they show before the server has answered.
_HANDS = "\n".join(
    Path(__file__).with_name(name).read_text(encoding="utf-8")
    for name in ("previews.js", "guesses.js", "presenting.js", "hands.js")
)
# What the browser says when no server can be asked, or of another one.
_WORDS = ("cut", "back", "back_without_undo", "copied", "not_copied")
_ANSWER = """
export default function ({ data }) {
  if (globalThis.hands) hands.answer(data);
  else globalThis.answered = data;
}
"""


def listen() -> Mapping[str, object] | None:
    """What the browser says, see ``ui.state.reader.begin``; None before it has said anything."""
    component = st.components.v2.component("hands", html="", js=_HANDS)
    # A value is kept only under a name that has a callback.
    heard = component(key="hands", on_said_change=lambda: None)
    said = heard.get("said")
    return said if isinstance(said, Mapping) else None


def answer(page: str, language: Language, told: Mapping[str, object], talk: Talk | None) -> None:
    """Tell the browser that the page is drawn, and what it holds: see ``ui.state.reader.answer``.

    With it go the words that the browser says by itself when no server can be asked, and the
    ``talk`` of which the page is a part.
    """
    component = st.components.v2.component("answer", html="", js=_ANSWER)
    component(
        data={
            "page": page,
            # What says, beside the scenario, how a link is read.
            "reading": {"lang": language.code, exports.VERSION_PARAMETER: exports.VERSION},
            "words": {name: language.label(f"line.{name}") for name in _WORDS},
            "talk": talk and talk.told(),
            **told,
        },
        key="answer",
    )

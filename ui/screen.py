"""The screen: pages drawn live, with Streamlit."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import streamlit as st

from charts import Picture
from content import path_of
from elements import markup, medium
from elements.medium import Fold
from exports import Link
from telling import Telling
from ui import chart
from ui.frame import figures, start
from ui.frame.contents import file_of
from ui.state import draws, reader, refusals
from ui.state.acts import Doubtful


class Screen:
    """What blocks are drawn on while a reader's browser is connected, see ``elements.medium``."""

    def begin(self) -> None:
        """Make sure that the frame stands around a page.

        A host that runs app.py as a plain script finds this page beside it and answers
        a first deep link with the page alone. The frame then runs from here.
        """
        if not reader.has_begun():
            start.run_frame()
            st.stop()

    def site(self) -> str:
        """As the reader's browser knows it."""
        return reader.site(path_of(medium.page())).removesuffix("/")

    def telling(self) -> Telling:
        """The reader's scenario in the reader's language."""
        return reader.telling()

    def link(self) -> Link:
        """Everything the reader's address says."""
        return reader.link()

    def query(self) -> str:
        """The reader's scenario; ``ui/frame/scripts/framed.js`` adds what keeps a frame."""
        return reader.query()

    def draws(self) -> tuple[int, int, float]:
        """The draws this run is shown with, see ``ui.state.draws``."""
        return draws.which()

    def results_in(self, sentence: str) -> None:
        """Note what is read out after a change."""
        reader.results_in(sentence)

    def answers_with(self, *answer: str) -> None:
        """Show the page's figure in the bar."""
        figures.answers_with(*answer)

    def asks(self) -> bool:
        """As the reader's link says."""
        return reader.link().ask

    def idea(self, name: str) -> AbstractContextManager:
        """All ideas stand there one below the other."""
        return nullcontext()

    def put(self, html: str) -> None:
        """Markup as it is."""
        st.html(html)

    def prose(self, text: str) -> None:
        """Markdown. Streamlit would read what stands between two ``$`` as a formula."""
        st.markdown(text.replace("$", "\\$"))

    def picture(self, picture: Picture) -> None:
        """A chart that follows the reader."""
        chart.draw(picture)

    def control(self, template: str, parts: Mapping[str, Any], state: Mapping[str, Any]) -> None:
        """A control as plain HTML; what it shows goes to the browser with the answer."""
        key = parts["key"]
        markup.draw(template, **parts)
        if "text" in state:
            state = {**state, **_unsettled(key)}
        reader.shows(key, **state)

    def buttons(self, each: Sequence[Mapping[str, Any]], name: str) -> None:
        """Buttons that the browser's side hears."""
        markup.draw("buttons", buttons=each, name=name)

    def fold(self, key: str, label: str) -> Fold:
        """What is inside is drawn only while the reader has it open."""
        reader.keep_fold(key)
        box = st.expander(label, key=key, on_change="rerun")
        reader.note_fold(key, box.open)
        return box

    def columns(self, widths: Sequence[int], bottom: bool) -> Sequence[AbstractContextManager]:
        """Columns, one below the other on a phone."""
        return st.columns(widths, vertical_alignment="bottom" if bottom else "top")

    def ways(self, ways: Sequence[tuple[str, str, str]]) -> None:
        """Links that keep the session, also in a tab of their own."""
        with st.container(horizontal=True, horizontal_alignment="distribute", key="way_on"):
            for word, page, label in ways:
                # Its arrow is drawn by the style, for nobody to hear.
                with st.container(width="content", key=word):
                    page_link(page, label)


def _unsettled(key: str) -> dict[str, object]:
    """What a control says of an entry that did not count, and that it is still in its field."""
    unsettled = reader.unsettled(key)
    if not unsettled:
        return {"refusal": "", "doubtful": False}
    return {
        "refusal": refusals.in_words(reader.telling(), unsettled.reason),
        "doubtful": isinstance(unsettled.reason, Doubtful),
        **({"text": unsettled.entry.value} if unsettled.entry.typed else {}),
    }


def page_link(page: str, label: str) -> None:
    """A link to another page of this scenario, also in a tab or a session of its own."""
    st.page_link(file_of(page), label=label, query_params=reader.query_pairs())


SCREEN = Screen()

"""The projector: the same live pages, one idea a screen, for everybody in a room to read."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from typing import Any

import streamlit as st

from charts import Picture
from exports import Link, write
from ui.screen import Screen


class Folded(nullcontext):
    """What is folded away: nobody opens it from the back of a room."""

    open = False


class Projector(Screen):
    """What blocks are drawn on in a talk, see ``elements.medium``.

    Of the ``page`` it shows the ``ideas`` with these names, each in a box of its own of
    which the browser shows one, see ``ui/frame/presenting.js``; what is in none of them is not
    drawn. But a chart takes with it the first slider before it, and an idea the sentence
    before it that ends with a colon.
    """

    def __init__(self, page: str, ideas: Collection[str]) -> None:
        self._page = page
        self._ideas = set(ideas)
        self._inside = False
        # What stood before the next idea, and may belong to it.
        self._leading = ""
        self._slider: tuple[str, Mapping[str, Any], Mapping[str, Any]] | None = None

    def link(self) -> Link:
        """What the address says of the scenario: what opens beside a talk is a page to read."""
        return replace(super().link(), present="")

    def query(self) -> str:
        """The reader's scenario, for a page to read."""
        return write(self.link())

    def asks(self) -> bool:
        """Always: a room is asked before it is told, and whoever presents can move on."""
        return True

    def idea(self, name: str) -> AbstractContextManager:
        """A screen of its own, where it is one that is shown."""
        if self._inside or name not in self._ideas:
            return nullcontext()
        self._ideas.remove(name)
        return self._screen(name)

    @contextmanager
    def _screen(self, name: str) -> Iterator[None]:
        with st.container(key=key_of(self._page, name)):
            self._inside = True
            if self._leading:
                super().prose(self._leading)
            yield
        self._inside, self._leading, self._slider = False, "", None

    def put(self, html: str) -> None:
        """Markup as it is, inside an idea."""
        if self._inside:
            super().put(html)

    def prose(self, text: str) -> None:
        """Markdown inside an idea; before one it is kept where it leads up to it."""
        if self._inside:
            super().prose(text)
        else:
            self._leading = text if text.rstrip().endswith(":") else ""

    def picture(self, picture: Picture) -> None:
        """A chart, and with it the slider before it."""
        if self._slider:
            super().control(*self._slider)
        super().picture(picture)

    def control(self, template: str, parts: Mapping[str, Any], state: Mapping[str, Any]) -> None:
        """A control inside an idea; of sliders before one the first is kept."""
        if self._inside:
            super().control(template, parts, state)
        elif template == "slider":
            # It says itself what leads up to it.
            self._slider, self._leading = self._slider or (template, parts, state), ""

    def buttons(self, each: Sequence[Mapping[str, Any]], name: str) -> None:
        """Buttons inside an idea."""
        if self._inside:
            super().buttons(each, name)

    def fold(self, key: str, label: str) -> Folded:
        """What is folded away stays so."""
        return Folded()

    def columns(self, widths: Sequence[int], bottom: bool) -> Sequence[AbstractContextManager]:
        """Columns inside an idea."""
        return super().columns(widths, bottom) if self._inside else [nullcontext() for _ in widths]

    def ways(self, ways: Sequence[tuple[str, str, str]]) -> None:
        """Nothing: a talk has a way of its own, see ``ui.frame.presenting``."""


def key_of(page: str, idea: str) -> str:
    """What the box of a screen is called, in the browser too."""
    return f"screen_{page}_{idea}"

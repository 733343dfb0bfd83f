"""What pages are drawn on: a screen, a projector or paper. Pages and blocks do not know which.

Blocks draw through the few primitives below, and ask here what the reader holds. A medium
supplies both, see ``ui/screen.py``, ``ui/projector.py`` and ``paper/sheet.py``; while one
draws, it is the one that :func:`drawn_on` says, in this thread or task alone.
"""

import importlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from typing import Any, Protocol

from charts import Picture
from costmodel import DRAWS, SEED
from exports import Link
from telling import Telling

# How many draws there usually are, from which seed, and how the counts are tied: what most links
# ask for, and what is there at once for everybody.
USUAL_DRAWS = (DRAWS, SEED, 0.0)


class Fold(AbstractContextManager, Protocol):
    """What is folded away; what is drawn inside a ``with`` of it stands there."""

    open: bool  # Whether what stands inside is to be drawn at all.


class Medium(Protocol):
    """What blocks are drawn through, and what is known of the reader there."""

    def begin(self) -> None:
        """Make sure, before a page's first block, that everything around it stands."""

    def site(self) -> str:
        """What every address of the site begins with, without a slash; empty where not known."""

    def telling(self) -> Telling:
        """The reader's scenario in the reader's language."""

    def link(self) -> Link:
        """Everything the reader's address says."""

    def query(self) -> str:
        """What the addresses of other pages end in, so that they are of the reader's scenario."""

    def draws(self) -> tuple[int, int, float]:
        """How many draws ranges are of, from which seed, and how the counts are tied."""

    def results_in(self, sentence: str) -> None:
        """Note the page's result in words, once a page."""

    def answers_with(self, *figures: str) -> None:
        """Note the page's figure, once a page: one figure, or one over another."""

    def asks(self) -> bool:
        """Whether readers are asked for a guess before they are told a figure."""

    def idea(self, name: str) -> AbstractContextManager:
        """What belongs together where one idea is shown at a time.

        Of those with one ``name`` the first on a page counts. An idea inside another is a
        part of that one.
        """

    def put(self, html: str) -> None:
        """Markup that a template made."""

    def prose(self, text: str) -> None:
        """Markdown. Nothing in it is a formula, whatever signs of money stand there."""

    def picture(self, picture: Picture) -> None:
        """A chart."""

    def control(self, template: str, parts: Mapping[str, Any], state: Mapping[str, Any]) -> None:
        """Something to set a part of the link with: its template, and what it shows."""

    def buttons(self, each: Sequence[Mapping[str, Any]], name: str) -> None:
        """Buttons side by side; ``name`` says what they have in common."""

    def fold(self, key: str, label: str) -> Fold:
        """What is folded away until the reader opens it."""

    def columns(self, widths: Sequence[int], bottom: bool) -> Sequence[AbstractContextManager]:
        """Columns side by side, as wide as these say in proportion; ``bottom`` is their line."""

    def ways(self, ways: Sequence[tuple[str, str, str]]) -> None:
        """The ways on from a page: of each its ``previous`` or ``next``, page and label."""


# Where nobody has said on what: a host that runs a page by itself, without app.py, shows
# it on a screen. By name, for what pages are made of stands below the rooms of its media.
_USUAL = "ui.screen"
_CURRENT: ContextVar[Medium | None] = ContextVar("medium", default=None)
# The page that is being drawn, in this thread or task.
_PAGE: ContextVar[str] = ContextVar("page")


def current() -> Medium:
    """The medium that is drawn on."""
    return _CURRENT.get() or importlib.import_module(_USUAL).SCREEN


@contextmanager
def drawn_on(medium: Medium) -> Iterator[None]:
    """Whatever is drawn inside is drawn on this."""
    token = _CURRENT.set(medium)
    try:
        yield
    finally:
        _CURRENT.reset(token)


def begin(page: str) -> None:
    """Begin with the page of this name: before its first block."""
    _PAGE.set(page)
    current().begin()


def page() -> str:
    """The page that is being drawn, by its name."""
    return _PAGE.get()


def site() -> str:
    """What every address of the site begins with, without a slash; empty where not known."""
    return current().site()


def telling() -> Telling:
    """The reader's scenario in the reader's language."""
    return current().telling()


def link() -> Link:
    """Everything the reader's address says."""
    return current().link()


def query() -> str:
    """What the addresses of other pages end in, so that they are of the reader's scenario."""
    return current().query()


def draws() -> tuple[int, int, float]:
    """How many draws ranges are of, from which seed, and how the counts are tied.

    What the functions of ``costmodel`` that draw take last.
    """
    return current().draws()


def results_in(sentence: str) -> None:
    """Note the page's result in words, once a page: what is read out after a change."""
    current().results_in(sentence)


def answers_with(*figures: str) -> None:
    """Note the page's figure, once a page: what the bar shows. Two are one over the other."""
    current().answers_with(*figures)


def idea(name: str) -> AbstractContextManager:
    """What belongs together where one idea is shown at a time, of each ``name`` the first."""
    return current().idea(name)


def fold(key: str, label: str) -> Fold:
    """What is folded away until the reader opens it; whether it is ``open`` is its own."""
    return current().fold(key, label)


def columns(*widths: int, bottom: bool = False) -> Sequence[AbstractContextManager]:
    """Columns side by side, as wide as these say in proportion; ``bottom`` is their line."""
    return current().columns(widths, bottom)

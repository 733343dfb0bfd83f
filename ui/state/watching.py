"""Who watches what goes on in sessions: told of it here, and by itself nobody.

What happens is said in a few words that are the same for all readers. The rooms of the pages do not
know what is made of them; a host that runs the script alone has nobody who watches.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Literal, Protocol

Outcome = Literal["counted", "refused", "doubtful"]
# A page that was not open, an entry, or anything else that draws a page anew.
Occasion = Literal["opening", "change", "look"]


class Watcher(Protocol):
    """Is told what happens, in the thread in which it does: it must not fail, and not take long."""

    def began(self, faults: Iterable[str]) -> None:
        """A session began; ``faults`` are the reasons why parts of its link could not be used."""

    def heard(self, outcome: Outcome) -> None:
        """An entry was heard."""

    def drawn(self, occasion: Occasion, seconds: float) -> None:
        """A page was drawn to its end."""

    def failed(self, page: str, error: Exception) -> None:
        """A page could not be drawn."""


_watchers: list[Watcher] = []


@contextmanager
def by(watcher: Watcher) -> Iterator[None]:
    """Have this one watch inside."""
    _watchers.append(watcher)
    try:
        yield
    finally:
        _watchers.remove(watcher)


def began(faults: Iterable[str]) -> None:
    """Tell that a session began, see :class:`Watcher`."""
    for each in _watchers:
        each.began(faults)


def heard(outcome: Outcome) -> None:
    """Tell that an entry was heard."""
    for each in _watchers:
        each.heard(outcome)


def drawn(occasion: Occasion, seconds: float) -> None:
    """Tell that a page was drawn."""
    for each in _watchers:
        each.drawn(occasion, seconds)


def failed(page: str, error: Exception) -> None:
    """Tell that a page failed."""
    for each in _watchers:
        each.failed(page, error)

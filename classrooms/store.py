"""What keeps classrooms: the little that the rules of a classroom ask of it."""

from collections.abc import Iterable, Mapping
from typing import Protocol


class StoreFault(Exception):
    """The store does not answer: nothing can be said of any classroom."""


class Store(Protocol):
    """Keeps classrooms, by their codes, and counts; forgets both in time.

    Fields and guesses are text. Every method does what it says whole or not at all, whoever
    else is at it.

    Raises:
        StoreFault: by any method, if it cannot be reached.
    """

    def add(self, code: str, fields: Mapping[str, str], seconds: int) -> bool:
        """Keep a classroom for so long; False, and nothing done, where its code is taken."""

    def fields(self, code: str) -> Mapping[str, str]:
        """The fields of a classroom; empty where there is none.

        Among them ``moves``, how often :meth:`change` was called, and ``heard``, how often a
        guess came in that was new.
        """

    def change(self, code: str, fields: Mapping[str, str]) -> None:
        """Write these fields over those of a classroom; where there is none, nothing."""

    def remove(self, code: str, figures: Iterable[str]) -> None:
        """Forget a classroom and what was guessed of these figures in it."""

    def put_guess(self, code: str, figure: str, device: str, guess: str, most: int) -> bool:
        """Keep what one device guesses of a figure, over what it guessed before.

        False, and nothing done, where there is no such classroom, or so many others guessed
        that there are the ``most``.
        """

    def guesses(self, code: str, figure: str) -> Mapping[str, str]:
        """What was guessed of a figure, by device."""

    def count(self, what: str, seconds: int) -> int:
        """How often this was counted in the present stretch of so many seconds, now included."""

    def counted(self, what: str, seconds: int) -> int:
        """How often this was counted in the present stretch so far."""

    def open_now(self) -> int:
        """How many classrooms are kept."""

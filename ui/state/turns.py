"""Dear work takes turns: little of it is under way at a time, the rest waits in the order it came.

All pages are drawn by the threads of one process, which share its time evenly. Many that
compute for long would leave little to everybody else's; taking turns, they are few among the
others, and most of them are done sooner.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Lock, get_ident

# How often whoever waits looks whether the work is still wanted.
_SECONDS_BETWEEN_LOOKS = 0.1


@dataclass(eq=False)
class _Place:
    """A thread's place in the line, and whether its turn has come."""

    thread: int = field(default_factory=get_ident)
    has_come: Event = field(default_factory=Event)


class Turns:
    """A fair semaphore that a thread may take again while it holds it, with a line before it.

    ``at_once`` is how many threads have their turn at a time, and ``most_waiting`` how many
    may wait besides, None for any number.
    """

    def __init__(self, at_once: int, most_waiting: int | None) -> None:
        self._at_once = at_once
        self._most_waiting = most_waiting
        self._lock = Lock()
        # The first have their turn.
        self._line: list[_Place] = []

    def __len__(self) -> int:
        """How many threads have their turn or wait for it."""
        return len(self._line)

    def join(self) -> bool:
        """Take a place at the end of the line, unless this thread has one; False if it is full."""
        with self._lock:
            if self._own() is None:
                most = self._most_waiting
                if most is not None and len(self._line) >= self._at_once + most:
                    return False
                self._line.append(_Place())
                self._call()
            return True

    def has_come(self) -> bool:
        """Whether it is this thread's turn."""
        place = self._own()
        return place is not None and place.has_come.is_set()

    def wait(self, look: Callable[[], None]) -> None:
        """Wait until it is this thread's turn.

        ``look`` is called now and then; what it raises gives the place up and is passed on.

        Raises:
            RuntimeError: if this thread did not join.
        """
        place = self._own()
        if place is None:
            raise RuntimeError("whoever waits for a turn has to join first")
        try:
            while not place.has_come.wait(_SECONDS_BETWEEN_LOOKS):
                look()
        except BaseException:
            self.leave()
            raise

    def leave(self) -> None:
        """Give up this thread's turn, or its place; nothing if it has neither."""
        with self._lock:
            if (own := self._own()) is not None:
                self._line.remove(own)
                self._call()

    def _call(self) -> None:
        for place in self._line[: self._at_once]:
            place.has_come.set()

    def _own(self) -> _Place | None:
        # A copy: others may leave meanwhile.
        me = get_ident()
        return next((each for each in tuple(self._line) if each.thread == me), None)

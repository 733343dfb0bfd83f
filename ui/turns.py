"""Dear work takes turns: one piece is under way at a time, the rest waits in the order it came.

All pages are drawn by the threads of one process. A few that compute for long would share
its time evenly with everybody else's; taking turns, they are one among the others.
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
    """A fair lock that a thread may take again while it holds it, with a bounded line before it.

    ``most_waiting`` is how many threads may wait besides the one whose turn it is.
    """

    def __init__(self, most_waiting: int) -> None:
        self._most_waiting = most_waiting
        self._lock = Lock()
        # The first has its turn.
        self._line: list[_Place] = []

    def __len__(self) -> int:
        """How many threads have their turn or wait for it."""
        return len(self._line)

    def join(self) -> bool:
        """Take a place at the end of the line, unless this thread has one; False if it is full."""
        with self._lock:
            if self._own() is None:
                if len(self._line) > self._most_waiting:
                    return False
                self._line.append(_Place())
                self._line[0].has_come.set()
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
                if self._line:
                    self._line[0].has_come.set()

    def _own(self) -> _Place | None:
        # A copy: others may leave meanwhile.
        me = get_ident()
        return next((each for each in tuple(self._line) if each.thread == me), None)

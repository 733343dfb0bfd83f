"""Classrooms kept in this process: for one server, and gone with it."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from threading import Lock

from cachetools import LRUCache

# Counters of those who asked longest ago go first.
_COUNTERS = 20_000


@dataclass
class _Kept:
    fields: dict[str, str]
    until: float
    moves: int = 0
    heard: int = 0
    guesses: dict[str, dict[str, str]] = field(default_factory=dict)


class InProcess:
    """A :class:`~classrooms.store.Store` in the memory of this process.

    ``clock`` says the time in seconds and never goes back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._kept: dict[str, _Kept] = {}
        self._counted: LRUCache[tuple[str, int], int] = LRUCache(_COUNTERS)

    def add(self, code: str, fields: Mapping[str, str], seconds: int) -> bool:
        """Keep a classroom for so long; False where its code is taken."""
        with self._lock:
            now = self._clock()
            self._kept = {id: each for id, each in self._kept.items() if each.until > now}
            if code in self._kept:
                return False
            self._kept[code] = _Kept(dict(fields), now + seconds)
            return True

    def fields(self, code: str) -> Mapping[str, str]:
        """The fields of a classroom; empty where there is none."""
        with self._lock:
            if not (kept := self._at(code)):
                return {}
            return {**kept.fields, "moves": str(kept.moves), "heard": str(kept.heard)}

    def change(self, code: str, fields: Mapping[str, str]) -> None:
        """Write these fields over those of a classroom."""
        with self._lock:
            if kept := self._at(code):
                kept.fields |= fields
                kept.moves += 1

    def remove(self, code: str, figures: Iterable[str]) -> None:
        """Forget a classroom and what was guessed of these figures in it."""
        with self._lock:
            self._kept.pop(code, None)

    def put_guess(self, code: str, figure: str, device: str, guess: str, most: int) -> bool:
        """Keep what one device guesses of a figure, over what it guessed before."""
        with self._lock:
            if not (kept := self._at(code)):
                return False
            guesses = kept.guesses.setdefault(figure, {})
            if device not in guesses and len(guesses) >= most:
                return False
            kept.heard += guesses.get(device) != guess
            guesses[device] = guess
            return True

    def guesses(self, code: str, figure: str) -> Mapping[str, str]:
        """What was guessed of a figure, by device."""
        with self._lock:
            kept = self._at(code)
            return dict(kept.guesses.get(figure, {})) if kept else {}

    def count(self, what: str, seconds: int) -> int:
        """How often this was counted in the present stretch of so many seconds."""
        with self._lock:
            key = self._stretch(what, seconds)
            self._counted[key] = self._counted.get(key, 0) + 1
            return self._counted[key]

    def counted(self, what: str, seconds: int) -> int:
        """How often this was counted in the present stretch so far."""
        with self._lock:
            return self._counted.get(self._stretch(what, seconds), 0)

    def open_now(self) -> int:
        """How many classrooms are kept."""
        with self._lock:
            now = self._clock()
            return sum(each.until > now for each in self._kept.values())

    def _stretch(self, what: str, seconds: int) -> tuple[str, int]:
        return what, int(self._clock() // seconds)

    def _at(self, code: str) -> _Kept | None:
        kept = self._kept.get(code)
        return kept if kept and kept.until > self._clock() else None

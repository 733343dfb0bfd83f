"""The rules of a class together: who may come in, guess, lead, and how often."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from classrooms.store import Store
from costmodel import GUESSED, UNKNOWN, Fault, read_guesses, write_number

SECONDS_OPEN = 2 * 60 * 60
MOST_GUESSES = 500
# What is asked, in this order. Before the first question people come in.
_ASKED = tuple(GUESSED)

# No vowels, so that a code is no word; and of signs that look alike only one.
_SIGNS = "23456789CDFHJKMNPQRTVWX"
_MEANT = str.maketrans("BGSZ", "8652")
_LENGTH = 4
_TRIES = 20

_MINUTE = 60
# How often, in how many seconds. A school may come to us from one address.
_OPENED_HERE = (200, SECONDS_OPEN)
_OPENED_FROM = (40, 60 * _MINUTE)
# Whoever walks through the codes finds in two hours, of the 279,841 there are, one in 777.
_MISSED_FROM = (30, 10 * _MINUTE)
_GUESSED_BY = (30, _MINUTE)
_GUESSED_FROM = (600, _MINUTE)


class Refusal(Exception):
    """What was asked for is not to be had, and why.

    ``reason``: ``code`` and ``unknown``, no such classroom can be or there is none; ``often``,
    asked for too often; ``many``, there are enough classrooms; ``leader``, only who opened it
    may; ``asked``, the class is not at this question; ``told``, the answer is told already;
    ``guess``, it is none; ``full``, enough have guessed. ``given`` is what was refused.
    """

    def __init__(self, reason: str, given: str = "") -> None:
        super().__init__(f"{reason}: {given}")
        self.reason, self.given = reason, given


@dataclass(frozen=True)
class Classroom:
    """A classroom as it is now.

    ``query`` is the link it was opened with. ``stage``: nothing is asked yet at 0, else which
    question, from one. ``told`` are the figures whose answers were revealed. ``moves`` and
    ``heard`` count: they tell a classroom from itself as it was.
    """

    code: str
    query: str
    stage: int
    told: frozenset[str]
    moves: int
    heard: int

    @property
    def figure(self) -> str:
        """The figure that is asked for; empty while nothing is."""
        return _ASKED[self.stage - 1] if self.stage else ""

    @property
    def is_told(self) -> bool:
        """Whether the answer to what is asked was revealed."""
        return self.figure in self.told

    @property
    def is_last(self) -> bool:
        """Whether nothing is asked after this."""
        return self.stage == len(_ASKED)


class Classrooms:
    """All classrooms that a store keeps.

    Raises:
        Refusal: by any method, where what is asked for is not to be had.
        StoreFault: by any method, if the store cannot be reached.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def open(self, query: str, address: str) -> tuple[str, str]:
        """A new classroom for a link's query, opened from a network address.

        Its code, and the secret by which its leader is known.
        """
        self._limit(f"opened from {address}", _OPENED_FROM)
        self._limit("opened", _OPENED_HERE, "many")
        secret = secrets.token_urlsafe(16)
        fields = {
            "leader": _fingerprint(secret),
            "badges": secrets.token_urlsafe(16),
            "query": query,
            "stage": "0",
            "told": "",
        }
        for _ in range(_TRIES):
            code = "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))
            if self._store.add(code, fields, SECONDS_OPEN):
                return code, secret
        raise Refusal("many")

    def enter(self, code: str, address: str, badge: str = "") -> tuple[Classroom, str]:
        """The classroom with this code, and the badge by which this device is known in it.

        Without a ``badge``, what counts is the network address it is asked for from: who has
        asked for too many that are not there is told nothing of those that are.
        """
        fields = self._store.fields(code) if _is_code(code) else {}
        if _is_badge(badge, fields):
            return _read(code, fields), badge
        if self._store.counted(f"missed from {address}", _MISSED_FROM[1]) >= _MISSED_FROM[0]:
            raise Refusal("often")
        if not fields:
            if _is_code(code):
                self._missed(code, address)
            raise _no_class(code)
        device = secrets.token_urlsafe(12)
        return _read(code, fields), f"{device}.{_signed(device, fields)}"

    def device(self, code: str, badge: str) -> str:
        """The device a badge of this classroom was given to; empty where it is none."""
        fields = self._store.fields(code) if _is_code(code) else {}
        return device_of(badge) if _is_badge(badge, fields) else ""

    def at(self, code: str) -> Classroom:
        """The classroom with this code, for who is in it already."""
        return _read(code, self._fields(code))

    def lead(self, code: str, secret: str) -> Classroom:
        """The classroom with this code, for its leader, who is known by the secret."""
        fields = self._fields(code)
        if not hmac.compare_digest(fields["leader"], _fingerprint(secret)):
            raise Refusal("leader", code)
        return _read(code, fields)

    def go(self, code: str, secret: str, stage: int) -> None:
        """Ask the question with this number; none at 0."""
        self.lead(code, secret)
        if not 0 <= stage <= len(_ASKED):
            raise Refusal("asked", str(stage))
        self._store.change(code, {"stage": str(stage)})

    def tell(self, code: str, secret: str, figure: str, told: bool) -> None:
        """Reveal the answer to a question, or ask it anew."""
        others = self.lead(code, secret).told - {figure}
        if figure not in _ASKED:
            raise Refusal("asked", figure)
        self._store.change(code, {"told": " ".join(sorted(others | {figure} if told else others))})

    def close(self, code: str, secret: str) -> None:
        """End a class: nothing is left of it."""
        self.lead(code, secret)
        self._store.remove(code, _ASKED)

    def guess(self, code: str, device: str, figure: str, text: str, address: str) -> None:
        """One device's guess of a figure, in place of an earlier one; ``unknown`` is one too."""
        self._limit(f"guessed from {address}", _GUESSED_FROM)
        self._limit(f"guessed by {device}", _GUESSED_BY)
        room = self.at(code)
        if not figure or figure != room.figure:
            raise Refusal("asked", figure)
        if room.is_told:
            raise Refusal("told", figure)
        guesses, faults = read_guesses([(figure, text)])
        if faults or figure not in guesses:
            raise Refusal("guess", _shown(faults, text))
        guess = guesses[figure]
        written = UNKNOWN if guess is None else write_number(guess)
        if not self._store.put_guess(code, figure, device, written, MOST_GUESSES):
            raise Refusal("full")

    def guesses(self, room: Classroom) -> Mapping[str, float | None]:
        """What was guessed of what is asked, by device; None of who said not to know."""
        texts = self._store.guesses(room.code, room.figure) if room.figure else {}
        return {device: None if text == UNKNOWN else float(text) for device, text in texts.items()}

    def open_now(self) -> int:
        """How many classrooms there are."""
        return self._store.open_now()

    def _fields(self, code: str) -> Mapping[str, str]:
        if not (fields := self._store.fields(code) if _is_code(code) else {}):
            raise _no_class(code)
        return fields

    def _missed(self, code: str, address: str) -> None:
        # A class that has ended is missed by many at once, and that is one code.
        if self._store.count(f"missed {code} from {address}", _MISSED_FROM[1]) == 1:
            self._store.count(f"missed from {address}", _MISSED_FROM[1])

    def _limit(self, what: str, rate: tuple[int, int], reason: str = "often") -> None:
        most, seconds = rate
        if self._store.count(what, seconds) > most:
            raise Refusal(reason)


def device_of(badge: str) -> str:
    """The device that a badge names, whether or not it is one."""
    return badge.partition(".")[0]


def _is_badge(badge: str, fields: Mapping[str, str]) -> bool:
    """Whether a classroom with these fields gave this badge."""
    device, _, signature = badge.partition(".")
    return bool(device and fields) and hmac.compare_digest(
        signature.encode(), _signed(device, fields).encode()
    )


def _no_class(code: str) -> Refusal:
    return Refusal("unknown" if _is_code(code) else "code", code)


def _is_code(code: str) -> bool:
    return len(code) == _LENGTH and set(code) <= set(_SIGNS)


def _signed(device: str, fields: Mapping[str, str]) -> str:
    return hmac.new(fields["badges"].encode(), device.encode(), hashlib.sha256).hexdigest()[:24]


def tidied(code: str) -> str:
    """A code as it is written, from what somebody typed: small letters, spaces, look-alikes.

    >>> tidied(" k7-qx ")
    'K7QX'
    """
    return "".join(filter(str.isalnum, code.upper())).translate(_MEANT)


def _read(code: str, fields: Mapping[str, str]) -> Classroom:
    return Classroom(
        code,
        fields["query"],
        int(fields["stage"]),
        frozenset(fields["told"].split()),
        int(fields["moves"]),
        int(fields["heard"]),
    )


def _shown(faults: tuple[Fault, ...], text: str) -> str:
    return faults[0].given if faults else text


def _fingerprint(secret: str) -> str:
    # What a store holds does not let who reads it lead a class.
    return hashlib.sha256(secret.encode()).hexdigest()

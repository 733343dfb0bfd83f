"""Classrooms kept in a Valkey or Redis server, which several replicas of the site share."""

import os
import re
import time
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from classrooms.store import StoreFault

SETTING = "ROOMS_URL"
# Before every key of ours, in a server that others may use too.
_PREFIX = "five-million:"
# A class waits while the server does; longer than this is as good as no server.
# The codes of those that are open, by when they will be gone: only to count them.
_OPEN = f"{_PREFIX}open"
_SECONDS_TO_ANSWER = 1.0
_SCHEMES = re.compile(r"(?:valkey|redis)(s?)://")

# One script is one step for everybody: nothing of another's comes in between. What does not
# exist is not made by writing to it, or it would never be forgotten.
_CHANGE = """
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('HSET', KEYS[1], unpack(ARGV))
redis.call('HINCRBY', KEYS[1], 'moves', 1)
return 1
"""
_PUT_GUESS = """
local left = redis.call('PTTL', KEYS[1])
if left < 0 then return 0 end
local before = redis.call('HGET', KEYS[2], ARGV[1])
if not before and redis.call('HLEN', KEYS[2]) >= tonumber(ARGV[3]) then return 0 end
if before ~= ARGV[2] then redis.call('HINCRBY', KEYS[1], 'heard', 1) end
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
redis.call('PEXPIRE', KEYS[2], left)
return 1
"""
_ADD = """
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
redis.call('HSET', KEYS[1], 'moves', 0, 'heard', 0, unpack(ARGV, 2))
redis.call('EXPIRE', KEYS[1], ARGV[1])
return 1
"""
_COUNT = """
local counted = redis.call('INCR', KEYS[1])
if counted == 1 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
return counted
"""


def _told(method: Callable) -> Callable:
    """The same method, which says in our words that the server does not answer."""

    @wraps(method)
    def telling(*arguments: Any, **named: Any) -> Any:
        try:
            return method(*arguments, **named)
        except RedisError as reason:
            raise StoreFault(f"{SETTING}: the server does not answer: {reason}") from reason

    return telling


class InServer:
    """A :class:`~classrooms.store.Store` in the server at this address.

    Raises:
        ValueError: if that is not the address of one.
    """

    def __init__(self, address: str) -> None:
        if not _SCHEMES.match(address):
            raise ValueError(
                f"{SETTING}={address!r} in the environment is not the address of a Valkey or "
                "Redis server; it must look like valkey://localhost:6379/0"
            )
        self._server: Any = Redis.from_url(
            _SCHEMES.sub(r"redis\1://", address),
            decode_responses=True,
            socket_timeout=_SECONDS_TO_ANSWER,
            socket_connect_timeout=_SECONDS_TO_ANSWER,
            # A connection that was cut is made once more; whoever waits is answered soon.
            retry=Retry(NoBackoff(), 1),
        )
        self._add, self._change, self._put_guess, self._count = map(
            self._server.register_script, (_ADD, _CHANGE, _PUT_GUESS, _COUNT)
        )

    @_told
    def add(self, code: str, fields: Mapping[str, str], seconds: int) -> bool:
        """Keep a classroom for so long; False where its code is taken."""
        is_added = bool(self._add([_key(code)], [seconds, *_flat(fields)]))
        if is_added:
            with self._server.pipeline() as steps:
                steps.zadd(_OPEN, {code: time.time() + seconds})
                # Whoever was opened last takes the whole list along.
                steps.expire(_OPEN, seconds)
                steps.execute()
        return is_added

    @_told
    def fields(self, code: str) -> Mapping[str, str]:
        """The fields of a classroom; empty where there is none."""
        fields: dict[str, str] = self._server.hgetall(_key(code))
        return fields

    @_told
    def change(self, code: str, fields: Mapping[str, str]) -> None:
        """Write these fields over those of a classroom."""
        self._change([_key(code)], _flat(fields))

    @_told
    def remove(self, code: str, figures: Iterable[str]) -> None:
        """Forget a classroom and what was guessed of these figures in it."""
        self._server.delete(_key(code), *(_key(code, each) for each in figures))
        self._server.zrem(_OPEN, code)

    @_told
    def put_guess(self, code: str, figure: str, device: str, guess: str, most: int) -> bool:
        """Keep what one device guesses of a figure, over what it guessed before."""
        return bool(self._put_guess([_key(code), _key(code, figure)], [device, guess, most]))

    @_told
    def guesses(self, code: str, figure: str) -> Mapping[str, str]:
        """What was guessed of a figure, by device."""
        guesses: dict[str, str] = self._server.hgetall(_key(code, figure))
        return guesses

    @_told
    def count(self, what: str, seconds: int) -> int:
        """How often this was counted in the present stretch of so many seconds."""
        return int(self._count([_counter(what, seconds)], [seconds]))

    @_told
    def counted(self, what: str, seconds: int) -> int:
        """How often this was counted in the present stretch so far."""
        return int(self._server.get(_counter(what, seconds)) or 0)

    @_told
    def open_now(self) -> int:
        """How many classrooms are kept."""
        self._server.zremrangebyscore(_OPEN, "-inf", time.time())
        return int(self._server.zcard(_OPEN))


def _counter(what: str, seconds: int) -> str:
    return f"{_PREFIX}count:{seconds}:{what}"


def _key(code: str, *figure: str) -> str:
    # In braces what a cluster keeps in one place: a script may touch nothing else.
    return ":".join((f"{_PREFIX}classroom:{{{code}}}", *figure))


def _flat(fields: Mapping[str, str]) -> Iterable[str]:
    return [each for pair in fields.items() for each in pair]


def configured() -> str:
    """The address of the server that the environment names; empty for this process."""
    return os.environ.get(SETTING, "").strip()

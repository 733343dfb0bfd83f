"""A class together: what is asked, what everybody guessed, and who may do what.

A classroom holds numbers only. It is kept where a :class:`Store` keeps it: in this process, or
in a Valkey or Redis server that several processes share (``ROOMS_URL``). After two hours it is
gone.

May import: the standard library, cachetools, redis and ``costmodel``. Tested by
``tests/test_classrooms.py``, and with a real server by ``tests/test_classroom_together.py``.
"""

from classrooms.classroom import (
    MOST_GUESSES,
    SECONDS_OPEN,
    Classroom,
    Classrooms,
    Refusal,
    device_of,
    tidied,
)
from classrooms.in_process import InProcess
from classrooms.in_server import SETTING, InServer, configured
from classrooms.store import Store, StoreFault

__all__ = [
    "MOST_GUESSES",
    "SECONDS_OPEN",
    "SETTING",
    "Classroom",
    "Classrooms",
    "InProcess",
    "InServer",
    "Refusal",
    "Store",
    "StoreFault",
    "configured",
    "device_of",
    "tidied",
]

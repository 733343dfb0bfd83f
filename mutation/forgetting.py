"""Remembered answers are forgotten before each test.

Else a changed function would not be asked again, and a test would not be known to reach what
an earlier one had asked for. A plugin of pytest's, named in ``pyproject.toml``.
"""

import gc
from functools import _lru_cache_wrapper

import pytest
from mutmut.configuration import config

_remembering: list[_lru_cache_wrapper] = []


def pytest_collection_finish() -> None:
    """Find what remembers; what a test makes itself begins empty."""
    rooms = [str(path) for path in config().source_paths]
    _remembering[:] = [
        each
        for each in gc.get_objects()
        if isinstance(each, _lru_cache_wrapper) and each.__module__.split(".")[0] in rooms
    ]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Forget."""
    for each in _remembering:
        each.cache_clear()

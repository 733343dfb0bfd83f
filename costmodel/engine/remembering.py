"""Answers are kept, since readers with equal numbers ask the same."""

from collections.abc import Callable, Mapping
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

from costmodel.engine.scenario import Scenario

_Given = ParamSpec("_Given")
_Answer = TypeVar("_Answer")


def remembered(function: Callable[_Given, _Answer]) -> Callable[_Given, _Answer]:
    """Keep the last answers of a function whose arguments may be scenarios.

    Answers are shared by all readers, so they must be frozen and small, and must not
    depend on the order of a scenario's entries.
    """
    kept = lru_cache(maxsize=256)(function)

    @wraps(function)
    def asked(*arguments: _Given.args, **named: _Given.kwargs) -> _Answer:
        return kept(*map(_still, arguments), **{name: _still(each) for name, each in named.items()})

    # As of any function that remembers, it can be asked how often that was of use.
    asked.__dict__["cache_info"] = kept.cache_info
    return asked


def _still(argument: Any) -> Any:
    """A scenario for any mapping; what cannot change stays what it is."""
    return Scenario.of(argument) if isinstance(argument, Mapping) else argument

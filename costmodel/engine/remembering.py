"""Answers are kept, since readers with equal numbers ask the same."""

from collections.abc import Callable, Mapping
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

_Given = ParamSpec("_Given")
_Answer = TypeVar("_Answer")


def remembered(function: Callable[_Given, _Answer]) -> Callable[_Given, _Answer]:
    """Keep the last answers of a function whose arguments may be scenarios.

    Answers are shared by all readers, so they must be frozen and small.
    """

    @lru_cache(maxsize=256)
    def kept(arguments: tuple, named: tuple) -> _Answer:
        return function(*map(_thawed, arguments), **{name: _thawed(each) for name, each in named})

    @wraps(function)
    def asked(*arguments: _Given.args, **named: _Given.kwargs) -> _Answer:
        return kept(
            tuple(map(_frozen, arguments)),
            tuple((name, _frozen(each)) for name, each in sorted(named.items())),
        )

    return asked


class _Scenario(tuple):
    """A scenario as something that can be looked up: sorted ``(id, value)`` pairs."""


def _frozen(argument: Any) -> Any:
    return _Scenario(sorted(argument.items())) if isinstance(argument, Mapping) else argument


def _thawed(argument: Any) -> Any:
    return dict(argument) if isinstance(argument, _Scenario) else argument

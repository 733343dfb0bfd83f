"""In the place of pydantic, which the browser's Python cannot have: rows are read, not checked.

Every row was checked by pydantic itself when the folder was built. Here its cells become what their
fields say, and no more; a test holds each row to the one that pydantic reads.
"""

import datetime
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from inspect import get_annotations
from typing import Annotated, Any, ClassVar, Union, get_args, get_origin


class ValidationError(ValueError):
    """Never raised here: nothing is checked."""


@dataclass(frozen=True)
class BeforeValidator:
    """What is done to a cell before it becomes what its field says."""

    func: Callable[[Any], Any]


@dataclass(frozen=True)
class _Checking:
    """What only checks: nothing here."""

    of: object = None


@dataclass(frozen=True)
class FieldInfo:
    """A field: what its values are."""

    annotation: Any


def _checking(*_: object, **__: object) -> _Checking:
    return _Checking()


AfterValidator = Field = StringConstraints = ConfigDict = _checking


def model_validator(*, mode: str) -> Callable[[Any], Any]:
    """A check of a whole row, which is left alone."""
    return lambda check: check


class BaseModel:
    """A row."""

    model_fields: ClassVar[dict[str, FieldInfo]] = {}
    _hints: ClassVar[dict[str, Any]] = {}

    def __init_subclass__(cls) -> None:
        """Note the fields of a kind of row, its own after those that it inherits."""
        own = {
            name: hint
            for name, hint in get_annotations(cls).items()
            if get_origin(hint) is not ClassVar
        }
        cls._hints = {**cls._hints, **own}
        cls.model_fields = {
            name: FieldInfo(get_args(hint)[0] if get_origin(hint) is Annotated else hint)
            for name, hint in cls._hints.items()
        }

    @classmethod
    def model_validate(cls, cells: Mapping[str, Any]) -> "BaseModel":
        """The row that these cells are."""
        row = cls()
        row.__dict__.update({name: _read(hint, cells[name]) for name, hint in cls._hints.items()})
        return row

    def model_dump(self, mode: str = "python", exclude: frozenset[str] = frozenset()) -> dict:
        """The fields by their names; in the ``mode`` "json" as JSON has them."""
        return {
            name: _as_json(value) if mode == "json" else value
            for name, value in self.__dict__.items()
            if name not in exclude
        }

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash((type(self), *self.__dict__.values()))


def _read(hint: Any, cell: Any) -> Any:
    """A cell as its field says."""
    kind, parts = get_origin(hint), get_args(hint)
    if kind is Annotated:
        for each in reversed(parts[1:]):
            if isinstance(each, BeforeValidator):
                cell = each.func(cell)
        return _read(parts[0], cell)
    if kind in (Union, types.UnionType):
        kinds = [each for each in parts if each is not type(None)]
        # Of several kinds, what comes before has made it one of them.
        return _read(kinds[0], cell) if cell is not None and len(kinds) == 1 else cell
    if kind is tuple:
        return tuple(_read(parts[0], each) for each in cell)
    if hint is datetime.date and isinstance(cell, str):
        return datetime.date.fromisoformat(cell)
    return hint(cell) if hint in (int, float) else cell


def _as_json(value: Any) -> Any:
    if isinstance(value, datetime.date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value

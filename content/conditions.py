"""When a sentence stands: the conditions in ``conditions.toml``, once for all languages.

A *spot* is a place in the text at which one of several variants stands, or, where the
spot has the variant ``nothing``, perhaps none: ``[start.claim]`` with ``about``, ``more``
and ``less`` are the passages ``start.claim_about`` and so on, or the labels of these
names. Each variant has its condition: a comparison of assumptions, figures and facts by
their ids, such as ``final_run_cost > 2 * claim_rounded``, joined by ``and``, ``or`` and
``not``, with three functions to call:

- ``about(a, b)``: whether they differ by no more than a twentieth of ``b``;
  ``about(a, b, 0.15)`` by no more than that share;
- ``tops(a, b, c, …)``: whether the first is more than each of the others;
- ``defined(a)``: whether it is a number at all, and not infinite.

Of what is not defined every comparison is false. ``otherwise`` by itself is the condition
of the variant that stands where no other does.
"""

import ast
import math
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

import textfiles
from content.reading import flat

FILE = Path(__file__).parent / "conditions.toml"
# The condition of what stands where nothing else does.
OTHERWISE = "otherwise"
# The variant that is no text.
NOTHING = "nothing"
# Amounts this close are called about the same.
_ABOUT = 0.05

_ALLOWED = (
    *(ast.Expression, ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub),
    *(ast.Compare, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq),
    *(ast.BinOp, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Name, ast.Load, ast.Constant, ast.Call),
)


def about(first: float, second: float, within: float = _ABOUT) -> bool:
    """Whether the first amount differs from the second by no more than a share of it."""
    return abs(first - second) <= within * abs(second)


def tops(first: float, *others: float) -> bool:
    """Whether the first amount is more than each of the others."""
    return all(first > other for other in others)


_FUNCTIONS: Mapping[str, Callable[..., bool]] = {
    "about": about,
    "tops": tops,
    "defined": math.isfinite,
}


@dataclass(frozen=True)
class Condition:
    """When a text stands; ``names`` are the ids it compares."""

    text: str
    names: frozenset[str]
    _code: CodeType

    def holds(self, values: Mapping[str, float]) -> bool:
        """Whether it is true of these values, by id.

        Raises:
            KeyError: if one of ``names`` is not among them.
        """
        given = {name: values[name] for name in self.names}
        try:
            return bool(eval(self._code, {"__builtins__": {}}, {**_FUNCTIONS, **given}))
        except ZeroDivisionError:
            return False


@dataclass(frozen=True)
class Spot:
    """A place in the text, and the conditions of the variants that may stand there."""

    name: str
    conditions: Mapping[str, Condition]

    def standing(self, values: Mapping[str, float]) -> list[str]:
        """The variants whose conditions hold; one, if the conditions are right."""
        standing = [
            name
            for name, each in self.conditions.items()
            if each.text != OTHERWISE and each.holds(values)
        ]
        return standing or [
            name for name, each in self.conditions.items() if each.text == OTHERWISE
        ]

    def text_of(self, variant: str) -> str:
        """The name of a variant's passage, or the path of its label."""
        return f"{self.name}_{variant}"

    @property
    def texts(self) -> tuple[str, ...]:
        """The names of every variant's text."""
        return tuple(self.text_of(each) for each in self.conditions if each != NOTHING)


def condition(text: str) -> Condition:
    """A condition from its text.

    Raises:
        ValueError: saying what is no condition about it.
    """
    try:
        tree = ast.parse(text, mode="eval")
    except SyntaxError as reason:
        raise ValueError(f"{text!r} is no condition: {reason.msg}") from None
    if text == OTHERWISE:
        return Condition(text, frozenset(), compile("False", "<condition>", "eval"))
    called = {id(each.func) for each in ast.walk(tree) if isinstance(each, ast.Call)}
    names = set()
    for each in ast.walk(tree):
        if not isinstance(each, _ALLOWED):
            raise ValueError(f"{text!r} is no condition: {ast.unparse(each)} has no place in one")
        if isinstance(each, ast.Constant) and type(each.value) not in (int, float):
            raise ValueError(f"{text!r} is no condition: {each.value!r} is not a number")
        if isinstance(each, ast.Call) and ast.unparse(each.func) not in _FUNCTIONS:
            raise ValueError(f"{text!r} is no condition: {ast.unparse(each.func)} is no function")
        if isinstance(each, ast.Name) and id(each) not in called:
            names.add(each.id)
    return Condition(text, frozenset(names), compile(tree, "<condition>", "eval"))


def read(path: Path = FILE) -> tuple[dict[str, Spot], list[str]]:
    """Every spot of a file by its name, as far as it can be read, and each fault in it."""
    try:
        tables = tomllib.loads(textfiles.read(path))
    except (textfiles.Unreadable, tomllib.TOMLDecodeError) as reason:
        return {}, [f"content/{path.name}: {reason}"]
    spots: dict[str, dict[str, Condition]] = {}
    faults = []
    for place, text in flat(tables).items():
        name, _, variant = place.rpartition(".")
        try:
            if not name:
                raise ValueError("stands at no spot")
            spots.setdefault(name, {})[variant] = condition(str(text))
        except ValueError as reason:
            faults.append(f"content/{path.name}: {place}: {reason}")
    return {name: Spot(name, conditions) for name, conditions in spots.items()}, faults


SPOTS, FAULTS = read()
# Every text that stands only at a spot, by name, with that spot.
AT_SPOTS = {text: spot for spot in SPOTS.values() for text in spot.texts}

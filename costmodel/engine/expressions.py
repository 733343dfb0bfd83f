"""A formula as a thing one can look at: what a quantity does, read off the quantity itself.

Calling a quantity with :class:`Symbol` objects instead of numbers yields the
formula it computes. Nobody writes a formula a second time for the page, so the
words a reader sees cannot drift from the arithmetic.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps

# How tightly an operator binds.
_BINDING = {"+": 1, "-": 1, "×": 2, "÷": 2}

# Each operator between its operands as a sentence has it.
IN_PRINT = {"+": " + ", "-": " − ", "×": " × ", "÷": " ÷ "}


class Expression:
    """A formula. Arithmetic on expressions makes larger expressions."""

    # Without this numpy would take the expression apart instead of asking it.
    __array_ufunc__ = None

    def __add__(self, other):
        return BinaryOperation("+", self, as_expression(other))

    def __radd__(self, other):
        return BinaryOperation("+", as_expression(other), self)

    def __sub__(self, other):
        return BinaryOperation("-", self, as_expression(other))

    def __rsub__(self, other):
        return BinaryOperation("-", as_expression(other), self)

    def __mul__(self, other):
        return BinaryOperation("×", self, as_expression(other))

    def __rmul__(self, other):
        return BinaryOperation("×", as_expression(other), self)

    def __truediv__(self, other):
        return BinaryOperation("÷", self, as_expression(other))

    def __rtruediv__(self, other):
        return BinaryOperation("÷", as_expression(other), self)


@dataclass(frozen=True)
class Symbol(Expression):
    """An input of a quantity, by its id."""

    id: str


@dataclass(frozen=True)
class Literal(Expression):
    """A number that stands in the formula itself, such as the 1 in "rate - 1"."""

    value: float


@dataclass(frozen=True)
class BinaryOperation(Expression):
    """``left operator right``, the operator being one of ``+ - × ÷``."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True)
class Call(Expression):
    """A function by its name, see ``costmodel.engine.functions``."""

    name: str
    arguments: tuple[Expression, ...]


def as_expression(value: Expression | float) -> Expression:
    """``value`` itself if it is an expression, else the number as one."""
    return value if isinstance(value, Expression) else Literal(value)


def traceable(function):
    """Let ``function`` also take expressions, of which it then makes a :class:`Call`."""

    @wraps(function)
    def traced(*arguments):
        if any(isinstance(argument, Expression) for argument in arguments):
            return Call(function.__name__, tuple(map(as_expression, arguments)))
        return function(*arguments)

    return traced


def write(
    expression: Expression,
    symbol: Callable[[str], str],
    literal: Callable[[float], str],
    call: Callable[[Call], str],
    signs: Mapping[str, str] = IN_PRINT,
) -> str:
    """The formula as one line of text, with brackets only where they are needed.

    ``symbol``, ``literal`` and ``call`` say how the leaves read: as words, as
    this reader's numbers, as cells of a sheet; ``signs`` what stands between them.
    """

    def written(part: Expression, outer: int) -> str:
        match part:
            case Symbol(id):
                return symbol(id)
            case Literal(value):
                return literal(value)
            case Call():
                return call(part)
            case BinaryOperation(operator, left, right):
                binding = _BINDING[operator]
                # a - (b - c) and a ÷ (b ÷ c) need their brackets; a + (b + c) does not.
                strict = operator in "-÷"
                sign = signs[operator]
                text = f"{written(left, binding)}{sign}{written(right, binding + strict)}"
                return f"({text})" if binding < outer else text
        raise TypeError(f"not an expression: {part!r}")

    return written(expression, 0)

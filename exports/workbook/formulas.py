"""Figures as the formulas of a spreadsheet, written from the quantities' own expressions.

Classic functions only, which every spreadsheet of the last twenty years has. A formula speaks of
cells by their names, and the names are ids: ``=run_hours*rental_rate``.
"""

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from math import atanh

from costmodel import MODEL
from costmodel.engine import functions
from costmodel.engine.expressions import BinaryOperation, Call, Expression, Literal, Symbol, write
from costmodel.engine.graph import BY_TYPE

_SIGNS = {"+": "+", "-": "-", "×": "*", "÷": "/"}
_OPERATIONS = {"+": operator.add, "-": operator.sub, "×": operator.mul, "÷": operator.truediv}
# What a spreadsheet takes for the address of a cell: A1, and R1C1, of which Excel refuses even
# a name that only begins so, such as r1_cost.
_LIKE_A_CELL = re.compile(r"[a-z]{1,3}\d+|[rc](\d.*)?|rc", re.IGNORECASE)


@dataclass(frozen=True)
class Step:
    """A cell in between, so that formulas stay short enough to read.

    ``kind`` is which of the cells behind a sum of level payments it is.
    """

    kind: str
    name: str
    formula: str
    value: float


def name_of(id: str) -> str:
    """The name of the cell that holds an assumption, a constant, a fact or a figure: its id.

    An id that would be taken for the address of a cell has an underscore before it.

    >>> name_of("rental_rate"), name_of("r1_cost"), name_of("h20")
    ('rental_rate', '_r1_cost', '_h20')
    """
    return f"_{id}" if _LIKE_A_CELL.fullmatch(id) else id


def formula(figure: str) -> str:
    """A figure's formula, ``=run_hours*rental_rate``; of a figure by type that of its type.

    Raises:
        KeyError: if there is no such figure, or its quantity uses a function that has no form here.
    """
    return "=" + _written(MODEL.quantity_of(figure).expression, MODEL.type_of(figure))


def _written(expression: Expression, type_: str | None) -> str:
    def symbol(id: str) -> str:
        return name_of(MODEL.of_type(id, type_) if type_ and id.endswith(BY_TYPE) else id)

    def call(part: Call) -> str:
        return FUNCTIONS[part.name](part, type_)

    return write(expression, symbol, repr, call, _SIGNS)


def _total_over_types(part: Call, _type: str | None) -> str:
    return f"SUM({','.join(_written(part.arguments[0], each) for each in MODEL.types)})"


def _classic(name: str) -> Callable[[Call, str | None], str]:
    def called(part: Call, type_: str | None) -> str:
        return f"{name}({','.join(_written(each, type_) for each in part.arguments)})"

    return called


def _power_of_ten(part: Call, type_: str | None) -> str:
    return f"POWER(10,{_written(part.arguments[0], type_)})"


def _level_payments(part: Call, _type: str | None) -> str:
    return _payments()[part]


# How each function of ``costmodel.engine.functions`` is written.
FUNCTIONS: Mapping[str, Callable[[Call, str | None], str]] = {
    "total_over_types": _total_over_types,
    "smaller_of": _classic("MIN"),
    "larger_of": _classic("MAX"),
    "power_of_ten": _power_of_ten,
    "level_payments": _level_payments,
}


@cache
def _payments() -> Mapping[Call, str]:
    """The cell of each sum of level payments that the model takes, by what it takes it of."""
    found = dict.fromkeys(
        part
        for each in MODEL.quantities.values()
        for part in _calls(each.expression)
        if part.name == "level_payments"
    )
    return {
        part: "level_payments" + (f"_{place}" if place > 1 else "")
        for place, part in enumerate(found, start=1)
    }


def steps(values: Mapping[str, float]) -> Iterator[Step]:
    """The cells in between, in order, with what they come to where the ids have these values.

    All level payments are ``n × r ÷ (1 − (1 + r)^−n)``. Written so, a small rate r would be lost
    beside the 1. With x for n × ln(1 + r), which is n × 2 × atanh(r ÷ (2 + r)), what is divided
    by is 2 × sinh(x ÷ 2) × e^(−x ÷ 2): the same, and as exact for the smallest rate.
    """
    for part, name in _payments().items():
        rate, periods, growth = f"{name}_rate", f"{name}_periods", f"{name}_growth"
        r, n = (_value(each, values) for each in part.arguments)
        divisor = f"(2*SINH({growth}/2)*EXP(-{growth}/2))"
        yield Step("rate", rate, f"={_written(part.arguments[0], None)}", r)
        yield Step("periods", periods, f"={_written(part.arguments[1], None)}", n)
        grown = f"={periods}*2*ATANH({rate}/(2+{rate}))"
        yield Step("growth", growth, grown, n * 2 * atanh(r / (2 + r)))
        paid = float(functions.level_payments(r, n))
        yield Step("payments", name, f"=IF({rate}=0,1,{periods}*{rate}/{divisor})", paid)


def _calls(expression: Expression) -> Iterator[Call]:
    match expression:
        case BinaryOperation(_, left, right):
            yield from _calls(left)
            yield from _calls(right)
        case Call(_, arguments):
            yield expression
            for each in arguments:
                yield from _calls(each)


def _value(expression: Expression, values: Mapping[str, float]) -> float:
    match expression:
        case Symbol(id):
            return float(values[id])
        case Literal(value):
            return value
        case BinaryOperation(sign, left, right):
            return float(_OPERATIONS[sign](_value(left, values), _value(right, values)))
    raise TypeError(f"no step is made of {expression!r}")

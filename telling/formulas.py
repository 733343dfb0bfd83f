"""A figure's formula, in words and with this reader's numbers, read off the cost module."""

import re
from functools import cache, lru_cache

import costmodel
from content import Language
from costmodel.engine.expressions import Call, Expression, write
from costmodel.engine.functions import total_over_types
from costmodel.engine.graph import BY_TYPE
from telling.scenario import Telling


def in_words(tell: Telling, figure: str) -> str:
    """``GPU-hours of the final run × Rental price``."""
    model = costmodel.model_of(figure)
    type_ = model.type_of(figure)

    def symbol(id: str) -> str:
        return tell.name_of(_own(id, type_))

    def call(part: Call) -> str:
        arguments = [write(each, symbol, _literal, call) for each in part.arguments]
        return tell.language.label(f"functions.{part.name}").format(*arguments)

    return write(model.quantity_of(figure).expression, symbol, _literal, call)


# Around each id while a formula is put together; no text has these characters.
_ID = re.compile("\x02(.*?)\x03")


def in_numbers(tell: Telling, figure: str) -> str:
    """``2,788,000 GPU-hours × $2.00 per GPU-hour = $5,576,000``: what is shown comes out."""
    return "".join(number + between for number, between in parts(tell, figure))


def parts(tell: Telling, figure: str) -> list[tuple[str, str]]:
    """The same sum piece by piece: each number, and the text between it and the next.

    What may stand before the first number comes after an empty one. For every scenario a
    figure's sum has the same texts between numbers; the sign before its result, which may
    be ``=`` or ``≈``, counts as a number.
    """
    values = (tell.value(id) for id in (figure, *costmodel.model_of(figure).operands_of(figure)))
    return list(_parts(tell.language, figure, *values))


# Of most sums on a page no number is changed, and another reader's page has them too.
@lru_cache(maxsize=4096)
def _parts(
    language: Language, figure: str, value: float, *operands: float
) -> tuple[tuple[str, str], ...]:
    """The sum of these numbers, the operands in the order of the formula's."""
    ids = costmodel.model_of(figure).operands_of(figure)
    tell = Telling(language, {figure: value, **dict(zip(ids, operands, strict=True))})
    digits = tell.sum_of(figure)
    return (
        *(
            (_operand(tell, id, digits.operands) if id else "", between)
            for id, between in _shape(language, figure)
        ),
        (digits.sign, " "),
        (tell.number(figure, f"{digits.result},full"), ""),
    )


def _operand(tell: Telling, id: str, style: str) -> str:
    # "× 1.3 times" would say it twice.
    full = "" if costmodel.unit_of(id) == "×" else ",full"
    return tell.number(id, style + full)


# The same in every scenario, and written for each stop of a slider.
@cache
def _shape(language: Language, figure: str) -> tuple[tuple[str, str], ...]:
    """A sum up to its sign: the id of each number, and the text between it and the next.

    What may stand before the first number comes after an empty id.
    """
    model = costmodel.model_of(figure)

    def written(expression: Expression, type_: str | None) -> str:
        def symbol(id: str) -> str:
            return f"\x02{_own(id, type_)}\x03"

        def call(part: Call) -> str:
            if part.name == total_over_types.__name__:
                return " + ".join(
                    written(part.arguments[0], each) for each in costmodel.MODEL.types
                )
            arguments = [written(each, type_) for each in part.arguments]
            return language.label(f"functions.{part.name}").format(*arguments)

        return write(expression, symbol, _literal, call)

    left = written(model.quantity_of(figure).expression, model.type_of(figure))
    before, *rest = _ID.split(f"{left} ")
    pieces = tuple(zip(rest[::2], rest[1::2], strict=True))
    return (("", before), *pieces) if before else pieces


def _own(id: str, type_: str | None) -> str:
    """The id of one type where the formula means that type, else the id itself."""
    return costmodel.MODEL.of_type(id, type_) if type_ and id.endswith(BY_TYPE) else id


def _literal(value: float) -> str:
    return f"{value:g}"

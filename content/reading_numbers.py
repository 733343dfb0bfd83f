"""What a reader typed or pasted for a number: any way our pages write it, and usual others.

A number is *doubtful* where the other convention for decimals would make another number
of it: ``10.000`` is ten in English and ten thousand in Indonesian. It is told back before
it counts. Not doubtful is what could only be meant one way (``2,788,000``, ``1.39``), a
thousand with this language's own mark (``10,000`` in English), and whatever stands there
just as our pages print it (``$1.629 billion``). Text that this language cannot read at all
but the other convention can (``1,5`` in English) is read that way, in doubt. So is
``1_0``, which only programmers write, an abbreviation that the language's labels call
ambiguous, and a share without its sign: 50 is then 50%, and 0.5 is the half that addresses
and programs mean by it.

Nothing here backtracks: reading takes time in proportion to the text, and text longer
than any number could be is refused unread.
"""

import math
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from babel import Locale
from babel.numbers import get_decimal_symbol, get_group_symbol

from content.precision import EVERY_DIGIT, SHARES
from content.scales import Scales, tidy

# More characters than any number with its unit has.
LONGEST = 100

_CURRENCY = "USD"
# Marks that group digits in programs and in some countries, but in no language here.
_FOREIGN_GROUPS = re.compile(r"[_'’]")
_LARGEST = sys.float_info.max
_LARGEST_PRINTED = Decimal(f"{Decimal(_LARGEST):.{EVERY_DIGIT - 1}e}")
_EXPONENT = re.compile(r"(\d[^eE]*)[eE]([+−-]?\d{1,3})", re.ASCII)
_DIGITS = re.compile(r"\d+", re.ASCII)


@dataclass(frozen=True)
class Reading:
    """What a text was understood as.

    ``value`` is in base units (``5%`` is 0.05), None if the text is no number.
    ``doubtful``: it could be read two ways, and should be told back before it counts.
    ``text`` is the value in plain notation, as ``costmodel`` reads it; empty without one.
    """

    value: float | None = None
    doubtful: bool = False
    text: str = ""


_NO_NUMBER = Reading()


class Reader:
    """How one language reads numbers.

    Args:
        locale: Babel's.
        patterns: for each unit, a text with ``{n}`` where the number goes.
        symbol: the language's sign for US dollars.
        scales: its words of scale.
        write: how it writes a value in a unit and a style, see ``Numbers.write``.
    """

    def __init__(
        self,
        locale: Locale,
        patterns: Mapping[str, str],
        symbol: str,
        scales: Scales,
        write: Callable[[float, str, str], str],
    ) -> None:
        self._patterns = patterns
        self._scales = scales
        self._write = write
        self._decimal = get_decimal_symbol(locale)
        # The other of the two marks between digits, whatever this language groups with.
        self._other = "." if self._decimal == "," else ","
        self._group = get_group_symbol(locale)
        # "$", "US$" and "USD" are told apart by nobody here.
        sign = re.sub(r"[A-Za-z]", "", symbol)
        signs = {symbol, sign, _CURRENCY[:2] + sign, _CURRENCY}
        self._signs = sorted((each.casefold() for each in signs if each), key=len, reverse=True)

    def understand(self, text: str, unit: str) -> Reading:
        """The number that ``text`` is for a field in ``unit``.

        A number with another unit's sign or words is read too, in doubt.

        Raises:
            KeyError: if there is no such unit.
        """
        text = text.strip()
        if len(text) > LONGEST:
            return _NO_NUMBER
        typed = self._tidy(text)
        found = self._understood(typed, unit)
        if found.value is not None:
            return found
        others = (self._understood(typed, other) for other in self._patterns)
        found = next((each for each in others if each.value is not None), _NO_NUMBER)
        return replace(found, doubtful=found.value is not None)

    def _tidy(self, text: str) -> str:
        """The text tidied; a mark that groups digits in this language alone is a usual one."""
        text = tidy(text)
        usual = self._group.isspace() or self._group in ".,'’"
        return text if usual else text.replace(self._group, self._other)

    def _understood(self, typed: str, unit: str) -> Reading:
        pattern = self._patterns[unit]
        if unit == "day":
            return _NO_NUMBER
        bare, factor = self._without_unit(typed, pattern, unit)
        bare, negative = _without_sign(bare)
        if unit.startswith(_CURRENCY):
            bare, after = _without_sign(self._without_currency(bare))
            if negative and after:
                return _NO_NUMBER
            negative = negative or after
        bare, power, ambiguous = self._scales.read(bare)
        if not power and (found := _EXPONENT.fullmatch(bare)):
            bare, power = found[1], int(found[2].replace("−", "-"))
        here, other = self._readings(bare)
        number = other if here is None else here
        if number is None:
            return _NO_NUMBER
        unsigned_share = unit in SHARES and not power and not factor and number
        if unsigned_share and number > 1:
            factor = -2
        number = number.scaleb(power + factor)
        # The largest float, rounded up as pages print it, is still meant for it.
        value = _LARGEST if _LARGEST < number <= _LARGEST_PRINTED else float(number)
        value = (-value if negative else value) + 0.0
        if not math.isfinite(value):
            return _NO_NUMBER
        doubtful = ambiguous or here is None or bool(unsigned_share)
        if not doubtful and other is not None and other != here:
            # Grouped with this language's own mark, or else as pages print it.
            doubtful = self._other not in bare and typed not in self._printed(value, unit, typed)
        return Reading(value, doubtful, repr(value).removesuffix(".0"))

    def _without_unit(self, text: str, pattern: str, unit: str) -> tuple[str, int]:
        """The text without its unit, and the power of ten that a % or small parts stand for."""
        text = _without(text, *map(tidy, pattern.split("{n}")))
        power = 0
        for parts, small in self._scales.fractions.items():
            # "20 millionths of $1": what follows the number says of what.
            before, _, after = small.partition("{n}")
            after, _, end = after.partition("{one}")
            start, found, one = text.rpartition(after)
            if found and start.startswith(before) and one.endswith(end):
                one = one.removesuffix(end)
                if one.strip(" %") == "1" or self._without_currency(one) == "1":
                    text = start.removeprefix(before) + ("%" if "%" in one else "")
                    power = parts
                    break
        if unit in SHARES and "%" in (text[:1], text[-1:]):
            bare = text[:-1] if text.endswith("%") else text[1:]
            return bare.strip(), power - 2
        if unit == "×" and text.endswith(("×", "x")):
            return text[:-1].rstrip(), power
        return text, power

    def _without_currency(self, text: str) -> str:
        for sign in self._signs:
            if text[: len(sign)].casefold() == sign:
                return text[len(sign) :].lstrip()
            if text[-len(sign) :].casefold() == sign:
                return text[: -len(sign)].rstrip()
        return text

    def _readings(self, text: str) -> tuple[Decimal | None, Decimal | None]:
        """The number as this language reads it, and as the other convention does."""
        if " " in text:
            # Spaces group digits everywhere, but only by threes.
            whole, mark, decimals = _split(text)
            if not _grouped(whole.split(" ")):
                return None, None
            number = _number(whole.replace(" ", ""), decimals)
            return (number, None) if mark in ("", self._decimal) else (None, number)
        if _FOREIGN_GROUPS.search(text):
            joined = _FOREIGN_GROUPS.sub("", text)
            if not (text[0].isdigit() and text[-1].isdigit()):
                return None, None
            here, other = self._readings(joined)
            return None, other if here is None else here
        return (
            _read(text, self._decimal, self._other),
            _read(text, self._other, self._decimal),
        )

    def _printed(self, value: float, unit: str, typed: str) -> Iterator[str]:
        """The ways pages print ``value`` that ``typed`` could be a copy of."""
        yield self._tidy(self._write(value, unit, ""))
        if not set(typed) <= set("0123456789,."):
            # A sign or a word beside the number: it was printed, or meant for this language.
            styles = ("precise", "exact", *map(str, range(1, EVERY_DIGIT + 1)))
            for style in ("", *styles):
                yield self._tidy(self._write(value, unit, f"{style},full"))
            for style in styles:
                yield self._tidy(self._write(value, unit, style))


def _without(text: str, before: str, after: str) -> str:
    """``text`` without what a unit's pattern puts around the number, if it is there."""
    if before and text.casefold().startswith(before.casefold()):
        text = text[len(before) :]
    if after and text.casefold().endswith(after.casefold()):
        text = text[: -len(after)]
    return text.strip()


def _without_sign(text: str) -> tuple[str, bool]:
    """The text without its sign, and whether that was a minus."""
    if text[:1] in ("−", "+") and text[:1]:
        return text[1:].lstrip(), text[0] == "−"
    return text, False


def _split(text: str) -> tuple[str, str, str]:
    """What stands before, at and after the one mark there is, of the two for decimals."""
    for mark in (".", ","):
        if mark in text:
            return text.partition(mark)
    return text, "", ""


def _grouped(parts: list[str]) -> bool:
    """Whether these are the parts of a number in groups of three."""
    return (
        all(_DIGITS.fullmatch(part) for part in parts)
        and 1 <= len(parts[0]) <= 3
        and not parts[0].startswith("0")
        and all(len(part) == 3 for part in parts[1:])
    )


def _read(text: str, decimal: str, group: str) -> Decimal | None:
    """The number that a text is with these marks, None if it is none."""
    whole, _, decimals = text.partition(decimal)
    if group in whole:
        if not _grouped(whole.split(group)):
            return None
        whole = whole.replace(group, "")
    return _number(whole, decimals)


def _number(whole: str, decimals: str) -> Decimal | None:
    digits = whole + decimals
    return Decimal(f"{whole or 0}.{decimals or 0}") if _DIGITS.fullmatch(digits) else None

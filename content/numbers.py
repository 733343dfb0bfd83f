"""Numbers, money and dates as a reader of a language writes them. Babel knows the habits."""

import datetime
import decimal
import math
import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import (
    NumberPattern,
    get_currency_symbol,
    get_decimal_symbol,
    get_group_symbol,
)

from content.precision import (
    CONTEXT,
    ENOUGH_TO_DIFFER,
    SHARES,
    Rounded,
    Style,
    least_decimals,
    rounded,
    style_of,
)
from content.reading_numbers import Reader, Reading
from content.scales import Scales

MINUS = "−"


class Numbers:
    """How one language writes and reads numbers.

    Args:
        language: a code of a language Babel knows, such as ``id`` or ``en-GB``.
        patterns: for each unit, a text with ``{n}`` where the number goes.
        undefined: the word for a figure that is not defined.
        abbreviations, fractions: what Babel lacks, see ``content.scales.Scales``.
    """

    def __init__(
        self,
        language: str,
        patterns: Mapping[str, str],
        undefined: str,
        abbreviations: Mapping[str, str],
        fractions: Mapping[str, str],
    ) -> None:
        self.locale = Locale.parse(language, sep="-")
        self.patterns = patterns
        self.undefined = undefined
        self.scales = Scales(self.locale, abbreviations, fractions)
        symbol = get_currency_symbol("USD", self.locale)
        # Babel has no long compact form for money, so its own pattern for money
        # ("¤#,##0.00") says only on which side the sign stands.
        self._money = _around(self.locale.currency_formats["standard"]).replace("¤", symbol)
        self._percent = _around(self.locale.percent_formats[None])
        # Looked up once: a page writes hundreds of numbers.
        self._group, self._point = get_group_symbol(self.locale), get_decimal_symbol(self.locale)
        self.write = lru_cache(maxsize=20_000)(self._write)
        self.shown = lru_cache(maxsize=20_000)(self._shown)
        self._reader = Reader(self.locale, patterns, symbol, self.scales, self.write)

    @property
    def decimal_mark(self) -> str:
        """What stands before the decimals: ``.`` or ``,``."""
        return self._point

    def _write(self, value: float, unit: str, style: str = "") -> str:
        """``value`` in ``unit`` as this language writes it.

        ``style`` is empty for running text (``$5.58 million``, ``60,000``), ``precise``
        for four digits (``$5.576 million``), a number for so many digits, ``whole`` for
        no words of scale (``$5,576,000``) and ``.2`` for two decimals more than
        that, ``exact`` for every digit there is. With ``dollars`` amounts in digits are
        rounded to whole dollars and no further (``$293,263``). With ``full`` the unit
        follows in words (``60,000 GPUs``). Several are joined by commas.

        Raises:
            KeyError: if there is no such unit.
            ValueError: if there is no such style.
        """
        asked = style_of(style)
        if not math.isfinite(value):
            return self.undefined
        if unit == "day":
            text = self.day(datetime.date.fromordinal(round(value)))
        else:
            # Decimals by themselves hold no more than 28 digits.
            with decimal.localcontext(CONTEXT):
                text = self._written(value, unit, asked)
        return self.patterns[unit].format(n=text) if asked.full else text

    def _written(self, value: float, unit: str, style: Style) -> str:
        found = _found(value, unit, style)
        # A number that rounds to nothing has no sign.
        sign = MINUS if value < 0 and found.number else ""

        def signed(text: str) -> str:
            if unit.startswith("USD"):
                return self._money.format(text)
            return self._percent.format(text) if unit in SHARES else text

        if not found.in_words:
            return sign + signed(self._digits(found.number, found.last, least_decimals(unit)))
        if found.number < 1:
            return sign + self.scales.write_small(found.number, found.last, self._digits, signed)
        return sign + signed(self.scales.write(found.number, found.last, self._digits))

    def _digits(self, number: Decimal, last: int, least: int = 0) -> str:
        """A number, not below zero, in groups of three digits, with ``least`` decimals or more.

        ``last`` is the power of ten of its last digit.
        """
        whole, _, decimals = f"{number:,.{max(least, -last)}f}".partition(".")
        decimals = decimals.rstrip("0").ljust(least, "0")
        text = whole.replace(",", self._group)
        return text + self._point + decimals if decimals else text

    def _shown(self, value: float, unit: str, style: str = "") -> tuple[float, float]:
        """What :meth:`write` shows of a finite value, as a number, and the step it is rounded to.

        Both in base units: ``$5.58 million`` gives 5,580,000 and 10,000.
        """
        if unit == "day":
            return float(round(value)), 1.0
        found = _found(value, unit, style_of(style))
        power = found.last - 2 if unit in SHARES else found.last
        number = found.number.scaleb(-2, CONTEXT) if unit in SHARES else found.number
        return math.copysign(float(number), value), float(Decimal((0, (1,), power)))

    def apart(self, first: float, second: float, unit: str, style: str = "") -> tuple[str, str]:
        """Two values to be compared, written alike, with as many digits as it takes to differ.

        Equal values are written as ``style`` says.
        """
        texts = self.write(first, unit, style), self.write(second, unit, style)
        if first == second or not (math.isfinite(first) and math.isfinite(second)):
            return texts
        for digits in range(style_of(style).digits or 1, ENOUGH_TO_DIFFER + 1):
            if texts[0] != texts[1]:
                break
            more = ",".join(filter(None, (style, str(digits))))
            texts = self.write(first, unit, more), self.write(second, unit, more)
        return texts

    def between(self, low: float, high: float, unit: str) -> tuple[str, str]:
        """Both ends of a range, rounded alike: to two digits of the larger end.

        What comes out of draws has no more digits that say something, unless the ends would
        look the same.
        """
        step = self.step(low, high)
        bottom, top = (round(end / step) * step if step else end for end in (low, high))
        texts = self.write(bottom, unit), self.write(top, unit)
        # A narrow range is still no point.
        return self.apart(low, high, unit) if texts[0] == texts[1] else texts

    @staticmethod
    def step(low: float, high: float) -> float:
        """What the ends of a range are rounded to; zero where nothing can be rounded."""
        largest = max(abs(low), abs(high))
        if not (math.isfinite(largest) and largest):
            return 0.0
        return 10.0 ** (math.floor(math.log10(largest)) - 1)

    def understand(self, text: str, unit: str) -> Reading:
        """What a reader typed or pasted for a number in ``unit``, see ``content.reading_numbers``.

        Raises:
            KeyError: if there is no such unit.
        """
        return self._reader.understand(text, unit)

    def day(self, date: datetime.date, style: str = "long") -> str:
        """A date: ``26 August 2022`` in the language's own order and words."""
        return format_date(date, format=style, locale=self.locale)


def _found(value: float, unit: str, style: Style) -> Rounded:
    """The size of ``value`` as it is shown; of a share, in percent."""
    # The shortest decimal that is this float; what a longer one would add is nobody's number.
    number = abs(Decimal(repr(float(value))))
    if unit in SHARES:
        number = number.scaleb(2, CONTEXT)
    return rounded(number, unit, style) if number else Rounded(Decimal(0), 0, in_words=False)


def _around(pattern: NumberPattern) -> str:
    """What Babel puts around a number: ``¤#,##0.00`` gives ``¤{}``."""
    return re.sub(r"[#,.0]+", "{}", pattern.pattern.split(";")[0])

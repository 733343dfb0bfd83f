"""Numbers, money and dates as a reader of a language writes them. Babel does the writing."""

import datetime
import decimal
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import (
    NumberFormatError,
    format_compact_decimal,
    format_decimal,
    get_currency_symbol,
    parse_decimal,
)

# From here on amounts are told in words of scale: "$5.58 million".
_SCALE_WORDS_FROM = {"USD": 1e6, "USD/year": 1e6}
# Counts stay in digits longer: 2,788,000 hours is itself a famous number.
_COUNTS_IN_WORDS_FROM = 1e7

# No float has more digits than this before its point.
_EVERY_DIGIT = decimal.Context(prec=320)

_DECIMALS = {
    "USD/GPU-hour": "0.00",
    "USD/chip-hour": "0.00",
    "USD/share": "0.00",
    "USD/kWh": "0.000",
    "kW/GPU": "0.0###",
    "kW/chip": "0.0###",
}


@dataclass(frozen=True)
class Reading:
    """A number a reader typed: its value, or None; whether it is doubtful; in plain notation."""

    value: float | None
    doubtful: bool
    text: str


class Numbers:
    """How one language writes numbers.

    Args:
        language: a code Babel knows, such as ``id``.
        patterns: for each unit, a text with ``{n}`` where the number goes.
        undefined: the word for a figure that is not defined.
    """

    def __init__(self, language: str, patterns: Mapping[str, str], undefined: str) -> None:
        self.locale = Locale.parse(language)
        self.patterns = patterns
        self.undefined = undefined
        self._symbol = get_currency_symbol("USD", self.locale)
        # Babel has no long compact form for money, so its own pattern for money
        # ("¤#,##0.00") says only on which side the sign stands.
        self._money = re.sub(
            r"[#,.0]+", "{}", self.locale.currency_formats["standard"].pattern.split(";")[0]
        ).replace("¤", self._symbol)
        self.write = lru_cache(maxsize=20_000)(self._write)

    def _write(self, value: float, unit: str, style: str = "") -> str:
        """``value`` in ``unit`` as this language writes it.

        ``style`` is empty for running text (``$5.58 million``, ``60,000``), ``precise``
        for four digits (``$5.576 million``), ``exact`` for every digit
        (``$5,576,000``), ``full`` for the unit in words (``60,000 GPUs``), or several
        joined by commas.
        """
        if not math.isfinite(value):
            return self.undefined
        # Babel counts in decimals, which by themselves hold no more than 28 digits.
        with decimal.localcontext(_EVERY_DIGIT):
            return self._written(value, unit, style)

    def _written(self, value: float, unit: str, style: str) -> str:
        if unit == "day":
            return self.day(datetime.date.fromordinal(round(value)))
        full = "full" in style
        # How many digits say something; None keeps every one.
        digits = None if "exact" in style else 4 if "precise" in style else 3
        if unit.startswith("USD"):
            sign = "−" if value < 0 and float(f"{value:.12g}") else ""
            text = sign + self._money.format(self._digits(abs(value), unit, digits))
        elif unit in ("share", "per year"):
            text = self._percent(value)
        else:
            text = self._digits(value, unit, digits)
        return self.patterns[unit].format(n=text) if full else text

    def between(self, low: float, high: float, unit: str) -> tuple[str, str]:
        """Both ends of a range, rounded alike: to two digits of the larger end.

        What comes out of draws has no more digits that say something.
        """
        step = self.step(low, high)
        ends = (round(end / step) * step if step else end for end in (low, high))
        return tuple(self.write(end, unit) for end in ends)

    @staticmethod
    def step(low: float, high: float) -> float:
        """What the ends of a range are rounded to; zero where nothing can be rounded."""
        largest = max(abs(low), abs(high))
        if not (math.isfinite(largest) and largest):
            return 0.0
        return 10.0 ** (math.floor(math.log10(largest)) - 1)

    def _digits(self, value: float, unit: str, digits: int | None) -> str:
        if unit in _DECIMALS:
            return format_decimal(value, format=f"#,##{_DECIMALS[unit]}", locale=self.locale)
        threshold = _SCALE_WORDS_FROM.get(unit, _COUNTS_IN_WORDS_FROM)
        # What rounds up to the threshold is told as the threshold is.
        rounded = value if digits is None else float(f"{value:.{digits - 1}e}")
        if digits and abs(rounded) >= threshold:
            decimals = max(0, digits - 1 - math.floor(math.log10(abs(rounded))) % 3)
            return format_compact_decimal(
                rounded, format_type="long", locale=self.locale, fraction_digits=decimals
            )
        if unit in _SCALE_WORDS_FROM:
            value = rounded
        if unit == "×" or (abs(value) < 100 and value % 1):
            pattern = "@##" if abs(value) < 100 else "#,##0"
        else:
            pattern = "#,##0"
        return format_decimal(value, format=pattern, locale=self.locale)

    def _percent(self, value: float) -> str:
        # Small shares keep two digits that say something: 0.13%, not 0.1%.
        pattern = "#,##0.#%" if abs(value) >= 0.00995 or value == 0 else "@#%"
        return format_decimal(value, format=pattern, locale=self.locale)

    def plain(self, value: float) -> str:
        """``value`` with every digit and no unit, as a reader would type it."""
        return format_decimal(value, format="#,##0.############", locale=self.locale)

    def understand(self, text: str, unit: str) -> "Reading":
        """What a reader typed into a field of this unit."""
        plain = self.read(text)
        try:
            return Reading(float(plain), False, plain)
        except ValueError:
            return Reading(None, False, "")

    def read(self, text: str) -> str:
        """What a reader typed, in plain notation: ``2.664.000,5`` gives ``2664000.5``.

        Text that is no number in this language is returned as it is.
        """
        try:
            return str(parse_decimal(text.strip(), locale=self.locale, strict=True))
        except NumberFormatError:
            return text.strip()

    def day(self, date: datetime.date, style: str = "long") -> str:
        """A date: ``26 August 2022`` in the language's own order and words."""
        return format_date(date, format=style, locale=self.locale)

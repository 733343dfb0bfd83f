"""Words of scale, written and read: ``5.58 million``, ``2.3 million trillion``, ``1,6 M``.

The words are Babel's; in a language for which it has none, digits stand in their place. What
Babel lacks of every language stands in the labels: small parts, under ``[fractions]``, and what
newspapers write for short, under ``[abbreviations]``.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal

from babel import Locale

# The names in the labels, with their powers of ten.
_ABBREVIATED = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_FRACTIONS = {"millionths": -6, "billionths": -9, "trillionths": -12}

# The largest word is counted in digits up to here ("2,300 trillion"), then in words
# itself ("2.3 million trillion"), and at last nobody has words.
_LARGEST_IN_DIGITS = 10**6
_BEYOND_WORDS = 27

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_BACK = {chr(value): chr(key) for key, value in _SUPERSCRIPTS.items()}
_POWER = re.compile(r"(.*\d) ?[×x*·] ?10(?:\^([+−-]?\d{1,3})|([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4}))", re.ASCII)

# Minus as pages write it, and what keyboards and word processors put in its place.
_MINUS = "−-‐‑–"
_SPACES = re.compile(r"\s+")

# A number with as many decimals as its last power of ten says, in a language's digits.
Digits = Callable[[Decimal, int], str]


class Scales:
    """The words of scale of one language.

    Args:
        locale: Babel's.
        abbreviations: for each name of a power of ten, the short forms with spaces
            between; under ``ambiguous`` those that mean something else elsewhere.
        fractions: for each name of a small part, a text with ``{n}`` and ``{one}``.
    """

    def __init__(
        self, locale: Locale, abbreviations: Mapping[str, str], fractions: Mapping[str, str]
    ) -> None:
        self._locale = locale
        formats = locale.compact_decimal_formats
        long = formats.get("long", {"other": {}})
        self._largest = max(map(int, long["other"]), default=0)
        # What stands around a number, by its plural and its size: read off once.
        self._around = {
            (plural, int(size)): self._parts(by_size, int(size))
            for plural, by_size in long.items()
            for size in by_size
        }
        # A language with words missing is still read as far as it goes.
        self.fractions = {
            power: fractions[name] for name, power in _FRACTIONS.items() if name in fractions
        }
        self.ambiguous = frozenset(abbreviations.get("ambiguous", "").casefold().split())
        # What stands before and after the number: the word in one place or the other.
        self._powers: dict[tuple[str, str], int] = {}
        for form in ("long", "short"):
            for by_size in formats.get(form, {}).values():
                for size in by_size:
                    before, zeros, after = self._parts(by_size, int(size))
                    words = tidy(before).strip().casefold(), tidy(after).strip().casefold()
                    if any(words):
                        self._powers.setdefault(words, len(size) - zeros)
        for name, power in _ABBREVIATED.items():
            for word in abbreviations.get(name, "").casefold().split():
                self._powers.setdefault(("", word), power)
        # The longest first, so that no word is taken for a part of another.
        self._by_length = sorted(self._powers, key=lambda words: -len("".join(words)))

    @staticmethod
    def _parts(by_size: Mapping, size: int) -> tuple[str, int, str]:
        """What stands before and after a number of this size, and how many digits it then has."""
        # What follows a semicolon is for numbers below zero; their sign is put elsewhere.
        pattern = by_size[str(size)].pattern.partition(";")[0].replace("'", "")
        before, zero, rest = pattern.partition("0")
        after = rest.lstrip("0")
        return before, len(zero) + len(rest) - len(after), after

    def write(self, number: Decimal, last: int, digits: Digits) -> str:
        """``number``, at least a thousand, in words of scale, or in digits where there are none.

        ``last`` is the power of ten of its last digit.
        """
        order = number.adjusted()
        if order >= _BEYOND_WORDS:
            return self.power(number, last, digits)
        size = min(10**order, self._largest)
        if ("other", size) not in self._around:
            return digits(number, last)
        _, zeros, _ = usual = self._around["other", size]
        shift = len(str(size)) - zeros
        counted, place = number.scaleb(-shift), last - shift
        # “1 million” is one, though it may be counted as 1.000000.
        plural = self._locale.plural_form(counted.normalize())
        before, _, after = self._around.get((plural, size), usual)
        if counted < _LARGEST_IN_DIGITS:
            text = digits(counted, place)
        else:
            text = self.write(counted, place, digits)
        return f"{before}{text}{after}"

    def write_small(
        self, number: Decimal, last: int, digits: Digits, signed: Callable[[str], str]
    ) -> str:
        """A number far below one, as so many parts of one; ``signed`` adds a currency or a %."""
        for power, pattern in self.fractions.items():
            if number.adjusted() >= power:
                counted = digits(number.scaleb(-power), last - power)
                return pattern.format(n=counted, one=signed("1"))
        return signed(self.power(number, last, digits))

    @staticmethod
    def power(number: Decimal, last: int, digits: Digits) -> str:
        """``2.3 × 10³⁰``."""
        order = number.adjusted()
        raised = str(order).translate(_SUPERSCRIPTS)
        return f"{digits(number.scaleb(-order), last - order)} × 10{raised}"

    def read(self, text: str) -> tuple[str, int, bool]:
        """The number without its words of scale, the power of ten they say, and whether in doubt.

        ``1.6 billion`` gives ``1.6``, 9 and False.
        """
        if found := _POWER.fullmatch(text):
            caret, raised = found[2], found[3]
            power = caret.replace("−", "-") if caret else "".join(_BACK[each] for each in raised)
            # A minus by itself, or one in the middle, says nothing.
            if re.fullmatch(r"[+-]?\d+", power, re.ASCII):
                return found[1], int(power), False
            return text, 0, False
        rest, power, doubtful = text, 0, False
        # "2.3 million trillion": no more than two words, the larger one last.
        for _ in range(2):
            words = next((each for each in self._by_length if self._stand_in(rest, each)), None)
            if words is None or (power and self._powers[words] > power):
                break
            power += self._powers[words]
            doubtful = doubtful or words[1] in self.ambiguous
            rest = rest[len(words[0]) : len(rest) - len(words[1])].strip()
        return rest, power, doubtful

    @staticmethod
    def _stand_in(text: str, words: tuple[str, str]) -> bool:
        """Whether a text begins and ends with these words, and a number is between them."""
        before, after = words
        between = text[len(before) : len(text) - len(after)]
        return (
            text[: len(before)].casefold() == before
            and text[len(text) - len(after) :].casefold() == after
            and (not before or between[:1].isdigit() or between[:1] == " ")
            and (not after or between[-1:].isdigit() or between[-1:] == " ")
        )


def tidy(text: str) -> str:
    """The same with plain single spaces and one sign for minus; what cannot be seen is left out."""
    seen = "".join(each for each in text if unicodedata.category(each) != "Cf")
    spaced = _SPACES.sub(" ", seen)
    return "".join("−" if each in _MINUS else each for each in spaced)

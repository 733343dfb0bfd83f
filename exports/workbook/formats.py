"""How numbers and cells look: number formats by unit, colours, widths of columns.

A file stores numbers; with which signs they are written, the reader's own spreadsheet decides.
"""

from decimal import Decimal
from math import ceil

from telling import Telling

# Decimals of a figure, by unit; of a share, those of its percent. Other units have none.
_DECIMALS = {
    "USD/GPU-hour": 2,
    "USD/kWh": 3,
    "kW/GPU": 2,
    "days": 1,
    "×": 2,
    "share": 2,
    "per year": 1,
}
_IN_PERCENT = ("share", "per year")
# Nobody types more, and no cell is wide enough.
_MOST_DECIMALS = 8
_GROUPED = "#,##0"
# From here on amounts are told in words of scale, and by which power of ten each is divided.
_SCALES = ((9, 3), (6, 2))

PAPER_A4 = 9
# The height of the highest row there can be, and of some kinds of rows, in points.
HIGHEST = 409.0
HEIGHTS = {"title": 26.0, "lead": 22.0, "group": 22.0}
LINE = 15.0
_SMALLER = 1.2
FONT = "Calibri"
_SMALL = 9
_INK, _FAINT, _RULE = "#1F1D1A", "#6B665C", "#D9D4C7"
_LEFT: dict[str, object] = {"align": "left", "indent": 1}
_HEAD: dict[str, object] = {"bold": True, "text_wrap": True, "bg_color": "#F1EEE6", "bottom": 1}
LOOKS: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 16, **_LEFT},
    "lead": {"font_color": _FAINT, **_LEFT},
    "section": {"bold": True, "font_size": 12, **_LEFT},
    "text": {"text_wrap": True, **_LEFT},
    "small": {"text_wrap": True, "font_size": _SMALL, **_LEFT},
    "label": {"text_wrap": True, "bold": True, **_LEFT},
    "code": {"font_name": "Consolas", "font_size": _SMALL, "text_wrap": True, **_LEFT},
    "link": {"font_color": "#1F5C99", "underline": 1, "text_wrap": True, **_LEFT},
    "head": {**_HEAD, **_LEFT},
    "head_of_numbers": {**_HEAD, "align": "right"},
    "group": {"bold": True, "font_color": "#9C3D1F", "top": 1, "valign": "vcenter", **_LEFT},
    "number": {},
    "faint": {"font_color": _FAINT},
    # What a reader is meant to change.
    "input": {"bg_color": "#EAF1FA", "border": 1, "bold": True},
}
# Put over a cell's own look where a number is the reader's.
OWN: dict[str, object] = {"bg_color": "#FFE0A8", "font_color": "#7A3B00"}
COMMON: dict[str, object] = {
    "font_name": FONT,
    "font_size": 11,
    "font_color": _INK,
    "border_color": _RULE,
    "valign": "top",
}
CHART = {"bar": "#2F6DB5", "line": _RULE, "ink": _INK}


def height_of(text: str, width: float, look: str) -> float:
    """How high a cell must be for a text, in points, in a column so many digits wide.

    What a spreadsheet would find out by itself; not every one does. Letters are a little narrower
    than digits, but lines end between words.
    """
    smaller = _SMALLER if LOOKS[look].get("font_size") == _SMALL else 1.0
    lines = sum(max(1, ceil(len(each) / (width * smaller))) for each in text.split("\n"))
    return lines * LINE / smaller


def number_format(tell: Telling, unit: str, *exact: float) -> str:
    """The format for numbers in a unit, with the decimals that each of ``exact`` has at least.

    >>> from content import LANGUAGES
    >>> number_format(Telling.of(LANGUAGES["en"]), "GPUs")
    '#,##0'
    >>> number_format(Telling.of(LANGUAGES["en"]), "share", 0.1255)
    '#,##0.00%'
    """
    in_percent = unit in _IN_PERCENT
    needed = [_decimals(each) - 2 * in_percent for each in exact]
    decimals = min(max(_DECIMALS.get(unit, 0), *needed, 0), _MOST_DECIMALS)
    text = _GROUPED + ("." + "0" * decimals if decimals else "")
    if unit.startswith("USD"):
        return _in_money(tell, 0, text)
    return text + "%" if in_percent else text


def _decimals(number: float) -> int:
    exponent = Decimal(repr(float(number))).normalize().as_tuple().exponent
    return max(0, -int(exponent))


def in_words(tell: Telling, decimals: int = 2) -> str:
    """The format for an amount of money as running text has it: ``$5.58 million``.

    A language without words of scale gets digits.
    """
    sections = []
    for power, thousands in _SCALES:
        if any(each.isdigit() for each in _around(tell, power)[1]):
            return number_format(tell, "USD")
        # What rounds to a thousand millions is a billion.
        at_least = f"{0.9995 * 10**power:.0f}"
        number = ("0." + "0" * decimals).rstrip(".") + "," * thousands
        sections.append(f"[>={at_least}]{_in_money(tell, power, number)}")
    return ";".join((*sections, number_format(tell, "USD")))


def _in_money(tell: Telling, power: int, number: str) -> str:
    before, after = (f'"{text}"' if text else "" for text in _around(tell, power))
    return f"{before}{number}{after}"


def _around(tell: Telling, power: int) -> tuple[str, str]:
    """What stands before and after the number in an amount of one dollar, or a million of them."""
    before, _, after = tell.written(10.0**power, "USD").partition("1")
    return before, after

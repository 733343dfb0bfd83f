"""The bar's numbers: short, and how far each is from the published one.

Each is of one figure, or of one figure over another; :func:`key_of` says under which key a page
marks it.
"""

import math

import costmodel
from telling.scenario import Telling

# The ratio that the model has as a figure of its own.
_KNOWN_RATIO = ("tco", "final_run_cost", "tco_ratio")
# From here on a number is told as a multiple of what is published.
_TIMES_FROM = 2
# Steps that a share in percent would round to nothing, or to all of it.
_HARDLY = 0.001
_NEARLY_ALL = 0.99
_UNDEFINED = "—"


def key_of(*figures: str) -> str:
    """The figure that is meant by one figure, or by one over another; empty if there is none."""
    *ratio, known = _KNOWN_RATIO
    if len(figures) == 1:
        return figures[0]
    return known if list(figures) == ratio else ""


def label(tell: Telling, *figures: str) -> str:
    """What the bar calls it: short, or that it is this page's figure."""
    path = f"bar.names.{figures[0]}" if len(figures) == 1 else "bar.ratio"
    return tell.say(path if tell.has_label(path) else "bar.figure")


def name(tell: Telling, *figures: str) -> str:
    """The same in full."""
    if len(figures) == 1:
        return tell.name_of(figures[0])
    return " ÷ ".join(tell.say(f"rung_names.{each}") for each in figures)


def number(tell: Telling, *figures: str) -> str:
    """The number as it is in this scenario."""
    return _written(tell, _value(tell, figures), figures)


def published(tell: Telling, *figures: str) -> str:
    """The number as published."""
    return _written(tell, _value(Telling.of(tell.language), figures), figures)


def distance(tell: Telling, *figures: str) -> str:
    """How far the number is from the published one, ``+50%``; empty where it is as published.

    Also where the one or the other is not defined, or nothing was published to compare with.
    """
    now, before = _value(tell, figures), _value(Telling.of(tell.language), figures)
    if now == before or not (math.isfinite(now) and math.isfinite(before)) or before <= 0:
        return ""
    if now >= _TIMES_FROM * before:
        return tell.say("bar.times", times=(tell.written(now / before, "×", "2"), ""))
    change = abs(now / before - 1)
    way = "up" if now > before else "down"
    if change < _HARDLY:
        return tell.say(f"bar.hardly_{way}", change=(tell.written(_HARDLY, "share"), ""))
    if _NEARLY_ALL < change < 1:
        return tell.say("bar.nearly_all", change=(tell.written(_NEARLY_ALL, "share"), ""))
    return tell.say(f"bar.{way}", change=(tell.written(change, "share", "2"), ""))


def _value(tell: Telling, figures: tuple[str, ...]) -> float:
    top, *rest = map(tell.value, figures)
    return float(costmodel.ratio(top, *rest)) if rest else top


def _written(tell: Telling, value: float, figures: tuple[str, ...]) -> str:
    if not math.isfinite(value):
        return _UNDEFINED
    unit = costmodel.unit_of(figures[0]) if len(figures) == 1 else "×"
    # A number without a word or a sign of its kind could be a count.
    return tell.written(value, unit, "full" if unit == "×" else "")
